"""Answers of the engine kept in files, so that no picture is recognised twice.

The key is all that the answer depends on: the pixels, the engine with its version, the manner. The
folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.ocr.engine import Engine, Manner
from pipeline.ocr.picture import Grey

VARIABLE = "SOATSO_CACHE"
_MARK = b"soatso-hocr-1\n"


@dataclass(frozen=True, slots=True)
class Cached:
    """An engine that remembers."""

    engine: Engine
    folder: Path

    @property
    def name(self) -> str:
        """The engine's own."""
        return self.engine.name

    def read(self, pictures: Sequence[Grey], dpi: int, manner: Manner) -> bytes:
        """What the engine reads, from the folder if the same was asked before (see `Engine`)."""
        digest = hashlib.sha256(f"{self.name}|{dpi}|{manner}".encode())
        for picture in pictures:
            digest.update(repr(picture.shape).encode())
            digest.update(picture.tobytes())
        key = digest.hexdigest()
        file = self.folder / key[:2] / f"{key}.z"
        answer = _load(file)
        if answer is None:
            answer = self.engine.read(pictures, dpi, manner)
            _store(file, answer)
        return answer


def default_folder() -> Path:
    """Where this user's programs keep what they can make again, or what SOATSO_CACHE names."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base or Path.home() / "AppData" / "Local", "soatso", "cache")
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(base or Path.home() / ".cache", "soatso")


def _load(file: Path) -> bytes | None:
    """The answer in a file; None if there is none, or none that is whole."""
    try:
        data = file.read_bytes()
        return zlib.decompress(data[len(_MARK) :]) if data.startswith(_MARK) else None
    except (OSError, zlib.error):
        return None


def _store(file: Path, answer: bytes) -> None:
    """Writes the answer, whole or not at all; where nothing may be written, nothing is kept."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as temporary:
                temporary.write(_MARK + zlib.compress(answer))
            os.replace(name, file)
        except OSError:
            Path(name).unlink(missing_ok=True)
    except OSError:
        return
