"""A planning session the slow, obvious way: everything that happened, read again from the start for every question.

Time is in whole hours. A text is known by its place among all that was written, not by a number within its record.
"""

import hashlib
import json


class Diary:
    """What happened in a session, in order."""

    def __init__(self, start):
        self.texts = [{"record": record, "body": body, "parent": None, "in": None} for record, body in start]
        self.first = {text["record"]: place for place, text in enumerate(self.texts)}
        self.events = []  # (hour, proposal, what, nation, deadline)

    # what was written

    def write(self, proposal, record, body, parent):
        self.texts.append({"record": record, "body": body, "parent": parent, "in": proposal})

    def last_text(self, proposal, record):
        mine = [n for n, text in enumerate(self.texts) if text["in"] == proposal and text["record"] == record]
        return mine[-1] if mine else None

    def grown_from(self, proposal, record):
        """The text of others that the proposal's own last text goes back to; None if to nothing."""
        place = self.last_text(proposal, record)
        while place is not None and self.texts[place]["in"] == proposal:
            place = self.texts[place]["parent"]
        return place

    def to_write_from(self, proposal, record, hour):
        here = self.case(hour).get(record)
        mine = self.last_text(proposal, record)
        if mine is not None and self.grown_from(proposal, record) == here:
            return mine
        return here

    def records_of(self, proposal):
        return {text["record"] for text in self.texts if text["in"] == proposal}

    # what was decided

    def state(self, proposal, hour):
        """Live through every hour up to this one."""
        state, until = "draft", None
        for now in range(hour + 1):
            if state == "under silence" and until == now:
                state = "accepted"
            for when, which, what, _, deadline in self.events:
                if when != now or which != proposal or what == "dissent":
                    continue
                if what == "silence":
                    state, until = "under silence", deadline
                else:
                    state = {"submitted": "open"}.get(what, what)
        return state

    def ended(self, proposal):
        """The hour at which it was accepted, and whether by silence."""
        hour = 0
        while self.state(proposal, hour) != "accepted":
            hour += 1
        explicit = any(event[:3] == (hour, proposal, "accepted") for event in self.events)
        return hour, not explicit

    def accepted(self, hour):
        """The proposals accepted by this hour: by silence first in an hour, then by the chair, in order."""
        found = []
        for proposal in {event[1] for event in self.events}:
            if self.state(proposal, hour) == "accepted":
                when, silent = self.ended(proposal)
                place = (
                    0 if silent else self.events.index(next(e for e in self.events if e[1:3] == (proposal, "accepted")))
                )
                found.append((when, not silent, place, proposal))
        return [each[-1] for each in sorted(found)]

    def case(self, hour):
        """Which text of each record stands: a place among the texts."""
        found = dict(self.first)
        for proposal in self.accepted(hour):
            for record in self.records_of(proposal):
                place = self.last_text(proposal, record)
                if self.texts[place]["body"] is None:
                    found.pop(record, None)
                else:
                    found[record] = place
        return found

    def bodies(self, hour):
        return {record: self.texts[place]["body"] for record, place in self.case(hour).items()}

    def is_stale(self, proposal, hour):
        here = self.case(hour)
        return any(self.grown_from(proposal, record) != here.get(record) for record in self.records_of(proposal))

    def may(self, proposal, what, hour, deadline, *, secret, others):
        """Whether this may be decided now; ``secret`` are the proposals that nations do not see in full."""
        state = self.state(proposal, hour)
        touched = self.records_of(proposal)
        crosses = any(
            self.state(other, hour) == "under silence" and touched & self.records_of(other)
            for other in others
            if other != proposal
        )
        sound = bool(touched) and not self.is_stale(proposal, hour)
        longer = [event[4] for event in self.since_submitted(proposal) if event[4]] if state == "under silence" else []
        seen = proposal not in secret
        return {
            "withdrawn": state not in ("accepted", "withdrawn"),
            "submitted": state in ("draft", "returned") and sound,
            "returned": state in ("open", "under silence", "broken"),
            "accepted": state in ("open", "broken") and sound and not crosses,
            "broken": state == "under silence",
            "dissent": state in ("open", "under silence", "broken"),
            "silence": state in ("open", "under silence", "broken")
            and (sound and seen and not crosses)
            and (deadline is not None and deadline > hour and deadline >= max(longer, default=0)),
        }[what]

    def since_submitted(self, proposal):
        """The events of a proposal since its text was last handed in, or silence last broken."""
        mine = [event for event in self.events if event[1] == proposal]
        turns = [n for n, event in enumerate(mine) if event[2] in ("submitted", "broken")]
        return mine[turns[-1] :] if turns else mine

    def dissents(self, proposal):
        mine = [event for event in self.events if event[1] == proposal]
        handed_in = [n for n, event in enumerate(mine) if event[2] == "submitted"]
        return [
            (e[3], e[2] == "broken") for e in mine[handed_in[-1] if handed_in else 0 :] if e[2] in ("broken", "dissent")
        ]


def digest(file_of, bodies):
    """Hash a case: ``file_of`` maps each file to its keys in order."""
    whole = hashlib.new("sha256")
    for file in sorted(file_of):
        for key in file_of[file]:
            whole.update(json.dumps(file).encode() + b"\t" + json.dumps(key).encode() + b"\t")
            whole.update(hashlib.new("sha256", bodies[file, key]).hexdigest().encode() + b"\n")
    return whole.hexdigest()
