"""Who does the pieces of a long piece of work, and who is told how far it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from truceline.compute.cluster import Done, Work, over

Given = TypeVar("Given")
Piece = TypeVar("Piece")
Result = TypeVar("Result")

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""


def unseen(_done: int, _of: int) -> None:
    """Let nobody see how far it is."""


@dataclass(frozen=True, slots=True)
class Workers:
    """So many processes here (``number``; None for one per core), or the dask ``scheduler`` at an address."""

    number: int | None
    scheduler: str
    progress: Progress

    def do(
        self,
        work: Work[Given, Piece, Result],
        given: Given,
        pieces: Sequence[Piece],
        sizes: Sequence[int] = (),
    ) -> Done[Result]:
        """Do ``work`` on every piece; ``sizes`` are how much each piece is, 1 unless given.

        Raises
        ------
        SourceError
            If there is no scheduler at the address, or ``distributed`` is not installed.
        """
        each = sizes or [1] * len(pieces)
        self.progress(0, sum(each))
        return over(
            work,
            given,
            pieces,
            workers=self.number or os.cpu_count() or 1,
            scheduler=self.scheduler,
            progress=lambda number, _: self.progress(sum(each[:number]), sum(each)),
        )
