"""Agreements are read strictly; every fault is told with its place and what to do."""

# ruff: noqa: E501  (files and faults as people see them)

from pathlib import Path

import pytest
from tests.places import DOCS

from truceline.casefolder.agreement_files import bundled_agreements, find_terms, read_incidents, read_terms
from truceline.casefolder.schema.agreement_files import (
    AgreementFileShape,
    DrawnLineShape,
    EvidenceShape,
    ExpectedShape,
    FileActorShape,
    FileLineShape,
    FileSourceShape,
    IncidentShape,
    IncidentsShape,
)
from truceline.casefolder.schema.vocabulary import vocabulary
from truceline.errors import CaseError
from truceline.workflow.judge import judge_incidents

TRUCE = """\
sources:
  - {id: text, title: Text, url: "", reliability: A}
actors:
  - {id: ash, name: Ash}
  - {id: elm, name: Elm}
lines:
  - {id: contact, title: Line, source: text}
agreement:
  title: Truce
  summary: All stop.
  status: in-force
  parties: [ash, elm]
  signed: null
  line: contact
  belts: []
  windows:
    - {id: truce, title: Truce, start: 2025-03-01T00:00, end: 2025-04-30T00:00, zone: Europe/Kyiv, clause: {ref: Article 1, source: text}}
  weapon_classes:
    - {id: heavy, title: Heavy, kinds: [artillery], calibre_min_mm: 100, clause: {ref: Article 2, source: text}}
  provisions:
    - {id: fire, title: No fire, acts: [fire], actors: [ash, elm], weapons: [heavy], windows: [truce], clause: {ref: Article 1, source: text}}
  ladder:
    - {id: protest, title: Protest, trigger: a violation, declared_by: commission, clock_start: report, within_hours: 24, actor: friends, action: protest, reversible: true, clause: {ref: Article 3, source: text}}
"""

HAPPENED = """\
incidents:
  - {id: in-1, start: "2025-03-02T10:00:00Z", lon: 30.0, lat: 48.0, radius_m: 100, act: shelling, weapon: howitzer-152mm}
"""


@pytest.fixture
def truce(tmp_path):
    path = tmp_path / "truce.yaml"
    path.write_text(TRUCE, encoding="utf-8")
    return path


def faults(path, *edits):
    text = TRUCE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_terms(path)
    return caught.value.problems


def test_a_sound_file_gives_the_agreement_with_its_sources_and_inputs(truce):
    terms = read_terms(truce)

    assert (terms.name, terms.agreement.title, terms.agreement.provisions[0].weapons) == ("truce", "Truce", ("heavy",))
    assert terms.agreement.windows[0].start.isoformat() == "2025-02-28T22:00:00+00:00"
    assert [source.id for source in terms.sources] == ["text"]
    assert [(entry.path, len(entry.sha256)) for entry in terms.inputs] == [("truce.yaml", 64)]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[fire]", "[fier]", "truce.yaml:21 agreement.provisions[0].acts[0] | 'fier' is not among the acts; did you mean 'fire'?"),
        ("[artillery]", "[trebuchet]", "truce.yaml:19 agreement.weapon_classes[0].kinds[0] | 'trebuchet' is not among the weapons; give one of the weapons in the vocabulary"),
        ("clock_start: report, ", "", "truce.yaml:23 agreement.ladder[0].clock_start | the key 'clock_start' is missing; add it"),
        ("clock_start: report", "clock_start: reprot", "truce.yaml:23 agreement.ladder[0].clock_start | 'reprot' is not known; did you mean 'report'?"),
        ("[truce]", "[truse]", "truce.yaml:21 agreement.provisions[0].windows[0] | the window 'truse' is not known; did you mean 'truce'?"),
        ("weapons: [heavy]", "weapons: [light]", "truce.yaml:21 agreement.provisions[0].weapons[0] | the weapon-class 'light' is not known; declare it, or correct the id (known: heavy)"),
        ("parties: [ash, elm]", "parties: [ash, oak]", "truce.yaml:12 agreement.parties[1] | the actor 'oak' is not known; declare it, or correct the id (known: ash, elm)"),
        ("2025-03-01T00:00", "2025-03-30T03:30", "truce.yaml:17 agreement.windows[0] | 2025-03-30T03:30 never was in Europe/Kyiv, as clocks changed; give it with its offset"),
        ("2025-04-30T00:00", "2025-10-26T03:30", "truce.yaml:17 agreement.windows[0] | 2025-10-26T03:30 comes twice in Europe/Kyiv, as clocks changed; give it with its offset"),
        ("2025-03-01T00:00", "2025-05-01T00:00", "truce.yaml:17 agreement.windows[0] | ends at 2025-04-29 21:00 UTC, not after its start; exchange the two times"),
        ("2025-03-01T00:00", "1 March", "truce.yaml:17 agreement.windows[0].start | '1 March' is not a time; write it as 2025-04-19T18:00, in the time zone given beside it"),
        ("zone: Europe/Kyiv", "zone: Moscow", "truce.yaml:17 agreement.windows[0].zone | 'Moscow' is no time zone; write it as Europe/Kyiv"),
        ("kinds: [artillery], ", "", "truce.yaml:19 agreement.weapon_classes[0] | holds no weapon; give `kinds` or `systems`"),
        ("{ref: Article 2, source: text}", '{ref: Article 2, source: ""}', "truce.yaml:19 agreement.weapon_classes[0].clause | is published and names no source; name it in `source`"),
        ("{ref: Article 2, source: text}", "{ref: Article 2, source: text, standing: assumed}", "truce.yaml:19 agreement.weapon_classes[0].clause | is assumed and has no note; say why in `note`"),
        ("line: contact", "line: kontact", "truce.yaml:14 agreement.line | the line 'kontact' is not known; did you mean 'contact'?"),
    ],
)  # fmt: skip
def test_a_misfit_is_told_with_its_place_value_and_remedy(truce, old, new, fault):
    assert fault in faults(truce, (old, new))


def test_all_faults_are_told_at_once(truce):
    found = faults(truce, ("[fire]", "[fier]"), ("parties: [ash, elm]", "parties: [ash, oak]"), ("weapons: [heavy]", "weapons: [light]"))  # fmt: skip

    assert len(found) == 3


def test_a_time_with_its_offset_settles_what_clocks_leave_open(truce):
    text = TRUCE.replace("2025-04-30T00:00", "2025-10-26T03:30+02:00")
    truce.write_text(text, encoding="utf-8")

    assert read_terms(truce).agreement.windows[0].end.isoformat() == "2025-10-26T01:30:00+00:00"


def test_incidents_name_only_actors_and_evidence_that_are_known(truce, tmp_path):
    terms = read_terms(truce)
    path = tmp_path / "incidents.yaml"
    path.write_text(
        HAPPENED.replace("weapon:", "evidence: [{kind: rumour, points_to: oak}, {kind: admission}], weapon:"),
        encoding="utf-8",
    )
    with pytest.raises(CaseError) as caught:
        read_incidents(path, terms)

    assert [problem.partition(" | ")[2] for problem in caught.value.problems] == [
        "points nowhere; give `points_to`, or a place of origin with lon, lat and radius_m",
        "the evidence 'rumour' is not known; declare it, or correct the id (known: accusation, admission, direction-of-fire, machine-label, origin-place, origin-side, weapon-holdings)",
        "the actor 'oak' is not known; declare it, or correct the id (known: ash, elm, none, other)",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("lon: 30.0, ", "", "has part of a place; give lon, lat and radius_m, or none of them"),
        ("lat: 48.0", "lat: 148.0", "'148.0' is too large; give 90 or less"),
        ("10:00:00Z", "10:00:00", "is not an instant with its offset; write it as 2025-03-25T09:00:00Z"),
        ("act: shelling", "act: shouting", "'shouting' is not among the acts"),
        ("radius_m: 100", "radius_m: -5", "'-5' is too small; give 0 or more"),
    ],
)
def test_an_incident_that_cannot_be_is_refused(truce, tmp_path, old, new, fault):
    path = tmp_path / "incidents.yaml"
    path.write_text(HAPPENED.replace(old, new), encoding="utf-8")

    with pytest.raises(CaseError) as caught:
        read_incidents(path, read_terms(truce))

    assert any(fault in problem for problem in caught.value.problems)


def test_an_agreement_is_found_by_file_by_name_and_in_a_case(truce):
    assert find_terms(str(truce)).agreement.title == "Truce"
    assert find_terms("undof-1974").agreement.parties == ("israel", "syria")
    assert len(find_terms("two-rivers").lines) == 3


def test_an_unknown_agreement_is_refused_and_the_nearest_one_named():
    with pytest.raises(CaseError) as caught:
        find_terms("undof-1947")

    assert caught.value.problems == (
        "undof-1947 | is neither a file nor a bundled agreement; did you mean 'undof-1974'?",
    )


def test_every_bundled_agreement_is_without_faults():
    for name, path in bundled_agreements().items():
        assert read_terms(Path(path)).name == name


def test_the_reference_page_names_every_key_and_every_term_and_its_example_is_sound(tmp_path):
    page = (DOCS / "reference" / "agreement-file.md").read_text(encoding="utf-8")
    shapes = (AgreementFileShape, FileSourceShape, FileActorShape, FileLineShape, IncidentsShape, DrawnLineShape)
    keys = {key for shape in (*shapes, IncidentShape, EvidenceShape, ExpectedShape) for key in shape.written_keys()}
    lists = ("acts", "weapons", "targets", "circumstances", "evidence")
    terms = {term.id for name in lists for term in getattr(vocabulary(), name)}
    example = tmp_path / "ford.yaml"
    example.write_text(page.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")

    words = (DOCS / "reference" / "vocabulary.md").read_text(encoding="utf-8")

    assert {name for name in keys if f"`{name}`" not in page} == set()
    assert {name for name in terms if f"`{name}`" not in words} == set()
    assert [provision.id for provision in read_terms(example).agreement.provisions] == ["fire", "guns"]


OWN = """\
  terms:
    acts:
      - {id: kite-fire, title: Fire set by a kite, is_a: [fire]}
      - {id: night-kite-fire, title: The same by night, is_a: [kite-fire]}
    weapons:
      - {id: kite-gun, title: Gun that throws kites, is_a: [artillery], calibre_mm: 120}
"""


def test_terms_of_ones_own_are_used_by_provisions_and_incidents_as_any_other(truce, tmp_path):
    truce.write_text(TRUCE.replace("acts: [fire]", "acts: [kite-fire]") + OWN, encoding="utf-8")
    terms = read_terms(truce)
    path = tmp_path / "incidents.yaml"
    verdicts = {}
    for act in ("night-kite-fire", "kite-fire", "fire", "small-arms-fire"):
        told = HAPPENED.replace("act: shelling, weapon: howitzer-152mm", f"act: {act}, weapon: kite-gun")
        path.write_text(told, encoding="utf-8")
        found = judge_incidents(read_incidents(path, terms).incidents, terms.agreement, ())
        verdicts[act] = found["in-1"][0].verdict

    expected = {"night-kite-fire": "violation", "kite-fire": "violation", "fire": "undetermined"}
    assert verdicts == {**expected, "small-arms-fire": "out-of-scope"}
    path.write_text(HAPPENED.replace("act: shelling", "act: kite-fyre"), encoding="utf-8")
    with pytest.raises(CaseError, match="did you mean 'kite-fire'"):
        read_incidents(path, terms)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("is_a: [fire]", "is_a: [fier]", "'kite-fire' is a kind of 'fier', which is not among the acts; did you mean 'fire'?"),
        ("is_a: [fire]", "is_a: [night-kite-fire]", "'kite-fire' is a kind of 'night-kite-fire', which is not among the acts; give one of the acts that come before it"),
        ("is_a: [fire]", "is_a: []", "is an empty list; give at least 1"),
        (", is_a: [fire]", "", "the key 'is_a' is missing; add it"),
        ("id: kite-gun", "id: mortar", "'mortar' is among the weapons already; remove it, or give another id"),
    ],
)  # fmt: skip
def test_a_term_of_ones_own_is_new_and_a_kind_of_one_that_is_there(truce, old, new, what):
    truce.write_text(TRUCE + OWN.replace(old, new), encoding="utf-8")

    with pytest.raises(CaseError) as caught:
        read_terms(truce)
    assert [problem.partition(" | ")[2] for problem in caught.value.problems] == [what]


def test_terms_of_one_agreement_are_those_of_no_other(truce, tmp_path):
    truce.write_text(TRUCE + OWN, encoding="utf-8")
    assert "kite-fire" in {term.id for term in read_terms(truce).agreement.vocabulary.acts}
    truce.write_text(TRUCE.replace("[fire]", "[kite-fire]"), encoding="utf-8")

    with pytest.raises(CaseError, match="'kite-fire' is not among the acts"):
        read_terms(truce)


def test_a_provision_binds_parties_only(truce):
    rebels = ("  - {id: elm, name: Elm}\n", "  - {id: elm, name: Elm}\n  - {id: rebels, name: Rebels}\n")
    (fault,) = faults(truce, rebels, ("actors: [ash, elm]", "actors: [ash, rebels]"))

    what = "provision fire | binds 'rebels', who is no party: nothing could be put down to it; add it to parties"
    assert fault.endswith(what)
