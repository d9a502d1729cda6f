"""The document model: one canonical JSON, one hash, refusals with a reason."""

from dataclasses import FrozenInstanceError, replace

import pytest

from apps.typesetting import Gongwen, Paragraph, Table
from tests.typesetting.documents import REAL, SPECIMENS


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_document_survives_json_unchanged(name):
    document = SPECIMENS[name]
    again = Gongwen.from_json(document.to_json())
    assert again == document
    assert again.sha256 == document.sha256


def test_equal_documents_have_equal_hashes_whatever_the_order_of_keys():
    plain = REAL.to_dict()
    shuffled = dict(reversed(plain.items()))
    assert Gongwen.from_dict(shuffled).sha256 == REAL.sha256


def test_one_changed_character_changes_the_hash():
    assert replace(REAL, notes="此件公开发布。").sha256 != REAL.sha256


def test_a_document_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        REAL.title = "别的标题"


@pytest.mark.parametrize(
    ("plain", "sentence"),
    [
        ({"layout": "sideways"}, "公文版式“sideways”无法识别"),
        ({"version": 99}, "版本99"),
        ({"colour": "red"}, "无法识别的项：colour"),
        ({"title": 5}, "“title”项有误"),
        ({"date": "2023-13-01"}, "“date”项有误"),
        ({"body": [{"text": "甲", "level": 9}]}, "0至4"),
        ({"body": ["甲"]}, "应当为对象"),
        ({"body": 3}, "“body”项有误"),
        ({"sealed": "yes"}, "“sealed”项有误"),
    ],
)
def test_wrong_data_is_refused_with_a_sentence(plain, sentence):
    with pytest.raises(ValueError, match=sentence):
        Gongwen.from_dict(plain)


def test_a_table_with_uneven_rows_is_refused():
    with pytest.raises(ValueError, match="栏数"):
        Table(("甲", "乙"), (("一",),))


def test_names_of_labelled_annexes_fill_the_annex_list():
    assert SPECIMENS["down"].annex_names == (
        "2023年全市防汛重点隐患点责任人名单",
        "汛期信息报送有关事项和联络方式说明材料",
    )
    assert REAL.annex_names == ()


def test_a_paragraph_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="段落类别"):
        Paragraph("甲", kind="poem")
