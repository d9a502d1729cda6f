"""The request as it is filled in: days and halves of days, one kind, where to and why."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils import timezone

from apps.core.fields import DayField, offer
from apps.core.verdicts import Refused
from apps.documents.forms.rows import PostField
from apps.leave import periods, rules
from apps.leave.models import Leave
from apps.organisation.models import Person, Post
from apps.organisation.vocabulary import PostRole, UnitKind
from apps.organisation.wording import later
from apps.rulebook.book import Book

FORENOON, AFTERNOON = "am", "pm"
FROM_HALVES = ((FORENOON, "上午"), (AFTERNOON, "下午"))
TO_HALVES = ((FORENOON, "上午（中午前返回）"), (AFTERNOON, "下午（当日结束前返回）"))
COVERED = (PostRole.UNIT_HEAD, PostRole.SECTION_HEAD)
LONGEST = dt.timedelta(days=periods.MOST_DAYS)


class Day(DayField):
    """A day, chosen or typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"], **kwargs)


class PeriodForm(forms.Form):
    """From one half of a day to another; both are given back as instants."""

    from_on = Day(label="离开日期")
    from_half = forms.ChoiceField(label="离开时段", choices=FROM_HALVES, initial=FORENOON)
    to_on = Day(label="返回日期")
    to_half = forms.ChoiceField(label="返回时段", choices=TO_HALVES, initial=AFTERNOON)

    def clean(self) -> dict[str, Any]:
        """Turn days and halves into ``from_at`` and ``to_at`` (excluded)."""
        values = super().clean() or {}
        first, last = values.get("from_on"), values.get("to_on")
        if not first or not last:
            return values
        if not (2000 <= first.year < 2100 and 2000 <= last.year < 2100):
            self.add_error("from_on", "请核对年份")
            return values
        start = periods.instant(first, noon=values.get("from_half") == AFTERNOON)
        noon = values.get("to_half") == FORENOON
        end = periods.instant(last if noon else last + dt.timedelta(days=1), noon=noon)
        if end <= start:
            self.add_error("to_on", "返回时间应晚于离开时间")
        elif end - start > LONGEST:
            self.add_error("to_on", "一次请假不能超过一年")
        values["from_at"], values["to_at"] = start, end
        return values

    @staticmethod
    def as_days(from_at: dt.datetime, to_at: dt.datetime) -> dict[str, Any]:
        """Return the days and halves of a period, for a form that shows it."""
        start, end = timezone.localtime(from_at), timezone.localtime(to_at)
        return {
            "from_on": start.date(),
            "from_half": AFTERNOON if start.time() >= periods.NOON else FORENOON,
            "to_on": periods.last_day(to_at),
            "to_half": FORENOON if end.time() == periods.NOON else AFTERNOON,
        }


class LeaveForm(PeriodForm):
    """One request; the book's refusals are put beside the fields they are about."""

    post = forms.ChoiceField(label="请假人", required=False)
    leave_kind = forms.ChoiceField(label="类别", widget=forms.RadioSelect)
    leaves = forms.BooleanField(label="离开本行政区域", required=False, initial=True)
    summoned = forms.BooleanField(
        label=later("参加{government}召开的会议"), required=False, initial=False
    )
    destination = forms.CharField(
        label="前往地点",
        required=False,
        max_length=100,
        help_text="离开本地的须填写，写到县（市、区）",
    )
    reason = forms.CharField(label="事由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    approval_file = forms.CharField(
        label="批件文号", required=False, max_length=80, help_text="因公出国（境）须填写"
    )
    companions = forms.CharField(
        label="同行人员", required=False, max_length=200, help_text="姓名用顿号隔开"
    )
    cover = PostField(Post.objects.none(), label="外出期间主持工作", required=False)
    contact = forms.CharField(label="联系电话", max_length=40)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    OWN = ("version", "form_key", "post", "from_on", "from_half", "to_on", "to_half")

    def __init__(
        self,
        data: Any = None,
        *,
        seat: Post,
        person: Person,
        book: Book,
        served: list[tuple[str, str]] | None = None,
        day: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.use_required_attribute = False
        self.initial.setdefault("form_key", uuid.uuid4())
        self.initial.setdefault("contact", person.mobile)
        self._kinds(book)
        self._who(seat, served or [])
        self._cover(seat, day)

    def _kinds(self, book: Book) -> None:
        entries = rules.kinds(book)
        field = self.fields["leave_kind"]
        field.choices = [(e.code, e.name) for e in entries]  # type: ignore[attr-defined]
        if not any("abroad" in entry.marks for entry in entries):
            del self.fields["approval_file"]

    def _who(self, seat: Post, served: list[tuple[str, str]]) -> None:
        if served:
            offer(self, "post", served)
        else:
            del self.fields["post"]
        of_county = seat.unit.kind in (UnitKind.COUNTY_GOVERNMENT, UnitKind.TOWNSHIP_GOVERNMENT)
        if of_county:
            self.fields["leaves"].label = "离开属地"
        else:
            del self.fields["summoned"]

    def _cover(self, seat: Post, day: dt.date) -> None:
        """Who runs a unit while its head is away; a leader's substitute follows from the rules."""
        if seat.role not in COVERED:
            del self.fields["cover"]
            return
        posts = Post.objects.filter(unit=seat.unit, abolished_on__isnull=True).exclude(pk=seat.pk)
        rows = posts.with_holder(day).filter(holder_name__isnull=False)
        offer(self, "cover", rows.order_by("position", "pk"))

    def values(self) -> dict[str, Any]:
        """Return what the services take."""
        return {k: v for k, v in self.cleaned_data.items() if k not in self.OWN}

    def add_refusal(self, refused: Refused) -> None:
        """Put each refusal beside its field, or above the form."""
        for verdict in refused.verdicts:
            field = {"from_at": "from_on", "to_at": "to_on"}.get(verdict.field, verdict.field)
            self.add_error(field if field in self.fields else None, verdict.sentence)


def initial_of(leave: Leave) -> dict[str, Any]:
    """Return what a saved request shows in its form."""
    names = (
        "leave_kind", "leaves", "summoned", "destination", "reason", "approval_file",
        "companions", "cover", "contact",
    )  # fmt: skip
    values = {name: getattr(leave, name) for name in names}
    period = PeriodForm.as_days(leave.from_at, leave.to_at)
    return {**values, **period, "version": leave.content_version}
