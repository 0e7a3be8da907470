"""What the user may set: flags, then the environment, then soatso.toml, then the defaults."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.errors import SettingsError
from models.messages import LANGUAGES, problem

FILE_NAME = "soatso.toml"
OCR = ("auto", "never", "force")
"""When pages are read by OCR: where they are scans, never, or always."""
OUTPUT_FOLDER = "soatso-out"
"""Where `soatso nightly` writes, unless it is told otherwise."""
FAIL_ON = ("error", "warn", "never")
"""Severities from which findings make `check` fail."""
ENGINES = ("local", "dask")
"""Where files are read: in processes of this machine, or on a Dask cluster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """What the table `[checks]` of soatso.toml may set."""

    skip: tuple[str, ...] = ()
    """Checks, by id, that are left out; what they would find is not stored."""
    outlier_factor: float = 5.0
    """So many times off the unit's other periods a figure is an outlier."""
    outlier_history: int = 4
    """So many other periods must be known before a figure can be an outlier."""
    submitted_share: float = 0.5
    """Who has not reported is told once this share of a district's communes has."""

    @property
    def limits(self) -> Mapping[str, float]:
        """The thresholds, by name."""
        return {
            "outlier_factor": self.outlier_factor,
            "outlier_history": self.outlier_history,
            "submitted_share": self.submitted_share,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, with their defaults."""

    db: Path = Path("soatso.duckdb")
    """The database."""
    lang: str = LANGUAGES[0]
    """Language of what users read."""
    jobs: int = 0
    """How many processes read at a time; 0 chooses by the number of files."""
    fail_on: str = FAIL_ON[0]
    """Severity from which `check` exits with 1."""
    ocr: str = OCR[0]
    """Whether pages are read by OCR; one of `OCR`."""
    time_limit: int = 300
    """Seconds after which the reading of a file is given up; 0 for no limit."""
    memory_limit: int = 2048
    """Megabytes that the reading of a file may take; 0 for no limit. Only Linux enforces it."""
    engine: str = ENGINES[0]
    """Where files are read; one of `ENGINES`."""
    scheduler: str = ""
    """Address of the engine's scheduler; for dask such as tcp://10.0.0.1:8786."""
    parts: Path | None = None
    """Folder, shared by all machines of the engine, for rows on their way; None for one beside
    the database."""
    lexicon: tuple[Path, ...] = ()
    """The user's own lexicon files."""
    checks: CheckSettings = field(default_factory=CheckSettings)
    """Which checks run, and their thresholds; only the file sets them."""
    out: Path = Path(OUTPUT_FOLDER)
    """Folder of what `nightly` publishes."""
    keep: int = 7
    """How many published snapshots are kept."""


def load_settings(
    flags: Mapping[str, object], environment: Mapping[str, str], folder: Path
) -> Settings:
    """The settings in force; `flags` holds None for what the command line leaves open.

    For each setting there is a variable in `environment` (`SOATSO_DB`, `SOATSO_TIME_LIMIT` …;
    `SOATSO_LEXICON` holds one path). The file `soatso.toml` is read from `folder`.

    Raises:
        SettingsError: an unknown key or a value that cannot be.

    >>> load_settings({"lang": None}, {"SOATSO_LANG": "en"}, Path("/nowhere")).lang
    'en'
    """
    chosen: dict[str, Any] = {}
    path = folder / FILE_NAME
    in_file = dict(_file_values(path))
    checks = _check_settings(str(path), in_file.pop("checks", {}))
    for origin, values in (
        (str(path), in_file),
        ("SOATSO_*", _environment_values(environment)),
        ("--", {key: value for key, value in flags.items() if value is not None}),
    ):
        for key, value in values.items():
            chosen[key] = _checked(origin, key, value, _READERS)
    return Settings(**chosen, checks=checks)


def _file_values(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise problem(SettingsError, "error.settings.file", path=path, detail=error) from error


def _environment_values(environment: Mapping[str, str]) -> dict[str, object]:
    """Of the environment only what is a setting: other SOATSO_ variables are not ours to judge."""
    named = {f"SOATSO_{name.upper()}": name for name in _READERS}
    return {named[key]: value for key, value in environment.items() if key in named and value}


def _check_settings(origin: str, table: object) -> CheckSettings:
    """The table `[checks]`."""
    if not isinstance(table, dict):
        raise problem(
            SettingsError,
            "error.settings.value",
            origin=origin,
            key="checks",
            value=table,
            allowed="[checks]",
        )
    origin = f"{origin} [checks]"
    return CheckSettings(
        **{key: _checked(origin, key, value, _CHECK_READERS) for key, value in table.items()}
    )


def _checked(origin: str, key: str, value: object, readers: Readers) -> Any:
    if key not in readers:
        near = difflib.get_close_matches(key, readers, n=1, cutoff=0)
        raise problem(
            SettingsError, "error.settings.unknown", origin=origin, key=key, nearest=near[0]
        )
    read, allowed = readers[key]
    try:
        return read(value)
    except (ValueError, TypeError) as error:
        raise problem(
            SettingsError,
            "error.settings.value",
            origin=origin,
            key=key,
            value=value,
            allowed=allowed,
        ) from error


def _path(value: object) -> Path:
    if not isinstance(value, str | Path) or not str(value):
        raise TypeError(value)
    return Path(value).expanduser()


def _paths(value: object) -> tuple[Path, ...]:
    return tuple(_path(item) for item in (value if isinstance(value, list | tuple) else [value]))


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str) or int(value) < 0:
        raise ValueError(value)
    return int(value)


def _positive(value: object) -> int:
    count = _count(value)
    if not count:
        raise ValueError(value)
    return count


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in allowed:
            raise ValueError(value)
        return str(value)

    return read


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(value)
    return tuple(sorted(value))


def _number(low: float, high: float) -> Callable[[object], float]:
    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(value)
        if not low <= value <= high:
            raise ValueError(value)
        return value

    return read


Readers = Mapping[str, tuple[Callable[[object], object], str]]
"""For each setting how its value is read, and what to tell who got it wrong."""

_READERS: Readers = {
    "db": (_path, "PATH"),
    "lang": (_one_of(*LANGUAGES), ", ".join(LANGUAGES)),
    "jobs": (_count, "0, 1, 2, …"),
    "fail_on": (_one_of(*FAIL_ON), ", ".join(FAIL_ON)),
    "ocr": (_one_of(*OCR), ", ".join(OCR)),
    "time_limit": (_count, "0, 1, 2, …"),
    "memory_limit": (_count, "0, 1, 2, …"),
    "out": (_path, "PATH"),
    "keep": (_positive, "1, 2, …"),
    "engine": (_one_of(*ENGINES), ", ".join(ENGINES)),
    "scheduler": (str, "tcp://HOST:PORT"),
    "parts": (_path, "PATH"),
    "lexicon": (_paths, "[PATH, …]"),
}
_CHECK_READERS: Readers = {
    "skip": (_names, '["ID", …]'),
    "outlier_factor": (_number(1.5, 1e6), "1.5 … 1000000"),
    "outlier_history": (_count, "0, 1, 2, …"),
    "submitted_share": (_number(0, 1), "0 … 1"),
}
