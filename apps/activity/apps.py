"""The room of the leaders' activities (领导活动): a ledger, two small procedures."""

from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "apps.activity"
    verbose_name = "领导活动"

    def ready(self) -> None:
        """Tell the kernel of topics and letters, and the auditor of this room's verbs."""
        from apps.activity import content, purposes, rules, why
        from apps.activity.services import letters
        from apps.activity.transitions import LETTER, TOPIC
        from apps.activity.vocabulary import VERBS
        from apps.matters.purposes import Kind, register_kind
        from apps.trail.verbs import name_verbs

        name_verbs(VERBS)
        name_verbs({f"research_topic.{t.verb}": t.label for t in TOPIC})
        name_verbs({f"public_letter.{t.verb}": t.label for t in LETTER})
        register_kind(
            Kind(
                key="public_letter",
                label="群众来信",
                model="activity.PublicLetter",
                purposes=purposes.PURPOSES,
                settled=letters.settled,
                extra_policy=rules.may_settle,
                content=content.letter,
                url=content.letter_url,
                why=why.LETTER,
                asks=why.LETTER_ASKS,
            )
        )
        register_kind(
            Kind(
                key="research_topic",
                label="调研课题",
                model="activity.ResearchTopic",
                content=content.topic,
                url=content.topic_url,
                why=why.TOPIC,
                asks=why.TOPIC_ASKS,
            )
        )
