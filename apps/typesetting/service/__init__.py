"""Pages drawn in a process of their own: limited, without network, gone with whoever started it.

    from apps.typesetting import service

    service.render(gongwen, draft=True)   # as apps.typesetting.render, in the child
    service.pages_of(gongwen)             # known before anything is drawn
    service.key(gongwen, draft=True)      # what a cache may keep the file under

It owns the child, its limits and the key of a page. It keeps no file and no cache: callers do.
"""

from apps.typesetting.service.drawing import SHORT, pages_of, render, render_slip
from apps.typesetting.service.versions import key, measure_key
from apps.typesetting.service.workshop import Workshop, workshop

__all__ = [
    "SHORT",
    "Workshop",
    "key",
    "measure_key",
    "pages_of",
    "render",
    "render_slip",
    "workshop",
]
