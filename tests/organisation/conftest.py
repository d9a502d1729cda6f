"""The cast of the organisation's tests."""

import pytest

from tests.organisation import factories


@pytest.fixture
def office(db):
    """A government with its leaders seated and the three usual pairs."""
    return factories.build()


@pytest.fixture
def departments(office):
    """Adds two departments and the general office, under vm4, vm2 and evm from 2026-01-01."""
    from apps.organisation.vocabulary import PostRole, UnitDuty, UnitKind

    root = office.units["szf"]
    office.unit("fgb", "市政府办公室", UnitKind.GENERAL_OFFICE, parent=root)
    for code, name in (("jtj", "市交通运输局"), ("nyj", "市农业农村局")):
        office.unit(code, name, UnitKind.DEPARTMENT, parent=root)
        office.staff(f"{code}.head", f"{name}局长", code, PostRole.UNIT_HEAD)
        office.staff(f"{code}.clerk", f"{name}文书", code, PostRole.CLERK)
    office.unit(
        "wd", "文电科", UnitKind.SECTION, duty=UnitDuty.REGISTRY, parent=office.units["fgb"]
    )
    office.staff("wd", "文电科科长", "wd", PostRole.SECTION_HEAD)
    office.plan("2026年分工", factories.SINCE, {"jtj": "vm4", "nyj": "vm2", "fgb": "evm"})
    return office
