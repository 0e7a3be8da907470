"""A process killed while it ingests leaves a usable database: nothing half, nothing lost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import duckdb
import pytest

from pipeline.store.connect import open_for_reading, open_for_writing
from pipeline.store.write import write_report
from tests.pipeline.build import TEXT, report

KILLS = 12
FACTS, NUMERALS, CLAIMS = 4 * 200, 5, 2

WRITER = textwrap.dedent(
    """
    import sys
    from dataclasses import replace
    from pathlib import Path

    from pipeline.store.connect import open_for_writing
    from pipeline.store.write import write_report
    from tests.pipeline.build import TEXT, report

    db, number = Path(sys.argv[1]), int(sys.argv[2])
    while True:
        with open_for_writing(db, "1") as connection:
            for _ in range(3):
                number += 1
                made = report(Path(f"/xa-{number % 40}.txt"), source=TEXT + str(number))
                # many rows, so that a kill is likely to meet a transaction under way
                extraction = replace(made.extraction, facts=made.extraction.facts * 200)
                write_report(connection, replace(made, extraction=extraction))
                print(made.report_id, flush=True)
    """
)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_killed_at_random_moments_nothing_is_half_written_or_lost(tmp_path: Path) -> None:
    db = tmp_path / "so.duckdb"
    rng = random.Random(20241121)
    committed: list[str] = []
    for round_ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(db), str(round_ * 100_000)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert process.stdout is not None
        # Early rounds are killed while the database is being made, later ones while it is written.
        if round_ >= KILLS // 3:
            committed.append(process.stdout.readline().strip())
        time.sleep(rng.uniform(0.0, 0.5) if round_ >= KILLS // 3 else rng.uniform(0.15, 0.6))
        process.send_signal(signal.SIGKILL)
        committed += process.stdout.read().split()
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
        if db.exists():
            _assert_whole(db, committed)
    assert len(committed) >= KILLS
    with open_for_writing(db, "1") as connection:  # and it can still be written to
        write_report(connection, report(source=TEXT + "sau cùng"))


def _assert_whole(db: Path, committed: list[str]) -> None:
    with open_for_reading(db) as connection:
        counts = connection.execute(
            "SELECT r.report_id, r.superseded_by IS NULL, "
            "(SELECT count(*) FROM store.numerals AS n WHERE n.report_id = r.report_id), "
            "(SELECT count(*) FROM store.facts AS f WHERE f.report_id = r.report_id), "
            "(SELECT count(*) FROM store.claims AS c WHERE c.report_id = r.report_id AND found), "
            "(SELECT count(*) FROM store.relations AS x WHERE x.report_id = r.report_id), "
            "(SELECT count(*) FROM store.findings AS y WHERE y.report_id = r.report_id) "
            "FROM store.reports AS r"
        ).fetchall()
        orphans = connection.execute(
            "SELECT count(*) FROM store.facts ANTI JOIN store.reports USING (report_id)"
        ).fetchone()
    whole = (NUMERALS, FACTS, CLAIMS, 1)
    # a break that the newer content still has is told there only
    assert {row[1:] for row in counts} <= {(True, *whole, 1), (False, *whole, 0)}
    assert orphans == (0,)
    assert set(committed) <= {row[0] for row in counts}


def test_a_killed_reader_leaves_the_database_free(tmp_path: Path) -> None:
    db = tmp_path / "so.duckdb"
    with open_for_writing(db, "1") as connection:
        write_report(connection, report())
    script = (
        "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print(1, flush=True); "
        "time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(db)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(duckdb.IOException):
        duckdb.connect(str(db))
    process.kill()
    process.wait()
    process.stdout.close()
    with open_for_writing(db, "1") as connection:
        assert connection.execute("SELECT count(*) FROM facts").fetchone() == (4,)
