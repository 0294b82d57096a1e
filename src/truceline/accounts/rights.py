"""Who may do what to which kind of record, as one table; whoever may not is told why, and who may.

The table says what a role does; what of it a member sees is settled by releasability alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from truceline.accounts.roles import Member, Role
from truceline.errors import RightsError, shown


class Act(StrEnum):
    """What a member does to a record or a thing of the session."""

    READ = "read"
    REVISE = "revise"
    PROPOSE = "propose"
    COMMENT = "comment"
    BREAK_SILENCE = "break silence"
    DECIDE = "decide"
    INVITE = "invite"
    EXPORT = "export"
    IMPORT_REPORTS = "import reports"
    RULE = "rule"
    SIGN = "sign"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is done to: its ``kind``, the contributor that owns it, and the member who wrote it; "" for nobody.

    Of a ruling, finding or judgement, ``author`` is who brought the report that it is about.
    """

    kind: str
    owner: str = ""
    author: str = ""


class Tie(StrEnum):
    """What ties a member to the subject, beyond the role."""

    NONE = ""
    OWNER = "of its own"
    AUTHOR = "of their own"
    OTHERS = "of others"


@dataclass(frozen=True, slots=True)
class Right:
    """A line of the table: these roles may do this to these kinds, if the tie holds."""

    act: Act
    kinds: frozenset[str]
    roles: tuple[Role, ...]
    tie: Tie = Tie.NONE


NATIONS = frozenset({"pledge", "condition", "caveat", "approval"})
"""Kinds that belong to a contributor: each nation is master of its own word."""

STAFFS = frozenset(
    {"requirement line", "scenario", "fact", "rule", "site", "assumption", "capability", "sector", "road", "settlement"}
    | {"source", "statement", "passage", "actor", "office", "topic", "count", "meeting", "agreement", "line", "concept"}
    | {"pool", "inject", "exercise", "case", "text"}
)
"""Kinds that the staff keep: what is required, assumed, said and agreed."""

MONITORS = frozenset(
    {"report", "observation", "reporting", "coverage", "patrol", "claim", "casualty", "compliance", "attachment"}
    | {"evidence", "step"}
)
"""Kinds that monitors keep: what was observed, and what was done about it."""

VERIFIERS = frozenset({"ruling", "finding", "judgement"})
"""Kinds by which verifiers say whether a report holds up and who did it."""

SESSIONS = frozenset({"proposal", "version", "bulletin", "member", "log"})
"""Kinds of a session itself."""

KINDS = NATIONS | STAFFS | MONITORS | VERIFIERS | SESSIONS
"""All kinds; to anything else nobody may do anything."""

_EVERYONE = tuple(Role)
_TALKING = tuple(role for role in Role if role != Role.READER)
_PLANNING = (Role.CHAIR, Role.STAFF, Role.NATION)

RIGHTS = (
    Right(Act.READ, KINDS, _EVERYONE),
    Right(Act.REVISE, NATIONS, (Role.NATION,), Tie.OWNER),
    Right(Act.REVISE, STAFFS, (Role.STAFF, Role.CHAIR)),
    Right(Act.REVISE, MONITORS - {"report"}, (Role.MONITOR,)),  # a report is never edited
    Right(Act.PROPOSE, frozenset({"proposal"}), _PLANNING, Tie.AUTHOR),
    Right(Act.COMMENT, frozenset({"proposal"}), _TALKING),
    Right(Act.BREAK_SILENCE, frozenset({"proposal"}), (Role.NATION,)),
    Right(Act.DECIDE, frozenset({"proposal"}), (Role.CHAIR,)),
    Right(Act.INVITE, frozenset({"member"}), (Role.CHAIR,)),
    Right(Act.EXPORT, frozenset({"version"}), _PLANNING),
    Right(Act.EXPORT, frozenset({"bulletin"}), (Role.CHAIR, Role.MONITOR, Role.VERIFIER, Role.SIGNER)),
    Right(Act.IMPORT_REPORTS, frozenset({"report"}), (Role.MONITOR,)),
    Right(Act.RULE, VERIFIERS, (Role.VERIFIER,), Tie.OTHERS),
    Right(Act.SIGN, frozenset({"bulletin"}), (Role.SIGNER,)),
    Right(Act.RELEASE, NATIONS, (Role.NATION,), Tie.OWNER),
    Right(Act.RELEASE, STAFFS | MONITORS | VERIFIERS | {"version", "bulletin"}, (Role.CHAIR,)),
)
"""Who may do what: at most one line for an act and a kind."""


class RefusedError(RightsError):
    """A member may not do this; it says who may, with contributors by their ids until it is ``told`` with names."""

    def __init__(self, member: Member, act: Act, subject: Subject) -> None:
        super().__init__("that may not be done", (f"{member.id} | {refusal(member, act, subject)}",))
        self.args = (member, act, subject)  # so that it pickles
        self._refused = member, act, subject

    def told(self, names: Mapping[str, str]) -> str:
        """Say why not, with contributors by their ``names``, by id."""
        return refusal(*self._refused, names)


def refusal(member: Member, act: Act, subject: Subject, names: Mapping[str, str] | None = None) -> str:
    """Return why the member may not do this, in words that say who may; "" where the member may.

    ``names`` are those of contributors, by id: who has none there is called by the id.
    """
    if subject.kind not in KINDS:
        return f"{shown(subject.kind)} is no kind of record; one is {', '.join(sorted(KINDS))}"
    rights = list(_rights(act, subject.kind))
    if not rights:
        return f"nobody may {_DOING.get(act, str(act))} {_one(subject.kind)}"
    if any(_has(member, right) and _tied(member, right.tie, subject) for right in rights):
        return ""
    return "; ".join(_why_not(member, right, subject, names or {}) for right in rights)


def who_may(act: Act, kind: str) -> str:
    """Say which roles may do this to a kind of record, in words; "nobody" where none may."""
    roles = [role for right in _rights(act, kind) for role in right.roles]
    return " or ".join(_CALLED[role] for role in dict.fromkeys(roles)) or "nobody"


def _rights(act: Act, kind: str) -> Iterator[Right]:
    return (right for right in RIGHTS if right.act == act and kind in right.kinds)


def _has(member: Member, right: Right) -> bool:
    return not member.roles.isdisjoint(right.roles)


def _tied(member: Member, tie: Tie, subject: Subject) -> bool:
    return {
        Tie.NONE: True,
        Tie.OWNER: member.nation != "" and member.nation == subject.owner,
        Tie.AUTHOR: member.id == subject.author,
        Tie.OTHERS: member.id != subject.author,
    }[tie]


def _why_not(member: Member, right: Right, subject: Subject, names: Mapping[str, str]) -> str:
    who = who_may(right.act, subject.kind)
    what = f"{_DOING.get(right.act, str(right.act))} {_one(subject.kind)} {right.tie}".rstrip()
    held = " and ".join(sorted(member.roles))
    here = f"is here as {held}" if held else "has no role here"
    return f"only {who} may {what}; {member.name} {here}{_tie_held(member, right.tie, subject, names)}"


_CALLED = {
    Role.CHAIR: "the chair",
    Role.NATION: "a nation",
    Role.STAFF: "the staff",
    Role.MONITOR: "a monitor",
    Role.VERIFIER: "a verifier",
    Role.SIGNER: "a signer",
    Role.READER: "a reader",
}
_DOING = {
    Act.COMMENT: "comment on",
    Act.BREAK_SILENCE: "break silence on",
    Act.IMPORT_REPORTS: "import",
    Act.RULE: "give",
}


def _one(kind: str) -> str:
    return f"{'an' if kind[:1] in 'aeio' else 'a'} {kind}"


def _tie_held(member: Member, tie: Tie, subject: Subject, names: Mapping[str, str]) -> str:
    acts_for = f", for {names.get(member.nation, member.nation)}" if member.nation else ""
    if tie == Tie.OWNER:
        owner = names.get(subject.owner, subject.owner) or "no nation"
        return f"{acts_for or ', for no nation'}, and this is {owner}'s"
    if tie == Tie.AUTHOR:
        return f"{acts_for}, and did not write it" if member.id != subject.author else acts_for
    brought = ", and brought the report" if tie == Tie.OTHERS and member.id == subject.author else ""
    return f"{acts_for}{brought}"
