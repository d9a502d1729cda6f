"""What stands in the trail, in requirements and in steps is entered under its clauses."""

from django.db import migrations

from apps.rulebook import shelf

CHUNK = 2000


def named(cites, book):
    """Return (book, clause) of each cite once; a cite without a book speaks of the matter's."""
    return dict.fromkeys((c.get("book") or book, c["clause"]) for c in cites if c.get("clause"))


def article_of(book, clause):
    """Return the article a clause stands in, 0 where the book is gone or does not have it."""
    found = shelf.book(book).clauses.get(clause) if book in shelf.names() else None
    return found.article if found else 0


def fill(apps, schema_editor):
    """Go through all three by key, in the order in which they were written."""
    step, requirement = apps.get_model("matters", "Step"), apps.get_model("matters", "Requirement")
    event = apps.get_model("trail", "Event")
    acts = event.objects.filter(matter_id__isnull=False).exclude(cites=[]).order_by("seq")
    enter_uses(apps, acts.values_list("matter_id", "at", "cites"))
    rows = requirement.objects.exclude(cites=[]).order_by("pk")
    enter_uses(apps, rows.values_list("matter_id", "matter__opened_at", "cites"))
    rows = step.objects.exclude(cites=[]).order_by("pk")
    enter_uses(apps, rows.values_list("matter_id", "opened_at", "cites"))
    enter_steps(apps, rows.values_list("pk", "matter__book", "cites"))


def enter_uses(apps, found):
    """Write one row for each matter and clause; the first instant stays."""
    matter, use = apps.get_model("matters", "Matter"), apps.get_model("matters", "ClauseUse")
    for chunk in chunks(found):
        ids = {pk for pk, _, _ in chunk}
        # An event outlives its matter.
        known = matter.objects.filter(pk__in=ids).only("book", "phase", "in_office").in_bulk()
        rows = [
            use(
                matter_id=pk,
                book=book,
                article=article_of(book, clause),
                clause=clause,
                at=at,
                phase=known[pk].phase,
                in_office=known[pk].in_office,
            )
            for pk, at, cites in chunk
            if pk in known
            for book, clause in named(cites, known[pk].book)
        ]
        use.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)


def enter_steps(apps, found):
    """Write one row for each step and clause."""
    cite = apps.get_model("matters", "StepCite")
    for chunk in chunks(found):
        rows = [
            cite(step_id=pk, book=book, clause=clause)
            for pk, own, cites in chunk
            for book, clause in named(cites, own)
        ]
        cite.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)


def chunks(found):
    """Yield the rows in lists: a register of years does not fit into memory."""
    chunk = []
    for row in found.iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    yield chunk


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0004_clause_uses"),
        ("trail", "0001_events"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
