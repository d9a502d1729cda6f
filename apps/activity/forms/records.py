"""Activities, receptions, contact points: the lists come from the book of the day."""

from __future__ import annotations

from typing import Any

from django import forms

from apps.activity import rules
from apps.activity.forms.base import LedgerForm, SmallForm, UnitField, day, units
from apps.activity.models import Activity, ContactPoint, Reception, ResearchTopic
from apps.core.fields import RowField, offer
from apps.organisation.models import Post, Unit
from apps.rulebook.book import Book

Q = rules.questions


class ActivityForm(LedgerForm):
    """One activity of a leader."""

    kind = forms.ChoiceField(label="类别")
    from_on = day("开始日期")
    to_on = day("结束日期", hint="只有一天的，填同一日期；同一天多次只计一天")
    half_day = forms.BooleanField(label="只有半天", required=False)
    contact_point = RowField(
        ContactPoint.objects.none(), label="联系点", required=False, empty_label="不涉及"
    )
    topic = RowField(
        ResearchTopic.objects.none(), label="调研课题", required=False, empty_label="不涉及"
    )

    class Meta:
        model = Activity
        fields = (
            "kind", "title", "from_on", "to_on", "half_day", "place", "companions",
            "contact_point", "topic", "organiser", "for_profit", "arrangement", "findings",
        )  # fmt: skip
        widgets = {"findings": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"arrangement": "外事活动填写统一安排的文号；其他活动没有的不填"}

    def __init__(self, *args: Any, leader: Post, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", rules.choices(Q.KINDS, book))
        points = ContactPoint.objects.filter(leader=leader).standing().order_by("-from_on", "pk")
        offer(self, "contact_point", points)
        topics = ResearchTopic.objects.filter(leader=leader).counted().order_by("-year", "pk")
        offer(self, "topic", topics)


class ReceptionForm(LedgerForm):
    """One reception of visitors."""

    way = forms.ChoiceField(label="接待方式")
    on = day("日期")
    unit = UnitField(Unit.objects.none(), label="责任单位", required=False, empty_label="未确定")
    due_on = day("办理期限", required=False)

    class Meta:
        model = Reception
        fields = (
            "way", "on", "place", "visitors", "visitor_count", "title", "outcome", "unit",
            "due_on",
        )  # fmt: skip
        widgets = {"outcome": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, leader: Post, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = rules.choices(Q.RECEPTIONS, book)
        offer(self, "way", ways)
        offer(self, "unit", units())


class ContactPointForm(LedgerForm):
    """One contact point."""

    from_on = day("确定日期")
    to_on = day("调整日期", required=False, hint="不再联系的，填最后一天")

    class Meta:
        model = ContactPoint
        fields = ("name", "sort", "place", "from_on", "to_on")

    def __init__(self, *args: Any, leader: Post, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class FollowForm(SmallForm):
    """What became of a reception."""

    followed_on = day("回访日期")
    follow_up = forms.CharField(
        label="办理和回访情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class VoidForm(SmallForm):
    """Why a record is struck out."""

    reason = forms.CharField(label="作废原因", max_length=200)
