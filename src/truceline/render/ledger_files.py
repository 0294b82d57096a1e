"""The ledger as a text to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.case import Case
from truceline.render.markdown import markdown
from truceline.statements.statement import Statement, Topic


def ledger_markdown(case: Case, statements: Sequence[Statement]) -> str:
    """Write statements by topic as Markdown: who, when, the words and their place, the source and its grade."""
    lines = [f"# {markdown(case.title)}: the statements", ""]
    for topic in case.topics:
        said = [s for s in statements if any(p.topic == topic.id for p in s.positions)]
        if said:
            lines += [f"## {markdown(topic.title)}", ""]
            lines += [line for s in said for line in _lines(s, topic, case)]
    return "\n".join(lines).rstrip() + "\n"


def _lines(s: Statement, topic: Topic, case: Case) -> Iterator[str]:
    names = {actor.id: actor.name for actor in case.actors}
    source = next(each for each in case.sources if each.id == s.source)
    meaning = dict(topic.scopes)
    takes = "; ".join(f"{p.stance.value} ({meaning[p.scope]})" for p in s.positions if p.topic == topic.id)
    who = f"{s.speaker}, for {names.get(s.speaks_for, s.speaks_for)} ({s.authority.value})"
    yield f"### {markdown(s.id)}"
    yield ""
    yield f"{markdown(s.said_on)}, {markdown(who)}: {markdown(takes)}"
    yield ""
    if s.quote:
        yield f"> {markdown(s.quote)}"
        yield ""
    yield markdown(s.summary)
    yield ""
    yield f"{markdown(source.title)}, grade {source.reliability}{s.credibility}{_at(source.url)}"
    yield ""
    if s.passage is not None:
        places = "; ".join(map(str, s.passage.quoted or (s.passage.sentence,)))
        place = f"characters {places} of {s.passage.article}, sha256 {s.passage.sha256}"
        yield f"{markdown(place)}: {markdown(s.passage.words)}"
        yield ""


def _at(url: str) -> str:
    return f": {markdown(url)}" if url else ""
