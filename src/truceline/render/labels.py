"""What a bulletin's page and text say of themselves, in other languages: labels as data, facts as they were entered.

``labels.csv`` has a row for each label, by its English words: headings, heads of tables, and sentences or the pieces of
them that stand between what is filled in. Nouns that are counted have their plural forms, separated by ``|``: for
Ukrainian and Russian one, few and many, for French one and many, as in the Unicode CLDR. Names, notes, quotations,
terms of the vocabulary and ids stay as they are, and dates as ISO 8601 writes them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension

from truceline.views import wording

ENGLISH = "en"
LANGUAGES = {"en": "English", "uk": "Ukrainian", "ru": "Russian", "fr": "French"}
"""The languages of bulletins, by their codes (ISO 639-1)."""
_CLOSE = ",;.:)?! \N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}"
"""What follows a word without a space, or brings its own."""
_SPACE = "\N{NARROW NO-BREAK SPACE}"
_PIECES = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>|[|\n])", re.DOTALL)
_ATTRIBUTE = re.compile(r'((?:data-label|aria-label|lang)=")([^"{}]+)(")')


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one ``language`` by their English words; English has none, and says what stands there."""

    language: str
    words: Mapping[str, str]

    def label(self, text: str) -> str:
        """Return a text in the language, or as it is where there is no label for it.

        Space around it stays, but not before what begins with a mark or a space of its own.
        """
        core = text.strip()
        if core not in self.words:
            return text
        said = self.words[core]
        return text.lstrip(" ").replace(core, said, 1) if said[0] in _CLOSE else text.replace(core, said, 1)

    def template(self, source: str) -> str:
        """Return a template's source with its own words in the language; what is filled in stays."""
        return "".join(self._piece(piece) for piece in _PIECES.split(source))

    def _piece(self, piece: str) -> str:
        if piece.startswith(("{", "|")):
            return piece
        if piece.startswith("<"):
            return _ATTRIBUTE.sub(lambda found: f"{found[1]}{self.label(found[2])}{found[3]}", piece)
        mark = re.match(r"(?:#+|-) ", piece)
        start = mark.end() if mark else 0
        return piece[:start] + self.label(piece[start:])

    def count(self, value: float) -> str:
        """Write a number as the language does."""
        return self.number(wording.count(value))

    def number(self, written: str) -> str:
        """Write anew a number that was written in English: a comma before decimals, a space between thousands."""
        if self.language == ENGLISH:
            return written
        return re.sub(r"(?<=\d)[.,](?=\d)", lambda mark: "," if mark[0] == "." else _SPACE, written)

    def plural(self, number: float, one: str, many: str = "") -> str:
        """Write a number with its noun."""
        forms = self.words.get(f"{one}|{many or one + 's'}", "").split("|")
        if forms == [""]:
            return wording.plural(number, one, many)
        return f"{self.count(number)} {forms[min(_FORM[self.language](round(number)), len(forms) - 1)]}"


def _slavic(number: int) -> int:
    # Unicode CLDR, plural rules of Ukrainian and Russian, for whole numbers: one, few, many.
    last, teens = number % 10, number % 100
    if last == 1 and teens != 11:
        return 0
    return 1 if 2 <= last <= 4 and not 12 <= teens <= 14 else 2


_FORM: Mapping[str, Callable[[int], int]] = {"uk": _slavic, "ru": _slavic, "fr": lambda number: int(number > 1)}


@cache
def labels(language: str) -> Labels:
    """Read the labels of a language."""
    if language == ENGLISH:
        return Labels(language, {})
    text = (files("truceline.render") / "labels.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), strict=True)
    return Labels(language, {row["en"]: row[language] for row in rows})


class LabelledTemplates(Extension):
    """Puts the own words of every template, of an environment with ``labels``, into their language."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002  (Jinja's)
        """Return the source of a template in the language."""
        found: Labels = self.environment.labels  # type: ignore[attr-defined]  # given by `translated`
        return found.template(source)


def translated(environment: Environment, filters: Mapping[str, Callable[..., Any]], language: str) -> Environment:
    """Give an environment the labels of a language, in templates and as filters, and then its own ``filters``.

    English stays byte for byte.
    """
    found = labels(language)
    environment.filters |= {"label": found.label, "count": found.count, "plural": found.plural, "digits": found.number}
    environment.filters.update(filters)
    if language != ENGLISH:
        environment.extend(labels=found)
        environment.add_extension(LabelledTemplates)
    return environment
