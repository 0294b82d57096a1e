"""What asking capitals costs in time, by task, in words."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.siting.plan import Siting
from truceline.views.wording import minutes


def asking(siting: Siting, ground: str = "line") -> Iterator[str]:
    """Say for each task how soon half of the ground is reached with the capitals asked, and had they agreed before.

    Tasks for which asking costs nothing, anywhere on the ``ground`` (the line, or what is watched
    instead), are left out.
    """
    for response in siting.response.by_task:
        if (response.minutes > response.agreed).any():
            asked, agreed = (_half(siting.within(times)[0], ground) for times in (response.minutes, response.agreed))
            yield f"{response.task}: {asked} with the capitals asked, {agreed} once they have agreed"


def _half(value: float | None, ground: str) -> str:
    return f"never to half of the {ground}" if value is None else f"half of the {ground} in {minutes(value)}"
