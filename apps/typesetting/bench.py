"""What a page costs: our own share, the whole, bare WeasyPrint and LibreOffice in turn, memory.

Processor time throughout, since machines are shared; of several rounds the median counts. It
measures in the process that calls it (a warm one) and, for memory, in the child that draws.
"""

import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from apps.typesetting.docx import write
from apps.typesetting.engine import setting
from apps.typesetting.glyphs import refuse_missing
from apps.typesetting.layouts import document, lay_out
from apps.typesetting.model import Gongwen, Paragraph
from apps.typesetting.plaintext import body_from_text
from apps.typesetting.rendering import VARIANT, render
from apps.typesetting.service.workshop import Workshop

SHARE, ONE, TWELVE, MEMORY = 0.10, 0.15, 0.5, 200.0  # of WeasyPrint; seconds; seconds; MB
LENGTHS = (1, 12, 60)  # pages
RENDERS = 1000
ITEMS = (
    "（{}）压实工作责任。各县（市、区）人民政府、市直有关部门要坚持守土有责、守土尽责，主要负责同志亲自部署，"
    "分管负责同志具体负责，于2023年{}月底前制定实施方案，明确时间表、路线图，重要情况及时报告。",
    "各地各部门要按照“管行业必须管安全、管业务必须管安全、管生产经营必须管安全”的要求，对照《工作规则》"
    "第{}条逐项检查，建立问题清单、整改清单，完成率达到{}%以上；对工作推进不力的，予以通报。",
)
NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True)
class Cost:
    """Processor seconds for one length; `office` is None where LibreOffice is not installed."""

    pages: int
    own: float
    whole: float
    bare: float
    office: float | None


@dataclass(frozen=True)
class Figure:
    """One number against its limit."""

    name: str
    value: float
    limit: float

    @property
    def holds(self) -> bool:
        """Whether the limit is kept."""
        return self.value <= self.limit


def sample(pages: int) -> Gongwen:
    """Return an official document of about so many pages, 版记 included."""
    base = Gongwen(
        issuers=("咸宁市人民政府",),
        reference="咸政发〔2023〕6号",
        title="咸宁市人民政府关于进一步做好安全生产工作的通知",
        addressees="各县、市、区人民政府，市政府各部门",
        body=(Paragraph("为切实做好安全生产工作，现就有关事项通知如下。"),),
        signature_name="咸宁市人民政府",
        date=date(2023, 6, 7),
    )
    if pages == 1:
        return base
    text = ""
    for number in range(1000):
        text += ITEMS[number % 2].format(NUMERALS[number % 9], number % 12 + 1) + "\n"
        longer = replace(base, body=body_from_text(text))
        if number % 4 == 3 and len(lay_out(longer).pages) >= pages:
            return longer
    return longer


def costs(rounds: int, lengths: tuple[int, ...] = LENGTHS) -> Iterator[Cost]:
    """Measure every length, the parties in turn within each round."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    for pages in lengths:
        made = sample(pages)
        html = document(made, lay_out(made))
        parties: dict[str, Callable[[], object]] = {
            "own": partial(_own, made),
            "whole": partial(render, made),
            "bare": partial(_bare, html),
        }
        if program:
            parties["office"] = partial(_office, program, write(made))
        found = _in_turn(parties, rounds)
        yield Cost(
            len(lay_out(made).pages), found["own"], found["whole"], found["bare"],
            found.get("office"),
        )  # fmt: skip


def _in_turn(parties: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    for name, run in parties.items():
        if name != "office":
            run()  # warm
    taken: dict[str, list[float]] = {name: [] for name in parties}
    for _ in range(rounds):
        for name, run in parties.items():
            before = _processor()
            run()
            taken[name].append(_processor() - before)
    return {name: statistics.median(times) for name, times in taken.items()}


def _processor() -> float:
    """Seconds of this process and of those that it waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _own(made: Gongwen) -> str:
    refuse_missing(made)
    return document(made, lay_out(made))


def _bare(html: str) -> bytes | None:
    from weasyprint import HTML

    ours = setting()
    page = HTML(string=html, url_fetcher=ours.fetcher)
    return page.write_pdf(
        font_config=ours.configuration, stylesheets=[ours.css], pdf_variant=VARIANT, pdf_tags=True
    )


def _office(program: str, docx: bytes) -> None:
    with tempfile.TemporaryDirectory(prefix="oa-bench-") as folder:
        source = Path(folder) / "a.docx"
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(  # noqa: S603 - a program of the system, fixed arguments
            [program, "--headless", profile, "--convert-to", "pdf", "--outdir", folder, source],
            check=True, capture_output=True, timeout=300, env={**os.environ, "HOME": folder},
        )  # fmt: skip


def memory(renders: int) -> tuple[float, float, int]:
    """Draw so often in one child; return its memory in MB (now, ever) and how many died."""
    workshop = Workshop()
    request = {"kind": "gongwen", "draft": False, "artwork": {}}
    documents = [sample(1).to_dict(), sample(2).to_dict(), sample(6).to_dict()]
    seen: list[int | None] = []
    try:
        for number in range(renders):
            workshop.ask({**request, "document": documents[number % 3 if number % 10 == 0 else 0]})
            if workshop.pid not in seen[-1:]:
                seen.append(workshop.pid)
        told = dict(
            line.split(":", 1)
            for line in Path(f"/proc/{workshop.pid}/status").read_text().splitlines()
        )
    finally:
        workshop.close()
    kilobytes = [int(told[name].split()[0]) for name in ("VmRSS", "VmHWM")]
    return kilobytes[0] / 1024, kilobytes[1] / 1024, len(seen) - 1


def judge(found: list[Cost], peak: float, renders: int) -> list[Figure]:
    """Return the figures of the house with their limits."""
    figures = [
        Figure(f"{cost.pages}页的组版占WeasyPrint的比例", cost.own / cost.bare, SHARE)
        for cost in found
    ]
    limits = {1: ONE, 12: TWELVE}
    figures += [
        Figure(f"{cost.pages}页（热态）处理器秒数", cost.whole, limits[cost.pages])
        for cost in found
        if cost.pages in limits
    ]
    return [*figures, Figure(f"连续排版{renders}次后进程占用内存（MB）", peak, MEMORY)]


def lines(
    found: list[Cost], used: tuple[float, float, int], figures: list[Figure]
) -> Iterator[str]:
    """Return the report line by line; all times are processor milliseconds."""
    yield "页数　组版　全部　WeasyPrint　LibreOffice（处理器毫秒，中位数）"
    for cost in found:
        office = "未安装" if cost.office is None else f"{cost.office * 1000:.0f}"
        times = "　".join(f"{value * 1000:.1f}" for value in (cost.own, cost.whole, cost.bare))
        yield f"{cost.pages}　{times}　{office}"
    yield f"排版进程：现占内存{used[0]:.0f} MB，最高{used[1]:.0f} MB，中途更换{used[2]}次"
    for figure in figures:
        verdict = "达标" if figure.holds else "未达标"
        yield f"{verdict}　{figure.name}：{figure.value:.3g}，上限{figure.limit:g}"
