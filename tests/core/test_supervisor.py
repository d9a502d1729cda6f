"""All children live or none does, however the end comes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from apps.core.supervisor import Service, Supervisor

SLEEPER = "import time; time.sleep(60)"
# A child with a child of its own in its group, as gunicorn has.
PARENT = (
    "import subprocess, sys, time; "
    f"subprocess.Popen([sys.executable, '-c', {SLEEPER!r}]); time.sleep(60)"
)
HOST = """
import os, signal, sys
from pathlib import Path
from apps.core.supervisor import Service, Supervisor
folder = Path(sys.argv[1])
def service(name, code):
    return Service(name, [sys.executable, "-c", code], dict(os.environ), folder / f"{name}.log",
                   signal.SIGKILL)
done = Supervisor([service("one", sys.argv[2]), service("two", sys.argv[3])]).run(
    is_ready=lambda: True, on_ready=lambda: print("ready", flush=True))
print("ended", done.service.name if done.service else "-", flush=True)
raise SystemExit(done.exit_code)
"""


def living(mark: str) -> list[int]:
    """Return the processes that carry ``mark`` in their environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            if mark.encode() in (entry / "environ").read_bytes() and state != "Z":
                found.append(int(entry.name))
        except (OSError, IndexError):
            continue
    return found


def wait_until_gone(mark: str, seconds: float = 10) -> list[int]:
    deadline = time.monotonic() + seconds
    while (left := living(mark)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


@pytest.fixture
def host(tmp_path):
    """Start a supervisor of two children in a process of its own; whatever is left is killed."""
    mark = f"OA_TEST_MARK={tmp_path.name}-{os.getpid()}"
    name, _, value = mark.partition("=")

    def start(one: str = SLEEPER, two: str = SLEEPER) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", HOST, str(tmp_path), one, two],
            env={**os.environ, name: value},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout.readline() == "ready\n"
        return process

    start.mark = mark
    yield start
    for pid in living(mark):
        os.kill(pid, signal.SIGKILL)


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_stop_ends_everything_with_0(host, number):
    process = host(two=PARENT)
    process.send_signal(number)
    assert process.communicate(timeout=20)[0] == "ended -\n"
    assert process.returncode == 0
    assert wait_until_gone(host.mark) == []


def test_a_killed_child_ends_the_rest_with_1_and_is_named(host):
    process = host(two=PARENT)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    assert process.communicate(timeout=20)[0] == "ended one\n"
    assert process.returncode == 1
    assert wait_until_gone(host.mark) == []


def test_a_killed_supervisor_leaves_no_child(host):
    process = host()
    process.kill()
    process.wait()
    assert wait_until_gone(host.mark) == []


def test_a_child_that_ignores_the_request_is_killed(host, monkeypatch):
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    process = host(two=stubborn)
    time.sleep(0.5)  # the child must have set its handler
    process.terminate()
    time.sleep(0.5)
    process.terminate()  # the second request does not wait
    assert process.wait(timeout=5) == 0
    assert wait_until_gone(host.mark) == []


def test_a_child_writes_into_its_log_and_sees_only_its_own_environment(tmp_path):
    code = "import os; print(sorted(os.environ))"
    service = Service(
        "one", [sys.executable, "-I", "-c", code], {"ONLY": "1"}, tmp_path / "one.log"
    )
    ending = Supervisor([service]).run(is_ready=lambda: False, on_ready=lambda: None)
    assert ending.service is service
    assert ending.exit_code == 1
    assert "ONLY" in service.log.read_text()
    assert "HOME" not in service.log.read_text()
