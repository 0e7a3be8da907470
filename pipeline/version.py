"""Which program read a report: its version and a fingerprint of what decides the reading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_DECIDING = ("models", "extractors", "pipeline.checks")
"""The packages whose code and lexicon decide what is read and how it is judged."""
_JUDGING = ("models", "pipeline.checks")
_COMPARING = (*_JUDGING, "pipeline.across", "pipeline.store.views")


def program_version() -> str:
    """The version of the installed distribution.

    >>> program_version()[0].isdigit()
    True
    """
    try:
        return metadata.version("soatso")
    except metadata.PackageNotFoundError:  # run from a source tree that is not installed
        return "0"


@lru_cache(maxsize=8)
def extractor_version(lexicon: Sequence[Path] = (), ocr: str = "auto") -> str:
    """The version that is stored with each report, for example `0.1.0+5f2a90c1`.

    The part behind the plus sign changes with every change of rules, lexicon or checks, also
    of the user's own `lexicon` files, and with the setting `ocr`: reports read by another one
    are read again.
    """
    digest = hashlib.sha256(ocr.encode())
    _add_packages(digest, _DECIDING)
    for path in lexicon:
        digest.update(path.read_bytes() if path.is_file() else b"")
    return f"{program_version()}+{digest.hexdigest()[:8]}"


@lru_cache(maxsize=8)
def checks_version(settings: str, *, across: bool) -> str:
    """The version of the checks that is stored with what they judged.

    It changes with every change of their code, their texts or the `settings` that concern them;
    that of the checks `across` reports also with theirs.
    """
    digest = hashlib.sha256(settings.encode())
    _add_packages(digest, _COMPARING if across else _JUDGING)
    return f"{program_version()}+{digest.hexdigest()[:8]}"


def _add_packages(digest: hashlib._Hash, packages: Sequence[str]) -> None:
    """Adds names and contents of the packages' files to a digest."""
    for package in packages:
        for name, content in _deciding_files(files(package), package):
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)


def _deciding_files(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _deciding_files(entry, path)
        elif entry.name.endswith((".py", ".toml", ".tsv", ".sql")):
            yield path, entry.read_bytes()
