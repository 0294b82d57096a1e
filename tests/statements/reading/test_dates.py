"""Days named in a text are told against the article's date."""

from datetime import date

import pytest

from truceline.records.times import DateSpan
from truceline.statements.reading.dates import named_dates
from truceline.statements.reading.spans import TextSpan

TUESDAY = date(2031, 5, 20)


def when(text, published=TUESDAY):
    return [found.when for found in named_dates(text, TextSpan(0, len(text)), published)]


def days(first, last=None):
    return DateSpan(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("on Sunday", days("2031-05-18")),
        ("on Tuesday", days("2031-05-20")),
        ("on Wednesday", days("2031-05-14")),
        ("last Tuesday", days("2031-05-13")),
        ("last Thursday", days("2031-05-15")),
        ("late on Friday night", days("2031-05-16")),
        ("2 March", days("2031-03-02")),
        ("on March 2", days("2031-03-02")),
        ("on 2nd of March, 2030", days("2030-03-02")),
        ("Dec. 24", days("2030-12-24")),
        ("on 28 December", days("2030-12-28")),
        ("2031-05-19", days("2031-05-19")),
        ("in February", days("2031-02-01", "2031-02-28")),
        ("in February 2028", days("2028-02-01", "2028-02-29")),
        ("in December", days("2030-12-01", "2030-12-31")),
        ("yesterday", days("2031-05-19")),
        ("today", days("2031-05-20")),
        ("this week", days("2031-05-19", "2031-05-20")),
        ("last week", days("2031-05-12", "2031-05-18")),
        ("at the last weekend", days("2031-05-17", "2031-05-18")),
        ("earlier this month", days("2031-05-01", "2031-05-20")),
        ("last month", days("2031-04-01", "2031-04-30")),
        ("last year", days("2030-01-01", "2030-12-31")),
        ("two weeks ago", days("2031-05-06")),
        ("10 days ago", days("2031-05-10")),
        ("on Feb. 24", days("2031-02-24")),
        ("on 2 May.", days("2031-05-02")),
        ("on Tuesday, Apr. 29,", days("2031-04-29")),
        ("on the 2nd of May", days("2031-05-02")),
        ("02.05.2031", days("2031-05-02")),
        ("in 2022", days("2022-01-01", "2022-12-31")),
        ("back in late 2022", days("2022-01-01", "2022-12-31")),
        ("in the spring of 2030", days("2030-03-01", "2030-05-31")),
        ("in winter 2029", days("2029-12-01", "2030-02-28")),
        ("earlier today", days("2031-05-20")),
        ("this morning", days("2031-05-20")),
        ("last night", days("2031-05-19")),
        ("three months ago", days("2031-02-01", "2031-02-28")),
        ("six months ago", days("2030-11-01", "2030-11-30")),
        ("two years ago", days("2029-01-01", "2029-12-31")),
        ("over the weekend", days("2031-05-17", "2031-05-18")),
        ("in September", days("2030-09-01", "2030-09-30")),
    ],
)
def test_a_day_is_told(text, wanted):
    assert when(f"He said {text} that") == [wanted]


@pytest.mark.parametrize(
    "text", ["next Thursday", "on 25 May", "in July", "on 31 February", "next week", "a day later"]
)
def test_what_lies_ahead_or_is_no_day_is_not_told(text):
    assert when(f"He said {text} that") == [None]


@pytest.mark.parametrize(
    "text", ["Sunday's vote", "he may go", "the march on Rome", "42 marches", "", "a Mondayish mood"]
)
def test_what_only_looks_like_a_day_is_none(text):
    assert when(text) == []


def test_a_day_later_is_so_many_days_after_another():
    (found,) = named_dates("A day later he spoke", TextSpan(0, 20), TUESDAY)

    assert (found.when, found.later) == (None, 1)


def test_without_the_articles_date_only_full_dates_are_told():
    assert when("On Sunday, on 2 March, on 2 March 2031", None) == [None, None, days("2031-03-02")]


def test_the_longer_of_two_overlapping_dates_is_taken():
    assert when("on 2 March 2030 and on Monday") == [days("2030-03-02"), days("2031-05-19")]


@pytest.mark.parametrize(
    "text", ["had previously warned", "previously told us", "had earlier said", "in the past", "years ago"]
)
def test_words_that_only_say_before_open_no_window_of_days(text):
    (found,) = named_dates(f"Dorn {text} that", TextSpan(0, len(text) + 10), TUESDAY)

    assert (found.when, found.before) == (None, True)


@pytest.mark.parametrize(
    "text", ["the previously agreed plan", "sent 2000 soldiers", "in 20 days' time", "in the past week", "in 2,000"]
)
def test_words_that_name_no_time_before_are_passed_over(text):
    assert not [found for found in named_dates(text, TextSpan(0, len(text)), TUESDAY) if found.before or found.when]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ilva Dorn said on Feb. 24 that Tarsia was ready to act.", days("2031-02-24")),
        ("In 2022, Ilva Dorn said that the mandate would be clear.", days("2022-01-01", "2022-12-31")),
        ("Ilva Dorn said last year that the mandate would be clear.", days("2030-01-01", "2030-12-31")),
        ("Ilva Dorn said earlier this month that the mandate would be clear.", days("2031-05-01", "2031-05-20")),
        ("Ilva Dorn said two years ago that the mandate would be clear.", days("2029-01-01", "2029-12-31")),
        ('Ilva Dorn thundered on 2 May: "We will not wait for others any longer."', days("2031-05-02")),
        (
            "By August it was over, and last week Ilva Dorn conceded that it had failed.",
            days("2031-05-12", "2031-05-18"),
        ),
        ("Speaking in Port Anse on Sunday, Ilva Dorn said that it had failed.", days("2031-05-18")),
        ("“No,” Ilva Dorn told journalists on a regular call on Friday.", days("2031-05-16")),
        ("In September, Ilva Dorn said that it had failed.", days("2030-09-01", "2030-09-30")),
        ("Ilva Dorn had previously warned that the mandate was unclear.", None),
        ("In the past, Ilva Dorn has said that the mandate was unclear.", None),
        ('Thirty years after 5 December 1994, Ilva Dorn said on Monday: "We are ready."', days("2031-05-19")),
    ],
)
def test_words_were_said_when_their_sentence_says_so(read, text, wanted):
    (draft,) = read(text)

    assert draft.said_on == wanted


def test_a_full_stop_after_a_month_ends_a_sentence_where_no_number_follows(read):
    first, second = read("Ilva Dorn said on Monday that talks begin in Dec. Ilva Dorn said on Sunday that it was late.")

    assert (first.said_on, second.said_on) == (days("2031-05-19"), days("2031-05-18"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the previous day", "2031-05-17"),
        ("the day before", "2031-05-17"),
        ("the same day", "2031-05-18"),
        ("a day later", "2031-05-19"),
    ],
)
def test_a_neighbouring_day_counts_from_the_day_named_before(read, text, wanted):
    first, second = read(
        f"Ilva Dorn said on Sunday: “We are ready.” General Piet Marrow had told the Herald {text}, “We are not.”"
    )

    assert (first.said_on, second.said_on) == (days("2031-05-18"), days(wanted))


def test_those_who_met_on_a_day_spoke_on_it_until_another_is_named(read):
    text = (
        "Prime Minister Ilva Dorn of Tarsia met Foreign Minister Jonas Ketterby of Madrany on Sunday.\n\n"
        "Dorn said that Tarsia was ready. Ketterby said that Madrany was not. Dorn said on Monday that it would wait."
    )

    assert [draft.said_on for draft in read(text)] == [days("2031-05-18"), days("2031-05-18"), days("2031-05-19")]


def test_those_who_met_in_a_whole_year_did_not_speak_in_all_of_it(read):
    text = "Ilva Dorn met Jonas Ketterby of Madrany in 2029. Dorn said that Tarsia was ready to act."

    assert [draft.said_on for draft in read(text)] == [days("2031-05-14", "2031-05-20")]


@pytest.mark.parametrize(
    ("later", "dated"),
    [
        ("Dorn said that it was late.", True),
        ("Dorn had said that it was late.", False),
        ("Dorn has promised to go.", False),
        ("Dorn is expected to say that it is late.", False),
        ("It rained. " * 10 + "Dorn said that it was late.", False),
    ],
)
def test_an_occasion_goes_on_while_others_speak_and_the_verb_tells_of_no_other(read, later, dated):
    text = f"Ilva Dorn said on Sunday that it rained. Jonas Ketterby said that it snowed. {later}"

    assert [draft.dated for draft in read(text)] == [True, False, dated]


LIVE = "10:14 - Arrival\n\n{}\n\n10:31 - No guarantee\n\nIt rained.\n\n11:05 - At the pier\n\nIt rained."


@pytest.mark.parametrize("text", [LIVE, "PRESS RELEASE\n\n{}", "Joint statement of two ministers\n\n{}"])
def test_what_stands_in_a_live_page_or_a_release_is_of_its_day(read, text):
    one, before, another = read(
        text.format(
            "Ilva Dorn said that it rained. Jonas Ketterby had said that it snowed. "
            "On Sunday Aldo Brenn said that it did."
        )
    )

    assert (one.said_on, one.dated) == (days("2031-05-20"), True)
    assert not before.dated
    assert another.said_on == days("2031-05-18")


def test_a_headline_about_a_statement_dates_no_words(read):
    text = "Ketterby scorns the joint statement of the leaders\n\nIlva Dorn said that it rained."

    assert [draft.dated for draft in read(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Speaking on the Today programme, Ilva Dorn said that it was late.",
        "In 2021 Ilva Dorn was elected. She said that it was late.",
        "Ilva Dorn arrived on Monday. She said that it was late.",
    ],
)
def test_a_day_on_which_nothing_is_told_to_have_been_said_is_none(read_known, text):
    assert not any(draft.dated for draft in read_known(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ilva Dorn opened Sunday's briefing by saying that it rained.", "2031-05-18"),
        ("At Sunday’s press conference, Ilva Dorn said that it rained.", "2031-05-18"),
        (
            "Ilva Dorn said that it rained. She stated this in an interview published on 14 May with the Herald.",
            "2031-05-14",
        ),
        ("Ilva Dorn said that it rained. Aldo Brenn stated this in an interview given on 14 May.", ""),
        ("Ilva Dorn condemned Sunday's speech by Aldo Brenn as a farce.", ""),
    ],
)
def test_the_day_of_a_briefing_or_an_interview_is_when_its_words_were_said(read_known, text, day):
    first = read_known(text)[0]

    assert (first.said_on.first.isoformat() if first.dated else "") == day
