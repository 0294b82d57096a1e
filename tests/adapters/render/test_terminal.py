"""The terminal summary fits a narrow terminal without colour."""

from truceline.adapters.render.terminal import WIDTH, plan_summary


def test_it_fits_and_needs_no_colour(plan):
    text = plan_summary(plan)

    assert max(map(len, text.splitlines())) <= WIDTH
    assert "\x1b" not in text
    assert text.endswith("\n")


def test_it_gives_a_row_per_scenario(plan):
    rows = [line.split() for line in plan_summary(plan).splitlines()]
    stated = next(row for row in rows if row[:1] == ["as-stated"])

    assert stated[:5] == ["as-stated", "1", "85", "38", "%"]
    assert all(any(row[:1] == [made.scenario.id] for row in rows) for made in plan.scenarios)


def test_it_says_what_unlocks_most(plan):
    text = " ".join(plan_summary(plan).split())

    assert "Unlocks most: Dale's parliament approves (+310 firm personnel on average" in text
