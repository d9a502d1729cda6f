"""Who gets an issued document: the clerks of units, and the leaders of the city government."""

from __future__ import annotations

from apps.documents.forms.draft import DraftForm
from apps.documents.models import Document
from apps.notifications.models import Message
from apps.organisation import authority
from tests.documents.desk import S, reach

LEADERS = {"mayor", "evm", "vm2", "vm3", "vm4", "sg"}


def readers(office, document) -> set[str]:
    """Return who reads the document because it was sent to him."""
    posts = document.circulations.filter(purpose="issued").values_list("post__code", flat=True)
    for code in posts:
        hats = authority.hats(office.people[code], document.latest_at)
        assert Document.objects.visible_to(hats).filter(pk=document.pk).exists(), code
    return set(posts)


def test_units_get_it_at_their_clerks_and_leaders_only_where_the_drafter_says_so(office):
    for names, wanted in (
        (("czj", "xaq"), {"czj.clerk", "xaq.clerk"}),
        (("czj", "szf"), {"czj.clerk", *LEADERS}),
    ):
        units = [office.units[name] for name in names]
        file = reach(office, S.ISSUED, "outgoing", recipients=units)
        assert readers(office, file.document) == wanted
        told = Message.objects.filter(kind="document.issued")
        told = told.filter(path__contains=f"/{file.document.pk}/")
        assert set(told.values_list("person__username", flat=True)) == wanted


def test_the_form_calls_the_city_government_its_leaders(office):
    field = DraftForm(direction="outgoing").fields["recipients"]
    labels = {field.label_from_instance(unit) for unit in field.queryset}
    assert "市政府领导同志" in labels
    assert "咸宁市人民政府" not in labels
