"""Putting what differs between reports into words."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from models.fact import Fact
from models.finding import Severity
from models.relation import Claim, ClaimKind
from pipeline.across._check import Material, Row, Told
from pipeline.checks import Judgement, judge_claim, naming, subject_of, write_fact

Fields = Mapping[str, str]


def tell_comparison(
    row: Row, material: Material, key: str, fields: Callable[[Claim, Judgement, str], Fields]
) -> Told | None:
    """What to say of a claim whose figures stand in several reports.

    It is judged again like any claim of one report, which also finds the slip. It is a warning
    at most: what another report says may have been put right since.
    """
    stated, *operands = (material.facts[one] for one in (row["stated"], *row["operands"]))
    claim = Claim(kind=ClaimKind(row["kind"]), stated=stated, operands=tuple(operands))
    judgement = judge_claim(claim)
    if judgement is None or judgement.complaint is None:
        return None
    complaint = judgement.complaint
    common = {
        **naming(subject_of(stated, *operands)),
        "stated": write_fact(stated),
        "expected": complaint.expected,
    }
    filled = {lang: {**common, **fields(claim, judgement, lang)} for lang in ("vi", "en")}
    return Told(
        severity=Severity.WARN if row.get("missing") in (None, []) else Severity.INFO,
        message=say(key, "vi", filled["vi"]),
        message_en=say(key, "en", filled["en"]),
        facts=(stated, *operands),
        cause=complaint.cause,
        stated=write_fact(stated),
        expected=complaint.expected,
        suggestion=complaint.suggestion,
        suggestion_en=complaint.suggestion_en,
        formula=judgement.formula,
    )


def cite(fact: Fact, material: Material) -> dict[str, str]:
    """The fields that name a figure of another report: `figure`, `other` and `page`."""
    other = material.reports[material.owners[fact.fact_id]]
    return {"figure": write_fact(fact), "other": other, "page": str(fact.page)}


def say(key: str, lang: str, fields: Fields) -> str:
    """The message `key` (dotted) in `lang`, its fields filled in, beginning with a capital.

    >>> say("duplicate.copy", "vi", {"other": "bao-cao.docx"})[:20]
    'Báo cáo này trùng vớ'
    """
    node: Any = _texts()
    for name in (*key.split("."), lang):
        node = node[name]
    text = str(node).format_map(fields)
    return text[:1].upper() + text[1:]


@cache
def _texts() -> Mapping[str, Any]:
    """The whole table; the file is part of the package."""
    return tomllib.loads(files("pipeline.across").joinpath("messages.toml").read_text("utf-8"))
