"""Specimens rendered and measured once per run, shared by the tests that only read them."""

from functools import cache

from apps.typesetting import Rendered, Report, check, render
from tests.typesetting.specimens import ALL, artwork_of


@cache
def page_of(name: str) -> Rendered:
    """Return a specimen, rendered and stamped."""
    return render(ALL[name], artwork=artwork_of(name))


@cache
def report_of(name: str) -> Report:
    """Return a specimen, measured."""
    return check(page_of(name).pdf, ALL[name].layout, sides=ALL[name].sides)
