"""What reports call things, held against the vocabulary and the agreement: what nobody could judge is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from truceline.agreement.agreement import Agreement
from truceline.agreement.three_valued_logic import NO
from truceline.agreement.vocabulary import VocabularyTerm, fit_terms
from truceline.casefolder.schema.vocabulary import vocabulary
from truceline.formats.faults import shown, suggestion

REPORTED = ("act", "weapon", "target")
"""The columns of reports that hold terms of the vocabulary."""
SHOWN = 20
"""So many terms are told."""


def words_astray(
    reported: Mapping[str, Collection[str]], agreement: Agreement, context: Collection[str] = ()
) -> tuple[str, ...]:
    """Tell the terms of reports, by column, on which no verdict can be given, or that no provision speaks of.

    At most ``SHOWN`` of them, and how many more there are. Acts that are ``context`` are none, as nothing is
    judged by them.
    """
    judged = {**reported, "act": set(reported.get("act", ())).difference(context)}
    found = tuple(_astray(judged, agreement))
    more = len(found) - SHOWN
    return found if more <= 0 else (*found[:SHOWN], f"and {more} more terms of reports of this kind")


def _astray(reported: Mapping[str, Collection[str]], agreement: Agreement) -> Iterator[str]:
    for column in REPORTED:
        terms: tuple[VocabularyTerm, ...] = getattr(agreement.vocabulary, f"{column}s")
        known = [term.id for term in terms]
        for word in sorted(set(reported.get(column, ())) - {"", *known}):
            remedy = suggestion(word, known, "use a term of it, or add one of the case's own under a wider one")
            what = f"reports tell the {column} {shown(word)}, which the vocabulary lacks"
            yield f"{what}: what turns on it stays undetermined; {remedy}"
    acts = agreement.vocabulary.acts
    for word in sorted(set(reported.get("act", ())) & {term.id for term in acts}):
        if agreement.provisions and all(fit_terms(acts, rule.acts, [word])[0] == NO for rule in agreement.provisions):
            what = f"reports tell the act {shown(word)}, of which no provision speaks: it is out of scope"
            yield f"{what}; name it among the acts of a provision if the text forbids it"


def own_terms(agreement: Agreement) -> tuple[str, ...]:
    """List in one sentence the terms that the agreement adds to the bundled vocabulary; nothing where it adds none."""
    bundled = {(name, term.id) for name in _LISTS for term in getattr(vocabulary(), name)}
    added = [
        f"{term.id} (a kind of {' and '.join(term.is_a)})"
        for name in _LISTS
        for term in getattr(agreement.vocabulary, name)
        if (name, term.id) not in bundled
    ]
    return (f"the agreement's own terms: {', '.join(added)}",) if added else ()


_LISTS = tuple(f"{column}s" for column in REPORTED)


def not_told_when(number: int) -> Iterator[str]:
    """Say of how many reports in files it is not told when they were received, and what follows from that."""
    if number:
        which = "1 report in reports/ does" if number == 1 else f"{number:,} reports in reports/ do"
        taken = "it is taken as known when it happened" if number == 1 else "they are taken as known when they happened"
        yield f"{which} not say when the monitors had it (`received`): {taken}; fill it in where that was later"
