"""What a sealing service must do: the contract that every adapter keeps, ours and a province's.

A service answers for a digest and nothing else. It never sees the document, the image of the seal
or who asked; placing the visible seal, the register of uses and the gate before issuing are ours.

    service.hash_name           how the digest is to be made (a name of hashlib: sha256, sm3)
    service.embeds              True: `sign` returns a CMS container (DER, detached, PAdES) that is
                                put into the PDF over the digest of its byte range; at most one
                                such service for a file. False: the blob is kept in the register
                                beside the file, over the digest of the whole finished file.
    service.room                the most bytes that a blob may have
    service.sign(digest, at=t)  returns the blob, or raises ServiceUnavailable (try again later).
                                It may take seconds and may be asked twice for one digest: a job
                                that dies is run again. It returns within `timeout` seconds.
    service.verify(digest, blob, at=t)
                                returns an Answer; never raises for a blob or digest that is wrong,
                                however wrong: bytes of strangers arrive here. ServiceUnavailable
                                only where the service itself cannot work.

What `verify` must hold to (tests/typesetting/signature/test_contract.py tries every adapter):
one bit of digest or blob changed gives `whole=False`; a blob of another key gives `known=False`;
a signature does not depend on the order or number of calls; `at` decides whether the certificate
was in force, never the clock. `whole` speaks of the bytes only, `known` of whom they come from:
a page must ask for both.

A province's certified service (GB/T 38540, GM/T 0031) is a class of this shape in a module of the
installation, named in OA_SEAL_SERVICES as `package.module.Class`; it is made without arguments and
reads its own settings. See oa/decisions/0014-seals.md.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Protocol

DEMONSTRATION = "演示"  # what the subject of a demonstration's certificate contains


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service says of a blob: fits the digest, comes from a key it knows, who that is."""

    whole: bool
    known: bool
    signer: str = ""
    reason: str = ""  # one Chinese sentence where something is not in order

    @property
    def demonstration(self) -> bool:
        """Whether the certificate says of itself that it is for demonstration only."""
        return DEMONSTRATION in self.signer

    def __bool__(self) -> bool:
        return self.whole and self.known


class SealService(Protocol):
    """One way to certify a sealed file; see the module's docstring."""

    name: str
    label: str
    hash_name: str
    embeds: bool
    room: int

    def sign(self, digest: bytes, *, at: dt.datetime) -> bytes: ...

    def verify(self, digest: bytes, blob: bytes, *, at: dt.datetime) -> Answer: ...


def digest_of(data: bytes, service: SealService) -> bytes:
    """Return the digest of a file as a service wants it."""
    return hashlib.new(service.hash_name, data).digest()
