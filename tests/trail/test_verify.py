"""Every way to tamper is found, and the first bad number is named."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import F

from apps.trail.anchors import anchor, path
from apps.trail.chain import digest_of
from apps.trail.models import Anchor, Event, Head
from apps.trail.verification import verify
from tests.trail.unguarded import lifted

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(write, at):
    """Twelve events, anchored after the eighth and the twelfth."""
    write(8)
    anchor(at=at)
    write(4)
    anchor(at=at)
    assert verify().ok


def found():
    report = verify()
    return report.first_bad, {one.kind for one in report.findings}


def tamper(act):
    with lifted(connection):
        act()


def rechain(first):
    """Recompute every hash from ``first`` on, as somebody who knows the code would."""
    prev = Event.objects.filter(seq__lt=first).order_by("-seq").values_list("hash", flat=True)[:1]
    hash_ = next(iter(prev), "0" * 64)
    for event in Event.objects.filter(seq__gte=first).order_by("seq"):
        event.prev_hash = hash_
        hash_ = event.hash = digest_of(event, hash_)
        event.save()
    last = Event.objects.order_by("-seq").first()
    Head.objects.update(seq=last.seq, hash=last.hash)


@pytest.mark.parametrize(
    "change",
    [
        {"payload": {"意见": "不同意"}},
        {"person_name": "云岚"},
        {"verb": "documents.return"},
        {"at": F("recorded_at")},
        {"hat": {"label": "代"}},
        {"hash": "f" * 64},
        {"cites": [{"clause": "1"}]},
        {"matter_id": 99},
        {"channel": "import"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_edit_is_found(trail, change):
    tamper(lambda: Event.objects.filter(seq=5).update(**change))
    first, kinds = found()
    assert first == 5
    assert "altered" in kinds


@pytest.mark.parametrize("seq", [1, 5, 8])
def test_a_deletion_is_found(trail, seq):
    tamper(lambda: Event.objects.filter(seq=seq).delete())
    first, kinds = found()
    assert first == seq
    assert "missing" in kinds


def _shift(seq):
    for event in Event.objects.filter(seq__gte=seq).order_by("-seq").values_list("seq", flat=True):
        Event.objects.filter(seq=event).update(seq=event + 1)


def _copy(source, seq):
    event = Event.objects.get(seq=source)
    event.seq = seq
    event.save(force_insert=True)


def test_an_insertion_is_found(trail):
    tamper(lambda: (_shift(6), _copy(5, 6)))
    assert found()[0] == 6


def test_an_appended_row_that_did_not_come_through_the_door_is_found(trail):
    tamper(lambda: _copy(12, 13))
    first, kinds = found()
    assert first == 13
    assert "foreign" in kinds


def test_a_swap_is_found(trail):
    def swap():
        for old, new in ((4, 100), (6, 4), (100, 6)):
            Event.objects.filter(seq=old).update(seq=new)

    tamper(swap)
    first, kinds = found()
    assert first == 4
    assert "altered" in kinds


def test_swapped_contents_are_found(trail):
    def swap():
        one, other = Event.objects.get(seq=4), Event.objects.get(seq=6)
        one.payload, other.payload = other.payload, one.payload
        one.save()
        other.save()

    tamper(swap)
    assert found()[0] == 4


def test_a_cut_tail_is_found_by_the_head(trail):
    tamper(lambda: Event.objects.filter(seq__gt=10).delete())
    report = verify()
    assert (11, "truncated") in {(one.seq, one.kind) for one in report.findings}
    assert report.first_bad == 9  # the rows between the last anchor and the cut


def test_a_cut_tail_is_found_by_the_anchor_when_the_head_was_mended(trail):
    tamper(lambda: (Event.objects.filter(seq__gt=10).delete(), rechain(10)))
    first, kinds = found()
    assert first == 9  # who cuts the tail may have rewritten what stood before it
    assert kinds == {"truncated", "unvouched"}


def test_a_tail_cut_and_written_anew_is_found(trail, write):
    tamper(lambda: (Event.objects.filter(seq__gt=10).delete(), rechain(10)))
    write(2)
    first, kinds = found()
    assert first == 9  # the first event that the last sound anchor does not vouch for
    assert kinds == {"rewritten"}


def test_a_trail_rewritten_whole_with_sound_hashes_is_found(trail):
    tamper(lambda: (Event.objects.filter(seq=2).update(person_name="云岚"), rechain(2)))
    first, kinds = found()
    assert first == 1
    assert kinds == {"rewritten"}


def test_an_emptied_trail_is_found(trail):
    tamper(lambda: (Event.objects.all().delete(), Head.objects.all().delete()))
    first, kinds = found()
    assert first == 1
    assert "truncated" in kinds


def test_a_changed_head_is_found(trail):
    Head.objects.update(hash="f" * 64)
    assert found() == (12, {"head"})


def lines():
    return path().read_text().splitlines()


def test_an_anchor_line_with_another_hash_is_found(trail):
    first, last = map(json.loads, lines())
    path().write_text(json.dumps({**first, "hash": "f" * 64}) + "\n" + json.dumps(last) + "\n")
    first_bad, kinds = found()
    assert first_bad == 1
    assert "anchor_forged" in kinds


def test_anchors_signed_with_another_key_are_found(trail, settings):
    settings.OA_ANCHOR_KEY = "another"
    assert found() == (1, {"anchor_forged"})


def test_a_removed_anchor_line_is_found_wherever_it_stood(trail):
    first, last = lines()
    path().write_text(last + "\n")
    assert found()[1] == {"anchor_gap", "anchor_lost"}
    path().write_text(first + "\n")
    assert found() == (9, {"anchor_lost"})


def test_an_unreadable_anchor_line_is_found(trail):
    with path().open("a") as file:
        file.write('{"seq": 1}\n不是 JSON\n[1]\n')
    report = verify()
    assert [one.kind for one in report.findings] == ["anchor_unreadable"] * 3


def test_a_missing_key_is_not_passed_over(trail, settings):
    settings.OA_ANCHOR_KEY = ""
    assert found()[1] == {"unsigned"}


def test_a_trail_without_anchor_is_not_called_clean(write):
    assert verify().ok
    write(1)
    assert found() == (1, {"unanchored"})


def test_a_kept_copy_of_the_anchor_file_serves_too(trail, tmp_path, write, at):
    kept = tmp_path / "kept.jsonl"
    kept.write_text("\n".join(lines()) + "\n")
    tamper(lambda: (Event.objects.filter(seq__gt=10).delete(), rechain(10)))
    tamper(lambda: Anchor.objects.all().delete())
    path().unlink()
    assert verify(anchor_file=kept).first_bad == 9


def test_many_findings_are_counted_and_the_first_hundred_told(write):
    write(120)
    tamper(lambda: Event.objects.update(verb="x"))
    report = verify()
    assert (report.total, len(report.findings), report.first_bad) == (121, 100, 1)


def test_reading_goes_in_chunks(trail, monkeypatch):
    monkeypatch.setattr("apps.trail.verification.CHUNK", 5)
    assert verify().events == 12
    assert verify().ok


def test_the_command_says_what_it_checked_and_exits_1_on_tampering(trail, capsys):
    call_command("trail", "verify")
    assert "留痕完整" in capsys.readouterr().out
    tamper(lambda: Event.objects.filter(seq=5).update(verb="x"))
    with pytest.raises(SystemExit) as stopped:
        call_command("trail", "verify")
    assert stopped.value.code == 1
    assert "最早可疑的是第 5 条" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("trail", "verify", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["first_bad"], told["events"]) == (False, 5, 12)
    assert told["findings"][0]["sentence"] == "第 5 条内容与其哈希不符"


def test_the_anchor_command_needs_a_key_and_a_folder(write, settings, capsys):
    write(1)
    call_command("trail", "anchor")
    call_command("trail", "anchor")
    assert "没有新的留痕" in capsys.readouterr().out
    write(1)
    settings.OA_ANCHOR_KEY = ""
    with pytest.raises(CommandError, match="ANCHOR_KEY"):
        call_command("trail", "anchor")
    settings.OA_ANCHOR_KEY, settings.OA_ANCHOR_DIR = "k", "/proc/nowhere"
    with pytest.raises(CommandError, match="锚点未写入"):
        call_command("trail", "anchor")
    assert Anchor.objects.count() == 1


def test_the_anchor_file_is_for_its_owner_only(trail):
    assert path().stat().st_mode & 0o777 == 0o600
