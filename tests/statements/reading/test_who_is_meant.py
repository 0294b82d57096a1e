"""Names, offices and short forms as agencies and parliaments write them; beside each rule what it must leave alone."""

import pytest

DORN, BRENN = ("Ilva Dorn", "tarsia", True), ("Aldo Brenn", "corvel", True)


def who(read, text):
    return [(d.speaker, d.speaks_for, d.certain) for d in read(text)]


@pytest.mark.parametrize("name", ["Lord Alf Dubs", "Sir Odo Marks"])
def test_a_surname_that_looks_like_a_verb_is_part_of_the_name(read_known, name):
    plain = name.removeprefix("Lord ").removeprefix("Sir ")

    assert who(read_known, f'{name} said it was a "shabby thing" to do.') == [(plain, "", True)]


def test_a_small_verb_behind_a_name_stays_a_verb(read_known):
    assert who(read_known, 'Ilva Dorn dubs it "a farce".') == [DORN]


@pytest.mark.parametrize(
    ("words", "speaker", "actor"),
    [
        ("Tarsian Ministry of Public Works spokesman Odo Linn", "Odo Linn", "tarsia"),
        ("Corvelian Ministry of Defence official Odo Linn", "Odo Linn", "corvel"),
        ("Corvel (CV) envoy Odo Linn", "Odo Linn", "corvel"),
        ("Chief Secretary to the Prime Minister, Odo Linn,", "Odo Linn", ""),
        ("Corvel's chargé d'affaires in Port Anse, Odo Linn,", "Odo Linn", "corvel"),
        ("The Tarsian envoy to the Horn, former Corvelian president Odo Linn,", "Odo Linn", "tarsia"),
        ("Former Corvelian president Odo Linn, the Tarsian envoy,", "Odo Linn", "tarsia"),
        ("PM Odo Linn", "Odo Linn", ""),
        ("Communities Secretary Odo Linn", "Odo Linn", ""),
    ],
)
def test_an_office_in_many_words_is_that_of_the_name_behind_it(read_known, words, speaker, actor):
    assert who(read_known, f"{words} said on Monday that it was late.") == [(speaker, actor, True)]


def test_an_office_named_after_somebody_is_not_that_one(read_known):
    said = who(read_known, "The Office of President Aldo Brenn said on Monday that it was late.")

    assert [speaker for speaker, *_ in said] == ["Office of President Aldo Brenn"]


def test_whose_past_office_alone_is_told_still_speaks_for_nobody(read_known):
    text = "The author of the report, former Corvelian president Odo Linn, said on Monday that it was late."

    assert all(actor == "" for _, actor, _ in who(read_known, text))


@pytest.mark.parametrize(
    "text",
    [
        "Tarsia and Corvel agree on the terms, Prime Minister Ilva Dorn said on Monday in remarks at odds with his.",
        "Tarsia and Corvel have agreed to end it, Tarsian Prime Minister Ilva Dorn, once its envoy, said on Monday.",
    ],
)
def test_what_two_agreed_on_is_told_by_whoever_says_so_behind_it(read_known, text):
    assert who(read_known, text) == [DORN]


@pytest.mark.parametrize(
    "text",
    [
        "The plans announced by Foreign Minister Jonas Ketterby have met a cool answer in Sollen.",
        "Corvel agreed to various proposals during the war.",
        "Ilva Dorn has agreed to the plan.",
    ],
)
def test_what_is_only_named_or_done_is_no_statement(read_known, text):
    assert who(read_known, text) == []


def test_what_was_agreed_to_be_done_is_a_statement(read_known):
    assert who(read_known, "Ilva Dorn agreed to send a brigade.") == [DORN]


def test_what_somebody_calls_the_claims_of_others_is_his(read_known):
    assert who(read_known, 'Aldo Brenn denied it on Monday, calling such claims "false and foul".')[-1] == BRENN


def test_words_in_a_claim_that_somebody_rejects_are_not_his_for_certain(read_known):
    drafts = [d for d in read_known('Aldo Brenn rejected the claim "we shelled the harbour".') if d.parts]

    assert not any(d.certain for d in drafts)


def test_what_is_told_in_an_aside_about_words_leaves_them_to_whoever_speaks(read_known):
    text = 'Ilva Dorn said that Aldo Brenn\'s speech — in which he blamed Tarsia — was "a clear step back".'

    assert [d.speaker for d in read_known(text) if d.parts] == ["Ilva Dorn"]


@pytest.mark.parametrize("given", ["Getachew", "Phumtham", "Nkechi", "Shabana", "Hun"])
def test_given_names_of_all_regions_tell_a_person(read_known, given):
    assert who(read_known, f"{given} Ormel said that it was late.") == [(f"{given} Ormel", "", True)]
