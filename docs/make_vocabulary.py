"""Write the reference page of the vocabulary, each term under the wider ones: `./run docs`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from truceline.agreement.vocabulary import VocabularyTerm
from truceline.casefolder.schema.vocabulary import vocabulary

PAGE = Path(__file__).parent / "reference" / "vocabulary.md"

HEAD = """# The vocabulary

The words that provisions, incidents, reports and findings share, each under the wider terms that it is a kind of; a
term of several kinds stands under each. A provision about a term covers all that stands below it, and nothing beside
it: one about `fire` covers `shelling`, but not `demolition`, which is an `explosion` and no `fire`. Whether it covers a
wider term, of which nobody knows more, is undetermined. `check` and `monitor` tell which acts of reports no provision
speaks of, and which terms the vocabulary lacks. An agreement may add terms of its own: see
[the agreement file](agreement-file.md#vocabulary).
"""
LISTS = {
    "acts": "What can be done.",
    "weapons": "With what; the calibre in millimetres, where there is one.",
    "targets": "Against what.",
    "circumstances": "What may hold besides; none is wider than another.",
}
EVIDENCE = """
## evidence

What may tell who did it, and its points (assumed; see [agreements](../methods/agreements.md)).

| kind | | points |
|---|---|---|
"""


def pages() -> dict[Path, str]:
    """Return the page as it should be, by path."""
    parts = [HEAD]
    for name, what in LISTS.items():
        terms: Sequence[VocabularyTerm] = getattr(vocabulary(), name)
        parts.append(f"\n## {name}\n\n{what}\n\n" + "".join(tree(terms)))
    rows = [f"| `{kind.id}` | {kind.title} | {kind.points} |\n" for kind in vocabulary().evidence]
    return {PAGE: "".join([*parts, EVIDENCE, *rows])}


def tree(terms: Sequence[VocabularyTerm], above: str = "", depth: int = 0) -> Iterator[str]:
    """Write the terms right below another, or those that are no kind of any, each with what stands below it."""
    for term in terms:
        if (above in term.is_a) if above else not term.is_a:
            calibre = f" ({term.calibre_mm:g} mm)" if term.calibre_mm else ""
            yield f"{'    ' * depth}* `{term.id}`: {term.title}{calibre}\n"
            yield from tree(terms, term.id, depth + 1)


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
