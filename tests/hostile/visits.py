"""Every address of the site with somebody whom it answers, and every form those pages show.

Nothing is listed by hand: addresses come from the resolver, visitors from the tables of who gets
what, forms from the pages themselves.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from apps.core.verdicts import Refused
from apps.matters.models import Step
from apps.rulebook.inquiries import INQUIRIES
from tests.documents.desk import STATES, File, S, begin, prepare, reach
from tests.documents.office import Office
from tests.documents.personas import PERSONAS
from tests.documents.test_pages import _ask
from tests.hostile.pages import Form, read
from tests.permissions import test_addresses, test_administration
from tests.permissions.world import VISIT, World

Web = Callable[..., Client]
# Visitors for whom nothing has to be arranged first.
PLAIN = {p: login for p, login in PERSONAS.items() if not p.startswith("AB角")}
LOGINS = ("nyj.clerk", "wd", "m2", "sfj.clerk", "zjj.clerk")
TEXT = ("text", "textarea", "search", "email", "tel", "url")
TYPED = ("date", "time", "datetime-local", "number", "select", "radio", "checkbox", "hidden")
SECRET = ("password", "file")
# Of a form that is only made up: what the real page offers as a choice, or hides.
CHOSEN = ("outcome", "version", "kind", "from_half", "to_half")
TOKEN = "csrfmiddlewaretoken"


@dataclass
class Target:
    """A form, who posts it, the address it leads to, and what a sound post of it holds."""

    name: str  # of the address
    login: str
    form: Form
    sound: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name}[{','.join(list(self.form.inputs)[:4])}]"

    @property
    def fields(self) -> list[str]:
        """Return every name that a visitor may fill in."""
        left = {TOKEN, "asked"}  # without the mark of an asked question there is no question
        return [n for n, i in self.form.inputs.items() if n not in left and i.kind != "file"]

    @property
    def texts(self) -> list[str]:
        """Return the names of the fields for free text."""
        return [n for n in self.form.of_kind(*TEXT) if n not in self.typed_names]

    @property
    def typed(self) -> list[str]:
        """Return the names of the fields that ask for a shape or a choice."""
        return [n for n in self.fields if n not in self.texts]

    typed_names: tuple[str, ...] = ()

    def again(self) -> dict[str, Any]:
        """Return the sound values, files wound back to their beginning."""
        for value in self.sound.values():
            getattr(value, "seek", lambda _: None)(0)
        return dict(self.sound)


def name_of(url: str) -> str:
    """Return the name of the address, "" where nothing is."""
    try:
        return resolve(url.partition("?")[0]).view_name
    except Resolver404:
        return ""


def pages(world: World) -> Iterator[tuple[str, str]]:
    """Yield (address, login of somebody who reads it) of every page of the site."""
    for (name, situation), cells in test_addresses.TABLE.items():
        reader = next((login for p, login in PLAIN.items() if cells[p][0] == "o"), None)
        if reader is not None:
            yield world.place(name, situation).url, reader
    for (name,), cells in test_administration.TABLE.items():
        who = next((w for w, cell in cells.items() if cell[0] == "o"), None)
        if who is not None:
            yield test_administration.place(name)[0], test_administration.WHO[who]


def files_of(office: Office) -> list[File]:
    """Return a document in every state of both paths, and some that ask more of people."""
    places = [(s, d) for d, states in STATES.items() for s in states if s != S.ISSUED]
    made = [reach(office, *place) for place in places]  # to issue it asks for the seal as well
    for file in made:
        if file.waiting() in ("present", "dispatch"):
            prepare(file, file.waiting())
    made.append(reach(office, S.CLEARING, "outgoing", doc_class="normative", disputed=True))
    for act in ("late", "consult", "extend", "answer_extension"):  # silence counts for all
        made.append(begin(office))
        _ask(office, made[-1], act)
    made.append(begin(office, matters_count=2))
    return made


def of_documents(office: Office) -> Iterator[tuple[str, str]]:
    """Yield the pages of documents for everybody who has a part in them."""
    for direction in ("incoming", "outgoing"):
        yield reverse("documents:new", args=[direction]), "nyj.clerk"
    for file in files_of(office):
        waiting = [file.wearer(s.post, VISIT)[0].username for s in _waiting(file)]
        for login in dict.fromkeys((*waiting, *LOGINS)):
            yield reverse("documents:detail", args=[file.document.pk]), login
        if file.document.is_editable:
            yield reverse("documents:edit", args=[file.document.pk]), "nyj.clerk"


def _waiting(file: File) -> list[Step]:
    rows = file.document.steps.filter(state=Step.State.WAITING)
    return list(rows.select_related("post").order_by("group", "order"))


def of_rules() -> Iterator[tuple[str, str]]:
    """Yield the page of every rule that can be tried."""
    for key in INQUIRIES:
        yield reverse("desk:try", args=[key]), "nyj.clerk"


def collect(world: World, web: Web) -> list[Target]:
    """Return every form of the site once, with the first visitor to whom it was shown."""
    found: dict[tuple[str, frozenset[str]], Target] = {}
    clients: dict[str, Client] = {}
    for url, login in (*pages(world), *of_documents(world.office), *of_rules()):
        cache.clear()
        client = clients.get(login) or clients.setdefault(login, web(login))
        with transaction.atomic():
            answer = client.get(url)
            transaction.set_rollback(True)
        if answer.status_code >= 400 or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        for form in read(answer.content.decode(), url).forms:
            name = name_of(form.action)
            if name.endswith("_simple_history"):
                continue  # shown, and refused whatever is posted: tried by its own test
            key = name, frozenset(form.inputs) - {TOKEN}
            if key[1] and key not in found:
                found[key] = Target(name, login, form, sound(form, answer, world))
    for target in _unshown(world, {t.name for t in found.values()}):
        found[target.name, frozenset(target.form.inputs)] = target
    return list(found.values())


def _unshown(world: World, shown: set[str]) -> Iterator[Target]:
    """Yield the addresses that take a post and stand in no form of the visited pages."""
    for (name, situation), cells in test_addresses.TABLE.items():
        poster = next((login for p, login in PLAIN.items() if cells[p][1] in "+dv"), None)
        if poster is None or name in shown:
            continue
        try:
            with transaction.atomic():
                place = world.place(name, situation)
        except Refused:
            continue  # nobody asks twice for leave on the same days: see LEFT_OUT
        made = "".join(f'<input name="{key}">' for key in place.values)
        (form,) = read(f'<form method="post" action="{place.url}">{made}</form>').forms
        yield Target(name, poster, form, dict(place.values), typed_names=CHOSEN)
        shown = shown | {name}


def sound(form: Form, answer: Any, world: World) -> dict[str, Any]:
    """Return what an official would fill in: what stands there, else something fitting."""
    values: dict[str, Any] = {}
    rows = _rows_of(answer)
    for name, one in form.inputs.items():
        if name == TOKEN or (one.kind == "file" and "csv" in form.inputs):
            continue  # of a file and the text pasted beside it, the text is tried
        if one.value:
            values[name] = one.value
        elif name in rows:
            values[name] = rows[name]
        elif one.kind == "file":
            values[name] = upload()
        elif one.choices and one.kind != "checkbox":
            values[name] = next((c for c in one.choices if c), "")
        elif one.kind not in ("checkbox", "hidden"):
            values[name] = _usual(one.kind)
    return values


def _usual(kind: str) -> str:
    kinds = {"date": "2026-06-20", "time": "09:00", "datetime-local": "2026-06-20T09:00"}
    return {**kinds, "number": "3", "password": "x", "email": "a@oa.example"}.get(kind, "说明")


def upload(name: str = "说明.txt") -> SimpleUploadedFile:
    """Return a sound file."""
    return SimpleUploadedFile(name, io.BytesIO("说明".encode()).getvalue())


def _rows_of(answer: Any) -> dict[str, str]:
    """Return a row for each choice that the administration looks up while one types."""
    shown = (answer.context or {}).get("adminform") if answer.context else None
    found: dict[str, str] = {}
    for name, one in shown.form.fields.items() if shown else ():
        rows = getattr(one, "queryset", None)
        first = rows.first() if rows is not None else None
        if first is not None:
            found[name] = str(first.pk)
    return found
