"""The terminal summary fits a narrow terminal without colour."""

from itertools import pairwise

from truceline.render.plan_summary import plan_summary
from truceline.render.terminal import WIDTH


def test_it_fits_and_needs_no_colour(plan):
    text = plan_summary(plan)

    assert max(map(len, text.splitlines())) <= WIDTH
    assert "\x1b" not in text
    assert text.endswith("\n")


def test_it_gives_a_row_per_scenario(plan):
    rows = [line.split() for line in plan_summary(plan).splitlines()]
    stated = next(row for row in rows if row[:1] == ["as-stated"])

    assert stated[:5] == ["as-stated", "0", "none", "38", "%"]
    assert all(any(row[:1] == [made.scenario.id] for row in rows) for made in plan.scenarios)


def test_it_says_what_unlocks_most(plan):
    text = " ".join(plan_summary(plan).split())

    assert "Unlocks most: Dale's parliament approves (+310 firm personnel on average" in text


def test_no_headline_stands_without_its_range(plan):
    lines = plan_summary(plan).splitlines()
    rows = {line.split()[0]: after.split() for line, after in pairwise(lines) if line.split()}

    for made in plan.scenarios:
        assert len(rows[made.scenario.id]) == 7
    # Two companies of Dale, one at least: see the plan.json of the same plan.
    assert rows["council-mandate"][6] == "7"
    low, high = rows["council-mandate"][5].split("–")
    assert float(low) < 98 < float(high)


def test_it_says_what_a_range_is_and_what_drives_it(plan):
    text = " ".join(plan_summary(plan).split())

    assert "from the 5th to the 95th percentile of 200 draws over 18 inputs" in text
    assert "as-stated: driven most by How far an orbit sees by day, straight from its middle (seen by day " in text
    assert "measured on the bundled case ukraine, not on this case: there by up to 0.1 points filled" in text
