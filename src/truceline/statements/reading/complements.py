"""What a verb that reports words says without quotation marks, and how surely those are somebody's words."""

from __future__ import annotations

from itertools import pairwise

from truceline.statements.reading.clauses import Clauses
from truceline.statements.reading.predicates import Construction, Predicate
from truceline.statements.reading.subjects import Subject

_CLAUSE_WORDS = 3
_EMPTY = frozenset({"nothing", "little", "goodbye", "yes", "no", "much", "hello"})
"""What is said without saying anything."""
_TO = 7  # words between "urged" and "to"
_TO_THOSE = 30  # the same where a list stands between them: urged the Harbour Group (HG), the League and all others to
_AS = 14
_THAT = 14
_OF = {
    "": frozenset({"of", "about", "for", "against"}),
    "speak": frozenset({"about"}),
    "talk": frozenset({"about"}),
    "insist": frozenset({"on", "upon"}),
    "comment": frozenset({"on"}),
    "touch": frozenset({"on", "upon"}),
}
_OF_WHAT = 4
_WHEN = frozenset({"when", "while", "as", "after", "before"})
_HOW = frozenset({"how", "why", "what", "whether"})
_ABOUT = frozenset({"of", "for", "about", "over", "regarding", "at", "in", "with", "on"})
_ONE = frozenset({"a", "an"})
_WANTED = frozenset({"claim"})
"""What "the hill is claimed by Tarsia" tells of is no words."""
_NAMES = frozenset({"article", "owner", "adjective", "modifier", "actor", "name", "first", "title"})
_DETERMINERS = frozenset({"this", "that", "these", "those", "such", "all", "most", "many", "several", "various"})

ONLY_TOLD = "the words are only reported, by what they are about"
"""The doubt about words of which only the object is told."""
SURE = ""
"""The doubt about words that a clause reports in full: none."""
BEFORE = "the words are those of the sentence before"
"""The doubt about words to which a sentence only points: "This was announced by Dorn"."""
THOUGHT = "told as somebody's opinion, not as words"
"""The doubt about what somebody is told to think."""


def reported(clauses: Clauses, predicate: Predicate, subject: Subject | None) -> str | None:
    """Tell whether a predicate reports words without quotation marks: None where not, else a doubt or nothing.

    Cost grows with the length of the sentence.
    """
    verb, takes = predicate.verb, clauses.vocabulary.takes
    if _points_back(clauses, predicate):
        return BEFORE if subject is not None else None
    passive = predicate.construction is Construction.PASSIVE
    if passive and (verb in _WANTED or 0 < predicate.first == predicate.place):
        return None  # "the plans announced by Dorn": which they are is not told
    if predicate.construction in {Construction.SOURCE, Construction.NOUN}:
        return SURE if len(clauses.tokens) > _CLAUSE_WORDS + 1 else None
    if takes(verb, "clause", "opinion") and said_before(clauses, predicate, subject):
        return _opinion(clauses, verb)
    start = predicate.end if subject is None or not subject.inverted else max(predicate.end, subject.end)
    clauses = _until_aside_ends(clauses, predicate)
    if takes(verb, "clause", "opinion") and _clause(clauses, predicate, start):
        return _opinion(clauses, verb)
    return None if _only_met(clauses, predicate, subject, start) else _object(clauses, verb, start)


def _points_back(clauses: Clauses, predicate: Predicate) -> bool:
    # "This was announced by the ministry", "He stated this in an interview", "Dorn said so on Sunday"
    if not clauses.vocabulary.takes(predicate.verb, "clause"):
        return False
    if predicate.construction is Construction.PASSIVE:
        return predicate.first == 1 and clauses.low(0) == "this"
    at = predicate.end
    over = at + 1 >= len(clauses.tokens) or clauses.kind(at + 1) in {"mark", "date"}
    behind = clauses.has(at + 1, "prepositions") or clauses.low(at + 1) in _WHEN
    pointed = clauses.low(at) in {"this", "so"} and (over or behind)
    return predicate.construction is Construction.FINITE and pointed


def _only_met(clauses: Clauses, predicate: Predicate, subject: Subject | None, start: int) -> bool:
    # "Dorn and Brenn spoke by phone about the bridge", "spoke with Brenn about the bridge": that they did is no words.
    lows = [clauses.low(at) for at in range(start, len(clauses.tokens))]
    told = any(pair[0] == "about" and pair[1] in _HOW for pair in pairwise(lows))
    together = "with" in lows[:_TO] or (subject is not None and len(subject.phrases) > 1)
    return predicate.verb in {"speak", "talk"} and together and not told


def _until_aside_ends(clauses: Clauses, predicate: Predicate) -> Clauses:
    # ", who wrote most of it, is expected": what he wrote ends at the comma.
    before = predicate.first - 1
    while before > 0 and clauses.is_adverb(before):
        before -= 1
    if clauses.low(before) not in {"who", "which"}:
        return clauses
    end = next(
        (at for at in range(predicate.end, len(clauses.tokens)) if clauses.low(at) in {",", ")", "–", "—"}), None
    )
    return clauses if end is None else Clauses(clauses.tokens[:end], clauses.phrases, clauses.vocabulary)


def _opinion(clauses: Clauses, verb: str) -> str:
    said = clauses.vocabulary.takes(verb, "clause")
    return SURE if said else THOUGHT


def said_before(clauses: Clauses, predicate: Predicate, subject: Subject | None) -> bool:
    """Return whether a clause before the verb is what was said: "The truce holds, Dorn said"."""
    start = predicate.first if subject is None or subject.inverted else subject.first
    owner = clauses.ends.get(start)
    if owner is not None and owner.owning:
        start = owner.first
    if clauses.low(start - 1) not in {",", "–", "—", "-"} or start <= _CLAUSE_WORDS:
        return False
    if clauses.low(predicate.end) == "it" or (
        clauses.kind(0) == "verb" and clauses.vocabulary.has(clauses.tokens[0].value, "asking")
    ):
        return False  # "Asked whether she had gone, Dorn denied it"
    ahead = [at for at in range(start - 1) if clauses.kind(at) not in {"date", "mark", "quote"}]
    opening = clauses.has(0, "openers", "prepositions") and clauses.low(0) not in {"and", "but", "so"}
    finite = any(clauses.is_finite(at) for at in ahead[1:])
    ended = nothing_follows(clauses, predicate, subject)
    plain = predicate.verb == "say" and ended
    return len(ahead) >= _CLAUSE_WORDS and (finite or plain) and (ended or not opening) and ended


def nothing_follows(clauses: Clauses, predicate: Predicate, subject: Subject | None) -> bool:
    """Return whether after the verb come at most a day and a place, or another clause after a comma."""
    at = predicate.end if subject is None or not subject.inverted else max(predicate.end, subject.end)
    while at < len(clauses.tokens) and clauses.tokens[at].text not in {",", "."}:
        if (
            clauses.low(at) == "that"
            or clauses.kind(at) == "quote"
            or (clauses.is_finite(at) and not clauses.is_adverb(at))
        ):
            return False
        at += 1
    return True


def _clause(clauses: Clauses, predicate: Predicate, start: int) -> bool:
    lows = [clauses.low(at) for at in range(start, len(clauses.tokens))]
    if "that" in lows[:_THAT]:
        place = lows.index("that")
        before = range(start, start + place)
        if len(lows) > place + _CLAUSE_WORDS and not any(clauses.is_auxiliary(at) for at in before):
            return True
    if any(low in {"whether", "how", "why", "what"} for low in lows[:4]):
        return len(lows) > _CLAUSE_WORDS + 1
    rest = range(start, len(clauses.tokens))
    content = [at for at in rest if clauses.kind(at) != "mark" and not clauses.is_adverb(at)]
    # "concluded a planned visit": a participle behind an article makes no clause.
    finite = any(clauses.is_finite(at) and clauses.kind(at - 1) != "article" for at in content[1:])
    if len(content) < 2 or (len(content) <= _CLAUSE_WORDS and not finite):
        return False
    hearer = clauses.vocabulary.has(predicate.verb, "hearing")
    if hearer and "of" in lows[:_OF_WHAT]:
        return False  # "reminded everyone of the truths that stand"
    if clauses.low(content[0]) in _EMPTY or clauses.low(content[0]) in {"and", "but", "or"}:
        return False  # "replied at length, and left"
    opens = not clauses.has(content[0], "prepositions", "openers")
    plain = predicate.verb == "say"
    return (opens or (plain and finite)) and (plain or finite) and (not hearer or finite)


def _tells_what(clauses: Clauses, verb: str, start: int) -> bool:
    # Accused Ulmar of changing the list, voiced doubt that it would last, reaffirmed its readiness to send boats,
    # underscored the importance of a truce.
    last = len(clauses.tokens) - _CLAUSE_WORDS
    if verb == "accuse":  # accused Ulmar, which denies it, of not changing the list
        ahead = range(start, min(start + _TO_THOSE, last))
        doing = (at + 1 + (clauses.low(at + 1) == "not") for at in ahead if clauses.low(at) == "of")
        return any(clauses.low(at).endswith("ing") for at in doing)
    for at in range(start, min(start + _TO, last)):
        following = clauses.low(at + 1)
        if not (clauses.vocabulary.takes(verb, "object") and clauses.has(at, "attitudes")):
            continue
        if following in {"that", "to"} or (following in _ABOUT and clauses.vocabulary.has(verb, "voicing")):
            return True
    return False


def _noun_phrase(clauses: Clauses, at: int) -> bool:
    # "agreed to the plan", "to various proposals", "concluded a visit to Skerry": what was done, and no words.
    return clauses.kind(at) in _NAMES or clauses.low(at) in _DETERMINERS


def _named_so(clauses: Clauses, verb: str, start: int) -> bool:
    # Condemned the vote as a farce, called the vote a farce, called for a recount: what is said of it is told.
    takes = clauses.vocabulary.takes
    if verb == "call for":
        return True
    if not takes(verb, "object", "quoted") or takes(verb, "citing"):
        return False
    ahead = range(start + 1, min(start + _AS, len(clauses.tokens) - 1))
    plain = [at for at in ahead if not any(clauses.is_finite(k) for k in range(start, at))]
    described = any(clauses.low(at) == "as" and clauses.low(at + 1) in _ONE for at in plain)
    called = any(clauses.low(at) in _ONE and _what_it_is(clauses, at) for at in plain)
    return (takes(verb, "as") and described) or (takes(verb, "predicate") and called)


def _what_it_is(clauses: Clauses, article: int) -> bool:
    # "The vote a farce", but not "Brenn a day later", "Brenn with a plan", "Brenn and a friend".
    before, following = article - 1, article + 1
    apart = clauses.has(before, "prepositions") or clauses.low(before) in {",", "and", "or"}
    return not apart and clauses.kind(following) not in {"date", "mark"}


def _to(clauses: Clauses, start: int) -> int:
    # Where "to" stands, from the verb's end: before any other verb, or else right after it.
    lows = [clauses.low(at) for at in range(start, len(clauses.tokens))]
    if "to" in lows[:_TO]:
        return lows.index("to")
    far = lows.index("to") if "to" in lows[:_TO_THOSE] else len(lows)
    between = range(start, start + far)
    alone = not any(clauses.is_finite(at) or clauses.low(at) in {"that", "which", "who"} for at in between)
    behind = start + far in clauses.ends or clauses.low(start + far - 1) in {",", ")"}
    return far if alone and behind else len(lows)


def _object(clauses: Clauses, verb: str, start: int) -> str | None:
    vocabulary = clauses.vocabulary
    rest = range(start, len(clauses.tokens))
    lows = [clauses.low(at) for at in rest]
    content = [at for at in rest if clauses.kind(at) not in {"date", "mark", "adverb"}]
    to = _to(clauses, start)
    if vocabulary.takes(verb, "infinitive") and to + 1 < len(lows) and not _noun_phrase(clauses, start + to + 1):
        return ONLY_TOLD if vocabulary.has(verb, "acts") else SURE
    if vocabulary.takes(verb, "ruling") and content and lows[:1] != ["it"]:
        return SURE
    if _tells_what(clauses, verb, start) or _named_so(clauses, verb, start):
        return SURE
    of = any(low in _OF.get(verb, _OF[""]) for low in lows[:_TO]) or lows[:1] == ["of"]
    told = (
        (vocabulary.takes(verb, "object") and bool(content))
        or (vocabulary.takes(verb, "as") and "as" in lows[1:_AS])
        or (vocabulary.takes(verb, "about") and of and len(content) > 1)
        or (vocabulary.takes(verb, "predicate") and len(content) > _CLAUSE_WORDS - 1)
    )
    return ONLY_TOLD if told else None
