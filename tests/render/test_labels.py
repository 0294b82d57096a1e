"""A bulletin in another language: its own words change, and nothing that was entered does."""

import csv
import html
import re
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.places import DOCS
from truceline.casefolder.cases import find_case, read_case
from truceline.cli import main
from truceline.monitoring.coverage_log import Period
from truceline.render.bulletin_files import bulletin_files
from truceline.render.labels import LANGUAGES, labels
from truceline.services.record import read_record
from truceline.workflow.monitor import monitor

RENDER = Path(str(files("truceline.render")))
OTHERS = ("uk", "ru", "fr")
PIECES = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>|[|\n])", re.DOTALL)
NAMES = {"Truceline"}
CYRILLIC = re.compile("[а-яіїєґ]")
DAY = Period(datetime(2031, 3, 20, tzinfo=UTC), datetime(2031, 3, 21, tzinfo=UTC))


def rows():
    with (RENDER / "labels.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, strict=True))


def own_words():
    """What the bulletin's templates say themselves, in the pieces that stand between tags and what is filled in."""
    for path in sorted((RENDER / "templates").glob("bulletin*.j2")):
        for piece in PIECES.split(path.read_text(encoding="utf-8")):
            if piece.startswith("<"):
                yield from re.findall(r'(?:data-label|aria-label)="([^"{]+)"', piece)
            elif not piece.startswith(("{", "|")):
                yield re.sub(r"^(?:#+|-) ", "", piece).strip()


@pytest.fixture(scope="module")
def made():
    folder = find_case("two-rivers").folder
    case = read_case(folder)
    return monitor(case, read_record(folder, case).record, DAY, version="0")


@pytest.fixture(scope="module")
def told(made):
    return {language: bulletin_files(made, language) for language in LANGUAGES}


def test_everything_that_a_template_says_has_a_label_in_every_language():
    known = NAMES | {row["en"] for row in rows()}
    wanted = {words for words in own_words() if re.search("[A-Za-z]{2}", words)}

    assert len(wanted) > 250
    assert sorted(wanted - known) == [], "add these to render/labels.csv"


def test_labels_are_given_once_in_full_and_keep_what_is_filled_in():
    found = rows()

    assert len({row["en"] for row in found}) == len(found)
    for row in found:
        assert all(row[language].strip() for language in OTHERS), row["en"]
        filled = {language: re.findall(r"\{\w+\}", row[language]) for language in ("en", *OTHERS)}
        assert all(sorted(each) == sorted(filled["en"]) for each in filled.values()), row["en"]
        if "|" in row["en"]:
            assert {language: row[language].count("|") for language in OTHERS} == {"uk": 2, "ru": 2, "fr": 1}, row["en"]


def test_no_label_is_of_words_that_nothing_says_any_more():
    said = "".join(path.read_text(encoding="utf-8") for path in (RENDER / "templates").glob("bulletin*.j2"))
    for room in ("views", "monitoring"):
        said += "".join(path.read_text(encoding="utf-8") for path in (RENDER.parent / room).rglob("*.py"))
    said += "daily weekly periodic bulletin Daily Weekly not verified"

    dead = [row["en"] for row in rows() if row["en"].split("|")[0].removesuffix(" bulletin") not in said]
    assert dead == []


@pytest.mark.parametrize("language", OTHERS)
def test_headings_are_in_the_language_and_the_page_says_which_it_is(told, language):
    page = told[language]["bulletin.html"]
    label = labels(language).label

    assert f'<html lang="{language}">' in page
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    english = re.findall(r"<h2[^>]*>([^<]+)</h2>", told["en"]["bulletin.html"])
    assert [html.unescape(each) for each in headings] == [label(html.unescape(each)) for each in english]
    assert all(bool(CYRILLIC.search(each)) == (language != "fr") for each in headings)


@pytest.mark.parametrize("language", OTHERS)
def test_what_was_entered_stays_and_what_programs_read_is_the_same(told, language):
    assert {name for name in told["en"] if told["en"][name] != told[language][name]} == {"bulletin.html", "bulletin.md"}
    for name in ("bulletin.html", "bulletin.md"):
        mine, english = told[language][name], told["en"][name]
        for shape in (r"in-[op]-\d+", r"\d{4}-\d\d-\d\d \d\d:\d\d", r"\b[0-9a-f]{64}\b", r"-?\d+\.\d{4}, -?\d+\.\d{4}"):
            assert sorted(re.findall(shape, mine)) == sorted(re.findall(shape, english)), shape
        for words in (
            "Middle: between the rivers",
            "Turned back at a checkpoint",
            "Onderby",
            "crater-onder-bridge.jpg",
        ):
            assert mine.count(words) == english.count(words) > 0


def test_english_is_what_it_is_without_labels(made):
    assert bulletin_files(made) == bulletin_files(made, "en")
    source = (RENDER / "templates" / "bulletin.html.j2").read_text(encoding="utf-8")
    assert labels("en").template(source) == source


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [
        # Unicode CLDR 45, plural rules: uk, ru one 1, 21, 101; few 2 to 4, 22; many 0, 5 to 20, 111; fr one 0, 1
        *(("uk", n, f"{n} вибух") for n in (1, 21, 101)),
        *(("uk", n, f"{n} вибухи") for n in (2, 3, 4, 22, 104)),
        *(("uk", n, f"{n} вибухів") for n in (0, 5, 11, 12, 14, 20, 111)),
        *(("ru", n, f"{n} взрыва") for n in (2, 34)),
        *(("fr", n, f"{n} explosion") for n in (0, 1)),
        ("fr", 2, "2 explosions"),
        ("fr", 12_345, "12\N{NARROW NO-BREAK SPACE}345 explosions"),
        ("en", 12_345, "12,345 explosions"),
    ],
)
def test_nouns_are_counted_and_numbers_written_as_the_language_does(language, number, written):
    assert labels(language).plural(number, "explosion") == written


def test_places_are_told_in_the_language_with_names_as_they_were_entered(told):
    assert "1,0 км на захід від Sel" in told["uk"]["bulletin.md"]
    assert "1,0 км к западу от Sel" in told["ru"]["bulletin.md"]
    assert "1,0 km à l’ouest de Sel" in told["fr"]["bulletin.md"]


def test_the_command_takes_a_language_and_refuses_one_that_it_has_not(tmp_path):
    done = CliRunner().invoke(main, ["monitor", "two-rivers", "--language", "uk", "--out", str(tmp_path / "uk")])
    refused = CliRunner().invoke(main, ["monitor", "two-rivers", "--language", "xx", "--out", str(tmp_path / "xx")])

    assert done.exit_code == 0
    assert "Свобода пересування" in (tmp_path / "uk" / "bulletin.html").read_text(encoding="utf-8")
    assert refused.exit_code == 2
    assert "'xx' is no language of bulletins; give one of en, uk, ru, fr" in refused.stderr
    assert not (tmp_path / "xx").exists()


TERMS = re.findall(
    r"^\| (uk|ru|fr) \| ([^|]+) \| \[[^\]]+\]\(https?://",
    (DOCS / "methods" / "bulletin.md").read_text("utf-8"),
    re.MULTILINE,
)


@pytest.mark.parametrize("language", OTHERS)
def test_terms_of_missions_stand_in_the_labels_as_the_documentation_says(language):
    terms = [term for code, term in TERMS if code == language]
    said = "\n".join(row[language] for row in rows()).lower()

    assert len(terms) >= 5
    assert [term for term in terms if term not in said] == []


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("uk", 1, "1 загиблий"),
        ("uk", 3, "3 загиблі"),
        ("uk", 12, "12 загиблих"),
        ("ru", 21, "21 погибший"),
        ("fr", 0, "0 tué"),
    ],
)
def test_the_dead_are_counted_as_the_language_counts(language, number, words):
    assert labels(language).plural(number, "killed", "killed") == words


@pytest.mark.parametrize("language", OTHERS)
def test_no_space_stands_before_a_comma_or_a_stop_and_one_before_what_french_spaces(told, language):
    page = html.unescape(
        re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", "", told[language]["bulletin.html"], flags=re.DOTALL)
    )
    text = told[language]["bulletin.md"]

    for said in (page, text):
        assert re.findall(r"\w+ +[,.)](?=\s)" if language == "fr" else r"\w+ +[,.;:)](?=\s)", said) == []
        assert re.findall(r"\w[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]{2,}[;:]", said) == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_stands_in_a_legend_or_a_state_is_in_the_language(told, language):
    page = told[language]["bulletin.html"]

    for words in ("permitted or out of scope</li>", ">fell due in this period<", ">running<"):
        assert words in told["en"]["bulletin.html"]
        assert words not in page
