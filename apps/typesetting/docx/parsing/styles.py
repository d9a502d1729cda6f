"""How a paragraph looks by its style: alignment, size, colour, list, name; by inheritance."""

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element  # noqa: S405  (only the class)

from apps.typesetting.docx.parsing.markup import attribute, child, children, number, value

DEPTH = 20  # styles based on one another: a ring must end
CENTRED = ("center", "centerGroup")
RIGHT = ("right", "end")


@dataclass(frozen=True)
class Look:
    """What a style or a paragraph says of itself; "" and 0 where it says nothing."""

    align: str = ""
    size: float = 0.0  # points
    colour: str = ""
    list_id: str = ""
    list_level: str = ""
    name: str = ""

    def over(self, below: "Look") -> "Look":
        """Return this look on top of another."""
        own = {k: v for k, v in vars(self).items() if v and k != "name"}
        return replace(below, **own, name=self.name or below.name)


NOTHING = Look()


def look_of(element: Element | None) -> Look:
    """Return what the pPr and rPr inside an element say."""
    properties = child(element, "pPr")
    marks = child(element, "rPr")
    size = value(marks, "sz")
    return Look(
        align=_align(value(properties, "jc")),
        size=number(size) / 2 if size else 0.0,
        colour=value(marks, "color").upper(),
        list_id=value(properties, "numPr", "numId"),
        list_level=value(properties, "numPr", "ilvl"),
    )


def is_red(colour: str) -> bool:
    """Say whether a colour (RRGGBB) is the red of a head."""
    try:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    except ValueError:
        return False
    return red > 0x90 and green < 0x60 and blue < 0x60


class Styles:
    """The styles of a file, each with what it inherits."""

    def __init__(self, part: Element | None) -> None:
        self._own: dict[str, tuple[Look, str]] = {}
        self._default = ""
        for style in children(part, "style"):
            key = attribute(style, "styleId")
            look = replace(look_of(style), name=value(style, "name").lower())
            self._own[key] = (look, value(style, "basedOn"))
            if attribute(style, "type") == "paragraph" and attribute(style, "default") == "1":
                self._default = key
        defaults = child(part, "docDefaults", "rPrDefault")
        self._base = look_of(defaults)
        self._known: dict[str, Look] = {}

    def look(self, key: str) -> Look:
        """Return the look of a style by its id; the default style where the id is unknown."""
        key = key if key in self._own else self._default
        if key not in self._known:
            self._known[key] = self._resolved(key, 0)
        return self._known[key]

    def _resolved(self, key: str, depth: int) -> Look:
        if key not in self._own or depth > DEPTH:
            return self._base
        look, parent = self._own[key]
        below = replace(self._resolved(parent, depth + 1), name="") if parent else self._base
        return look.over(below)


def _align(word: str) -> str:
    return "centre" if word in CENTRED else "right" if word in RIGHT else ""
