"""No version is made that `check` refuses: who submits or accepts it is told, and who reads what silence came to."""

import os
import random
from datetime import timedelta

import pytest
from tests.conftest import FORD
from tests.store.sessions import ASH, CHAIR, ELM, STAFF, T0, begin, files_of, later
from tests.store.test_proposals import SUBMIT, decide, write

from truceline.accounts.releasability import Release
from truceline.casefolder.cases import read_case
from truceline.errors import CaseError, MisuseError
from truceline.records.record_id import RecordId
from truceline.services.session.laying_out import lay_out
from truceline.sessions.proposals import DecisionKind, standing
from truceline.store.deciding import Deciding, is_due, sweep
from truceline.store.decisions import decisions_of
from truceline.store.engine import reading, writing
from truceline.store.histories import history
from truceline.store.proposals import Change
from truceline.store.soundness import HIDDEN
from truceline.store.versions import all_files, newest

SEEDS = int(os.environ.get("TRUCELINE_SEEDS", "1"))
"""How many random histories are tried: one in the ordinary suite."""

ACCEPT = Deciding(DecisionKind.ACCEPTED)
FACT = """  - id: {0}
    title: It is {0}
    history: []
    note: Open.
"""
CHANGES = {
    "without quiet": (STAFF, "scenarios.yaml", "facts/quiet", FACT.format("quiet"), ""),
    "without calm": (STAFF, "scenarios.yaml", "facts/calm", FACT.format("calm"), ""),
    "quiet is planned for": (STAFF, "scenarios.yaml", "scenarios/as-stated", "facts: {}", "facts: {quiet: true}"),
    "calm is planned for": (STAFF, "scenarios.yaml", "scenarios/voted", "{vote: true}", "{vote: true, calm: true}"),
    "ash waits for quiet": (ASH, "pledges.yaml", "pledges/ash-posts", "- joined: elm", "- fact: quiet"),
    "elm waits for calm": (ELM, "pledges.yaml", "pledges/elm-posts", "any: [{fact: truce}", "any: [{fact: calm}"),
    "less than nothing": (STAFF, "requirement.csv", "help", "Help,medevac,1", "Help,medevac,-1"),
}
"""Proposals by what they say: who writes what in which record. All but the last are sound alone, and not together."""


def base():
    """Return the files of the small case, with two facts that nothing speaks of."""
    found = files_of(FORD)
    facts = FACT.format("quiet") + FACT.format("calm")
    return {**found, "scenarios.yaml": found["scenarios.yaml"].replace(b"rules:\n", facts.encode() + b"rules:\n", 1)}


def with_text(files, name):
    """Return the files with a proposal, by plain replacement of its text."""
    _, file, _, old, new = CHANGES[name]
    assert files[file].count(old.encode()) == 1
    return {**files, file: files[file].replace(old.encode(), new.encode())}


def checked(files, folder):
    """Return what `check` has to say against files, as a folder on the disk."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    try:
        read_case(folder)
    except CaseError as error:
        return error.problems
    return ()


def drafted(store, session, name, release=Release.COALITION):
    """Write a proposal; return its number."""
    member, file, key, old, new = CHANGES[name]
    record = RecordId(file, key)
    with reading(store) as connection:
        body = history(connection, session, member, record)[0].body
    kind = {"facts": "fact", "scenarios": "scenario", "pledges": "pledge"}.get(key.split("/")[0], "requirement line")
    text = body.replace(old.encode(), new.encode()) or None
    change = Change(record, 1, text, kind, member.contributor, release, name)
    return write(store, session, member, change, title=name, release=release)


def proposed(store, session, name, release=Release.COALITION):
    """Write a proposal and submit it; return its number."""
    number = drafted(store, session, name, release)
    decide(store, session, CHANGES[name][0], number, SUBMIT, minutes=11)
    return number


def state(store, session, number, minutes):
    """Return where a proposal stands, and the last reason that was given."""
    with reading(store) as connection:
        found = decisions_of(connection, session, number)
    return standing(found, later(minutes)).state.value, found[-1].reason if found else ""


def stands(store, session):
    with reading(store) as connection:
        return all_files(connection, session, newest(connection, session).number)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_of_random_proposals_exactly_those_become_versions_with_which_check_finds_no_fault(store, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311  (no secret)
    session, files = begin(store, base()), base()
    order = chance.sample(list(CHANGES), len(CHANGES))
    numbers = {name: drafted(store, session, name) for name in order}
    for name in order:
        if problems := checked(with_text(files, name), tmp_path / "case"):
            assert name == "less than nothing"
            assert refusal(store, session, CHANGES[name][0], numbers.pop(name), SUBMIT, 11) == problems
        else:
            decide(store, session, CHANGES[name][0], numbers[name], SUBMIT, minutes=11)
    silent = dict.fromkeys(chance.sample(list(numbers), chance.randint(2, 4)))
    deadlines = dict(zip(silent, chance.sample(range(100, 200), len(silent)), strict=True))

    for name in numbers:
        changed = with_text(files, name)
        what = Deciding(DecisionKind.SILENCE, deadline=later(deadlines[name])) if name in deadlines else ACCEPT
        if problems := checked(changed, tmp_path / "case"):
            assert refusal(store, session, CHAIR, numbers[name], what, 30) == problems
            assert state(store, session, numbers[name], 30)[0] == "open"
            deadlines.pop(name, None)
        else:
            decide(store, session, CHAIR, numbers[name], what, minutes=30)
            files = files if name in deadlines else changed
        assert stands(store, session) == files
    with writing(store) as connection:
        sweep(connection, session, later(300), lay_out=lay_out)
    for name in sorted(deadlines, key=deadlines.get):
        changed = with_text(files, name)
        problems = checked(changed, tmp_path / "case")
        assert state(store, session, numbers[name], 300) == (
            ("returned", "\n".join(problems)) if problems else ("accepted", "")
        )
        files = files if problems else changed
    assert stands(store, session) == files
    with reading(store) as connection:
        assert not is_due(connection, session, later(300))


def refusal(store, session, member, number, what, minutes):
    with pytest.raises(MisuseError, match="the case would not be sound") as caught:
        decide(store, session, member, number, what, minutes=minutes)
    return caught.value.problems


def test_what_silence_came_to_and_who_submits_again_is_told_tells_no_secret_and_the_chair_is_told_it(store):
    session = begin(store, base())
    number, again = (proposed(store, session, "without quiet") for _ in range(2))
    secret = proposed(store, session, "ash waits for quiet", Release.CHAIR)
    decide(store, session, CHAIR, number, Deciding(DecisionKind.SILENCE, deadline=later(100)), minutes=20)
    decide(store, session, CHAIR, secret, ACCEPT, minutes=30)
    with writing(store) as connection:
        assert sweep(connection, session, later(150), lay_out=lay_out) == ()

    assert state(store, session, number, 150) == ("returned", HIDDEN)
    assert refusal(store, session, STAFF, number, SUBMIT, 160) == (HIDDEN,)
    told = refusal(store, session, CHAIR, again, ACCEPT, 170)
    assert any("pledges.yaml" in each and "quiet" in each for each in told)


def test_two_that_are_sound_alone_and_not_together_under_silence(store):
    session = begin(store, base())
    first, second = (proposed(store, session, name) for name in ("ash waits for quiet", "without quiet"))
    for number, minutes in ((first, 100), (second, 101)):
        decide(store, session, CHAIR, number, Deciding(DecisionKind.SILENCE, deadline=later(minutes)), minutes=20)
    with writing(store) as connection:
        assert sweep(connection, session, later(150), lay_out=lay_out) == (first,)
        assert sweep(connection, session, later(160), lay_out=lay_out) == ()

    assert state(store, session, first, 150)[0] == "accepted"
    came_to, why = state(store, session, second, 150)
    assert came_to == "returned"
    assert "pledges.yaml" in why
    assert "quiet" in why
    with reading(store) as connection:
        last = decisions_of(connection, session, second)[-1]
    assert (last.kind.value, last.at, last.by) == ("unsound", T0 + timedelta(minutes=101), "chair")

    assert refusal(store, session, STAFF, second, SUBMIT, 170) == tuple(why.split("\n"))
