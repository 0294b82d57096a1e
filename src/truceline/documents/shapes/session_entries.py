"""The shape of what the evidence log of a planning session holds: entries, and what is sealed in them."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class VersionSeals(TypedDict):
    """What the entry of a version seals."""

    whole: str
    """The seal of `HashSealed`: of the version as it is."""
    coalition: str
    """The seal of `HashSealed`: of what of the version is released to the coalition or the public."""


class VersionContent(TypedDict):
    """What the entry of a version holds: an import, an accepted proposal or silence that stood made it."""

    format: int
    """The number of the entry's format."""
    session: str
    """The session's name."""
    number: int
    """The version's number."""
    parent: int | None
    """The version that it was made from; null for the first."""
    proposal: int | None
    """The proposal that made it; null where an import did."""
    by: str
    """Who made it: of silence, who set it."""
    at: str
    """When, UTC: of silence, its deadline."""
    seals: VersionSeals
    """What is sealed."""


class DecisionSeals(TypedDict):
    """What the entry of a decision seals."""

    decision: str
    """The seal of `DecisionSealed`."""
    text: NotRequired[str]
    """Of a submission: the seal of `ProposalSealed`."""


class DecisionContent(TypedDict):
    """What the entry of a decision on a proposal holds."""

    format: int
    """The number of the entry's format."""
    session: str
    """The session's name."""
    proposal: int
    """The proposal's number."""
    number: int
    """The decision's number among those on it, from 1."""
    decision: str
    """`submitted`, `withdrawn`, `returned`, `accepted`, `silence`, `broken` or `dissent`."""
    by: str
    """Who decided; empty, and only sealed, where the coalition did not see the proposal when it was entered."""
    at: str
    """When, UTC."""
    deadline: str
    """Of silence: until when it may be broken, UTC; else empty."""
    seals: DecisionSeals
    """What is sealed."""


class CommentSeals(TypedDict):
    """What the entry of a comment seals."""

    text: str
    """The seal of `CommentSealed`."""


class CommentContent(TypedDict):
    """What the entry of a comment on a proposal holds."""

    format: int
    """The number of the entry's format."""
    session: str
    """The session's name."""
    proposal: int
    """The proposal's number."""
    number: int
    """The comment's number among those on it, from 1."""
    by: str
    """Who said it; empty, and only sealed, where it or its proposal was not for the coalition."""
    at: str
    """When, UTC."""
    seals: CommentSeals
    """What is sealed."""


class ExportSeals(TypedDict):
    """What the entry of something handed out seals."""

    file: str
    """The seal of `FileSealed`."""


class ExportContent(TypedDict):
    """What the entry of something handed out holds."""

    format: int
    """The number of the entry's format."""
    session: str
    """The session's name."""
    number: int
    """Its number among all that was handed out of the session, from 1."""
    what: str
    """What it was: `version`, `backup`, `workbook.xlsx`, or a page in a form, such as `home.html` or `map.geojson`."""
    version: int | None
    """Of which version; null where of none."""
    by: str
    """Who took it."""
    at: str
    """When, UTC."""
    seals: ExportSeals
    """What is sealed."""


class MembershipSeals(TypedDict):
    """What the entry of a change of who belongs to a session seals."""

    member: str
    """The seal of `MembershipSealed`."""


class MembershipContent(TypedDict):
    """What the entry of a change of who belongs to a session holds."""

    format: int
    """The number of the entry's format."""
    session: str
    """The session's name."""
    number: int
    """Its number among all such changes of the session, from 1."""
    change: str
    """`invited`, `joined`, `roles`, `taken out`, `disabled` or `enabled`."""
    by: str
    """Who changed it: of `joined`, who joined."""
    at: str
    """When, UTC."""
    seals: MembershipSeals
    """What is sealed."""


class HashSealed(TypedDict):
    """A version, as it is sealed."""

    hash: str
    """Its hash, in hexadecimal."""


class DecisionSealed(TypedDict):
    """A decision, as it is sealed."""

    by: str
    """Who decided."""
    contributor: str
    """For which contributor; empty where for none."""
    reason: str
    """Why."""


class RevisionSealed(TypedDict):
    """A revision of a proposal, as it is sealed."""

    file: str
    """The record's file."""
    key: str
    """Its key in the file."""
    number: int
    """The revision's number."""
    sha256: str
    """The hash of what it says, in hexadecimal; empty where the record is taken out."""
    release: str
    """To whom it is released."""


class ProposalSealed(TypedDict):
    """A proposal as it was submitted, as it is sealed."""

    title: str
    """Its title."""
    reason: str
    """Why it is made."""
    revisions: list[RevisionSealed]
    """What it was to change: the last revision of each record."""


class CommentSealed(TypedDict):
    """A comment, as it is sealed."""

    by: str
    """Who said it."""
    text: str
    """What was said."""


class FileSealed(TypedDict):
    """What was handed out, as it is sealed."""

    sha256: str
    """The SHA-256 of its bytes, in hexadecimal; of a folder, that of what `sha256sum` prints of its files by name."""


class MembershipSealed(TypedDict):
    """A change of who belongs to a session, as it is sealed."""

    person: str
    """Whose membership it is: the name to sign in with."""
    roles: list[str]
    """The roles from then on, in order of the alphabet; none where the person is taken out."""
    contributor: str
    """The contributor that the person speaks for; empty where for none."""
