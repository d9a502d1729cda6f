"""The action panel's forms: settling, handing over, adding, urging, finding, attaching."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from apps.core.fields import DayField, RowField, offer
from apps.documents.forms.rows import PostField, PostsField
from apps.matters.models import Step
from apps.matters.purposes import Purpose
from apps.organisation.authority import Hat
from apps.organisation.models import Person, Post
from apps.organisation.vocabulary import LEADER_ROLES, PostRole
from apps.organisation.wording import said


class SmallForm(forms.Form):
    """A form beside others on one page: its inputs have ids of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.removesuffix('Form').lower()}_%s")
        super().__init__(*args, **kwargs)


class SettleForm(forms.Form):
    """One decision: how the step ends, with what opinion, and what that station also needs."""

    outcome = forms.ChoiceField(label="办理结果", widget=forms.RadioSelect)
    opinion = forms.CharField(
        label="意见",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "data-opinion": ""}),
    )
    version = forms.IntegerField(label="文稿版本", widget=forms.HiddenInput)
    step_pk = 0

    def __init__(self, *args: Any, purpose: Purpose, extras: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purpose = purpose
        offer(self, "outcome", [(o.key, o.label) for o in purpose.outcomes])
        if len(purpose.outcomes) == 1:
            self.initial.setdefault("outcome", purpose.outcomes[0].key)
        demanding = [o.label for o in purpose.outcomes if o.needs_opinion]
        self.opinion_is_free = not demanding
        if demanding and len(demanding) < len(purpose.outcomes):
            self.fields["opinion"].help_text = f"选“{'”“'.join(demanding)}”须写明"
        self.fields.update(_extra_fields(purpose.key, extras))

    def renew(self, version: int) -> None:
        """Take what is shown now as read: whoever decides again has the newest text before him."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(version)
        self.data = data

    def payload(self) -> dict[str, Any]:
        """Return what goes to the module's handler."""
        own = ("outcome", "opinion", "version")
        return {k: v for k, v in self.cleaned_data.items() if k not in own}


def _found(extras: dict[str, Any]) -> dict[str, forms.Field]:
    """Return what the office may find beside what the drafter has stated."""
    choices = extras.get("flags", ())
    field = forms.MultipleChoiceField(
        label="审核认定",
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="认定后随之增加前置程序，只能增加，不能取消",
    )
    return {"found": field} if choices else {}


def _extra_fields(purpose: str, extras: dict[str, Any]) -> dict[str, forms.Field]:
    if purpose == "check":
        return _found(extras)
    if purpose == "register":
        return {
            "due_on": DayField(
                label="限办日期",
                required=False,
                initial=extras.get("due_on"),
                help_text="来文要求或者事项需要的，写明办结日期；没有则不填",
            )
        }
    if purpose == "opine":
        return {
            "major": forms.BooleanField(
                label=said("重大事项，报{mayor}审批"),
                required=False,
                initial=extras.get("major", False),
            ),
            "subject": forms.CharField(
                label="所属专项任务",
                required=False,
                max_length=80,
                initial=extras.get("subject", ""),
                help_text=said("{mayor}委托的专项任务，按委托呈批；没有则不填"),
            ),
            "co_leaders": PostsField(
                _leaders(extras["day"]),
                label="送其他领导同志核批",
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=extras.get("co_leaders", ()),
                help_text="联合报送的，已选定联合报送单位的分管领导同志"
                if extras.get("co_leaders")
                else "",
            ),
            **_found(extras),
        }
    if purpose == "present":
        options = [(str(n), label) for n, label in enumerate(extras.get("options", ()))]
        return {
            "option": forms.ChoiceField(
                label="签发路径",
                choices=options,
                initial="0",
                widget=forms.RadioSelect,
                required=False,
            )
        }
    return {}


def _standing(day: dt.date) -> QuerySet[Post]:
    posts = Post.objects.filter(abolished_on__isnull=True)
    return posts.with_holder(day).order_by("position", "pk")


def _leaders(day: dt.date) -> QuerySet[Post]:
    return _standing(day).filter(role__in=LEADER_ROLES)


class HandOverForm(SmallForm):
    """Hand a step to another post, with the reason."""

    to = PostField(Post.objects.none(), label="接办人")
    reason = forms.CharField(label="转办原因", max_length=400)

    def __init__(self, *args: Any, step: Step, day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step.post.role in LEADER_ROLES:
            posts = _leaders(day)
        else:
            near = Q(unit_id=step.post.unit_id) | Q(role=PostRole.SECTION_HEAD)
            posts = _standing(day).filter(near)
        offer(self, "to", posts.exclude(pk=step.post_id))


class AddForm(SmallForm):
    """Ask further leaders for their opinion (加签)."""

    posts = PostsField(
        Post.objects.none(), label="加送的领导同志", widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label="加签事由", max_length=400)

    def __init__(
        self, *args: Any, step: Step, hats: Iterable[Hat], day: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        asking = {step.post_id, *(hat.post_id for hat in hats)}
        leaders = _leaders(day).exclude(pk__in=asking)
        offer(self, "posts", leaders)


class PaperForm(SmallForm):
    """A decision on paper, entered by the office with its scan (代录)."""

    decided_by = RowField(Person.objects.none(), label="批示人")
    outcome = forms.ChoiceField(label="批示结果")
    opinion = forms.CharField(
        label="批示原文", max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    scan = forms.FileField(label="批示原件扫描件")

    def __init__(self, *args: Any, purpose: Purpose, people: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "outcome", [(o.key, o.label) for o in purpose.outcomes])
        pks = [p.pk for p in people]
        offer(self, "decided_by", Person.objects.filter(pk__in=pks))


class DisclosureForm(SmallForm):
    """Whether and why a document is published."""

    disclosure = forms.ChoiceField(
        label="公开属性",
        choices=[("proactive", "主动公开"), ("on_request", "依申请公开"), ("withheld", "不予公开")],
    )
    disclosure_ground = forms.CharField(
        label="不予公开依据",
        required=False,
        max_length=200,
        help_text="不予公开的须写明法律依据",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the ground where nothing is published."""
        values = super().clean() or {}
        if values.get("disclosure") == "withheld" and not values.get("disclosure_ground"):
            self.add_error("disclosure_ground", "不予公开的，请写明法律依据")
        return values


class AttachForm(SmallForm):
    """One file for a draft."""

    file = forms.FileField(label="添加附件", error_messages={"required": "请先选择要添加的文件"})


class RemoveForm(SmallForm):
    """Why a file is taken out of a draft."""

    reason = forms.CharField(label="移除原因", max_length=400)


class SplitForm(forms.Form):
    """Titles of the drafts that a document with several matters is split into."""

    titles = forms.CharField(
        label="拆分后的标题，每件一行", widget=forms.Textarea(attrs={"rows": 3})
    )


class InstructionForm(SmallForm):
    """What the leader above all others writes when he calls a document in."""

    instruction = forms.CharField(
        label="批示意见", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(SmallForm):
    """A reason for an override or an amendment."""

    reason = forms.CharField(label="理由", max_length=400)


class AmendForm(ReasonForm):
    """A change of the text after the signature; an empty field stays as it is."""

    title = forms.CharField(label="标题", required=False, max_length=300)
    body_text = forms.CharField(
        label="正文", required=False, widget=forms.Textarea(attrs={"rows": 10})
    )
