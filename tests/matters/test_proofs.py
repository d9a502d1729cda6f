"""Requirements and findings: the book's list, proof by proof."""

import pytest

from apps.core.verdicts import Cite, Refused
from apps.matters import proofs
from apps.matters.models import Attachment, Finding, Requirement
from apps.rulebook.answers import RequirementSpec
from apps.trail.models import Event
from tests.matters.house import AT

CITE = Cite("11.2", "xianning_2023", "第十一条", "应当进行合法性审查")


def spec(key, before="presented", waivable_by=()):
    return RequirementSpec(key, f"{key}程序", "法定程序", (CITE,), waivable_by, before)


def sync(house, slip, *specs):
    proofs.sync(matter=slip, specs=specs, at=AT)


def find(house, slip, key, result="satisfied", person=None, **fields):
    return proofs.find(
        matter=slip,
        key=key,
        result=result,
        **{"reason": "已办理", **house.actor(person or house.registry), **fields},
    )


@pytest.fixture
def slip(house):
    slip = house.slip()
    sync(
        house,
        slip,
        spec("legality"),
        spec("hearing", waivable_by=("registry",)),
        spec("budget", before="issued"),
    )
    return slip


def test_the_list_keeps_the_books_order_and_gates_only_what_comes_next(house, slip):
    assert [r.key for r, _ in proofs.lights(slip)] == ["legality", "hearing", "budget"]
    closed = proofs.missing(slip, "presented")
    assert [v.field for v in closed] == ["legality", "hearing"]
    assert closed[0].reason == "“legality程序”尚未完成"
    assert closed[0].cites == (CITE,)


def test_proofs_open_the_gate(house, slip):
    find(house, slip, "legality")
    find(house, slip, "hearing", "waived", reason="不涉及听证")
    assert proofs.missing(slip, "presented") == []
    assert [v.field for v in proofs.missing(slip, "issued")] == ["budget"]


def test_a_failed_proof_keeps_the_gate_closed_until_a_newer_one(house, slip):
    find(house, slip, "legality", "failed", reason="超越权限")
    assert "结论为未通过" in proofs.missing(slip, "presented")[0].reason
    find(house, slip, "legality")
    assert [v.field for v in proofs.missing(slip, "presented")] == ["hearing"]
    assert Finding.objects.filter(requirement__key="legality").count() == 2
    assert Finding.objects.get(requirement__key="legality", current=True).result == "satisfied"
    assert Event.objects.filter(verb="slip.finding").count() == 2


def test_what_the_book_no_longer_asks_is_kept_but_gates_nothing(house, slip):
    find(house, slip, "legality")
    sync(house, slip, spec("hearing"))
    assert [r.key for r, _ in proofs.lights(slip)] == ["hearing"]
    assert Requirement.objects.filter(matter=slip, dropped_at=AT).count() == 2
    with pytest.raises(Refused, match="没有这项前置程序"):
        find(house, slip, "legality")
    sync(house, slip, spec("legality"), spec("hearing"))
    assert proofs.lights(slip)[0][1].result == "satisfied"


@pytest.mark.parametrize(
    ("key", "result", "fields", "says"),
    [
        ("legality", "maybe", {}, "请选择办理结论"),
        ("legality", "satisfied", {"reason": " "}, "请写明办理情况或理由"),
        ("legality", "waived", {}, "不得以任何理由免除"),
        ("unknown", "satisfied", {}, "没有这项前置程序"),
    ],
)
def test_a_wrong_finding_is_refused_and_leaves_nothing(house, slip, key, result, fields, says):
    before = Event.objects.count()
    with pytest.raises(Refused, match=says):
        find(house, slip, key, result, **fields)
    assert not Finding.objects.exists()
    assert Event.objects.count() == before


def test_only_the_named_role_waives(house, slip):
    with pytest.raises(Refused, match="须由有权岗位决定不适用"):
        find(house, slip, "hearing", "waived", person=house.owner)


def test_evidence_must_be_a_live_file_of_this_matter(house, slip):
    def file(matter, **fields):
        return Attachment.objects.create(
            matter=matter,
            role="evidence",
            name="意见.pdf",
            file="x",
            size=1,
            sha256="f" * 64,
            media_type="application/pdf",
            uploaded_at=AT,
            uploaded_by=house.owner,
            **fields,
        )

    for wrong in (file(house.slip("另一件")), file(slip, removed_at=AT)):
        with pytest.raises(Refused, match="证明材料不在本件的附件中"):
            find(house, slip, "legality", evidence=wrong)
    assert find(house, slip, "legality", evidence=file(slip)).evidence.matter_id == slip.pk
