"""Every error truceline raises on purpose.

TrucelineError
├── CaseError          the case folder's inputs are wrong or contradict each other
├── InfeasibleError    the inputs are sound, but no plan satisfies them
└── SourceError        a feed or file could not be read

Each carries ``problems``: one line per fault, ``where | what is wrong, with the value; what to do``.
"""

from __future__ import annotations


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
