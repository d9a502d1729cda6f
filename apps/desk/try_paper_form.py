"""The form of a whole paper that is tried: who sends what, about what, when, and who is away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from apps.core.fields import RowField, RowsField, offer
from apps.desk.try_forms import LONGEST, BookForm
from apps.documents.supposing import FLAGS, Paper
from apps.organisation.models import Post, Unit
from apps.organisation.overview import Leader
from apps.organisation.vocabulary import UnitKind
from apps.rulebook.inquiries import INQUIRIES
from apps.rulebook.questions.words import COLUMNS
from apps.rulebook.terms import Urgency

WAYS = (("incoming", "收文（下级、部门来文）"), ("outgoing", "发文（以本级政府或者办公室名义）"))
SENDERS = (
    UnitKind.DEPARTMENT, UnitKind.SUBORDINATE_AGENCY, UnitKind.AFFILIATED_INSTITUTION,
    UnitKind.DISPATCHED_AGENCY, UnitKind.COUNTY_GOVERNMENT, UnitKind.TOWNSHIP_GOVERNMENT,
)  # fmt: skip
OTHERS, JOINT = "touches_others", "joint"
MOST = 20
# What is usually changed comes first; the rest keeps its order.
FIRST = (
    "way", "sender", "document_kind", "doc_class", "issuer", "urgency", "on_day", "gone", "major",
    "co_leaders", "flags",
)  # fmt: skip


def _codes(inquiry: str, name: str, form: BookForm) -> list[tuple[str, str]]:
    """Return the closed list of a fact as this book calls its members."""
    asked = INQUIRIES[inquiry]
    fact = next(f for f in asked.facts if f.name == name)
    words = asked.words(name, form.book)
    return [(str(c), words.get(str(c), str(c))) for c in fact.column(form.book.listed)]


class TryPaperForm(BookForm):
    """A paper, a day and some leaders who are supposed to be away."""

    way = forms.ChoiceField(label="收文还是发文", choices=WAYS)
    sender = RowField(
        Unit.objects.none(), label="来文（起草）单位", empty_label="请选择",
        error_messages={"required": "请选择来文（起草）单位"},
    )  # fmt: skip
    document_kind = forms.ChoiceField(label="文种")
    issuer = forms.ChoiceField(label="发文名义", help_text="收文不看这一项")
    doc_class = forms.ChoiceField(label="文件类别")
    urgency = forms.ChoiceField(label="紧急程度")
    title = forms.CharField(label="标题", required=False, max_length=200)
    body = forms.CharField(
        label="正文", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="可以不填；填写的，检查报告中是否夹带请示事项等",
    )  # fmt: skip
    subject = forms.CharField(
        label="涉及的专项任务", required=False, max_length=100,
        help_text="有专项委托的，按委托确定由谁批示",
    )  # fmt: skip
    addressees = forms.IntegerField(label="主送机关个数", min_value=1, max_value=MOST, initial=1)
    matters_count = forms.IntegerField(label="请示事项个数", min_value=1, max_value=MOST, initial=1)
    addressed_to_person = forms.BooleanField(label="主送领导个人", required=False)
    major = forms.BooleanField(label=COLUMNS["major"], required=False)
    flags = forms.MultipleChoiceField(
        label="内容", required=False, widget=forms.CheckboxSelectMultiple
    )
    co_leaders = RowsField(
        Post.objects.none(), label="还涉及哪些领导分管", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    gone = forms.MultipleChoiceField(
        label="假如谁外出", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="离开本地的公务外出；已批准的请假按实际计算，不必再选",
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, *, today: date, leaders: Iterable[Leader]) -> None:
        super().__init__(data, today=today)
        found = [leader for leader in leaders if leader.name]
        offer(self, "document_kind", _codes("documents.required_form", "kind", self))
        offer(self, "issuer", _codes("documents.signing", "issuer", self))
        offer(self, "doc_class", _codes("documents.requirements", "doc_class", self))
        offer(self, "urgency", _codes("matters.step_limits", "urgency", self))
        stated = [(k, word) for k, word in COLUMNS.items() if k in FLAGS or k in (OTHERS, JOINT)]
        offer(self, "flags", [one for one in stated if one[0] != "normative"])
        offer(self, "gone", [(str(x.person_id), f"{x.name}（{x.title}）") for x in found])
        for name, rows in (
            ("sender", Unit.objects.filter(kind__in=SENDERS, abolished_on__isnull=True)),
            ("co_leaders", Post.objects.filter(pk__in=[x.post_id for x in found])),
        ):
            field = cast(forms.ModelChoiceField, self.fields[name])
            field.queryset = rows.order_by("position", "pk")
        names = {x.post_id: f"{x.name}（{x.title}）" for x in found}
        picked = cast(Any, self.fields["co_leaders"])
        picked.label_from_instance = lambda post: names[post.pk]
        self.order_fields(FIRST)
        self.fields["document_kind"].initial = "request_for_instructions"

    def paper(self) -> Paper:
        """Return the paper that is tried."""
        given = self.cleaned_data
        flags = set(given["flags"])
        return Paper(
            incoming=given["way"] == "incoming",
            unit=given["sender"],
            kind=given["document_kind"],
            issuer="department" if given["way"] == "incoming" else given["issuer"],
            doc_class=given["doc_class"],
            urgency=cast(Urgency, given["urgency"]),
            subject=given["subject"],
            title=given["title"],
            body=given["body"],
            addressees=given["addressees"],
            matters_count=given["matters_count"],
            addressed_to_person=given["addressed_to_person"],
            major=given["major"],
            flags=flags - {OTHERS, JOINT},
            other_units=("其他部门",) if OTHERS in flags else (),
            joint_units=("联合报送的部门",) if JOINT in flags else (),
            co_leaders=tuple(given["co_leaders"]),
            gone=frozenset(map(int, given["gone"])),
        )
