"""What of a force is too small a part to stand, in words."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.results.names import Names
from truceline.siting.plan import Siting

_WHOLE = {"post": "a post", "reaction": "a reaction force"}


def left_over(siting: Siting, names: Names) -> Iterator[str]:
    """Say for each unit what it has beyond whole posts and reaction forces: that part does not stand."""
    for left in siting.left_over:
        yield f"{left.part:.2g} of {_WHOLE[left.role]} of {names.actor(left.contributor)} ({left.unit_id})"
