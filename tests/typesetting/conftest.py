"""Pages are rendered once per run and shared; everything here runs without a database."""

from functools import cache

import pytest

from apps.typesetting import Rendered, Report, check, fonts, render
from tests.typesetting.documents import SPECIMENS


@cache
def page_of(name: str) -> Rendered:
    """Return a specimen, rendered."""
    return render(SPECIMENS[name])


@cache
def report_of(name: str) -> Report:
    """Return a specimen, measured."""
    return check(page_of(name).pdf, SPECIMENS[name].layout)


@pytest.fixture(scope="session", autouse=True)
def _gongwen_fonts():
    """The tests of pages need the free fonts: say how to get them instead of failing oddly."""
    if any(face.role != "rare" and not face.by_file for face in fonts.faces().values()):
        pytest.exit("公文字体未装，请先运行 ./deploy/fonts", returncode=2)
