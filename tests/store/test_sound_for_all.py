"""Whoever reads a sound case reads one in the next version too, whatever is told in confidence."""

import random
from dataclasses import replace

import pytest
from tests.store.sessions import ASH, CHAIR, ELM, READER, STAFF, begin, later, parts_of
from tests.store.test_proposals import ACCEPT, SUBMIT, decide, write
from tests.store.test_sound import SEEDS, base, checked, state

from truceline.accounts.releasability import Release
from truceline.casefolder.record_changes import replaced
from truceline.casefolder.records import split_files
from truceline.errors import CaseError, MisuseError
from truceline.records.record_id import RecordId
from truceline.services.session.drafting import Desk, Seat, draft_of, drafted
from truceline.services.session.laying_out import lay_out
from truceline.services.session.opened import OpenCases
from truceline.services.session.release_faults import UNSEEN, release_faults
from truceline.sessions.proposals import DecisionKind
from truceline.store.deciding import Deciding, stale_in, sweep
from truceline.store.engine import reading, writing
from truceline.store.importing import import_case
from truceline.store.people import session_of
from truceline.store.proposals import Change
from truceline.store.soundness import HIDDEN
from truceline.store.versions import newest

ASHS, ELMS, MORE = (RecordId("pledges.yaml", f"pledges/{name}") for name in ("ash-posts", "elm-posts", "elm-more"))
QUIET, VOTE, STATED = (RecordId("scenarios.yaml", key) for key in ("facts/quiet", "facts/vote", "scenarios/as-stated"))
LINE, HELP = RecordId("requirement.csv", "posts-west"), RecordId("requirement.csv", "help")
OWNERS = {ASHS: ASH, ELMS: ELM, MORE: ELM}
KINDS = {QUIET: "fact", VOTE: "fact", STATED: "scenario", LINE: "requirement line", HELP: "requirement line"}
NAMELESS = b"    note: as before\n"
NAMES = NAMELESS + b"    replaces: [elm-posts]\n"
TEXTS = {
    ASHS: (b"- fact: truce", b"- fact: quiet"),
    MORE: (NAMELESS, NAMES),
    STATED: (b"facts: {}", b"facts: {quiet: true}"),
    LINE: (b",Posts", b",More posts"),
}
"""What is changed in the text of a record, from one to the other and back."""

AUDIENCES = ("", "ash", "elm")
"""For whom those speak who see less than the chair."""


def files():
    """Return the files of the small case, with a second pledge of Elm's that names nothing."""
    found = base()
    text = found["pledges.yaml"].decode()
    start = text.index("  - id: elm-posts")
    body = text[start:].replace("elm-posts", "elm-more").replace("    note: a guess\n", NAMELESS.decode())
    return {**found, "pledges.yaml": (text.rstrip("\n") + "\n" + body).encode()}


def seen_by(whole, released, nation):
    """Return the files without what is told in confidence, but for a nation's own: taken out record by record."""
    hidden = [r for r, each in released.items() if each == Release.CHAIR and not (nation and owner(r) == nation)]
    return replaced(whole, dict.fromkeys(hidden))


def owner(record):
    return OWNERS[record].contributor if record in OWNERS else ""


def bodies(whole):
    return {record: body for record, body in split_files(whole) if record.key}


def told_to(member, whole, released, folder):
    """Return what a member is to read of why the case would not be sound, recomputed from folders on the disk."""
    secret = {owner(record) for record, each in released.items() if each == Release.CHAIR} - {member.contributor}
    if problems := checked(whole, folder):
        all_seen = member == CHAIR or not secret
        return problems if all_seen else checked(seen_by(whole, released, member.contributor), folder) or (HIDDEN,)
    views, found = {}, []
    for nation in AUDIENCES:
        views.setdefault(tuple(seen_by(whole, released, nation).items()), nation)
    for view, nation in views.items():
        name = nation or "the coalition"
        problems = tuple(f"{each} (as {name} would read it)" for each in checked(dict(view), folder))
        found += problems if member == CHAIR or nation not in secret - {""} else problems and (HIDDEN,)
    return tuple(dict.fromkeys(found))


def drawn(chance, whole, released):
    """Draw a record that is to say something else, or to be released to others: with its body and release then."""
    record = chance.choice([*TEXTS, *released])
    body, release = bodies(whole)[record], released[record]
    if record in TEXTS and chance.random() < 0.6:
        one, other = TEXTS[record] if TEXTS[record][0] in body else reversed(TEXTS[record])
        return record, body.replace(one, other), release
    return record, body, Release.CHAIR if release == Release.COALITION else Release.COALITION


@pytest.mark.parametrize("seed", range(SEEDS))
def test_of_random_releases_those_stand_after_which_all_read_a_sound_case(store, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311  (no secret)
    whole, released = files(), dict.fromkeys([*OWNERS, *KINDS], Release.COALITION)
    session, revisions = begin(store, whole), dict.fromkeys(released, 1)
    cases, outcomes, waiting = OpenCases(store), {SUBMIT: [], ACCEPT: []}, []
    with reading(store) as connection:
        ours = session_of(connection, "ford")

    def decided(what, member, number, record, body, release):
        """Decide as a member: refused, in the words that are to be told, exactly where somebody reads no sound case."""
        after, then = replaced(whole, {record: body}), {**released, record: release}
        problems = told_to(member, after, then, tmp_path / "case")
        if problems:
            with pytest.raises(MisuseError, match=f"cannot be {what.kind}: the case would not be sound") as caught:
                decide(store, session, member, number, what, minutes=10 + step)
            assert caught.value.problems == problems
        else:
            decide(store, session, member, number, what, minutes=10 + step)
        outcomes[what].append(not problems)
        return (whole, released) if problems else (after, then)

    for step in range(12):
        record, body, release = drawn(chance, whole, released)
        what = Change(record, revisions[record], body, KINDS.get(record, "pledge"), owner(record), release, "so")
        staff = STAFF if {release, released[record]} == {Release.COALITION} else CHAIR
        member = OWNERS.get(record, chance.choice((CHAIR, staff)))
        number = write(store, session, member, what, minutes=10 + step)
        decided(SUBMIT, member, number, record, body, release)
        if outcomes[SUBMIT][-1]:
            waiting.append((number, record, body, release))
        for each in [each for each in waiting if chance.random() < 0.4]:
            waiting.remove(each)
            with reading(store) as connection:
                last = newest(connection, session)
                if stale_in(connection, session, CHAIR, each[0]):
                    continue
            whole, released = decided(ACCEPT, CHAIR, *each)
            with reading(store) as connection:
                stands = newest(connection, session)
            assert stands.number == last.number + outcomes[ACCEPT][-1]
            revisions[each[1]] = stands.standing(each[1])
        for member in (CHAIR, ASH, ELM, READER):
            assert cases.get(ours, member).case.id == "ford"
    assert {*outcomes[SUBMIT]} == {True, False}


def confided(store, *records):
    """Make a session in which these records are released to the chair alone."""
    session = begin(store, files())
    for n, record in enumerate(records):
        member = OWNERS.get(record, CHAIR)
        body = bodies(files())[record]
        what = Change(record, 1, body, KINDS.get(record, "pledge"), owner(record), Release.CHAIR, "so")
        number = write(store, session, member, what, minutes=n)
        decide(store, session, member, number, SUBMIT, minutes=n)
        decide(store, session, CHAIR, number, ACCEPT, minutes=n)
    return session


def naming():
    """Return the change by which a pledge of Elm's names the other one."""
    return Change(MORE, 1, bodies(files())[MORE].replace(NAMELESS, NAMES), "pledge", "elm", reason="so")


def secret():
    """Return the change by which that other one is told to the chair alone."""
    return Change(ELMS, 1, bodies(files())[ELMS], "pledge", "elm", Release.CHAIR, "so")


def test_who_submits_is_told_who_would_read_no_sound_case_in_the_words_of_who_accepts(store):
    session = confided(store, ELMS)
    number = write(store, session, ELM, naming())

    with pytest.raises(MisuseError, match="cannot be submitted: the case would not be sound") as caught:
        decide(store, session, ELM, number, SUBMIT)

    (what,) = caught.value.problems
    assert "replaces[0] | the pledge 'elm-posts' is not known" in what
    assert what.endswith("(as the coalition would read it)")
    assert state(store, session, number, 30)[0] == "draft"


def test_who_accepts_is_told_who_would_read_no_sound_case_and_why(store):
    session = begin(store, files())
    number = write(store, session, ELM, naming())
    decide(store, session, ELM, number, SUBMIT)
    other = write(store, session, ELM, secret(), minutes=30)
    for each, deciding in ((ELM, SUBMIT), (CHAIR, ACCEPT)):
        decide(store, session, each, other, deciding, 30)

    with pytest.raises(MisuseError) as caught:
        decide(store, session, CHAIR, number, ACCEPT, 40)

    (what,) = caught.value.problems
    assert "replaces[0] | the pledge 'elm-posts' is not known" in what
    assert what.endswith("(as the coalition would read it)")


def test_silence_does_not_stand_where_the_coalition_would_read_no_sound_case(store):
    session = begin(store, files())
    number = write(store, session, ELM, naming())
    decide(store, session, ELM, number, SUBMIT)
    decide(store, session, CHAIR, number, Deciding(DecisionKind.SILENCE, deadline=later(100)), 20)
    other = write(store, session, ELM, secret(), minutes=30)
    decide(store, session, ELM, other, SUBMIT, 30)
    decide(store, session, CHAIR, other, ACCEPT, 30)

    with writing(store) as connection:
        assert sweep(connection, session, later(150), lay_out=lay_out) == ()

    came_to, why = state(store, session, number, 150)
    assert came_to == "returned"
    assert "replaces[0] | the pledge 'elm-posts' is not known" in why


def test_an_import_after_which_a_reader_would_find_no_sound_case_is_refused(store):
    session = begin(store, replaced(files(), {ELMS: None}), members=(CHAIR, READER))

    def take(data, minutes):
        with writing(store) as connection:
            more = {"at": later(minutes), "lay_out": lay_out, "release": Release.CHAIR}
            return import_case(connection, session, CHAIR, parts_of(data), "Again", **more).version.number

    assert take(files(), 30) == 2
    naming = {**files(), "pledges.yaml": files()["pledges.yaml"].replace(NAMELESS, NAMES)}
    with pytest.raises(CaseError, match="not all would read a sound case") as caught:
        take(naming, 40)

    (what,) = caught.value.problems
    assert "replaces[0] | the pledge 'elm-posts' is not known" in what
    assert what.endswith("(as the coalition would read it)")


def desk(store, session, member, record, **more):
    """Return what is told of a draft of a record as it stands, with what is otherwise."""
    with reading(store) as connection:
        opened = OpenCases(store).get(session_of(connection, "ford"), member)
        at = Desk(Seat(connection, session, member), opened)
        draft = draft_of(at, record)
        filled = {**draft.filled, **more.pop("filled", {})}
        return drafted(at, replace(draft, filled=filled, **more)).problems


def test_a_form_tells_at_the_field_what_not_all_would_find(store):
    session = confided(store, ELMS)
    with reading(store) as connection:
        opened = OpenCases(store).get(session_of(connection, "ford"), ELM)
        names = draft_of(Desk(Seat(connection, session, ELM), opened), MORE).filled
    (name,) = [each for each in names if each.endswith(".replaces")]

    told = desk(store, session, ELM, MORE, filled={name: "elm-posts"})

    assert [each[0] for each in told] == [name] * len(told)
    assert told[0][1].startswith("the pledge 'elm-posts' is not known")
    assert told[0][1].endswith("(as the coalition would read it)")


def test_who_keeps_a_fact_for_the_chair_is_told_where_it_is_named_as_far_as_that_is_released(store):
    session = begin(store, files())
    keeping = Change(QUIET, 1, bodies(files())[QUIET], "fact", release=Release.CHAIR, reason="so")
    waits = bodies(files())[ASHS].replace(b"- fact: truce", b"- fact: quiet")
    told = {}
    for n, release in enumerate((Release.COALITION, Release.CHAIR)):
        change = Change(ASHS, n + 1, waits, "pledge", "ash", release, "so")
        number = write(store, session, ASH, change, minutes=30 + n)
        decide(store, session, ASH, number, SUBMIT, 30 + n)
        decide(store, session, CHAIR, number, ACCEPT, 30 + n)
        for member in (CHAIR, ASH, ELM):
            with reading(store) as connection:
                faults = release_faults(connection, session, member, (keeping,))
            told[release, member.id] = [(each.record, each.field, each.message) for each in faults]

    ((record, field, message),) = told[Release.COALITION, "elsa"]
    assert (record, field) == (ASHS, "conditions[0].fact")
    assert message.startswith("the fact 'quiet' is not known")
    assert message.endswith("(as the coalition would read it)")
    ((_, _, message),) = told[Release.CHAIR, "chair"]
    assert message.endswith("(as ash would read it)")
    assert told[Release.CHAIR, "anna"] == told[Release.CHAIR, "chair"]
    assert told[Release.CHAIR, "elsa"] == [(QUIET, "", UNSEEN)]
