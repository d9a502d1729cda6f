"""A short trail, and an anchor folder of its own for every test."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.trail.services import record

AT = datetime(2026, 6, 3, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def anchor_dir(settings, tmp_path):
    settings.OA_ANCHOR_DIR = tmp_path
    settings.OA_ANCHOR_KEY = "tests-only"
    return tmp_path


@pytest.fixture
def at():
    return AT


@pytest.fixture
def write():
    """Return a function that appends ``count`` events."""

    def append(count):
        return [
            record(
                verb="documents.sign",
                subject=f"document:{number}",
                at=AT + timedelta(minutes=number),
                person_key="songjianshan",
                person_name="松见山",
                matter_id=number,
                payload={"意见": "同意，发", "第": number},
            )
            for number in range(count)
        ]

    return append
