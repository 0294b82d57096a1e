"""Drafts proposed by a language model that the user runs: any endpoint of the OpenAI-compatible kind.

Nothing a model says is believed: a quotation that does not stand in the article to the character is dropped, ids that
the case does not know are emptied, and every draft goes below the line, to be judged by a person like the others.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from truceline.case import Case
from truceline.errors import SourceError
from truceline.formats.cells import read_span
from truceline.records.times import DateSpan
from truceline.statements.reading.draft import Draft
from truceline.statements.reading.spans import TextSpan
from truceline.statements.statement import Authority

LARGEST_ANSWER = 4 * 1024 * 1024
"""The most that is read of an answer, in bytes."""

_ASK = """You list what people are quoted as saying in a news article. Answer with one JSON array and nothing else.
Each item is an object with the keys quote (words copied from the article to the character, without quotation marks),
speaker (full name or office), speaks_for (one of: {actors}; or empty), authority (one of: {authorities}; or empty),
topic (one of: {topics}; or empty), said_on (YYYY-MM-DD, or empty). The article appeared on {published}."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A model's drafts, and how many of its quotations were dropped because the article does not hold them."""

    drafts: tuple[Draft, ...]
    dropped: int


def propose(
    url: str, text: str, case: Case, published: date | None, *, model: str = "default", timeout: float = 120.0
) -> Proposed:
    """Ask the endpoint at ``url`` (its ``/chat/completions`` is called) for drafts, within ``timeout`` seconds.

    The article's text is sent there, and nowhere else.

    Raises
    ------
    SourceError
        If the address is not http or https, the endpoint does not answer in time, or not with a list.
    """
    if not _is_address(url):
        raise SourceError(
            "no such endpoint", (f"--llm | {url!r}; give an address that starts with http:// or https://",)
        )
    asked = _ASK.format(
        actors=", ".join(actor.id for actor in case.actors),
        authorities=", ".join(Authority),
        topics=", ".join(topic.id for topic in case.topics),
        published=published.isoformat() if published else "a day not known",
    )
    messages = [{"role": "system", "content": asked}, {"role": "user", "content": text}]
    items = _items(url, _answer(url, {"model": model, "messages": messages, "temperature": 0}, timeout))
    drafts = [_draft(url, text, item, case) for item in items]
    found = tuple(draft for draft in drafts if draft is not None)
    return Proposed(found, len(drafts) - len(found))


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets or a port that are none
        return False


def not_yet_drafted(proposed: Sequence[Draft], drafted: Sequence[Draft]) -> tuple[Draft, ...]:
    """Leave out what the rules have drafted already: words that lie within a drafted sentence or hold its words."""
    return tuple(
        each
        for each in proposed
        if not any(d.sentence.holds(p) or p.holds(d.sentence) for p in each.parts for d in drafted)
    )


def _answer(url: str, body: dict[str, Any], timeout: float) -> object:
    request = urllib.request.Request(  # noqa: S310  (the scheme was looked at)
        f"{url.rstrip('/')}/chat/completions",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310  (the scheme was looked at)
            data = answer.read(LARGEST_ANSWER + 1)
        if len(data) > LARGEST_ANSWER:
            raise SourceError("the endpoint's answer is of no use", (f"{url} | sent too much; ask for a shorter text",))
        return json.loads(data)
    except (OSError, HTTPException) as error:
        what = f"{url} | does not answer ({error}); check that it runs, or leave --llm out"
        raise SourceError("the endpoint cannot be asked", (what,)) from error
    except ValueError as error:
        what = f"{url} | answers with no JSON ({error}); check that it is OpenAI-compatible"
        raise SourceError("the endpoint's answer is of no use", (what,)) from error


def _items(url: str, answer: object) -> list[dict[str, Any]]:
    try:
        content = answer["choices"][0]["message"]["content"]  # type: ignore[index]  # whatever it sent
        found = json.loads(content[content.index("[") : content.rindex("]") + 1])
    except (TypeError, KeyError, IndexError, ValueError, AttributeError, RecursionError) as error:
        what = f"{url} | its message holds no JSON list ({type(error).__name__}); try another model"
        raise SourceError("the endpoint's answer is of no use", (what,)) from error
    return [item for item in found if isinstance(item, dict)]


def _draft(url: str, text: str, item: dict[str, Any], case: Case) -> Draft | None:
    quote = item.get("quote")
    quote = quote.strip() if isinstance(quote, str) else ""
    start = text.find(quote) if quote else -1
    if start < 0:
        return None
    span = TextSpan(start, start + len(quote))
    actors, topics = {actor.id for actor in case.actors}, {topic.id for topic in case.topics}
    authority = _known(item.get("authority"), set(Authority))
    said_on = _span(item.get("said_on"))
    why = f"proposed by the model at {url}; only the words were checked"
    return Draft(
        parts=(span,),
        sentence=span,
        speaker=str(item.get("speaker") or ""),
        speaks_for=_known(item.get("speaks_for"), actors),
        authority=Authority(authority) if authority else None,
        said_on=said_on,
        dated=said_on is not None,
        topic=_known(item.get("topic"), topics),
        certain=False,
        why=(("quote", "stands in the article to the character"), ("speaker", why)),
    )


def _known(value: object, ids: Collection[str]) -> str:
    return value if isinstance(value, str) and value in ids else ""


def _span(value: object) -> DateSpan | None:
    try:
        return read_span(value)
    except ValueError:
        return None
