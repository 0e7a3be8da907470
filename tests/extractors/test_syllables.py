"""What is spelt like a Vietnamese syllable, and what is not."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.syllables import is_syllable
from models.lexicon import load

ROOT = Path(__file__).parents[2]
KNOWN_ABBREVIATION = re.compile(r"[A-ZĐ&]{2,}|[a-zđ]*đ[a-zđ]*")


SYLLABLES = (
    "xã huyện tỉnh nghiêng khuỷu quýt quỳnh quốc giếng gìn gì giữa ghế kỳ ngoằn thuở oác yêu "
    "hoà hòa khoẻ khỏe thuý thúy toàn hoãn huýt loại ngoéo khuya quạnh uống ướt ý ở ủy"
)
OTHERS = (
    "nýớc chýõng đýợc tẻc cý trýởng sõ đõn nãm tãng hõn ðã cê kă ngia gha quôi "
    "Đắk Lắk Krông Plông H'Mông Kbang th\u00adëng ®¹t Sè: hoì coì tiêìn"
)


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables_are_known_in_any_case_and_form(word: str) -> None:
    for form in (word, word.upper(), word.capitalize(), unicodedata.normalize("NFD", word)):
        assert is_syllable(form), form


@pytest.mark.parametrize("word", OTHERS.split())
def test_what_no_syllable_is_spelt_like(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(("word", "custom"), [("sõ", False), ("rõ", True), ("nãm", False)])
def test_custom_may_be_left_aside(word: str, custom: bool) -> None:
    assert is_syllable(word) is custom
    assert is_syllable(word, customary=False)


def words_of(text: str) -> set[str]:
    composed = unicodedata.normalize("NFC", text)
    words = {word for word in re.findall(r"[^\W\d_]+", composed) if not word.isascii()}
    return {word for word in words if not KNOWN_ABBREVIATION.fullmatch(word)}


def test_the_lexicon_is_spelt_in_syllables() -> None:
    lexicon = load()
    indicators = lexicon.indicators.values()
    words = set().union(*(words_of(" ".join((one.name_vi, *one.aliases))) for one in indicators))
    assert len(words) > 400
    assert not {word for word in words if not is_syllable(word)}


def test_the_samples_are_spelt_in_syllables() -> None:
    for path in (ROOT / "data" / "samples").glob("*.txt"):
        words = words_of(path.read_text("utf-8"))
        assert {word for word in words if not is_syllable(word.strip("¹²³"))} <= {"²", "¹", "³"}


@given(st.text(st.characters(max_codepoint=0x1EFF), max_size=8))
def test_any_word_can_be_asked_for(word: str) -> None:
    assert is_syllable(word) in (True, False)
    if is_syllable(word):
        assert is_syllable(word, customary=False)


def test_every_toned_rhyme_with_its_own_onsets_is_a_rhyme() -> None:
    path = ROOT / "models" / "spelling" / "syllables.toml"
    tables = tomllib.loads(path.read_text("utf-8"))
    for key in ("onsets_of", "onsets_of_toned"):
        for rhyme, onsets in tables[key].items():
            some = [onset for onset in onsets.split() if onset != "-"] or [""]
            assert all(onset in tables["onsets"].split() for onset in some if onset)
            if key == "onsets_of_toned":
                assert all(is_syllable(onset + rhyme) for onset in some), rhyme
