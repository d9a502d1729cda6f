"""The room of official documents (公文)."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "apps.documents"
    verbose_name = "公文"

    def ready(self) -> None:
        """Tell the kernel of this kind of matter."""
        from apps.documents import content, presenting, purposes, replaying, why
        from apps.documents.services import routing, settlement
        from apps.documents.transitions import TABLES
        from apps.matters.purposes import Kind, Why, register_kind
        from apps.rulebook.usage import PAPERS, Paper
        from apps.trail.verbs import name_verbs

        name_verbs({f"document.{t.verb}": t.label for table in TABLES.values() for t in table})
        name_verbs(presenting.SHOWN)
        name_verbs(presenting.SEAL_VERBS)

        signed, decided = ("documents.signing", "authority.capacities"), "documents.decision_route"
        PAPERS.register("documents.page")(Paper("印发稿", ("documents.numbering", *signed)))
        PAPERS.register("documents.slip")(Paper("公文处理笺", (decided, *signed)))
        register_kind(
            Kind(
                key="document",
                label="公文",
                model="documents.Document",
                purposes=purposes.PURPOSES,
                settled=settlement.settled,
                recalled=settlement.recalled,
                limit=routing.limit_of,
                content=content.content,
                url=content.url,
                replay=replaying.replay,
                undecided=replaying.undecided,
                why=Why(why.table, why.answers, why.acts),
                asks=why.ASKS,
            )
        )
