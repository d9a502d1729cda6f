"""From where a link was opened or used, as the trail keeps it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Address of the client, name of his program, number of the request in the logs."""

    ip: str | None = None
    user_agent: str = ""
    request_id: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return what stands in the trail."""
        return {
            "ip": self.ip or "",
            "user_agent": self.user_agent[:200],
            "request_id": self.request_id,
        }


UNKNOWN = Origin()
