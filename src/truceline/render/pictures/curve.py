"""The curve of further posts: what is seen after each, and what no choice of as many could beat."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from truceline.render.pictures.svg import element, line, path, picture, text
from truceline.views.wording import share

_KEY = (
    "further posts, each where it adds most; orange: no choice of sites beats this",
    "grey: posts that may stand right where they watch, not only at the case's sites",
)
_LEFT, _RIGHT, _TOP, _BOTTOM, _WIDTH = 64.0, 900.0, 18.0, 190.0, 960.0


def curve(
    seen: Sequence[float], bound: Sequence[float], anywhere: Sequence[float], names: Sequence[str], title: str
) -> Markup:
    """Draw ``seen``, ``bound`` and ``anywhere`` (posts + 1 each), shares from 0 to 1.

    ``anywhere`` is for posts that may stand right on the line; ``names`` are those of the posts added at sites.
    """
    step = (_RIGHT - _LEFT) / max(len(seen) - 1, len(anywhere) - 1, 1)

    def at(values: Sequence[float]) -> list[tuple[float, float]]:
        return [(_LEFT + i * step, _BOTTOM - (_BOTTOM - _TOP) * value) for i, value in enumerate(values)]

    points = at(seen)
    return picture(
        _WIDTH,
        256,
        *(line(_LEFT, y, _RIGHT, y, "grid") for _, y in at((0.0, 0.25, 0.5, 0.75, 1.0))),
        *(text(_LEFT - 8, y + 4, share(v), "t small", "end") for v in (0.0, 0.5, 1.0) for _, y in at((v,))),
        line(_LEFT, _BOTTOM, _RIGHT, _BOTTOM, "axis"),
        element("path", d=path(at(anywhere)), class_="other-line"),
        element("path", d=path(at(bound)), class_="pool", fill="none"),
        element("path", d=path(points), class_="more"),
        *(
            element("circle", element("title", f"+{i} {name}: {share(value)}"), cx=x, cy=y, r=4.0, class_="for")
            for i, ((x, y), name, value) in enumerate(zip(points, ("none", *names), seen, strict=True))
        ),
        *(text(x, _BOTTOM + 17, f"+{i}" if i else "now", "t small", "middle") for i, (x, _) in enumerate(at(anywhere))),
        *(text(_LEFT, _BOTTOM + 38 + 15 * i, words, "t small") for i, words in enumerate(_KEY)),
        text(points[-1][0] + 8, points[-1][1] + 12, share(seen[-1]), "t strong"),
        text(_RIGHT + 8, at(anywhere)[-1][1] - 4, share(anywhere[-1]), "t small"),
        title=title,
        kind="bars",
    )
