"""Rules of wording: what in a draft reads as if it were not meant so; a person decides.

    remarks = inspect(Draft(kind="request_for_instructions", title=…, body_text=…))
    for remark in remarks:
        remark.field, remark.line, remark.quote   # the field, its paragraph (from 1), the words
        remark.sentence, remark.mend              # what is wrong, how to mend it

Pure functions of a frozen draft: no clock, no ORM, no settings, no book. What a book says (phrases
that show a request) is given to `embedded_requests` as an expression. It refuses nothing: every
remark is a warning, and a text without faults has none.
"""

from apps.typesetting.textrules.draft import Draft, Remark
from apps.typesetting.textrules.inspecting import RULES, inspect
from apps.typesetting.textrules.requests import embedded_requests

__all__ = ["RULES", "Draft", "Remark", "embedded_requests", "inspect"]
