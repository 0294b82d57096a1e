"""A session with secrets planted in it: of every kind of record, at every release, by several owners, in every state.

What is planted is listed with who may read it; that list is written here by hand, and asks nothing of the program.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

from tests.conftest import FORD
from tests.store.sessions import T0, files_of, later, member, parts_of
from tests.web.secret_records import HEADS, PLEDGE, secret_records
from truceline.accounts.releasability import Release
from truceline.accounts.roles import Role
from truceline.records.record_id import RecordId
from truceline.services.session.laying_out import lay_out
from truceline.services.session.people import Invited, invite
from truceline.sessions.proposals import DecisionKind
from truceline.store.deciding import Deciding, decide_on
from truceline.store.engine import writing
from truceline.store.histories import histories
from truceline.store.importing import import_case
from truceline.store.people import add_person, add_session, set_member
from truceline.store.proposals import Change, Title, comment, propose
from truceline.store.schema.reports import REPORT_HEADS, REPORT_IMPORTS, REPORT_VERSIONS
from truceline.store.versions import newest

CHAIR = member("clara", Role.CHAIR)
MANY = member("maud", Role.CHAIR, Role.STAFF, Role.MONITOR, Role.VERIFIER)
ASH = member("anna", Role.NATION, contributor="ash")
NORWAY = member("nora", Role.NATION, contributor="no")
ELM = member("elsa", Role.NATION, contributor="elm")
STAFF = member("sam", Role.STAFF)
MONITOR = member("mona", Role.MONITOR)
VERIFIER = member("vera", Role.VERIFIER)
SIGNER = member("sid", Role.SIGNER)
READER = member("rita", Role.READER)
ELSEWHERE = member("olaf", Role.CHAIR)
"""Of another session alone."""

MEMBERS = (CHAIR, MANY, ASH, NORWAY, ELM, STAFF, MONITOR, VERIFIER, SIGNER, READER)
EVERYONE = (*(each.id for each in MEMBERS), ELSEWHERE.id, "")
"""All who may ask, by their names to sign in; "" is nobody."""

CHAIRS = frozenset({"clara", "maud"})
ALL = frozenset(each.id for each in MEMBERS)
ASHS, NORWAYS = CHAIRS | {"anna"}, CHAIRS | {"nora"}
PRIVY = CHAIRS | {"anna", "nora", "olaf"}
"""Who is told any secret at all."""

OUTSIDERS = tuple(who for who in EVERYONE if who not in PRIVY)


@dataclass
class Planted:
    """Words and numbers, with the names of those who may read each; ``variant`` tells two sessions apart in these."""

    variant: str
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)

    def word(self, where: str, who: frozenset[str]) -> str:
        """Make a word for a place; in each variant another, of another length."""
        text = f"zq{len(self.words):03d}{self.variant}"
        self.words[text], self.where[text] = who, where
        return text

    def told(self, text: str) -> set[str]:
        """Return which of the words are in a text; numbers only as they stand, not as a part of a hash."""
        found = {word for word in self.words if word in text}
        return {word for word in found if not word[0].isdigit() or re.search(rf"(?<![\w+/]){word}(?![\w+/])", text)}

    def number(self, first: int, second: int, who: frozenset[str], where: str) -> int:
        """Give the number of the variant."""
        found = first if self.variant == "k" else second
        for text in (str(found), f"{found:,}"):
            self.words[text], self.where[text] = who, where
        return found


@dataclass
class World:
    """A store with planted secrets, and what is needed to go on in it."""

    store: object
    planted: Planted
    session: int = 1
    minutes: int = 0
    pace: int = 1

    def at(self) -> datetime:
        """Return the next instant."""
        self.minutes += self.pace
        return later(self.minutes)

    def propose(self, who, title, reason, changes, release=Release.COALITION):
        with writing(self.store) as connection:
            known = histories(connection, self.session, [record for record, *_ in changes])
            stands = newest(connection, self.session)
            made = tuple(
                Change(
                    record,
                    stands.standing(record),
                    body(known[record][stands.standing(record) - 1].body) if callable(body) else body,
                    kind,
                    who.contributor if kind == "pledge" else "",
                    to,
                    why,
                )
                for record, kind, body, to, why in changes
            )
            return propose(connection, self.session, who, Title(title, reason, release), made, at=self.at())

    def decide(self, who, number, kind, reason="", deadline=None):
        with writing(self.store) as connection:
            what = Deciding(kind, reason, deadline)
            decide_on(connection, self.session, who, number, what, at=self.at(), lay_out=lay_out)

    def submit(self, who, number):
        self.decide(who, number, DecisionKind.SUBMITTED)

    def accept(self, who, number, reason=""):
        self.submit(who, number)
        self.decide(CHAIR, number, DecisionKind.ACCEPTED, reason)

    def say(self, who, number, text, release):
        with writing(self.store) as connection:
            comment(connection, self.session, who, number, text, at=self.at(), release=release)


def pledge(key):
    return RecordId("pledges.yaml", f"pledges/{key}")


def new_pledge(key, owner, says, number, quantity=1):
    return (
        pledge(key),
        "pledge",
        PLEDGE.format(id=key, owner=owner, says=says, number=number, quantity=quantity).encode(),
    )


def first_files(planted):
    """Return the files of the first version: with words in all kinds, which the whole coalition may read."""
    files = files_of(FORD) | {name: f"{head}\n".encode() for name, head in HEADS.items()}
    for kind, file, _, body in secret_records(lambda kind: planted.word(f"public {kind}", ALL), lambda _: "3", 0):
        if kind in ("rule", "site", "sector", "topic", "count", "fact", "scenario"):
            continue  # of which the case has its own
        files[file] += body
    return files


def secret_world(store, variant):
    """Make a session in which secrets were planted."""
    planted = Planted(variant)
    world = World(store, planted)
    word = planted.word
    with writing(store) as connection:
        for name, title in (("ford", "The ford"), ("elsewhere", word("title of another session", frozenset({"olaf"})))):
            session = add_session(connection, name, title, T0).number
            for each in MEMBERS if name == "ford" else [ELSEWHERE]:
                add_person(connection, each.id, each.name, T0)
                set_member(connection, session, each, T0)
        files = first_files(Planted("v"))
        import_case(connection, 1, CHAIR, parts_of(files), "As known in March", at=T0, lay_out=lay_out)
        says = word("case of another session", frozenset({"olaf"}))
        other = {**files_of(FORD), "case.toml": files["case.toml"].replace(b"ford", says.encode())}
        import_case(connection, 2, ELSEWHERE, parts_of(other), says, at=T0, lay_out=lay_out)
        who = Invited(word("who is invited", CHAIRS).lower(), ["reader"])
        invite(connection, 1, who, by=CHAIR, at=T0)
        imported_report(connection, word)
    everything(world)
    confidential_pledges(world)
    proposals(world)
    planted.words["Told to the chair"] = CHAIRS | {"elsa"}
    planted.where["Told to the chair"] = "title of a proposal of which the text is for all"
    return world


def imported_report(connection, word):
    """Keep a report in the session, of which no page tells anything to anybody."""
    said = {name: word(f"{name} of a report", frozenset()) for name in ("feed", "file", "source", "label", "detail")}
    act = {name: word(f"{name} of a report", frozenset()) for name in ("act", "weapon", "target")}
    counts = {column.name: 0 for column in REPORT_IMPORTS.columns if column.name not in ("feed", "file", "sha256")}
    made = {"session": 1, "number": 1, "feed": said["feed"], "file": said["file"], "sha256": word("hash", frozenset())}
    connection.execute(REPORT_IMPORTS.insert().values(**{**counts, **made}))
    row = {"session": 1, "version": 1, "report": 1, "import": 1, "line": 2, "withdrawn": 0, "late": 0, "start": 0}
    row |= {
        "id": word("id of a report", frozenset()),
        "kind": "report",
        "lat": 41.0,
        "lon": 2.4,
        "radius_m": 60.0,
        **act,
    }
    row |= {name: text for name, text in said.items() if name != "file"}
    connection.execute(REPORT_VERSIONS.insert().values(**row))
    head = {"session": 1, "id": row["id"], "report": 1, "version": 1, "first_import": 1, "seen": 1}
    connection.execute(REPORT_HEADS.insert().values(**head))


def everything(world):
    """Tell the chair alone a record of every kind."""
    word = world.planted.word
    changes = [
        (RecordId(file, key), kind, body, Release.CHAIR, word(f"why of {kind}", CHAIRS))
        for kind, file, key, body in secret_records(lambda kind: word(kind, CHAIRS), lambda _: "3", 1)
    ]
    title, reason = word("title of everything", CHAIRS), word("reason of everything", CHAIRS)
    world.accept(
        MANY,
        world.propose(MANY, title, reason, changes, Release.CHAIR),
        word("reason of acceptance", CHAIRS),
    )


def confidential_pledges(world):
    """Take a pledge of Ash into confidence; then one of Ash and one of Norway, which add up to the same number."""
    planted, word = world.planted, world.planted.word

    def anew(text):
        return text.replace(b"Four posts", word("taken into confidence", ASHS).encode())

    change = (pledge("ash-posts"), "pledge", anew, Release.CHAIR, word("why into confidence", ASHS))
    world.accept(ASH, world.propose(ASH, word("title into confidence", ASHS), "", [change]))

    for who, owner, ids, numbers in (
        (ASH, "ash", "ash-quiet", (7_321, 7_123)),
        (NORWAY, "no", "norway-quiet", (6_012, 6_210)),
    ):
        readers = CHAIRS | {who.id}
        people = planted.number(*numbers, readers, f"people of {ids}")
        record, kind, body = new_pledge(ids, owner, word(ids, readers), people, people // 10)
        change = (record, kind, body, Release.CHAIR, word(f"why of {ids}", readers))
        title, reason = word(f"title of {ids}", readers), word(f"reason of {ids}", readers)
        number = world.propose(who, title, reason, [change], Release.CHAIR)
        world.submit(who, number)
        world.say(who, number, word(f"comment on {ids}", readers), Release.CHAIR)
        world.say(CHAIR, number, word(f"the chair's comment on {ids}", CHAIRS), Release.CHAIR)
        world.say(CHAIR, number, word(f"comment to all on {ids}", readers), Release.COALITION)
        world.decide(who, number, DecisionKind.DISSENT, word(f"dissent on {ids}", readers))
        world.decide(CHAIR, number, DecisionKind.ACCEPTED, word(f"decision on {ids}", readers))


def proposals(world):
    """Write proposals in every state: drafts, open, returned, withdrawn, mixed; and take a public pledge back."""
    word = world.planted.word
    mine, nation = frozenset({"anna"}), Release.NATION
    record, kind, body = new_pledge("ash-draft", "ash", word("draft", mine), 10)
    world.propose(
        ASH, word("title of draft", mine), word("reason of draft", mine), [(record, kind, body, nation, "as told")]
    )
    norways = frozenset({"nora"})
    record, kind, body = new_pledge("norway-draft", "no", word("draft to be released", norways), 10)
    world.propose(NORWAY, word("title of draft", norways), "", [(record, kind, body, Release.COALITION, "as told")])

    record, kind, body = new_pledge("ash-returned", "ash", word("returned", ASHS), 10)
    number = world.propose(ASH, word("title of returned", ASHS), "", [(record, kind, body, Release.CHAIR, "as told")])
    world.submit(ASH, number)
    world.decide(CHAIR, number, DecisionKind.RETURNED, word("why it is returned", ASHS))
    record, kind, body = new_pledge("ash-withdrawn", "ash", word("withdrawn", ASHS), 10)
    number = world.propose(ASH, word("title of withdrawn", ASHS), "", [(record, kind, body, Release.CHAIR, "as told")])
    world.submit(ASH, number)
    world.decide(ASH, number, DecisionKind.WITHDRAWN, word("why it is withdrawn", ASHS))

    record, kind, body = new_pledge("norway-open", "no", "Two posts for everybody", 10)
    hidden, _, secret = new_pledge("norway-aside", "no", word("open, aside", NORWAYS), 10)
    changes = [(record, kind, body, Release.COALITION, "for all"), (hidden, kind, secret, Release.CHAIR, "aside")]
    number = world.propose(NORWAY, "Norway offers", "Said openly", changes)
    world.submit(NORWAY, number)
    world.say(NORWAY, number, word("comment aside", NORWAYS), Release.CHAIR)

    def public(text):
        return text.replace(b"Two to six", b"Two to seven")

    change = (pledge("elm-posts"), "pledge", public, Release.COALITION, "for all")
    world.accept(ELM, world.propose(ELM, "Told to the chair", "", [change], Release.CHAIR))


def hide_more(world):
    """Do what nobody but the chair and Ash may notice, after all that others see."""
    word = world.planted.word
    world.minutes, world.pace = 600, 0  # when the pages are asked

    def louder(text):
        return text.replace(b"Note ", f"Note {word('a later note', ASHS)} ".encode())

    change = (pledge("ash-quiet"), "pledge", louder, Release.CHAIR, word("why later", ASHS))
    world.accept(ASH, world.propose(ASH, word("title later", ASHS), "", [change], Release.CHAIR))
    change = (pledge("norway-quiet"), "pledge", None, Release.CHAIR, "gone")
    world.submit(NORWAY, world.propose(NORWAY, word("title of taking out", NORWAYS), "", [change], Release.CHAIR))
    for kind, file, key, body in secret_records(lambda kind: word(f"later {kind}", CHAIRS), lambda _: "4", 2):
        if kind in ("site", "sector", "source", "fact"):
            change = (RecordId(file, key), kind, body, Release.CHAIR, "as told")
            world.accept(MANY, world.propose(MANY, word(f"later {kind}", CHAIRS), "", [change], Release.CHAIR))
