"""Shape of the notice as it is handed in: a file or pasted text."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

from apps.workdays.notice import LONGEST


class NoticeForm(forms.Form):
    reference = forms.CharField(
        label="通知文号",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="例如：国办发明电〔2025〕7号",
    )
    file = forms.FileField(label="CSV 文件", required=False, help_text="UTF-8 或 GBK 编码均可")
    csv = forms.CharField(
        label="或粘贴内容",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "class": "vLargeTextField"}),
        help_text="第一行为“日期,类型,名称”，其后每行一天，类型填“放假”或“上班”",
    )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload:
            cleaned["csv"] = self._text(upload)
        if not self.errors and not cleaned.get("csv", "").strip():
            self.add_error("csv", "请选择 CSV 文件，或粘贴放假安排的内容")
        return cleaned

    def _text(self, upload: UploadedFile) -> str:
        if (upload.size or 0) > LONGEST * 4:
            self.add_error("file", "文件过大，放假安排不应超过 400 KB，请检查是否选错了文件")
            return ""
        raw = upload.read()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
        self.add_error("file", "文件不是文本，请在表格软件中另存为 CSV 后再选择")
        return ""
