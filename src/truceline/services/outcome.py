"""What a service hands back, whoever asked: the command line, a page or a Python user."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from truceline.errors import TrucelineError

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What a service did.

    ``result`` is what was computed, ``text`` says it on a terminal, ``json`` is its one JSON document as text, and
    ``written`` are the files written. ``notes`` are messages that are no part of the answer. ``fault`` is what the
    answer itself found to be wrong, where there is an answer nevertheless; every other fault is raised. ``interrupted``
    says that Ctrl-C ended the work early, and that the result is of what was done by then.
    """

    result: Result
    text: str
    json: str
    written: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    fault: TrucelineError | None = None
    interrupted: bool = False


def lines_text(lines: list[str]) -> str:
    """Write lines as one text that ends in a line break; nothing where there are none."""
    return "".join(f"{line}\n" for line in lines)
