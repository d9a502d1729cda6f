"""The diagrams come from the tables that the code walks."""

import re

import pytest
from django.core.management import CommandError, call_command

from apps.documents.transitions import TABLES
from apps.matters import graph, purposes
from apps.matters.purposes import Kind, Purpose


@pytest.mark.parametrize("name", TABLES)
def test_a_diagram_has_every_state_and_every_arrow_of_its_table(name):
    text = graph.mermaid(TABLES[name])
    arrows = re.findall(r"^    (\w+) --> (\w+): (.+)$", text, re.M)
    assert set(arrows) == {
        (str(s.value), str(t.target.value), t.label) for t in TABLES[name] for s in t.sources
    }
    assert text.count("[*] --> drafting") == 1
    assert "withdrawn --> [*]" in text
    assert 'state "起草" as drafting' in text


def test_every_state_but_the_first_can_be_reached():
    for table in TABLES.values():
        states = {s for t in table for s in (*t.sources, t.target)}
        assert states - {t.target for t in table} <= {graph._starts(tuple(table))[0]}


def test_the_command_draws_all_rooms_or_one(capsys):
    call_command("flows", "--mermaid", "--app", "documents")
    drawn = capsys.readouterr().out
    assert "## documents 收文" in drawn
    assert drawn.count("```mermaid") == len(TABLES)
    call_command("flows")
    assert "起草、已退文 → 送部门签发 → 待部门签发" in capsys.readouterr().out
    with pytest.raises(CommandError, match="没有模块“kitchen”的流转表"):
        call_command("flows", "--app", "kitchen")


def test_one_purpose_never_means_two_things(monkeypatch):
    monkeypatch.setattr(purposes, "_kinds", dict(purposes._kinds))
    odd = Kind("odd", "怪", "matters.Matter", {"sign": Purpose("sign", "签", "juggle", ())}, print)
    with pytest.raises(ValueError, match="purpose 'sign' differs"):
        purposes.register_kind(odd)
