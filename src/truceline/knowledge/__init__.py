"""A case as it was known on a day: what was said, shown or laid down later is left out of it.

Everything that happened has a day from which it was known. A record or part of one counts from the day that it states
(``known_from``); else from the day of the earliest statement that it rests on, or of its source; else as long as what
it is part of. Planners' own values (assumptions, capabilities, sites) and what the case itself says state no day and
always count, but not the sources and the texts that they cite. So does the line that the agreement speaks of: the
planner chose the ground, and a line drawn later shows its own day.

A text may be in parts with days of their own (`records.dating.DatedText`). A part without a day counts with its
record or, where that states none, from the latest of the statements and sources that it cites.
"""

from truceline.knowledge.days import days_of
from truceline.knowledge.untimely import untimely
from truceline.knowledge.view import known

__all__ = ["days_of", "known", "untimely"]
