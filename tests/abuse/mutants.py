"""Does each abuse case fail when its guard is gone? `python -m tests.abuse.mutants [number …]`

For every number: a guard of the product taken out or turned round, in a copy of the source, and the
case run there. A case that still passes proves nothing. Not part of the suite: it takes as
long as forty starts of pytest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DECIDE, GATE = "apps/matters/link_decisions.py", "apps/matters/link_gate.py"
READ, TOKENS = "apps/matters/link_reading.py", "apps/matters/link_tokens.py"
VIEWS, LINKS = "apps/desk/mail_views.py", "apps/matters/decision_links.py"
TELL, SETTLE = "apps/matters/telling.py", "apps/matters/steps/settling.py"
CONTENT, POLICIES = "apps/matters/link_content.py", "apps/matters/policies.py"
ENDING, PEOPLE = "apps/matters/steps/ending.py", "apps/organisation/services/people.py"
PAGE, LETTER = "templates/mail_decision/decision.html", "templates/mail/decision.html"
MAIL, LOGS = "apps/notifications/mail.py", "apps/core/logs.py"

Change = tuple[str, str, str]
# Guards that stand behind others: a mutant must take them all away before anything is seen.
WAITS_GATE = (GATE, "if not step.is_waiting:", "if False:")
WAITS_POLICY = (
    POLICIES,
    'if not step.is_waiting:\n        return Verdict.deny("此环节已办理或',
    'if False:\n        return Verdict.deny("此环节已办理或',
)
GUARDED = (SETTLE, "pk=step.pk, state=Step.State.WAITING, version=step.version", "pk=step.pk")
USED = (GATE, 'raise Stale("used")', "return")
SPENT = (
    DECIDE,
    "filter(pk=link.pk, state=DecisionLink.State.ACTIVE).update(\n        state=",
    "filter(pk=link.pk).update(\n        state=",
)
CLOSED = (
    ENDING,
    "    DecisionLink.objects.filter(step__in=pks",
    "    DecisionLink.objects.none().filter(step__in=pks",
)
ANY_HAT = (
    GATE,
    "        return hat\n",
    "        return hat\n    return hat or authority.hats(link.actor, link.created_at)[-1]\n",
)

# number -> what is changed: (file, what stands there, what stands there in the mutant)
MUTANTS: dict[int, tuple[Change, ...]] = {
    1: (
        (
            READ,
            "update(first_opened_at=at)",
            'update(first_opened_at=at, state="used", used_at=at)',
        ),
    ),
    2: ((VIEWS, "@capability\n@require_safe\ndef decision", "@capability\ndef decision"),),
    3: ((PAGE, "</form>", '</form><script>fetch("/m/a/submit",{method:"POST"})</script>'),),
    4: ((DECIDE, 'raise No("pin_missing"', 'return "link"\n        raise No("pin_missing"'),),
    5: ((DECIDE, "if age < FORM_YOUNGEST:", "if False:"),),
    6: ((DECIDE, "form.nonce == link.used_nonce:", "form.nonce != link.used_nonce:"),),
    7: (USED, SPENT, WAITS_GATE, WAITS_POLICY, GUARDED),
    8: (USED, SPENT, CLOSED, WAITS_GATE, WAITS_POLICY, GUARDED),
    9: ((POLICIES, "step.personal or not hat.stood_in", "True"),),
    10: (USED, SPENT, WAITS_GATE),
    11: ((GATE, "link.step_version != link.step.version or ", ""),),
    12: ((CONTENT, '"content_version": matter.content_version,', ""),),
    13: ((CONTENT, "[[a.pk, a.role, a.name, a.sha256] for", "[[a.role] for"),),
    14: (CLOSED, WAITS_GATE),
    15: ((GATE, "if not in_time(link, at):", "if False:"), ANY_HAT),
    16: ((GATE, 'raise Stale("stood_in" if away', 'raise Stale("not_acting" if away'),),
    17: ((GATE, "and policies.can_settle(hats, step) and _same(link, hat)", ""),),
    18: ((GATE, "if not link.actor.is_active:", "if False:"),),
    19: ((DECIDE, "if user is not None and user.pk != link.actor_id:", "if False:"),),
    20: (
        (
            DECIDE,
            'if not verdict:\n        raise No("pin_wrong"',
            'if False:\n        raise No("pin_wrong"',
        ),
    ),
    21: (("oa/settings.py", '    "django.middleware.csrf.CsrfViewMiddleware",\n', ""),),
    22: ((VIEWS, '    "frame-ancestors": [NONE],\n', ""),),
    23: ((DECIDE, "if attempt.outcome not in link.allowed_actions:", "if not attempt.outcome:"),),
    24: ((GATE, "return max(link.risk, today", "return min(link.risk, 'L0'"),),
    25: ((GATE, "if risk_of(link) == DecisionLink.Risk.L2:", "if False:"),),
    26: ((DECIDE, "LINK_TRIES = 5", "LINK_TRIES = 6"),),
    27: ((PEOPLE, "locked = failures >= PIN_TRIES", "locked = False"),),
    28: (
        (LOGS, r'TOKEN_PATH.sub(r"\1***", text)', "text"),
        (LOGS, 'TOKEN.sub("***", text)', "text"),
    ),
    29: (
        (TOKENS, "return WELL_FORMED.fullmatch(token) is not None", "return True"),
        (LINKS, "hash_of(token)", 'hash_of(token.strip("/= \\n\\x00"))'),
    ),
    30: ((LINKS, 'count = revoke(links=links, reason="by_administrator", at=at)', "count = 1"),),
    31: (
        (
            LINKS,
            "rows.filter(token_sha256=hash_of(token))",
            "rows.filter(token_sha256__startswith=token)",
        ),
    ),
    32: (("apps/notifications/renderers.py", "settings.SITE_URL", "'http://evil.example'"),),
    33: ((MAIL, r'line = CONTROL.sub(" ", text).strip()', "line = text"),),
    34: ((LETTER, "{{ title }}", "{{ title|safe }}"),),
    35: ((GATE, "if link.actor.email != link.recipient:", "if False:"),),
    36: ((TELL, "if sent.count() >= RESEND_TIMES:", "if False:"),),
    37: (
        (VIEWS, "    note_unknown(request)\n    raise Http404", "    return _slow_down(request)"),
    ),
    38: (
        (READ, 'if opening.result != "open" or opening.link is None:', "if opening.link is None:"),
    ),
    39: ((LINKS, "and DecisionLink.objects.filter(pk=link.pk, not_after__gt=Now()).exists()", ""),),
    40: ((MAIL, '"Message-ID": message.message_id,', ""),),
}


def copy_of_the_source(folder: Path) -> Path:
    """Copy what the tests need; the fonts and the interpreter are shared."""
    leave = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, folder / "oa", ignore=leave, symlinks=True)
    (folder / "oa" / ".venv").symlink_to(ROOT / ".venv")
    return folder / "oa"


def survives(copy: Path, number: int) -> bool:
    """Spoil the copy, run the case, mend the copy; True if the case still passes."""
    sound = {file: (copy / file).read_text(encoding="utf-8") for file, *_ in MUTANTS[number]}
    try:
        for file, before, after in MUTANTS[number]:
            text = (copy / file).read_text(encoding="utf-8")
            if before not in text:
                raise LookupError(f"case {number}: {file} has no {before!r}")
            (copy / file).write_text(text.replace(before, after, 1), encoding="utf-8")
        return run(copy, number) == 0
    finally:
        for file, text in sound.items():
            (copy / file).write_text(text, encoding="utf-8")


def run(copy: Path, number: int) -> int:
    """Run one case in the copy; 0 passed, 1 failed, anything else is no answer."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--reuse-db"]
    done = subprocess.run(
        [*command, "tests/abuse", "-k", f"test_{number:02}_"],
        cwd=copy,
        env={**os.environ, "OA_VAR_DIR": str(copy / "var"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return done.returncode


def main(asked: list[int]) -> int:
    alive = []
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_of_the_source(Path(folder))
        for number in asked or sorted(MUTANTS):
            lives = survives(copy, number)
            alive += [number] if lives else []
            print(f"{number:>2} {'SURVIVES' if lives else 'killed'}", flush=True)
    print(f"{len(asked or MUTANTS) - len(alive)} killed, {len(alive)} alive")
    return bool(alive)


if __name__ == "__main__":
    sys.exit(main([int(word) for word in sys.argv[1:]]))
