"""What the page of a session's evidence log says of its entries, in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from truceline.results.session_log import LoggedEntry
from truceline.views.wording import moment

_DECIDED = {
    "submitted": "was submitted",
    "withdrawn": "was withdrawn",
    "returned": "was returned",
    "accepted": "was accepted",
    "silence": "was put under silence",
    "broken": "had its silence broken",
    "dissent": "was dissented from",
    "unsound": "was returned, as the case would not have been sound",
}

_CHANGED = {
    "invited": "Somebody was invited",
    "joined": "A member joined",
    "roles": "A member was given roles",
    "taken out": "A member was taken out",
    "disabled": "A member's account no longer holds",
    "enabled": "A member's account holds again",
}


@dataclass(frozen=True, slots=True)
class LogLine:
    """An entry: its number, when what it tells of was, who did it ("" where that is not told), what, and the id.

    ``proposal`` and ``version`` are the numbers of those that it tells of, 0 for none.
    """

    number: int
    at: str
    by: str
    words: str
    id: str
    opened: bool
    proposal: int = 0
    version: int = 0


def log_lines(
    entries: Sequence[LoggedEntry], people: Mapping[str, str], by_silence: Collection[int] = ()
) -> tuple[LogLine, ...]:
    """Say in words what entries tell, the latest first; ``people`` are names by ids.

    ``by_silence`` are the numbers of the proposals that were accepted by silence: an entry names who set it.
    """
    return tuple(_line(each, people, by_silence) for each in reversed(entries))


def _line(each: LoggedEntry, people: Mapping[str, str], by_silence: Collection[int]) -> LogLine:
    content = each.content
    by = str(content.get("by", "")) or _opened(each, "by")
    words = _WORDS[each.kind](content) if each.kind in _WORDS else each.kind
    if (person := _opened(each, "person")) and each.kind == "membership":
        words = f"{words}: {people.get(person, person)}"
    version = content.get("number" if each.kind == "version" else "version", 0)
    proposal = content.get("proposal", 0) if each.kind in ("decision", "comment") else 0
    at, opened = str(content.get("at", "")), bool(each.opened)
    who = people.get(by, by)
    if by and _undecided(each, by_silence):
        who = f"silence, set by {who}"
    return LogLine(each.number, at, who, words, each.id, opened, _whole(proposal), _whole(version))


def _undecided(each: LoggedEntry, by_silence: Collection[int]) -> bool:
    # Whether nobody did what an entry tells: silence stood, or could not.
    if each.kind == "version":
        return each.content["proposal"] in by_silence
    return each.kind == "decision" and each.content["decision"] == "unsound"


def _whole(number: object) -> int:
    return number if isinstance(number, int) else 0


def _opened(each: LoggedEntry, name: str) -> str:
    return next((str(opening.says[name]) for opening in each.opened.values() if name in opening.says), "")


def _version(content: Mapping[str, object]) -> str:
    of = f"proposal {content['proposal']}" if content["proposal"] else "an import"
    return f"Version {content['number']} was made of {of}"


def _decision(content: Mapping[str, object]) -> str:
    words = f"Proposal {content['proposal']} {_DECIDED.get(str(content['decision']), content['decision'])}"
    return f"{words}, until {moment(str(content['deadline']))}" if content["deadline"] else words


def _comment(content: Mapping[str, object]) -> str:
    return f"Proposal {content['proposal']} was commented on"


def _export(content: Mapping[str, object]) -> str:
    of = f" of version {content['version']}" if content["version"] and content["what"] != "version" else ""
    what = f"version {content['version']}" if content["what"] == "version" else content["what"]
    return f"Handed out: {what}{of}"


def _membership(content: Mapping[str, object]) -> str:
    return _CHANGED.get(str(content["change"]), f"Membership: {content['change']}")


_WORDS: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "version": _version,
    "decision": _decision,
    "comment": _comment,
    "export": _export,
    "membership": _membership,
}
