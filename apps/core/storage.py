"""Files on disk that are there after a power cut, once their row is committed."""

from __future__ import annotations

import os

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="apps.core.storage.DurableStorage")
class DurableStorage(FileSystemStorage):
    """Django's folder of files; a saved file and its name are on the disk before the answer."""

    def _save(self, name: str, content: File) -> str:
        kept: str = super()._save(name, content)  # type: ignore[misc]  # the stubs leave it out
        whole = self.path(kept)
        for path in (whole, os.path.dirname(whole)):
            _sync(path)
        return kept


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
