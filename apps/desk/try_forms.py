"""The form of a rule that is tried: its facts in Chinese, the day, and which version to ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from apps.core.fields import DayField, offer
from apps.rulebook import shelf
from apps.rulebook.book import Book
from apps.rulebook.errors import NotRegulated
from apps.rulebook.inquiries import Inquiry
from apps.rulebook.questions import Fact
from apps.rulebook.said import Input

MOST = 9999
LONGEST = 2000


class BookForm(forms.Form):
    """The day on which something is asked, and the book where not that day's."""

    on_day = DayField(
        label="按哪一天的规则",
        required=False,
        help_text="留空为今天；可以填过去或者将来的日期",
    )
    book_name = forms.ChoiceField(label="规则", required=False)

    def __init__(self, data: QueryDict | None, *, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.book = self._book(data)
        choices = [("", "当日施行的规则")]
        choices += [(name, shelf.book(name).title) for name in shelf.names()]
        offer(self, "book_name", choices)

    def _book(self, data: QueryDict | None) -> Book:
        """Return the book to ask, with the office conventions of the day."""
        given: Any = data or {}
        day = self.today
        try:
            day = date.fromisoformat(str(given.get("on_day", "")))
        except ValueError:
            pass  # the field says what is wrong with it
        name = given.get("book_name") or ""
        if name in shelf.names():
            return shelf.book_on(str(name), day)
        try:
            return shelf.book_on(shelf.in_force(day).name, day)
        except NotRegulated:
            return shelf.in_force(self.today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.get("on_day")
        if day and not cleaned.get("book_name"):
            try:
                shelf.in_force(day)
            except NotRegulated:
                self.add_error("on_day", f"{day.year}年{day.month}月{day.day}日没有施行中的规则")
        return cleaned


class TryForm(BookForm):
    """Facts, inputs, the day on which the rule is asked, and the book where not that day's."""

    def __init__(self, data: QueryDict | None, *, inquiry: Inquiry, today: date) -> None:
        super().__init__(data, today=today)
        self.inquiry = inquiry
        for fact in inquiry.facts:
            self.fields[fact.name] = self._of_fact(fact)
        for one in inquiry.inputs:
            self.fields[one.name] = self._of_input(one)
        self.order_fields([*(f.name for f in inquiry.facts), *(i.name for i in inquiry.inputs)])

    def _of_fact(self, fact: Fact) -> forms.Field:
        if fact.is_flag:
            return forms.BooleanField(label=fact.label, required=False)
        if fact.number:
            return forms.IntegerField(
                label=fact.label, min_value=0, max_value=MOST, required=False, initial=0
            )
        words = self.inquiry.words(fact.name, self.book)
        codes = [str(code) for code in fact.column(self.book.listed)]
        return forms.ChoiceField(
            label=fact.label,
            choices=[(code, words.get(code, code)) for code in codes],
            error_messages={"invalid_choice": "请从列出的项目中选择"},
        )

    def _of_input(self, one: Input) -> forms.Field:
        required = not one.optional
        if one.kind == "day":
            initial = self.today if required else None
            return DayField(label=one.label, required=required, initial=initial)
        if one.kind == "number":
            return forms.IntegerField(
                label=one.label, required=required, min_value=0, max_value=MOST,
                initial=0 if required else None,
            )  # fmt: skip
        widget_text = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(
            label=one.label, required=False, max_length=LONGEST, widget=widget_text
        )

    def given(self) -> dict[str, Any]:
        """Return what the inquiry is asked with; what was left empty is left out."""
        cleaned = self.cleaned_data
        facts = {
            fact.name: (cleaned[fact.name] or 0) if fact.number else cleaned[fact.name]
            for fact in self.inquiry.facts
        }
        inputs = {
            one.name: cleaned[one.name]
            for one in self.inquiry.inputs
            if cleaned[one.name] is not None and (cleaned[one.name] != "" or one.kind == "text")
        }
        return {**facts, **inputs}
