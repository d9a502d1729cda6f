"""The verbs of a step: open, settle, return, hand over, add, withdraw, recall, urge.

Every verb locks the matter first, changes waiting rows by a guarded UPDATE, and writes the trail
in the same transaction. The kernel never reads a module's state: when a group is settled it calls
the handler that the module registered for its kind.
"""

from apps.matters.steps.commit import HatOver
from apps.matters.steps.ending import withdraw
from apps.matters.steps.moving import add, hand_over, recall, urge
from apps.matters.steps.notes import keep_late, keep_note, notes_of
from apps.matters.steps.opening import open_route
from apps.matters.steps.settling import return_to, settle

__all__ = [
    "HatOver",
    "add",
    "hand_over",
    "keep_late",
    "keep_note",
    "notes_of",
    "open_route",
    "recall",
    "return_to",
    "settle",
    "urge",
    "withdraw",
]
