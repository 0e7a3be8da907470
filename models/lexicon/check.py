"""What must hold between the entries of a lexicon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.lexicon.entry import Entry
from models.lexicon.fold import fold
from models.lexicon.records import Cue, Excluded, Indicator, Unit

Origins = Sequence[tuple[Indicator, Entry]]
"""Each indicator with the entry it was read from."""


def check_lexicon(
    indicators: Origins, cues: Sequence[tuple[Cue, Entry]], excluded: Sequence[Excluded]
) -> None:
    """Raise unless all entries agree with each other.

    Raises:
        LexiconError: the first entry found that does not.
    """
    _check_codes(indicators)
    _check_references(indicators)
    folded = {p: fold(p) for made, _ in indicators for p in (*made.aliases, *made.weak)}
    _check_phrases(indicators, folded, {fold(word.word): word.reason for word in excluded})
    _check_aliases(indicators, folded)
    for made, entry in indicators:
        _check_example(made, entry)
    _check_cues(cues)


def _check_codes(indicators: Origins) -> None:
    seen: set[str] = set()
    for made, entry in indicators:
        if made.code in seen:
            raise entry.error(
                f"mã “{made.code}” đã có ở mục khác", f"code “{made.code}” is given twice"
            )
        seen.add(made.code)


def _check_references(indicators: Origins) -> None:
    codes = {made.code for made, _ in indicators}
    for made, entry in indicators:
        for code in (made.parent, made.rate, made.whole):
            if code and code not in codes:
                raise entry.error(
                    f"“{made.code}” nhắc tới chỉ tiêu “{code}” là điều không có",
                    f"“{made.code}” refers to “{code}”, which is no indicator",
                    wrong=code,
                    valid=codes,
                )


def _check_phrases(
    indicators: Origins, folded: Mapping[str, str], reasons: Mapping[str, str]
) -> None:
    for made, entry in indicators:
        if made.weak and not made.context:
            raise entry.error(
                f"“{made.code}” có “weak” mà thiếu “context”",
                f"“{made.code}” has “weak” but no “context”",
            )
        for phrase in made.aliases + made.weak:
            if reason := reasons.get(folded[phrase]):
                raise entry.error(
                    f"không dùng được “{phrase}” làm tên gọi: {reason}",
                    f"“{phrase}” is excluded as an alias",
                )


def _check_aliases(indicators: Origins, folded: Mapping[str, str]) -> None:
    holders: dict[str, list[Indicator]] = {}
    for made, entry in indicators:
        own: set[str] = set()
        for alias in made.aliases:
            key = folded[alias]
            if key in own:
                raise entry.error(
                    f"“{made.code}” ghi tên gọi “{alias}” hai lần",
                    f"“{made.code}” has alias “{alias}” twice",
                )
            own.add(key)
            for other in holders.setdefault(key, []):
                if _may_share_a_figure(made, other):
                    raise entry.error(
                        f"tên gọi “{alias}” của “{made.code}” đã thuộc về “{other.code}”",
                        f"alias “{alias}” of “{made.code}” already belongs to “{other.code}”",
                    )
            holders[key].append(made)


def _may_share_a_figure(one: Indicator, other: Indicator) -> bool:
    """Whether a figure of some unit could be of either."""
    return bool({*one.units, one.dimension} & {*other.units}) or bool(
        {*other.units, other.dimension} & {*one.units}
    )


def _check_example(made: Indicator, entry: Entry) -> None:
    before, opening, rest = made.example.partition("⟦")
    figure, closing, after = rest.partition("⟧")
    if not (opening and closing and any(c.isdigit() for c in figure) and (before or after)):
        raise entry.error(
            f"“{made.code}” cần một câu ví dụ (“example”) có con số đặt trong ⟦ ⟧",
            f"“{made.code}” needs an example sentence with its figure in ⟦ ⟧",
        )


def check_units(units: Sequence[tuple[Unit, Entry]]) -> None:
    """Raise unless every unit is given once.

    Raises:
        LexiconError: the first that is given twice.
    """
    names: set[str] = set()
    for unit, entry in units:
        if unit.name in names:
            raise entry.error(
                f"đơn vị “{unit.name}” ghi hai lần", f"unit “{unit.name}” given twice"
            )
        names.add(unit.name)


def _check_cues(cues: Sequence[tuple[Cue, Entry]]) -> None:
    seen: set[tuple[str, str]] = set()
    for cue, entry in cues:
        if (cue.group, cue.name) in seen:
            raise entry.error(
                f"nhóm “{cue.group}” đã có dấu hiệu “{cue.name}”",
                f"group “{cue.group}” already has a cue “{cue.name}”",
            )
        seen.add((cue.group, cue.name))
