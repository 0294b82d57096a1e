"""The architecture page shows the house as it is: the law's rooms, in its order, and every folder of the source."""

import re

from tests.places import DOCS, ROOT

SOURCE = ROOT / "src" / "truceline"
PAGE = (DOCS / "architecture.md").read_text(encoding="utf-8")
LAW = (ROOT / ".importlinter").read_text(encoding="utf-8")


def law(option):
    """Read the indented lines of an option of the law."""
    return re.search(rf"^{option} =\n((?:    .+\n)+)", LAW, re.MULTILINE).group(1).split("\n")[:-1]


def test_the_table_has_the_rooms_of_the_law_layer_by_layer():
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \| (?:pure)? *\| \S", PAGE, re.MULTILINE)
    layers = [line.split("|") for line in law("layers")]

    assert rows == [(str(n), room.strip()) for n, layer in enumerate(layers, start=1) for room in layer]


def test_the_rooms_that_the_law_calls_pure_are_called_pure():
    called = re.findall(r"^\| \d+ \| `(\w+)` \| pure \|", PAGE, re.MULTILINE)

    assert {f"truceline.{room}" for room in called} == {line.strip() for line in law("source_modules")}


def test_the_picture_has_each_layer_on_a_height_of_its_own():
    picture = (DOCS / "images" / "architecture.svg").read_text(encoding="utf-8")
    boxes = re.findall(r'<rect x="([\d.]+)" y="(\d+)".*>(\w+)</text>', picture)
    heights = sorted({int(top) for _, top, _ in boxes})
    drawn = [[room for _, room in sorted((float(x), room) for x, y, room in boxes if int(y) == top)] for top in heights]

    assert drawn == [[room.strip() for room in line.split("|")] for line in law("layers")]


def test_every_folder_and_module_of_the_source_is_on_the_page():
    parts = [path for path in SOURCE.iterdir() if path.is_dir() or path.suffix == ".py"]
    names = {path.stem for path in parts} - {"__pycache__", "__init__"}

    assert names == set(re.findall(r"^\| (?:\d+ \| )?`(\w+)` \|", PAGE, re.MULTILINE))
