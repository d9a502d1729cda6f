"""Everything here runs without a database, but not without the fonts of official documents."""

import pytest

from apps.typesetting import fonts


@pytest.fixture(scope="session", autouse=True)
def _gongwen_fonts():
    """Say how to get the free fonts instead of failing oddly on every measure."""
    if any(face.role != "rare" and not face.by_file for face in fonts.faces().values()):
        pytest.fail("公文字体未装，请先运行 ./deploy/fonts", pytrace=False)
