"""The office of the document tests, for the page where anybody checks what it issued."""

from tests.documents.conftest import (  # noqa: F401 - fixtures are found by being here
    _typeset_once,
    built,
    clock,
    office,
    seal_keys,
    web,
)
