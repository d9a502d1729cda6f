"""Who decides an incoming document, and in which order (呈批).

Owns the filling of the book's route with the posts of the case. Refuses to look up posts: the
portfolio in force is a fact, and AB cover or acting for the mayor is the hat's business.
"""

from __future__ import annotations

from dataclasses import dataclass

from apps.rulebook.answers import PostRef, Route, Trace
from apps.rulebook.book import Book
from apps.rulebook.provisions.conditions import holds
from apps.rulebook.provisions.documents import DecisionRoute
from apps.rulebook.rules.routes import bracketed, build_route, build_stage


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What the office knows when it submits a document for decision.

    Codes: ``leader_post`` the portfolio leader ("" = resolve by role and ``sender_code``),
    ``delegation_post`` the leader mandated for this subject ("" = none), ``mayor_post``.
    ``co_leaders``: posts of other leaders concerned, chosen by the office.
    ``major``: 重大事项. ``sender_is_mayor_portfolio``: the mayor himself leads the sender.
    Names (``*_name``, ``co_leader_names``, ``delegation_ref``) only fill the sentences.
    """

    kind: str = "request_for_instructions"
    sender_code: str = ""
    leader_post: str = ""
    delegation_post: str = ""
    delegation_ref: str = ""
    co_leaders: tuple[str, ...] = ()
    major: bool = False
    sender_is_mayor_portfolio: bool = False
    mayor_post: str = ""
    sender_name: str = ""
    leader_name: str = ""
    delegation_name: str = ""
    co_leader_names: tuple[str, ...] = ()


def decision_route(facts: DecisionFacts, book: Book) -> Route:
    """Return the stages a document passes before it is decided; never empty.

    Purposes: countersign (核批), decide (批示), mayor_decide (报市长审批). A leader who decides
    later in the route does not countersign before. Raises NotRegulated where the book is silent.
    """
    rule = book.provision("documents.decision_route", DecisionRoute)
    others = _other_leaders(facts)
    situation = {
        "several_leaders": bool(others),
        "delegated": bool(facts.delegation_post),
        "mayor_portfolio": facts.sender_is_mayor_portfolio,
        "major": facts.major,
    }
    people = {
        "portfolio_leader": (
            PostRef("portfolio_leader", unit=facts.sender_code, post=facts.leader_post),
        ),
        "delegate": (PostRef("delegate", post=facts.delegation_post),),
        "co_leader": tuple(PostRef("co_leader", post=code) for code in others),
        "mayor": (PostRef("mayor", post=facts.mayor_post),),
    }
    words = _words(facts, book, others)
    taken = [(n, step) for n, step in enumerate(rule.steps, 1) if holds(step.when, situation)]
    stages = [build_stage(step, people, words, rule.clauses, book) for _, step in taken]
    trace = tuple(Trace("documents.decision_route", rule.title, n) for n, _ in taken)
    return build_route(stages, trace=trace)


def _other_leaders(facts: DecisionFacts) -> tuple[str, ...]:
    later = {facts.delegation_post or facts.leader_post}
    if facts.major or (facts.sender_is_mayor_portfolio and not facts.delegation_post):
        later.add(facts.mayor_post)
    return tuple(code for code in dict.fromkeys(facts.co_leaders) if code not in later)


def _words(facts: DecisionFacts, book: Book, others: tuple[str, ...]) -> dict[str, str]:
    posts = book.vocabulary.posts
    names = dict(zip(facts.co_leaders, facts.co_leader_names, strict=False))
    return {
        "sender": facts.sender_name or book.vocabulary.sender,
        "leader": facts.leader_name or posts["portfolio_leader"],
        "delegate": facts.delegation_name or posts["delegate"],
        "reference": bracketed(facts.delegation_ref),
        "co_leaders": "、".join(names.get(code) or posts["co_leader"] for code in others),
    }
