"""The table of abuse cases of decisions by mail: what is tried, and what has to come of it.

``test_every_case`` holds it against the tests, so that no number can vanish in silence.
"""

from __future__ import annotations

CASES: dict[int, str] = {
    1: "GET a hundred times by a plain fetcher: no change, the link lives",
    2: "HEAD, OPTIONS, PUT, DELETE: no change, 405",
    3: "a browser that runs scripts and waits thirty seconds: no change",
    4: "a scanner presses the first button: refused, no decision and no PIN",
    5: "a form posted after half a second or with a forged mark: refused",
    6: "the same form twice, a tenth of a second apart: one decision, the same answer",
    7: "two tabs say yes and no at once: exactly one",
    8: "web page and link at once, eight hands: exactly one",
    9: "the holder and his substitute at once: one, the other reads that it is decided",
    10: "a used link replayed the next day: 410, no second decision",
    11: "a link of the round before a return: 410",
    12: "the text edited between reading and deciding: refused, the content has changed",
    13: "an attachment swapped between reading and deciding: refused",
    14: "the step handed to another leader between reading and deciding: refused",
    15: "the substitution ends between reading and deciding: refused, and the page says so",
    16: "the substitution starts: the holder's link rests",
    17: "the substitute tries a step outside his posts, or one he must not judge: refused",
    18: "account closed or post lost after sending: refused",
    19: "somebody else is signed in: both names shown, refused",
    20: "forwarded to a stranger: without the PIN he cannot act; where the link alone suffices, "
    "the leader is told by mail",
    21: "a POST without CSRF token or from a foreign origin: 403, the link lives",
    22: "the page in a frame: blocked",
    23: "a decision that the link does not allow: refused",
    24: "ids of steps and people added to the form: ignored",
    25: "a step that must be signed: no token in the mail, and a forged weaker link is refused",
    26: "five wrong PINs, then the right one: locked, the actor is told",
    27: "the PIN guessed over a thousand links of one actor: his own counter locks",
    28: "PIN and token in logs, trail, error mail: absent",
    29: "a token one character off, upper case, encoded, with a slash or a zero byte: 404",
    30: "a token of another installation or of a restored backup: dead",
    31: "what a stolen dump holds is posted as a token: 404; the web process has no key",
    32: "Host: evil.example while a mail is made: the address in the mail is unchanged",
    33: "a title that carries a mail header: folded, one recipient",
    34: "markup in a title: escaped in mail and page",
    35: "the actor's mailbox changed after sending: the old link is dead",
    36: "a stranger asks a hundred times for a fresh mail: three, to the registered address",
    37: "an unknown token against any wrong address: the same page at the same cost",
    38: "the address of an attachment after use, or of another document: 404",
    39: "the clock of the web host set back three days: expired all the same",
    40: "worker killed between the server's yes and our mark: the same token and Message-ID, "
    "one decision",
}
# Numbers that cannot happen in this system, each with the reason. None at present.
NOT_APPLICABLE: dict[int, str] = {}
# Halves of cases that do not apply; the other half has its test.
NOT_OFFERED: dict[int, str] = {
    16: "both settings of the policy: the book gives one answer while the holder is away (the "
    "substitute acts, the holder's link rests), so there is no second setting",
    20: "an undo within thirty minutes where the link alone suffices: no shipped step is of that "
    "class (L0), and no setting turns a step that asks for the PIN into one",
    30: "restoring by a command of ours: backup and restore are the database's own tools; the "
    "page on deployment makes `revoke_links --all` a step of restoring",
}
