"""The gold is verbatim, of its world and drawn as stated; the benchmark counts what it says it counts."""

import json
import random
import re

import pytest
from benchmarks.reader import GoldStatement, Reading, counted, finds, gold_statement, paths, plain, read_gold
from tests.statements.reading.conftest import GOLD

from truceline.statements.statement import Authority

PATHS = {path.stem: path for path in paths()}
NEWS = sorted(name for name, path in PATHS.items() if path.parent.name == "news")
KEYS = {"sentence", "clause", "parts", "speaker", "speaker_also", "speaks_for", "authority", "said_on", "topic", "kind"}
FORMS = ("agency", "readout", "release", "interview", "live", "opinion", "joint", "parliament")
LOTS = ((20311127, dict(zip(FORMS, (8, 5, 4, 4, 4, 3, 3, 3), strict=True))), (20311128, {"feature": 8}))
TEXT = 'Dorn said "We will go, and we will stay." Torvik said the force was small. Brenn and Menz called it "a pose".'
VALUES = {"speaks_for": "", "authority": "", "said_on": "", "topic": ""}


def annotation(name):
    return json.loads(PATHS[name].with_suffix(".json").read_text(encoding="utf-8"))


def world_of(name):
    return json.loads((GOLD / annotation(name).get("world", "world.json")).read_text(encoding="utf-8"))


def draw(forms, seed):
    """Draw half of the texts of each form; of forms with an odd number half round up."""
    chance = random.Random(seed)  # noqa: S311
    odd = [form for form, number in forms.items() if number % 2]
    more = set(chance.sample(odd, len(odd) // 2))
    return {
        f"{form}-{number}"
        for form, total in forms.items()
        for number in chance.sample(range(1, total + 1), total // 2 + (form in more))
    }


@pytest.mark.parametrize("name", sorted(PATHS))
def test_every_stretch_of_the_gold_stands_in_its_text_once_or_within_its_sentence(name):
    text = PATHS[name].read_text(encoding="utf-8")
    statements = annotation(name)["statements"]

    assert statements
    for statement in statements:
        assert set(statement) <= KEYS
        sentence = statement.get("sentence", "")
        stretches = [*statement["parts"], *([statement["clause"]] if "clause" in statement else [])]
        assert stretches or sentence
        assert text.count(sentence or stretches[0]) == 1
        assert all(stretch in sentence or text.count(stretch) == 1 for stretch in stretches)


@pytest.mark.parametrize("name", sorted(PATHS))
def test_the_gold_names_actors_topics_authorities_and_kinds_that_there_are(name):
    text = PATHS[name].read_text(encoding="utf-8")
    world = world_of(name)
    actors = {actor["id"] for actor in world["actors"]}
    topics = {topic["id"] for topic in world["topics"]}

    for statement in annotation(name)["statements"]:
        assert statement["speaks_for"] in actors | {""}
        assert statement["topic"] in topics | {""}
        assert statement["authority"] in {*map(str, Authority), ""}
        assert statement.get("kind", "said") in {"said", "denied", "announced"}
        last = statement["speaker"].split()[-1]
        known = {office["person"] for office in world["offices"]} | {actor["name"] for actor in world["actors"]}
        assert last in text or statement["speaker"] in known


@pytest.mark.parametrize("name", NEWS)
def test_a_text_in_the_form_of_news_is_short_and_says_its_form_and_world(name):
    text, about = PATHS[name].read_text(encoding="utf-8"), annotation(name)

    assert 120 <= len(text.split()) <= 450
    assert about["form"] == re.sub(r"^held-out-|-\d+$", "", name)
    assert about["world"] in {"world.json", "world-2.json", "world-3.json"}
    assert about["note"]


def test_half_of_the_news_is_held_out_as_drawn_with_the_stated_seeds():
    held = {name.removeprefix("held-out-") for name in NEWS if name.startswith("held-out-")}
    rest = {name for name in NEWS if not name.startswith("held-out-")}

    assert held == {name for seed, forms in LOTS for name in draw(forms, seed)}
    assert len(held) == len(rest) == 21
    assert not held & rest


def test_worlds_hold_offices_of_their_actors_that_end_after_they_begin():
    for path in sorted(GOLD.glob("world*.json")):
        world = json.loads(path.read_text(encoding="utf-8"))
        actors = {actor["id"] for actor in world["actors"]}
        assert {office["actor"] for office in world["offices"]} <= actors
        assert {known["speaks_for"] for known in world["ledger"]} <= actors
        assert all(not office["until"] or office["from"] < office["until"] for office in world["offices"])


def gold(speaker, **about):
    parts = about.pop("parts", [])
    return gold_statement({"parts": parts, "speaker": speaker, **VALUES, **about}, TEXT)


def draft(words, speaker, certain=True, **values):
    start = TEXT.index(words)
    row = {"speaker": speaker, "kind": "said", **VALUES, **values}
    return Reading(((start, start + len(words)),), words, row, certain)


DORN = gold("Dorn", parts=["We will go, and we will stay."])
TORVIK = gold("Torvik", sentence="Torvik said the force was small.", topic="troops", speaks_for="sollen")
JOINT = [gold(name, sentence='Brenn and Menz called it "a pose".', parts=["a pose"]) for name in ("Brenn", "Menz")]


def test_a_draft_finds_the_statement_of_which_it_covers_a_third():
    assert finds(draft("We will go", "Dorn"), [DORN, TORVIK]) is DORN
    assert finds(draft('Dorn said "We will go, and we will stay."', "Dorn"), [DORN, TORVIK]) is DORN
    assert finds(draft("We will", "Dorn"), [DORN, TORVIK]) is None
    assert finds(draft("force", "Torvik"), [DORN, TORVIK]) is None


def test_of_two_who_said_the_same_words_a_draft_finds_the_one_it_names():
    for number, name in enumerate(("Brenn", "Menz")):
        assert finds(draft("a pose", name), JOINT) is JOINT[number]


def test_a_wrong_speaker_costs_precision_and_recall_and_a_statement_missed_costs_recall():
    total = counted([draft("We will go", "Torvik"), draft("a pose", "Menz")], [DORN, TORVIK, *JOINT])

    assert (total.drafts, total.gold, total.finding, total.found) == (2, 4, 2, 2)
    assert (total.right["speaker"], total.stated["speaker"]) == (1, 2)
    assert (total.recalled["speaker"], total.wanted["speaker"]) == (1, 4)


def test_a_draft_that_finds_nothing_is_wrong_in_every_field_it_states():
    total = counted([draft("force", "Torvik", topic="troops")], [DORN, TORVIK])

    assert (total.finding, total.found) == (0, 0)
    assert (total.right["topic"], total.stated["topic"]) == (0, 1)


def test_of_several_drafts_that_find_one_statement_the_best_counts_for_recall():
    words = "Torvik said the force was small."
    drafts = [draft(words, "Dorn"), draft(words, "the Torvik", topic="troops", speaks_for="sollen")]

    total = counted(drafts, [TORVIK])

    assert (total.finding, total.found, total.exact) == (2, 1, 1)
    assert (total.right["speaker"], total.recalled["speaker"]) == (1, 1)
    assert (total.recalled["topic"], total.wanted["topic"]) == (1, 1)


def test_what_was_denied_is_not_right_as_said():
    denied = gold("Torvik", sentence="Torvik said the force was small.", kind="denied")

    total = counted([draft("Torvik said the force was small.", "Torvik")], [denied])

    assert (total.found, total.exact, total.right["kind"]) == (1, 0, 0)


def test_a_place_is_looked_for_within_the_sentence_first():
    text = "It was late. He said it was late."
    statement = gold_statement({"parts": ["was late"], "sentence": "He said it was late.", "speaker": "He"}, text)

    assert isinstance(statement, GoldStatement)
    assert statement.stretches == ((24, 32),)


def test_names_are_compared_without_articles_and_capitals():
    assert plain("The Front’s spokesman") == plain("front's spokesman")
    assert plain("Dana Foss") != plain("Foss")
    assert all(read_gold(path).statements for path in PATHS.values())
