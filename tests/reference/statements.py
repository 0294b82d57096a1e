"""Slow, obvious versions of the statements room."""

from itertools import combinations

POSITIVE = {"for", "conditional"}
FROM_MOST_BINDING = [
    "document",
    "parliament",
    "leader",
    "minister",
    "envoy",
    "spokesperson",
    "military",
    "opposition",
    "unnamed official",
    "report",
]


def commits(statement, actor):
    """Whether a statement is the actor's own word, given by it or signed by it."""
    return statement.speaks_for == actor or (statement.authority == "document" and actor in statement.names)


def is_before(one, other):
    """Whether ``one`` comes before ``other`` in a trail."""
    if one.said_on.last != other.said_on.last:
        return one.said_on.last < other.said_on.last
    if one.authority != other.authority:
        return FROM_MOST_BINDING.index(one.authority) > FROM_MOST_BINDING.index(other.authority)
    if one.said_on.first != other.said_on.first:
        return one.said_on.first < other.said_on.first
    return one.id < other.id


def deciding_statement(statements, actor, topic, as_of):
    """The one statement that no other that may decide comes after."""
    known = [s for s in statements if s.said_on.last <= as_of and s.topic == topic and commits(s, actor)]
    replaced = [earlier for s in known for earlier in s.supersedes]
    able = [s for s in known if s.stance != "none" and s.authority != "opposition" and s.id not in replaced]
    return next((s for s in able if all(s is o or is_before(o, s) for o in able)), None)


def opposed_on_one_question(statements, as_of):
    """Pairs of ids that are opposed within one topic and scope in an actor's own voice, with their kind."""
    found = {}
    for one, other in combinations([s for s in statements if s.said_on.last <= as_of], 2):
        a, b = (one, other) if is_before(one, other) else (other, one)
        actors = {actor for s in (a, b) for actor in (s.speaks_for, *s.names)}
        for actor in actors:
            if (kind := _kind(a, b, actor)) and _meet(a, b, actor, statements):
                found[(a.id, b.id)] = kind
    return found


def _heard(statement):
    return statement.stance in {*POSITIVE, "against"} and statement.authority not in {"report", "opposition"}


def _kind(a, b, actor):
    same_question = (a.topic, a.scope) == (b.topic, b.scope) and commits(a, actor) and commits(b, actor)
    if not same_question or not (_heard(a) and _heard(b)) or (a.stance in POSITIVE) == (b.stance in POSITIVE):
        return None
    if a.speaker == b.speaker:
        return "same-speaker-over-time"
    if "document" in (a.authority, b.authority):
        return "statement-against-document"
    return "same-actor-different-speakers" if (b.said_on.last - a.said_on.last).days <= 31 else None


def _meet(a, b, actor, statements):
    """Whether nothing in between tells the same: no newer word of a's speaker, no earlier word like b's of b's."""
    between = [
        s
        for s in statements
        if _heard(s)
        and commits(s, actor)
        and (s.topic, s.scope) == (a.topic, a.scope)
        and is_before(a, s)
        and is_before(s, b)
    ]
    if any(s.speaker == a.speaker for s in between):
        return False
    own = [s for s in between if s.speaker == b.speaker]
    last_own = next((s for s in own if all(s is o or is_before(o, s) for o in own)), None)
    return last_own is None or (last_own.stance in POSITIVE) != (b.stance in POSITIVE)
