"""Exchange workbooks, out and back: how long it takes, and how much memory.

    python benchmarks/workbooks.py [WORKBOOKS]

Writes the workbook of everybody who pledges in the bundled case ukraine, and of others who do not yet, so many in all
(default 30); changes the tours of one pledge in each that has any, reads all back as changes of the case, and takes
them in. Prints seconds of each step and the peak memory of all.
"""

from __future__ import annotations

import argparse
import io
import re
import resource
import tempfile
import time
import zipfile
from datetime import date
from pathlib import Path

from truceline.casefolder.cases import read_case
from truceline.services.new import new
from truceline.services.workbook import read_workbooks, write_workbooks

DAY = date(2026, 11, 28)
_TOURS = re.compile(rb'(<c r="O3" s="\d+"><v>)(\d+)(</v></c>)')


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("workbooks", nargs="?", type=int, default=30)
    count = asked.parse_args().workbooks
    with tempfile.TemporaryDirectory() as name:
        case, out = Path(name) / "case", Path(name) / "out"
        new(case, template="ukraine")
        written = timed("write", lambda: write_workbooks(case, None, out, made_on=DAY))
        others = [each.id for each in read_case(case).actors if each.id not in written.result]
        for who in others[: max(0, count - len(written.written))]:
            write_workbooks(case, who, out / f"{who}.xlsx", made_on=DAY)
        files = sorted(out.iterdir())[:count]
        for file in files:
            file.write_bytes(one_tour_more(file.read_bytes()))
        size = sum(file.stat().st_size for file in files) / 1e6
        print(f"{len(written.written)} workbooks of those who pledge; {len(files)}, {size:.1f} MB, come back")
        changed = timed("say what they change", lambda: read_workbooks(case, files))
        timed("take it in", lambda: read_workbooks(case, files, apply=True))
        print(f"{len(changed.result.records)} pledges of {len(files)} contributors changed")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


def timed(title, work):
    """Do the work, and print how long it took on the wall and in the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    done = work()
    print(f"{title:22}{time.perf_counter() - wall:6.1f} s, {time.process_time() - processor:.1f} s of processor time")
    return done


def one_tour_more(data):
    """Change the tours of the first pledge in a workbook, in the XML of its second sheet."""
    packed, changed = io.BytesIO(data), io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as file:
        for part in old.namelist():
            content = old.read(part)
            if part == "xl/worksheets/sheet2.xml":
                content = _TOURS.sub(lambda found: found[1] + str(int(found[2]) + 1).encode() + found[3], content)
            file.writestr(part, content)
    return changed.getvalue()


if __name__ == "__main__":
    main()
