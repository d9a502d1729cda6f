"""The acceptance examples of the clauses about leave, each by its clause."""

from __future__ import annotations

import datetime as dt

import pytest

from apps.core.verdicts import Refused
from apps.leave import rules
from apps.leave.models import Leave
from apps.leave.services import asking, changing
from apps.matters import proofs
from apps.organisation import authority
from apps.organisation.models import Absence
from apps.trail.models import Event
from tests.leave.desk import FROM, TO, Case, approved, asked, written
from tests.organisation import factories

MAYOR = {"leave_kind": "official_visit_abroad", "approval_file": "鄂外字〔2026〕15号"}
THREE = ["superior_party_office", "superior_government_office", "party_committee_office"]


def sentences(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(v.sentence for v in error.value.verdicts)


def cites(case: Case, purpose: str) -> set[str]:
    return {c["clause"] for c in case.step(purpose).cites}


@pytest.mark.clause("40.5")
def test_the_mayors_absence_is_complete_only_with_all_three_filings(office):
    case = asked(office, "mayor", **MAYOR)
    assert case.leave.state == "approved"  # nobody in the city agrees to it
    assert {p for p, _ in case.waiting()} == {"leave_file"}
    assert cites(case, "leave_file") == {"40.5"}
    assert [row.key for row, _ in proofs.lights(case.leave)] == THREE
    for key in THREE[:2]:
        case.file(key, kind="报批", reference="咸政办文〔2026〕3号")
        assert case.fresh().filed_at is None
    case.file(THREE[2])
    assert case.fresh().filed_at == case.now
    assert case.waiting() == []


@pytest.mark.clause("40.5", "5.7")
def test_the_mayor_away_without_a_mandate_keeps_acting_and_the_gap_is_said(office):
    case = asked(office, "mayor", **MAYOR)
    acting = authority.acting(office.posts["mayor"], FROM + dt.timedelta(hours=12))
    assert [p.username for p, _ in acting.people] == ["mayor"]
    assert acting.gap is not None
    assert "尚未登记市长委托" in acting.gap.reason
    assert case.leave.absence.leaves_city


@pytest.mark.clause("40.6", "5.9")
def test_a_vice_mayor_asks_the_mayor_then_the_office_files_and_the_partner_acts(office):
    case = asked(office)
    assert case.waiting() == [("leave_approve", "mayor")]
    assert cites(case, "leave_approve") == {"40.6"}
    assert Absence.objects.count() == 0
    case.settle("mayor", "leave_approve", "agree")
    assert case.waiting() == [("leave_file", "zb"), ("leave_file", "zb2")]
    assert [row.key for row, _ in proofs.lights(case.leave)] == ["party_committee_office"]
    inside = FROM + dt.timedelta(hours=12)
    ((person, hat),) = authority.acting(office.posts["vm2"], inside).people
    assert (person.username, hat.label) == ("vm3", "代松见山")
    assert hat.cite.clause == "5.9"
    ((person, _),) = authority.acting(office.posts["vm2"], TO).people
    assert person.username == "vm2"


@pytest.mark.clause("40.6")
def test_within_the_city_nobody_has_to_be_asked(office):
    case = written(office, leaves=False, destination="")
    free = rules.without_request(case.leave)
    assert free
    assert "40.6" in {c.clause for c in free.verdict.cites}


@pytest.mark.clause("40.7")
def test_a_head_of_department_asks_his_leader_first_and_the_mayor_is_informed_last(office):
    case = asked(office, "nyj.head")
    assert case.waiting() == [("leave_approve", "vm2")]
    assert not Leave.objects.visible_to([case.hat("zb")]).exists()
    case.settle("vm2", "leave_approve", "agree")
    assert case.leave.state == "approved"
    assert case.waiting() == [("leave_report", "zb"), ("leave_report", "zb2")]
    assert Leave.objects.visible_to([case.hat("zb")]).exists()
    case.settle("zb2", "leave_report", "done")
    assert case.waiting() == [("leave_inform", "mayor")]
    assert cites(case, "leave_inform") == {"40.7", "42.1"}


@pytest.mark.clause("40.7")
def test_the_mayor_may_have_another_view_before_the_head_leaves(office):
    case = approved(office, "nyj.head")
    case.settle("zb", "leave_report", "done")
    case.settle("mayor", "leave_inform", "object", "防汛期间请留守。")
    assert case.leave.state == "refused"
    assert case.leave.objection == "防汛期间请留守。"
    assert not Absence.objects.covering(FROM + dt.timedelta(hours=12)).exists()


@pytest.mark.clause("40.7")
def test_another_view_after_he_has_left_is_recorded_and_told(office):
    case = approved(office, "nyj.head")
    case.settle("zb", "leave_report", "done")
    case.now = FROM + dt.timedelta(hours=12)
    case.settle("mayor", "leave_inform", "object", "请尽快返回。")
    assert case.leave.state == "approved"
    assert case.leave.objection == "请尽快返回。"
    assert case.leave.history.latest().objection == "请尽快返回。"
    assert Absence.objects.covering(case.now).exists()


@pytest.mark.clause("40.8")
def test_a_county_head_reports_three_days_ahead_to_the_mayor_and_the_secretary_general(office):
    case = asked(office, "xaq.head")
    assert case.waiting() == [("leave_report", "zb"), ("leave_report", "zb2")]
    case.settle("zb", "leave_report", "done")
    assert case.waiting() == [("leave_approve", "mayor"), ("leave_inform", "sg")]
    assert case.leave.state == "asking"
    case.settle("mayor", "leave_approve", "agree")
    assert case.leave.state == "approved"
    assert not case.leave.late


@pytest.mark.clause("40.8")
def test_a_late_report_is_taken_and_flagged_never_refused(office):
    start = factories.at(6, 6)  # two days ahead
    case = written(office, "xaq.head", start)
    assert rules.notice(case.leave).due_on == dt.date(2026, 6, 5)
    with pytest.raises(Refused) as refused:
        case.send("xaq.head")
    assert "照收并注明逾期" in sentences(refused)
    assert all(v.soft for v in refused.value.verdicts)
    case.send("xaq.head", reason="临时接到通知。")
    assert case.leave.late
    assert case.leave.given_reason == "临时接到通知。"
    assert case.waiting()[0][0] == "leave_report"


def test_a_book_that_asks_for_earlier_notice_of_a_longer_leave_is_heard(office, monkeypatch):
    case = written(office, "xaq.head")
    told = []
    monkeypatch.setattr(rules, "term_of", lambda *_, **facts: told.append(facts))
    rules.notice(case.leave)
    assert told[0]["absent_days"] == rules.facts.length(case.leave) > 0
    assert "days" not in told[0]


@pytest.mark.clause("40.8")
def test_a_county_head_called_to_the_city_asks_nobody(office):
    case = written(office, "xaq.head", summoned=True)
    assert rules.without_request(case.leave)


@pytest.mark.clause("40.9")
def test_back_early_ends_the_substitute_at_once_and_what_waits_returns(office):
    case = approved(office)
    case.now = FROM + dt.timedelta(days=3, hours=12)
    acting = authority.acting(office.posts["vm2"], case.now).people
    assert [p.username for p, _ in acting] == ["vm3"]
    changing.report_back(leave=case.leave, returned_at=case.now, **case.actor("vm2"))
    acting = authority.acting(office.posts["vm2"], case.now).people
    assert [p.username for p, _ in acting] == ["vm2"]
    assert case.fresh().state == "returned"  # the party committee's office is not told yet


@pytest.mark.clause("40.9")
def test_ordinary_staff_ask_the_head_of_their_own_unit(office):
    case = asked(office, "nyj.clerk", leave_kind="personal_leave")
    assert case.waiting() == [("leave_approve", "nyj.head")]
    assert cites(case, "leave_approve") == {"40.9"}
    other = asked(office, "wd2", leave_kind="personal_leave")
    assert other.waiting() == [("leave_approve", "wd")]
    head = asked(office, "wd", leave_kind="personal_leave")
    assert head.waiting() == [("leave_approve", "fgb.head")]


@pytest.mark.clause("40.11")
def test_a_journey_abroad_without_its_approval_is_not_sent(office):
    case = written(office, leave_kind="official_visit_abroad")
    with pytest.raises(Refused) as refused:
        case.send("vm2", reason="急。")
    assert "批件文号" in sentences(refused)
    assert case.fresh().state == "drafting"
    edit = {"approval_file": "鄂外字〔2026〕15号"}
    case.leave = asking.edit(leave=case.leave, values=edit, **case.actor("vm2"))
    case.send("vm2")
    assert case.leave.state == "asking"


@pytest.mark.clause("42.1")
def test_the_head_of_a_dispatched_agency_goes_the_way_of_the_departments(office):
    office.unit("gxq", "高新区管委会", "dispatched_agency", parent=office.units["szf"])
    office.post("gxq.head", "主任", "gxq", "unit_head")
    office.person("gxq.head", "梧创新")
    office.seat("gxq.head", "gxq.head")
    case = written(office, "gxq.head")
    stages = [s.purpose for s in rules.route(case.leave).stages]
    assert stages == ["approve", "report", "inform"]


@pytest.mark.clause("40.6")
def test_what_was_begun_before_it_was_asked_says_so(office):
    case = written(office, start=FROM + dt.timedelta(hours=10))
    with pytest.raises(Refused) as refused:
        case.send("vm2")
    assert "事后补假" in sentences(refused)
    case.send("vm2", reason="突发疫情，先行出发。")
    assert case.leave.after_the_fact
    event = Event.objects.get(matter_id=case.leave.pk, verb="leave.submitted")
    assert event.payload["after_the_fact"] is True


def test_approved_only_after_leaving_is_after_the_fact_too(office):
    case = asked(office)
    assert not case.leave.after_the_fact
    case.now = FROM + dt.timedelta(hours=12)
    case.settle("mayor", "leave_approve", "agree")
    assert case.leave.after_the_fact


def test_an_extension_agreed_to_only_when_the_leave_was_over_is_after_the_fact(office):
    case = approved(office)
    case.now = TO - dt.timedelta(hours=3)
    later = {"from_at": FROM, "to_at": TO + dt.timedelta(days=2), "reason": "会期延长。"}
    changing.change(leave=case.leave, **later, **case.actor("vm2"))
    case.now = TO + dt.timedelta(hours=9)
    case.settle("mayor", "leave_change", "agree")
    assert case.leave.after_the_fact
    assert case.leave.to_at == later["to_at"]


def test_nobody_approves_his_own_request_under_any_hat(office):
    """The executive vice-mayor acts for the mayor, with the power to approve leave."""
    office.mandate(FROM, TO, powers=["approve_leave"])
    office.away("mayor", FROM, TO)
    later = FROM + dt.timedelta(hours=10)
    days = {"from_at": factories.at(6, 10, 0), "to_at": factories.at(6, 11, 0)}
    case = asked(office, "evm", later, **days)
    assert case.waiting() == [("leave_approve", "mayor")]
    with pytest.raises(Refused) as refused:
        case.settle("evm", "leave_approve", "agree")
    assert "本人" in sentences(refused)
    other = asked(office, "vm4", later, **days)
    other.settle("evm", "leave_approve", "agree")
    assert other.leave.state == "approved"


def test_a_power_that_the_mandate_leaves_out_stays_with_the_mayor_who_is_away(office):
    office.mandate(FROM, TO)
    office.away("mayor", FROM, TO)
    later = FROM + dt.timedelta(hours=10)
    days = {"from_at": factories.at(6, 10, 0), "to_at": factories.at(6, 11, 0)}
    case = asked(office, "vm4", later, **days)
    with pytest.raises(Refused):
        case.settle("evm", "leave_approve", "agree")
    case.settle("mayor", "leave_approve", "agree")
    assert case.leave.state == "approved"
