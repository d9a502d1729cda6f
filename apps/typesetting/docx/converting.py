"""Old files (.doc, .wps) become .docx through LibreOffice, where the machine has one.

The program runs apart: a profile of its own that forbids macros and links, no network where the
system can take it away, bounds on time, memory and files, and one file at a time in a process.
Everything it wrote is gone afterwards. Refuses in a sentence where there is no LibreOffice.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from functools import lru_cache
from pathlib import Path

FORMATS = ("doc", "wps")
PROGRAMS = ("soffice", "libreoffice")
SECONDS = 60
WAIT = 20  # for the file before
MEMORY = 3 * 1024**3
LARGEST = 200 * 1024**2
ABSENT = "服务器没有安装 LibreOffice，不能直接读取 {} 文件，请用 Word 或者 WPS 另存为 docx 再导入。"
FAILED = "{} 文件没有转换成功，请用 Word 或者 WPS 另存为 docx 再导入。"
ONE_AT_A_TIME = threading.Lock()

# Macros never run, nothing is fetched, links are never followed, nothing is recovered.
SETTINGS = """<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Recovery/RecoveryInfo"><prop oor:name="Enabled"><value>false</value></prop></item>
</oor:items>
"""  # noqa: E501  (a file of another program, one setting a line)


class CannotConvert(ValueError):
    """An old file that cannot become .docx here; the text is the Chinese sentence shown."""


def can_convert() -> bool:
    """Say whether this machine has LibreOffice."""
    return _program() is not None


def to_docx(data: bytes, extension: str) -> bytes:
    """Return a .doc or .wps as .docx; raises CannotConvert."""
    program = _program()
    if extension not in FORMATS or program is None:
        raise CannotConvert(ABSENT.format(extension))
    if not ONE_AT_A_TIME.acquire(timeout=WAIT):
        raise CannotConvert("正在转换其他文件，请稍后再试。")
    try:
        with tempfile.TemporaryDirectory(prefix="oa-word-") as folder:
            return _converted(program, Path(folder), data, extension)
    finally:
        ONE_AT_A_TIME.release()


def _program() -> str | None:
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def _converted(program: str, folder: Path, data: bytes, extension: str) -> bytes:
    # WPS writes the same format as Word; its extension would name another program's.
    source, out = folder / "source.doc", folder / "out"
    source.write_bytes(data)
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    out.mkdir()
    command = [
        *_bounds(), program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(source),
    ]  # fmt: skip
    made = out / "source.docx"
    if not _ran(command, folder) or not made.is_file() or made.stat().st_size > LARGEST:
        raise CannotConvert(FAILED.format(extension))
    return made.read_bytes()


def _ran(command: list[str], folder: Path) -> bool:
    """Run in a group of its own, so that the end of time ends every child too."""
    environment = {
        "PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder),
        "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp",
    }  # fmt: skip
    child = subprocess.Popen(  # noqa: S603  (fixed program and arguments, no shell)
        command, cwd=folder, env=environment, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return child.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    child.wait()


@lru_cache(maxsize=1)
def _bounds() -> tuple[str, ...]:
    """Return the words before the program that bound it: those that work on this machine."""
    limits = ("prlimit", f"--as={MEMORY}", f"--cpu={SECONDS}", f"--fsize={LARGEST}", "--core=0")
    alone = ("unshare", "--map-root-user", "--net")
    found: tuple[str, ...] = ()
    for words in (limits, alone):
        probe = [*words, "true"]
        if (
            shutil.which(words[0])
            and not subprocess.run(  # noqa: S603  (fixed arguments)
                probe, capture_output=True, timeout=10, check=False
            ).returncode
        ):
            found += words
    return found
