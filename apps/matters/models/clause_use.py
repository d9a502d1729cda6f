"""ClauseUse and StepCite: which matters and which steps came under which clause.

Owns the index from a clause to what was done by it; the acts themselves stand in the trail. Both
are written by the kernel in the transaction of the act (see ``citing``).
"""

from django.db import models
from django.db.models import Q

from apps.organisation.wording import later


class ClauseUse(models.Model):
    """A matter came under a clause of a book, for the first time at ``at``."""

    matter = models.ForeignKey(
        "matters.Matter", models.CASCADE, related_name="clause_uses", db_index=False
    )
    book = models.CharField("规则", max_length=60)
    article = models.PositiveSmallIntegerField("条")
    clause = models.CharField("条款", max_length=32)
    at = models.DateTimeField("首次适用")
    # What standing rights ask of the matter, kept equal to it: a count joins nothing.
    phase = models.CharField("阶段", max_length=16)
    in_office = models.BooleanField(later("已到{office}"), default=False)

    class Meta:
        verbose_name = "条款适用"
        verbose_name_plural = "条款适用"
        indexes = [
            # Lists of a clause, newest first, and its counts: all and since a day.
            models.Index(
                fields=["book", "clause", "-at", "-matter"],
                include=["phase", "in_office"],
                name="clause_use_newest",
            ),
            # What is under way, few among all that ever was: the counters of the contents.
            models.Index(
                fields=["book", "article", "clause", "-at", "-matter"],
                include=["in_office"],
                condition=Q(phase="in_hand"),
                name="clause_use_open",
            ),
        ]
        constraints = [
            # Also the way from a matter to its clauses, hence no index on the matter alone. Nothing
            # may be included in it: SQLite would leave the whole constraint out.
            models.UniqueConstraint(fields=["matter", "book", "clause"], name="clause_use_once"),
        ]

    def __str__(self) -> str:
        return f"{self.book}/{self.clause} {self.matter_id}"


class StepCite(models.Model):
    """A clause brought a step to its post: the clock of the step is a clock of the clause."""

    step = models.ForeignKey("matters.Step", models.CASCADE, related_name="+", db_index=False)
    book = models.CharField("规则", max_length=60)
    clause = models.CharField("条款", max_length=32)

    class Meta:
        verbose_name = "环节依据"
        verbose_name_plural = "环节依据"
        constraints = [
            # Asked from the step: overdue steps are few and have an index of their own.
            models.UniqueConstraint(fields=["step", "book", "clause"], name="step_cite_once"),
        ]

    def __str__(self) -> str:
        return f"{self.book}/{self.clause} {self.step_id}"
