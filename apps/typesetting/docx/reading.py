"""Opens a Word file and returns the document it is, with everything that is to be said about it."""

from dataclasses import dataclass

from apps.typesetting.docx.notes import Note
from apps.typesetting.docx.parsing.package import Package
from apps.typesetting.docx.parsing.walking import Walker
from apps.typesetting.docx.recognising import recognise
from apps.typesetting.docx.refusal import CannotRead
from apps.typesetting.docx.reporting import report
from apps.typesetting.model import Gongwen


@dataclass(frozen=True)
class Reading:
    """What a file is: the document, the word of its kind, a mark of secrecy, and the report."""

    gongwen: Gongwen
    kind: str
    classified: str
    notes: tuple[Note, ...]

    def said(self, kind: str) -> tuple[Note, ...]:
        """Return the notes of one kind: recognised, changed or dropped."""
        return tuple(note for note in self.notes if note.kind == kind)


def read(data: bytes) -> Reading:
    """Read a .docx; raises CannotRead with a Chinese sentence."""
    try:
        walker = Walker(Package(data))
        found = recognise(walker.items, walker.margins)
    except RecursionError as deep:
        raise CannotRead("文件内部层次过深，不能导入。") from deep
    notes = tuple(report(found, walker.tally))
    return Reading(found.gongwen, found.parts.kind, found.parts.head.classified, notes)
