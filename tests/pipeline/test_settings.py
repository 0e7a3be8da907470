"""Settings: which source wins, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import SettingsError
from pipeline.settings import Settings, load_settings


def test_defaults_without_any_source(tmp_path: Path) -> None:
    assert load_settings({"db": None}, {}, tmp_path) == Settings()


def test_flags_win_over_environment_over_file_over_defaults(tmp_path: Path) -> None:
    (tmp_path / "soatso.toml").write_text('lang = "en"\njobs = 2\ndb = "file.duckdb"\n', "utf-8")
    environment = {"SOATSO_DB": "env.duckdb", "SOATSO_JOBS": "3", "SOATSO_HOME": "x"}
    got = load_settings({"db": "flag.duckdb", "jobs": None}, environment, tmp_path)
    assert got == Settings(db=Path("flag.duckdb"), jobs=3, lang="en")


def test_an_empty_environment_variable_counts_as_unset(tmp_path: Path) -> None:
    assert load_settings({}, {"SOATSO_LANG": ""}, tmp_path).lang == "vi"


def test_an_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "soatso.toml").write_text("fial_on = 'warn'\n", "utf-8")
    with pytest.raises(SettingsError, match=r"fial_on.*fail_on") as caught:
        load_settings({}, {}, tmp_path)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("jobs", "-1"), ("jobs", "nhiều"), ("jobs", "true"), ("jobs", "1.5"), ("lang", "'fr'"),
        ("fail_on", "1"), ("db", "3"), ("db", "''"), ("lexicon", "[1]"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused(tmp_path: Path, key: str, value: str) -> None:
    if value == "nhiều":
        value = "'nhiều'"
    (tmp_path / "soatso.toml").write_text(f"{key} = {value}\n", "utf-8")
    with pytest.raises(SettingsError, match=key):
        load_settings({}, {}, tmp_path)


def test_lexicon_takes_a_list_or_one_path(tmp_path: Path) -> None:
    (tmp_path / "soatso.toml").write_text('lexicon = ["a.toml", "b.toml"]\n', "utf-8")
    assert load_settings({}, {}, tmp_path).lexicon == (Path("a.toml"), Path("b.toml"))
    environment = {"SOATSO_LEXICON": "c.toml"}
    assert load_settings({}, environment, tmp_path).lexicon == (Path("c.toml"),)


@pytest.mark.parametrize("content", [b"lang = ", b"\xff\xfe\x00"])
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "soatso.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"soatso\.toml"):
        load_settings({}, {}, tmp_path)
