"""OFD (GB/T 33190) from a finished PDF of ours: the same pages, text as text, in one file.

The positions are those of the file that was measured and issued, not of a second rendering, so the
two cannot differ. Text keeps its characters and fonts (subsets, embedded), bars and the seal stay
vector. The seal is its image only: OFD's own signatures are the business of a certified service.
It refuses with `Unreadable` what it cannot carry over. Tried with an independent reader package;
not yet in the commercial readers.

    ofd = to_ofd(pdf)
"""

from apps.typesetting.ofd.package import MEDIA_TYPE, to_ofd

__all__ = ["MEDIA_TYPE", "to_ofd"]
