"""What patrols rest on is asked for by name and unit, and texts of several days keep their parts."""

import copy
import pickle
from dataclasses import replace
from datetime import date

from truceline.records.dating import DatedText, joined, parts_of
from truceline.records.patrols import UNITS, lacking
from truceline.records.quantities import Assumption, Range, Reliance

STATED = {name: Assumption(name, "", Range(1, 1, 1), unit, Reliance.ASSUMED, "", "") for name, unit in UNITS.items()}
PARTS = ((None, "Always so."), (date(2031, 3, 1), ""), (date(2031, 4, 1), "Since April."))


def test_each_assumption_that_is_missing_or_in_another_unit_is_named():
    assert list(lacking(STATED)) == []
    assert [text.split(" | ")[0] for text in lacking({})] == list(UNITS)
    some = {**STATED, "patrol_event_h": replace(STATED["patrol_event_h"], unit="min")}
    del some["patrol_peak_day"]
    assert list(lacking(some)) == [
        "patrol_peak_day | is missing; add an assumption with this id, in no unit",
        "patrol_event_h | is in 'min'; give it in h",
    ]


def test_a_text_is_all_its_parts_and_keeps_the_day_of_each():
    text = DatedText(PARTS)
    assert text == joined(PARTS) == "Always so. Since April."
    assert text.parts == parts_of(text) == PARTS
    assert parts_of("plain") == ((None, "plain"),)
    for copied in (copy.copy(text), pickle.loads(pickle.dumps(text))):  # noqa: S301  (our own)
        assert (copied, copied.parts) == (text, PARTS)
