"""What `check` says of the table of office-holders, on the small case ``ford`` and on the bundled ones."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from truceline.casefolder.cases import find_case, new_case, read_case
from truceline.knowledge import known
from truceline.services.check import check
from truceline.statements.offices import OfficeHolder
from truceline.statements.statement import Authority

HEAD = "person,spellings,office,actor,authority,from,until,source\n"


@pytest.fixture
def write(case):
    # Write the table with these rows beside the files of the small case.
    def add(*rows: str):
        (case.folder / "offices.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return case

    return add


@pytest.fixture
def actor(case) -> str:
    return ids(case.folder / "actors.csv")[0]


@pytest.fixture
def source(case) -> str:
    return ids(case.folder / "sources.csv")[0]


def ids(path: Path) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))]


def test_a_holder_is_read_as_it_is_written_and_the_file_is_hashed_with_the_other_inputs(write, actor, source):
    case = read_case(write(f"Ilva Dorn,Ilwa Dorn; I. Dorn,prime minister,{actor},leader,2031-03-01,,{source}").folder)

    assert case.holders == (
        OfficeHolder(
            "Ilva Dorn", ("Ilwa Dorn", "I. Dorn"), "prime minister", actor, Authority.LEADER,
            date(2031, 3, 1), None, source,
        ),
    )  # fmt: skip
    assert "offices.csv" in {each.path for each in case.inputs}


def test_a_case_without_the_table_knows_no_holders(case):
    assert read_case(case.folder).holders == ()


def test_every_fault_of_the_table_is_told_at_once_with_its_place(write, actor, source):
    faults = write(
        f"Ilva Dorn,,prime minister,nowhere,leader,2031-03-01,,{source}",
        f"Oren Vask,,defence minister,{actor},minister,2031-03-01,2031-02-01,{source}",
        f"Edda Marn,,prime minister,{actor},king,2031-03-01,,{source}",
        f"Jonas Ketterby,,foreign minister,{actor},minister,2031-03-01,,",
        f"Hanne Torvik,,president,{actor},leader,1.3.2031,,nothing",
    ).faults()

    told = "\n".join(faults)
    assert "offices.csv:2 actor | the actor 'nowhere' is not known" in told
    assert "offices.csv:3" in told
    assert "ends on 2031-02-01, before it begins on 2031-03-01; exchange the two days" in told
    assert "offices.csv:4 authority" in told
    assert "offices.csv:5 source" in told
    assert "offices.csv:6 from" in told
    assert "offices.csv:6 source | the source 'nothing' is not known" in told


@pytest.mark.parametrize(
    ("until", "authority"), [("2031-05-07", "leader"), ("", "minister"), ("2099-12-31", "military")]
)
def test_two_holders_of_one_single_office_at_one_time_are_told(write, actor, source, until, authority):
    (fault,) = write(
        f"Hanne Torvik,,Prime minister,{actor},{authority},2031-05-06,,{source}",
        f"Edda Marn,,prime minister,{actor},{authority},2029-01-01,{until},{source}",
    ).faults()

    last = f"until {until}" if until else "with no last day"
    assert fault.startswith(f"offices.csv:2 from | 'Hanne Torvik' is Prime minister of {actor} from 2031-05-06, but ")
    assert f"'Edda Marn' holds that office {last} (line 3); give the earlier term its last day" in fault


@pytest.mark.parametrize(
    ("until", "authority", "office"),
    [
        ("2031-05-06", "leader", "president"),
        ("", "spokesperson", "spokesperson"),
        ("2031-05-07", "envoy", "envoy"),
        ("", "minister", "deputy prime minister"),
    ],
)
def test_the_day_of_a_handover_and_offices_of_several_are_no_fault(write, actor, source, until, authority, office):
    case = write(
        f"Edda Marn,,{office},{actor},{authority},2029-01-01,{until},{source}",
        f"Hanne Torvik,,{office},{actor},{authority},2031-05-06,,{source}",
    )

    assert [holder.person for holder in read_case(case.folder).holders] == ["Edda Marn", "Hanne Torvik"]


def test_one_office_of_two_actors_has_two_holders(case, write, source):
    actors = ids(case.folder / "actors.csv")[:2]
    rows = [f"Person {one},,president,{one},leader,2031-01-01,,{source}" for one in actors]

    assert [holder.actor for holder in read_case(write(*rows).folder).holders] == actors


def test_as_of_a_day_nobody_has_taken_office_or_left_it_later_than_that():
    case = read_case(find_case("two-rivers").folder)

    before, after = known(case, date(2031, 2, 27)), known(case, date(2031, 2, 28))

    assert [h.person for h in before.holders if h.office == "foreign minister"] == ["Irsa Venn", "Sela Kastrin"]
    assert {h.person: h.until for h in before.holders}["Irsa Venn"] is None
    assert {h.person: h.until for h in after.holders}["Irsa Venn"] == date(2031, 2, 28)
    assert "Colm Darrow" in {h.person for h in after.holders}


def test_a_new_case_takes_the_table_with_it_and_passes_the_check(tmp_path):
    template = find_case("two-rivers").folder
    new_case(tmp_path / "mine", template)

    assert (tmp_path / "mine" / "offices.csv").read_bytes() == (template / "offices.csv").read_bytes()
    assert check(tmp_path / "mine").fault is None
