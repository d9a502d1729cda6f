"""Zipped office files (docx, xlsx, pptx, ofd): the archive first, then each part of it.

Nothing is unpacked to disk and nothing nested is opened. Refuses bombs, macros, document type
declarations and templates or objects fetched from elsewhere.
"""

from __future__ import annotations

import zipfile
from typing import IO

from apps.matters.file_checks.parts import Budget, read_part
from apps.matters.file_checks.refusal import Unfit

ENTRIES = 2_000
RATIO = 100
SUM = 200 * 1024 * 1024
SMALL = 64 * 1024  # below this a ratio says nothing: blank parts shrink a hundredfold
# The part that makes a package what its extension says, and where its first words stand.
MAIN = {
    "docx": ("word/document.xml", ("word/document.xml", "word/header")),
    "xlsx": ("xl/workbook.xml", ("xl/sharedstrings.xml", "xl/worksheets/sheet1.xml")),
    "pptx": ("ppt/presentation.xml", ("ppt/slides/slide1.xml",)),
    "ofd": ("ofd.xml", ("doc_0/pages/page_0/",)),
}
_XML = (".xml", ".rels", ".vml")
_MACROS = ("vbaproject", "vbadata", "/macrosheets/", "/activex/", "/ctrlprops/macro")
_PROGRAMS = (
    ".exe",
    ".dll",
    ".com",
    ".scr",
    ".bat",
    ".cmd",
    ".ps1",
    ".vbs",
    ".js",
    ".jse",
    ".wsf",
    ".hta",
    ".jar",
    ".msi",
    ".lnk",
    ".htm",
    ".html",
    ".mht",
    ".svg",
    ".sh",
    ".php",
    ".jsp",
    ".asp",
)


def look(stream: IO[bytes], extension: str) -> str:
    """Return the first words of the document; raises Unfit."""
    main, faces = MAIN[extension]
    with zipfile.ZipFile(stream) as archive:
        entries = archive.infolist()
        _judge_archive(stream, archive, entries)
        names = {e.filename.lower() for e in entries}
        wanted = {main} if extension == "ofd" else {main, "[content_types].xml"}
        if not wanted <= names:
            raise Unfit(f"文件内容不是 {extension} 格式，请用原软件另存后再上传")
        budget = Budget()
        words = [
            read_part(
                archive, entry, is_face=entry.filename.lower().startswith(faces), budget=budget
            )
            for entry in entries
            if entry.filename.lower().endswith(_XML)
        ]
    return "".join(words)


def _judge_archive(
    stream: IO[bytes], archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]
) -> None:
    if len(entries) > ENTRIES:
        raise Unfit(f"文件内部超过 {ENTRIES} 个部分，不能上传")
    _refuse_neighbours(stream, entries)
    total = 0
    for entry in entries:
        total += entry.file_size
        _judge_entry(entry)
    if total > SUM:
        raise Unfit("文件解压后超过 200 MB，不能上传")
    if len({e.filename.lower() for e in entries}) != len(entries):
        raise Unfit("文件内部有重名部分，请用原软件另存后再上传")


def _refuse_neighbours(stream: IO[bytes], entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a second file before or behind the archive: the end record must be the very end."""
    stream.seek(-22, 2)
    whole = stream.read(4) == b"PK\x05\x06"
    if not whole or not entries or min(e.header_offset for e in entries) != 0:
        raise Unfit("文件不完整或者夹带其他内容，请用原软件另存后再上传")


def _judge_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.lower()
    if entry.flag_bits & 0x1:
        raise Unfit("文件已加密或者设有密码，请解除后再上传")
    if name.startswith("/") or "\\" in name or ".." in name.split("/"):
        raise Unfit("文件内部路径不正确，不能上传")
    if entry.file_size > SMALL and entry.file_size > RATIO * max(entry.compress_size, 1):
        raise Unfit("文件压缩比异常，不能上传")
    if any(word in f"/{name}" for word in _MACROS):
        raise Unfit("文件中含有宏，请另存为不带宏的格式后再上传")
    if name.endswith(_PROGRAMS):
        raise Unfit("文件中夹带程序或者网页，不能上传")
