"""Fill in workbooks as thirty capitals might: python3 answers.py SENT BACK

In place of people with a spreadsheet: in the first row of the sheet Pledges every second capital offers one more, and
the others can keep it up for one tour longer.
"""

import io
import re
import sys
import zipfile
from pathlib import Path

SHEET = "xl/worksheets/sheet2.xml"
MORE, LONGER = ("E3", "F3", "G3"), ("O3",)


def main() -> None:
    """Write each workbook of one folder, filled in, into another."""
    sent, back = map(Path, sys.argv[1:])
    files = sorted(sent.glob("*.xlsx"))
    if not files:
        sys.exit(f"{sent} | has no workbooks; write them first: truceline workbook write CASE --out {sent}")
    back.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(files):
        (back / path.name).write_bytes(filled(path.read_bytes(), LONGER if number % 2 else MORE))
    print(f"{back}: {len(files)} workbooks, filled in")


def filled(data: bytes, cells: tuple[str, ...]) -> bytes:
    """Add 1 to the numbers in some cells of a workbook."""
    packed, changed = io.BytesIO(data), io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, add_one(text.decode(), cells) if part == SHEET else text)
    return changed.getvalue()


def add_one(sheet: str, cells: tuple[str, ...]) -> str:
    """Add 1 to cells in the XML of a sheet."""
    for cell in cells:
        sheet = re.sub(rf'(<c r="{cell}"[^>]*><v>)(\d+)(?=</v>)', lambda found: f"{found[1]}{int(found[2]) + 1}", sheet)
    return sheet


if __name__ == "__main__":
    main()
