"""Drafts as offices send them: with styles, without, typed any way; and what each of them is.

Every draft is built with python-docx, so that the reader under test meets files of another hand.
"""

from tests.typesetting.docx.corpus import formatted, laden, plain
from tests.typesetting.docx.corpus.sample import Sample

SAMPLES = {**plain.SAMPLES, **formatted.SAMPLES, **laden.SAMPLES}

__all__ = ["SAMPLES", "Sample"]
