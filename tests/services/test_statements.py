"""Read, accept, network and drift as a Python user would call them."""

import json
from datetime import UTC, date, datetime

import pytest

from truceline.errors import CaseError, MisuseError, SourceError
from truceline.services.accept import accept
from truceline.services.drift import drift
from truceline.services.import_references import import_references
from truceline.services.network import network
from truceline.services.new import new
from truceline.services.read import read

AT = datetime(2031, 3, 19, 8, 30, tzinfo=UTC)
ARTICLE = """TRUCE TOWN, 18 March 2031

“We will man four posts, whoever comes,” said Ada Rook, the defence minister of Elm, on Sunday.
"""


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_drafts_are_written_beside_the_article(article):
    done = read(article, case="two-rivers")

    (draft,) = done.result
    assert draft.quote(ARTICLE) == "We will man four posts, whoever comes,"
    assert done.written == (article.with_name("article.txt.drafts.yaml"),)
    assert json.loads(done.json)["written"] == [str(path) for path in done.written]


def test_the_review_file_tells_the_topics_and_scopes_to_choose_from(article):
    (review,) = read(article, case="two-rivers").written

    assert "\n#   troops: in-country, outside\n" in review.read_text(encoding="utf-8")


def test_a_review_file_that_somebody_judged_is_never_overwritten(article):
    (review,) = read(article, case="two-rivers").written
    judged = review.read_text(encoding="utf-8").replace("decision:", "decision: reject", 1)
    review.write_text(judged, encoding="utf-8")

    with pytest.raises(CaseError, match="the drafts were not written"):
        read(article, case="two-rivers")

    assert review.read_text(encoding="utf-8") == judged


def test_a_bundled_case_takes_nothing_in(article):
    (review,) = read(article, case="two-rivers").written

    with pytest.raises(CaseError, match=r"two-rivers \| is bundled and stays as it is; copy it: truceline new FOLDER"):
        accept(review, "two-rivers", by="Grace Hill", at=AT)


def test_a_rejected_draft_is_recorded_once(article, tmp_path):
    case = new(tmp_path / "mine").result
    (review,) = read(article, case=case).written
    review.write_text(review.read_text(encoding="utf-8").replace("decision:", "decision: reject", 1), encoding="utf-8")

    first = accept(review, case, by="Grace Hill", at=AT)
    judgements = (case / "judgements.csv").read_bytes()
    second = accept(review, case, by="Grace Hill", at=AT)

    assert (first.result.rejected, second.result.rejected, second.result.known) == (1, 0, 1)
    assert (case / "judgements.csv").read_bytes() == judgements


def test_a_network_of_a_table_of_references_needs_no_case(tmp_path):
    table = tmp_path / "references.csv"
    table.write_text(
        "actor,concept,agreement,on,document\n"
        "ash,posts,1,2031-03-01,one\n"
        "birch,posts,1,2031-03-02,one\n"
        "cedar,posts,0,2031-03-03,two\n",
        encoding="utf-8",
    )

    done = network(table, out=tmp_path / "net")

    (found,) = json.loads(done.json)["networks"]
    weights = {
        (one, other): found["weights"][i][j]
        for i, one in enumerate(found["rows"])
        for j, other in enumerate(found["columns"])
    }
    assert weights["ash", "birch"] == 1  # they agree once
    assert weights["ash", "cedar"] == -1  # they disagree once
    assert sorted(path.name for path in done.written) == ["network.csv", "network.graphml"]


def test_a_network_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "taken").write_text("mine", encoding="utf-8")

    with pytest.raises(CaseError, match="the results were not written"):
        network("two-rivers", out=tmp_path / "taken")


def test_a_file_that_is_no_dna_file_gives_no_table(tmp_path):
    (tmp_path / "coded.dna").write_text("no database", encoding="utf-8")

    with pytest.raises(SourceError, match="the DNA file cannot be read"):
        import_references(tmp_path / "coded.dna")

    assert [path.name for path in tmp_path.iterdir()] == ["coded.dna"]


def test_drift_follows_one_actor():
    done = drift("two-rivers", actor="dale")

    assert {line.actor for line in done.result.timelines} == {"dale"}
    assert [line["actor"] for line in json.loads(done.json)["timelines"]] == [
        line.actor for line in done.result.timelines
    ]


def test_an_unknown_topic_is_refused_with_the_nearest():
    with pytest.raises(CaseError, match="did you mean 'troops'"):
        drift("two-rivers", topic="troop")


@pytest.mark.parametrize("asked", [{"mode": "three"}, {"aggregation": "add"}, {"duplicates": "twice"}])
def test_a_network_made_in_no_known_way_is_misuse(asked):
    with pytest.raises(MisuseError, match=next(iter(asked.values()))):
        network("two-rivers", **asked)


def coded(tmp_path, rows):
    path = tmp_path / "coded.csv"
    path.write_text("actor,concept,agreement,on,document\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


# 40 references: 20 of ash to troops in two documents, 20 of birch to twenty concepts and one again.
FORTY = [f"ash,troops,1,2031-05-{1 + n % 2:02},{'herald' if n % 2 else 'courier'}" for n in range(20)]
FORTY += [f"birch,c{n % 20},0,2031-05-01,herald" for n in range(20)]


def test_repetitions_that_do_not_count_are_told(tmp_path):
    path = coded(tmp_path, FORTY)

    assert "2031-05-01 to 2031-05-02: 40 references, 2 actors" in network(path).text
    done = network(path, duplicates="document")
    assert "2031-05-01 to 2031-05-02: 22 of 40 references, 2 actors" in done.text
    (found,) = json.loads(done.json)["networks"]
    assert (found["references"], found["counted"]) == (40, 22)
    assert found["counts"][0] == {"actor": "ash", "concept": "troops", "value": 1, "references": 2}


def test_raw_counts_are_written_beside_the_network(tmp_path):
    network(coded(tmp_path, FORTY), out=tmp_path / "out", raw=True, exclude_actor=["birch"])

    counts = (tmp_path / "out" / "network-counts.csv").read_text(encoding="utf-8")
    assert counts == "actor,concept,agreement,references\nash,troops,1,20\n"


def test_centred_windows_drop_repetitions_over_all_time_as_dna_does(tmp_path):
    rows = [f"{who},troops,1,2031-05-{day:02},herald" for day in range(1, 8) for who in ("ash", "birch")]
    path = coded(tmp_path, rows)

    # Whole windows of 3 days around 2 to 6 May; said once at all, so only the first holds anything.
    found = json.loads(network(path, duplicates="across", window=3, centred=True).json)["networks"]
    assert found == []  # both on 1 May alone: one day is no window of three
    found = json.loads(network(path, window=3, centred=True).json)["networks"]
    assert [(n["first"], n["last"], n["references"]) for n in found] == [
        (f"2031-05-{day:02}", f"2031-05-{day + 2:02}", 6) for day in range(1, 6)
    ]


def test_how_windows_are_laid_needs_their_length():
    for asked in ({"centred": True}, {"step": 3}):
        with pytest.raises(MisuseError, match="give their length with --window"):
            network("two-rivers", **asked)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            (
                "Die Ministerin sagte am Montag, dass das Land bereit ist und die Soldaten mit dem Mandat gehen. "
                "Auch der Präsident ist für das Mandat."
            ),
            "the text reads as German; the rules know English alone: give an English version",
        ),
        ("Rain fell on the town all day. The river rose.", "no reporting verb with a speaker was found"),
    ],
)
def test_a_text_of_which_nothing_can_be_read_is_told_as_such(tmp_path, text, note):
    path = tmp_path / "article.txt"
    path.write_text(text, encoding="utf-8")

    done = read(path, case="two-rivers", published=date(2031, 3, 18))

    assert done.result == ()
    assert [each for each in done.notes if each.startswith(note)]


def test_the_table_of_offices_tells_who_somebody_is_and_who_was_in_office_on_the_day(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(
        "TRUCE TOWN, 18 March 2031\n\nTheodor Halm said on Sunday that the line would hold.\n\n"
        "Colm Darrow said on Monday that the line was quiet.\n\nIrsa Venn said on Monday that the line was not.\n",
        encoding="utf-8",
    )

    found = {d.speaker: (d.speaks_for, str(d.authority or "")) for d in read(path, case="two-rivers").result}

    assert found["Teodor Halm"] == ("arvel", "leader")
    assert found["Colm Darrow"] == ("arvel", "minister")
    assert found["Irsa Venn"] == ("", "")
