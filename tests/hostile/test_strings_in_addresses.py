"""Hostile strings in every parameter and part of every address: a page, a 404, never a 500."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, urlencode

from django.core.cache import cache
from django.db import transaction
from django.urls import resolve, reverse

from apps.core.admin import field_of
from tests.hostile import strings
from tests.hostile.pages import read
from tests.hostile.posting import of_page
from tests.hostile.visits import pages
from tests.permissions import test_administration
from tests.permissions.test_administration import model_of

ROOT = Path(__file__).resolve().parents[2]
ASKED = re.compile(r"""GET\.get(?:list)?\(\s*["'](\w+)|["'](\w+)["'] in request\.GET""")
# Read under a name that the code passes on, or by Django itself.
MORE = ("book", "next", "page", "p", "o", "e", "all", "term", "_popup", "_to_field")
SHORT = {family: [t[:2_000] for t in texts] for family, texts in strings.FAMILIES.items()}
HUGE = "1" + "0" * 30
WORST = ("\x00", "9" * 5_000, "1" + "0" * 30, "-1", "9999999", "[]", "'\"<x>%")


def names_asked() -> list[str]:
    """Return every parameter that the code reads from an address."""
    found = set(MORE)
    for path in (ROOT / "apps").rglob("*.py"):
        for pair in ASKED.findall(path.read_text(encoding="utf-8")):
            found |= {name for name in pair if name}
    return sorted(found)


def wrong(client, url: str) -> list[str]:
    """Return what is wrong with the answer to an address."""
    cache.clear()
    with transaction.atomic():
        try:
            answer = client.get(url)
            found = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
            if answer.get("Content-Type", "").startswith("text/html"):
                found += of_page(read(answer.content.decode(), "/"))
        except Exception as error:  # noqa: BLE001 (each is a 500 to somebody)
            found = [f"500 {type(error).__name__}: {str(error)[:160]}"]
        transaction.set_rollback(True)
    return [f"{url[:140]}: {line}" for line in found]


def test_the_parameters_are_known():
    assert {"q", "before", "on", "who", "asked", "why", "inline", "book"} <= set(names_asked())


def test_every_family_in_every_parameter(furnished, office, web, visit, seal_keys):
    names, faults = names_asked(), []
    for turn, (url, login) in enumerate(pages(furnished)):
        client, bare = web(login), url.partition("?")[0]
        every = range(len(strings.GROUPS))
        for number in every if not bare.startswith("/admin/") else [turn % len(every)]:
            values = {n: t[:2_000] for n, t in strings.round_of(number, names).items()}
            faults += wrong(client, f"{bare}?{urlencode(values)}")
    assert not faults, "\n".join(faults[:60])


def parameters(client, url: str, name: str) -> set[str]:
    """Return what a list of the administration is filtered, sorted and paged by."""
    offered = re.findall(r'href="\?([^"=]+)=', client.get(url).content.decode())
    page = test_administration.admin.site._registry[model_of(name)]
    days = [f"{page.date_hierarchy}__{p}" for p in ("year", "month", "day", "gte", "lt")]
    fields = [field_of(entry) for entry in page.list_filter]
    exact = [f"{f}{end}" for f in fields if f for end in ("", "__exact", "__isnull", "__in")]
    more = ["q", "o", "p", "all", "_facets", "_popup", "_to_field", "_changelist_filters"]
    return {*offered, *exact, *more, *(days if page.date_hierarchy else ())}


def test_every_filter_of_the_administration_alone(furnished, office, web, visit):
    faults = []
    for (name,), cells in test_administration.TABLE.items():
        who = next((w for w, cell in cells.items() if cell[0] == "o"), None)
        if not name.endswith("_changelist") or who is None:
            continue
        client, url = web(test_administration.WHO[who]), reverse(name)
        for place, parameter in enumerate(sorted(parameters(client, url, name))):
            for bad in (HUGE, WORST[place % len(WORST)]):
                faults += wrong(client, f"{url}?{urlencode({parameter: bad})}")
    assert not faults, "\n".join(faults[:60])


def test_lookups_while_one_types(furnished, office, web, visit):
    client, faults = web("bizadmin"), []
    sound = {"app_label": "organisation", "model_name": "absence", "field_name": "person"}
    for changed in ("term", "page", "app_label", "model_name", "field_name"):
        for bad in (*WORST, *strings.FAMILIES["broken"], *strings.FAMILIES["letters"][:3]):
            values = {**sound, "term": "s", changed: bad}
            faults += wrong(client, f"{reverse('admin:autocomplete')}?{urlencode(values)}")
    assert not faults, "\n".join(faults[:60])


def test_every_part_of_every_address(furnished, office, web, visit, seal_keys):
    faults, tried = [], 0
    for turn, (url, login) in enumerate(pages(furnished)):
        bare, client = url.partition("?")[0], web(login)
        match = resolve(bare)
        for given in {str(v) for v in (*match.args, *match.kwargs.values())}:
            for number, (family, texts) in enumerate(SHORT.items()):
                if bare.startswith("/admin/") and (number + turn) % 3 and family != "nul":
                    continue
                bad = quote(texts[(turn + number) % len(texts)][:300], safe="")
                faults += wrong(client, bare.replace(f"/{given}", f"/{bad}", 1))
                tried += 1
    assert not faults, "\n".join(faults[:60])
    assert tried > 500


def test_rows_of_the_administration_by_keys_that_are_none(furnished, office, web, visit):
    faults = []
    for (name,), cells in test_administration.TABLE.items():
        who = next((w for w, cell in cells.items() if cell[0] == "o"), None)
        if who is None or not name.endswith(("_change", "_history", "_simple_history", "_delete")):
            continue
        client = web(test_administration.WHO[who])
        match = resolve(test_administration.place(name)[0])
        args = [*match.args, *match.kwargs.values()]
        for key in strings.KEYS:
            for place in range(len(args)):
                url = reverse(name, args=[*args[:place], "KEY", *args[place + 1 :]])
                faults += wrong(client, url.replace("KEY", quote(key[:300], safe="")))
    assert not faults, "\n".join(faults[:60])
