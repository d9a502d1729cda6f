"""Shapes of input for the admin; each asks the policy that the service will ask again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone

from apps.core.fields import InstantField, RowField
from apps.core.verdicts import Refused, Verdict
from apps.organisation import consequences, policies
from apps.organisation.authority import law
from apps.organisation.models import ABPair, Absence, Appointment, Delegation, Liaison, Person, Post
from apps.organisation.vocabulary import DelegationKind
from apps.organisation.wording import later

WHEN = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PolicyForm(forms.ModelForm):
    """A form whose refusals are the policy's sentences, beside the field they are about."""

    needs: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        values = {name: self.value(name) for name in self.needs}
        if all(values.values()):
            self.judge(self.verdict())
        return cleaned

    def value(self, name: str) -> Any:
        """Return a field's cleaned value, or the row's where the field is not shown."""
        if name in self.cleaned_data:
            return self.cleaned_data[name]
        return getattr(self.instance, name, None) if self.instance.pk else None

    def verdict(self) -> Verdict:
        raise NotImplementedError

    def judge(self, verdict: Verdict) -> None:
        """Turn a refusal into an error of its field."""
        if not verdict:
            field = verdict.field if verdict.field in self.fields else NON_FIELD_ERRORS
            self.add_error(None if field == NON_FIELD_ERRORS else field, verdict.sentence)


class AppointmentForm(PolicyForm):
    """A change of seats is saved by whoever has ticked that he knows what comes with it."""

    needs = ("person", "post", "from_on")
    known = forms.BooleanField(
        label="已了解变动带来的后果",
        required=False,
        help_text=later(
            "涉及分工、{cover}、联系{deputy_secretary_general}或者委托的，先列出后果，勾选后再保存"
        ),
    )

    class Meta:
        model = Appointment
        fields = ("person", "post", "kind", "from_on", "to_on", "document")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors and not self.cleaned_data.get("known"):
            for sentence in self.consequences():
                self.add_error("known", sentence)
        return cleaned

    def consequences(self) -> list[str]:
        """Return what this change brings with it, in sentences."""
        post, to_on = self.value("post"), self.value("to_on")
        found = (
            []
            if self.instance.pk
            else consequences.of_appointing(post, self.value("kind"), self.value("from_on"))
        )
        if to_on and "to_on" in self.changed_data:
            found += consequences.of_ending(post, to_on, ending=self.instance.pk)
        return found

    def verdict(self) -> Verdict:
        return policies.may_appoint(
            self.value("person"),
            self.value("post"),
            self.value("from_on"),
            self.value("to_on"),
            exclude=self.instance.pk,
        )


class ABPairForm(PolicyForm):
    needs = ("post_a", "post_b", "from_on")

    class Meta:
        model = ABPair
        fields = ("post_a", "post_b", "from_on", "to_on")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        a, b = self.value("post_a"), self.value("post_b")
        if a and b and a.pk > b.pk:  # the row keeps the smaller post first
            self.cleaned_data["post_a"], self.cleaned_data["post_b"] = b, a
        return cleaned

    def verdict(self) -> Verdict:
        return policies.may_pair(
            self.value("post_a"),
            self.value("post_b"),
            self.value("from_on"),
            self.value("to_on"),
            exclude=self.instance.pk,
        )


class LiaisonForm(PolicyForm):
    needs = ("leader", "from_on")

    class Meta:
        model = Liaison
        fields = ("deputy", "leader", "section", "from_on", "to_on")

    def verdict(self) -> Verdict:
        return policies.may_attach(
            self.value("leader"),
            self.value("from_on"),
            self.value("to_on"),
            exclude=self.instance.pk,
        )


class AbsenceForm(PolicyForm):
    needs = ("person", "from_at", "to_at")

    class Meta:
        model = Absence
        fields = (
            "person",
            "kind",
            "leaves_city",
            "destination",
            "from_at",
            "to_at",
            "reason",
            "approved_at",
            "approved_by",
        )

    def verdict(self) -> Verdict:
        person, approver = self.value("person"), self.value("approved_by")
        if approver and approver.pk == person.pk:
            return policies.absences.OWN_APPROVAL
        return policies.may_record_absence(
            person, self.value("from_at"), self.value("to_at"), exclude=self.instance.pk
        )


class DelegationForm(PolicyForm):
    needs = ("kind", "grantor", "grantee", "from_at", "to_at")
    powers = forms.MultipleChoiceField(
        label="委托的权限",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=later("只用于主持{government}工作；未勾选的重要权限仍由{mayor}本人行使"),
    )

    class Meta:
        model = Delegation
        fields = (
            "kind",
            "grantor",
            "grantee",
            "covers",
            "powers",
            "subject",
            "units",
            "from_at",
            "to_at",
            "document",
            "reason",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "document" in self.fields:
            self.fields["document"].required = True
        if "powers" in self.fields:
            field = cast(forms.MultipleChoiceField, self.fields["powers"])
            field.choices = law.grantable(timezone.localdate())

    def verdict(self) -> Verdict:
        if not (self.value("document") or "").strip():
            return Verdict.deny("代录书面批示的，请填写依据文件", field="document")
        ahead = policies.may_begin(self.value("from_at"), self.value("to_at"), timezone.now())
        return ahead and policies.may_delegate(
            kind=self.value("kind"),
            grantor=self.value("grantor"),
            grantee=self.value("grantee"),
            covers=self._covers(),
            powers=self.value("powers") or (),
            subject=self.value("subject") or "",
            from_at=self.value("from_at"),
            to_at=self.value("to_at"),
            exclude=self.instance.pk,
        )

    def _covers(self) -> Any:
        named = self.value("kind") == DelegationKind.NAMED_SUBSTITUTE
        return self.value("covers") if named else None


class LeaderField(RowField):
    """A choice of leaders' posts, shown with their holders."""

    names: dict[int, str]

    def offer(self, people: Iterable[tuple[Post, str]]) -> None:
        """Set what may be chosen: posts with their holders' names."""
        self.names = {post.pk: name for post, name in people}
        self.queryset = Post.objects.filter(pk__in=self.names).order_by("position", "pk")

    def label_from_instance(self, obj: Any) -> str:
        return f"{self.names[obj.pk]}（{obj.name}）"


class RefusableForm(forms.Form):
    """A form beside whose fields a service's refusals can stand."""

    def add_refusal(self, refused: Refused) -> None:
        """Put each refusal beside its field, or above the form."""
        for verdict in refused.verdicts:
            self.add_error(
                verdict.field if verdict.field in self.fields else None, verdict.sentence
            )


class ArrangeForm(RefusableForm):
    """Who is to act for a post, and for which hours."""

    grantee = LeaderField(
        Post.objects.none(), label="代行人", widget=forms.RadioSelect, empty_label=None
    )
    from_at = InstantField(label="起始时间", widget=WHEN)
    to_at = InstantField(label="截止时间", widget=WHEN)
    reason = forms.CharField(label="理由", max_length=200, required=False)

    def __init__(self, *args: Any, candidates: Iterable[tuple[Post, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(LeaderField, self.fields["grantee"]).offer(candidates)


class PersonForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ("username", "name", "pinyin_full", "pinyin_initials", "email", "mobile")

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().casefold()
