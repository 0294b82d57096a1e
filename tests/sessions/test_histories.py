"""Random histories of a session against a slow one that reads everything again: nothing is lost, merged or changed.

Each history is up to 40 steps: texts written from any revision, decisions of every kind, hours that pass.
``python -m tests.sessions.test_histories`` counts what they cover.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.reference.sessions import Diary, digest
from tests.sessions.building import at, decided, laid_out, revision, version
from truceline.accounts.releasability import Release
from truceline.errors import MisuseError, StaleError
from truceline.records.record_id import RecordId
from truceline.sessions.acceptance import Naming, Situation, conflicts, decision_faults, next_version, stood
from truceline.sessions.proposals import DECIDED_BY, WRITABLE, Proposal, State, decide, dissents, standing
from truceline.sessions.revisions import append

RECORDS = [
    RecordId("pledges.yaml", "pledges/a"),
    RecordId("pledges.yaml", "pledges/b"),
    RecordId("requirement.csv", "line-1"),
]
NAMES = [f"p-{number}" for number in range(1, 9)]
KINDS = [kind.value for kind in DECIDED_BY]
COVERED = Counter()


class Sessions(RuleBasedStateMachine):
    """The rules as a store would call them, beside the diary."""

    @initialize(there=st.sets(st.sampled_from(RECORDS)))
    def begin(self, there):
        start = [(record, f"start of {record}".encode()) for record in RECORDS if record in there]
        self.hour, self.diary = 0, Diary(start)
        self.histories = dict.fromkeys(RECORDS, ())
        for record, body in start:
            self.histories[record] = append((), revision(record, 1, 0, body), 0)
        self.places = {(record, 1): place for place, (record, _) in enumerate(start)}
        self.versions = [version(*(self.histories[record][0] for record, _ in start))]
        self.proposals = {name: Proposal(name, name, "reason", "m-ash", at(0), Release.COALITION) for name in NAMES}
        self.decisions = dict.fromkeys(NAMES, ())
        self.applied, self.remembered = [], []
        COVERED["histories"] += 1

    def state(self, name):
        return standing(self.decisions[name], at(self.hour)).state

    # what people do

    @rule(hours=st.integers(1, 4))
    def time_passes(self, hours):
        self.hour += hours
        for proposal in stood([(self.proposals[n], self.decisions[n]) for n in NAMES], at(self.hour)):
            if proposal.id not in self.applied:
                COVERED["stood by silence"] += 1
                self.apply(proposal.id)

    @rule(
        name=st.sampled_from(NAMES),
        record=st.sampled_from(RECORDS),
        other_base=st.sampled_from([None] * 8 + [0, 1, 2, 3, 5]),
        gone=st.integers(0, 5).map(lambda number: number == 0),
        secret=st.integers(0, 7).map(lambda number: number == 0),
    )
    def somebody_writes(self, name, record, other_base, gone, secret):
        if self.state(name) not in WRITABLE:
            return
        history, proposal = self.histories[record], self.proposals[name]
        expected = self.diary.to_write_from(name, record, self.hour)
        right = 0 if expected is None else self.number_of(record, expected)
        base = right if other_base is None else min(other_base, len(history))
        if base == 0 and gone:
            return
        body = None if gone else f"{record} {len(self.diary.texts)} from {base}".encode()
        release = Release.CHAIR if secret else Release.COALITION
        new = revision(record, len(history) + 1, base, body, release=release)
        try:
            self.histories[record] = append(history, new, proposal.standing(record, self.versions[-1].standing(record)))
        except StaleError:
            assert base != right
            COVERED["stale texts refused"] += 1
            return
        assert base == right
        COVERED["texts written"] += 1
        COVERED["rebased"] += any(each.record == record and each.number != base for each in proposal.tips())
        self.places[record, new.number] = len(self.diary.texts)
        self.diary.write(name, record, body, expected)
        self.proposals[name] = replace(proposal, revisions=(*proposal.revisions, new))

    @rule(place=st.integers(0, 99))
    def somebody_rewrites_what_is_stale(self, place):
        names = [name for name in NAMES if self.diary.is_stale(name, self.hour)]
        open_ones = [name for name in names if self.state(name) == State.OPEN]
        writable = [name for name in names if self.state(name) in WRITABLE]
        if open_ones:
            self.somebody_decides(open_ones[place % len(open_ones)], "returned", 0, "ash")
        elif writable:
            name = writable[place % len(writable)]
            (found, *_) = conflicts(self.proposals[name], self.versions[-1], self.histories)
            self.somebody_writes(name, found.record, None, gone=False, secret=False)

    @rule(place=st.integers(0, 99), wait=st.integers(1, 6), nation=st.sampled_from(["ash", "birch"]))
    def somebody_decides_what_may_be_decided(self, place, wait, nation):
        secret, until = self.secret(), self.hour + wait
        choices = [
            (name, kind)
            for kind in KINDS
            for name in NAMES
            if kind != "withdrawn" and self.diary.may(name, kind, self.hour, until, secret=secret, others=NAMES)
        ]
        if choices:
            name, kind = choices[place % len(choices)]
            self.somebody_decides(name, kind, wait, nation)

    @rule(
        name=st.sampled_from(NAMES),
        kind=st.sampled_from(KINDS),
        wait=st.integers(0, 6),
        nation=st.sampled_from(["ash", "birch"]),
    )
    def somebody_decides_anything(self, name, kind, wait, nation):
        self.somebody_decides(name, kind, wait, nation)

    def somebody_decides(self, name, kind, wait, nation):
        deadline = self.hour + wait if kind == "silence" else None
        decision = decided(kind, self.hour, deadline=deadline, contributor=nation)
        silent = tuple(self.proposals[each] for each in NAMES if self.state(each) == State.SILENT)
        situation = Situation(self.versions[-1], self.histories, silent)
        faults = decision_faults(self.proposals[name], self.decisions[name], decision, situation)
        may = self.diary.may(name, kind, self.hour, deadline, secret=self.secret(), others=NAMES)
        assert (faults == ()) == may, (kind, faults)
        COVERED[f"{kind}: {'done' if may else 'refused'}"] += 1
        if faults:
            with suppress(MisuseError):  # whether alone or in what it meets, a refused decision is not taken
                decide(self.decisions[name], decision)
            return
        self.decisions[name] = decide(self.decisions[name], decision)
        self.diary.events.append((self.hour, name, kind, nation, deadline))
        if kind == "accepted":
            self.apply(name)

    def apply(self, name):
        before, proposal = self.versions[-1], self.proposals[name]
        held = dissents(name, self.decisions[name])
        naming = Naming(len(self.versions) + 1, name, "m-chair", at(self.hour))
        self.versions.append(
            next_version(before, proposal, self.histories, naming, laid_out(before, proposal), dissents=held)
        )
        self.applied.append(name)
        COVERED["versions"] += 1
        COVERED["versions with dissent"] += bool(held)

    def secret(self):
        return {name for name in NAMES if any(tip.release == Release.CHAIR for tip in self.proposals[name].tips())}

    def number_of(self, record, place):
        return next(number for (each, number), there in self.places.items() if each == record and there == place)

    # what holds at every moment

    @invariant()
    @precondition(lambda self: hasattr(self, "diary"))
    def every_proposal_stands_where_the_diary_says(self):
        for name in NAMES:
            assert self.state(name).value == self.diary.state(name, self.hour), name
            told = [(each.contributor, each.broke_silence) for each in dissents(name, self.decisions[name])]
            assert told == self.diary.dissents(name)

    @invariant()
    @precondition(lambda self: hasattr(self, "diary"))
    def the_version_is_what_was_accepted_and_nothing_that_nobody_wrote(self):
        newest = self.versions[-1]
        bodies = {e.record: self.histories[e.record][e.number - 1].body for e in newest.entries}

        assert self.applied == self.diary.accepted(self.hour)
        assert bodies == self.diary.bodies(self.hour)
        files = {}
        for entry in newest.entries:
            files.setdefault(entry.record.file, []).append(entry.record.key)
        assert newest.hash == digest(files, {(r.file, r.key): body for r, body in bodies.items()})
        for name in NAMES:
            stale = conflicts(self.proposals[name], newest, self.histories) != ()
            if self.state(name) not in (State.ACCEPTED, State.WITHDRAWN):
                assert stale == self.diary.is_stale(name, self.hour)
                COVERED["proposals seen stale"] += stale

    @invariant()
    @precondition(lambda self: hasattr(self, "diary"))
    def no_text_replaces_one_that_its_writer_did_not_have(self):
        for before, after in zip(self.versions, self.versions[1:], strict=False):
            for record in RECORDS:
                was, proposal = before.standing(record), self.proposals[after.title]
                tips = [tip for tip in proposal.tips() if tip.record == record]
                assert tips or after.standing(record) == was
                for tip in tips:
                    assert was == 0 or was in self.ancestors(tip)

    def ancestors(self, tip):
        found, number = set(), tip.number
        while number:
            number = self.histories[tip.record][number - 1].base
            found.add(number)
        return found

    @invariant()
    @precondition(lambda self: hasattr(self, "diary"))
    def nothing_that_was_is_ever_changed(self):
        now = (dict(self.histories), tuple(self.versions), tuple(each.hash for each in self.versions))
        for histories, versions, hashes in self.remembered[-1:]:
            assert all(self.histories[record][: len(old)] == old for record, old in histories.items())
            assert tuple(self.versions[: len(versions)]) == versions
            assert now[2][: len(hashes)] == hashes
        assert sum(map(len, self.histories.values())) == len(self.diary.texts)
        self.remembered.append(now)


LONG = 24


def step(session, chance):
    """Do one thing at random."""
    place, nation = chance.randrange(100), chance.choice(["ash", "birch"])
    acts = {
        "pass": lambda: session.time_passes(chance.randrange(1, 4)),
        "rewrite": lambda: session.somebody_rewrites_what_is_stale(place),
        "decide": lambda: session.somebody_decides_what_may_be_decided(place, chance.randrange(1, 7), nation),
        "try": lambda: session.somebody_decides(
            chance.choice(NAMES), chance.choice(KINDS[2:]), chance.randrange(7), nation
        ),
        "write": lambda: session.somebody_writes(
            chance.choice(NAMES),
            chance.choice(RECORDS),
            chance.choice([None] * 8 + [0, 1, 2, 3]),
            gone=chance.random() < 0.15,
            secret=chance.random() < 0.1,
        ),
    }
    acts[chance.choice([*acts, "write"])]()


def walk(seed, steps=120):
    """Live through a long history, with everything checked after each tenth step."""
    chance, session = Random(seed), Sessions()  # noqa: S311
    session.begin(set(chance.sample(RECORDS, chance.randrange(4))))
    for number in range(steps):
        step(session, chance)
        if number % 10 == 9:
            session.every_proposal_stands_where_the_diary_says()
            session.the_version_is_what_was_accepted_and_nothing_that_nobody_wrote()
            session.no_text_replaces_one_that_its_writer_did_not_have()
            session.nothing_that_was_is_ever_changed()


@pytest.mark.parametrize("seed", range(LONG))
def test_a_long_history_is_as_the_diary_tells(seed):
    walk(seed)


Sessions.TestCase.settings = settings(
    max_examples=100, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
test_random_histories = Sessions.TestCase

if __name__ == "__main__":
    test_random_histories().runTest()
    for number in range(LONG):
        walk(number)
    for what, times in sorted(COVERED.items()):
        print(f"{times:6}  {what}")  # noqa: T201
