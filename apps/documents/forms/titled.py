"""The title of a draft and the lines it is set in: chosen from a list, or marked in the title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from apps.documents.models import Document
from apps.typesetting.manuscript import fits_title, title_lines, title_ways

# What ends a line of a title, typed into it; no title holds one.
BREAK = "｜"
BREAKS = re.compile(r"[｜|\r\n]+")
# Longer titles are broken by the page, and shown by its preview.
WAYS_UP_TO = 57


class TitledForm(forms.ModelForm):
    """A form with a title; ``names`` (of the issuer) are never broken, as on the page."""

    instance: Document
    title_way = forms.CharField(
        label="标题分行",
        required=False,
        widget=forms.RadioSelect,
        help_text="也可以在标题中需要换行的地方输入“｜”",
    )

    def __init__(
        self, data: Any = None, *args: Any, names: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(_broken(data), *args, **kwargs)
        self.names = tuple(names)
        if self.instance.pk and fits_title(self.instance.title, self.instance.title_breaks):
            way = BREAK.join(self.instance.title_breaks.splitlines())
            self.initial.setdefault("title_way", way)
        self.fields["title_way"].widget.choices = self._ways()  # type: ignore[attr-defined]

    def _ways(self) -> list[tuple[str, str]]:
        """Return the ways to break the title as it stands, the chosen one among them."""
        title = self.text("title").strip()
        ways = title_ways(title, self.names)[1:] if 0 < len(title) <= WAYS_UP_TO else ()
        chosen = tuple(BREAKS.split(self.text("title_way")))
        if fits_title(title, "\n".join(chosen)) and chosen not in ways:
            ways = (chosen, *ways)
        offered = [(BREAK.join(lines), " / ".join(lines)) for lines in ways]
        return [("", "按词意自动分行"), *offered]

    def text(self, name: str) -> str:
        """Return what stands in a field now, as typed or as stored."""
        if name not in self.fields:
            return ""
        bound = self[name]
        value = bound.field.prepare_value(bound.value())
        return "" if value is None else str(value)

    def set_title(self) -> tuple[str, ...]:
        """Return the lines of the title as the page will set them; none for a very long title."""
        title, way = self.text("title").strip(), BREAKS.sub("\n", self.text("title_way"))
        return title_lines(title, way, self.names) if len(title) <= WAYS_UP_TO else ()

    def clean(self) -> dict[str, Any]:
        """Turn the chosen way into lines; the way of another title is not kept."""
        values = super().clean() or {}
        way = BREAKS.sub("\n", values.pop("title_way", "")).strip()
        values["title_breaks"] = way if fits_title(values.get("title", ""), way) else ""
        return values


def _broken(data: Any) -> Any:
    """Take the break marks out of a typed title; they are the chosen way to break it."""
    typed = str(data.get("title") or "") if data else ""
    if not BREAKS.search(typed.strip()):
        return data
    mended = data.copy()
    lines = [line.strip() for line in BREAKS.split(typed) if line.strip()]
    mended["title"], mended["title_way"] = "".join(lines), BREAK.join(lines)
    return mended
