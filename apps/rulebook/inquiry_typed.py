"""The typed rules in a try-out: sending, deciding, signing, preparing, standing in, limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from apps.core.verdicts import Verdict
from apps.rulebook.answers import Ruled, Signing, Trace
from apps.rulebook.book import Book
from apps.rulebook.inquiry_kinds import said_deadline, said_needs, said_route, said_ruling
from apps.rulebook.provisions import SCHEMAS, Duration
from apps.rulebook.questions.base import Fact, flag, number, one_of, role, unit_kind
from apps.rulebook.questions.words import (
    ABSENCES,
    CAPACITIES,
    COLUMNS,
    DIRECTIONS,
    DOC_CLASSES,
    DOCUMENT_KINDS,
    HANDLING,
    ISSUERS,
    POWERS,
    PURPOSES,
    URGENCIES,
)
from apps.rulebook.rules import authority, deadlines, documents
from apps.rulebook.said import Input, Said
from apps.rulebook.terms import Module
from apps.workdays.calendar import WorkCalendar

Given = Mapping[str, Any]
Parts = tuple[str, Module, tuple[Fact, ...], tuple[Input, ...], Callable[..., tuple[Said, ...]]]


def _column(name: str) -> Fact:
    return flag(name, COLUMNS[name])


def _ruled(key: str, verdict: Verdict, book: Book) -> tuple[Said, ...]:
    provision = book.provisions.get(key)
    trace = (Trace(key, provision.title),) if provision else ()
    return said_ruling(Ruled(verdict, (), trace), book)


def _submission(given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    facts = {**given, "addressees": tuple("甲乙丙丁戊己庚辛"[: given["addressees"]])}
    return said_submission(
        documents.check_submission(documents.SubmissionFacts(**facts), book), book
    )


def said_submission(answers: Iterable[Verdict], book: Book) -> tuple[Said, ...]:
    """Say everything that stands against sending, or that nothing does."""
    lines = [line for v in answers for line in said_ruling(Ruled(v), book)]
    return tuple(lines) or (Said("yes", "可以报送"),)


def _route(given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    facts = documents.DecisionFacts(
        delegation_post="delegate" if given["delegated"] else "",
        delegation_name=book.vocabulary.posts["delegate"],
        co_leaders=("co_leader",) if given["several_leaders"] else (),
        major=given["major"],
        sender_is_mayor_portfolio=given["mayor_portfolio"],
    )
    return said_route(documents.decision_route(facts, book), book)


def _signing(given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    return said_signing(documents.signing(documents.SigningFacts(**given), book), book)


def said_signing(answer: Signing, book: Book) -> tuple[Said, ...]:
    """Say every way to sign, or why there is none."""
    lines = [line for v in answer.refused for line in said_ruling(Ruled(v, (), answer.trace), book)]
    for option in answer.options:
        lines.append(Said("plain", option.label, trace=answer.trace))
        lines += said_route(option, book)
    return tuple(lines)


def _requirements(given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    facts = dict(given)
    others = ("其他部门",) if facts.pop("touches_others") else ()
    partners = ("联合报送的部门",) if facts.pop("joint") else ()
    about = documents.DraftFacts(**facts, other_units=others, joint_units=partners)
    specs = documents.requirements(about, book)
    return said_needs(specs, book)


def _substitution(given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    verdict = authority.substitution(authority.AbsenceFacts(**given), book)
    return _ruled("authority.substitution", verdict, book)


def _acting_mayor(given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    verdict = authority.acting_mayor(authority.ActingMayorFacts(**given), book)
    return _ruled("authority.acting_mayor", verdict, book)


def _capacity(given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    facts = dict(given)
    granted = (facts["power"],) if facts.pop("granted") else ()
    verdict = authority.capacity_may(facts["power"], facts["capacity"], book, granted=granted)
    return _ruled("authority.capacities", verdict, book)


def _step_limit(given: Given, book: Book, calendar: WorkCalendar) -> tuple[Said, ...]:
    answer = deadlines.step_deadline(
        given["purpose"], given["urgency"], given["start"], book, calendar
    )
    return said_deadline(answer)


def _limit(key: str) -> Callable[[Given, Book, WorkCalendar], tuple[Said, ...]]:
    def ask(given: Given, book: Book, calendar: WorkCalendar) -> tuple[Said, ...]:
        answer = deadlines.deadline(key, given["start"], book, calendar, days=given.get("days"))
        return said_deadline(answer)

    return ask


_START = Input("start", "起算日", "day")

TYPED: dict[str, Parts] = {
    "documents.required_form": (
        "这份公文能不能报送",
        "documents",
        (
            one_of("kind", "文种", DOCUMENT_KINDS),
            one_of("direction", "行文方向", DIRECTIONS),
            unit_kind("sender_unit_kind", "来文单位类别"),
            number("addressees", "主送机关个数"),
            number("matters_count", "请示事项个数"),
            number("duplicates", "相同内容另行报送的件数"),
            one_of("classification", "密级标识", HANDLING),
            flag("addressee_is_person", "主送领导个人"),
            flag("assigned_by_leader", "属领导交办"),
            flag("released_by_head", "主要负责同志签发"),
            flag("head_has_read", "主要负责同志已阅"),
            flag("signer_present", "标注签发人"),
            flag("contact_present", "写明联系人和电话"),
            flag("level_skipped", "越级"),
            flag("skip_approved", "越级已经批准"),
        ),
        (Input("title", "标题", "text"), Input("body", "正文", "text")),
        _submission,
    ),
    "documents.decision_route": (
        "来文呈谁批",
        "documents",
        tuple(map(_column, ("several_leaders", "delegated", "mayor_portfolio", "major"))),
        (),
        _route,
    ),
    "documents.signing": (
        "由谁签发",
        "documents",
        (
            one_of("issuer", COLUMNS["issuer"], {k: v for k, v in ISSUERS.items()
                                                 if k != "department"}),
            one_of("doc_class", COLUMNS["doc_class"], DOC_CLASSES),
            *map(_column, ("important", "leader_is_mayor", "signer_away")),
            flag("choose_mayor", "报主要领导签发"),
        ),
        (),
        _signing,
    ),
    "documents.requirements": (
        "签发、上会以前要办妥什么",
        "documents",
        (
            one_of("issuer", COLUMNS["issuer"], ISSUERS),
            one_of("doc_class", COLUMNS["doc_class"], DOC_CLASSES),
            *map(_column, (
                "important", "normative", "major_decision", "public_interest", "stability_risk",
                "market_activity", "touches_others", "joint", "disagreement",
                "disputed", "meeting_required", "party_committee", "party_report", "secret_by_law",
            )),
        ),
        (),
        _requirements,
    ),
    "authority.substitution": (
        "领导外出，由不由他人代行",
        "org",
        (
            one_of("kind", "外出类别", ABSENCES),
            role("role", "领导岗位"),
            flag("leaves_city", "离开本地"),
            flag("approved", "请假已批准"),
            flag("has_partner", "有代行的同志"),
            flag("partner_away", "代行的同志也外出"),
            flag("substitutable", "职务可以代行"),
        ),
        (),
        _substitution,
    ),
    "authority.acting_mayor": (
        "主要领导外出，由谁主持工作",
        "org",
        (
            flag("leaves_city", "离开本地"),
            flag("mandate_recorded", "已登记书面委托"),
            role("grantee_role", "受托人岗位"),
        ),
        (),
        _acting_mayor,
    ),
    "authority.capacities": (
        "以这种身份能不能行使这项职权",
        "org",
        (
            one_of("power", "职权", POWERS),
            one_of("capacity", "身份", CAPACITIES),
            flag("granted", "委托写明这项职权"),
        ),
        (),
        _capacity,
    ),
    "matters.step_limits": (
        "各环节办到哪一天",
        "documents",
        (one_of("purpose", "环节", PURPOSES), one_of("urgency", "紧急程度", URGENCIES)),
        (_START,),
        _step_limit,
    ),
}  # fmt: skip
LIMITS: dict[str, tuple[str, Module]] = {
    "documents.issue_after_meeting": ("会议决定印发的文件何时印发", "documents"),
    "consultation.reply": ("征求意见何时回复", "documents"),
    "disclosure.publication": ("何时主动公开", "disclosure"),
    "public_comment.length": ("公开征求意见到哪一天", "documents"),
    "legality_review.opinion": ("合法性审核何时提出意见", "documents"),
    "party_report.sending": ("何时向党委请示报告", "documents"),
}
assert {k for k, s in SCHEMAS.items() if s is Duration} == set(LIMITS), "every limit can be tried"
TYPED.update({
    key: (title, module, (), (_START, Input("days", "自定时限", "number", optional=True)),
          _limit(key))
    for key, (title, module) in LIMITS.items()
})  # fmt: skip
