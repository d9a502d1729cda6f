"""Reports of our own faults (mail to administrators, the page of DEBUG) without any secret.

Owns the names under which secrets travel. A fault may happen before a view has said what of its
form is sensitive, so nothing here depends on that. Refuses to show a value it is not sure of.
"""

from __future__ import annotations

import re
from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from apps.core.logs import mask

# Fields of forms and variables of ours: pin, again, password, token, nonce, attempt …
SECRET = re.compile(r"pin\b|^again$|pass|token|secret|nonce|sha256|attempt|_key$|^key$", re.I)


class MaskedFilter(SafeExceptionReporterFilter):
    """Django's filter, by name and always on; a site in DEBUG has secrets as well."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> QueryDict:
        if request is None:
            return QueryDict()
        return self.get_cleansed_multivaluedict(request, request.POST)

    def get_cleansed_multivaluedict(
        self, request: HttpRequest, multivaluedict: QueryDict
    ) -> QueryDict:
        shown = super().get_cleansed_multivaluedict(request, multivaluedict).copy()
        for name in [name for name in shown if SECRET.search(name)]:
            shown[name] = self.cleansed_substitute
        return shown

    def get_traceback_frame_variables(
        self, request: HttpRequest, tb_frame: FrameType
    ) -> ItemsView[str, Any]:
        shown = super().get_traceback_frame_variables(request, tb_frame)
        hidden = self.cleansed_substitute
        return {n: hidden if SECRET.search(n) else value for n, value in shown}.items()


class MaskedReporter(ExceptionReporter):
    """Django's report, every line of it masked like a line of the log."""

    def get_traceback_text(self) -> SafeString:
        return SafeString(mask(super().get_traceback_text()))

    def get_traceback_html(self) -> SafeString:
        return SafeString(mask(super().get_traceback_html()))
