"""Every specimen of the page: the plain ones of documents.py, and the hard ones beside it."""

from tests.typesetting.documents import SPECIMENS as PLAIN
from tests.typesetting.specimens.annexed import ANNEXED
from tests.typesetting.specimens.joint import JOINT
from tests.typesetting.specimens.printing import PRINTING
from tests.typesetting.specimens.seals import seal, stamp

ALL = {**PLAIN, **JOINT, **ANNEXED, **PRINTING}
SEALED = ("joint_five", "sealed", "stamped")  # stamped with invented seals


def artwork_of(name: str) -> dict[str, str]:
    """Return the seals of a specimen; real ones are secrets."""
    if name not in SEALED:
        return {}
    document = ALL[name]
    stamps = {signer: stamp(signer) for signer in document.signers if document.stamped}
    return {**{name: seal() for name in document.signatories}, **stamps}
