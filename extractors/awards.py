"""Commendations: level, form and recipient put together to one code.

The 120 codes of the family differ in three facets that stand apart in a report: who got it is the
figure's unit or the table's column, the form stands before it or in the row, and the level in the
awarding body's name, in the list's head or in the title above.

**Source** Law on Emulation and Commendation 06/2022/QH15.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.language import make_doc
from extractors.phrases import PhraseFinder, PhraseGroup
from extractors.units import Measure
from models.lexicon import FacetValue, Lexicon

if TYPE_CHECKING:
    from extractors.language import Words

_FAMILY = "award"
_LEVEL, _FORM, _WHO = "level", "form", "who"

_Value = tuple[str, FacetValue]
"""A facet's name and one of its values."""


@dataclass(frozen=True, slots=True)
class Award:
    """Level and form of a commendation, as far as words name them."""

    level: str = ""
    form: str = ""
    given: bool = False
    """Whether words of commending stand there at all."""
    asked: bool = False
    """Whether it was only proposed to somebody above."""

    def over(self, wider: Award) -> Award:
        """This award, completed by what wider words say.

        A level of its own begins a new statement: then the form named before holds no longer.
        """
        form = self.form if self.form or self.level else wider.form
        asked = self.asked or (not self.given and wider.asked)
        return Award(self.level or wider.level, form, self.given or wider.given, asked)


NO_AWARD = Award()


class AwardFinder:
    """Reads the facets of commendations from words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._family = next((f for f in lexicon.families if f.name == _FAMILY), None)
        self._facets = (
            {facet.name: facet.values for facet in self._family.facets} if self._family else {}
        )
        self._named = PhraseFinder(
            (alias, (name, value))
            for name in (_LEVEL, _FORM)
            for value in self._facets.get(name, ())
            for alias in value.aliases
        )
        self._given = PhraseGroup(lexicon, "award.given")
        self._asked = PhraseGroup(lexicon, "award.asked")
        self._gifts = PhraseGroup(lexicon, "award.unless")
        self._received = PhraseGroup(lexicon, "award.received")

    def is_award(self, code: str) -> bool:
        """Whether a code is one of commendations, composed or not."""
        return code.partition(".")[0] == _FAMILY

    def who(self, measure: Measure) -> str:
        """The recipient that a unit stands for, empty if it is none of them."""
        for value in self._facets.get(_WHO, ()):
            if measure.name in value.units or measure.spelling in value.aliases:
                return value.key
        return ""

    def read(self, doc: Words, start: int, stop: int) -> Award:
        """What the words between two tokens say of a commendation, the last of each facet."""
        tokens = doc[start:stop]
        if any(self._gifts.found(tokens)):
            return Award()
        named = _longest(self._named.find(tokens))
        levels = [value for name, value in named if name == _LEVEL]
        forms = [value for name, value in named if name == _FORM]
        specific = [value for value in forms if not value.default]
        return Award(
            level=levels[-1].key if levels else "",
            form=specific[-1].key if specific else "",
            given=bool(forms),
            asked=any(self._asked.found(tokens)),
        )

    def gives(self, doc: Words, start: int, stop: int) -> bool:
        """Whether something is given there: `UBND xã tặng`, by itself any sort of gift."""
        return any(self._given.found(doc[start:stop]))

    def receives(self, doc: Words, behind: tuple[int, int]) -> bool:
        """Whether the words behind a recipient say that it got what they name.

        In `khen thưởng: 02 tập thể nhận cờ thi đua, 17 cá nhân được tặng bằng khen` they tell the
        form, not the words before.
        """
        return any(self._received.found(doc[behind[0] : behind[1]]))

    def read_heads(self, texts: Iterable[str]) -> Award:
        """What the heads above say, those that speak of commendations, the innermost first."""
        award = Award()
        for text in texts:
            doc = make_doc(text)
            said = self.read(doc, 0, len(doc))
            if said.given:
                award = award.over(said)
        return award

    def code(self, award: Award, who: str, issuer: str) -> str | None:
        """The code of an award, None where it is not known who gave it.

        Args:
            award: Level and form.
            who: Key of the recipient.
            issuer: The level of the reporting office (`xã`), which commends where nobody else
                is named.
        """
        form = award.form or self._default_form()
        level = award.level or self._implied(form)
        if not level and not award.asked:
            level = self._level_of(issuer)
        if not level or self._family is None:
            return None
        return self._family.code.format_map({_LEVEL: level, _FORM: form, _WHO: who})

    def _default_form(self) -> str:
        return next((value.key for value in self._facets[_FORM] if value.default), "")

    def _implied(self, form: str) -> str:
        return next((value.implies for value in self._facets[_FORM] if value.key == form), "")

    def _level_of(self, issuer: str) -> str:
        """The level whose names include `cấp xã`, `cấp huyện` or `cấp tỉnh`."""
        name = f"cấp {issuer}"
        return next((v.key for v in self._facets[_LEVEL] if name in v.aliases), "")


def _longest(matches: Iterable[tuple[int, int, _Value]]) -> list[_Value]:
    """What the matches stand for that lie in no other, from left to right."""
    kept: list[tuple[int, int, _Value]] = []
    for match in sorted(matches, key=lambda match: (match[0], -match[1])):
        if not kept or match[0] >= kept[-1][1]:
            kept.append(match)
    return [value for _, _, value in kept]
