"""Files larger than anything that is read are refused before they are, and no row can fill the memory."""

import io

import polars as pl
import pytest
from click.testing import CliRunner

from truceline.cli import main
from truceline.errors import SourceError
from truceline.feeds.catalogue import feed_of
from truceline.formats.report_files import MOST_ROWS, read_reports
from truceline.formats.rows import LONGEST_LINE

GIB = 2**30


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def sparse(path, size):
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_reports_to_link_may_be_of_two_gibibytes_and_no_more(tmp_path, name):
    done = run("link", sparse(tmp_path / name, 2 * GIB + 1), "--out", tmp_path / "out.csv")

    assert done.exit_code == 1
    assert f"{name} | is 2,048.0 MiB large, more than the 2,048 MiB allowed; give" in done.stderr
    assert not (tmp_path / "out.csv").exists()


def test_a_feed_may_be_of_eight_gibibytes_and_no_more(tmp_path):
    run("new", tmp_path / "case")

    done = run("import", "csv", sparse(tmp_path / "a.csv", 8 * GIB + 1), tmp_path / "case")

    assert done.exit_code == 1
    assert "a.csv | is 8,192.0 MiB large, more than the 8,192 MiB allowed" in done.stderr


@pytest.mark.parametrize("before", ["", "id,time,lat,lon,radius_m,act\n", 'id,time,lat,lon,radius_m,act\n"'])
def test_a_line_without_end_is_refused_by_its_number(before):
    feed = feed_of("csv", None)
    text = before + "\0" * LONGEST_LINE

    with pytest.raises(SourceError, match=rf"line {before.count(chr(10)) + 1} \| is longer than 1,000,000 characters"):
        list(feed.rows(io.BytesIO(text.encode()), feed.columns))


def test_a_line_of_nearly_that_length_is_none_too_long():
    feed = feed_of("csv", None)
    row = "a,2025-03-01T10:00:00Z,1,2,3,strike"
    text = "id,time,lat,lon,radius_m,act,note\n" + f'{row},"{"x" * 100_000}"\n'

    assert [len(chunk.texts) for chunk in feed.rows(io.BytesIO(text.encode()), feed.columns)] == [1]


def test_a_small_parquet_file_of_too_many_rows_is_refused_before_they_are_made(tmp_path):
    path = tmp_path / "a.parquet"
    pl.select(id=pl.repeat("a", MOST_ROWS + 1)).write_parquet(path)

    assert path.stat().st_size < 1_000_000
    with pytest.raises(SourceError, match="has 10,000,001 rows, more than the 10,000,000 allowed"):
        read_reports(path)


@pytest.mark.parametrize(
    "words", [("monitor", "two-rivers", "--log", "a/" * 2_000 + "a"), ("generate", "two-rivers", "--out", "a" * 5_000)]
)
def test_a_path_that_no_system_can_hold_is_misuse(words):
    done = run(*words)

    assert done.exit_code == 2
    assert "is longer than 4000 bytes or deeper than 100 folders; give a shorter one" in " ".join(done.stderr.split())
