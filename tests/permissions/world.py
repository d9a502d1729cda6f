"""The documents and links that the addresses of the site are tried on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.documents.models import Seal
from apps.matters import decision_links, files
from apps.matters.link_tokens import issue_token, new_form, result_ticket
from apps.matters.models import DecisionLink
from apps.organisation import authority, services
from apps.organisation.models import Person
from tests.documents.desk import File, S, prepare, reach
from tests.documents.office import NOW, PASSWORD, Office
from tests.documents.sealing import registered
from tests.documents.test_pages import ADDRESSES, FORM, _ask, values_of
from tests.leave.office import duty_office
from tests.permissions import absence, ledger, standing

VISIT = NOW + dt.timedelta(hours=5)
FAR = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
PIN = "318264"


@dataclass
class Place:
    """One address with what is posted there."""

    url: str
    values: dict[str, Any]


class World:
    """Makes, for each address, the situation in which the right person gets through."""

    def __init__(self, office: Office) -> None:
        self.office = office
        duty_office(office)
        wanted = {(row[0], str(row[1])) for row in ADDRESSES.values() if row[0]}
        self.made = {key: reach(office, key[1], key[0]) for key in sorted(wanted)}
        self.annexes = {key: self._annex(file) for key, file in self.made.items()}

    def place(self, name: str, situation: str) -> Place:
        """Return where an address leads in a situation, and what a form there posts."""
        space, _, verb = name.rpartition(":")
        if space == "documents":
            return self._document(verb, situation)
        if space == "leave":
            return Place(*absence.address(self.office, verb))
        if space == "activity":
            return Place(*ledger.address(self.office, verb))
        if space == "mail":
            return self._mail(verb, situation)
        if verb in standing.PLACES:
            return Place(*standing.PLACES[verb](self))
        args = {
            "clause": ["30.5"],
            "article": [31],
            "article_matters": [31],
            "clause_matters": ["30.5"],
            "why": [self.file("incoming", S.DECIDING).document.pk] if verb == "why" else [],
            "try": ["documents.signing"],
            "arrange": ["vm2"],
        }.get(verb, [])
        values = {
            "login": {"username": "nyj.clerk", "password": "not the password"},
            "password_change": {
                "old_password": PASSWORD,
                "new_password1": "another long passphrase",
                "new_password2": "another long passphrase",
            },
            "profile": {"password": PASSWORD, "pin": PIN, "again": PIN},
        }
        if verb == "arrange":
            values["arrange"] = self._nobody_there()
        return Place(reverse(name, args=args), values.get(verb, {}))

    def _document(self, verb: str, situation: str) -> Place:
        if verb == "index":
            return Place(reverse("documents:index"), {})
        if verb in ("new", "import_new", "preview_new"):
            return Place(reverse(f"documents:{verb}", args=["incoming"]), FORM)
        direction, state, *_, values, _ = ADDRESSES[verb]
        file = self.file(direction, state)
        posted = {**values_of(self.office, verb, values)}
        if verb in ("edit", "import", "preview"):
            posted = {**FORM, "version": str(file.fresh().content_version)}
        rest: list[Any] = {
            "find": ["disclosure"],
            "attachment": [self.annexes[direction, str(state)]],
            "remove_attachment": [self.annexes[direction, str(state)]],
        }.get(verb, [])
        if verb == "seal":
            if not Seal.objects.filter(unit=self.office.units["szf"]).exists():
                registered(self.office)
            prepare(file, "dispatch")
        if verb in ("consult", "extend", "answer_extension", "late"):
            _ask(self.office, file, verb, "jyj" if situation == "问到他单位" else "zjj")
        if verb in ("extend", "answer_extension", "late"):
            rest = [file.document.consultations.order_by("-pk")[0].pk]
        if verb in ("settle", "note", "hand_over", "add", "urge", "paper"):
            rest = [file.step().pk]
        if verb == "settle":  # an attachment that came in between has made it a newer one
            posted["version"] = str(file.step().version)
        return Place(reverse(f"documents:{verb}", args=[file.document.pk, *rest]), posted)

    def _nobody_there(self) -> dict[str, Any]:
        """Send vm2 and his partner away at once; return the form that names somebody."""
        start, end = NOW + dt.timedelta(days=4), NOW + dt.timedelta(days=5)
        for code in ("vm2", "vm3"):
            self.office.away(code, start, end)
        hours = {"from_at": f"{start:%Y-%m-%dT%H:%M}", "to_at": f"{end:%Y-%m-%dT%H:%M}"}
        return {"grantee": self.office.posts["vm4"].pk, "reason": "分管相近", **hours}

    def file(self, direction: str, state: str) -> File:
        """Return the document of a state; its row may have been rolled back to it meanwhile."""
        file = self.made[direction, str(state)]
        file.fresh()
        return file

    def _annex(self, file: File) -> int:
        """Put a file beside a document, past the rule that only a draft takes any."""
        upload = SimpleUploadedFile("附件.txt", "附件内容".encode())
        actor = file.actor("nyj.clerk")
        role = "annex" if file.document.phase != "closed" else "evidence"
        return files.attach(matter=file.document, role=role, upload=upload, **actor).pk

    def _mail(self, verb: str, situation: str) -> Place:
        if verb == "calendar":
            owner = self.office.people["vm2"]
            token = services.issue_feed(person=owner, by=owner, at=VISIT)
            token = token if situation == "有效的地址" else "A" * 43
            return Place(reverse("mail:calendar", args=[token]), {})
        link, token = self.link(used=verb == "done" or situation == "用过的链接")
        if situation == "不存在的链接":
            token = "A" * 43
        if verb in ("decide", "resend"):
            mark = new_form(link, VISIT - dt.timedelta(seconds=30))
            decision = {"outcome": "agree", "opinion": "同意。", "pin": PIN, "form": mark}
            return Place(reverse(f"mail:{verb}"), {"token": token, **decision})
        if verb == "done":
            return Place(reverse("mail:done", args=[self._ticket(link, situation)]), {})
        rest = [self.annexes["incoming", str(S.DECIDING)]] if verb == "file" else []
        return Place(reverse(f"mail:{verb}", args=[token, *rest]), {})

    def link(self, *, used: bool) -> tuple[DecisionLink, str]:
        """Return a link of vm2 that lives by the database's clock as well, used if asked."""
        file, leader = self.file("incoming", S.DECIDING), self.office.people["vm2"]
        services.set_pin(person=leader, pin=PIN, by=None, at=NOW)
        leader = Person.objects.get(pk=leader.pk)
        hat = next(h for h in authority.hats(leader, VISIT) if h.is_own)
        step = file.step()
        DecisionLink.objects.filter(step=step).delete()
        link = decision_links.make(step=step, actor=leader, hat=hat, at=VISIT)
        assert link is not None
        DecisionLink.objects.filter(pk=link.pk).update(not_after=FAR)
        token = issue_token(link)
        if used:
            rows = DecisionLink.objects.filter(pk=link.pk)
            rows.update(state="used", used_at=VISIT, used_nonce="0" * 32, action="agree")
        link.refresh_from_db()
        return link, token

    def _ticket(self, link: DecisionLink, situation: str) -> str:
        return "made-up" if situation == "不存在的链接" else result_ticket(link)
