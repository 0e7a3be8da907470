"""What a check is, and what it says of one claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from models.fact import Fact
from models.finding import Cause, Severity
from models.relation import Claim, ClaimKind, Verdict
from models.text import Span
from pipeline.checks._interval import Interval
from pipeline.checks._messages import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check as its page in the documentation shows it."""

    id: str
    kinds: tuple[ClaimKind, ...]
    """The claims it judges; each kind has one check."""
    title_vi: str
    title_en: str
    doc: str
    """What it checks and why, with a firing and a holding example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What is wrong with a broken claim."""

    severity: Severity
    cause: Cause
    message: str
    message_en: str
    expected: str = ""
    suggestion: str = ""
    suggestion_en: str = ""
    also: tuple[Fact, ...] = ()
    """Figures it involves beside those of the claim: another base that would fit."""
    doubt: float = 1.0
    """How little the cause explains: 0 for one that chance never gives, 1 for an unknown one."""
    mends: tuple[tuple[Fact, Fact], ...] = ()
    """Figures, each with the reading under which the claim holds."""

    def suggesting(self, key: str, fields: Mapping[str, str]) -> Complaint:
        """The complaint with the text `key` in both languages as its suggestion."""
        vi, en = (say(key, lang, fields) for lang in ("vi", "en"))
        return replace(self, suggestion=vi, suggestion_en=en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How one claim came out."""

    claim: Claim
    """As judged: with the operands under which it holds, if those were not the first ones."""
    verdict: Verdict
    formula: str
    computed: Interval | None = None
    """In the stated figure's unit; None where nothing is computed."""
    stated: str = ""
    """What the report says, where that is not one figure."""
    complaint: Complaint | None = None
    """None if the claim holds."""

    @property
    def holds(self) -> bool:
        """Whether the claim holds."""
        return self.verdict is not Verdict.BROKEN


Judge = Callable[[Claim], Judgement | None]
"""What judges a claim anew."""


def figures_of(claim: Claim) -> tuple[Fact, ...]:
    """All figures of the claim, the stated one first."""
    return (*((claim.stated,) if claim.stated else ()), *claim.operands)


def spans_of(claim: Claim, also: Iterable[Fact] = ()) -> tuple[Span, ...]:
    """The numerals of the claim and of the facts `also`, by offset, each once."""
    figures = (*figures_of(claim), *also)
    return tuple(sorted({*(f.span for f in figures), *(n.span for n in claim.numerals)}))


def with_reading(claim: Claim, wrong: Fact, right: Fact) -> Claim:
    """The claim with the value of `right` wherever it has the figure `wrong`."""

    def pick(fact: Fact) -> Fact:
        return right if fact.fact_id == wrong.fact_id else fact

    stated = pick(claim.stated) if claim.stated else None
    return replace(claim, stated=stated, operands=tuple(map(pick, claim.operands)))


def mends(claim: Claim, wrong: Fact, right: Fact, judge: Judge) -> bool:
    """Whether a claim that has the wrong figure holds once it is right."""
    mended = judge(with_reading(claim, wrong, right))
    return mended is not None and mended.holds


def subject_of(*facts: Fact) -> str:
    """The first label among `facts` that is more than a unit, with a capital; empty if none is.

    The row of a table is named without the cell that tells its unit.

    >>> from pipeline.checks._examples import example_fact
    >>> share = example_fact("46", unit="%", label="ha")
    >>> subject_of(share, example_fact("36", unit="ha", label="đậu xanh"))
    'Đậu xanh'
    >>> subject_of(example_fact("7.481", label="Đàn lợn con | Thực hiện"))
    'Đàn lợn | Thực hiện'
    """
    units = {"", *(fact.unit.casefold() for fact in facts)}
    fact = next((fact for fact in facts if fact.label.strip().casefold() not in units), None)
    if fact is None:
        return ""
    row, bar, column = fact.label.strip().partition(" | ")
    if bar and fact.unit:
        row = row.removesuffix(f" {fact.unit}")
    return f"{row[:1].upper()}{row[1:]}{bar}{column}"


def naming(subject: str) -> dict[str, str]:
    """The fields by which a message names its subject: `lead` with a colon, `subject` without.

    Row and column of a table, divided by bars in a label, are told as a row of words.
    """
    subject = subject.replace(" | ", ", ")
    return {"lead": f"{subject}: " if subject else "", "subject": f"{subject} " if subject else ""}


def sentence(key: str, lang: str, fields: Mapping[str, str]) -> str:
    """The message `key` filled in, beginning with a capital.

    >>> sentence("slip.unknown", "vi", {"expected": "21 con"})
    'Nếu là 21 con thì khớp.'
    """
    text = say(key, lang, fields)
    return text[:1].upper() + text[1:]


def complain(
    key: str,
    fields: Mapping[str, str],
    *,
    severity: Severity = Severity.WARN,
    cause: Cause = Cause.UNKNOWN,
    slip: str = "",
) -> Complaint:
    """The complaint `key` in both languages, with the text of a slip as its suggestion.

    What would be right is the field `expected`, where there is one.

    >>> complaint = complain("calendar.day", {"written": "31/4/2024"}, slip="check_document")
    >>> complaint.message, complaint.suggestion
    ('Không có ngày 31/4/2024 trên lịch.', 'Đối chiếu lại ngày với văn bản gốc.')
    """
    complaint = Complaint(
        severity=severity,
        cause=cause,
        message=sentence(key, "vi", fields),
        message_en=sentence(key, "en", fields),
        expected=fields.get("expected", ""),
    )
    return complaint.suggesting(f"slip.{slip}", fields) if slip else complaint


def facts_of(claim: Claim) -> tuple[Fact, ...] | None:
    """The stated figure and the operands; None if one is missing or has no certain reading."""
    if claim.stated is None or not claim.operands:
        return None
    facts = (claim.stated, *claim.operands)
    return facts if all(fact.value is not None for fact in facts) else None


def comparable(facts: tuple[Fact, ...]) -> bool:
    """Whether figures can be added or compared: what is known of their dimensions is one."""
    return len({fact.dimension for fact in facts if fact.unit}) <= 1
