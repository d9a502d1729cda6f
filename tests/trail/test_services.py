"""Recording: gap-free numbers, one chain, the caller's transaction."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from apps.core.verdicts import Cite
from apps.trail.chain import GENESIS
from apps.trail.models import Event, Head
from apps.trail.services import record
from apps.trail.verbs import name_verbs, verb_name
from apps.trail.verification import verify


@pytest.mark.django_db
def test_an_event_keeps_who_what_when_by_which_hat_and_clause(at):
    event = record(
        verb="documents.sign",
        subject="document:12",
        at=at,
        person_key="yunlan",
        person_name="云岚",
        hat={"post_name": "副市长", "label": "代松见山"},
        matter_id=12,
        cites=[Cite("31.1", "xianning_2023", "第三十一条", "…")],
        payload={"opinion": "同意，发"},
        channel="mail_link",
    )
    event.refresh_from_db()
    assert (event.seq, event.prev_hash, event.at) == (1, GENESIS, at)
    assert event.cites[0]["label"] == "第三十一条"
    assert event.hat["label"] == "代松见山"
    assert list(Event.objects.of_matter(12)) == list(Event.objects.of_subject("document:12"))


@pytest.mark.django_db
def test_numbers_have_no_gap_when_a_transaction_is_undone(write):
    write(2)
    with transaction.atomic():
        write(3)
        transaction.set_rollback(True)
    assert write(1)[0].seq == 3
    assert Head.objects.get().seq == 3


@pytest.mark.django_db
def test_a_naive_time_or_a_float_is_refused_and_nothing_is_written(at):
    with pytest.raises(TypeError):
        record(verb="a.b", subject="x:1", at=at, payload={"share": 0.5})
    with pytest.raises(TypeError):
        record(verb="a.b", subject="x:1", at=at.replace(tzinfo=None))
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_recording_costs_three_statements(write, at, django_assert_max_num_queries):
    write(1)
    with django_assert_max_num_queries(5):  # with the savepoint of a nested transaction
        record(verb="a.b", subject="x:1", at=at)


@pytest.mark.django_db(transaction=True)
def test_eight_writers_share_one_chain_without_gap(write):
    start, failures = Barrier(8), []

    def run():
        try:
            start.wait()
            for _ in range(5):
                with transaction.atomic():
                    write(1)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == [*range(1, 41)]
    assert {found.kind for found in verify().findings} == {"unanchored"}


def test_verbs_read_in_chinese_where_a_room_named_them():
    name_verbs({"tests.sign": "签发"})
    assert (verb_name("tests.sign"), verb_name("tests.other")) == ("签发", "tests.other")
