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


def stances_of(statement):
    """What a statement says: its stance by topic and scope."""
    return {(p.topic, p.scope): p.stance for p in statement.positions}


def deciding_statement(statements, actor, topic, scope, as_of):
    """The one statement that no other that may decide comes after."""
    own = [s for s in statements if s.said_on.last <= as_of and commits(s, actor)]
    replaced = [earlier for s in own for earlier in s.supersedes]
    known = [s for s in own if (topic, scope) in stances_of(s)]
    able = [
        s
        for s in known
        if stances_of(s)[topic, scope] != "none" and s.authority != "opposition" and s.id not in replaced
    ]
    return next((s for s in able if all(s is o or is_before(o, s) for o in able)), None)


def still_holds(statement, scope, statements, actor, topic, as_of):
    """Whether a word on one scope has not been replaced, nor followed by one of the actor's that binds as much."""
    own = [s for s in statements if s.said_on.last <= as_of and commits(s, actor)]
    able = [
        s
        for s in own
        if stances_of(s).get((topic, scope), "none") != "none"
        and s.authority != "opposition"
        and not any(s.id in other.supersedes for other in own)
    ]
    rank = FROM_MOST_BINDING.index
    return statement in able and not any(
        s is not statement and is_before(statement, s) and rank(s.authority) <= rank(statement.authority) for s in able
    )


def counted(definition, statements, countable, as_of):
    """The actors that a definition counts, by trying every word of every actor."""
    return {
        actor
        for actor in countable
        for s in statements
        for (topic, scope), stance in stances_of(s).items()
        if topic == definition.topic
        and scope in definition.scopes
        and s.authority in definition.authorities
        and stance in definition.stances
        and still_holds(s, scope, statements, actor, topic, as_of)
    }


def opposed_on_one_question(statements, as_of):
    """Pairs of ids that are opposed within one topic and scope in an actor's own voice, with their kind."""
    found = {}
    for one, other in combinations([s for s in statements if s.said_on.last <= as_of], 2):
        a, b = (one, other) if is_before(one, other) else (other, one)
        actors = {actor for s in (a, b) for actor in (s.speaks_for, *s.names)}
        for actor in actors:
            for question in stances_of(a).keys() & stances_of(b).keys():
                if (kind := _kind(a, b, actor, question)) and _meet(a, b, actor, question, statements):
                    found[(a.id, b.id)] = kind
    return found


def _heard(statement, question):
    stance = stances_of(statement).get(question)
    return stance in {*POSITIVE, "against"} and statement.authority not in {"report", "opposition"}


def _is_yes(statement, question):
    return stances_of(statement)[question] in POSITIVE


def _kind(a, b, actor, question):
    if not (commits(a, actor) and commits(b, actor) and _heard(a, question) and _heard(b, question)):
        return None
    if _is_yes(a, question) == _is_yes(b, question):
        return None
    if a.speaker == b.speaker:
        return "same-speaker-over-time"
    if "document" in (a.authority, b.authority):
        return "statement-against-document"
    return "same-actor-different-speakers" if (b.said_on.last - a.said_on.last).days <= 31 else None


def _meet(a, b, actor, question, statements):
    """Whether nothing in between tells the same: no newer word of a's speaker, no earlier word like b's of b's."""
    between = [
        s for s in statements if _heard(s, question) and commits(s, actor) and is_before(a, s) and is_before(s, b)
    ]
    if any(s.speaker == a.speaker for s in between):
        return False
    own = [s for s in between if s.speaker == b.speaker]
    last_own = next((s for s in own if all(s is o or is_before(o, s) for o in own)), None)
    return last_own is None or _is_yes(last_own, question) != _is_yes(b, question)
