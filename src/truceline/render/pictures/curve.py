"""The curve of further posts: what is seen after each, and what no choice of as many could beat."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from truceline.render.pictures.frame import NARROW, WIDE, Frame, every, wrapped
from truceline.render.pictures.svg import element, line, path, picture, text
from truceline.views.pictures.curves import FurtherPostsCurve
from truceline.views.wording import share

_KEY = (
    "further posts, each where it adds most; orange: no choice of sites beats this",
    "grey: posts that may stand right where they watch, not only at the case's sites",
)
_WIDE, _NARROW = Frame(WIDE, 64.0, 60.0, 18.0, 190.0), Frame(NARROW, 46.0, 52.0, 18.0, 170.0)


def further_posts_curve(shown: FurtherPostsCurve, *, narrow: bool = False) -> Markup:
    """Draw what is seen with each further post, and the two curves that it stays below."""
    frame = _NARROW if narrow else _WIDE
    seen, anywhere, right = shown.seen, shown.anywhere, frame.width - frame.right
    step = frame.across / max(len(seen) - 1, len(anywhere) - 1, 1)

    def at(values: Sequence[float]) -> list[tuple[float, float]]:
        return [(frame.left + i * step, frame.bottom - (frame.bottom - frame.top) * v) for i, v in enumerate(values)]

    points = at(seen)
    key = [part for words in _KEY for part in wrapped(words, frame.width, 11.5)] if narrow else _KEY
    return picture(
        frame.width,
        frame.bottom + 36 + 15 * len(key),
        *(line(frame.left, y, right, y, "grid") for _, y in at((0.0, 0.25, 0.5, 0.75, 1.0))),
        *(text(frame.left - 8, y + 4, share(v), "t small", "end") for v in (0.0, 0.5, 1.0) for _, y in at((v,))),
        line(frame.left, frame.bottom, right, frame.bottom, "axis"),
        element("path", d=path(at(anywhere)), class_="other-line"),
        element("path", d=path(at(shown.bound)), class_="pool", fill="none"),
        element("path", d=path(points), class_="more"),
        *(
            element("circle", element("title", f"+{i} {name}: {share(value)}"), cx=x, cy=y, r=4.0, class_="for")
            for i, ((x, y), name, value) in enumerate(zip(points, ("none", *shown.names), seen, strict=True))
        ),
        *(
            text(x, frame.bottom + 17, f"+{i}" if i else "now", "t small", "middle")
            for i, (x, _) in enumerate(at(max(seen, anywhere, key=len)))
            if i % every(step, 32.0) == 0
        ),
        *(
            text(0 if narrow else frame.left, frame.bottom + 38 + 15 * i, words, "t small")
            for i, words in enumerate(key)
        ),
        text(points[-1][0] + 8, points[-1][1] + 12, share(seen[-1]), "t strong"),
        text(right + 8, at(anywhere)[-1][1] - 4, share(anywhere[-1]), "t small"),
        title=shown.title,
        kind="bars",
    )
