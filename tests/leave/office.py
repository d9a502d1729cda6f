"""The office in which leave is tried: the one of the documents, with its duty office."""

from __future__ import annotations

from apps.organisation.vocabulary import PostRole, UnitDuty, UnitKind
from tests.documents import office as documents
from tests.documents.office import NOW, Office

__all__ = ["NOW", "Office", "build"]


def build() -> Office:
    """Return the furnished office, with its duty office and its head."""
    office = documents.build()
    duty_office(office)
    office.post("fgb.head", "市政府办公室主任", "fgb", PostRole.UNIT_HEAD)
    office.seat("sg", "fgb.head")
    return office


def duty_office(office: Office) -> None:
    """Add the section of the general office that keeps leave."""
    office.unit(
        "zb", "总值班室", UnitKind.SECTION, duty=UnitDuty.DUTY_OFFICE, parent=office.units["fgb"]
    )
    office.post("zb", "总值班室主任", "zb", PostRole.SECTION_HEAD)
    office.post("zb2", "总值班室值班员", "zb", PostRole.SECTION_MEMBER)
    for login, name in (("zb", "芥值班"), ("zb2", "荻值守")):
        office.person(login, name)
        office.seat(login, login)
