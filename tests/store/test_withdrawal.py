"""An import is taken back without a trace in what is known now, and with every trace in what was known then."""

import sqlite3
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from tests.own_ids import natives, own
from tests.stored import import_file, read_imports, read_received, read_reports, withdraw_import, writing

from truceline.errors import SourceError
from truceline.feeds.catalogue import feed_of
from truceline.feeds.setting import ImportSetting
from truceline.services.import_reports import Choices
from truceline.store.adding import Adding
from truceline.store.sqlite import store_path

START = datetime(2031, 1, 1, tzinfo=UTC)


def second(hour):
    return int((START + timedelta(hours=hour)).timestamp())


def take(folder, acts, *, at, full=False):
    path = folder / "file.csv"
    rows = "".join(f"{name},{START.isoformat()},48.5,37.5,100,{act}\n" for name, act in acts.items())
    path.write_text("id,time,lat,lon,radius_m,act\n" + rows)
    setting = ImportSetting(second(at), "Etc/UTC")
    return import_file(folder, feed_of("csv"), path, setting, Choices(full=full, accept_rest=True)).number


def acts(folder, **wanted):
    reports = read_reports(folder, **wanted)
    native = natives(folder)
    return {
        native.get(name, name): reports.acts[code] for name, code in zip(reports.id.tolist(), reports.act, strict=True)
    }


def test_rows_say_again_what_they_said_without_the_import(place):
    take(place, {"a": "shelling", "b": "strike", "c": "shot"}, at=1)
    bad = take(place, {"a": "flare", "d": "flare"}, at=2, full=True)
    assert acts(place) == {"a": "flare", "d": "flare"}
    back = withdraw_import(place, bad, second(3))

    assert acts(place) == {"a": "shelling", "b": "strike", "c": "shot"}
    assert (back.withdrawn, back.restored, back.number) == (1, 3, 3)
    assert acts(place, as_known_at=START + timedelta(hours=2)) == {"a": "flare", own(place, "d"): "flare"}


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_what_a_later_import_changed_stays_and_the_order_of_taking_back_does_not_matter(place, order):
    take(place, {"a": "shelling"}, at=1)
    take(place, {"a": "strike", "b": "shot"}, at=2)
    take(place, {"b": "flare"}, at=3)
    first = withdraw_import(place, order[0], second(4))
    assert acts(place)["b"] == "flare"
    withdraw_import(place, order[1], second(5))
    assert acts(place) == {"b": "flare"}
    assert first.withdrawn == 0


def test_a_file_that_was_taken_back_can_be_imported_again(place):
    take(place, {"a": "shelling"}, at=1)
    withdraw_import(place, 1, second(2))
    assert acts(place) == {}
    take(place, {"a": "shelling"}, at=3)
    assert acts(place) == {"a": "shelling"}


@pytest.mark.parametrize(("number", "message"), [(9, "from 1 to 2"), (1, "taken back before"), (2, "took another")])
def test_what_cannot_be_taken_back_is_refused_and_nothing_is_written(place, number, message):
    take(place, {"a": "shelling"}, at=1)
    withdraw_import(place, 1, second(2))
    with pytest.raises(SourceError, match=message):
        withdraw_import(place, number, second(3))
    assert len(read_imports(place)) == 2


def test_a_case_without_a_store_has_nothing_to_take_back(tmp_path):
    with pytest.raises(SourceError, match="has no store"):
        withdraw_import(tmp_path, 1, second(1))
    assert not store_path(tmp_path).exists()


def poison(folder, **values):
    row = {
        "line": 2,
        "id": "x",
        "issued": None,
        "gone": False,
        "source": "s",
        "start": second(0),
        "end": second(0),
        "lat": 48.5,
        "lon": 37.5,
    }
    row |= {"radius_m": 100.0, "act": "shot", "weapon": "", "target": "", "label": "", "detail": "{}"} | values
    with writing(folder) as connection:
        adding = Adding(connection, "old", "report")
        adding.add(pl.DataFrame([row]))
        adding.finish("old.csv", "0" * 64, second(2))


@pytest.mark.parametrize("values", [{"radius_m": 1e308}, {"start": -62_167_219_200}, {"id": "y" * 60_000}])
def test_a_poisoned_store_names_the_import_and_is_whole_again_without_it(place, values):
    take(place, {"a": "shelling"}, at=1)
    poison(place, **values)
    with pytest.raises(SourceError, match=r"import 2 .*truceline import withdraw 2 CASE") as caught:
        read_reports(place)
    assert len(str(caught.value)) < 500
    withdraw_import(place, 2, second(3))
    assert acts(place) == {"a": "shelling"}


def test_a_clock_set_back_makes_nothing_known_before_what_came_first(place):
    take(place, {"a": "shelling"}, at=10)
    take(place, {"b": "strike"}, at=5)

    assert acts(place, as_known_at=START + timedelta(hours=7)) == {}
    assert set(acts(place, as_known_at=START + timedelta(hours=10))) == {"a", "b"}
    assert read_received(place).received.tolist() == [second(10), second(10)]


def test_withdrawals_are_append_only(place):
    take(place, {"a": "shelling"}, at=1)
    withdraw_import(place, 1, second(2))
    with pytest.raises(Exception, match="append-only"), writing(place) as tables:
        tables.execute("DELETE FROM report_withdrawals")


def test_names_and_native_ids_that_only_a_withdrawn_import_brought_are_forgotten(place):
    import_named(place, {"a": ("shelling", "J. Doe")}, at=1)
    import_named(place, {"a": ("strike", "J. Doe"), "b": ("fire", "R. Roe")}, at=2)
    import_named(place, {"c": ("fire", "J. Doe")}, at=3)
    ids = read_reports(place).id.tolist()
    withdraw_import(place, 2, second(4))

    assert kept_apart(place) == [("J. Doe", "a"), ("J. Doe", "c")]
    file = (place / "reports" / ".reporters.sqlite").read_bytes()
    assert (b"R. Roe" in file, b"J. Doe" in file) == (False, True)
    withdraw_import(place, 1, second(5))
    assert kept_apart(place) == [("J. Doe", "c")]
    import_named(place, {"a": ("shelling", "J. Doe"), "b": ("fire", "R. Roe")}, at=6)
    assert read_reports(place).id.tolist() == ids
    assert kept_apart(place) == [("J. Doe", "a"), ("R. Roe", "b"), ("J. Doe", "c")]


def test_a_name_that_an_unchanged_row_brings_goes_with_its_import(place):
    import_named(place, {"a": ("shelling", "J. Doe")}, at=1)
    import_named(place, {"a": ("shelling", "R. Roe")}, at=2)
    assert kept_apart(place) == [("J. Doe", "a"), ("R. Roe", "a")]
    withdraw_import(place, 2, second(3))
    assert kept_apart(place) == [("J. Doe", "a")]


def import_named(folder, rows, *, at):
    path = folder / "file.csv"
    lines = "".join(f"{n},{START.isoformat()},48.5,37.5,100,{act},{who}\n" for n, (act, who) in rows.items())
    path.write_text("id,time,lat,lon,radius_m,act,reporter\n" + lines)
    import_file(folder, feed_of("csv"), path, ImportSetting(second(at), "Etc/UTC"))
    path.unlink()


def kept_apart(folder):
    native = natives(folder)
    connection = sqlite3.connect(folder / "reports" / ".reporters.sqlite")
    found = connection.execute("SELECT DISTINCT text, id FROM apart WHERE part = 'reporter'").fetchall()
    connection.close()
    return sorted(((who, native[own_id]) for who, own_id in found), key=lambda pair: (pair[1], pair[0]))
