"""What pyproject.toml promises to work with is what ``./run lowest`` runs: the floor of every direct dependency."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.places import ROOT

LOCK = ROOT / "requirements-lowest.lock"


def direct():
    given = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = given["project"]["optional-dependencies"].values()
    for group in (given["project"]["dependencies"], *extras, given["dependency-groups"]["dev"]):
        yield from map(Requirement, group)


@pytest.mark.parametrize("wanted", list(direct()), ids=str)
def test_the_lowest_run_has_the_floor(wanted):
    locked = dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    (floor,) = (Version(part.version).release for part in wanted.specifier if part.operator in {">=", "=="})

    assert Version(locked[canonicalize_name(wanted.name)]).release[: len(floor)] == floor
