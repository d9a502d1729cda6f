"""The drafting form of incoming and outgoing documents."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms

from apps.core.fields import DayField, offer
from apps.core.verdicts import Refused
from apps.documents import joint
from apps.documents.forms.rows import RecipientsField, UnitsField
from apps.documents.forms.titled import TitledForm
from apps.documents.models import Document
from apps.documents.models.document import BRACKETS
from apps.organisation.models import Unit
from apps.organisation.vocabulary import UnitKind
from apps.organisation.wording import said
from apps.typesetting.textrules import Draft as Wording

NAMES = re.compile(r"[，,、;；\n]+")
# A down-going document is addressed to bodies together: 各县、市、区人民政府 is one name.
TOGETHER = re.compile(r"[，,;；\n]+")
NUMBER = re.compile(r"[\u4e00-\u9fff]{2,20}〔\d{4}〕[1-9]\d{0,4}号")
# Python turns no number of thousands of digits into one.
SHORT_NUMBER = re.compile(r"[0-9]{1,4}")
CITED_UNITS = (UnitKind.SECTION, UnitKind.GOVERNMENT)
# A draft may be looked at half done: only sending asks for what no document can do without.
HALF_DONE = ("save", "check", "import", "preview", "measure")


UNITS = Unit.objects.exclude(kind__in=CITED_UNITS).order_by("kind", "position")
UNITS_AND_LEADERS = Unit.objects.exclude(kind=UnitKind.SECTION).order_by("kind", "position")
C = Document.DocClass
# What a department may ask the government's consent to issue in its own name.
INCOMING_CLASSES = [
    (C.ORDINARY, "不涉及"),
    (C.IMPORTANT_POLICY, C.IMPORTANT_POLICY.label),
    (C.NORMATIVE, C.NORMATIVE.label),
]


class NamesField(forms.CharField):
    """A list of bodies' names, typed with commas or one a line."""

    between = NAMES

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # a list field
        """Return the names, each once, in the order typed."""
        text = super().to_python(value)
        names = (part.strip().rstrip("：:。") for part in self.between.split(text or ""))
        return list(dict.fromkeys(n for n in names if n))

    def run_validators(self, value: Any) -> None:
        """Ask the validators of the text: a list hides its length and its null characters."""
        super().run_validators("，".join(value))

    def prepare_value(self, value: Any) -> Any:
        """Return the names as text for the input."""
        return "，".join(value) if isinstance(value, list | tuple) else value


class DraftForm(TitledForm):
    """What a drafter writes; the book's refusals are put beside the fields they are about."""

    addressees = NamesField(label="主送机关", max_length=600, help_text="只写一个机关；其他用抄送")
    copies = NamesField(label="抄送机关", max_length=600, required=False)
    handling = forms.CharField(
        label="公开范围",
        initial="internal",
        widget=forms.Select(choices=[("internal", "内部"), ("public", "公开")]),
        help_text="涉密文件不得在本系统处理",
    )
    due_on = DayField(label="要求办结日期", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Document
        fields = (
            "document_kind",
            "urgency",
            "reference",
            "title",
            "body_text",
            "annex_title",
            "annex_text",
            "sides",
            "basis",
            "contact_name",
            "contact_phone",
            "notes",
            "subject",
            "assignment_reference",
            "skip_approval",
            "matters_count",
            "addressed_to_person",
            "issuer",
            "doc_class",
            "important",
            "major_decision",
            "public_interest",
            "stability_risk",
            "market_activity",
            "disagreement",
            "disputed",
            "secret_by_law",
            "party_committee",
            "party_report",
            "other_units",
            "joint_units",
            "recipients",
            "disclosure",
            "disclosure_ground",
        )
        field_classes = {
            "other_units": UnitsField,
            "joint_units": UnitsField,
            "recipients": RecipientsField,
        }
        widgets = {
            "body_text": forms.Textarea(attrs={"rows": 16, "class": "doc-text"}),
            "annex_text": forms.Textarea(attrs={"rows": 8, "class": "doc-text"}),
            "other_units": forms.CheckboxSelectMultiple,
            "joint_units": forms.CheckboxSelectMultiple,
            "recipients": forms.CheckboxSelectMultiple,
        }

    # Fields of one direction only; the other direction never shows or takes them.
    INCOMING_ONLY = (
        "reference",
        "joint_units",
        "subject",
        "assignment_reference",
        "skip_approval",
        "matters_count",
        "addressed_to_person",
        "contact_name",
        "contact_phone",
    )
    OUTGOING_ONLY = (
        "issuer",
        "important",
        "major_decision",
        "public_interest",
        "stability_risk",
        "market_activity",
        "disputed",
        "secret_by_law",
        "party_committee",
        "party_report",
        "recipients",
        "disclosure",
        "disclosure_ground",
    )

    def __init__(self, data: Any = None, *args: Any, direction: str, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.direction = direction
        incoming = direction == Document.Direction.INCOMING
        for name in self.OUTGOING_ONLY if incoming else self.INCOMING_ONLY:
            del self.fields[name]
        self.fields["body_text"].required = True
        self.fields["sides"].required = False
        self.use_required_attribute = False
        self.initial.setdefault("form_key", uuid.uuid4())
        # The first choice of a list is never "---------".
        offer(self, "document_kind", Document.Kind.choices)
        if incoming:
            self._upward()
        else:
            self._issued()
        offer(self, "other_units", UNITS.all())

    def _upward(self) -> None:
        """A document to the city government is a request, unless somebody says otherwise."""
        self.initial.setdefault("document_kind", Document.Kind.REQUEST)
        self.initial.setdefault("addressees", [said("{formal}")])
        self.fields["reference"].label = "发文字号"
        for name in ("contact_name", "contact_phone"):
            self.fields[name].help_text = "请示须填写，报告可以不填"
        self.fields["doc_class"].required = False
        offer(self, "doc_class", INCOMING_CLASSES)
        offer(self, "joint_units", UNITS.filter(kind__in=joint.KINDS))
        self.fields["doc_class"].label = "拟以本部门名义印发的"

    def _issued(self) -> None:
        """A document of the city government or its office goes to many bodies together."""
        self.initial.setdefault("document_kind", Document.Kind.NOTICE)
        self.fields["addressees"].help_text = "写统称或者全称，用逗号隔开"
        for name in ("addressees", "copies"):
            self.fields[name].between = TOGETHER  # type: ignore[attr-defined]
        offer(
            self,
            "issuer",
            [c for c in Document.Issuer.choices if c[0] != Document.Issuer.DEPARTMENT],
        )
        offer(self, "recipients", UNITS_AND_LEADERS.all())

    def clean_reference(self) -> str:
        """Return the sender's own number, its brackets as the standard has them (GB/T 9704 7.2.5).

        What is issued here has no such field: its number comes from the ledger.
        """
        text = "".join(self.cleaned_data["reference"].split()).translate(BRACKETS)
        if text and not NUMBER.fullmatch(text):
            words = "发文字号写作“机关代字〔年份〕序号”，序号不加“第”，不编虚位"
            raise forms.ValidationError(words)
        return text

    def full_clean(self) -> None:
        """Refuse a draft without text or addressees only when it is to be sent."""
        needed = [self.fields[name] for name in ("body_text", "addressees")]
        half_done = any(verb in self.data for verb in HALF_DONE)
        for field in needed:
            field.required = not half_done
        super().full_clean()
        for field in needed:
            field.required = True

    def wording(self) -> Wording:
        """Return what the rules of wording look at."""
        count = self.text("matters_count")
        return Wording(
            kind=self.text("document_kind"),
            title=self.text("title"),
            addressees=self.text("addressees"),
            body_text=self.text("body_text"),
            annex_title=self.text("annex_title"),
            annex_text=self.text("annex_text"),
            notes=self.text("notes"),
            matters_count=int(count) if SHORT_NUMBER.fullmatch(count) else 1,
        )

    def clean(self) -> dict[str, Any]:
        """Fill in the usual class and way of printing; ask for the ground of not publishing."""
        values = super().clean()
        values["sides"] = values.get("sides") or self.instance.sides
        if "doc_class" in self.fields and not values.get("doc_class"):
            values["doc_class"] = C.ORDINARY
        if values.get("disclosure") == "withheld" and not values.get("disclosure_ground"):
            self.add_error("disclosure_ground", "不予公开的，请写明法律依据")
        return values

    def values(self) -> dict[str, Any]:
        """Return what the services take: the fields without the form's own bookkeeping."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("version", "form_key")}

    def add_refusal(self, refused: Refused) -> None:
        """Put each refusal beside its field, or above the form."""
        for verdict in refused.verdicts:
            field = {
                "kind": "document_kind",
                "classification": "handling",
                "body": "body_text",
                "contact": "contact_name",
            }.get(verdict.field, verdict.field)
            self.add_error(field if field in self.fields else None, verdict.sentence)
