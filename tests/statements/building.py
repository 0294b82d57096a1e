"""Statements for tests: name what matters, the rest is filled in."""

from datetime import date

from hypothesis import strategies as st

from truceline.records.times import DateSpan
from truceline.statements.statement import Authority, Measure, Stance, Statement, TopicStance


def day(text):
    return DateSpan(date.fromisoformat(text), date.fromisoformat(text))


def statement(name, said_on="2031-01-10", stance="for", *, topic="troops", scope="own", also=(), **given):
    """``also`` are further positions, each (topic, scope, stance)."""
    usual = {
        "speaker": "Ada",
        "speaks_for": "ash",
        "authority": Authority.LEADER,
        "quote": "",
        "summary": f"summary of {name}",
        "conditions": (),
        "names": (),
        "measure": None,
        "source": "gazette",
        "credibility": 2,
        "supersedes": (),
    }
    span = day(said_on) if isinstance(said_on, str) else said_on
    positions = tuple(TopicStance(t, where, Stance(s)) for t, where, s in ((topic, scope, stance), *also))
    return Statement(id=name, said_on=span, positions=positions, **(usual | given))


def measure(value, low, high, definition="as counted", *, what="members", unit="actors"):
    return Measure(what, value, unit, definition, low, high)


def _numbered(parts):
    return tuple(
        statement(f"st-{place:02d}", said_on, stance, **rest) for place, (said_on, stance, rest) in enumerate(parts)
    )


_days = st.integers(1, 90).map(lambda n: DateSpan(date.fromordinal(741_000 + n), date.fromordinal(741_000 + n)))
_spans = st.tuples(_days, _days).map(lambda ds: DateSpan(min(ds).first, max(ds).last))
ledgers = st.lists(
    st.tuples(
        st.one_of(_days, _spans),
        st.sampled_from(Stance),
        st.fixed_dictionaries(
            {
                "speaker": st.sampled_from(["Ada", "Bo", "Cy"]),
                "speaks_for": st.sampled_from(["ash", "birch"]),
                "authority": st.sampled_from(Authority),
                "topic": st.sampled_from(["troops", "consent"]),
                "scope": st.sampled_from(["own", "force"]),
                "also": st.lists(
                    st.tuples(st.sampled_from(["troops", "consent"]), st.just("elsewhere"), st.sampled_from(Stance)),
                    max_size=2,
                    unique_by=lambda position: position[0],
                ),
                "names": st.sampled_from([(), ("ash",), ("birch", "cedar")]),
                "supersedes": st.sampled_from([(), ("st-00",), ("st-03",)]),
                "measure": st.sampled_from([None, measure("5", 5, 5), measure("7", 7, 7), measure("7", 7, 7, "else")]),
            }
        ),
    ),
    max_size=12,
).map(_numbered)
"""Small ledgers of few actors and speakers, so that they often meet on one question."""
