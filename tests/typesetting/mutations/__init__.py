"""The spoilt pages, by the part of the page that they spoil."""

from tests.typesetting.mutations import bases, closings, heads, imprints, pages, texts
from tests.typesetting.mutations.ops import Mutation, draw

MUTATIONS: tuple[Mutation, ...] = (
    *pages.MUTATIONS,
    *heads.MUTATIONS,
    *texts.MUTATIONS,
    *closings.MUTATIONS,
    *imprints.MUTATIONS,
)
BASES = bases.ALL

__all__ = ["BASES", "MUTATIONS", "Mutation", "draw"]
