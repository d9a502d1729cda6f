"""The trio for every transition of every table: allowed sources, forbidden sources, atomicity.

Generated from the tables, so a new transition is tried without being announced. Policies and
rules are the modules' own affair; here stands the door they all go through.
"""

import datetime as dt
from dataclasses import replace

import pytest

from apps.core.jobs import enqueue
from apps.core.models import Job
from apps.core.verdicts import Cite, Refused, Verdict
from apps.documents.models import Document
from apps.documents.transitions import TABLES
from apps.matters import flow
from apps.matters.models import Matter, Participation, Step
from apps.matters.participation import take_part
from apps.trail.models import Event
from tests.matters.house import AT

LATER = AT + dt.timedelta(hours=1)
S = Document.State
EVERY = [(name, t) for name, table in TABLES.items() for t in table]
IDS = [f"{name}-{t.verb}-{t.target}" for name, t in EVERY]
every_transition = pytest.mark.parametrize(("name", "transition"), EVERY, ids=IDS)


@pytest.fixture
def document(house):
    """A document that its post reads; its state is set by each test."""
    post = house.office.posts["jtj.clerk"]
    document = Document.objects.create(
        kind="document",
        title="关于维修公路的请示",
        unit=post.unit,
        book="xianning_2023",
        drafted_by=house.owner,
        opened_at=AT,
        latest_at=AT,
        phase="in_hand",
        standing="起草",
        direction="incoming",
        document_kind="request_for_instructions",
        issuer="department",
        drafting_post=post,
        body_text="妥否，请批示。",
        disclosure="proactive",
        issued_on=AT.date(),
    )
    take_part(matter=document, posts=[post.pk], role=Participation.Role.DRAFTED, at=AT)
    return document


def put_into(document, state):
    """Set a state behind the kernel's back: the trio needs every one as a source."""
    Document.objects.filter(pk=document.pk).update(state=state)
    Matter.objects.filter(pk=document.pk).update(
        standing=S(state).label, closed_at=None, phase="in_hand", latest_at=AT
    )


def everything(document):
    """Return all that an act may change, as plain values."""
    return (
        Document.objects.filter(pk=document.pk).values().get(),
        list(Step.objects.values()),
        list(Participation.objects.order_by("pk").values()),
        Event.objects.count(),
        Job.objects.count(),
        Document.history.count(),
    )


def enter(house, transition, document, **fields):
    return flow.enter(transition, document, **{**house.actor(house.owner), "at": LATER, **fields})


def open_door(transition):
    """Return the transition without its module's policy and rule."""
    return replace(transition, policy=flow.anybody_with_the_step, rule=flow.no_rule)


@every_transition
def test_each_allowed_source_leads_to_the_target(house, document, name, transition):
    for source in transition.sources:
        put_into(document, source)
        fresh = enter(house, open_door(transition), document, opinion="同意。")
        stored = Document.objects.get(pk=document.pk)
        assert (stored.state, stored.standing, stored.phase) == (
            transition.target,
            transition.standing,
            transition.phase,
        )
        assert (fresh.pk, fresh.state, stored.latest_at) == (document.pk, stored.state, LATER)
        assert stored.closed_at == (LATER if transition.phase == "closed" else None)
        assert set(document.participations.values_list("latest_at", flat=True)) == {LATER}
        event = Event.objects.order_by("-seq")[0]
        assert (event.verb, event.subject, event.matter_id, event.at) == (
            f"document.{transition.verb}",
            f"document:{document.pk}",
            document.pk,
            LATER,
        )
        assert event.payload["from"] == source
        assert (event.person_key, event.hat["post_code"]) == ("jtj.clerk", "jtj.clerk")
        version = Document.history.filter(id=document.pk).order_by("-history_id")[0]
        assert (version.history_user, version.history_date) == (house.owner, LATER)


@every_transition
def test_each_forbidden_source_is_refused_and_changes_nothing(house, document, name, transition):
    for state in set(S.values) - {str(s) for s in transition.sources}:
        put_into(document, state)
        before = everything(document)
        with pytest.raises(Refused) as refused:
            enter(house, transition, document)
        assert str(refused.value) == f"本件现为“{S(state).label}”，不能{transition.label}"
        assert everything(document) == before


@every_transition
def test_a_failing_write_leaves_nothing_behind(house, document, name, transition):
    (source, *_) = transition.sources
    put_into(document, source)
    before = everything(document)

    def write(fresh):
        fresh.title = "改了"
        fresh.save()
        house.office.posts["vm2"].refresh_from_db()
        flow.note(fresh, "step_opened", by=None, hat=None, at=LATER)
        take_part(matter=fresh, posts=[house.office.posts["vm2"].pk], role="addressed", at=LATER)
        Step.objects.create(
            matter_id=fresh.pk,
            post=house.office.posts["vm2"],
            group=1,
            purpose="decide",
            opened_at=LATER,
        )
        enqueue("matters.announce", step_id=1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        enter(house, open_door(transition), document, write=write)
    assert everything(document) == before


# --- the door itself

KNOCK = flow.Transition("knocked", "敲门", frozenset({S.DRAFTING}), S.RELEASING, "待部门签发")


def test_the_policy_speaks_before_the_rule(house, document):
    asked = []
    knock = replace(
        KNOCK,
        policy=lambda hat, matter: Verdict.deny("不由您办理"),
        rule=lambda matter, at: asked.append(at) or (),
    )
    with pytest.raises(Refused, match="不由您办理"):
        enter(house, knock, document)
    assert asked == []


def test_every_refusal_of_the_rule_is_told_at_once(house, document):
    cite = Cite("27.1", "xianning_2023", "第二十七条", "一文一事")
    knock = replace(
        KNOCK,
        rule=lambda matter, at: (
            Verdict.deny("一文多事", (cite,), field="matters_count"),
            Verdict.allow("可以"),
            Verdict.deny("未会签"),
        ),
    )
    with pytest.raises(Refused) as refused:
        enter(house, knock, document)
    assert [v.reason for v in refused.value.verdicts] == ["一文多事", "未会签"]


def test_only_a_soft_refusal_may_be_overridden_and_that_is_recorded(house, document):
    soft, hard = Verdict.deny("标题偏长", soft=True), Verdict.deny("未会签")
    knock = replace(KNOCK, rule=lambda matter, at: (soft,))
    with pytest.raises(Refused, match="标题偏长"):
        enter(house, knock, document)
    stern = replace(KNOCK, rule=lambda matter, at: (hard,))
    with pytest.raises(Refused, match="未会签"):
        enter(house, stern, document, overridden=(hard,))
    enter(house, knock, document, overridden=(soft,), opinion="专名，不能缩短")
    payload = Event.objects.order_by("-seq")[0].payload
    assert payload["overridden"] == ["标题偏长"]
    assert payload["opinion"] == "专名，不能缩短"


def test_write_changes_the_locked_row_and_adds_to_the_record(house, document):
    def write(fresh):
        fresh.reference = "咸政发〔2026〕1号"
        return {"number": 1}

    document.title = "没有保存的改动"
    fresh = enter(house, KNOCK, document, write=write)
    assert (fresh.reference, fresh.title) == ("咸政发〔2026〕1号", "关于维修公路的请示")
    assert Event.objects.order_by("-seq")[0].payload["number"] == 1


def test_locking_returns_the_modules_object_from_its_base_row(house, document):
    assert isinstance(flow.lock(Matter.objects.get(pk=document.pk)), Document)


def test_a_system_act_is_recorded_without_a_person(house, document):
    flow.note(document, "typeset", by=None, hat=None, at=AT, channel="job")
    event = Event.objects.order_by("-seq")[0]
    assert (event.person_key, event.person_name, event.hat, event.channel) == (
        "",
        "系统",
        None,
        "job",
    )
