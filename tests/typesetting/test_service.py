"""The child that draws: same pages, refusals with their place, limits, and nothing left behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from apps.typesetting import CannotTypeset, MissingGlyph, Paragraph, service
from apps.typesetting.checker.reading import read_sheets
from apps.typesetting.refusals import Unprintable
from apps.typesetting.service.workshop import PROJECT, Workshop
from tests.typesetting.documents import LETTER, ORDER, REAL
from tests.typesetting.pages import page_of
from tests.typesetting.specimens import ALL, artwork_of

CONFINED = """
import sys
from apps.typesetting.service import confinement
{before}
confinement.forbid([p for p in sys.path if p])
{after}
"""


def rows_of(pdf):
    return [[row.text for row in sheet.rows] for sheet in read_sheets(pdf)]


@pytest.fixture
def own():
    """A workshop of the test's own, ended after it."""
    made = Workshop()
    yield made
    made.close()


def request_for(document, **more):
    return {"kind": "gongwen", "document": document.to_dict(), "draft": False, "artwork": {}} | more


def gone(pid, seconds=10.0, *, ours=True):
    """Say whether a process ends within some seconds; one of ours must not stay a zombie."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return not ours  # an orphan is buried by the system's first process, when it likes
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("name", ["letter", "sealed"])
def test_the_child_draws_what_the_process_itself_would(name):
    drawn = service.render(ALL[name], artwork=artwork_of(name))
    here = page_of(name)
    assert rows_of(drawn.pdf) == rows_of(here.pdf)
    assert (drawn.pages, drawn.substitutes, drawn.seals) == (
        here.pages, here.substitutes, here.seals,
    )  # fmt: skip


def test_one_child_serves_one_request_after_the_other(own):
    own.ask(request_for(ORDER))
    first = own.pid
    own.ask(request_for(LETTER))
    assert own.pid == first
    own.close()
    assert gone(first)


@pytest.mark.parametrize(
    ("character", "kind"), [("\U0003106c", MissingGlyph), ("\x07", Unprintable)]
)
def test_refusals_come_across_with_character_and_place(character, kind):
    document = replace(LETTER, body=(Paragraph("甲。"), Paragraph(f"乙{character}。")))
    with pytest.raises(kind) as refused:
        service.render(document)
    assert (refused.value.character, refused.value.place) == (character, "正文第2段")
    assert service.render(LETTER).pages == 1


def test_progress_is_told_page_by_page(own):
    heard = []
    own.ask(request_for(REAL), progress=lambda done, pages: heard.append((done, pages)))
    assert heard == [(n, 18) for n in range(1, 19)]


def test_pages_are_known_before_anything_is_drawn():
    assert service.pages_of(ALL["sixty"]) == 60
    with pytest.raises(CannotTypeset, match="40万字"):
        service.pages_of(replace(LETTER, body=(Paragraph("国" * 400_001),)))


# --- ended in the middle


def test_a_child_killed_in_the_middle_costs_one_page_and_leaves_nothing(own, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    own.ask(request_for(ORDER))
    pid = own.pid

    def kill(done, pages):
        if done == 3:
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(CannotTypeset, match="排版进程中断"):
        own.ask(request_for(ALL["sixty"]), progress=kill)
    assert gone(pid)
    assert list(tmp_path.iterdir()) == []
    assert own.ask(request_for(ORDER)).pages == 1
    assert own.pid != pid


def test_a_late_child_is_ended_and_the_next_page_is_drawn(own):
    own.ask(request_for(ORDER))
    pid, own.seconds = own.pid, 0.05
    with pytest.raises(CannotTypeset, match="时间限额"):
        own.ask(request_for(ALL["sixty"]))
    assert gone(pid)
    own.seconds = 60.0
    assert own.ask(request_for(ORDER)).pages == 1


def test_a_caller_who_stops_listening_does_not_leave_half_an_answer(own):
    def stop(done, pages):
        raise KeyboardInterrupt

    own.ask(request_for(ORDER))
    pid = own.pid
    with pytest.raises(KeyboardInterrupt):
        own.ask(request_for(REAL), progress=stop)
    assert gone(pid)
    assert own.ask(request_for(ORDER)).pages == 1


PARENT = """
import os, sys
from apps.typesetting import service
from tests.typesetting.specimens import ALL
def heard(done, pages):
    if done == 2:
        print(service.workshop().pid, flush=True)
service.render(ALL["sixty"], progress=heard)
"""


def test_when_the_parent_is_killed_the_child_ends_too_and_no_file_is_left(tmp_path):
    folder = tmp_path / "tmp"
    folder.mkdir()
    env = {**os.environ, "TMPDIR": str(folder), "HOME": str(tmp_path), "PYTHONPATH": str(PROJECT)}
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, env=env, cwd=PROJECT
    )
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert gone(child, ours=False)
    assert list(folder.iterdir()) == []


def test_two_threads_are_served_one_after_the_other(own):
    pages = []

    def draw():
        pages.append(own.ask(request_for(LETTER)).pages)

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pages == [1] * 4


# --- limits


def confined(before: str, after: str, **kwargs) -> subprocess.CompletedProcess:
    code = CONFINED.format(before=before, after=after)
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, timeout=60,
        env={**os.environ, "PYTHONPATH": str(PROJECT)}, **kwargs,
    )  # fmt: skip


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1/')",
        "open('/etc/hostname')",
        "open('/tmp/oa-left-behind', 'w')",
        "import os; os.open('/tmp/oa-left-behind', os.O_CREAT | os.O_WRONLY)",
        "import os; os.mkdir('/tmp/oa-left-behind')",
        "import os; os.system('true')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.fork()",
        "import tempfile; tempfile.mkdtemp()",
    ],
)
def test_what_the_child_may_not_do(attempt):
    done = confined("import socket, urllib.request, subprocess, tempfile", attempt)
    assert done.returncode == 1
    assert "typesetting may not" in done.stderr or "No usable temporary" in done.stderr
    assert not Path("/tmp/oa-left-behind").exists()


def test_memory_is_bounded():
    done = confined("confinement.limit()", "x = bytearray(1 << 30)")
    assert "MemoryError" in done.stderr


def test_time_on_the_processor_is_bounded():
    done = confined("confinement.give_time(1)", "while True: pass")
    assert done.returncode == -signal.SIGXCPU


def test_no_file_can_be_written_even_by_libraries():
    write = "import ctypes; n = ctypes.CDLL(None).write(3, b'x', 1); sys.exit(n == -1)"
    done = confined(
        "import os, ctypes; confinement.limit(); os.open('/tmp/oa-limit', 66); f = 3", write
    )
    Path("/tmp/oa-limit").unlink(missing_ok=True)
    assert done.returncode == 1


def test_the_child_knows_nothing_of_the_sites_environment(monkeypatch, own):
    monkeypatch.setenv("LINK_KEY", "do-not-tell")
    own.ask(request_for(ORDER))
    told = Path(f"/proc/{own.pid}/environ").read_bytes()
    assert b"do-not-tell" not in told
    assert b"DATABASE_URL" not in told


@contextmanager
def listening():
    """A server that notes who calls."""
    calls = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        yield server.getsockname()[1], calls
        try:
            calls.append(server.accept())
        except TimeoutError:
            return


HOSTILE = (
    '<img src="{u}">', '<link rel=stylesheet href="{u}">', "<style>@import url({u});</style>",
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="{u}"/></svg>', '<iframe src="{u}">',
    '<object data="{u}">', '<a rel="attachment" href="{u}">甲</a>', "url({u})",
    '<script src="{u}"></script>', '<base href="{u}">', "</p></section><section>", "{{{{7*7}}}}",
)  # fmt: skip


@pytest.mark.parametrize("payload", HOSTILE)
def test_text_of_people_reaches_nothing_and_stands_on_the_page_as_typed(payload):
    with listening() as (port, calls):
        text = payload.format(u=f"http://127.0.0.1:{port}/x")
        file = payload.format(u="file:///etc/hostname")
        drawn = service.render(replace(LETTER, body=(Paragraph(text), Paragraph(file))))
    assert calls == []
    rows = "".join(row for sheet in rows_of(drawn.pdf) for row in sheet)
    assert text.replace(" ", "")[:12] in rows
    assert Path("/etc/hostname").read_text().strip() not in rows or len(rows) > 5


def test_artwork_may_not_reach_out():
    seal = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
        '<image href="file:///etc/hostname" width="9" height="9"/></svg>'
    )
    with pytest.raises(CannotTypeset, match="引用了图样以外"):
        service.render(LETTER, artwork={LETTER.signature_name: seal})
    with pytest.raises(CannotTypeset, match="不是SVG"):
        service.render(LETTER, artwork={LETTER.signature_name: "<p>印章</p>"})


# --- keys


def test_a_page_is_kept_by_document_draft_and_artwork(monkeypatch):
    keys = {
        service.key(LETTER), service.key(ORDER), service.key(LETTER, draft=True),
        service.key(LETTER, artwork={"甲": "<svg/>"}), service.measure_key(LETTER),
    }  # fmt: skip
    assert len(keys) == 5
    assert service.key(replace(LETTER)) == service.key(LETTER)


def test_a_page_is_kept_by_template_and_fonts(monkeypatch):
    from apps.typesetting.service import versions

    before = service.key(LETTER)
    monkeypatch.setattr(versions.fonts, "fingerprint", lambda: "other fonts")
    with_other_fonts = service.key(LETTER)
    monkeypatch.setattr(versions, "template", lambda: "other code")
    assert len({before, with_other_fonts, service.key(LETTER)}) == 3
