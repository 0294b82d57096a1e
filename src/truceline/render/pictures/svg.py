"""Write SVG elements: text is escaped, numbers are short and always written alike."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from truceline.formats.xml_text import held_by_xml

PER_CHARACTER = 0.6
"""Width of a character in ems that text is taken to need: on the safe side for common sans-serif fonts."""


def element(tag: str, *children: str, **attributes: object) -> Markup:
    """Write one element; children that are not yet markup are escaped.

    Attributes that are None are left out; an underscore in a name becomes a hyphen, one at its end is dropped
    (``class_``). ``tag`` and the attributes' names come from this package, never from a case.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(held_by_xml(number(value)))}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = "".join(child if isinstance(child, Markup) else escape(held_by_xml(child)) for child in children)
    return Markup(f"<{tag}{written}>{inside}</{tag}>")  # noqa: S704  (every part that comes from a case is escaped)


def number(value: object) -> str:
    """Write a number with at most two decimals and no trailing zeros; anything else as it is."""
    if isinstance(value, float):
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return "0" if text == "-0" else text
    return str(value)


def picture(width: float, height: float, *children: str, title: str, kind: str, links: bool = False) -> Markup:
    """Write a whole picture, ``title`` its text for those who cannot see it and ``kind`` its class.

    One that holds ``links`` is a group of them: what is read out as one image cannot be entered.
    """
    return element(
        "svg",
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(float(width))} {number(float(height))}",
        role="group" if links else "img",
        aria_label=title,
        class_=f"svg {kind}",
    )


def group(*children: str, **attributes: object) -> Markup:
    """Write a group."""
    return element("g", *children, **attributes)


def text(x: float, y: float, words: str, class_: str = "t", anchor: str | None = None) -> Markup:
    """Write words at a point; ``anchor`` is ``middle`` or ``end`` where it is not the start."""
    return element("text", words, x=x, y=y, class_=class_, text_anchor=anchor)


def rect(x: float, y: float, width: float, height: float, class_: str, *, hint: str = "") -> Markup:
    """Write a rectangle; ``hint`` shows when the pointer rests on it."""
    inside = (element("title", hint),) if hint else ()
    return element("rect", *inside, x=x, y=y, width=max(width, 0.0), height=max(height, 0.0), class_=class_)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """Write a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def path(points: Iterable[tuple[float, float]], *, close: bool = False) -> str:
    """Return the ``d`` of a path through ``points``, to a tenth of a unit."""
    joined = "L".join(f"{number(round(float(x), 1))} {number(round(float(y), 1))}" for x, y in points)
    return f"M{joined}{'Z' if close else ''}"


def fits(words: str, width: float, size: float) -> str:
    """Shorten ``words`` with an ellipsis to what ``width`` holds at a font of ``size``."""
    most = max(int(width / (size * PER_CHARACTER)), 1)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
