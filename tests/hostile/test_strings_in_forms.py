"""Every family of hostile strings in every field of every form: refused in words, or just text."""

from __future__ import annotations

import pytest

from tests.hostile import strings
from tests.hostile.pages import read
from tests.hostile.posting import faults
from tests.hostile.visits import Target
from tests.permissions import test_addresses

ROUNDS = range(len(strings.GROUPS))
# Forms that differ in a few fields, or lead elsewhere with the fields of another form.
SHARED = {"desk:try": 5, "documents:preview": 5, "documents:preview_new": 5}
SHARED |= {"documents:import": 3, "documents:import_new": 3}
ODD = {
    "date": strings.DAYS,
    "datetime-local": strings.INSTANTS,
    "time": ("00:00", "24:00", "23:59:59.999999"),
    "number": strings.NUMBERS,
}


def test_there_are_more_than_a_hundred_strings_of_every_family():
    assert len(set(strings.EVERY)) >= 140
    assert {name for group in strings.GROUPS for name in group} == set(strings.FAMILIES)
    fields = [f"field {n}" for n in range(30)]
    rounds = [strings.round_of(n, fields) for n in ROUNDS]
    for name in fields:
        assert len({str(one[name]) for one in rounds}) >= len(strings.GROUPS) - 1, name
    known = {text for one in rounds for text in one.values()}
    assert len(known) > 120


def test_the_reader_of_pages_finds_what_has_come_alive():
    """The seeded fault: each kind of markup shown unescaped is noticed."""
    for words in strings.MARKUP:
        inert = words.startswith(("&", "＜", "`", "'", '" onfocus', "javascript:", "\\"))
        assert bool(read(f"<p>{words}</p>").alive) != inert, words
    assert (
        read("<p title='&quot;&gt;&lt;script&gt;alert(1)'>&lt;script&gt;alert(1)</p>").alive == []
    )


def test_every_address_that_takes_a_post_is_tried(db, targets):
    taking = {
        name
        for (name, _), cells in test_addresses.TABLE.items()
        if {cell[1] for cell in cells.values()} & set("+dv")
    }
    missing = taking - {t.name for t in targets} - BARE
    assert {name for name in missing if not name.startswith(LEFT_OUT)} == set()
    assert len({t.name for t in targets if t.name.startswith("admin:")}) > 20
    assert sum(len(t.fields) for t in targets) > 400


# Their situations stand only once: the same days of one person, one plan to be published.
LEFT_OUT = ("leave:", "desk:plan_publish")
# Acts of one button: nothing can be typed into them.
BARE = {
    "desk:read_messages", "documents:send", "documents:take_back", "documents:give_up",
    "documents:urge", "documents:seal", "icon", "logout",
}  # fmt: skip


def _clients(targets: list[Target], web):
    return {login: web(login) for login in {t.login for t in targets}}


def _rounds(target: Target, turn: int) -> range:
    """Return the rounds of a form: those of one kind share their fields and take turns."""
    step = SHARED.get(target.name, 1)
    return range(turn % step, len(ROUNDS), step)


def test_every_family_in_every_field(targets, web, visit):
    clients, wrong = _clients(targets, web), []
    for turn, target in enumerate(targets):
        for number in _rounds(target, turn):
            values = {**target.again(), **strings.round_of(number, target.fields)}
            wrong += faults(clients[target.login], target, values, number=number)
    assert not wrong, "\n".join(wrong[:60])


def test_every_family_in_every_text_that_a_service_takes(targets, web, visit):
    """What asks for a shape is filled in soundly, so that the texts get past the form."""
    clients, wrong = _clients(targets, web), []
    for turn, target in enumerate(targets):
        for number in range(turn % 2, len(strings.MILD), 1 + (target.name in SHARED)):
            if not target.texts:
                break
            mild = strings.round_of(number, target.texts, strings.MILD)
            values = {**target.again(), **mild}
            wrong += faults(clients[target.login], target, values, number=number + 1)
    assert not wrong, "\n".join(wrong[:60])


def test_odd_days_numbers_and_keys_that_have_the_right_shape(targets, web, visit):
    clients, wrong = _clients(targets, web), []
    for turn, target in enumerate(targets):
        kinds = {name: target.form.inputs[name].kind for name in target.typed}
        for number in range(4) if kinds else ():
            odd = {}
            for place, (name, kind) in enumerate(kinds.items()):
                values = ODD.get(kind, strings.KEYS)
                if kind in ODD or (number + place) % 3 == 0:
                    odd[name] = values[(number + turn + place // 2) % len(values)]
            values = {**target.again(), **odd}
            wrong += faults(clients[target.login], target, values, number=number)
    assert not wrong, "\n".join(wrong[:60])


@pytest.mark.parametrize("bad", ["//evil.example", "https://evil.example", "javascript:alert(1)",
                                 "\\\\evil", "/\\e", "http:///evil"])  # fmt: skip
def test_no_string_makes_the_sign_in_lead_elsewhere(office, web, bad):
    said = {"username": "nyj.clerk", "password": "correct horse battery staple", "next": bad}
    answer = web("").post("/login/", said)
    assert (answer.status_code, answer["Location"]) == (302, "/")
