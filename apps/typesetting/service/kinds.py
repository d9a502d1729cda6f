"""What the child can draw, by name: each takes a request of plain values."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from apps.typesetting.kit.slip import Slip, render_slip
from apps.typesetting.model import Gongwen
from apps.typesetting.rendering import Progress, Rendered, render

Kind = Callable[[Mapping[str, Any], Progress | None], Rendered]


def _gongwen(request: Mapping[str, Any], progress: Progress | None) -> Rendered:
    return render(
        Gongwen.from_dict(request["document"]),
        draft=request["draft"],
        artwork=request["artwork"],
        progress=progress,
    )


def _slip(request: Mapping[str, Any], progress: Progress | None) -> Rendered:
    return render_slip(Slip.from_dict(request["document"]), progress=progress)


KINDS: Mapping[str, Kind] = MappingProxyType({"gongwen": _gongwen, "slip": _slip})
