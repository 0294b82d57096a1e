"""Who held which office when, and under which spellings a text may name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truceline.statements.statement import Authority


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """A public official in an office of an actor, from the day ``since`` to the day ``until``, both included.

    ``person`` is the full name, ``spellings`` are other forms of it in texts: other transliterations, short forms.
    ``until`` is None where the holder is not known to have left. ``source`` is the id of the source that says so.
    """

    person: str
    spellings: tuple[str, ...]
    office: str
    actor: str
    authority: Authority
    since: date
    until: date | None
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """The full name and every other spelling, each once."""
        return tuple(dict.fromkeys((self.person, *self.spellings)))

    def holds_on(self, day: date) -> bool:
        """Return whether the office is held on a ``day``."""
        return self.since <= day and (self.until is None or day <= self.until)
