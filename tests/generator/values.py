"""The values of a phrasing's figures: drawn, computed from each other, or taken from the world."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from models.fact import Role
from tests.generator.numbers import Notation, about, stated, trimmed
from tests.generator.phrases import Line

HUNDRED = Decimal(100)
FIGURE_ROLES = frozenset(map(str, Role))
SENSES = {">": "over", "<": "under", "?": "about"}
LEAST_CHANGE = Decimal("0.2")
"""Smaller changes in percent are told in other words than tăng or giảm."""

_OPERATORS: dict[type, Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_RANGE = re.compile(r"(-?[\d.]+?)\.\.(-?[\d.]+)(?:\*(\d+))?")


class UnfitError(Exception):
    """The values drawn do not suit the phrasing: another one is to be tried."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A value and how finely its sort is drawn."""

    value: Decimal
    step: Decimal = Decimal(1)


class Values:
    """The values of one use of a phrasing, computed when first asked for."""

    def __init__(
        self, lines: Sequence[Line], given: Mapping[str, Decimal], rng: Random, notation: Notation
    ) -> None:
        self.lines = {line.name: line for line in lines}
        self.rng = rng
        self.notation = notation
        self.row = 0
        self.row_count = 1
        self.rows: Sequence[Values] = ()
        self._known = {name: Amount(value, _step(value)) for name, value in given.items()}

    def __getitem__(self, name: str) -> Decimal:
        """The value as stated.

        Raises:
            UnfitError: the values drawn do not suit.
        """
        return self._amount(name).value

    def approximate(self, name: str, mark: str) -> Decimal:
        """The round number that `trên`, `gần` or `khoảng` gives for a value."""
        exact = self._exact(name)
        sense = SENSES[mark]
        if self.lines[name].how.startswith("%"):
            step = Decimal(10) if exact > 20 and self.rng.random() < 0.4 else Decimal(1)
        else:
            step = Decimal(10) ** max(0, len(str(int(exact))) - 2)
        found = about(exact, sense, step)
        if not found or found == exact:
            raise UnfitError(name)
        self._known[name] = Amount(found)
        return found

    def _exact(self, name: str) -> Decimal:
        how = self.lines[name].how
        if how.startswith("%"):
            above, below = how[1:].split("/")
            return self[above] / self._base(below) * HUNDRED
        return self[name]

    def _base(self, name: str) -> Decimal:
        if not self[name]:
            raise UnfitError(name)
        return self[name]

    def _amount(self, name: str) -> Amount:
        if name not in self._known:
            if name not in self.lines:
                raise KeyError(name)
            self._known[name] = self._draw(self.lines[name].how)
        return self._known[name]

    def _draw(self, how: str) -> Amount:
        kind, rest = how[0], how[1:]
        if kind == "!":
            return Amount(Decimal(rest))
        if kind == "=":
            return Amount(trimmed(self._compute(ast.parse(rest, mode="eval").body)))
        if kind in "%^":
            return self._percent(rest, change=kind == "^")
        word, _, argument = how.partition(":")
        relative = {
            "near": (600, 1250),
            "under": (300, 990),
            "over": (1011, 1250),
            "part": (50, 450),
        }
        if word in relative:
            return self._near(argument, *relative[word])
        if word == "pm":
            drawn = self._range(argument)
            return Amount(drawn.value * self.rng.choice((1, -1)), drawn.step)
        if word == "sum":
            return Amount(sum((row[argument] for row in self.rows), Decimal(0)))
        if word == "share":
            return Amount(self._share(self[argument]))
        if word == "row":
            return Amount(Decimal(int(argument) + self.row))
        return self._range(how)

    def _range(self, how: str) -> Amount:
        match = _RANGE.fullmatch(how)
        if match is None:
            raise ValueError(how)
        low, high = Decimal(match[1]), Decimal(match[2])
        step = Decimal(match[3]) if match[3] else _step(low)
        first, last = sorted((low, high))
        count = int((last - first) / step)
        return Amount(trimmed(first + self.rng.randint(0, count) * step), step)

    def _near(self, name: str, low: int, high: int) -> Amount:
        """So many thousandths of another value, on the same steps and not equal to it."""
        other = self._amount(name)
        drawn = other.value * self.rng.randint(low, high) / 1000
        value = trimmed((drawn / other.step).quantize(Decimal(1)) * other.step)
        if not value > 0 or value == other.value:
            raise UnfitError(name)
        return Amount(value, other.step)

    def _share(self, whole: Decimal) -> Decimal:
        """This row's part of a whole that the rows divide evenly."""
        each, rest = divmod(int(whole), self.row_count)
        return Decimal(each + (self.row < rest))

    def _percent(self, pair: str, *, change: bool) -> Amount:
        above, below = pair.split("/")
        exact = self[above] / self._base(below) * HUNDRED - (HUNDRED if change else 0)
        if change and abs(exact) < LEAST_CHANGE:
            raise UnfitError(pair)
        places = self.rng.choice((0, 1, 1, 2, 2))
        if abs(exact) < 10:
            places = max(places, 1 if abs(exact) >= 1 else 2)
        value = stated(exact, places, cut=self.notation.cut)
        if not value:
            raise UnfitError(pair)
        return Amount(value if self.notation.keeps_zeros else trimmed(value))

    def _compute(self, node: ast.expr) -> Decimal:
        if isinstance(node, ast.BinOp):
            return _OPERATORS[type(node.op)](self._compute(node.left), self._compute(node.right))
        if isinstance(node, ast.Constant):
            return Decimal(str(node.value))
        if isinstance(node, ast.Name):
            return self[node.id]
        raise ValueError(ast.dump(node))


def _step(value: Decimal) -> Decimal:
    """One unit of the last digit written."""
    return Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
