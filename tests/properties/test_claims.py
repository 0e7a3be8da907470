"""Claims that are true by construction are never complained of; a planted slip always is.

Sentences are made from templates and drawn numbers: ratios with their percentages (rounded or cut
off), changes, lists of parts, remainders and products. A planted slip changes one digit of one
figure so that the figure moves by a tenth at least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from extractors.extract import extract
from models.finding import Finding, Severity
from models.lexicon import Lexicon, load
from models.text import Source, Span
from pipeline.checks import judge

LOUD = (Severity.ERROR, Severity.WARN)
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Passage:
    """Words with a figure between each two of them."""

    words: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def text(self) -> str:
        """Words and figures in turn."""
        inner = "".join(f"{w}{f}" for w, f in zip(self.words, self.figures, strict=False))
        return inner + self.words[-1]

    def span(self, index: int) -> Span:
        """Where a figure stands in the text."""
        before = Passage(self.words[: index + 1], self.figures[:index]).text
        return Span(len(before), len(before) + len(self.figures[index]))


def passage(template: str, *figures: str) -> Passage:
    """The template with a figure for each `#`."""
    return Passage(tuple(template.split("#")), figures)


def grouped(value: Decimal | int) -> str:
    """The number as reports write it: `12.450,5`."""
    return f"{value:,}".replace(",", "_").replace(".", ",").replace("_", ".")


@cache
def lexicon() -> Lexicon:
    """The lexicon, loaded once."""
    return load()


def complaints(text: str) -> list[Finding]:
    """The errors and warnings about a text."""
    found = extract(Source(text=text, media_type="text/plain"), lexicon(), "p")
    return [finding for finding in judge(found.claims, "p")[1] if finding.severity in LOUD]


RATIOS = (
    "Diện tích ngô đã gieo trồng #/# ha, đạt #% kế hoạch.",
    "- Đàn trâu #/# con, bằng #% kế hoạch giao năm.",
    "Có #/# hộ gia đình đăng ký thi đua, chiếm #%.",
    "Giải ngân # triệu đồng/# triệu đồng, đạt tỷ lệ #%.",
    "Số trẻ được uống vitamin A là #/# trẻ (#%).",
    "Thu quỹ #/# triệu đồng = #% dự toán.",
)
CHANGES = ("Tổng đàn lợn #/# con, tăng #%.", "Thu phí #/# triệu đồng, vượt #% kế hoạch.")
LISTS = (
    ("Tổng đàn gia súc # con, gồm: ", ("trâu # con", "bò # con", "dê # con", "lợn # con"), ", "),
    ("Diện tích rừng trồng # ha (", ("keo # ha", "quế # ha", "hồi # ha", "lát # ha"), "; "),
    ("Xét duyệt cho # hộ, cụ thể: ", ("thôn Hạ # hộ", "thôn Cốc # hộ", "thôn Lũng # hộ"), "; "),
    (
        "Tổng kinh phí # triệu đồng, bao gồm: ",
        ("ngân sách tỉnh # triệu đồng", "ngân sách huyện # triệu đồng", "xã hội hóa # triệu đồng"),
        ", ",
    ),
    (
        "Tổng số đơn: # đơn, gồm:\n- ",
        ("Khiếu nại: # đơn", "Tố cáo: # đơn", "Kiến nghị: # đơn"),
        ";\n- ",
    ),
)
RESTS = (
    "Biên chế được giao # người, hiện có # người, còn thiếu # người.",
    "Tiếp nhận # đơn, đã giải quyết # đơn, còn lại # đơn.",
)
PRODUCTS = (
    "Tặng # suất quà, mỗi suất # đồng, tổng trị giá # đồng.",
    "Hỗ trợ # hộ, mỗi hộ # đồng, tổng số tiền # đồng.",
)
TABLE_HEAD = "TT\tCây trồng\tĐVT\tKế hoạch\tThực hiện\tTỷ lệ %"


@st.composite
def ratios(draw: st.DrawFn, least: int = 20) -> Passage:
    """`X/Y, đạt Z%`, Z rounded or cut off to at most two decimals; X is `least` % of Y at least."""
    base = draw(st.integers(200, 9999))
    part = draw(st.integers(max(100, base * least // 100 + 1), base * 13 // 10))
    stated = as_stated(draw, Decimal(part) / base * 100)
    return passage(draw(st.sampled_from(RATIOS)), grouped(part), grouped(base), stated)


@st.composite
def changes(draw: st.DrawFn) -> Passage:
    """`X/Y, tăng Z%`: the rise of X over Y, by a fifth at least."""
    base = draw(st.integers(200, 4000))
    risen = draw(st.integers(base * 6 // 5 + 1, base * 19 // 10))
    stated = as_stated(draw, (Decimal(risen) / base - 1) * 100)
    return passage(draw(st.sampled_from(CHANGES)), grouped(risen), grouped(base), stated)


def as_stated(draw: st.DrawFn, percent: Decimal) -> str:
    """A percentage as an office writes it."""
    places = draw(st.integers(0, 2))
    way = draw(st.sampled_from((ROUND_HALF_UP, ROUND_DOWN)))
    return grouped(percent.quantize(Decimal(1).scaleb(-places), rounding=way))


@st.composite
def lists(draw: st.DrawFn) -> Passage:
    """A whole and parts that give it: counts are whole, measures may have a decimal."""
    head, members, joint = draw(st.sampled_from(LISTS))
    measured = " ha" in head or "triệu" in head
    scale = Decimal(1).scaleb(-draw(st.integers(0, 1)) if measured else 0)
    count = draw(st.integers(2, len(members)))
    parts = [draw(st.integers(100, 9999)) * scale for _ in range(count)]
    closing = ")." if head.endswith("(") else "."
    template = head + joint.join(members[:count]) + closing
    return passage(template, *map(grouped, (sum(parts), *parts)))


@st.composite
def rests(draw: st.DrawFn) -> Passage:
    """What is left of a whole."""
    done, left = draw(st.integers(30, 900)), draw(st.integers(30, 900))
    figures = map(grouped, (done + left, done, left))
    return passage(draw(st.sampled_from(RESTS)), *figures)


@st.composite
def products(draw: st.DrawFn) -> Passage:
    """So many gifts at a price."""
    count, price = draw(st.integers(11, 400)), draw(st.integers(2, 40)) * 50_000
    figures = map(grouped, (count, price, count * price))
    return passage(draw(st.sampled_from(PRODUCTS)), *figures)


@st.composite
def tables(draw: st.DrawFn) -> Passage:
    """Rows of plan, result and the percentage of one in the other."""
    crops = ("Lúa", "Ngô", "Lạc", "Sắn", "Mía")[: draw(st.integers(2, 5))]
    rows, figures = [TABLE_HEAD], []
    for number, crop in enumerate(crops, start=1):
        plan = draw(st.integers(200, 9999))
        done = draw(st.integers(max(100, plan // 5 + 1), plan * 13 // 10))
        rows.append(f"{number}\t{crop}\tha\t#\t#\t#")
        figures += [grouped(plan), grouped(done), as_stated(draw, Decimal(done) / plan * 100)]
    return passage("\n".join((*rows, "")), *figures)


CLAIMS = {
    "ratios": ratios(),
    "changes": changes(),
    "lists": lists(),
    "rests": rests(),
    "products": products(),
    "tables": tables(),
}


@st.composite
def slips(draw: st.DrawFn, sort: str) -> tuple[Passage, int]:
    """A true claim with one digit changed, and which figure has it."""
    right = draw(CLAIMS[sort])
    index = draw(st.integers(0, len(right.figures) - 1))
    written = right.figures[index]
    choices = [wrong for wrong in respelled(written) if moves_a_tenth(written, wrong)]
    wrong = draw(st.sampled_from(choices))
    figures = (*right.figures[:index], wrong, *right.figures[index + 1 :])
    assume(not has_another_reading(sort, figures))
    return replace(right, figures=figures), index


def has_another_reading(sort: str, figures: Sequence[str]) -> bool:
    """Whether the slip gives a claim that can be read so as to hold.

    The first parts of a list give its whole already, and what follows may be no part; what is
    left is the difference of two figures whichever of them is named first.
    """
    first, *others = map(value_of, figures)
    if sort == "lists":
        return any(sum(others[:count]) == first for count in range(2, len(others)))
    return sort == "rests" and abs(first - others[0]) == others[1]


def respelled(written: str) -> list[str]:
    """The figure with each digit replaced by each other one; it begins with no zero."""
    return [
        written[:i] + digit + written[i + 1 :]
        for i, old in enumerate(written)
        for digit in "0123456789"
        if old.isdigit() and digit != old and (i or digit != "0")
    ]


def moves_a_tenth(right: str, wrong: str) -> bool:
    """Whether the other spelling is off by a tenth of the right value at least."""
    before = value_of(right)
    return abs(value_of(wrong) - before) >= before * TENTH


def value_of(written: str) -> Decimal:
    """The number that `grouped` has written."""
    return Decimal(written.replace(".", "").replace(",", "."))


def check_slip(slip: tuple[Passage, int]) -> None:
    """Fails unless an error or a warning names the figure that was changed."""
    wrong, index = slip
    found = complaints(wrong.text)
    assert any(wrong.span(index) in finding.spans for finding in found), wrong.text


def check_truth(right: Passage) -> None:
    """Fails if anything is complained of."""
    assert not [finding.message for finding in complaints(right.text)], right.text


@settings(EXAMPLES, max_examples=120)
@given(ratios(least=1))
def test_true_percentages_stand(right: Passage) -> None:
    check_truth(right)


@settings(EXAMPLES, max_examples=120)
@given(changes() | rests() | products() | tables())
def test_true_changes_rests_products_and_tables_stand(right: Passage) -> None:
    check_truth(right)


@settings(EXAMPLES, max_examples=120)
@given(lists())
def test_true_lists_stand(right: Passage) -> None:
    check_truth(right)


@settings(EXAMPLES, max_examples=120)
@given(slips("ratios"))
def test_a_slip_in_a_percentage_is_told(slip: tuple[Passage, int]) -> None:
    check_slip(slip)


@EXAMPLES
@given(slips("changes"))
def test_a_slip_in_a_change_is_told(slip: tuple[Passage, int]) -> None:
    check_slip(slip)


@settings(EXAMPLES, max_examples=120)
@given(slips("lists"))
def test_a_slip_in_a_list_is_told(slip: tuple[Passage, int]) -> None:
    check_slip(slip)


@EXAMPLES
@given(slips("rests"))
def test_a_slip_in_a_rest_is_told(slip: tuple[Passage, int]) -> None:
    check_slip(slip)


@EXAMPLES
@given(slips("products"))
def test_a_slip_in_a_product_is_told(slip: tuple[Passage, int]) -> None:
    check_slip(slip)


@EXAMPLES
@given(slips("tables"))
def test_a_slip_in_a_table_is_told(slip: tuple[Passage, int]) -> None:
    check_slip(slip)


@EXAMPLES
@given(st.tuples(*CLAIMS.values()).flatmap(st.permutations))
def test_true_claims_stand_side_by_side(passages: list[Passage]) -> None:
    """What stands beside it does not make a claim wrong, nor does the order."""
    text = "\n\n".join(one.text for one in passages)
    assert not [finding.message for finding in complaints(text)], text
