"""As of a day means as of that day: no file of a run holds anything that was known only later.

What is later is worked out here from the files of the case, with nothing of the code under test.
"""

import calendar
import csv
import html
import json
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

import truceline
from truceline import knowledge
from truceline.casefolder.cases import find_case, read_case
from truceline.documents.coalition import coalition_document
from truceline.documents.rehearsal import rehearsal_document
from truceline.formats.json_text import json_text
from truceline.render.coalition import coalition_summary
from truceline.render.generation import generation_files, generation_summary
from truceline.render.maps import plan_maps
from truceline.render.outputs import plan_files, plan_text
from truceline.render.siting import siting_files, siting_summary
from truceline.workflow.coalition import form_coalition
from truceline.workflow.generate import generate_force
from truceline.workflow.plan import plan
from truceline.workflow.rehearse import rehearse
from truceline.workflow.site import site_force

MONTHS = list(calendar.month_name)[1:]
FOLDERS = {name: Path(truceline.__file__).parent / "cases" / name for name in ("ukraine", "two-rivers")}

DAY = re.compile(
    rf"(?<![\w-])(?P<y>20\d\d)-(?P<m>[01]\d)(?:-(?P<d>[0-3]\d))?(?![\d-])|"
    rf"(?:(?P<dd>\b[0-3]?\d) )?\b(?P<mm>{'|'.join(MONTHS)}) (?P<yy>20\d\d)\b"
)


def rows(case, name):
    with (FOLDERS[case] / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_day(written):
    """The first day that ``2025-03-25``, ``2025-03`` or a span can mean."""
    parts = [int(part) for part in written.partition("/")[0].split("-")]
    return date(*parts) if len(parts) == 3 else date(*parts, 1)


def last_day(written):
    parts = [int(part) for part in written.rpartition("/")[2].split("-")]
    return date(*parts) if len(parts) == 3 else date(*parts, calendar.monthrange(*parts)[1])


def later_ids(case, day):
    """Statements said, sources printed (of no statement made before), meetings held and pledges made after ``day``."""
    said = {row["id"]: last_day(row["said_on"]) for row in rows(case, "statements.csv")}
    reported = {row["source"] for row in rows(case, "statements.csv") if said[row["id"]] <= day}
    printed = {r["id"]: last_day(r["published_on"]) for r in rows(case, "sources.csv") if r["published_on"]}
    found = {name for name, on in said.items() if on > day}
    found |= {name for name, on in printed.items() if on > day and name not in reported}
    found |= {row["id"] for row in rows(case, "meetings.csv") if last_day(row["held_on"]) > day}
    pledges = YAML(typ="safe", pure=True).load(FOLDERS[case] / "pledges.yaml")["pledges"]
    return found | {p["id"] for p in pledges if min(step["on"] for step in p["history"]) > day}


def later_days(text, day):
    """Every date written in ``text``, as day or month, that begins after ``day``."""
    for found in DAY.finditer(text):
        year, month = int(found["y"] or found["yy"]), int(found["m"] or MONTHS.index(found["mm"]) + 1)
        written = int(found["d"] or found["dd"] or 1)
        if 1 <= month <= 12 and date(year, month, min(written, calendar.monthrange(year, month)[1])) > day:
            yield found[0]


def later_words(case, day):
    """The words of statements made after ``day``, and the titles of sources printed after it."""
    said = [row for row in rows(case, "statements.csv") if last_day(row["said_on"]) > day]
    printed = [r for r in rows(case, "sources.csv") if r["published_on"] and last_day(r["published_on"]) > day]
    words = {row[key] for row in said for key in ("quote", "summary")} | {row["title"] for row in printed}
    earlier = {r[key] for r in rows(case, "statements.csv") if r not in said for key in ("quote", "summary")}
    return sorted(each for each in words - earlier if len(each) > 25)  # short ones are said by chance


def leaks(texts, case, day):
    """What of ``texts`` (by file name) was known only after ``day``."""
    ids = sorted(name for name in later_ids(case, day) if re.search(r"[\d-]", name))  # "seed" is a word as well
    words = later_words(case, day)
    pattern = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, ids))})(?![\w-]|\.\w)") if ids else None
    for name, text in texts.items():
        plain = html.unescape(text)
        said = [each for each in words if each in plain.replace('\\"', '"')]
        for found in [*later_days(plain, day), *(pattern.findall(plain) if pattern else ()), *said]:
            at = plain.find(found)
            yield f"{name}: {found}: ...{plain[max(0, at - 80) : at + 80]!r}"


def all_texts(made):
    """All that a plan writes and prints, by file name; of a GeoPackage the texts that its pages hold as they are."""
    maps = {n: t if isinstance(t, str) else t.decode(errors="replace") for n, t in plan_maps(made).items()}
    return plan_files(made) | maps | {"terminal": plan_text(made)}


def month_ends(case):
    """The last day of each month in which something was said, from the day from which there is a line to plan on."""
    agreed = YAML(typ="safe", pure=True).load(FOLDERS[case] / "agreement.yaml")["line"]
    drawn = json.loads((FOLDERS[case] / "line.geojson").read_text(encoding="utf-8"))["features"]
    line = next(each["properties"] for each in drawn if each["properties"]["id"] == agreed)
    start = first_day(line.get("known_from", line["as_of"]))
    months = sorted(
        {(day.year, day.month) for row in rows(case, "statements.csv") if (day := last_day(row["said_on"]))}
    )
    ends = [date(year, month, calendar.monthrange(year, month)[1]) for year, month in months]
    return [day for day in ends if day >= start]


def runs():
    for case in FOLDERS:
        scenarios = [s["id"] for s in YAML(typ="safe", pure=True).load(FOLDERS[case] / "scenarios.yaml")["scenarios"]]
        for n, day in enumerate(month_ends(case)):
            yield pytest.param(case, day, scenarios[n % len(scenarios)], id=f"{case}-{day}")


@pytest.fixture(scope="module")
def cases():
    return {name: read_case(find_case(name).folder) for name in FOLDERS}


@pytest.mark.parametrize(("case", "day", "scenario"), list(runs()))
def test_no_file_of_a_plan_holds_what_was_known_only_later(cases, case, day, scenario):
    made = plan(cases[case], version="test", as_of=day, scenarios=[scenario])

    assert list(leaks(all_texts(made), case, day)) == []


def test_the_article_of_25_march_2025_is_planned_with_nothing_of_27_march(cases):
    day = date(2025, 3, 25)
    made = plan(cases["ukraine"], version="test", as_of=day)
    files = all_texts(made)

    assert list(leaks(files, "ukraine", day)) == []
    assert {"st-22", "st-23", "s16"} <= later_ids("ukraine", day)  # the statements of 27 March, and their source
    assert made.pledges["fr-land-1"].caveats == ()


@pytest.mark.parametrize(
    ("case", "day", "scenario"),
    [
        ("ukraine", date(2025, 3, 25), "truce-us-backstop"),
        ("two-rivers", date(2031, 3, 20), "dale-votes-yes"),
    ],
)
def test_no_other_command_holds_what_was_known_only_later(cases, case, day, scenario):
    whole, then = cases[case], knowledge.known(cases[case], day)
    force = generate_force(whole, version="test", scenario=scenario, as_of=day)
    sited = site_force(whole, scenario, as_of=day)
    view = form_coalition(whole, scenario=scenario, rng=np.random.default_rng(1), as_of=day)
    made, rehearsed = rehearse(then, version="test", seed=1, replications=2, scenarios=[scenario])
    files = {f"generate {name}": text for name, text in generation_files(force, then).items()}
    files |= {f"site {name}": text for name, text in siting_files(sited, version="test").items()}
    files |= {"generate": generation_summary(force, then), "site": siting_summary(sited)}
    files |= {
        "coalition": coalition_summary(view, then),
        "coalition.json": json_text(coalition_document(view, then, version="test")),
    }
    files |= {"rehearse": json_text(rehearsal_document(rehearsed, made.case, (), version="test"))}

    assert list(leaks(files, case, day)) == []


def test_the_scan_finds_a_later_day_in_each_form_and_a_later_id():
    day = date(2025, 3, 25)
    text = (
        "on 2025-08-18, 18 August 2025, in August 2025, 2026-01, (st-22), s16; before: 25 March 2025, March 2025, st-02"
    )

    assert list(later_days(text, day)) == ["2025-08-18", "18 August 2025", "August 2025", "2026-01"]
    assert [leak.split(": ")[1] for leak in leaks({"text": text}, "ukraine", day)][-2:] == ["st-22", "s16"]


def test_what_is_planned_for_the_months_ahead_is_no_later_knowledge(cases):
    made = plan(cases["two-rivers"], version="test", as_of=date(2031, 3, 20), scenarios=["as-stated"])
    document = json.loads(plan_files(made)["plan.json"])

    own = document["scenarios"]["as-stated"]["generation"]
    assert own["kept_up"]["of"] == 12  # the horizon after D-day is still there, and no fault
    assert (
        list(leaks({"plan": "Month 12 after D-day; deadline in 360 days; 24 months"}, "two-rivers", made.as_of)) == []
    )
