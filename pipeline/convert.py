"""Old and foreign Office files to formats that readers read, through LibreOffice.

LibreOffice runs without a window, in a profile of its own that is thrown away (two runs in one
profile silently drop conversions), with macros, updates of links and downloads switched off.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

from extractors.readers import Foreign, needs_libreoffice
from models.errors import InputError
from models.messages import messages, problem

ENVIRONMENT = "SOATSO_SOFFICE"
"""Names LibreOffice's program where it is neither on the PATH nor in its usual place."""
SECONDS = 120
"""How long a conversion may take; a usual one takes less than two."""

_NAMES = ("soffice", "libreoffice", "lowriter")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_WINDOWS_PROGRAMS = (
    "LibreOffice/program/soffice.com",  # the one that waits until the work is done
    "LibreOffice/program/soffice.exe",
    "Programs/LibreOffice/program/soffice.com",
)
_NO_WINDOW = 0x0800_0000
_WINDOWS_FLAGS = _NO_WINDOW if sys.platform == "win32" else 0
_FILTERS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}

_NEVER_RECALCULATE = "1"
_NEVER_UPDATE = "2"
_OWN_PROXY = "2"
_PROFILE: tuple[tuple[str, str, str], ...] = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", _NEVER_UPDATE),
    ("Office.Calc/Content/Update", "Link", _NEVER_UPDATE),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", _NEVER_RECALCULATE),
    ("Office.Calc/Formula/Load", "ODFRecalcMode", _NEVER_RECALCULATE),
    # What a document wants to fetch is asked of a port on which nothing answers.
    ("Inet/Settings", "ooInetProxyType", _OWN_PROXY),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Settings of the profile: path below org.openoffice, name, value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What a foreign file was turned into."""

    name: str
    """A file name that tells the format."""
    data: bytes
    remark: str = ""
    """What was lost, in Vietnamese."""


def find_soffice() -> Path | None:
    """The program that runs LibreOffice, or None where it is not installed."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found:
        return Path(found)
    return next((path for path in _usual_places() if path.is_file()), None)


def convert(data: bytes, foreign: Foreign, *, seconds: float = SECONDS) -> Converted:
    """The same document or workbook in a format that a reader reads.

    Where LibreOffice is absent, catdoc gives at least the words of a .doc file.

    Raises:
        InputError: there is no converter, the file is damaged or protected, or it takes longer
            than `seconds`.
    """
    program = find_soffice()
    if program is None:
        return _words_only(data, foreign, seconds)
    with _work_folder() as folder:
        source = folder / f"source{foreign.suffix}"
        source.write_bytes(data)
        _write_profile(folder / "profile")
        command = [
            str(program),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            _FILTERS[foreign.becomes],
            "--outdir",
            str(folder / "out"),
            str(source),
        ]
        _run(command, folder, foreign, seconds)
        result = folder / "out" / f"source{foreign.becomes}"
        try:  # its exit code is 0 even where it could not open the file
            return Converted(name=result.name, data=result.read_bytes())
        except OSError as error:
            raise _problem("error.input.not_converted", foreign) from error


def _words_only(data: bytes, foreign: Foreign, seconds: float) -> Converted:
    """The text of a .doc file as catdoc reads it: all words, neither tables nor notes."""
    program = shutil.which("catdoc")
    if program is None or foreign.suffix != ".doc":
        raise needs_libreoffice(foreign)
    with _work_folder() as folder:
        source = folder / "source.doc"
        source.write_bytes(data)
        text = _run([program, "-w", "-dutf-8", str(source)], folder, foreign, seconds)
    if not text.strip():
        raise _problem("error.input.not_converted", foreign)
    remark = messages("vi")("read.without_tables")
    return Converted(name="source.txt", data=text, remark=remark)


@contextlib.contextmanager
def _work_folder() -> Iterator[Path]:
    """A folder for one conversion; a file that a dying program still holds does not matter."""
    with tempfile.TemporaryDirectory(prefix="soatso-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def _write_profile(folder: Path) -> None:
    items = "".join(
        f"<item oor:path={quoteattr(f'/org.openoffice.{path}')}>"
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _PROFILE
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )


def _run(command: list[str], folder: Path, foreign: Foreign, seconds: float) -> bytes:
    """What the program printed; when time is up, it and all it has started are killed."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that its children can be ended with it
            creationflags=_WINDOWS_FLAGS,
        )
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise _problem("error.input.conversion_broken", foreign, detail=detail) from error
    try:
        return process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired as error:
        raise _problem("error.input.conversion_slow", foreign, seconds=f"{seconds:g}") from error
    finally:  # also when the user stops us: what it has started must not outlive us
        _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and its children, if any still run."""
    if sys.platform == "win32":
        if process.poll() is None:
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    if process.stdout is not None:
        process.stdout.close()
    process.wait()


def _usual_places() -> Iterator[Path]:
    """Where installers put the program on macOS and on Windows."""
    yield _MAC
    for folder in filter(None, map(os.environ.get, _WINDOWS_FOLDERS)):
        yield from (Path(folder) / program for program in _WINDOWS_PROGRAMS)


def _problem(key: str, foreign: Foreign, **fields: object) -> InputError:
    return problem(InputError, key, suffix=foreign.suffix, save_as=foreign.becomes, **fields)
