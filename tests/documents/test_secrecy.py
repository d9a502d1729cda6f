"""What may be known outside: nothing classified is kept, and disclosure is decided."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from apps.core.verdicts import Refused
from apps.documents.models import Document
from apps.documents.services import drafting
from apps.documents.services.disclosing import set_disclosure
from tests.documents.desk import REQUEST, S, begin, reach, sentences

SECRET = "涉密文件不得在本系统处理"


@pytest.mark.clause("40.13")
@pytest.mark.parametrize("word", ["秘密", "secret", "机密", "绝密", "", "PUBLIC"])
@pytest.mark.parametrize("direction", ["incoming", "outgoing"])
def test_a_classified_document_cannot_be_entered(office, word, direction):
    with pytest.raises(Refused) as caught:
        begin(office, direction, handling=word)
    assert SECRET in sentences(caught.value)
    assert not Document.objects.exists()


@pytest.mark.clause("40.13")
def test_a_draft_cannot_become_classified(office):
    file = begin(office)
    for values in (
        {"handling": "秘密"},
        {"title": "秘密★5年 关于某事的请示"},
        {"body_text": "机密★\n内容"},
    ):
        with pytest.raises(Refused) as caught:
            drafting.edit(document=file.document, values=values, **file.actor("nyj.clerk"))
        assert SECRET in sentences(caught.value)
    assert file.fresh().content_version == 1


@pytest.mark.clause("40.13")
def test_the_form_shows_the_refusal_beside_the_field(office, web):
    values = {
        **REQUEST,
        "addressees": "市人民政府",
        "handling": "秘密",
        "urgency": "normal",
        "matters_count": "1",
        "title": "一件涉密的事",
    }
    answer = web("nyj.clerk").post("/documents/new/incoming/", values)
    assert answer.status_code == 422
    assert answer.context["form"].errors["handling"][0].startswith(SECRET)
    assert "一件涉密的事" in answer.content.decode()
    assert not Document.objects.exists()


@pytest.mark.clause("40.13")
def test_the_database_itself_refuses_a_classified_row(office):
    file = begin(office)
    with pytest.raises(IntegrityError, match="matter_not_classified"), transaction.atomic():
        Document.objects.filter(pk=file.document.pk).update(handling="秘密")


def test_disclosure_is_decided_by_the_drafters_and_the_office_with_a_ground(office):
    file = reach(office, S.NUMBERED, "outgoing", disclosure="")
    act = {"document": file.document, "ground": ""}
    with pytest.raises(Refused, match="请选择公开属性"):
        set_disclosure(disclosure="", **act, **file.actor("wd"))
    with pytest.raises(Refused, match="请写明法律依据"):
        set_disclosure(disclosure="withheld", **act, **file.actor("wd"))
    with pytest.raises(Refused, match="公开属性由起草单位提出"):
        set_disclosure(disclosure="proactive", **act, **file.actor("jyj.clerk"))
    set_disclosure(
        disclosure="withheld", document=file.document, ground="条例第十四条", **file.actor("wd")
    )
    assert file.fresh().disclosure_ground == "条例第十四条"
