"""Whether a link still opens anything: the same checks for reading its page and for deciding.

Owns the order of the checks and the one sentence each stale link gets. Refuses to tell a stale
link's holder anything of the document, or who decided instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from apps.matters import policies
from apps.matters.decision_links import in_time, seals
from apps.matters.due_words import instant_words
from apps.matters.link_content import fingerprint
from apps.matters.models import DecisionLink, Step
from apps.matters.purposes import purpose_of
from apps.organisation import authority
from apps.organisation.authority import Hat
from apps.organisation.vocabulary import Capacity
from apps.rulebook import shelf

OWN = (Capacity.HOLDER, Capacity.ACTING_HEAD)
STRICTNESS = {"L0": 0, "L1": 1, "L2": 2}

SENTENCES = {
    "decided_elsewhere": "本件已由他人办理。",
    "handed_over": "本件已转办。",
    "withdrawn": "本件已撤回。",
    "content_changed": "内容已更新，请看新邮件。",
    "newer_link": "已另发新邮件，请使用最新的一封。",
    "expired": "链接已过期。",
    "substitution_ended": "代理已结束。",
    "not_acting": "此环节现不由您办理。",
    "stood_in": "您{place}期间由他人代行，{back}销假后恢复办理。",
    "actor_inactive": "您的账号已停用。",
    "mailbox_changed": "您登记的邮箱已变更，此链接已失效。",
    "secret_changed": "您的登录密码或审批口令已更改，此链接已失效。",
    "login_required": "此环节须登录办理。",
    "locked": "审批口令多次输错，此链接已锁定，请登录办理。",
    "by_administrator": "此链接已由管理员停用。",
}


class Stale(Exception):
    """The link opens nothing any more; ``reason`` is a key of SENTENCES, or "used"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Open:
    """A link that may be acted upon now, and the hat recomputed for it."""

    link: DecisionLink
    hat: Hat


def risk_of(link: DecisionLink) -> str:
    """Return the stricter of what the link says and what its step demands today."""
    today = purpose_of(link.step.matter.kind, link.step.purpose).risk
    return max(link.risk, today, key=lambda risk: STRICTNESS[risk])


def alive(link: DecisionLink, at: datetime) -> None:
    """Raise Stale unless the row itself is good: state, clock, person, mailbox, secrets."""
    if link.state == DecisionLink.State.USED:
        raise Stale("used")
    if link.state == DecisionLink.State.LOCKED:
        raise Stale("locked")
    if link.state == DecisionLink.State.REVOKED:
        reason = link.revoked_reason
        raise Stale(reason if reason in SENTENCES else "by_administrator")
    if not in_time(link, at):
        raise Stale(_expiry(link))
    if not link.actor.is_active:
        raise Stale("actor_inactive")
    if link.actor.email != link.recipient:
        raise Stale("mailbox_changed")
    if _secrets_changed(link):
        raise Stale("secret_changed")


def _expiry(link: DecisionLink) -> str:
    """Say "the substitution ended" where that is what ended the link."""
    ends = link.hat.get("ends_at")
    ended = ends and datetime.fromisoformat(ends) == link.not_after
    return "substitution_ended" if ended and link.hat["capacity"] not in OWN else "expired"


def _secrets_changed(link: DecisionLink) -> bool:
    sealed, now = link.hat.get("seals", {}), seals(link.actor)
    # A PIN set for the first time after the mail went out changes no secret.
    return sealed.get("password") != now["password"] or (
        bool(sealed.get("pin")) and sealed["pin"] != now["pin"]
    )


def authority_now(link: DecisionLink, at: datetime) -> Hat:
    """Return the hat under which the actor may settle the step now, or raise Stale.

    Asked of the same predicate as the web page, so that a missed revocation cannot matter.
    """
    step = link.step
    if not step.is_waiting:
        raise Stale(_over(step))
    if risk_of(link) == DecisionLink.Risk.L2:
        raise Stale("login_required")
    hats = authority.hats(link.actor, at)
    hat = policies.hat_for(hats, step)
    if hat is not None and policies.can_settle(hats, step) and _same(link, hat):
        return hat
    if link.hat["capacity"] not in OWN:
        raise Stale("substitution_ended")
    away = any(h.post_id == step.post_id and h.stood_in for h in hats)
    raise Stale("stood_in" if away else "not_acting")


def _over(step: Step) -> str:
    return {Step.State.WITHDRAWN: "withdrawn", Step.State.HANDED_OVER: "handed_over"}.get(
        Step.State(step.state), "decided_elsewhere"
    )


def _same(link: DecisionLink, hat: Hat) -> bool:
    """Answer whether the mail named the authority under which the decision would be recorded."""
    named = (link.hat["post_id"], link.hat["capacity"], link.hat["source"])
    return named == (hat.post_id, hat.capacity, hat.source)


def unchanged(link: DecisionLink) -> None:
    """Raise Stale if the step or what is to be read differs from what the mail was about."""
    if link.step_version != link.step.version or link.content_sha256 != fingerprint(link.step):
        raise Stale("content_changed")


def gate(link: DecisionLink, at: datetime) -> Open:
    """Return the open door of a link, or raise Stale with the reason."""
    alive(link, at)
    hat = authority_now(link, at)
    unchanged(link)
    return Open(link, hat)


def sentence(link: DecisionLink, reason: str) -> str:
    """Return the one sentence that a stale link's holder reads."""
    step = link.step
    by_himself = step.state == Step.State.SETTLED and step.acted_by_id == link.actor_id
    if (reason == "used" or by_himself and reason == "decided_elsewhere") and step.acted_at:
        return f"本件已由您于{instant_words(step.acted_at)}办理：{outcome_label(step)}。"
    words = shelf.book(step.matter.book).vocabulary
    told = SENTENCES.get(reason, SENTENCES["by_administrator"])
    return told.format(place=words.place, back=words.back)


def outcome_label(step: Step) -> str:
    """Return the words of what was decided."""
    outcome = purpose_of(step.matter.kind, step.purpose).outcome(step.outcome)
    return outcome.label if outcome else step.outcome
