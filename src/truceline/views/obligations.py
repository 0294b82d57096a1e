"""Where obligations stand, in words."""

from __future__ import annotations

OBLIGATION_STATES = {
    "met": "met",
    "due": "due",
    "overdue": "overdue: verified as not met after its deadline",
    "not-met": "verified as not met; it has no deadline",
    "not-known": "not known",
}
"""States of obligations in words."""
