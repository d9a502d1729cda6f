"""Every way to tamper, many times, at random places: all found, and no earlier row suspected.

OA_TAMPERINGS=300 is the long run of the promise "every tampering is found". The anchors are what
finds half of them: without them the last test shows those going unseen.
"""

from __future__ import annotations

import datetime as dt
import os
from random import Random

import pytest
from django.db import connection, transaction

from apps.trail import verification
from apps.trail.anchors import anchor, path
from apps.trail.chain import digest_of
from apps.trail.models import Anchor, Event, Head
from apps.trail.verification import verify
from tests.trail.unguarded import lifted

pytestmark = pytest.mark.django_db
TIMES = int(os.environ.get("OA_TAMPERINGS", "6"))
ROWS = 24
ANCHORED = (8, 16, 24)
EDITS = (
    *({"payload": {"意见": "不同意"}}, {"person_name": "某人"}),
    *({"verb": "x.y"}, {"matter_id": 7}, {"cites": [1]}, {"channel": "import"}),
)


def rechain(first: int) -> None:
    """Compute every hash anew from a row on, and mend the head: whoever does it knows the code."""
    before = Event.objects.filter(seq__lt=first).order_by("-seq").first()
    hash_ = before.hash if before else "0" * 64
    last = before.seq if before else 0
    for event in Event.objects.filter(seq__gte=first).order_by("seq"):
        event.prev_hash = hash_
        event.hash = hash_ = digest_of(event, hash_)
        event.save()
        last = event.seq
    Head.objects.update(seq=last, hash=hash_)


def renumber(seqs: list[int], by: int) -> None:
    for seq in sorted(seqs, reverse=by > 0):
        Event.objects.filter(seq=seq).update(seq=seq + by)


# Each returns the first row that it made untrue.
def edit(dice: Random) -> int:
    seq = dice.randint(1, ROWS)
    change = dice.choice(
        [
            {"payload": {"意见": "不同意"}},
            {"person_name": "某人"},
            {"verb": "x.y"},
            {"matter_id": 7},
        ]
    )
    Event.objects.filter(seq=seq).update(**change)
    return seq


def delete(dice: Random) -> int:
    seq = dice.randint(1, ROWS - 1)
    Event.objects.filter(seq=seq).delete()
    return seq


def delete_and_close_the_gap(dice: Random) -> int:
    seq = delete(dice)
    renumber(list(range(seq + 1, ROWS + 1)), -1)
    rechain(seq)
    return seq


def swap(dice: Random) -> int:
    one, other = sorted(dice.sample(range(1, ROWS + 1), 2))
    for old, new in ((one, 1000), (other, one), (1000, other)):
        Event.objects.filter(seq=old).update(seq=new)
    if dice.random() < 0.5:
        rechain(one)
    return one


def insert(dice: Random) -> int:
    seq = dice.randint(2, ROWS)
    renumber(list(range(seq, ROWS + 1)), 1)
    copy = Event.objects.get(seq=seq - 1)
    copy.seq = seq
    copy.save(force_insert=True)
    if dice.random() < 0.5:
        rechain(seq)
    return seq


def append(dice: Random) -> int:
    copy = Event.objects.get(seq=dice.randint(1, ROWS))
    copy.seq = ROWS + 1
    copy.save(force_insert=True)
    return ROWS + 1


def cut(dice: Random) -> int:
    seq = dice.randint(1, ROWS)
    Event.objects.filter(seq__gte=seq).delete()
    return seq


def cut_with_the_head(dice: Random) -> int:
    seq = cut(dice)
    rechain(seq)
    return seq


def cut_and_write_anew(dice: Random) -> int:
    seq = cut_with_the_head(dice)
    for number in range(ROWS + 1 - seq):
        write_one(number)
    return seq


def rewrite_all(dice: Random) -> int:
    Event.objects.filter(seq=dice.randint(1, 8)).update(person_name="某人")
    rechain(1)
    return 1


def rewrite_some(dice: Random) -> int:
    seq = dice.randint(1, ROWS)
    Event.objects.filter(seq=seq).update(person_name="某人")
    rechain(seq)
    return seq


def forge_an_anchor(dice: Random) -> int:
    """Rewrite a row and everything after it, and write the anchors to suit, with another key."""
    seq = rewrite_some(dice)
    lines = path().read_text().splitlines()
    number = dice.randrange(len(lines))
    lines[number] = lines[number].replace('"count": ', '"count": 1')
    path().write_text("\n".join(lines) + "\n")
    return min(seq, ANCHORED[number])


def lose_the_anchors(dice: Random) -> int:
    """Cut the tail, and the lines and rows that told of it."""
    seq = dice.randint(17, ROWS)
    Event.objects.filter(seq__gte=seq).delete()
    rechain(seq)
    lines, kept = path().read_text().splitlines(), dice.randint(0, 2)
    path().write_text("\n".join(lines[:kept]) + "\n")
    return min(seq, (0, *ANCHORED)[kept] + 1)


def turn_time_back(dice: Random) -> int:
    """A row that claims to have been written long before the one ahead of it."""
    seq = dice.randint(2, ROWS)
    long_ago = Event.objects.get(seq=seq - 1).recorded_at - dt.timedelta(days=dice.randint(1, 900))
    Event.objects.filter(seq=seq).update(recorded_at=long_ago)
    rechain(seq)
    return seq


ANCHORS_ALONE = (
    *(delete_and_close_the_gap, cut_with_the_head, cut_and_write_anew),
    *(rewrite_all, rewrite_some),
)
CHAIN_ALONE = (edit, delete, append, cut, turn_time_back)
EVERY = (*ANCHORS_ALONE, *CHAIN_ALONE, swap, insert, forge_an_anchor, lose_the_anchors)


def write_one(number: int) -> None:
    from apps.trail.services import record

    at = dt.datetime(2026, 6, 3, 3, number, tzinfo=dt.UTC)
    record(verb="documents.sign", subject=f"document:{number}", at=at)


@pytest.fixture
def trail(write, at):
    """A trail with three anchors; the file is put back after each tampering."""
    for _ in ANCHORED:
        write(8)
        anchor(at=at)
    assert verify().ok
    return path().read_text()


@pytest.mark.parametrize("tampering", EVERY, ids=lambda t: t.__name__)
def test_a_tampering_is_found_wherever_it_happens(trail, tampering):
    for time in range(TIMES):
        dice = Random(f"{tampering.__name__} {time}")  # noqa: S311 (the same each run)
        with transaction.atomic():
            with lifted(connection):
                first = tampering(dice)
            report = verify()
            assert not report.ok, time
            assert report.first_bad is not None
            # The place itself, or the beginning of the stretch that the next anchor vouches for.
            sound = max((seq for seq in (0, *ANCHORED) if seq < first), default=0)
            assert sound < report.first_bad <= max(first, sound + 1), (time, report.findings)
            transaction.set_rollback(True)
        path().write_text(trail)
    assert verify().ok


def test_time_that_runs_backwards_is_named_as_such(write, at):
    write(4)
    with lifted(connection):
        Event.objects.filter(seq=3).update(recorded_at=at - dt.timedelta(days=9000))
        rechain(3)
    anchor(at=at)
    assert [(f.kind, f.seq) for f in verify().findings] == [("backwards", 3)]


def test_the_anchors_are_what_finds_a_chain_rewritten_with_care(trail, monkeypatch):
    """The seeded fault of these tests: take the anchors away, and half of them must fail."""
    monkeypatch.setattr(verification, "_check_lines", lambda *args: ())
    monkeypatch.setattr(verification, "_check_rows", lambda *args: ())
    for tampering in (*ANCHORS_ALONE, *CHAIN_ALONE):
        with transaction.atomic():
            with lifted(connection):
                tampering(Random(tampering.__name__))  # noqa: S311
            assert verify().ok == (tampering in ANCHORS_ALONE), tampering.__name__
            transaction.set_rollback(True)


def test_a_deleted_row_of_the_anchor_table_is_no_loss_while_the_file_stands(trail):
    with lifted(connection):
        Anchor.objects.all().delete()
    assert verify().ok
