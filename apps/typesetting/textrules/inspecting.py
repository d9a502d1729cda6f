"""Runs every rule over a draft and puts the remarks in the order of the page."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from apps.typesetting.textrules.citations import citations
from apps.typesetting.textrules.closings import closings
from apps.typesetting.textrules.dates import dates
from apps.typesetting.textrules.draft import FIELD_NAMES, Draft, Remark
from apps.typesetting.textrules.marks import doubled, half_width, unended
from apps.typesetting.textrules.numbering import numbering
from apps.typesetting.textrules.pairs import between_quotes, pairs
from apps.typesetting.textrules.references import references
from apps.typesetting.textrules.requests import several_matters
from apps.typesetting.textrules.titles import titles

Rule = Callable[[Draft], Iterable[Remark]]
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "标题和文种": titles,
        "结尾用语": closings,
        "一文一事": several_matters,
        "层次序数": numbering,
        "发文字号": references,
        "日期": dates,
        "引用公文": citations,
        "半角标点": half_width,
        "标点重复": doubled,
        "缺少句末标点": unended,
        "成对标点": pairs,
        "引号、书名号之间": between_quotes,
    }
)
PLACES = {name: place for place, name in enumerate(FIELD_NAMES)}


def inspect(draft: Draft) -> tuple[Remark, ...]:
    """Return every remark on a draft, in the order of its fields and paragraphs."""
    found = [remark for rule in RULES.values() for remark in rule(draft)]
    return in_order(found)


def in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return remarks in the order of the form; those on one paragraph keep their order."""
    return tuple(sorted(remarks, key=lambda r: (PLACES.get(r.field, len(PLACES)), r.line)))
