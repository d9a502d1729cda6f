"""Pictures: opened, measured, decoded once; nothing may hide before, in or after the picture."""

from __future__ import annotations

from typing import IO

from apps.matters.file_checks.refusal import Unfit

PIXELS = 50_000_000
_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF"}
_ENDS = {"PNG": b"IEND\xae\x42\x60\x82", "GIF": b"\x3b"}
_CODE = (b"<script", b"<html", b"<svg", b"<?php", b"<!doctype", b"javascript:")
_HUGE = "图片超过 5000 万像素，请缩小后再上传"
_EDGE = 64 * 1024


def look(stream: IO[bytes], extension: str) -> str:
    """Return "" (a picture has no text to read); raises Unfit."""
    _refuse_code(stream, _FORMATS[extension])
    from PIL import Image

    formats = [_FORMATS[extension]]  # only the decoder that the extension promises is tried
    try:
        with Image.open(stream, formats=formats) as picture:
            width, height = picture.size
            if width * height > PIXELS:
                raise Unfit(_HUGE)
            picture.verify()
    except Image.DecompressionBombError as bomb:
        raise Unfit(_HUGE) from bomb
    stream.seek(0)
    with Image.open(stream, formats=formats) as picture:
        picture.load()
    return ""


def _refuse_code(stream: IO[bytes], form: str) -> None:
    """Refuse pictures that are a program or a page as well; both edges are where these hide."""
    head = stream.read(_EDGE)
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _EDGE))
    tail = stream.read()
    stream.seek(0)
    edges = head.lower() + tail.lower()
    if any(word in edges for word in _CODE):
        raise Unfit("图片中夹带程序代码，不能上传")
    end = _ENDS.get(form)
    if end and not tail.rstrip(b"\x00\r\n").endswith(end):
        raise Unfit("图片不完整或者尾部夹带其他内容，不能上传")
