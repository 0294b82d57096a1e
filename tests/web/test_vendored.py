"""What the pages load from others lies in the repository as its makers published it, with its licence."""

import base64
import csv
import hashlib

import pytest

from tests.places import DOCS, ROOT

VENDOR = ROOT / "src" / "truceline" / "web" / "static" / "vendor"
ROWS = list(csv.DictReader((VENDOR / "vendor.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_a_file_is_the_one_whose_hash_was_noted(row):
    assert hashlib.sha256((VENDOR / row["file"]).read_bytes()).hexdigest() == row["sha256"]


def test_every_file_is_in_the_table_and_has_its_licence_beside_it():
    named = {row["file"] for row in ROWS} | {"vendor.csv"}
    licences = {f"{row['package'].removesuffix('.org')}.LICENSE.txt" for row in ROWS}

    assert {path.name for path in VENDOR.iterdir()} == named | licences


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_the_table_says_from_which_published_package_it_comes(row):
    kind, _, digest = row["integrity"].partition("-")

    assert kind == "sha512"
    assert len(base64.b64decode(digest, validate=True)) == 64
    assert f"{row['package']} {row['version']}" in (DOCS / "licences.md").read_text(encoding="utf-8")
