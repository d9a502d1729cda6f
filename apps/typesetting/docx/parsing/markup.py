"""Small readers of WordprocessingML: names without their namespaces, on and off, measures.

Both families of namespaces (transitional and strict) have the same local names, and no element is
read here outside the place where its name is plain.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element  # noqa: S405  (only the class)

OFF = ("0", "false", "off", "none")


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute by its local name, "" where there is none."""
    if element is None:
        return ""
    if (plain := element.get(name)) is not None:
        return plain
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if local(e) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of one local name."""
    for found in element if element is not None else ():
        if local(found) == name:
            yield found


def within(element: Element, name: str) -> Iterator[Element]:
    """Yield the outermost descendants of one local name."""
    for found in element:
        if local(found) == name:
            yield found
        else:
            yield from within(found, name)


def value(element: Element | None, *path: str) -> str:
    """Return w:val of the element along a path."""
    return attribute(child(element, *path), "val")


def is_on(element: Element | None, *path: str) -> bool:
    """Say whether a switch is there and not turned off."""
    found = child(element, *path)
    return found is not None and attribute(found, "val").lower() not in OFF


def number(text: str, default: int = 0) -> int:
    """Return a whole number, or the default where the text is none."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return default
