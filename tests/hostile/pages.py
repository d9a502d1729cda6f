"""Reading a page the way a browser does: its forms, what it complains of, what came alive."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
ERROR_CLASSES = frozenset(("msg", "errsum", "errorlist", "errornote", "error", "warning"))
TOASTS = frozenset(("is-error", "is-warning", "error", "warning"))
# The administration writes its dates and numbers as text.
ADMIN_KINDS = {"date": "vDateField", "time": "vTimeField", "number": "vIntegerField"}
AWAY = ("javascript:", "//evil", "http://evil", "https://evil", "data:text", "data:,")
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass
class Input:
    """One thing to fill in: its kind as the browser knows it, and what it holds."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form of a page."""

    action: str
    method: str
    id: str = ""
    inputs: dict[str, Input] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def of_kind(self, *kinds: str) -> list[str]:
        """Return the names of the inputs of these kinds."""
        return [one.name for one in self.inputs.values() if one.kind in kinds]


class _Reader(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.forms: list[Form] = []
        self.orphans: list[tuple[str, Input]] = []
        self.elsewhere: list[tuple[str, str, tuple[str, str]]] = []
        self.alive: list[str] = []
        self.errors: list[str] = []
        self.inside = ""
        self._form: Form | None = None
        self._area: Input | None = None
        self._select: Input | None = None
        self._complaint: tuple[int, list[str]] | None = None
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        self._look_alive(tag, got)
        if tag not in VOID:
            self._depth += 1
            self.inside = tag
            classes = set(got.get("class", "").split())
            toast = "toast" in classes and classes & TOASTS
            if self._complaint is None and (classes & ERROR_CLASSES or toast):
                self._complaint = self._depth, []
        if tag in ("li", "p", "br") and self._complaint:
            self._complaint[1].append("\n")
        reading = READS.get(tag)
        if reading:
            reading(self, got)

    def _look_alive(self, tag: str, got: dict[str, str]) -> None:
        for name, value in got.items():
            text = re.sub(r"[\t\n\r]", "", value.lower())
            runs = name.startswith("on") or name == "srcdoc"
            leads = name in ("href", "src", "action", "data", "formaction", "content")
            away = text.strip().startswith(AWAY) or "url=javascript:" in text
            if (runs and "alert(1)" in text) or (leads and away):
                self.alive.append(f"<{tag} {name}={value[:80]}>")

    def _starts_form(self, got: dict[str, str]) -> None:
        action = urljoin(self.base, got.get("action", ""))
        self._form = Form(action, got.get("method", "get").lower(), got.get("id", ""))
        self.forms.append(self._form)

    def _keep(self, got: dict[str, str], one: Input) -> Input:
        if got.get("form") or self._form is None:
            self.orphans.append((got.get("form", ""), one))
        elif one.name in self._form.inputs:
            known = self._form.inputs[one.name]
            known.choices += one.choices
            known.value = known.value or one.value
            return known
        else:
            self._form.inputs[one.name] = one
        return one

    def _starts_input(self, got: dict[str, str]) -> None:
        name, kind = got.get("name", ""), got.get("type", "text")
        kind = next((k for k in ADMIN_KINDS if ADMIN_KINDS[k] in got.get("class", "")), kind)
        if kind in ("submit", "button", "image"):
            self._starts_button(got)
            return
        if not name or "disabled" in got:
            return
        value = got.get("value", "")
        if kind in ("radio", "checkbox"):
            self._keep(got, Input(name, kind, value if "checked" in got else "", [value or "on"]))
        else:
            self._keep(got, Input(name, kind, value))

    def _starts_button(self, got: dict[str, str]) -> None:
        pressed = got.get("name", ""), got.get("value", "")
        if got.get("formaction"):
            own = self._form.id if self._form else ""
            where = urljoin(self.base, got["formaction"]).partition("#")[0]
            self.elsewhere.append((got.get("form") or own, where, pressed))
        elif got.get("name") and self._form:
            self._form.buttons.append(pressed)

    def _starts_textarea(self, got: dict[str, str]) -> None:
        self._area = self._keep(got, Input(got.get("name", ""), "textarea"))

    def _starts_select(self, got: dict[str, str]) -> None:
        if got.get("name"):
            self._select = self._keep(got, Input(got["name"], "select"))

    def _starts_option(self, got: dict[str, str]) -> None:
        if self._select is not None:
            self._select.choices.append(got.get("value", ""))
            if "selected" in got:
                self._select.value = got.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        self.inside = ""
        if self._complaint and self._depth <= self._complaint[0]:
            self._say()
        self._depth -= 1
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def _say(self) -> None:
        assert self._complaint
        lines = "".join(self._complaint[1]).split("\n")
        self.errors += [line.strip() for line in lines if line.strip()]
        self._complaint = None

    def handle_data(self, data: str) -> None:
        if self.inside in ("script", "style") and ("alert(1)" in data or "evil.example" in data):
            self.alive.append(f"<{self.inside}>{data[:60]}")
        if self._area is not None:
            self._area.value += data
        elif self._complaint:
            self._complaint[1].append(" ".join(data.split()))


READS = {
    "form": _Reader._starts_form,
    "input": _Reader._starts_input,
    "button": _Reader._starts_button,
    "textarea": _Reader._starts_textarea,
    "select": _Reader._starts_select,
    "option": _Reader._starts_option,
}


@dataclass
class Page:
    """What was read of an answer."""

    forms: list[Form]
    alive: list[str]
    errors: list[str]
    text: str

    @property
    def foreign(self) -> list[str]:
        """Return complaints without a Chinese word: a library spoke, not the office."""
        return [line for line in self.errors if not HAN.search(line)]


def read(html: str, base: str = "/") -> Page:
    """Read one page that was answered at the address ``base``."""
    reader = _Reader(base)
    reader.feed(html)
    reader.close()
    by_id = {form.id: form for form in reader.forms if form.id}
    for wanted, one in reader.orphans:
        if wanted in by_id and one.name:
            by_id[wanted].inputs.setdefault(one.name, one)
    for wanted, action, pressed in reader.elsewhere:
        form = by_id[wanted]
        if action == form.action:
            form.buttons.append(pressed)
        else:
            reader.forms.append(Form(action, form.method, "", form.inputs, [pressed]))
    for form in reader.forms:
        for one in form.inputs.values():
            one.value = one.value.removeprefix("\n") if one.kind == "textarea" else one.value
    return Page(reader.forms, reader.alive, reader.errors, html)
