"""What the demonstration needs around the processes: secrets, port, environment, sign-ins.

Owns var/secrets and the division of keys between the processes: the web process never gets the
key that makes mail links. Refuses to invent people; rooms above register their own sign-ins.
"""

from __future__ import annotations

import errno
import http.client
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from apps.core.registry import Registry
from apps.core.supervisor import Service

SECRETS = ("SECRET_KEY", "LINK_KEY", "ANCHOR_KEY")
# What only background work may know: it makes mail links and signs the anchors of the trail.
KEPT_FROM_WEB = frozenset({"LINK_KEY", "ANCHOR_KEY"})

# name -> function returning (role, login, password) triples; filed from an app's `demo` module.
SIGN_INS: Registry[Callable[[], Iterable[tuple[str, str, str]]]] = Registry("demo sign-ins")


def own_secrets(var: Path) -> dict[str, str]:
    """Return the installation's own random keys, made at the first call (mode 600, in ``var``)."""
    path = var / "secrets" / "demo.env"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = _read(path) if path.exists() else {}
    missing = [name for name in SECRETS if not found.get(name)]
    if missing:
        found |= {name: secrets.token_hex(32) for name in missing}
        draft = path.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            file.writelines(f"{name}={value}\n" for name, value in found.items())
        draft.replace(path)
    return found


def _read(path: Path) -> dict[str, str]:
    lines = (line.partition("=") for line in path.read_text().splitlines())
    return {name: value for name, equals, value in lines if equals}


def environment(*, var: Path, host: str, port: int, given: Mapping[str, str]) -> dict[str, str]:
    """Return ``given`` filled up with what the demonstration needs; what is given stays."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    hosts = dict.fromkeys(("127.0.0.1", "localhost", shown, socket.gethostname()))
    defaults = {
        **own_secrets(var),
        "OA_VAR_DIR": str(var),
        "SITE_URL": f"http://{shown}:{port}",
        "ALLOWED_HOSTS": ",".join(hosts),
        "PYTHONUNBUFFERED": "1",
    }
    return {**defaults, **given, "OA_DEMO": "1"}


def obstacle(host: str, port: int) -> str:
    """Return why no server could listen there now and what to do; "" where one could."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
                return f"{host} 不是本机的地址：只在本机看用 127.0.0.1，让别的机器访问用 0.0.0.0。"
            if error.errno == errno.EACCES:
                return f"没有权限使用端口 {port}，请换 1024 以上的：./deploy/demo --port 8000"
            return f"端口 {port} 已被占用，请换一个：./deploy/demo --port {port % 65535 + 1}"
    return ""


def answers(host: str, port: int) -> bool:
    """Tell whether the site on ``port`` answers a request (any answer short of a failure)."""
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(address, port, timeout=20)
    try:
        connection.request("GET", "/", headers={"Host": f"127.0.0.1:{port}"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def services(*, host: str, port: int, logs: Path, env: Mapping[str, str]) -> list[Service]:
    """Return the three processes of the demonstration: web, worker, beat."""
    plain = {name: value for name, value in env.items() if name not in KEPT_FROM_WEB}
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = (
        f"-m gunicorn oa.wsgi:application --bind {bind} --worker-class gthread --workers 1"
        " --threads 8 --graceful-timeout 5 --no-control-socket"
    )
    # Threads, not processes: a pool of processes would survive a worker that is killed outright.
    worker = (
        "-m celery -A oa worker --pool threads --concurrency 2 --without-gossip"
        " --without-mingle --without-heartbeat --loglevel WARNING"
    )
    beat = "-m celery -A oa beat --pidfile= --loglevel WARNING"

    def service(name: str, words: str, env: Mapping[str, str], farewell: signal.Signals) -> Service:
        return Service(name, (sys.executable, *words.split()), env, logs / f"{name}.log", farewell)

    return [
        service("web", web, plain, signal.SIGTERM),
        service("worker", worker, env, signal.SIGKILL),
        service("beat", beat, plain, signal.SIGTERM),
    ]
