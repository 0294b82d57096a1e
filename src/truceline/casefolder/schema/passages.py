"""The rows of passages: where statements stand in the articles that they were read in."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from truceline.errors import CaseError
from truceline.formats.cells import Id, Refers, Text, Words, split
from truceline.formats.faults import shown
from truceline.formats.shape import Shape
from truceline.records.text_span import TextSpan
from truceline.statements.passage import Passage

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


def read_place(value: object) -> TextSpan:
    """Read a span of characters: the first, and the one after the last, such as ``120-163``."""
    found = _SPAN.fullmatch(str(value).strip())
    if found is None or int(found[1]) >= int(found[2]):
        what = f"{shown(value)} is no place in a text; write the first character and the one after the last as 120-163"
        raise ValueError(what)
    return TextSpan(int(found[1]), int(found[2]))


def _places(value: object) -> tuple[TextSpan, ...]:
    return tuple(read_place(part) for part in split(str(value)))


class PassageRow(Shape):
    """Where a statement stands in the article that it was read in; `accept` and `add-statement` write it."""

    statement: Annotated[Id, Refers(("statement",))]
    """The statement; each has one row at most."""
    article: Words
    """The name of the article's file."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """The sha256 of the article's bytes. Its text, where it was kept, is `articles/SHA256.txt` in the case."""
    address: Text
    """Where the article can be looked up; may be empty."""
    quote_at: Annotated[tuple[TextSpan, ...], BeforeValidator(_places)]
    """The words between quotation marks: the first character and the one after the last, counted from 0 in the text of
    the article, as `120-163`; several are separated by `;`. Empty where the words are only reported."""
    sentence_at: Annotated[TextSpan, BeforeValidator(read_place)]
    """The sentence around them, likewise."""
    sentence: Words
    """The sentence, verbatim, white space as single spaces."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for span in self.quote_at:
            if not self.sentence_at.holds(span):
                raise CaseError(f"the quote at {span} does not lie in the sentence at {self.sentence_at}; correct one")
        return self

    def record(self, source: str) -> Passage:
        """Build the record of a statement with this ``source``."""
        return Passage(self.article, self.sha256, self.address, self.quote_at, self.sentence_at, self.sentence, source)
