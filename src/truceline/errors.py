"""Every error truceline raises on purpose.

TrucelineError
├── CaseError          the case folder's inputs are wrong or contradict each other
├── InfeasibleError    the inputs are sound, but no plan satisfies them
├── SourceError        a feed or file could not be read
├── MisuseError        the call is at fault: what it asks for excludes itself, or may not be done
│   └── RightsError    who asks may not do it; it says who may
└── StaleError         a text was written from a revision that no longer stands

Each carries ``problems``: one line per fault, ``where | what is wrong, with the value; what to do``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no text of a case or of a report needs: they steer terminals, or XML cannot hold them."""

_STEERING = re.compile(rf"{CONTROL.pattern}|\r(?!\n)")
_PARTED = re.compile(r"[,|\n]| and ")
_VALUE = 60  # characters of a wrong value that a message shows


class TrucelineError(Exception):
    """Base class: catch this to catch everything truceline raises on purpose.

    ``problems`` lists all faults found, not only the first; each reads
    ``where | what is wrong, with the value; what to do``.
    """

    def __init__(self, summary: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(summary, problems)  # args as given, so that it pickles
        self.summary = summary
        self.problems = problems

    def __str__(self) -> str:
        if not self.problems:
            return self.summary
        return "\n".join([f"{self.summary}:", *(f"  - {p}" for p in self.problems)])


class CaseError(TrucelineError, ValueError):
    """The inputs are wrong or contradict each other."""


class InfeasibleError(TrucelineError):
    """The inputs are sound, but nothing satisfies them; ``problems`` name what conflicts."""


class SourceError(TrucelineError):
    """A feed or file could not be read."""


class MisuseError(TrucelineError, ValueError):
    """The call is at fault, not the inputs: what it asks for excludes itself, or may not be done."""


class RightsError(MisuseError):
    """Who asks may not do it; the message says who may."""


class StaleError(TrucelineError):
    """A text was written from a revision that no longer stands; somebody reads both texts and writes a third."""


def visible(text: str) -> str:
    """Write control characters, but for tabs and ends of lines, as their codes: a terminal obeys none of them then."""
    return _STEERING.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def shown(value: object) -> str:
    """Quote a wrong value for a message: on one line, without control characters, and short."""
    text = value if isinstance(value, str) else str(value)
    return repr(text if len(text) <= _VALUE else text[: _VALUE - 3] + "...")


def suggestion(name: str, known: Iterable[str], otherwise: str) -> str:
    """Say ``did you mean ...?`` where a known name is close to ``name``, else what to do ``otherwise``.

    Of several names in one, parted by something else than semicolons, it says how they are parted.
    """
    names = list(known)
    if (parts := _parts(name)) and any(part in names for part in parts):
        return f"where several may stand, part them by ; ({'; '.join(parts)}), or in a list give each its own item"
    close = get_close_matches(name[:_VALUE], names, n=1, cutoff=0.7)
    return f"did you mean {close[0]!r}?" if close else otherwise


def _parts(name: str) -> list[str]:
    # The names in one; none where it is one name.
    parts = [part.strip() for part in _PARTED.split(name[:_VALUE]) if part.strip()]
    return parts if len(parts) > 1 else []


def unknown(what: str, name: str, known: Collection[str]) -> str:
    """Tell that a name is not known, with the nearest known one or, where they are few, all of them."""
    listed = f" (known: {', '.join(sorted(known))})" if len(known) <= 12 else ""
    return f"the {what} {shown(name)} is not known; {suggestion(name, known, f'declare it, or correct the id{listed}')}"
