"""Template tags of forms: fields, error summary, ways to act, phrases, filters, confirmation.

Owns the markup of input; loaded through ``oa_ui``. Refuses to validate and to decide: forms and
policies did that before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    Field,
    FileInput,
    RadioSelect,
    Select,
)
from django.forms.boundfield import BoundWidget

from .values import value_of

register = template.Library()
Context = dict[str, Any]
CHOOSERS = (Select, RadioSelect, CheckboxSelectMultiple)
# Django's own words name no field; ours do.
REQUIRED = Field.default_error_messages["required"]


def _sentences(form: Any, name: str) -> list[str]:
    """Return the errors of one field as sentences that name it."""
    label = str(form[name].label) if name in form.fields else ""
    chosen = bool(label) and isinstance(form.fields[name].widget, CHOOSERS)
    said = []
    for error in form.errors.as_data().get(name, ()):
        if label and error.code == "required" and error.message == REQUIRED:
            said.append(f"{'请选择' if chosen else '请填写'}{label}")
        else:
            said += [str(m) if label in str(m) else f"{label}：{m}" for m in error.messages]
    return said


def _target(form: Any, name: str) -> str:
    """Return the id that an error links to; nothing for an error of the whole form."""
    if form is None or name not in form.fields:
        return ""
    return form[name].id_for_label or form[name].auto_id


@register.inclusion_tag("components/actgrid.html")
def actgrid(name: str, options: Iterable[Mapping[str, Any]], chosen: str = "") -> Context:
    """Offer the ways to act as radios: dicts with value, label, icon and optional disabled."""
    return {"name": name, "options": options, "chosen": chosen}


@register.inclusion_tag("components/phrases.html")
def phrases(words: Iterable[str], target: str) -> Context:
    """Offer phrases that fill the field with id ``target`` and never submit."""
    return {"words": words, "target": target}


@register.inclusion_tag("components/errsum.html")
def errsum(form: Any = None, verdicts: Any = ()) -> Context:
    """Sum up what has to be mended: errors of a form and refusals with their clauses."""
    lines = []
    for name in form.errors if form is not None else ():
        target = _target(form, name)
        lines += [{"text": t, "target": target, "cites": ()} for t in _sentences(form, name)]
    known = {line["text"] for line in lines}
    for verdict in verdicts or ():
        name = value_of(verdict, "field")
        target = _target(form, name)
        reason = value_of(verdict, "reason")
        if reason not in known:
            lines.append({"text": reason, "target": target, "cites": value_of(verdict, "cites")})
    return {"lines": lines}


def _widget_kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "tick"
    return "file" if isinstance(widget, FileInput) else "input"


def _groups(bound: BoundField) -> list[dict[str, Any]]:
    """Return the boxes of a choice under the names of their groups, "" where it has none."""
    widget: Any = bound.field.widget
    attrs = {"id": bound.id_for_label or bound.auto_id} if bound.auto_id else {}
    value = widget.format_value(bound.value())
    return [
        {"name": name or "", "boxes": [BoundWidget(widget, o, bound.form.renderer) for o in boxes]}
        for name, boxes, _ in widget.optgroups(bound.html_name, value, attrs)
    ]


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField,
    hint: str = "",
    label: str = "",
    small: bool = False,
    kai: bool = False,
    mark: bool = True,
) -> Context:
    """Draw one form field: label, hint, error, then the input.

    ``mark`` says whether （选填） stands beside a field that may stay empty: one that is sometimes
    asked for says so in its hint.
    """
    hint = hint or str(bound.help_text or "")
    kind = _widget_kind(bound)
    base = bound.id_for_label or bound.auto_id or bound.html_name
    described = [f"{base}_hint"] * bool(hint) + [f"{base}_error"] * bool(bound.errors)
    classes = {"tick": "tickbox", "choices": ""}.get(kind, "in")
    classes += " in-sm" * small + " kai" * kai
    own = bound.field.widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": f"{classes} {own}".strip()}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return {
        "bound": bound,
        "hint": hint,
        "base": base,
        "kind": kind,
        "mark": mark and not bound.field.required,
        "errors": _sentences(bound.form, bound.name),
        "label": label or bound.label,
        "control": "" if kind == "choices" else bound.as_widget(attrs=attrs),
        "groups": _groups(bound) if kind == "choices" else (),
    }


@register.simple_tag
def small_control(bound: BoundField) -> str:
    """Draw the bare input of a filter, small; its label stands hidden before it."""
    return bound.as_widget(attrs={"class": "in in-sm"})


@register.inclusion_tag("components/filterbar.html")
def filterbar(form: Any, items: Any = (), label: str = "筛选", action: str = "") -> Context:
    """Draw a GET form of small selects, then chips; the state is in the address."""
    return {"form": form, "items": items, "label": label, "action": action}


@register.inclusion_tag("components/confirm.html")
def confirm(
    id: str,
    title: str,
    text: str,
    button: str,
    form: str,
    name: str = "",
    value: str = "",
    later: str = "暂不",
    danger: bool = False,
) -> Context:
    """Ask the real question and state the consequence; the button submits the form ``form``."""
    return {
        "id": id,
        "title": title,
        "text": text,
        "button": button,
        "form": form,
        "name": name,
        "value": value,
        "later": later,
        "danger": danger,
    }
