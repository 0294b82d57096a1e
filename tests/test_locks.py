"""A lock has the hashes of what every Python that is promised installs, not only of what was built for one."""

import re
from importlib.metadata import distributions

import pytest
from packaging.utils import canonicalize_name

from tests.places import ROOT

LOCKS = sorted(path for path in ROOT.glob("requirements*.lock") if path.name != "requirements-lowest.lock")
PYTHONS = 3
"""Python 3.11 to 3.13: of a package that is built for one of them, each has at least a wheel of its own."""


def built_for_one_python():
    for each in distributions():
        tags = re.findall(r"^Tag: (cp\d+)-(cp\d+)-", each.read_text("WHEEL") or "", re.MULTILINE)
        if any(abi != "abi3" for _, abi in tags):
            yield canonicalize_name(each.name)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_what_is_built_for_one_python_has_hashes_for_each(lock):
    text = lock.read_text(encoding="utf-8")
    locked = re.findall(r"^([a-z0-9.-]+)==.*((?:\n    --hash=.*)+)", text, re.MULTILINE)
    hashes = {name: found.count("--hash=") for name, found in locked}
    built = set(built_for_one_python())

    assert built
    assert {name: count for name, count in hashes.items() if name in built and count < PYTHONS} == {}
