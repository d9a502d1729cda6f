"""The two procedures of a document; each module reads like the procedure it implements."""

from apps.documents.transitions import incoming, outgoing

TABLES = {"收文": incoming.TABLE, "发文": outgoing.TABLE}

__all__ = ["TABLES", "incoming", "outgoing"]
