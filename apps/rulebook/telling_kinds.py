"""The rows of the eight kinds in words; one function per kind of answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from apps.rulebook.book import Book
from apps.rulebook.provisions.clocks import Interval, Limit, Quota, QuotaRow, Term, TermRow
from apps.rulebook.provisions.kinds import Chain, Choices, Needs, Roster, Ruling
from apps.rulebook.provisions.limits import Duration
from apps.rulebook.provisions.tables import Table
from apps.rulebook.questions.words import AWAY, MILESTONES, PARTS

Told = tuple[int, Any, str, object]
"""Row, condition, words, and the part that may cite clauses of its own."""

_EFFECTS = {"yes": "准", "no": "不准", "unless_reasoned": "原则上不准"}


def tell_row(table: Table, book: Book) -> Iterable[Told]:
    """Return every row of a table in words, the row for everything else last (number 0)."""
    return _BY_KIND[type(table)](table, book)


def posts(roles: Iterable[Any], book: Book) -> str:
    """Return roles as the book calls its posts."""
    names: dict[Any, str] = book.vocabulary.posts
    return "、".join(names.get(role, role) for role in roles)


def length(limit: Limit, book: Book) -> str:
    """Return a limit in words: 5个工作日内, 提前3日, 每月25日前."""
    unit = book.vocabulary.durations[limit.unit]
    if limit.unit == "month_day":
        return f"每月{limit.value}{unit}前"
    if limit.direction == "before":
        return f"提前{limit.value}{unit}"
    return f"{limit.value}{unit}内{'，遇休息日顺延' if limit.roll else ''}"


def own_limit(rule: TermRow | Duration) -> str:
    """Return whether the leading unit may set another limit, and from when it must say why."""
    if not rule.own_limit:
        return ""
    why = f"，短于{rule.reason_below}的说明理由" if rule.reason_below else ""
    return f"；牵头单位可以另定时限{why}"


def _numbered(table: Any) -> Iterable[tuple[int, Any]]:
    yield from enumerate(table.rows, 1)
    if getattr(table, "otherwise", None) is not None:
        yield 0, table.otherwise


def _ruling(table: Ruling, book: Book) -> Iterable[Told]:
    for number, row in _numbered(table):
        says = _EFFECTS[row.effect]
        if row.override_by:
            says += f"，{posts(row.override_by, book)}说明理由可以放行"
        if row.sentence:
            says += f"。{row.sentence}"
        yield number, row.when, says, row


def _chain(table: Chain, book: Book) -> Iterable[Told]:
    for number, step in enumerate(table.steps, 1):
        who = posts(step.who, book)
        any_of = "之一" if len(step.who) > 1 and step.need == "any" else ""
        says = f"第{step.order}步　{who}{any_of}{step.label}"
        if step.limit:
            says += f"（{length(step.limit, book)}）"
        says += "，须本人办理" if step.personal else f"，{AWAY[step.away]}"
        if step.instead:
            says += f"（{posts(step.instead, book)}）"
        if step.silence == "consents":
            says += "，逾期不答复视为同意"
        yield number, step.when, says, step


def _roster(table: Roster, book: Book) -> Iterable[Told]:
    units: dict[Any, str] = book.vocabulary.units
    for number, row in enumerate(table.rows, 1):
        who = [posts(row.roles, book)] if row.roles else []
        who += [f"{units[kind]}主要负责同志" for kind in row.head_of]
        if row.chosen_by:
            scope = "、".join(units[kind] for kind in row.from_kinds)
            within = f"在{scope}中" if scope else ""
            who.append(f"{posts((row.chosen_by,), book)}{within}选定的同志")
        yield number, row.when, f"{PARTS[row.part]}：{'、'.join(who)}", row


def _choices(table: Choices, book: Book) -> Iterable[Told]:
    for number, item in enumerate(table.items, 1):
        yield number, item.when, f"{item.name}{f'（{item.note}）' if item.note else ''}", item


def _needs(table: Needs, book: Book) -> Iterable[Told]:
    labels = {item.key: item.label for item in table.items}
    for number, item in enumerate(table.items, 1):
        waived = f"，{posts(item.waivable_by, book)}可以免除" if item.waivable_by else ""
        before = MILESTONES[item.required_before]
        first = "、".join(labels[key] for key in item.after)
        waits = f"，在{first}之后" if first else ""
        by = f"，由{posts((item.by_role,), book)}提供" if item.by_role else ""
        for cause in item.causes:
            says = f"{item.label}，{before}前完成{waits}{by}{waived}。{cause.reason}"
            yield number, cause.when, says, cause


def _term(table: Term, book: Book) -> Iterable[Told]:
    for number, row in _numbered(table):
        says = length(row.limit, book) if row.limit else "未规定期限"
        says += "，原则上" if row.soft and row.limit else ""
        says += own_limit(row)
        for stage in row.stages:
            says += f"；{stage.label}{length(stage.limit, book)}"
        yield number, row.when, says, row


def _interval(table: Interval, book: Book) -> Iterable[Told]:
    for number, row in _numbered(table):
        says = length(row.limit, book) if row.limit else "未规定间隔"
        if row.limit and row.limit.unit != "month_day":
            says = f"上次之后{says}"
        yield number, row.when, says, row


def _quota(table: Quota, book: Book) -> Iterable[Told]:
    for number, row in _numbered(table):
        per = book.vocabulary.periods[row.per or table.per]
        limits = _limits(row, table.measure)
        says = "，".join(limits.values()) or "不设限，只作统计"
        hard = "" if row.soft or not limits else f"（{'、'.join(limits)}不准）"
        yield number, row.when, f"{per}{table.counts}{says}{hard}{_watched(row)}", row


def _watched(row: QuotaRow) -> str:
    """Return how a shortfall is told before the period ends, and who owes a part only."""
    month, _, day = row.remind_from.partition("-")
    return (
        ("，按时间进度提示" if row.pace else "")
        + (f"，{int(month)}月{int(day)}日起提示不足" if row.remind_from else "")
        + ("，中途到任的按时间折算" if row.prorate else "")
    )


def _limits(row: QuotaRow, measure: str) -> dict[str, str]:
    """Return the limits of a number in words, by what a number beyond them is called."""
    limits = {}
    if row.least is not None:
        limits["不足"] = f"不少于{row.least}{measure}"
    if row.most is not None:
        limits["超过"] = f"不超过{row.most}{measure}"
    if row.most_of_previous is not None:
        limits["超过"] = f"不超过上一期的{row.most_of_previous}%"
    return limits


_BY_KIND: dict[type, Callable[[Any, Book], Iterable[Told]]] = {
    Ruling: _ruling,
    Chain: _chain,
    Roster: _roster,
    Choices: _choices,
    Needs: _needs,
    Term: _term,
    Interval: _interval,
    Quota: _quota,
}
