"""How the monitors write weapons and what they observe, in the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from truceline.formats.yaml_tree import bundled_yaml


@cache
def observation_words() -> Mapping[str, Any]:
    """Read the ``weapons`` that tables of observations may name, the ``acts`` and the one of ``training``."""
    found: Mapping[str, Any] = bundled_yaml("truceline.casefolder", "observation_words.yaml")
    return found
