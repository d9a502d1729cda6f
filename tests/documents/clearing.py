"""A draft at its prerequisites: what refuses to let it go on, and a proof entered for it."""

from __future__ import annotations

import pytest

from apps.core.verdicts import Refused
from apps.documents.services import proving
from tests.documents.desk import File, S, reach, sentences


def clearing(office, **values) -> File:
    return reach(office, S.CLEARING, "outgoing", **values)


def refused(file: File, purpose: str = "present", outcome: str = "done") -> str:
    state = file.state
    with pytest.raises(Refused) as caught:
        file.settle(purpose, outcome, "办。")
    assert file.fresh().state == state
    return sentences(caught.value)


def prove(file: File, key: str, login: str = "m2", **values):
    values = {"result": "satisfied", "reason": "已办理。", **values}
    return proving.prove(document=file.document, key=key, **values, **file.actor(login))
