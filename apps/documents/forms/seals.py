"""The shape of a seal's entry in the admin: the image goes in once and is never shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.helpers import ActionForm

from apps.documents.models import Seal
from apps.typesetting.signature import CannotSeal, read_art
from apps.typesetting.signature.art import UPLOAD_LIMIT

IMAGE_HELP = (
    "SVG（只含红色路径，不含文字、图片和脚本）或者背景透明的红色 PNG；"
    "上传后加密保存，任何页面都不再显示"
)


class SealForm(forms.ModelForm):
    """Image and facts of a new seal; of a seal that is there only its keepers may change."""

    image_file = forms.FileField(label="图样", required=True, help_text=IMAGE_HELP)

    class Meta:
        model = Seal
        fields = ("unit", "name", "diameter_mm", "keepers", "valid_from_on", "valid_to_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("image_file", None)

    def clean_image_file(self) -> bytes:
        """Return the upload's bytes, or the reason why they are no seal, beside the field."""
        upload = self.cleaned_data["image_file"]
        if upload.size > UPLOAD_LIMIT:
            raise forms.ValidationError(f"图样不能超过 {UPLOAD_LIMIT // (1024 * 1024)} MB")
        upload.seek(0)  # a refused form is asked again
        data: bytes = upload.read()
        try:
            read_art(data)
        except CannotSeal as unfit:
            raise forms.ValidationError(str(unfit)) from unfit
        return data


class EndForm(ActionForm):
    """Why a seal is withdrawn or reported lost; asked beside the list's actions."""

    reason = forms.CharField(label="原因", required=False, max_length=200)
