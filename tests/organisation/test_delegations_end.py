"""委托: how it ends, where it is listed, and what stays with the holder."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.verdicts import Refused
from apps.organisation import authority, services
from apps.organisation.authority import entrusting
from apps.organisation.vocabulary import DelegationKind
from tests.organisation import delegating
from tests.organisation.delegating import LIST, NOW
from tests.organisation.factories import NOW as FOUNDED
from tests.organisation.factories import at

pytestmark = pytest.mark.django_db
cast, granted, web = delegating.cast, delegating.granted, delegating.web


def test_the_grantor_takes_back_at_once_and_the_first_reason_stays(web, cast, granted):
    revoke = reverse("organisation:revoke", args=[granted.pk])
    show = reverse("organisation:delegation", args=[granted.pk])
    assert revoke in web("vm4").get(show).content.decode()
    assert web("vm4").post(revoke, {"reason": ""}).status_code == 422
    assert web("vm4").post(revoke, {"reason": "本人主持"}).status_code == 302
    granted.refresh_from_db()
    assert (granted.revoked_by.username, granted.revoked_reason) == ("vm4", "本人主持")
    assert granted.reason == "出席省里会议"
    assert authority.meeting_mandate(cast.posts["dsg5"], "城区内涝治理", NOW) is None
    text = web("dsg5").get(show).content.decode()
    assert "已撤销" in text
    assert "本人主持" in text
    assert web("vm4").post(revoke, {"reason": "再撤一次"}).status_code == 403


@pytest.mark.parametrize("login", ["vm5", "dsg5", "evm", "mayor", "yjj.head"])
def test_nobody_else_takes_back(web, cast, granted, login):
    revoke = reverse("organisation:revoke", args=[granted.pk])
    show = reverse("organisation:delegation", args=[granted.pk])
    assert revoke not in web(login).get(show).content.decode()
    assert web(login).post(revoke, {"reason": "试试"}).status_code == 403
    granted.refresh_from_db()
    assert granted.revoked_at is None


def test_the_office_enters_a_revocation_only_with_its_paper(web, cast, granted):
    revoke = reverse("organisation:revoke", args=[granted.pk])
    answer = web("sg").post(revoke, {"reason": "会议取消"})
    assert answer.status_code == 422
    assert "请填写依据文件" in answer.content.decode()
    paper = {"reason": "会议取消", "document": "竺清扬同志批示"}
    assert web("sg").post(revoke, paper).status_code == 302
    granted.refresh_from_db()
    assert granted.revoked_reason == "会议取消（依据：竺清扬同志批示）"


def test_the_proposer_withdraws_his_own_proposal_and_a_stranger_does_not(cast):
    cast.away("vm2", at(7, 1, 0), at(7, 5, 0))
    cast.away("vm3", at(7, 1, 0), at(7, 5, 0))
    proposal = services.propose_substitute(
        covers=cast.posts["vm2"],
        grantee=cast.posts["vm4"],
        from_at=NOW,
        to_at=at(7, 5, 0),
        by=cast.people["sg"],
        at=NOW,
    )
    with pytest.raises(Refused):
        services.revoke_delegation(delegation=proposal, by=cast.people["vm4"], at=NOW, reason="不")
    done = services.revoke_delegation(
        delegation=proposal, by=cast.people["sg"], at=NOW, reason="另议"
    )
    assert done.revoked_reason == "另议"


def test_each_tab_lists_its_own_and_old_ones_are_over(web, cast, granted):
    cast.away("mayor", at(10, 15, 0), at(10, 21, 0))
    cast.mandate(at(10, 15, 0), at(10, 21, 0))
    over = services.delegate(
        kind=DelegationKind.SPECIAL_TASK,
        grantor=cast.posts["mayor"],
        grantee=cast.posts["vm5"],
        subject="春季招聘",
        from_at=at(3, 1, 0),
        to_at=at(4, 1, 0),
        document="市长批示",
        by=None,
        at=FOUNDED,
    )
    where = {"now": "城区内涝治理", "coming": "主持市政府工作", "past": over.subject}
    for tab, words in where.items():
        text = web("yjj.head").get(LIST, {"tab": tab}).content.decode()
        body = text[text.index("<tbody>") : text.index("</tbody>")]
        assert words in body, tab
        assert not [w for t, w in where.items() if t != tab and w in body], tab
    for strange in ("proposed", "x", "'"):
        assert web("yjj.head").get(LIST, {"tab": strange}).status_code == 200
    assert web("yjj.head").get(LIST, {"page": "10" * 20}).status_code == 200


def test_a_long_list_and_a_long_history_cost_no_more(web, cast, granted):
    def cost(url, **query):
        client = web("yjj.head")
        client.get(url, query)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url, query).status_code == 200
        return len(caught)

    show = reverse("organisation:delegation", args=[granted.pk])
    first = cost(LIST), cost(show)
    for number in range(12):
        cast.task("vm5", f"任务{number}", at(6, 1, 0), at(8, 1, 0))
    granted.save()
    assert (cost(LIST), cost(show)) == first
    assert max(first) <= 20


def test_a_mandate_may_limit_the_classes_of_documents_to_be_signed(cast):
    day = at(10, 16).date()
    allowed = {code for code, _ in entrusting.signable_classes(day)}
    barred = {w.power for w in entrusting.unsignable_classes(day)}
    assert {"bill", "government_rule", "decision_or_order"} == barred
    assert "normative" in allowed
    cast.away("mayor", at(10, 15, 0), at(10, 21, 0))
    with pytest.raises(Refused, match="政府规章须由市长本人"):
        cast.mandate(at(10, 15, 0), at(10, 21, 0), sign_classes=["government_rule"])
    cast.mandate(at(10, 15, 0), at(10, 21, 0), sign_classes=["normative"])
    worn = authority.hats(cast.people["evm"], at(10, 16))
    assert next(h for h in worn if not h.is_own).sign_classes == ("normative",)


def test_what_the_substitute_does_not_have_stays_with_the_holder_who_is_away(cast):
    cast.away("mayor", at(10, 15, 0), at(10, 21, 0))
    cast.mandate(at(10, 15, 0), at(10, 21, 0), powers=["convene_executive"])
    (own,) = [h for h in authority.hats(cast.people["mayor"], at(10, 16)) if h.is_own]
    (other,) = [h for h in authority.hats(cast.people["evm"], at(10, 16)) if not h.is_own]
    assert own.stood_in
    for power in ("approve_leave", "convene_plenary", "personal_sign"):
        assert (own.may(power), other.may(power)) == (True, False), power
    for power in ("convene_executive", "decide", "sign"):
        assert (own.may(power), other.may(power)) == (False, True), power
