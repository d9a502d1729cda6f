"""Old files through LibreOffice: converted where it is, a sentence where it is not."""

from __future__ import annotations

import stat
import tempfile
from pathlib import Path

import pytest

from apps.typesetting.docx import CannotConvert, can_convert, converting, read, to_docx
from tests.typesetting.docx.corpus import SAMPLES
from tests.typesetting.docx.office import converted


def left_behind() -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob("oa-word-*"))


def test_a_doc_and_a_wps_are_read_like_the_docx_they_were(tmp_path):
    files = {"draft.docx": SAMPLES["numbers_by_hand"].build()}
    old = converted(files, "doc:MS Word 97", tmp_path)["draft"]
    assert old.startswith(b"\xd0\xcf\x11\xe0")
    assert can_convert()
    for extension in ("doc", "wps"):
        gongwen = read(to_docx(old, extension)).gongwen
        assert gongwen.title == "市政府办公室关于做好汛期安全工作的通知"
        assert tuple(b.text for b in gongwen.body) == SAMPLES["numbers_by_hand"].body
    assert not left_behind()


def test_without_libreoffice_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(converting, "_program", lambda: None)
    assert not can_convert()
    with pytest.raises(CannotConvert, match="另存为 docx"):
        to_docx(b"\xd0\xcf", "doc")


def pretend(monkeypatch, tmp_path, script: str) -> None:
    """Put another program in the place of LibreOffice."""
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(converting, "_program", lambda: str(program))
    monkeypatch.setattr(converting, "_bounds", lambda: ())


def test_a_program_that_hangs_is_ended_with_its_children(monkeypatch, tmp_path):
    mark = tmp_path / "still-there"
    pretend(monkeypatch, tmp_path, f"(sleep 3; touch {mark}) & sleep 60")
    monkeypatch.setattr(converting, "SECONDS", 1)
    with pytest.raises(CannotConvert, match="没有转换成功"):
        to_docx(b"\xd0\xcf", "doc")
    import time

    time.sleep(3.5)
    assert not mark.exists()
    assert not left_behind()


@pytest.mark.parametrize("script", ["exit 3", "exit 0", "touch out/source.pdf"])
def test_a_program_that_fails_or_writes_nothing_is_a_refusal(monkeypatch, tmp_path, script):
    pretend(monkeypatch, tmp_path, script)
    with pytest.raises(CannotConvert, match="没有转换成功"):
        to_docx(b"\xd0\xcf", "doc")


def test_too_large_a_result_is_refused(monkeypatch, tmp_path):
    pretend(monkeypatch, tmp_path, "head -c 2000 /dev/zero > out/source.docx")
    monkeypatch.setattr(converting, "LARGEST", 1000)
    with pytest.raises(CannotConvert):
        to_docx(b"\xd0\xcf", "doc")


def test_one_file_at_a_time(monkeypatch, tmp_path):
    pretend(monkeypatch, tmp_path, "exit 0")
    monkeypatch.setattr(converting, "WAIT", 0.1)
    with converting.ONE_AT_A_TIME, pytest.raises(CannotConvert, match="稍后再试"):
        to_docx(b"\xd0\xcf", "doc")


def test_the_program_gets_no_secrets_of_ours(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "not-for-children")
    seen = tmp_path / "seen"
    pretend(monkeypatch, tmp_path, f"env > {seen}")
    with pytest.raises(CannotConvert):
        to_docx(b"\xd0\xcf", "doc")
    assert "not-for-children" not in seen.read_text()
