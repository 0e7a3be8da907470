"""The command line on a database made by hand: what is printed where."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from models.report import Report
from pipeline.cli import main
from pipeline.store.connect import open_for_writing
from pipeline.store.write import write_report
from tests.pipeline.build import report

# check


def test_check_lists_the_finding_with_marked_figures_and_fails(
    db: Path, made: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 1
    out, err = capsys.readouterr()
    assert "xa.txt" in out
    assert made.report_id in out
    assert "SAI  Lợn 610/600 con: bằng 101,67% kế hoạch, không phải 116%." in out
    assert "Tổng đàn lợn ⟦610⟧/⟦600⟧ con, đạt ⟦116⟧% kế hoạch;" in out
    assert "Gợi ý: 101,67%" in out
    assert "cd34" * 4 in out
    assert "1 phát hiện (1 sai) trong 2 báo cáo." in err
    assert "phiên bản khác" in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "error"], 1),
        (["--fail-on", "warn"], 1),
        (["--fail-on", "never"], 0),
        (["--only", "percent"], 1),
        (["--only", "total"], 0),
        (["--skip", "percent"], 0),
        (["--only", "percent", "--only", "total"], 1),
        (["--only", "nothing"], 2),
        (["--fail-on", "info"], 2),
    ],
)
@pytest.mark.usefixtures("db")
def test_exit_code_of_check(arguments: list[str], code: int) -> None:
    assert main(["check", *arguments]) == code


@pytest.mark.parametrize(("severity", "code"), [("error", 1), ("warn", 0), ("info", 0)])
def test_only_errors_fail_by_default(db: Path, severity: str, code: int) -> None:
    with open_for_writing(db, "1") as connection:
        connection.execute("UPDATE store.findings SET severity = ?", [severity])
    assert main(["check"]) == code


@pytest.mark.parametrize("state", ["dismissed", "corrected"])
def test_a_finding_that_is_settled_is_not_listed(
    db: Path, state: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_for_writing(db, "1") as connection:
        connection.execute("UPDATE store.findings SET state = ?", [state])
    assert main(["check"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "Không có phát hiện nào" in err


@pytest.mark.usefixtures("db")
def test_check_as_json_has_the_columns_of_the_view(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["reports"] == 2
    (finding,) = told["findings"]
    assert finding["severity"] == "error"
    assert finding["cause"] == "digit_wrong"
    assert finding["char_starts"] == sorted(finding["char_starts"])
    assert finding["first_seen"].startswith("2024-07-01T08:30:00")
    assert finding["message_en"] == "Pigs 610/600: 101.67% of plan, not 116%."


# language


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("place", ["before", "behind", "environment", "file"])
def test_english_wherever_it_is_asked_for(
    place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["check"]
    if place == "before":
        arguments = ["--lang", "en", "check"]
    elif place == "behind":
        arguments = ["check", "--lang=en"]
    elif place == "environment":
        monkeypatch.setenv("SOATSO_LANG", "en")
    else:
        Path("soatso.toml").write_text('lang = "en"\n', "utf-8")
    assert main(arguments) == 1
    out, err = capsys.readouterr()
    assert "ERROR  Pigs 610/600" in out
    assert "Findings: 1 (errors: 1); reports: 2." in err
    assert "phát hiện" not in out + err


@pytest.mark.usefixtures("db")
def test_a_flag_wins_over_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOATSO_LANG", "en")
    main(["check", "--lang", "vi"])
    assert "SAI" in capsys.readouterr().out


# show and explain


@pytest.mark.parametrize("name", ["xa.txt", "xa", "{id}", "{prefix}"])
def test_show_takes_a_file_name_or_an_id_or_its_beginning(
    db: Path, made: Report, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = name.format(id=made.report_id, prefix=made.report_id[:6])
    assert main(["show", wanted, "--db", str(db)]) == 0
    out, err = capsys.readouterr()
    assert "12/BC-UBND" in out
    assert "herd.pig" in out
    assert "14,5" in out
    assert "approx, footnote, forecast" in out
    assert "5 con số, 4 số liệu, 0 quan hệ khớp, 1 phát hiện." in err


@pytest.mark.usefixtures("db")
def test_show_of_a_failed_report_tells_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "hong"]) == 0
    out = capsys.readouterr().out
    assert "không đọc được" in out
    assert "Tệp rỗng." in out


@pytest.mark.usefixtures("db")
def test_show_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "xa", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["symbol"] == "12/BC-UBND"
    assert [fact["value"] for fact in told["facts"]] == [610, 600, 116, 14.5]


@pytest.mark.usefixtures("db")
def test_a_report_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "khong-co"]) == 2
    assert "xa.txt" in capsys.readouterr().err


def test_an_ambiguous_name_lists_its_reports(
    db: Path, made: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_for_writing(db, "1") as connection:
        write_report(connection, report(Path("/khac/xa-2.txt"), source="12/BC 610 600 116 14,5"))
    assert main(["show", "x"]) == 2
    err = capsys.readouterr().err
    assert "xa.txt" in err
    assert "xa-2.txt" in err
    assert main(["show", "xa"]) == 0, "the whole name before the beginning of another"
    assert main(["show", made.report_id]) == 0


@pytest.mark.usefixtures("db")
def test_explain_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "cd34"]) == 0
    out = capsys.readouterr().out
    for words in (
        "⟦610⟧/⟦600⟧ con, đạt ⟦116⟧%",
        "610 / 600 = 101,67% ≠ 116%",
        "percent: không khớp",
        "từ 101,4975 đến 101,8364",
        "sai một chữ số",
        "nhận ra bởi: quy tắc ratio.then_percent",
        "Đã thử cách khác: 600 con; 610 con | 14,5 ha; 600 con",
        "Tính ra: 101,67%",
        "đơn vị: con · căn cứ “con”",
    ):
        assert words in out, words


def test_explain_a_figure_by_fact_and_by_offset(
    db: Path, made: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made.extraction is not None
    fact = made.extraction.facts[1]
    assert main(["explain", fact.fact_id, "--db", str(db)]) == 0
    by_fact = capsys.readouterr().out
    assert main(["explain", f"xa.txt:{fact.span.start + 1}"]) == 0
    assert capsys.readouterr().out == by_fact
    assert "đạt 116%" in by_fact
    assert "⟦600⟧" in by_fact
    assert "vai trò: kế hoạch, dự toán, số được giao (plan)" in by_fact
    assert "Lợn 610/600 con" in by_fact


def test_explain_a_number_that_is_no_figure(
    made: Report, db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made.extraction is not None
    start = made.extraction.numerals[0].span.start
    assert main(["explain", f"{made.report_id}:{start}", "--lang", "en", "--db", str(db)]) == 0
    out = capsys.readouterr().out
    assert "The number “12”: the number of a document, road or mark" in out
    assert "stands in the symbol of a document" in out


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("target", ["", "ffff", "xa.txt:0", "khong:3", "hong.pdf:3", "xa.txt:"])
def test_explain_what_is_not_there_is_wrong_usage(
    target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", target]) == 2
    assert capsys.readouterr().out == ""


def test_the_beginning_of_several_ids_is_not_enough(
    db: Path, made: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made.extraction is not None
    first, second = made.extraction.facts[:2]
    with open_for_writing(db, "1") as connection:
        connection.execute(
            "UPDATE store.facts SET fact_id = 'ee-1' WHERE fact_id = ?", [first.fact_id]
        )
        connection.execute(
            "UPDATE store.facts SET fact_id = 'ee-12' WHERE fact_id = ?", [second.fact_id]
        )
        connection.execute("DELETE FROM store.relations")
        connection.execute("DELETE FROM store.claims")
    assert main(["explain", "ee"]) == 2
    assert "nhiều mã" in capsys.readouterr().err
    assert main(["explain", "ee-1"]) == 0, "a whole id, though it begins another"
    assert "⟦610⟧" in capsys.readouterr().out


# lexicon


def test_lexicon_lists_what_it_does_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, goats in (("a", 12), ("b", 15)):
        text = f"Đã lắp {goats} trạm quan trắc gió. Đàn lợn 350 con. Đã lắp 3 trạm quan trắc gió."
        Path(f"{name}.txt").write_text(text, "utf-8")
    assert main(["ingest", "a.txt", "b.txt"]) == 0
    capsys.readouterr()
    assert main(["lexicon", "unknown", "--json"]) == 0
    (top, *_) = json.loads(capsys.readouterr().out)
    assert (top["figures"], top["reports"]) == (4, 2)
    assert "lợn" not in top["subject"]
    assert main(["lexicon", "unknown", "--toml", "--limit", "1"]) == 0
    assert tomllib.loads(capsys.readouterr().out) == {}
    assert main(["lexicon", "unknown", "--limit", "0"]) == 2


# query


@pytest.mark.usefixtures("db")
def test_query_prints_a_table_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    sql = "SELECT indicator, value, unit FROM facts ORDER BY char_start LIMIT 1"
    assert main(["query", sql]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-1].split() == ["herd.pig", "610", "con"]
    assert "1 dòng" in err
    assert main(["query", sql, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == [{"indicator": "herd.pig", "value": 610, "unit": "con"}]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    "sql", ["SELEC 1", "FROM nowhere", "DELETE FROM store.facts", "COPY facts TO 'x.csv'", "",
            "SET memory_limit = '1GB'", "SELECT 1/'a'"],
)  # fmt: skip
def test_sql_that_does_not_run_is_wrong_usage(sql: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["query", sql])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    if sql:
        assert code == 2
        assert "observations" in err
    assert out.strip() == ""
    assert not Path("x.csv").exists()


# report and doctor


@pytest.mark.usefixtures("db")
def test_report_writes_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "findings.json"
    assert main(["report", "--json", str(target)]) == 0
    told = json.loads(target.read_text("utf-8"))
    by_file = {one["file_name"]: one for one in told["reports"]}
    assert by_file["hong.pdf"]["status"] == "failed"
    assert [f["check_id"] for f in by_file["xa.txt"]["findings"]] == ["percent"]
    assert capsys.readouterr().out == ""
    assert main(["report", "--json", str(tmp_path / "none" / "f.json")]) == 2


def test_doctor_tells_of_packages_tools_and_database(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--db", str(db), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    for words in ("duckdb ", "lxml ", "Tesseract", "LibreOffice", "ours alone", "figures: 4"):
        assert words in out, words


def test_doctor_tells_of_an_ill_database(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db.write_bytes(b"not a database" * 1000)
    assert main(["doctor"]) == 5
    out, err = capsys.readouterr()
    assert "duckdb " in out
    assert "bị hỏng" in err
