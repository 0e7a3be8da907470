"""Cues around a figure: how far they reach, and which side they stand on."""

from __future__ import annotations

from tests.extractors.claims import read_block


def test_a_cue_is_found_within_its_reach_only() -> None:
    reading = read_block("Biên chế 19 người, còn thiếu nhiều nhất là 02 người.")
    figure = reading.figures[-1]
    assert reading.cues.before("remainder", figure, reach=6) is not None
    assert reading.cues.before("remainder", figure, reach=1) is None


def test_a_cue_before_another_figure_is_not_this_ones() -> None:
    reading = read_block("Biên chế 19 người, còn thiếu 02 người và 05 máy tính.")
    assert reading.cues.before("remainder", reading.figures[1], reach=6) is not None
    assert reading.cues.before("remainder", reading.figures[2], reach=6) is None


def test_the_nearest_cue_comes_first() -> None:
    reading = read_block("Tăng mạnh rồi giảm còn tăng 12 con.")
    found = reading.cues.all_before("change.up", reading.figures[0], reach=20)
    starts = [match.tokens.start for match in found]
    assert starts == sorted(starts, reverse=True)
    assert len(starts) == 2


def test_cues_behind_end_where_the_words_of_the_figure_end() -> None:
    reading = read_block("Đạt 95% kế hoạch, bằng 102% so với cùng kỳ.")
    first, second = reading.figures
    assert reading.cues.after("base.plan", first) is not None
    assert reading.cues.after("base.prior", first) is None
    assert reading.cues.after("base.prior", second) is not None


def test_capitals_and_accents_of_old_and_new_spelling_are_the_same_cue() -> None:
    for text in ("TRONG ĐÓ nam 12 người.", "trong đó nam 12 người.", "Trong đó: nam 12 người."):
        assert "parts.open" in read_block(text).cues.matches
    for text in ("Luỹ kế 12 ha.", "Lũy kế 12 ha."):
        assert "cumulative" in read_block(text).cues.matches
