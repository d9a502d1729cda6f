"""The reference for authors lists every key of every schema, in Chinese, and nothing besides."""

import re
from typing import get_args

import pytest

from apps.rulebook import terms
from apps.rulebook.meanings import MEANINGS
from apps.rulebook.provisions import SCHEMAS
from apps.rulebook.provisions.base import Provision
from apps.rulebook.reference import codes, models, reference
from apps.rulebook.reference_words import KEYS, PARTS

HAN = re.compile("[一-龥]")
PARTS_BY_NAME = {part.name: part for part in reference()}


def key(part, name):
    (found,) = [one for one in PARTS_BY_NAME[part].keys if one.name == name]
    return found


def test_every_meaning_is_written_as_some_part():
    told = [meaning for part in reference() for meaning in part.meanings]
    assert sorted(told) == sorted(MEANINGS)
    assert set(SCHEMAS) <= set(told)


@pytest.mark.parametrize("model", models(), ids=lambda m: m.__name__)
def test_every_key_of_a_schema_is_told_in_chinese(model):
    part = PARTS_BY_NAME[model.__name__]
    everywhere = {one.name for one in PARTS_BY_NAME["Provision"].keys}
    told = {one.name for one in part.keys}
    if issubclass(model, Provision):
        told |= everywhere
    assert told == set(model.model_fields)
    for one in part.keys:
        assert HAN.search(one.means), (part.name, one.name)
        assert one.takes, (part.name, one.name)
        assert one.optional != model.model_fields[one.name].is_required()


def test_no_words_are_idle_and_no_two_parts_are_called_alike():
    keys = [(m.__name__, name) for m in models() for name in m.model_fields]
    for entry in KEYS:
        part, _, name = entry.rpartition(".")
        fitting = [(p, n) for p, n in keys if n == name and part in ("", p)]
        own = {f"{p}.{n}" for p, n in keys} & set(KEYS)
        assert [pair for pair in fitting if part or ".".join(pair) not in own], entry
    assert set(PARTS) == {m.__name__ for m in models()}
    titles = [part.title for part in reference()]
    assert len(titles) == len(set(titles))


def test_what_a_key_takes_is_said_as_an_author_writes_it():
    assert key("BookEntry", "issued_on").takes == "日期"
    assert key("BookEntry", "numbering").takes == "“编号方式（book.toml）”"
    assert key("Limit", "unit").takes == "时间单位代号"
    assert key("Limit", "roll").takes == "true 或 false"
    assert key("ChainStep", "who").takes == "数组：岗位代号"
    assert key("ChainStep", "when").takes == "条件"
    assert key("CaseEntry", "when").takes == "文字"
    assert key("CaseEntry", "facts").takes == "表：文字 = 任意值"
    assert key("CapacityRow", "powers").takes == "数组：职权代号、*"
    assert key("QuotaRow", "least").takes == "整数"
    assert key("RulingRow", "effect").takes == "yes、no、unless_reasoned"


def test_a_sentence_names_the_blanks_it_may_hold():
    assert key("BothAway", "sentence").blanks == ("{quote}", "{proposes}", "{names}")
    assert key("RulingRow", "sentence").blanks == ()


def test_every_code_has_its_word_in_every_book(any_book):
    told = dict(codes(any_book))
    lists = {get_args(v) for k, v in vars(terms).items() if k[0].isupper() and get_args(v)}
    for words in told.values():
        assert tuple(words) in lists or set(words) in map(set, lists)
        assert all(HAN.search(word) for word in words.values())
    assert told["岗位"]["mayor"] == any_book.vocabulary.posts["mayor"]
    assert told["时间单位"]["workday"] == "个工作日"
