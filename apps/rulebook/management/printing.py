"""What ``manage.py rulebook`` prints: plain lines, in the order of the reports."""

from __future__ import annotations

from collections.abc import Iterable

from apps.rulebook.checking import Report
from apps.rulebook.coverage import ModuleCoverage, totals
from apps.rulebook.differences import Change, Difference
from apps.rulebook.speed import Speed
from apps.rulebook.usage import Usage, papers


def checked(report: Report) -> str:
    """Return the closing line of one book."""
    state = f"有{len(report.problems)}处错误" if report.problems else "核对无误"
    return (
        f"{report.name}：{report.articles}条，{report.clauses}个条款，"
        f"{report.provisions}项规定，{report.cases}个实例；{state}"
    )


def covered(rows: list[ModuleCoverage]) -> Iterable[str]:
    """Return the lines of a coverage table."""
    total = totals(rows)
    yield "模块　执行并有测试　执行未测试　只供阅读　尚未执行"
    for row in rows:
        counts = (row.proved, row.unproved, row.shown, row.not_yet)
        yield "　".join([row.label, *(str(len(ids)) for ids in counts)])
        for label, ids in (("执行未测试", row.unproved), ("尚未执行", row.not_yet)):
            if ids:
                yield f"　　{label}：{'、'.join(ids)}"
    yield f"合计　{total['proved']}　{total['unproved']}　{total['shown']}　{total['not_yet']}"


def compared(found: Difference, usages: list[Usage] | None) -> Iterable[str]:
    """Return the lines of a comparison: clauses, provisions by group, matters, what to review."""
    yield f"{found.earlier} → {found.later}"
    if found.comparable:
        yield f"条款变动{len(found.texts)}处"
    else:
        yield "两部规则不是同一套，条款编号互不对应，不逐条比较；以下按规定的事项比较。"
    for text in found.texts:
        yield f"　{text.label}（{text.clause}）{text.title}"
        yield from (f"　　－{text.before}" for _ in text.before[:1])
        yield from (f"　　＋{text.after}" for _ in text.after[:1])
    group = ""
    for change in found.changes:
        if change.group != group:
            group = change.group
            yield f"{group}"
        yield from _change(change)
    yield from _affected(found, usages)
    for paper, stated in papers(found.stated):
        yield f"{paper.label}按其中{len(stated)}项规定印制，请核对样张"
    for key, title in found.review:
        yield f"请复核：“{title}”（{key}）所引条款有变动，规定未变"


def timed(found: list[Speed]) -> Iterable[str]:
    """Return what each book took and its five slowest questions."""
    for one in found:
        yield (
            f"{one.name}：加载{one.loading * 1000:.0f}毫秒，"
            f"一次提问{one.question * 1e6:.0f}微秒（中位数），"
            f"{len(one.questions)}个实例{one.suite * 1000:.0f}毫秒"
        )
        yield from (f"　{ask}　{seconds * 1e6:.0f}微秒" for seconds, ask in one.asked[:5])


def _change(change: Change) -> Iterable[str]:
    yield f"　{change.title}（{change.key}）"
    yield from (f"　　－{line}" for line in change.before)
    yield from (f"　　＋{line}" for line in change.after)


def _affected(found: Difference, usages: list[Usage] | None) -> Iterable[str]:
    if usages is None:
        yield "没有可用的数据库（未建表或者未连接），不列在办事项。"
    elif not usages:
        yield "没有按前一版本办理的在办事项。"
    for usage in usages or ():
        keys = usage.concerns(sorted(found.keys))
        concern = f"，涉及{len(keys)}项变动的规定" if keys else "，不涉及变动的规定"
        touched = f"，其中{usage.touched}件已适用变动的条款" if usage.touched else ""
        yield f"在办{usage.label}{usage.count}件，仍按{found.earlier}办理{concern}{touched}"
