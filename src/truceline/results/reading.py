"""What `read` gives back of a folder: what became of each article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article of a folder: drafts above and below the line, and its review file.

    Where it is the ``same_as`` another, by its bytes, or a review file was ``left`` as it was, it was not read again.
    """

    name: str
    sha256: str
    above: int = 0
    below: int = 0
    written: str = ""
    same_as: str = ""
    left: str = ""
