"""What a person decided on drafts of one article, and everything that may be wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from truceline.case import Case
from truceline.casefolder.judgements_of_drafts import ACCEPTED, REJECTED, DraftJudgements
from truceline.casefolder.review_file import ArticleShape, DraftShape, NewSourceShape, Review
from truceline.casefolder.schema.ledger import SourceRow, StatementRow
from truceline.formats.cells import split
from truceline.formats.faults import FaultPlace, Faults, shown, suggestion
from truceline.formats.shape import fit
from truceline.formats.yaml_tree import Path as Keys
from truceline.statements.passage import flat, pieces

VERDICTS = {"accept": ACCEPTED, "reject": REJECTED}
"""The verdict of each decision."""

Place = Callable[[Keys], FaultPlace]
"""Says where the value at a path stands."""


@dataclass(frozen=True, slots=True)
class PlacedDraft:
    """A draft with a person's decision; ``place`` says where each of its fields was given."""

    draft: DraftShape
    place: Place


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided on drafts of an ``article``, as given in ``file``.

    ``source`` is the id of the source of what is accepted. ``new_source`` is its row, where it is to be added to the
    case; ``place`` says where these stand.
    """

    file: str
    article: ArticleShape
    drafts: tuple[PlacedDraft, ...]
    source: str
    new_source: NewSourceShape | None
    place: Place


def decisions_of(review: Review, source: str = "", *, new_source: bool = False) -> Decisions:
    """Take the decisions of a review file; ``source`` goes before the one in it, its ``new_source`` only if so asked.

    Raises
    ------
    CaseError
        If it is asked for a new source that the file does not propose, or beside another source.
    """
    shape, document = review.shape, review.document
    lists = (("drafts", shape.drafts), ("uncertain", shape.uncertain))
    drafts = [
        PlacedDraft(draft, partial(_below, document.place, (name, n)))
        for name, each in lists
        for n, draft in enumerate(each)
    ]
    source, added = source or shape.source, shape.new_source if new_source else None
    if new_source:
        faults = Faults()
        if added is None:
            faults.add(document.place(("source",)), "no new source is proposed here; name one with --source")
        elif source:
            what = f"{shown(source)} is given beside --new-source; empty source, or leave --new-source out"
            faults.add(document.place(("source",)), what)
        faults.raise_if_any(f"{document.file} (nothing was taken in)")
        source = added.id if added else ""
    return Decisions(document.file, shape.article, tuple(drafts), source, added, document.place)


def _below(place: Place, above: Keys, path: Keys) -> FaultPlace:
    return place((*above, *path))


def undecided_before(decisions: Decisions, case: Case, by: str) -> list[PlacedDraft]:
    """Return the drafts that are decided and not yet recorded in a case.

    Raises
    ------
    CaseError
        If anything is wrong with the decisions; all faults are listed.
    """
    faults, judged = Faults(), DraftJudgements(case.judgements)
    if not by.strip():
        faults.add(FaultPlace("--by"), "names nobody; give the name of who decided")
    seen: set[str] = set()
    for placed in decisions.drafts:
        _check_first(placed, seen, judged, faults)
    fresh = [each for each in decisions.drafts if each.draft.decision and not judged.verdict(each.draft.id)]
    accepted = [each for each in fresh if each.draft.decision == "accept"]
    for each in accepted:
        if each.draft.kind == "announced":
            what = "'announced' is no statement yet; write said once it was said, or reject the draft"
            faults.add(each.place(("kind",)), what)
        fit(StatementRow, statement_cells(each.draft, "any", "st-draft"), each.place, faults)
        for field, what in _unfit(each.draft, case):
            faults.add(each.place((field,)), what)
    if accepted:
        _check_source(decisions, case, faults)
    faults.raise_if_any(f"{decisions.file} (nothing was taken in)")
    return fresh


def _check_first(placed: PlacedDraft, seen: set[str], judged: DraftJudgements, faults: Faults) -> None:
    draft = placed.draft
    if draft.id in seen:
        faults.add(placed.place(("id",)), f"the draft {shown(draft.id)} is there twice; remove one")
    seen.add(draft.id)
    verdict = judged.verdict(draft.id)
    if verdict and draft.decision and verdict != VERDICTS[draft.decision]:
        what = f"{draft.decision!r}, but it was {verdict} before; {_REMEDIES[verdict]}"
        faults.add(placed.place(("decision",)), what.format(draft.id))


_REMEDIES = {
    REJECTED: "take the rejection back first: truceline withdraw-rejection {} CASE",
    ACCEPTED: "a statement stays in the ledger: add one that supersedes it (truceline add-statement --supersedes)",
}


def _check_source(decisions: Decisions, case: Case, faults: Faults) -> None:
    known = {each.id: each for each in case.sources}
    if decisions.new_source is not None:
        place = partial(_below, decisions.place, ("new_source",))
        row = fit(SourceRow, decisions.new_source.model_dump(), place, faults)
        if row is not None and known.get(row.id, row.record()) != row.record():
            what = f"{shown(row.id)} is in sources.csv with other words; give another id, or give it with --source"
            faults.add(place(("id",)), what)
    elif decisions.source not in known:
        other = "add it to sources.csv first, name another with --source, or complete new_source and give --new-source"
        remedy = suggestion(decisions.source, known, other)
        what = f"there is no source {shown(decisions.source)}" if decisions.source else "nothing is given"
        faults.add(decisions.place(("source",)), f"{what}; {remedy}")


def _unfit(draft: DraftShape, case: Case) -> Iterator[tuple[str, str]]:
    # What a row alone cannot tell: ids that the case lacks, and words that the article lacks.
    actors = [actor.id for actor in case.actors]
    scopes = {topic.id: [scope for scope, _ in topic.scopes] for topic in case.topics}
    named = {
        "speaks_for": ([draft.speaks_for], actors),
        "names": (split(draft.names), actors),
        "topic": (split(draft.topic), list(scopes)),
        "supersedes": (split(draft.supersedes), [statement.id for statement in case.statements]),
    }
    for field, (given, known) in named.items():
        for name in given:
            if name not in known:
                what = f"{shown(name)} is not known" if name else "nothing is given"
                yield field, f"{what}; {suggestion(name, known, 'give one of ' + ', '.join(known[:12]))}"
    for topic, scope in _questions(draft):
        if topic in scopes and scope not in scopes[topic]:
            remedy = suggestion(scope, scopes[topic], f"give one of {', '.join(scopes[topic][:12])}")
            yield "scope", f"{shown(scope)} is not known; {remedy}"
    words = [flat(part.words) for part in (*draft.parts, draft.sentence)]
    for piece in pieces(draft.quote):
        if not any(piece in each for each in words):
            yield "quote", f"{shown(piece)} is not in the article's words; copy them, and leave words out with ' ... '"


def _questions(draft: DraftShape) -> Iterator[tuple[str, str]]:
    # Topic and scope of each position; where there are not as many of each, the row's own fault says so.
    topics, drafted = split(draft.topic), split(draft.scope)
    yield from zip(topics * len(drafted) if len(topics) == 1 else topics, drafted, strict=False)


def statement_cells(draft: DraftShape, source: str, name: str) -> dict[str, str]:
    """Return the cells of a draft's row in ``statements.csv``, under this id."""
    given = {key: getattr(draft, key, "") for key in StatementRow.written_keys()}
    return given | {"id": name, "source": source}
