"""Military symbols of capabilities: one table of APP-6D digits, from which the letters of the older code follow."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from truceline.results.names import Names

_FRIEND, _PLANNED = "3", "1"


@dataclass(frozen=True, slots=True)
class Symbol:
    """How a capability is drawn, in the digits of APP-6D.

    ``symbol_set`` 10 is land units, 01 air, 30 sea surface; ``entity`` has six digits, ``modifier`` (sector 1) and
    ``echelon`` two, ``headquarters`` one.
    """

    symbol_set: str
    entity: str
    modifier: str
    echelon: str
    headquarters: str

    @property
    def sidc(self) -> str:
        """The symbol's 20 digits in APP-6D: friend, planned."""
        head = f"100{_FRIEND}{self.symbol_set}{_PLANNED}{self.headquarters}{self.echelon}"
        return f"{head}{self.entity}{self.modifier}00"

    @property
    def letter_code(self) -> str:
        """The symbol's 15 letters in APP-6B as MSDL has them: side and status, told elsewhere, are dashes.

        They say what the digits say or, where the older code has no word for it, something wider.
        """
        letters = _entities()[(self.symbol_set, self.entity, self.modifier)]["letters"]
        headquarters = "A" if self.headquarters == "2" else "-"
        return f"S-{letters[0]}-{letters[1:]}{headquarters}{_echelons()[self.echelon]['letter']}---"

    @property
    def echelon_name(self) -> str:
        """The echelon in the words of MSDL."""
        return _echelons()[self.echelon]["msdl"]


@cache
def symbols() -> Mapping[str, Symbol]:
    """Read the table of symbols by capability; components stand for capabilities that it does not name."""
    return {row.pop("capability"): Symbol(**row) for row in _rows("app6.csv")}


def symbol_of(capability: str, names: Names) -> Symbol:
    """Return a capability's symbol, else that of its component; a command for what has no capability."""
    known = symbols()
    if not capability:
        return known["command"]
    return known.get(capability) or known[names.capabilities[capability].component]


@cache
def _entities() -> Mapping[tuple[str, str, str], dict[str, str]]:
    return {(row["symbol_set"], row["entity"], row["modifier"]): row for row in _rows("entities.csv")}


@cache
def _echelons() -> Mapping[str, dict[str, str]]:
    return {row["echelon"]: row for row in _rows("echelons.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("truceline") / "symbols" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))
