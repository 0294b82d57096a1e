"""The bundled cases, found without reading them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path


def bundled_cases() -> Mapping[str, str]:
    """List the bundled cases: name to title."""
    return {
        folder.name: str(tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))["title"])
        for folder in bundled_folders()
    }


def folder_of_cases() -> Path:
    """Return the folder in which the bundled cases lie."""
    return Path(str(resources.files("truceline") / "cases"))


def bundled_folders() -> list[Path]:
    """Return the folders of the bundled cases, by name."""
    return sorted(path.parent for path in folder_of_cases().glob("*/case.toml"))
