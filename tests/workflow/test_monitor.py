"""``truceline monitor`` walks two-rivers from reports to a bulletin in the published form, signed and verifiable."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from click.testing import CliRunner

from truceline.casefolder.cases import find_case, read_case
from truceline.cli import main
from truceline.errors import CaseError
from truceline.evidence.keys import make_key
from truceline.evidence.log import verify
from truceline.monitoring.annotations import Annotations
from truceline.monitoring.coverage_log import Period
from truceline.records.provenance import Judgement
from truceline.render.bulletin_files import bulletin_files
from truceline.services.record import read_record
from truceline.workflow.monitor import monitor

DAY = Period(datetime(2031, 3, 20, tzinfo=UTC), datetime(2031, 3, 21, tzinfo=UTC))
SECTORS = ("west", "middle", "east")


@pytest.fixture(scope="module")
def read():
    folder = find_case("two-rivers").folder
    case = read_case(folder)
    return case, read_record(folder, case).record


@pytest.fixture(scope="module")
def made(read):
    case, record = read
    return monitor(case, record, DAY, version="0")


@pytest.fixture(scope="module")
def files(made):
    return bulletin_files(made)


def run(*arguments, code=0):
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exit_code == code, result.output
    return result


def test_24_observations_give_the_published_form_of_counts(made):
    with (find_case("two-rivers").folder / "observations.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["date"] == "2031-03-20"]
    assert len(rows) == 24

    total = made.bulletin.total.now
    assert total.violations == sum(int(row["number"]) for row in rows) == 103
    assert total.explosions == sum(int(row["number"]) for row in rows if row["observation"] == "explosion") == 63
    assert total.training == sum(int(row["number"]) for row in rows if row["assessed"]) == 9
    counted = {
        row.sector: (row.now.violations, row.now.explosions, row.before.violations) for row in made.bulletin.sectors
    }
    assert counted == {"west": (30, 13, 6), "middle": (49, 39, 13), "east": (24, 11, 5)}


def test_the_bulletin_says_it_as_the_smm_did(files):
    assert (
        "Middle: between the rivers: 49 ceasefire violations, including 39 explosions. In the previous period: 13 "
        "ceasefire violations." in files["bulletin.md"]
    )


def test_rates_are_per_observable_post_hour(made):
    middle = next(row for row in made.bulletin.sectors if row.sector == "middle")
    assert middle.posts == 4
    assert middle.now.hours == 3 * 24 + 12  # fog at Sel Ferry from noon
    assert middle.now.rate == pytest.approx(49 / 84)


def test_without_a_coverage_log_no_rate_is_given(read):
    case, record = read
    bulletin = monitor(case, replace(record, watches=()), DAY, version="0").bulletin
    assert bulletin.total.now.hours is None
    assert bulletin.total.now.rate is None


def test_every_sum_of_sectors_is_the_total(made):
    bulletin = made.bulletin
    for name in ("violations", "explosions", "training"):
        assert sum(getattr(row.now, name) for row in bulletin.sectors) == getattr(bulletin.total.now, name)
    assert sum(row.incidents for row in bulletin.incidents) == len(bulletin.lines)
    assert sum(bulletin.trend[-1][1].values()) == bulletin.total.now.violations


def test_two_posts_that_heard_one_incident_are_one_incident(made):
    (heard,) = [line for line in made.bulletin.lines if line.id == "in-o-2007"]
    assert (heard.reports, heard.status, heard.verdict) == (2, "verified", "violation")
    assert made.bulletin.total.now.once < made.bulletin.total.now.violations


def test_attribution_is_undetermined_without_evidence(read):
    case, record = read
    bulletin = monitor(case, replace(record, annotations=Annotations()), DAY, version="0").bulletin
    assert {line.actor for line in bulletin.lines} == {""}


def test_attribution_rests_on_evidence_that_counts(made, files):
    who = {line.id: (line.actor, line.confidence) for line in made.bulletin.lines if line.evidence}
    assert who == {
        "in-o-2007": ("brask", "moderate"),  # the direction of fire; the weapon was withdrawn
        "in-o-2014": ("", "none"),  # an accusation never counts
        "in-p-06": ("arvel", "high"),  # it admits it
    }
    assert "Somebody says that another did it: Arvel, given by Brask (never counts)" in files["bulletin.html"]


def test_evidence_that_came_later_does_not_count_yet(read):
    case, record = read
    six = Period(DAY.start, datetime(2031, 3, 20, 18, tzinfo=UTC))
    (fired,) = [line for line in monitor(case, record, six, version="0").bulletin.lines if line.id == "in-o-2007"]
    assert (fired.actor, fired.confidence) == ("brask", "moderate")
    assert len(fired.evidence) == 2
    four = Period(DAY.start, datetime(2031, 3, 20, 16, tzinfo=UTC))
    (fired,) = [line for line in monitor(case, record, four, version="0").bulletin.lines if line.id == "in-o-2007"]
    assert (fired.actor, fired.evidence) == ("", ())


def test_a_person_s_merge_binds_and_what_was_withdrawn_does_not(made, read):
    lines = {line.id: line for line in made.bulletin.lines}
    assert lines["in-o-2014"].reports == 2
    assert "in-o-2015" not in lines
    assert "in-o-2009" in lines
    case, record = read
    two = Period(DAY.start, datetime(2031, 3, 20, 14, tzinfo=UTC))  # the ruling on the echo still stood
    assert "in-o-2009" not in {line.id for line in monitor(case, record, two, version="0").bulletin.lines}


def test_findings_tell_what_reports_did_not(made):
    lines = {line.id: line for line in made.bulletin.lines}
    assert lines["in-o-2006"].verdict == "permitted"  # an agreed exercise
    assert (lines["in-o-2009"].act, lines["in-o-2009"].weapon) == ("shelling", "mortar-120mm")
    assert lines["in-o-2009"].verdict == "violation"


def test_a_step_that_was_taken_stops_its_clock(made):
    taken = {(c.incident, c.step.id): (c.taken, c.state) for c in made.bulletin.clocks if c.taken}
    assert taken == {
        ("in-o-1903", "protest"): (datetime(2031, 3, 20, 9, tzinfo=UTC), "taken"),
        ("in-p-06", "publication"): (datetime(2031, 3, 20, 22, tzinfo=UTC), "taken"),
    }


def test_a_step_taken_after_it_was_due_is_late(read):
    case, record = read
    (protest, other) = record.annotations.steps
    late = replace(record.annotations, steps=(replace(protest, at=datetime(2031, 3, 20, 12, tzinfo=UTC)), other))
    clocks = monitor(case, replace(record, annotations=late), DAY, version="0").bulletin.clocks
    assert ("in-o-1903", "taken late") in {(clock.incident, clock.state) for clock in clocks}


def test_a_clock_runs_from_when_the_first_report_was_received(read):
    case, record = read
    (told,) = [c for c in _protests(case, record) if c.incident == "in-p-06"]  # the file says when
    assert told.due == datetime(2031, 3, 21, 18, tzinfo=UTC)
    row = int(np.flatnonzero(record.reports.id == "p-02")[0])
    assert not [c for c in _protests(case, record) if c.incident == "in-p-02" and c.due]
    received = record.received.copy()
    received[row] = int(datetime(2031, 3, 20, 15, tzinfo=UTC).timestamp())
    (protest,) = [c for c in _protests(case, replace(record, received=received)) if c.incident == "in-p-02"]
    assert protest.due == datetime(2031, 3, 21, 15, tzinfo=UTC)


def _protests(case, record):
    return [c for c in monitor(case, record, DAY, version="0").bulletin.clocks if c.step.id == "protest"]


def test_the_silence_that_the_agreement_asks_for_is_told(made, files):
    (silence,) = made.bulletin.silences
    assert (silence.precondition, silence.outcome) == ("seven-days", "not-met")
    assert set(silence.breaking) == {"in-o-1903", "in-o-2007"}
    assert "Seven days of silence: not met" in files["bulletin.md"]


def test_what_names_a_report_that_is_gone_is_left_aside_and_told(read):
    case, record = read
    gone = Judgement("j-98", "in-x-99", "verified", "cell", datetime(2031, 3, 20, 12, tzinfo=UTC), "", "")
    astray = replace(
        record.annotations,
        rulings=tuple(replace(ruling, second="x-1") for ruling in record.annotations.rulings),
        steps=(replace(record.annotations.steps[0], incident="in-x-2"),),
    )
    made = monitor(replace(case, judgements=(gone,)), replace(record, annotations=astray), DAY, version="0")
    assert set(made.bulletin.astray) == {"ruling r-03", "judgement j-98", "step s-01"}
    assert "ruling r-03" in bulletin_files(made)["bulletin.html"]


def test_a_judgement_goes_with_the_report_that_it_names(read):
    case, record = read
    when = datetime(2031, 3, 20, 23, 40, tzinfo=UTC)
    judged = replace(case, judgements=(Judgement("j-97", "in-o-2015", "verified", "cell", when, "", ""),))
    lines = {line.id: line.status for line in monitor(judged, record, DAY, version="0").bulletin.lines}
    assert lines["in-o-2014"] == "verified"


def test_imported_claims_stand_in_the_bulletin(tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(find_case("two-rivers").folder, folder)
    ledger = folder / "claims.csv"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("2031-03", "2021-03"), encoding="utf-8")
    before = read_record(folder, read_case(folder)).record.claims
    ledger.rename(tmp_path / "claims.csv")
    run("import", "claims", tmp_path / "claims.csv", folder)
    record = read_record(folder, read_case(folder))
    assert {replace(claim, id="") for claim in record.record.claims} == {replace(claim, id="") for claim in before}
    assert len(record.record.claims) == len(before)
    assert any("claims claims.csv" in each.path for each in record.inputs)


def test_guns_between_the_two_copies_of_the_belt_are_a_contested_breach(made):
    (guns,) = [line for line in made.bulletin.breaches if line.id == "in-p-02"]
    assert guns.verdict == "contested"
    assert {verdict.version for verdict in guns.under} == {"arvel"}


def test_restrictions_damage_and_outages_stand_apart(made):
    bulletin = made.bulletin
    assert {(watch.post, watch.state) for watch in bulletin.restrictions} == {
        ("lower-quay", "jamming"),
        ("salt-house", "access-denied"),
        ("reed-end", "threat"),
    }
    assert {watch.state for watch in bulletin.outages} == {"weather", "technical"}
    assert [line.act for line in bulletin.of_kind("interference")] == ["access-denial", "jamming"]
    assert [line.target for line in bulletin.damage] == ["dwelling"]


def test_judgements_made_after_the_period_do_not_count_yet(read):
    case, record = read
    noon = Period(DAY.start, datetime(2031, 3, 20, 12, tzinfo=UTC))
    lines = {line.id: line.status for line in monitor(case, record, noon, version="0").bulletin.lines}
    assert lines["in-o-2007"] == "reported"
    assert "in-p-06" not in lines


def test_clocks_wait_for_what_they_are_counted_from(made):
    started = {
        clock.incident for clock in made.bulletin.clocks if clock.due and clock.step.clock_start == "verification"
    }
    assert started - {"in-o-1903"} == {
        line.id for line in made.bulletin.lines if line.violation and line.status == "verified"
    }
    assert "in-o-1903" in started  # of the day before, and still running
    assert any(clock.due is None and "no verification" in clock.state for clock in made.bulletin.clocks)


def test_a_violation_that_was_refuted_starts_no_clock(read, made):
    case, record = read
    assert "in-o-2003" in {clock.incident for clock in made.bulletin.clocks}
    refuted = Judgement("j-99", "in-o-2003", "not-verified", "cell", datetime(2031, 3, 20, 12, tzinfo=UTC), "", "")
    judged = replace(case, judgements=(*case.judgements, refuted))
    bulletin = monitor(judged, record, DAY, version="0").bulletin
    assert "in-o-2003" not in {clock.incident for clock in bulletin.clocks}


def test_what_was_received_later_plays_no_part(read):
    _, record = read
    end = int(DAY.start.timestamp())
    earlier = record.known(DAY.start, DAY.start)
    assert earlier.reports.start.max() < end <= record.reports.start.max()
    assert (earlier.reports.id[earlier.observations.report] == earlier.observations.id).all()


def test_claims_count_once_and_stand_beside_what_was_observed(made):
    rows = {row.category: row for row in made.bulletin.claimed.beside}
    assert {party: total.count for party, total in rows["shelling"].claimed.items()} == {"Arvel": 58, "Brask": 12}
    assert set(rows["shelling"].observed) == {"Arvel", "Brask"}
    misreports = [pair for entry in made.bulletin.claimed.entries for pair in entry.misreports]
    assert misreports == [("k-03", "MISREPORTS the window: says afternoon")]


def test_nothing_received_gives_an_empty_bulletin(read):
    case, record = read
    bulletin = monitor(
        case, record, Period(datetime(2031, 1, 1, tzinfo=UTC), datetime(2031, 1, 2, tzinfo=UTC)), version="0"
    )
    assert bulletin.bulletin.total.now.violations == 0
    assert bulletin.bulletin.lines == ()
    bulletin_files(bulletin)


def test_the_same_inputs_give_the_same_bytes_in_any_order_of_reports(read, files):
    case, record = read
    assert bulletin_files(monitor(case, record, DAY, version="0")) == files


def test_who_reported_is_in_no_export(read):
    case, record = read
    secret = tuple(f"WITNESS-{n}" for n in range(len(record.reports.sources)))
    hidden = replace(record, reports=replace(record.reports, sources=secret))
    for name, text in bulletin_files(monitor(case, hidden, DAY, version="0")).items():
        assert "WITNESS" not in text, name


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.links, self.loads = set(), set(), []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids.add(given.get("id"))
        if tag == "a":
            self.links.add(given["href"])
        if tag in ("script", "link", "img", "iframe"):
            self.loads.append(tag)


def test_the_page_loads_nothing_and_every_link_leads_somewhere(files):
    page = Page()
    page.feed(files["bulletin.html"])
    assert page.loads == []
    assert {link.removeprefix("#") for link in page.links} <= page.ids


def test_each_table_states_its_counting_unit(files):
    for name in ("bulletin.html", "bulletin.md"):
        assert files[name].count("one observation: a single explosion, burst, shot") >= 2
        assert files[name].count("one incident: what happened once") >= 1
    assert json.loads(files["bulletin.json"])["units"]["observations"].startswith("one observation")


def test_markup_in_a_case_is_shown_and_never_obeyed(read, made):
    case, _ = read
    sectors = tuple(replace(sector, name="<script>|x</script>") for sector in case.sectors)
    found = bulletin_files(replace(made, case=replace(case, sectors=sectors, title="<b>&")))
    assert "<script" not in found["bulletin.html"]
    assert "\\<script\\>\\|x" in found["bulletin.md"]
    ET.fromstring(found["incidents.kml"])  # noqa: S314  (our own text)


def test_maps_and_tables_hold_every_incident(made, files):
    ids = [line.id for line in made.bulletin.lines]
    assert [f["properties"]["id"] for f in json.loads(files["incidents.geojson"])["features"]] == ids
    assert [row["id"] for row in csv.DictReader(io.StringIO(files["incidents.csv"]))] == ids
    root = ET.fromstring(files["incidents.kml"])  # noqa: S314  (our own text)
    marks = root.findall(".//{http://www.opengis.net/kml/2.2}Placemark")
    assert [mark.get("id") for mark in marks] == ids
    assert re.fullmatch(r"[23]\.\d{6},1\.\d{6}", marks[0].findtext(".//{http://www.opengis.net/kml/2.2}coordinates"))


def test_the_command_signs_and_the_log_verifies(tmp_path):
    log, key, out = tmp_path / "log.jsonl", tmp_path / "key.pem", tmp_path / "out"
    for asked in (["--new-key"], []):  # the second time adds nothing
        run("monitor", "two-rivers", "--out", out, "--log", log, "--key", key, *asked)
        size = len(log.read_bytes())
    assert log.read_bytes().count(b"\n") == 34
    run("monitor", "two-rivers", "--weekly", "--out", tmp_path / "week", "--log", log, "--key", key)
    assert len(log.read_bytes()) > size

    told = json.loads(
        run("verify", log, "--head", out / "head.json", "--entry", "judgement/two-rivers/j-01", "--json").stdout
    )
    assert told["logs"][0]["entries"] == 36
    assert told["logs"][0]["inclusion"][0]["index"] == 1  # behind what was verified on 16 March

    text = log.read_bytes()
    log.write_bytes(text.replace(b"fresh crater", b"fresh critter", 1))
    assert "j-03) | does not follow" in run("verify", log, code=1).output


def test_a_weapon_that_is_not_known_is_refused_by_name(tmp_path):
    shutil.copytree(find_case("two-rivers").folder, tmp_path / "case")
    table = tmp_path / "case/observations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",HMG,", ",HMX,", 1), encoding="utf-8")
    with pytest.raises(CaseError, match=r"observations\.csv:\d+ weapon \| the weapon 'HMX' is not known"):
        read_case(tmp_path / "case")


def test_bad_rows_of_the_monitoring_tables_are_all_listed(tmp_path):
    shutil.copytree(find_case("two-rivers").folder, tmp_path / "case")
    table = tmp_path / "case/observations.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(",2-4,N,", ",4-2,NORTH,", 1).replace("sea-gate", "sea-gat", 1), encoding="utf-8")
    log = tmp_path / "case/coverage.csv"
    log.write_text(
        log.read_text(encoding="utf-8").replace("2031-03-20T00:00:00Z,observing", "2031-03-18T00:00:00Z,observing", 1)
    )
    with pytest.raises(CaseError) as caught:
        read_case(tmp_path / "case")
    text = "\n".join(caught.value.problems)
    assert "observations.csv:2 distance_km | '4-2' is no distance in km" in text
    assert "observations.csv:2 bearing | 'NORTH' is no point of the compass" in text
    assert "observations.csv:3 position | " in text
    assert "does not come after start" in text


def test_other_report_files_are_linked_with_the_observations(read):
    _, record = read
    assert "p-03" in record.reports.id
    weapon = record.reports.weapon[np.flatnonzero(record.reports.id == "p-03")[0]]
    assert record.reports.weapons[weapon] == "mortar-120mm"


@pytest.mark.parametrize("pause", [0.8, 1.6, 2.0, 2.4])
def test_a_bulletin_killed_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path, pause):
    command = [sys.executable, "-m", "truceline", "monitor", "two-rivers"]
    command += ["--out", tmp_path / "out", "--log", tmp_path / "log", "--key", tmp_path / "key.pem"]
    make_key(tmp_path / "key.pem")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(pause)
    process.kill()
    process.wait()
    run("monitor", "two-rivers", "--out", tmp_path / "out", "--log", tmp_path / "log", "--key", tmp_path / "key.pem")

    ids = [entry.id for entry in verify(tmp_path / "log").entries]
    assert len(ids) == len(set(ids)) == 34
    assert json.loads((tmp_path / "out/bulletin.json").read_text(encoding="utf-8"))["case"] == "two-rivers"


def test_both_sides_claims_of_a_contested_truce_stand_beside_each_other():
    table = find_case("two-rivers").folder / "claims.csv"
    told = run("claims", table, "--agreement", "easter-truce-2025").stdout
    assert "shelling, line (two-rivers): Arvel claims 58 of Brask" in told
    assert "; Brask claims 12 of Arvel" in told
    assert "k-03 is a misreport" in told
    assert "k-04 outside the truce, read: By the clock in Moscow" in told
    document = json.loads(run("claims", table, "--truce", "two-rivers", "--json").stdout)
    assert [claim["claim"] for claim in document["claims"] if claim["counted"]] == ["k-05", "k-08", "k-04", "k-07"]
    none = json.loads(run("claims", table, "--truce", "another", "--json").stdout)
    assert (none["beside"], none["claims"]) == ([], [])
