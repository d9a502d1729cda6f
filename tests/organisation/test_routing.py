"""From a meaning to a post: the plan in force, special tasks, roles of the rulebook."""

from __future__ import annotations

from datetime import date

import pytest

from apps.core.verdicts import Refused
from apps.organisation import authority, services
from apps.organisation.vocabulary import PostRole, UnitDuty, UnitKind
from apps.rulebook.answers import PostRef
from tests.organisation.factories import NOW, at

pytestmark = pytest.mark.django_db


@pytest.mark.clause("5.2")
def test_a_department_that_changes_leader_routes_by_the_day(departments):
    departments.plan("下半年分工", date(2026, 7, 1), {"jtj": "vm5", "nyj": "vm2", "fgb": "evm"})
    unit = departments.units["jtj"]
    assert authority.leader_of(unit, at(6, 30, 16)).code == "vm4"
    assert authority.leader_of(unit, at(7, 1, 9)).code == "vm5"


@pytest.mark.clause("5.2")
def test_the_earlier_open_plan_ends_the_day_before(departments):
    from apps.organisation.models import PortfolioPlan

    departments.plan("下半年分工", date(2026, 7, 1), {"jtj": "vm5", "nyj": "vm2", "fgb": "evm"})
    first = PortfolioPlan.objects.get(name="2026年分工")
    assert first.effective_to == date(2026, 6, 30)


@pytest.mark.clause("5.2")
def test_a_plan_that_leaves_a_department_without_leader_is_refused(departments):
    with pytest.raises(Refused, match="市农业农村局没有分管领导") as refusal:
        departments.plan("缺漏", date(2026, 7, 1), {"jtj": "vm5", "fgb": "evm"})
    assert [cite.clause for cite in refusal.value.verdict.cites] == ["5.2"]


@pytest.mark.clause("5.2")
def test_overlapping_plans_are_refused(departments):
    lines = {"jtj": "vm5", "nyj": "vm2", "fgb": "evm"}
    departments.plan("下半年", date(2026, 7, 1), lines)
    with pytest.raises(Refused, match="生效期间与《下半年》重叠"):
        departments.plan("重复", date(2026, 7, 1), lines)
    with pytest.raises(Refused, match="生效期间与《2026年分工》重叠"):
        departments.plan("插入", date(2026, 3, 1), lines, effective_to=date(2026, 6, 1))


def test_a_published_plan_cannot_be_edited(departments):
    from apps.organisation.models import PortfolioPlan

    plan = PortfolioPlan.objects.get()
    with pytest.raises(Refused, match="不能再改"):
        services.set_leader(
            plan=plan,
            unit=departments.units["jtj"],
            leader=departments.posts["vm1"],
            by=None,
            at=NOW,
        )


def test_a_section_belongs_to_its_offices_leader_and_a_day_without_plan_is_a_gap(departments):
    assert authority.leader_of(departments.units["wd"], at(3, 1)).code == "evm"
    assert authority.leader_of(departments.units["jtj"], at(3, 1).replace(year=2025)) is None


@pytest.mark.clause("5.3")
def test_a_special_task_goes_before_the_portfolio_within_its_subject_and_time(departments):
    departments.task(
        "vm4", "国庆安全生产专项", at(9, 20, 0), at(10, 11, 0), units=[departments.units["nyj"]]
    )
    unit = departments.units["nyj"]
    found = authority.special_task(unit, "关于国庆安全生产专项工作的请示", at(9, 21))
    assert found.grantee.code == "vm4"
    assert authority.special_task(unit, "关于春耕的请示", at(9, 21)) is None
    assert authority.special_task(unit, "国庆安全生产专项", at(10, 11, 0)) is None
    assert authority.special_task(departments.units["jtj"], "国庆安全生产专项", at(9, 21)) is None
    services.revoke_delegation(delegation=found, by=None, at=at(9, 25))
    assert authority.special_task(unit, "国庆安全生产专项", at(9, 26)) is None


@pytest.fixture
def sections(departments):
    root = departments.units["fgb"]
    departments.unit("m5", "秘书五科", UnitKind.SECTION, duty=UnitDuty.SECRETARIAT, parent=root)
    departments.staff("m5", "秘书五科科长", "m5", PostRole.SECTION_HEAD)
    departments.staff("dsg5", "副秘书长", "fgb", PostRole.DEPUTY_SECRETARY_GENERAL)
    services.attach_deputy(
        deputy=departments.posts["dsg5"],
        leader=departments.posts["vm4"],
        section=departments.units["m5"],
        from_on=date(2026, 1, 1),
        by=None,
        at=NOW,
    )
    departments.unit("sfj", "市司法局", UnitKind.DEPARTMENT, duty=UnitDuty.JUSTICE_BUREAU)
    departments.staff("sfj.head", "市司法局局长", "sfj", PostRole.UNIT_HEAD)
    return departments


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (PostRef(role="portfolio_leader"), ["vm4"]),
        (PostRef(role="mayor"), ["mayor"]),
        (PostRef(role="executive_vice_mayor"), ["evm"]),
        (PostRef(role="secretary_general"), ["sg"]),
        (PostRef(role="registry"), ["wd"]),
        (PostRef(role="secretariat"), ["m5"]),
        (PostRef(role="deputy_secretary_general"), ["dsg5"]),
        (PostRef(role="justice_bureau"), ["sfj.head"]),
        (PostRef(role="unit_head"), ["jtj.head"]),
        (PostRef(role="unit_clerk"), ["jtj.clerk"]),
        (PostRef(role="unit_head", unit="nyj"), ["nyj.head"]),
        (PostRef(role="unit_head", unit="justice_bureau"), ["sfj.head"]),
        (PostRef(post="vm3"), ["vm3"]),
        (PostRef(role="unit_head", unit="nowhere"), []),
        (PostRef(role="unknown"), []),
    ],
)
def test_a_rules_post_is_found_by_its_meaning(sections, ref, expected):
    posts = authority.resolve(ref, unit=sections.units["jtj"], at=at(3, 1))
    assert [p.code for p in posts] == expected


@pytest.mark.clause("5.6")
def test_a_deputy_and_his_section_stand_by_their_leaders_matters(sections):
    leader = sections.posts["vm4"].pk
    for login in ("dsg5", "m5"):
        found = authority.standing(authority.hats(sections.people[login], at(3, 1)))
        assert found.leader_posts == (leader,)
        assert not found.reads_all
        assert not found.office


@pytest.mark.clause("5.5", "5.1")
def test_the_mayor_reads_all_and_the_secretary_general_the_office(sections):
    mayor = authority.standing(authority.hats(sections.people["mayor"], at(3, 1)))
    chief = authority.standing(authority.hats(sections.people["sg"], at(3, 1)))
    vice = authority.standing(authority.hats(sections.people["vm4"], at(3, 1)))
    assert (mayor.reads_all, chief.reads_all, vice.reads_all) == (True, False, False)
    assert (chief.office, vice.office) == (True, False)
    registry = authority.standing(authority.hats(sections.people["wd"], at(3, 1)))
    assert registry.duties == {"registry"}
