"""The process that draws: `python -m apps.typesetting.service.child PARENT`, spoken to over pipes.

It warms up, takes its own rights away, then answers one request after the other. It refuses to live
on when it has grown: the answer says so and the parent starts another.
"""

import gc
import os
import sys
import traceback
from typing import Any

from apps.typesetting.service import confinement
from apps.typesetting.service.pipe import Gone, receive, send

GROWN = 190 * 1024 * 1024  # bytes in use after which a new child is cheaper than this one
TOO_LARGE = "文件过大，排版所需内存超过限额，请拆分后再排版。"


def main(parent: int) -> None:
    """Answer requests from standard input until it is closed."""
    from apps.typesetting import fonts

    requests, answers = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)  # nobody's print may get between the frames
    isolated = confinement.leave_network()
    confinement.die_with(parent)
    warm_up()
    problems = list(fonts.problems())
    confinement.limit()
    confinement.forbid(_readable())
    send(answers, {"ready": True, "isolated": isolated, "problems": problems})
    while True:
        try:
            request, _ = receive(requests)
            confinement.give_time()
            answer(answers, request)
        except Gone:
            return


def warm_up() -> None:
    """Load fonts and WeasyPrint, and keep what is loaded out of every later collection."""
    from apps.typesetting.engine import setting
    from apps.typesetting.fonts import substitutes
    from apps.typesetting.metrics import metrics
    from apps.typesetting.rendering import to_pdf
    from apps.typesetting.words import cut

    setting()
    substitutes()
    cut("人民政府")
    roles = ("fang", "hei", "kai", "song", "biao")
    for role in roles:
        metrics(role)
    texts = "".join(f'<p class="{role}">公文</p>' for role in roles)
    to_pdf(f'<html lang="zh-CN"><body><section>{texts}</section></body></html>', 1)
    confinement.give_back()
    gc.freeze()


def answer(answers: int, request: dict[str, Any]) -> None:
    """Draw one page file and send it, or send why not."""
    from apps.typesetting.refusals import CannotTypeset

    try:
        made = draw(answers, request)
    except CannotTypeset as refusal:
        send(answers, {"refused": _described(refusal)})
    except MemoryError:
        send(answers, {"refused": {"sentence": TOO_LARGE}, "retiring": True})
        raise Gone from None
    except Gone:
        raise
    except BaseException as failure:  # WeasyPrint's fatal ones are no Exception; the parent logs it
        told = "".join(traceback.format_exception(failure)[-4:])
        send(answers, {"failed": told[:2000], "retiring": True})
        raise Gone from failure
    else:
        pdf = made.pop("pdf")
        confinement.give_back()
        retiring = confinement.resident() > GROWN
        send(answers, {"done": made, "retiring": retiring}, pdf)
        if retiring:
            raise Gone


def _described(refusal: Any) -> dict[str, Any]:
    return {
        "sentence": str(refusal),
        "kind": type(refusal).__name__,
        "character": getattr(refusal, "character", ""),
        "place": getattr(refusal, "place", ""),
    }


def draw(answers: int, request: dict[str, Any]) -> dict[str, Any]:
    """Return the finished file of a request as plain values."""
    from dataclasses import asdict

    from apps.typesetting.service.kinds import KINDS

    def progress(done: int, pages: int) -> None:
        send(answers, {"progress": [done, pages]})

    rendered = KINDS[request["kind"]](request, progress if request.get("progress") else None)
    return {**asdict(rendered), "seals": [asdict(box) for box in rendered.seals]}


def _readable() -> list[str]:
    """Folders of Python itself, of this room, of the fonts in use, and the counters of memory."""
    from apps.typesetting import fonts

    room = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    own = [path for path in sys.path if path and os.path.isdir(path)]
    faces = [face.path for face in fonts.faces().values()]
    project = os.path.dirname(os.path.dirname(room))
    packages = [path for path in own if os.path.realpath(path) != os.path.realpath(project)]
    return [*packages, room, *faces, "/proc/self/statm", f"/proc/{os.getpid()}/statm"]


if __name__ == "__main__":
    main(int(sys.argv[1]))
