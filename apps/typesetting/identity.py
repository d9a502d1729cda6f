"""What a finished file says of itself beside its pages: title, issuer, 文号, date, language.

Readers, archives and search machines take these from the file's metadata, not from its text.
"""

import html

from apps.typesetting.model import Gongwen, chinese_date

LANGUAGE = "zh-CN"


def head(gongwen: Gongwen) -> str:
    """Return the <head> that becomes the metadata of the PDF; empty facts are left out."""
    title = gongwen.title.replace("\n", "") or gongwen.reference or "公文"
    day = gongwen.date
    facts = {
        "author": "、".join(gongwen.issuers) or gongwen.head,
        "description": gongwen.reference,
        "keywords": ",".join(filter(None, (gongwen.reference, chinese_date(day) if day else ""))),
        "dcterms.created": day.isoformat() if day else "",
    }
    told = "".join(
        f'<meta name="{name}" content="{html.escape(value)}">'
        for name, value in facts.items()
        if value
    )
    return f'<head><meta charset="utf-8"><title>{html.escape(title)}</title>{told}</head>'
