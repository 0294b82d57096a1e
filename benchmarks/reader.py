"""Precision and recall of the draft reader on the hand-made gold annotation: python benchmarks/reader.py [--verbose].

A draft above the line is right as it is when its quoted words (or, without any, its sentence), speaker, actor,
authority and date all equal those of one gold statement. Precision is right drafts over drafts above the line, recall
right drafts over gold statements. The held-out texts are reported apart.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from truceline.formats.cells import read_span
from truceline.records.actors import Actor
from truceline.records.times import DateSpan
from truceline.sources.press_words import read_press_words
from truceline.statements.reading.drafts import Draft, read_article
from truceline.statements.reading.vocabulary import KnownSpeaker, Lexicon, lexicon
from truceline.statements.statement import Authority, Topic

GOLD = Path(__file__).parent.parent / "tests" / "gold"
FIELDS = ("words", "speaker", "speaks_for", "authority", "said_on")

Row = dict[str, str]


@dataclass
class Score:
    """Drafts above and below the line, gold statements, and how many agree as they are and in each field."""

    drafts: int = 0
    below: int = 0
    gold: int = 0
    right: int = 0
    fields: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Right drafts over drafts above the line."""
        return self.right / max(self.drafts, 1)

    @property
    def recall(self) -> float:
        """Right drafts over gold statements."""
        return self.right / max(self.gold, 1)

    def add(self, other: Score) -> None:
        """Add another text's counts."""
        for name in ("drafts", "below", "gold", "right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.fields += other.fields


def world() -> tuple[Lexicon, tuple[Topic, ...]]:
    data = json.loads((GOLD / "world.json").read_text(encoding="utf-8"))
    actors = [Actor(a["id"], a["name"], a["kind"], party=False, iso="") for a in data["actors"]]
    topics = tuple(Topic(t["id"], t["title"], (), tuple(t["keywords"])) for t in data["topics"])
    known = tuple(KnownSpeaker(k["name"], k["speaks_for"], Authority(k["authority"])) for k in data["ledger"])
    made = lexicon(read_press_words(), actors)
    return Lexicon(made.vocabulary, made.actors, made.nouns, made.names, made.press, known), topics


def gold_row(statement: dict[str, object]) -> Row:
    parts = statement["parts"]
    words = " ... ".join(parts) if isinstance(parts, list) and parts else str(statement["sentence"])
    row = {"words": words} | {name: str(statement[name]) for name in FIELDS[1:]}
    return row | {"said_on": _written(read_span(row["said_on"])) if row["said_on"] else ""}


def draft_row(draft: Draft, text: str) -> Row:
    return {
        "words": draft.quote(text) or draft.sentence.of(text),
        "speaker": draft.speaker,
        "speaks_for": draft.speaks_for,
        "authority": str(draft.authority or ""),
        "said_on": _written(draft.said_on) if draft.dated and draft.said_on else "",
    }


def _written(span: DateSpan) -> str:
    return "/".join(dict.fromkeys((span.first.isoformat(), span.last.isoformat())))


def gold(name: str) -> list[Row]:
    data = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    return [gold_row(statement) for statement in data["statements"]]


def score(name: str, *, verbose: bool = False) -> Score:
    lexicon_, topics = world()
    text = (GOLD / f"{name}.txt").read_text(encoding="utf-8")
    data = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    drafts = read_article(text, lexicon_, topics, date.fromisoformat(data["published"]))
    wanted_rows = {row["words"]: row for row in gold(name)}
    found = Score(gold=len(wanted_rows))
    seen = set()
    for draft in drafts:
        row = draft_row(draft, text)
        wanted = wanted_rows.get(row["words"])
        seen.add(row["words"])
        right = wanted == row
        if draft.certain:
            found.drafts += 1
            found.right += right
            found.fields.update(f for f in FIELDS if wanted is not None and wanted[f] == row[f])
        else:
            found.below += 1
        if verbose and (draft.certain and not right):
            print(f"  WRONG {row}\n    gold {wanted}\n    why {dict(draft.why)}")
        elif verbose and not draft.certain:
            print(
                f"  below {row}\n    why {dict(draft.why)['speaker']} | in gold: {wanted is not None}, equal: {right}"
            )
    if verbose:
        for words in wanted_rows.keys() - seen:
            print(f"  MISSED {wanted_rows[words]}")
    return found


def show(title: str, found: Score) -> None:
    fields = ", ".join(f"{name} {found.fields[name] / max(found.drafts, 1):.2f}" for name in FIELDS)
    print(
        f"{title:24} precision {found.precision:.2f} ({found.right}/{found.drafts})  recall {found.recall:.2f} "
        f"({found.right}/{found.gold})  below the line {found.below}  fields: {fields}"
    )


def main() -> None:
    verbose = "--verbose" in sys.argv
    totals = {"texts the rules were made on": Score(), "held out": Score()}
    for path in sorted(GOLD.glob("*.txt")):
        held = path.stem.startswith("held-out")
        if held and "--no-held-out" in sys.argv:
            continue
        found = score(path.stem, verbose=verbose)
        totals["held out" if held else "texts the rules were made on"].add(found)
        show(path.stem, found)
    for title, total in totals.items():
        if total.gold:
            show(title, total)


if __name__ == "__main__":
    main()
