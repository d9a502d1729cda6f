"""The room of leave (请销假)."""

from django.apps import AppConfig


class LeaveConfig(AppConfig):
    name = "apps.leave"
    verbose_name = "请销假"

    def ready(self) -> None:
        """Tell the kernel of this kind of matter, and the calendars of what is asked for."""
        from apps.leave import calendar, content, policies, presenting, purposes, replaying, why
        from apps.leave.services import settlement
        from apps.leave.transitions import TABLES
        from apps.matters.purposes import Kind, Why, register_kind
        from apps.organisation import presence
        from apps.rulebook.usage import PAPERS, Paper
        from apps.trail.verbs import name_verbs

        name_verbs({f"leave.{t.verb}": t.label for table in TABLES.values() for t in table})
        name_verbs(presenting.SHOWN)
        name_verbs(presenting.LEDGER_VERBS)

        PAPERS.register("leave.slip")(Paper("请假审批单", ("leave.route", "leave.kinds")))
        PAPERS.register("leave.filing")(Paper("外出报备函和报告", ("leave.filings",)))
        presence.register("leave")(calendar.asked_for)
        register_kind(
            Kind(
                key="leave",
                label="请假",
                model="leave.Leave",
                purposes=purposes.PURPOSES,
                settled=settlement.settled,
                content=content.content,
                url=content.url,
                extra_policy=policies.can_settle,
                why=Why(why.table, why.answers, why.acts),
                asks=why.ASKS,
                replay=replaying.replay,
                undecided=replaying.undecided,
            )
        )
