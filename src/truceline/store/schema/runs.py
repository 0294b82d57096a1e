"""The queue of runs: what is to be computed of which version, and what came of it."""

from __future__ import annotations

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint

from truceline.store.schema.columns import binary, instant, number, number_key, session_key, table, text

RUNS = table(
    "runs",
    "Computations that were asked for; one that was done is not done again.",
    session_key(),
    number_key("number", "the run's number, from 1"),
    text("command", "what is computed: plan, effect, ..."),
    number("version", "of which version"),
    number("proposal", "with which proposal on top of it; 0 where with none"),
    text("scenario", "of which scenario; empty for all"),
    text("as_of", "as known on which day; empty for the case's own"),
    text("program", "by which program: its version"),
    text("audience", "for whose eyes: what he may not see is not read"),
    text("state", "waiting, running, done or failed"),
    text("by", "who asked", ForeignKey("people.id")),
    instant("at", "when"),
    instant("begun_at", "when a process began with it", optional=True),
    instant("ended_at", "when it ended", optional=True),
    binary("result", "what came of it: the JSON document", nullable=True),
    text("fault", "what went wrong; empty where nothing did"),
    ForeignKeyConstraint(["session", "version"], ["versions.session", "versions.number"]),
    UniqueConstraint(
        "session", "command", "version", "proposal", "scenario", "as_of", "program", "audience", name="uq_runs_asked"
    ),
)
