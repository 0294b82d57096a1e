"""A case whose files were read before says, with other bytes or the same, what a fresh reading of it says."""

import random
from functools import lru_cache

import pytest

from truceline.casefolder.cases import case_files, find_case, read_case
from truceline.casefolder.reading import read_file, read_files
from truceline.errors import CaseError
from truceline.formats.faults import FaultPlace, Faults
from truceline.formats.named_files import FilesInMemory
from truceline.formats.shape import Shape

EDITS = 60
TEXTS = (b"x", b"ash", b"2031-02-30", b"-1", b'"', b"\n", b"\xff", b"[", b"known_from: 2031-01-01", b"1e9")


def edited(files, chance):
    """Spoil a case in one place, or do something to it that it bears: a line, a word or a file."""
    name = chance.choice(list(files))
    lines = files[name].splitlines(keepends=True)
    at = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            lines.pop(at)
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines[at] = lines[at].replace(
                chance.choice(
                    (b"1", b"a", b","),
                ),
                chance.choice(TEXTS),
                1,
            )
        case 3:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        case 4:
            lines[at] = lines[at][: chance.randrange(len(lines[at]))]
        case 5:
            return {other: data for other, data in files.items() if other != name}
    return {**files, name: b"".join(lines)}


def result(files, **how):
    """Return the case that the files are, or all that is wrong with them."""
    try:
        return read_case(FilesInMemory("here", files), **how)
    except CaseError as error:
        return error.summary, error.problems


def said(files, **how):
    """Return all that a reading of the files says, whether or not they are a case."""
    reading = read_files(FilesInMemory("here", files), **how)
    entries = [(e.shape, e.place(()), e.feature) for e in reading.of(Shape)]
    marks = (reading.features, reading.named, reading.kinds, reading.inputs, reading.plans)
    return entries, marks, reading.faults.listed(), reading.faults.count, reading.faults.problems()


@pytest.mark.parametrize("seed", range(2))
def test_a_case_after_random_edits_reads_as_if_no_file_had_been_read_before(seed):
    chance = random.Random(seed)  # noqa: S311  (no secret)
    reader = lru_cache(maxsize=40)(read_file)  # fewer than are read in all: some are forgotten
    first = case_files(find_case("two-rivers").place)
    files, sound = first, 0
    for n in range(EDITS // 2):
        if not n % 4:
            files = first
        files = edited(files, chance)
        found = result(files, reader=reader)
        assert found == result(files)
        assert said(files, reader=reader) == said(files)
        sound += not isinstance(found, tuple)

    assert 0 < sound < EDITS // 2
    assert reader.cache_info().hits > 20 * EDITS // 2


def test_of_a_case_with_one_change_one_file_is_read():
    read = []

    def reader(file, data):
        read.append(file.name)
        return read_file(file, data)

    kept = lru_cache(maxsize=100)(reader)
    files = case_files(find_case("two-rivers").place)
    before = read_case(FilesInMemory("here", files), kept)
    read.clear()
    changed = {**files, "pledges.yaml": files["pledges.yaml"].replace(b"Four posts from Ash", b"Five posts")}
    after = read_case(FilesInMemory("here", changed), kept)

    assert read == ["pledges.yaml"]
    assert {p.id: p.title for p in after.pledges if p not in before.pledges} == {"ash-posts": "Five posts"}
    assert after.statements == before.statements


def test_more_faults_than_are_kept_are_counted_whether_or_not_they_were_found_before():
    garbage, all_of_it = Faults(), Faults()
    for n in range(3_000):
        garbage.add(FaultPlace("a.csv", n), "is wrong")
    for each in (all_of_it, direct := Faults()):
        each.add(FaultPlace("b.csv", 1), "is missing")
    all_of_it.include(garbage)
    for n in range(3_000):
        direct.add(FaultPlace("a.csv", n), "is wrong")

    assert (all_of_it.count, all_of_it.problems()) == (direct.count, direct.problems())
    assert all_of_it.count == 3_001
    assert garbage.count == 3_000
