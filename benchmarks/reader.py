"""Precision and recall of the draft reader on the hand-made gold annotation: python benchmarks/reader.py [--verbose].

A draft *finds* a statement when it covers at least a third of one of the statement's stretches of text: of one quoted
part, else of the clause, else of the sentence. A draft's own stretches are its quoted parts or, without any, its
sentence. A draft that reaches several statements finds the one of which it covers most and, among equals, the one with
which it agrees in most fields. Several drafts may find one statement; the best of them counts for recall.

Precision of a field is right values over drafts that state one, and a draft that finds no statement is wrong in every
field; recall is right values over statements that have one. A draft is right *as it is* when its words are exactly the
statement's and every field agrees. Texts in `tests/gold` are short and easy, those in `tests/gold/news` are in the
forms of real news; the held-out texts are reported apart. ``--no-held-out`` leaves them alone. ``--parser`` reads with
the dependency parser of the extra of that name, which adds drafts below the line.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from truceline.formats.cells import read_span
from truceline.records.actors import Actor
from truceline.records.times import DateSpan
from truceline.sources.dependency_parser import DependencyParser
from truceline.sources.press_words import read_press_words
from truceline.statements.offices import OfficeHolder
from truceline.statements.reading.draft import Draft
from truceline.statements.reading.drafts import read_article
from truceline.statements.reading.parse import Parse
from truceline.statements.reading.parsed_drafts import read_parsed_article
from truceline.statements.reading.vocabulary import KnownSpeaker, Lexicon, lexicon
from truceline.statements.statement import Authority, Topic

GOLD = Path(__file__).parent.parent / "tests" / "gold"
FIELDS = ("speaker", "speaks_for", "authority", "said_on", "topic", "kind")
LEAST_SHARE = 1 / 3

Row = dict[str, str]
Stretches = tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class GoldStatement:
    """An annotated statement: where it stands, its words, each field's value and other names of its speaker."""

    stretches: Stretches
    words: frozenset[str]
    values: Row
    names: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """What a draft says, without the reader's own types."""

    stretches: Stretches
    words: str
    values: Row
    certain: bool


@dataclass(frozen=True)
class GoldText:
    """A text of the gold, its form, its world's file, its date and its statements."""

    name: str
    form: str
    world: str
    published: date
    text: str
    statements: tuple[GoldStatement, ...]

    @property
    def held_out(self) -> bool:
        """Whether it was kept from those who made the rules."""
        return self.name.startswith("held-out")


@dataclass
class Score:
    """Drafts and gold statements, how many were found, and how many state, have and agree in each field."""

    drafts: int = 0
    gold: int = 0
    finding: int = 0
    found: int = 0
    exact: int = 0
    stated: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    recalled: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Drafts that are right as they are, over drafts."""
        return self.exact / max(self.drafts, 1)

    @property
    def recall(self) -> float:
        """Drafts that are right as they are, over gold statements."""
        return self.exact / max(self.gold, 1)

    def add(self, other: Score) -> None:
        """Add another text's counts."""
        for name in ("drafts", "gold", "finding", "found", "exact"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("stated", "wanted", "right", "recalled"):
            getattr(self, name).update(getattr(other, name))


@cache
def world(name: str = "world.json") -> tuple[Lexicon, tuple[Topic, ...]]:
    data = json.loads((GOLD / name).read_text(encoding="utf-8"))
    actors = [Actor(a["id"], a["name"], a["kind"], party=False, iso="") for a in data["actors"]]
    topics = tuple(Topic(t["id"], t["title"], (), tuple(t["keywords"])) for t in data["topics"])
    known = tuple(KnownSpeaker(k["name"], k["speaks_for"], Authority(k["authority"])) for k in data["ledger"])
    holders = tuple(holder(row) for row in data.get("offices", ()))
    return replace(lexicon(read_press_words(), actors, holders=holders), known=known), topics


def holder(row: dict[str, Any]) -> OfficeHolder:
    since, until = (date.fromisoformat(row[name]) if row[name] else None for name in ("from", "until"))
    return OfficeHolder(
        person=row["person"],
        spellings=tuple(row["spellings"]),
        office=row["office"],
        actor=row["actor"],
        authority=Authority(row["authority"]),
        since=since or date.min,
        until=until,
        source="",
    )


def paths() -> list[Path]:
    """Return the texts of the gold, the easy ones first."""
    return [*sorted(GOLD.glob("*.txt")), *sorted((GOLD / "news").glob("*.txt"))]


def read_gold(path: Path) -> GoldText:
    text = path.read_text(encoding="utf-8")
    data = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    statements = tuple(gold_statement(statement, text) for statement in data["statements"])
    form, world_ = data.get("form", "easy"), data.get("world", "world.json")
    return GoldText(path.stem, form, world_, date.fromisoformat(data["published"]), text, statements)


def gold_statement(statement: dict[str, object], text: str) -> GoldStatement:
    """Read an annotated statement; what it leaves out is no topic and ``said``."""
    parts = statement["parts"]
    quoted = [str(part) for part in parts] if isinstance(parts, list) else []
    sentence, clause = str(statement.get("sentence", "")), str(statement.get("clause", ""))
    also = statement.get("speaker_also", [])
    names = [str(statement["speaker"]), *(map(str, also) if isinstance(also, list) else [])]
    values = {name: str(statement.get(name, "")) for name in FIELDS} | {"kind": str(statement.get("kind", "said"))}
    values["said_on"] = _written(read_span(values["said_on"])) if values["said_on"] else ""
    return GoldStatement(
        tuple(place(stretch, sentence, text) for stretch in (quoted or [clause or sentence])),
        frozenset([" ... ".join(quoted)] if quoted else filter(None, (clause, sentence))),
        values,
        frozenset(map(plain, names)),
    )


def place(stretch: str, sentence: str, text: str) -> tuple[int, int]:
    """Return where a stretch stands: within its sentence if it does, else where it comes first."""
    around = text.find(sentence) if sentence else -1
    within = text.find(stretch, around, around + len(sentence)) if around >= 0 else -1
    start = within if within >= 0 else text.index(stretch)
    return start, start + len(stretch)


def plain(name: str) -> str:
    """Return a name without its article, in small letters, with one kind of apostrophe."""
    words = name.casefold().replace("’", "'").split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


def reading(draft: Draft, text: str) -> Reading:
    spans = draft.parts or (draft.sentence,)
    values = {
        "speaker": draft.speaker,
        "speaks_for": draft.speaks_for,
        "authority": str(draft.authority or ""),
        "said_on": _written(draft.said_on) if draft.dated and draft.said_on else "",
        "topic": draft.topic,
        "kind": str(getattr(draft, "kind", "said")),
    }
    words = draft.quote(text) or draft.sentence.of(text)
    return Reading(tuple((span.start, span.end) for span in spans), words, values, draft.certain)


def _written(span: DateSpan) -> str:
    return "/".join(dict.fromkeys((span.first.isoformat(), span.last.isoformat())))


def covered(statement: GoldStatement, stretches: Stretches) -> float:
    """Return the greatest share of one of the statement's stretches that ``stretches`` cover."""

    def share(start: int, end: int) -> float:
        return sum(max(min(end, last) - max(start, first), 0) for first, last in stretches) / max(end - start, 1)

    return max(share(*stretch) for stretch in statement.stretches)


def agreeing(statement: GoldStatement, draft: Reading) -> set[str]:
    """Return the fields in which a draft agrees with a statement, both being empty included."""
    same = {name for name in FIELDS[1:] if draft.values[name] == statement.values[name]}
    return same | ({"speaker"} if plain(draft.values["speaker"]) in statement.names else set())


def finds(draft: Reading, statements: Sequence[GoldStatement]) -> GoldStatement | None:
    """Return the statement that a draft finds."""
    best = max(statements, key=lambda one: (covered(one, draft.stretches), len(agreeing(one, draft))), default=None)
    return best if best and covered(best, draft.stretches) >= LEAST_SHARE else None


def counted(drafts: Iterable[Reading], statements: Sequence[GoldStatement]) -> Score:
    """Count how drafts and statements agree; cost grows with their product."""
    total = Score(gold=len(statements))
    total.wanted.update(name for one in statements for name in FIELDS if one.values[name])
    got: dict[GoldStatement, set[str]] = {}
    exact: set[GoldStatement] = set()
    for draft in drafts:
        total.drafts += 1
        stated = [name for name in FIELDS if draft.values[name]]
        total.stated.update(stated)
        if (statement := finds(draft, statements)) is None:
            continue
        same = agreeing(statement, draft)
        total.finding += 1
        total.right.update(name for name in stated if name in same)
        got[statement] = max(got.get(statement, set()), {name for name in same if statement.values[name]}, key=len)
        if draft.words in statement.words and len(same | {"topic"}) == len(FIELDS):
            exact.add(statement)
    total.found, total.exact = len(got), len(exact)
    for names in got.values():
        total.recalled.update(names)
    return total


def drafts(text: GoldText, parse: Parse | None = None) -> list[Reading]:
    lexicon_, topics = world(text.world)
    if parse is None:
        found = read_article(text.text, lexicon_, topics, text.published)
    else:
        found = read_parsed_article(text.text, lexicon_, topics, text.published, parse)
    return [reading(draft, text.text) for draft in found]


def score(name: str) -> Score:
    """Count the drafts above the line of one text, named as its file or as ``news/`` and its file."""
    text = read_gold(GOLD / f"{name}.txt")
    return counted((draft for draft in drafts(text) if draft.certain), text.statements)


def show(title: str, total: Score) -> None:
    """Print precision and recall: found, each field, and right as it is."""
    rows = [("found", total.finding, total.drafts, total.found, total.gold)]
    rows += [(n, total.right[n], total.stated[n], total.recalled[n], total.wanted[n]) for n in FIELDS]
    rows += [("right as it is", total.exact, total.drafts, total.exact, total.gold)]
    print(f"\n{title}: {total.drafts} drafts, {total.gold} statements")
    for name, right, stated, recalled, wanted in rows:
        print(f"  {name:14}  precision {_share(right, stated)}  recall {_share(recalled, wanted)}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole if whole else 0:.2f} {f'({part}/{whole})':>11}"


def show_forms(title: str, forms: dict[str, Score]) -> None:
    """Print, form by form, how many statements all drafts find and of how many they name the speaker."""
    print(f"\n{title}, form by form (all drafts)")
    for form, total in sorted(forms.items()):
        speaker = _share(total.recalled["speaker"], total.wanted["speaker"])
        print(f"  {form:12}  found {_share(total.found, total.gold)}  speaker {speaker}")


def tell(text: GoldText, readings: Iterable[Reading]) -> None:
    """Print what is wrong with each draft, and the statements that none finds."""
    missed = set(text.statements)
    print(f"\n{text.name}")
    for draft in readings:
        line = "above" if draft.certain else "below"
        if (statement := finds(draft, text.statements)) is None:
            print(f"  {line} FINDS NOTHING {draft.words!r} {draft.values}")
            continue
        missed.discard(statement)
        wrong = [name for name in FIELDS if name not in agreeing(statement, draft)]
        faults = ", ".join(f"{name} {draft.values[name]!r} for {statement.values[name]!r}" for name in wrong)
        print(f"  {line} {'WRONG ' + faults if wrong else 'right'} {draft.words!r}")
    for statement in sorted(missed, key=lambda one: one.stretches):
        print(f"  MISSED {sorted(statement.words)} {statement.values}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="tell every draft and every statement missed")
    parser.add_argument("--parser", action="store_true", help="read with the dependency parser too")
    parser.add_argument("--no-held-out", action="store_true", help="do not read the texts held out")
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    parse = DependencyParser() if asked.parser else None
    totals: dict[tuple[str, str], Score] = {}
    forms: dict[str, dict[str, Score]] = {}
    for path in paths():
        text = read_gold(path)
        if text.held_out and asked.no_held_out:
            continue
        readings = drafts(text, parse)
        if asked.verbose:
            tell(text, readings)
        group = f"{'held out' if text.held_out else 'tuned'}, {'easy' if text.form == 'easy' else 'news'}"
        above = counted((draft for draft in readings if draft.certain), text.statements)
        in_all = counted(readings, text.statements)
        totals.setdefault((group, "above the line"), Score()).add(above)
        totals.setdefault((group, "in all"), Score()).add(in_all)
        forms.setdefault(group, {}).setdefault(text.form, Score()).add(in_all)
    for (group, line), total in totals.items():
        show(f"{group}, {line}", total)
    for group, scores in forms.items():
        show_forms(group, scores)


if __name__ == "__main__":
    main()
