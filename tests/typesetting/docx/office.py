"""LibreOffice as a second opinion on Word files; without it these tests are skipped, loudly."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from apps.typesetting import fonts

NEAREST = {
    "仿宋_GB2312": "FandolFang",
    "黑体": "FandolHei",
    "楷体_GB2312": "FandolKai",
    "宋体": "FandolSong",
    "方正小标宋简体": "Noto Serif CJK SC SemiBold",
}


def program() -> str:
    """Return LibreOffice, or skip; in CI, which installs it, its absence is a failure."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return found
    sentence = "NO LIBREOFFICE: THE WORD FILES WERE NOT RENDERED AND OLD FILES NOT CONVERTED"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def converted(files: dict[str, bytes], form: str, folder: Path) -> dict[str, bytes]:
    """Convert files (name with its extension -> bytes) in one run; returns stem -> bytes."""
    soffice = program()
    source, out = folder / "in", folder / "out"
    source.mkdir()
    for name, data in files.items():
        (source / name).write_bytes(data)
    (folder / "fonts.conf").write_text(_fonts(folder), encoding="utf-8")
    subprocess.run(
        [soffice, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'p').as_uri()}",
         "--convert-to", form, "--outdir", str(out), *map(str, sorted(source.iterdir()))],
        env={**os.environ, "HOME": str(folder), "FONTCONFIG_FILE": str(folder / "fonts.conf")},
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return {path.stem: path.read_bytes() for path in out.iterdir()}


def _fonts(folder: Path) -> str:
    """The official names lead to the free set, as on a machine that has the real ones."""
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{near}</string></edit></match>'
        for name, near in NEAREST.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{fonts.folder() / 'gongwen'}</dir><cachedir>{folder / 'fc'}</cachedir>"
        f"{matches}</fontconfig>"
    )
