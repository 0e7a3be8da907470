"""Runs the command as a user does, and looks at its clock and its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_PERIOD = 0.2
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of the command took."""

    seconds: float
    peak: int | None
    """The most bytes that the process and those it started had at one time; None where the system
    does not tell (only Linux does). Memory that processes share is counted once."""


def run_soatso(*arguments: str | Path, watch: bool = False) -> Run:
    """Runs `soatso` with the arguments; exit codes 0 and 1 (findings) are expected.

    Raises:
        RuntimeError: the command failed.
    """
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        peak = _watch(process) if watch else None
        code = process.wait()
        seconds = time.perf_counter() - start
        if code not in {0, 1}:
            errors.seek(0)
            msg = f"{' '.join(command)}: {code}\n{errors.read().decode()}"
            raise RuntimeError(msg)
    return Run(seconds=seconds, peak=peak)


def _watch(process: subprocess.Popen[bytes]) -> int | None:
    """The highest memory of the process with its descendants, until it ends."""
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_memory, _family(process.pid))))
        time.sleep(_PERIOD)
    return peak


def _family(ancestor: int) -> list[int]:
    """The process and all that it and its children started and that still run."""
    parents: dict[int, int] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                stat = Path(f"/proc/{entry}/stat").read_text("utf-8", "replace")
            except OSError:
                continue  # it has ended
            parents[int(entry)] = int(stat.rpartition(")")[2].split()[1])
    family = [ancestor]
    for member in family:  # grows while it is walked
        family.extend(child for child, parent in parents.items() if parent == member)
    return family


def _memory(pid: int) -> int:
    """Bytes of a process, each shared page divided among those that share it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
