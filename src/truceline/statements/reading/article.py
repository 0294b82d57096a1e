"""An article, as the draft readers take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its ``text``, to which all spans refer, and its ``published`` date, where it says one.

    ``why`` says where the date was found; ``sha256`` is of the file's bytes; ``reduced`` where the text is that of a
    web page or a document, without its markup.
    """

    path: str
    sha256: str
    text: str
    published: date | None
    why: str
    reduced: bool
