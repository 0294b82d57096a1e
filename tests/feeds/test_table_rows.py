"""A feed reads its table whatever it came as: a workbook, or the JSON that its publisher's interface answers with."""

import csv
import io
import json
from pathlib import Path

import pytest
from tests.formats.test_workbook import book

from truceline.errors import SourceError

SAMPLES = Path(__file__).parent / "samples"
TABLES = ["acled", "alerts", "claims", "eyes-on-russia", "firms", "osce", "ucdp", "viina"]


def cells(feed):
    return list(csv.reader(io.StringIO((SAMPLES / f"{feed}.csv").read_text(encoding="utf-8"))))


def without_lines(rows):
    return [{key: value for key, value in row.items() if key != "line"} for row in rows]


def in_xml(rows):
    """Give rows of texts as those of a sheet."""
    texts = (
        "".join(
            f'<c t="inlineStr"><is><t>{cell.replace("&", "&amp;").replace("<", "&lt;")}</t></is></c>' for cell in row
        )
        for row in rows
    )
    return "".join(f"<row>{each}</row>" for each in texts)


@pytest.mark.parametrize("feed", TABLES)
@pytest.mark.parametrize("form", ["xlsx", "list", "answer", "utf-16 and semicolons"])
def test_a_sample_says_the_same_in_every_form(taken, feed, form):
    header, *rows = cells(feed)
    whole = [row for row in rows if len(row) == len(header)]
    plain = io.StringIO()
    csv.writer(plain, lineterminator="\n").writerows([header, *whole])
    entries = [dict(zip(header, row, strict=True)) for row in whole]
    data = {
        "xlsx": lambda: book({"notes": in_xml([["About"]]), "data": in_xml([header, *whole])}),
        "list": lambda: json.dumps(entries),
        "answer": lambda: json.dumps({"success": True, "count": len(entries), "data": entries, "messages": []}),
        "utf-16 and semicolons": lambda: "\n".join(
            ";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [header, *whole]
        ).encode("utf-16"),
    }[form]()

    expected, refused = taken(feed, plain.getvalue())
    found, bad = taken(feed, data)
    assert expected
    assert without_lines(found) == without_lines(expected)
    assert [each.partition(" ")[2].partition(" ")[2] for each in bad] == [
        each.partition(" ")[2].partition(" ")[2] for each in refused
    ]


def test_an_answer_that_says_that_more_pages_follow_is_told_of(taken):
    header, first, *_ = cells("ucdp")
    answer = {"TotalCount": 900, "NextPageUrl": "https://api/2", "Result": [dict(zip(header, first, strict=True))]}
    rows, _ = taken("ucdp", json.dumps(answer))

    assert len(rows) == 1
    assert taken.notes == ["this is one page of more | the next is 'https://api/2'; import all of them"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"error": "no key"}', "holds no list of entries"),
        ('{"a": [{"x": 1}], "b": [{"x": 1}]}', "holds more than one list of entries"),
        ('[{"x": 1, "y": 2}]', "nothing in it has 'id'; there are: 'x', 'y'"),
        ("[1, null]", ""),
    ],
)
def test_json_that_is_no_answer_is_refused_in_words(taken, text, what):
    if not what:
        assert [bad.split(" | ")[1] for bad in taken("ucdp", text)[1]] == ["'' is empty; give a value"] * 2
        return
    with pytest.raises(SourceError) as caught:
        taken("ucdp", text)
    assert what in caught.value.problems[0]


GED = [
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
]  # fmt: skip
"""The columns of a published file, in its order."""


def test_a_candidate_file_of_ucdp_without_a_header_is_read_by_the_published_order(taken):
    row = dict.fromkeys(GED, "") | {
        "id": "1", "year": "2031", "type_of_violence": "1", "where_prec": "1", "latitude": "48.5", "longitude": "37.5",
        "date_prec": "1", "date_start": "2031-02-03", "date_end": "2031-02-03", "dyad_name": "Arvel - Brask",
    }  # fmt: skip
    (found,), refused = taken("ucdp", ",".join(row.values()) + "\n")

    assert (found["native_id"], found["lat"], found["label"], refused) == ("1", 48.5, "Arvel - Brask", [])
    assert taken.notes == ["the file has no header | its columns are taken in the publisher's order"]
