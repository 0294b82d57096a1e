"""Proposals, what is said of them, and what was decided. A proposal's state is a fold over its decisions."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint

from truceline.store.schema.columns import instant, number_key, session_key, table, text


def _released(what: str) -> tuple[Column[str], Column[str]]:
    return (
        text("release", f"to whom {what} released: nation, chair, coalition or public"),
        text("owner", "the contributor whose word it is; empty where nobody's"),
    )


PROPOSALS = table(
    "proposals",
    "Bundles of revisions that somebody proposes.",
    session_key(),
    number_key("number", "the proposal's number, from 1"),
    text("title", "its title"),
    text("reason", "why it is made"),
    text("by", "who proposes", ForeignKey("people.id")),
    instant("at", "when"),
    *_released("its title and reason are"),
    append_only=True,
)

COMMENTS = table(
    "comments",
    "What members say of a proposal.",
    session_key(),
    number_key("proposal", "the proposal"),
    number_key("number", "the comment's number, from 1"),
    text("by", "who says it", ForeignKey("people.id")),
    instant("at", "when"),
    text("text", "what is said"),
    *_released("it is"),
    ForeignKeyConstraint(["session", "proposal"], ["proposals.session", "proposals.number"]),
    append_only=True,
)

DECISIONS = table(
    "decisions",
    "What was decided of a proposal, in order.",
    session_key(),
    number_key("proposal", "the proposal"),
    number_key("number", "the decision's number, from 1"),
    text("kind", "submitted, withdrawn, returned, accepted, silence, broken, dissent or unsound"),
    text("by", "who decided", ForeignKey("people.id")),
    text("contributor", "for which contributor; empty where for none"),
    instant("at", "when"),
    text("reason", "why"),
    instant("deadline", "of silence: until when it may be broken", optional=True),
    ForeignKeyConstraint(["session", "proposal"], ["proposals.session", "proposals.number"]),
    append_only=True,
)
