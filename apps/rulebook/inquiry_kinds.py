"""How each kind of answer is said in a try-out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from apps.rulebook.answers import Deadline, RequirementSpec, Route, Ruled, Trace
from apps.rulebook.book import Book
from apps.rulebook.provisions.clocks import Interval, Quota, Term
from apps.rulebook.provisions.kinds import Chain, Choices, Needs, Roster, Ruling
from apps.rulebook.questions import Question
from apps.rulebook.questions.words import AWAY, MILESTONES, PARTS, PURPOSES
from apps.rulebook.rules.clocks import gap_since, tally, term_of
from apps.rulebook.rules.rulings import chain_of, choices_of, needs_of, roster_of, rule_on
from apps.rulebook.said import Input, Said, Tone
from apps.rulebook.telling_kinds import posts
from apps.workdays.calendar import WorkCalendar

Given = dict[str, Any]
Answering = Callable[[Question, Given, Book, WorkCalendar], tuple[Said, ...]]


def said_ruling(ruled: Ruled, book: Book) -> tuple[Said, ...]:
    """Say yes, no, or no unless somebody gives a reason."""
    verdict = ruled.verdict
    tone: Tone = "yes" if verdict.allowed else "soft" if verdict.soft else "no"
    head = {"yes": "准", "soft": "原则上不准", "no": "不准"}[tone]
    if ruled.override_by:
        head += f"，{posts(ruled.override_by, book)}说明理由可以放行"
    return (Said(tone, head, verdict.reason, verdict.cites, ruled.trace),)


def said_route(route: Route, book: Book) -> tuple[Said, ...]:
    """Say every step of a route: who, what, what happens in absence, by when."""
    lines = []
    before = None
    # A way to sign is one row with several stages; it is traced where it is named.
    traces: list[tuple[Trace, ...]] = [(t,) for t in route.trace]
    traces = traces or [()] * len(route.stages)
    for stage, trace in zip(route.stages, traces, strict=True):
        who = posts((p.role for p in stage.posts), book)
        notes = ["须本人办理"] if stage.personal else []
        if stage.away != "substitute":
            notes.append(AWAY[stage.away])
        if stage.days is not None:
            unit: dict[Any, str] = book.vocabulary.durations
            notes.append(f"{stage.days}{unit[stage.unit]}")
        if stage.silence == "consents":
            notes.append("逾期不答复视为同意")
        head = f"{who}{stage.label or PURPOSES.get(stage.purpose, '')}"
        head += f"（{'，'.join(notes)}）" if notes else ""
        beside = stage.order == before and stage.order > 0
        lines.append(Said("step", head, stage.sentence, stage.cites, trace, beside))
        before = stage.order
    return tuple(lines)


def said_deadline(answer: Deadline | None) -> tuple[Said, ...]:
    """Say by when, and what should have happened on the way."""
    if answer is None:
        return (Said("plain", "未规定期限"),)
    head = f"{day(answer.due_on)}{'（暂定）' if answer.provisional else ''}"
    main = Said("due", head, answer.sentence, answer.cites, answer.trace, source=answer.source)
    return (
        main,
        *(Said("due", f"{m.label}：{day(m.due_on)}", trace=answer.trace)
          for m in answer.milestones),
    )  # fmt: skip


def said_needs(specs: tuple[RequirementSpec, ...], book: Book) -> tuple[Said, ...]:
    """Say every prerequisite, or that there is none."""
    return tuple(
        Said(
            "need",
            f"{s.label}（{MILESTONES[s.required_before]}前"
            + (f"，{posts(s.waivable_by, book)}可以免除）" if s.waivable_by else "，不得免除）"),
            s.reason, s.cites, s.trace,
        )
        for s in specs
    ) or (Said("yes", "没有前置程序"),)  # fmt: skip


def day(on: date) -> str:
    """Return a day as an official writes it."""
    return f"{on.year}年{on.month}月{on.day}日"


def _ruling(question: Question, given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    return said_ruling(rule_on(question, book, **given), book)


def _chain(question: Question, given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    return said_route(chain_of(question, book, **given), book)


def _roster(question: Question, given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    lines = []
    units: dict[Any, str] = book.vocabulary.units
    for group in roster_of(question, book, **given):
        who = [posts(group.roles, book)] if group.roles else []
        who += [f"{units[kind]}主要负责同志" for kind in group.head_of]
        who += [f"{posts((group.chosen_by,), book)}选定的同志"] if group.chosen_by else []
        head = f"{PARTS[group.part]}：{'、'.join(who)}"
        lines.append(Said("step", head, group.sentence, group.cites, group.trace))
    return tuple(lines)


def _choices(question: Question, given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    entries = choices_of(question, book, **given)
    return tuple(Said("plain", e.name, e.note, e.cites) for e in entries)


def _needs(question: Question, given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    return said_needs(needs_of(question, book, **given), book)


def _term(question: Question, given: Given, book: Book, days: WorkCalendar) -> tuple[Said, ...]:
    return said_deadline(term_of(question, given.pop("start"), book, days, **given))


def _interval(question: Question, given: Given, book: Book, days: WorkCalendar) -> tuple[Said, ...]:
    gap = gap_since(question, given.pop("last", None), given.pop("on"), book, days, **given)
    tone: Tone = "soft" if gap.state == "amber" else "yes" if gap.state == "green" else "plain"
    head = {"amber": "已超过间隔", "green": "未超过间隔", "none": "未规定间隔"}[gap.state]
    if gap.due_on:
        head += f"，至{day(gap.due_on)}"
    return (Said(tone, head, gap.sentence, gap.cites, gap.trace, source=gap.source),)


def _quota(question: Question, given: Given, book: Book, _: WorkCalendar) -> tuple[Said, ...]:
    answer = tally(question, given.pop("count"), book, **given)
    heads = {
        "met": "符合",
        "short": "不足",
        "behind": "落后进度",
        "over": "超过",
        "none": "不设限，只作统计",
    }
    tone: Tone = "yes" if answer.state in ("met", "none") else "soft" if answer.allowed else "no"
    said = Said(tone, heads[answer.state], answer.sentence, answer.cites, answer.trace,
                source=answer.source)  # fmt: skip
    return (said,)


_ON = Input("on", "查看日期", "day")
BY_KIND: dict[Any, tuple[tuple[Input, ...], Answering]] = {
    Ruling: ((), _ruling),
    Chain: ((), _chain),
    Roster: ((), _roster),
    Choices: ((), _choices),
    Needs: ((), _needs),
    Term: (
        (Input("start", "起算日", "day"), Input("days", "自定时限", "number", optional=True)),
        _term,
    ),
    Interval: (
        (
            Input("last", "上次日期", "day", optional=True),
            Input("begins", "起算日（还没有上次的）", "day", optional=True),
            _ON,
        ),
        _interval,
    ),
    Quota: (
        (
            Input("count", "已有数量", "number"),
            Input("on", "查看日期", "day", optional=True),
            Input("begins", "期初", "day", optional=True),
            Input("ends", "期末", "day", optional=True),
            Input("since", "本人起算日", "day", optional=True),
        ),
        _quota,
    ),
}
