"""The checks together: found by scan, each break told once, ids from content."""

from __future__ import annotations

import random
import string

import pytest

from models.fact import Flag
from models.finding import Cause, Severity
from models.relation import Claim, ClaimKind
from pipeline.checks import checks, judge
from pipeline.checks._examples import example_claim, example_fact, example_numerals
from pipeline.checks._messages import _texts, template
from pipeline.checks._registry import modules


def percent(text: str, at: int = 200):
    return example_fact(text, unit="%", at=at)


def test_every_kind_of_claim_has_its_check():
    assert set(modules()) == set(ClaimKind)


def test_every_check_documents_itself():
    for check in checks():
        assert check.title_vi != check.title_en
        assert "A firing example" in check.doc
        assert any(word in check.doc for word in ("holding", "not complained of", "not judged"))
        assert "Source:" in check.doc


def groups(table, path=()):
    for name, node in table.items():
        if isinstance(node, dict) and "vi" not in node:
            yield from groups(node, (*path, name))
        else:
            yield ".".join((*path, name)), node


def test_both_languages_name_the_same_fields():
    for key, texts in groups(_texts()):
        if "en" in texts:
            fields = [
                {name for _, name, _, _ in string.Formatter().parse(texts[lang]) if name}
                for lang in ("vi", "en")
            ]
            assert fields[0] == fields[1], key


@pytest.mark.parametrize("cause", [c for c in Cause if c not in {Cause.STALE_COPY}])
def test_every_cause_can_be_told(cause):
    forms = {
        Cause.CHANGE_FOR_LEVEL: (".level", ".rise", ".fall"),
        Cause.DIGIT_DROPPED: (".less", ".more"),
    }
    for form in forms.get(cause, ("",)):
        assert template(f"slip.{cause}{form}", "vi")


def wrong_pigs(at: int = 0) -> Claim:
    operands = example_fact("305", at=at), example_fact("300", at=at + 10)
    return example_claim(ClaimKind.PERCENT, percent("116", at + 20), *operands)


def right_goats(at: int = 50) -> Claim:
    operands = example_fact("90", at=at), example_fact("120", at=at + 10)
    return example_claim(ClaimKind.PERCENT, percent("75", at + 20), *operands)


def test_ids_and_order_do_not_depend_on_the_order_of_claims():
    claims = [wrong_pigs(at) for at in (300, 0, 100)] + [right_goats(at) for at in (400, 50)]
    expected = judge(claims, "r")
    assert [relation.claim.operands[0].span.start for relation in expected[0]] == [
        0,
        50,
        100,
        300,
        400,
    ]
    random.Random(7).shuffle(claims)
    assert judge(claims, "r") == expected
    ids = [r.relation_id for r in expected[0]] + [f.finding_id for f in expected[1]]
    assert len(set(ids)) == len(ids)
    assert all(len(one) == 16 and int(one, 16) >= 0 for one in ids)
    assert {f.relation_id for f in expected[1]} <= {r.relation_id for r in expected[0]}


def test_another_report_has_other_ids():
    (here,), _ = judge([right_goats()], "r1")
    (there,), _ = judge([right_goats()], "r2")
    assert here.relation_id != there.relation_id


def test_a_claim_found_twice_is_told_once():
    relations, findings = judge([wrong_pigs(), wrong_pigs()], "r")
    assert len(relations) == len(findings) == 1


def test_a_form_that_holds_beats_one_that_does_not():
    total = example_fact("30", at=0)
    parts = example_fact("50", at=10), example_fact("20", at=20)
    broken = example_claim(ClaimKind.SUM, total, *parts)
    holding = example_claim(ClaimKind.CHANGE, total, *parts)
    relations, findings = judge([broken, holding], "r")
    assert [relation.holds for relation in relations] == [True]
    assert not findings


def test_what_follows_from_a_contradiction_is_not_flagged_again():
    here = example_fact("38", unit="hộ", at=0)
    there = example_fact("48", unit="hộ", at=100)
    parts = example_fact("20", unit="hộ", at=10), example_fact("28", unit="hộ", at=20)
    same = example_claim(ClaimKind.SAME, here, there)
    total = example_claim(ClaimKind.SUM, here, *parts)
    relations, findings = judge([same, total], "r")
    assert [finding.check_id for finding in findings] == ["same"]
    assert [relation.check_id for relation in relations if not relation.holds] == ["total", "same"]


def test_what_neither_value_mends_is_flagged_beside_the_contradiction():
    here = example_fact("38", unit="hộ", at=0)
    there = example_fact("48", unit="hộ", at=100)
    parts = example_fact("20", unit="hộ", at=10), example_fact("11", unit="hộ", at=20)
    claims = [
        example_claim(ClaimKind.SAME, here, there),
        example_claim(ClaimKind.SUM, here, *parts),
    ]
    _, findings = judge(claims, "r")
    assert {finding.check_id for finding in findings} == {"same", "total"}


def test_one_wrong_repetition_of_three_is_flagged_once():
    first, second, third = (
        example_fact(text, unit="cụm", at=at) for text, at in (("10", 0), ("11", 50), ("10", 90))
    )
    claims = [
        example_claim(ClaimKind.SAME, first, second),
        example_claim(ClaimKind.SAME, second, third),
        example_claim(ClaimKind.SAME, first, third),
    ]
    relations, findings = judge(claims, "r")
    assert len(relations) == 3
    assert len(findings) == 1


def test_a_break_that_rests_on_a_malformed_figure_is_left_to_its_warning():
    odd = example_fact("280", unit="đồng", at=20, flags=frozenset({Flag.MALFORMED}))
    spent = example_fact("190", unit="đồng")
    claims = [
        example_claim(ClaimKind.MALFORMED, odd),
        example_claim(ClaimKind.PERCENT, percent("100"), spent, odd),
    ]
    _, (finding,) = judge(claims, "r")
    assert (finding.check_id, finding.severity) == ("malformed", Severity.WARN)


def document(note: str, *context: str, at: int, extra: int) -> Claim:
    numerals = (
        *example_numerals("27", "2021", "09", "12", "2024", at=at),
        *example_numerals("30", "6", "2024", at=extra),
    )
    return Claim(kind=ClaimKind.DATE, stated=None, numerals=numerals, note=note, context=context)


def test_one_document_is_disputed_once_but_others_after_the_report_are_not_lost():
    symbol = "27/2021/NQ-HĐND"
    claims = [
        document("year_in_symbol", symbol, "2021", "2024-12-09", at=500, extra=900),
        document("not_after_report", symbol, "2024-12-09", "2024-06-30", at=500, extra=0),
        document("not_after_report", "88/KH-UBND", "2024-12-09", "2024-06-30", at=700, extra=0),
    ]
    _, findings = judge(claims, "r")
    assert len(findings) == 2
    assert {symbol in finding.message for finding in findings} == {True, False}


def test_the_quote_and_page_come_from_the_stated_figure():
    stated = example_fact("116", unit="%", at=40, quote="Lợn 305/300 con, đạt 116%", page=3)
    operands = example_fact("305"), example_fact("300", at=10)
    _, (finding,) = judge([example_claim(ClaimKind.PERCENT, stated, *operands)], "r")
    assert (finding.quote, finding.page) == ("Lợn 305/300 con, đạt 116%", 3)
    assert [span.start for span in finding.spans] == [0, 10, 40]
