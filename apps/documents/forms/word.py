"""The upload of a Word file, beside the draft that it is read into."""

from __future__ import annotations

from typing import Any

from django import forms


class WordForm(forms.Form):
    """One Word file; what may stand in it is judged by the service."""

    use_required_attribute = False
    file = forms.FileField(
        label="Word 文件",
        error_messages={"required": "请选择要导入的 Word 文件", "empty": "文件是空的，请核对"},
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.wps"}),
    )

    def __init__(self, *args: Any, draft: str = "", **kwargs: Any) -> None:
        """``draft`` is the id of the form on whose side the file stands."""
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["form"] = draft
