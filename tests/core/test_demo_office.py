"""The keys, the port and the processes of the demonstration."""

import socket
import stat

import pytest

from apps.core import demo_office
from apps.core.management.commands.demo import Command


def test_secrets_are_made_once_random_and_readable_by_their_owner_only(tmp_path):
    first = demo_office.own_secrets(tmp_path / "a")
    assert demo_office.own_secrets(tmp_path / "a") == first
    other = demo_office.own_secrets(tmp_path / "b")
    assert set(first) == set(demo_office.SECRETS)
    assert not set(first.values()) & set(other.values())
    assert min(map(len, first.values())) == 64
    assert stat.S_IMODE((tmp_path / "a/secrets/demo.env").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "a/secrets").stat().st_mode) == 0o700


def test_a_missing_key_is_added_and_the_others_stay(tmp_path):
    first = demo_office.own_secrets(tmp_path)
    path = tmp_path / "secrets/demo.env"
    kept = [line for line in path.read_text().splitlines() if not line.startswith("LINK_KEY")]
    path.write_text("\n".join(kept) + "\n")
    second = demo_office.own_secrets(tmp_path)
    assert second["SECRET_KEY"] == first["SECRET_KEY"]
    assert len(second["LINK_KEY"]) == 64


def test_only_the_worker_knows_the_keys_of_links_and_anchors(tmp_path):
    env = demo_office.environment(var=tmp_path, host="127.0.0.1", port=8000, given={"PATH": "/bin"})
    made = demo_office.services(host="127.0.0.1", port=8000, logs=tmp_path, env=env)
    knowing = {service.name for service in made if "LINK_KEY" in service.env}
    assert [service.name for service in made] == ["web", "worker", "beat"]
    assert knowing == {"worker"}
    assert {s.name for s in made if "ANCHOR_KEY" in s.env} == {"worker"}
    assert all(service.env["SECRET_KEY"] == env["SECRET_KEY"] for service in made)


def test_no_key_stands_in_a_command_line(tmp_path):
    env = demo_office.environment(var=tmp_path, host="127.0.0.1", port=8000, given={})
    for service in demo_office.services(host="127.0.0.1", port=8000, logs=tmp_path, env=env):
        assert not any(env[name] in word for name in demo_office.SECRETS for word in service.argv)


def test_what_the_caller_sets_stays_and_the_demonstration_is_switched_on(tmp_path):
    given = {"SITE_URL": "http://oa.lan", "SECRET_KEY": "mine", "OA_DEMO": "0"}
    env = demo_office.environment(var=tmp_path, host="0.0.0.0", port=8001, given=given)
    assert env["SITE_URL"] == "http://oa.lan"
    assert env["SECRET_KEY"] == "mine"
    assert env["OA_DEMO"] == "1"


def test_the_shown_address_is_one_a_browser_can_open(tmp_path):
    for host, shown in (("0.0.0.0", "127.0.0.1"), ("192.0.2.7", "192.0.2.7")):
        env = demo_office.environment(var=tmp_path, host=host, port=8001, given={})
        assert env["SITE_URL"] == f"http://{shown}:8001"
        assert shown in env["ALLOWED_HOSTS"].split(",")


def test_a_taken_port_is_noticed():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"--port {port + 1}" in demo_office.obstacle("127.0.0.1", port)
    assert demo_office.obstacle("127.0.0.1", port) == ""


@pytest.mark.parametrize("host", ["192.0.2.7", "no.such.host.invalid"])
def test_an_address_of_another_machine_is_called_that(host):
    assert f"{host} 不是本机的地址" in demo_office.obstacle(host, 8000)


@pytest.mark.parametrize("port", ["0", "65536", "abc", "80x", "-1", ""])
def test_whatever_is_in_the_way_is_told_in_one_line(port, capsys):
    with pytest.raises(SystemExit) as stopped:
        Command().run_from_argv(["manage.py", "demo", f"--port={port}"])
    assert stopped.value.code
    said = capsys.readouterr().err.strip()
    assert said == f"✗ 端口应为 1 到 65535 的整数，现为“{port}”。"


def test_a_silent_port_does_not_count_as_an_answer():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert not demo_office.answers("127.0.0.1", port)
