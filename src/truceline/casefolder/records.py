"""The records of a case: which file is taken apart how, what its records are, and whose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from truceline.formats.faults import Faults
from truceline.formats.parts import Part, split_csv, split_geojson, split_yaml
from truceline.formats.yaml_tree import read_yaml
from truceline.records.record_id import RecordId

TEXT = "text"
"""The kind of what belongs to no record: headers, comments apart, and files that hold no records."""


@dataclass(frozen=True, slots=True)
class RecordList:
    """A list of records in a case: a table, a list at the top of a document (``list``), or a file's features.

    ``kind`` is what one of them is, ``key`` the columns or keys that it is known by, and ``owner`` the key that names
    the contributor whose word it is; "" where it is nobody's own.
    """

    file: str
    kind: str
    list: str = ""
    key: tuple[str, ...] = ("id",)
    owner: str = ""


LISTS = (
    RecordList("sources.csv", "source"),
    RecordList("actors.csv", "actor"),
    RecordList("offices.csv", "office", key=("person", "office", "from")),
    RecordList("topics.yaml", "topic", "topics"),
    RecordList("topics.yaml", "count", "counts"),
    RecordList("statements.csv", "statement"),
    RecordList("passages.csv", "passage", key=("statement",)),
    RecordList("meetings.csv", "meeting"),
    RecordList("capabilities.csv", "capability"),
    RecordList("assumptions.csv", "assumption"),
    RecordList("pledges.yaml", "pledge", "pledges", owner="contributor"),
    RecordList("pools.csv", "pool", key=("contributor", "known_from")),
    RecordList("scenarios.yaml", "fact", "facts"),
    RecordList("scenarios.yaml", "rule", "rules", key=("when", "then")),
    RecordList("scenarios.yaml", "concept", "concepts"),
    RecordList("scenarios.yaml", "scenario", "scenarios"),
    RecordList("requirement.csv", "requirement line"),
    RecordList("line.geojson", "line"),
    RecordList("sectors.geojson", "sector"),
    RecordList("sites.geojson", "site"),
    RecordList("roads.geojson", "road"),
    RecordList("settlements.csv", "settlement"),
    RecordList("observations.csv", "observation"),
    RecordList("reporting.csv", "reporting", key=("source",)),
    RecordList("coverage.csv", "coverage"),
    RecordList("patrols.csv", "patrol"),
    RecordList("claims.csv", "claim", key=("claim_id",)),
    RecordList("judgements.csv", "judgement"),
    RecordList("rulings.csv", "ruling"),
    RecordList("findings.csv", "finding"),
    RecordList("evidence.csv", "evidence"),
    RecordList("steps.csv", "step"),
    RecordList("casualties.csv", "casualty"),
    RecordList("compliance.csv", "compliance"),
    RecordList("attachments.csv", "attachment"),
    RecordList("injects.csv", "inject"),
)
"""All lists of records of a case."""

WHOLE = {"case.toml": "case", "agreement.yaml": "agreement", "exercise.yaml": "exercise"}
"""Files that are one record each: what it is."""


def split_file(name: str, data: bytes) -> tuple[Part, ...]:
    """Take a file of a case apart into its records and the text between them; joined, they are the file again.

    A file that holds no records, or cannot be taken apart, is one part without a key. Time grows with its length.
    """
    lists = lists_of(name)
    if not lists:
        return (Part("", data),)
    if name.endswith(".csv"):
        return split_csv(data, lists[0].key)
    if name.endswith(".geojson"):
        return split_geojson(data)
    return split_yaml(data, {each.list: each.key for each in lists})


def split_files(files: Mapping[str, bytes]) -> Iterator[tuple[RecordId, bytes]]:
    """List the parts of a case's files, in the order of the files: what each is known by, and its body.

    An empty file is one text.
    """
    for name, data in files.items():
        yield from ((RecordId(name, part.key), part.body) for part in split_file(name, data) or (Part("", b""),))


def lists_of(file: str) -> tuple[RecordList, ...]:
    """Return the lists of records that a file of this name holds."""
    return _BY_FILE.get(file, ())


def list_of(record: RecordId) -> RecordList | None:
    """Return the list that a record stands in; None for text, and for a file that is one record."""
    lists = lists_of(record.file) if record.key else ()
    name = record.key.partition("/")[0]
    return next((each for each in lists if not each.list or each.list == name), None)


def kind_of(record: RecordId) -> str:
    """Return what a record is: a statement, a pledge, a requirement line, ...; ``TEXT`` where it is no record."""
    found = list_of(record)
    return found.kind if found else WHOLE.get(record.file, TEXT)


def owner_of(record: RecordId, body: bytes) -> str:
    """Return the contributor whose word a record is, as its body says; "" where it is nobody's own, or cannot be read.

    The body alone decides: what a member may not do to another's record, it may not do by naming itself in it, so the
    owner of the body before is to be asked as well.
    """
    found = list_of(record)
    if not found or not found.owner:
        return ""
    try:
        document = read_yaml(body.decode(), record.file, Faults())
    except UnicodeDecodeError:
        return ""
    match document and document.data:
        case [{**item}]:
            owner = item.get(found.owner)
            return owner if isinstance(owner, str) else ""
    return ""


_BY_FILE = {name: tuple(each for each in LISTS if each.file == name) for name in dict.fromkeys(e.file for e in LISTS)}
