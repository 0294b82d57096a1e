"""The door to numba, the extra `fast`: importing this module fails where numba is not installed.

Compiled code is kept beside its source or, where that cannot be written, in the user's cache; where neither can, it is
compiled anew in each process.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile ``function`` when it is first called; other threads run while it does."""
    try:
        return cast("F", njit(nogil=True, cache=True)(function))
    except RuntimeError:  # nowhere to keep it
        return cast("F", njit(nogil=True)(function))
