"""Which part of an official document each line is: by its words first, by its looks second.

Looks decide only where words do not: most drafts come without styles, and those with styles have
them by habit. Owns the order in which parts are taken; whatever no part takes stays text.
"""

from apps.typesetting.docx.recognising.assembling import Recognised, recognise

__all__ = ["Recognised", "recognise"]
