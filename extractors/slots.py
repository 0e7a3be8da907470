"""The words of each figure of a block, told apart: what stands before it, the noun behind it.

In `Xã gồm 11 thôn với 742 hộ trên 3.216 nhân khẩu` the noun of 11 is `thôn`; it ends where a word
of the group `noun.stop`, a sign or the next figure stands. The words before a figure begin behind
the noun of the figure before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.comparisons import RoleOf
from extractors.figures import Figure
from extractors.patterns import CueMatch
from extractors.reading import BlockReading
from extractors.units import Measure
from extractors.windows import Around, Mention, Window
from models.fact import Role, Season
from models.number import NumeralKind

if TYPE_CHECKING:
    from extractors.language import Words

_LABEL_TOKENS = 12
_ASIDES = 20
"""So many figures back a bracket is looked for whose words a figure's own do not go on from."""
_LIST_TOKENS = 30
"""The most tokens from a noun to the word that says what befell all of its list."""
_LEAST_NAME = 2
"""How many words a name has at least: one capital may only begin a sentence."""
_SEASON_WORD = "vụ"
_BEFORE_LENGTH = 600
SEPARATORS = frozenset({",", ";", ":", "(", ")", ".", "-", "+", "*", "/"})
_JOINTS = frozenset({",", "/", "và"})
_GOVERNING, _ROW, _EARLIER, _LEAST = 4, 3, 2, 1
"""How closely words govern a figure: its own, those of its row's head, its earlier clauses."""

Range = tuple[int, int]
"""Word indices, half open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The words of one figure."""

    near: Range
    """Before it, from behind the noun of the figure before."""
    own: Range | None
    """From the first to behind the last word of `near` that says something."""
    noun: Range
    """The noun phrase behind it, its unit included: `vụ cháy rừng`; what follows a percentage."""
    measure: Measure
    """Its unit so far: as stated, as its partner's or whole's, or the unknown noun it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A block with the words of its figures and all that was looked up once for it."""

    reading: BlockReading
    slots: Sequence[Slot]
    mentions: Sequence[Mention]
    fillers: frozenset[int]
    heads: Sequence[str]
    """The texts above, folded, innermost first."""
    text: str
    """The block's words, folded."""
    closings: Mapping[int, int]
    """By position, where the innermost bracket in which a figure stands closes."""
    place_words: frozenset[str]
    """Words before names of places: `xã`, `huyện`."""
    _segments: dict[Range, list[Range]] = field(default_factory=dict, init=False)
    """What `segments` has found: it is asked three times for most figures."""

    @property
    def doc(self) -> Words:
        """The block's tokens."""
        return self.reading.doc

    def segments(self, near: Range) -> list[Range]:
        """The parts of a range between signs, the last that says something first.

        What a bracket adds comes last: `diện tích trồng mới (phần lớn là tái canh) 48 ha`.
        """
        known = self._segments.get(near)
        if known is None:
            known = self._segments[near] = self._parted(near)
        return known

    def _parted(self, near: Range) -> list[Range]:
        found: list[Range] = []
        asides: list[Range] = []
        start, depth = near[0], 0
        for index in range(near[0], near[1] + 1):
            sign = self.doc.texts[index] if index < near[1] else ""
            if index == near[1] or sign in SEPARATORS:
                if any(self._says(i) for i in range(start, index)):
                    (asides if depth and sign == ")" else found).append((start, index))
                depth += {"(": 1, ")": -1}.get(sign, 0)
                start = index + 1
        return found[::-1] + asides[::-1]

    def own_words(self, figure: Figure) -> str:
        """The words of the clause right before a figure that say something."""
        segments = self.segments(self.slots[figure.position].near)
        inside = range(*segments[0]) if segments else ()
        return " ".join(self.doc.texts[i] for i in inside if self._says(i))

    def _says(self, index: int) -> bool:
        return self.doc.texts[index].isalpha() and index not in self.fillers

    def _weighs(self, index: int) -> bool:
        """Whether a word says more than a name does: `dân tộc Tày` speaks of `dân tộc`."""
        view = self.reading.block.text.view
        return self._says(index) and not view[self.doc.starts[index]].isupper()

    def goes_on(self, figure: Figure, role: RoleOf) -> bool:
        """Whether a percentage or change has no words of its own, so that it measures the last."""
        dependent = figure.kind is NumeralKind.PERCENT or role.role is Role.ABS_CHANGE
        slot = self.slots[figure.position]
        if not dependent or not figure.position or slot.own is not None:
            return False
        if role.role is not Role.PCT_SHARE:
            return True
        begins_anew = slot.noun[1] > slot.noun[0] and all(
            self.doc.texts[index] in (",", "và") for index in range(*slot.near)
        )
        return self.same_clause(figure) and not begins_anew

    def same_clause(self, figure: Figure) -> bool:
        """Whether no full stop or semicolon stands between a figure and the one before."""
        if not figure.position:
            return False
        before = self.reading.figures[figure.position - 1]
        return self.reading.in_one_clause(before, figure)

    def is_aside(self, other: Figure, figure: Figure) -> bool:
        """Whether a figure before stands in a bracket that closes before this one."""
        return other.index < self.closings.get(other.position, other.index) < figure.index

    def _behind_aside(self, figure: Figure) -> int:
        """The token behind the last bracket with figures that closes before this one, else 0."""
        for position in range(figure.position - 1, max(figure.position - _ASIDES, 0) - 1, -1):
            other = self.reading.figures[position]
            if other.sentence != figure.sentence:
                break
            if self.is_aside(other, figure):
                return self.closings[position] + 1
        return 0

    def names_only(self, figure: Figure) -> bool:
        """Whether all own words of a figure are names: `Lâm Đồng 145 ha, Kon Tum có 12 ha`."""
        segments = self.segments(self.slots[figure.position].near)
        view = self.reading.block.text.view
        words = [i for i in range(*segments[0]) if self._says(i)] if segments else []
        named = [i for i in words if view[self.doc.starts[i]].isupper()]
        return len(named) >= _LEAST_NAME and all(
            i in named or self.doc.texts[i] in self.place_words for i in words
        )

    def row(self, figure: Figure) -> Iterator[Figure]:
        """The figures before one without own words up to that whose words govern the row."""
        position = figure.position
        while position and self.slots[position].own is None:
            before = self.reading.figures[position - 1]
            while before.position and self.is_aside(before, figure):
                before = self.reading.figures[before.position - 1]
            if before.sentence != figure.sentence:
                return
            position = before.position
            yield before

    def windows(self, figure: Figure) -> list[Window]:
        """Where the indicator of a figure is looked for, the closest first."""
        slot = self.slots[figure.position]
        percent = figure.kind is NumeralKind.PERCENT
        found = self._before(figure, (_GOVERNING, _EARLIER))
        if figure.stop > slot.noun[0]:
            unit = slot.noun[0], figure.stop
            found.append(Window(start=unit[0], stop=unit[1], anchor=unit[0], rank=_ROW))
        if percent:
            start = slot.noun[0]
            found.append(
                Window(start=start, stop=start + 1, anchor=start, rank=_LEAST, strict=True)
            )
        else:
            found.extend(
                Window(start=start, stop=stop, anchor=start, rank=_GOVERNING)
                for start, stop in self._nouns(figure)
            )
        for head in self.row(figure):
            found.extend(self._before(head, (_ROW, _LEAST)))
        start, stop = slot.near
        found.append(Window(start=start, stop=stop, anchor=figure.index, rank=_LEAST, strict=True))
        return found

    def _before(self, figure: Figure, ranks: tuple[int, int]) -> list[Window]:
        """The words before a figure, by clauses: the rank of the last and that of the others."""
        near = self.slots[figure.position].near
        segments = self.segments(near)
        interrupted = self._interrupted(segments)
        return [
            Window(
                start=start,
                stop=stop,
                anchor=figure.index,
                rank=ranks[bool(number) and (start, stop) != interrupted],
                weak_from=next(filter(self._weighs, range(stop - 1, start - 1, -1)), start) + 1,
            )
            for number, (start, stop) in enumerate(segments)
        ]

    def _interrupted(self, segments: Sequence[Range]) -> Range | None:
        """The part that a bracket parts from the last: `Giá trị sản xuất (giá 2010) địa bàn`."""
        texts = self.doc.texts
        if len(segments) < 2 or not segments[0][0] or texts[segments[0][0] - 1] != ")":
            return None
        closed = segments[0][0] - 1
        opened = next((i for i in range(closed, -1, -1) if texts[i] == "("), None)
        return next((part for part in segments[1:] if part[1] == opened), None)

    def _nouns(self, figure: Figure) -> Iterator[Range]:
        """The noun behind a figure; of `01 vụ, 02 người vi phạm` both figures share the last."""
        yield self.slots[figure.position].noun
        for following in self.reading.figures[figure.position + 1 :]:
            noun = self.slots[figure.position].noun
            joints = {self.doc.texts[index] for index in range(noun[1], following.index)}
            if noun[1] > figure.stop or not joints <= _JOINTS or self.slots[following.position].own:
                return
            figure = following
            yield self.slots[figure.position].noun

    def around(self, figure: Figure) -> Around:
        """The texts that allow or forbid an indicator."""
        text = self.text
        slot = self.slots[figure.position]
        head = next(iter(reversed(tuple(self.row(figure)))), figure)
        clause = self._offset(max(self.slots[head.position].near[0], self._behind_aside(figure)))
        sentence = self._offset(figure.sentence[0])
        last = max(noun[1] for noun in self._nouns(figure))
        stop = self._offset(self.tail(figure)[1] if last == slot.noun[1] else last)
        start = max(0, min(stop - _BEFORE_LENGTH, sentence))
        return Around(
            clause=text[clause:stop] + self._suffered(figure),
            before=text[start:stop],
            sentence=sentence - start,
            after=text[figure.token.idx : self._offset(figure.sentence[1])],
            heads=" ; ".join(self.heads),
        )

    def _suffered(self, figure: Figure) -> str:
        """The harm told at the end of a list: `1.160 ha lúa, 5,6 ha rừng bị thiệt hại`."""
        stop = self.slots[figure.position].noun[1]
        reach = min(stop + _LIST_TOKENS, figure.sentence[1])
        for harm in self.reading.cues.within("harm", stop, reach):
            between = range(stop, harm.tokens.start)
            listed = all(
                self.doc.texts[i] in _JOINTS
                or (self.doc.texts[i] not in SEPARATORS and i not in self.fillers)
                for i in between
            )
            return f" ; {harm.tokens.text.casefold()}" if listed else ""
        return ""

    def _offset(self, index: int) -> int:
        return self.doc.offset(index)

    def tail(self, figure: Figure) -> Range:
        """The words behind a figure's noun up to the next sign or figure."""
        stop = self.slots[figure.position].noun[1]
        start = stop
        while stop < figure.right and self.doc.texts[stop] not in SEPARATORS:
            stop += 1
        return start, stop

    def row_tail(self, figure: Figure) -> Range:
        """From a figure's noun to the end of the clause behind the last of its row.

        In `05 tập thể, 11 cá nhân được tặng Giấy khen` all are given what stands last.
        """
        start = self.slots[figure.position].noun[0]
        for following in self.reading.figures[figure.position + 1 :]:
            noun = self.slots[figure.position].noun
            joints = {self.doc.texts[index] for index in range(noun[1], following.index)}
            if not joints <= _JOINTS or self.slots[following.position].own:
                break
            figure = following
        return start, self.tail(figure)[1]

    def row_reach(self, figure: Figure) -> Range:
        """As `row_tail`, beyond signs, up to the words of the next figure.

        In `29 tập thể được UBND tỉnh, Bộ, ngành tặng cờ, 75 tập thể` commas part the givers.
        """
        start, stop = self.row_tail(figure)
        last = next(f for f in reversed(self.reading.figures) if f.index < max(stop, figure.stop))
        near = range(stop, max(stop, last.right))
        signs = [i for i in near if self.doc.texts[i] in SEPARATORS]
        if signs and any(self._says(i) for i in range(signs[-1], near.stop)):
            return start, signs[-1]
        return start, near.stop

    def label(self, figure: Figure) -> str:
        """The figure's subject in the source's words."""
        slot = self.slots[figure.position]
        if slot.own is None:
            return self._words(slot.noun)
        start, stop = self.segments(slot.near)[0]
        says = [index for index in range(start, stop) if self._says(index)]
        numerals = (i for i in range(says[0], says[-1]) if self.doc[i].like_num)
        dated = max(numerals, default=-1)
        first = max(next(i for i in says if i > dated), says[-1] + 1 - _LABEL_TOKENS)
        return self._words((first, says[-1] + 1))

    def _words(self, words: Range) -> str:
        if words[0] >= words[1]:
            return ""
        last = self.doc[words[1] - 1]
        view = self.reading.block.text.view
        return view[self.doc[words[0]].idx : last.idx + len(last.text)].strip()

    def season(self, figure: Figure) -> Season | None:
        """The season named behind the figure, among its own words or for its whole sentence.

        A season named with one crop (`ngô xuân 60 ha; sắn 15 ha`) does not hold for the next.
        """
        cues, slot = self.reading.cues, self.slots[figure.position]
        behind = cues.within("season", figure.index, slot.noun[1])
        own = cues.within("season", *slot.near)
        before = cues.within("season", figure.sentence[0], figure.index)
        general = [match for match in before if not self._is_of_crop(match)]
        found = behind[:1] or own[-1:] or general[-1:]
        return Season(found[0].cue.value) if found else None

    def _is_of_crop(self, season: CueMatch) -> bool:
        """Whether a season is named together with a crop: `lúa xuân`, not `vụ xuân`."""
        words = [token.text for token in season.tokens]
        compound = len(words) > 1 and words[0] not in (_SEASON_WORD, *season.cue.value.split())
        start = season.tokens.start
        return compound or any(mention.stop == start for mention in self.mentions)
