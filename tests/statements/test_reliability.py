"""Agreement beyond chance, against worked examples that others published."""

import pytest

from truceline.statements.reliability import cohen_kappa, krippendorff_alpha

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: examples A (binary, two observers), B (nominal, two
# observers) and C (nominal, four observers, with values missing).
BINARY = ("0100000010", "1110010000")
TWO = ("aabbdcccedda", "babbbcccedd" + "d")
FOUR = ("123321412...", "1233224125.3", ".33323422" + "51.", "12332441251.")
KRIPPENDORFF = [(BINARY, 0.095), (TWO, 0.692), (FOUR, 0.743)]

# Cohen's (1960) table 2 as counts of 200; and the example of Bonnardel's program kappa.
COHEN = [
    ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.492),
    ([[25, 3, 5], [6, 32, 8], [1, 0, 20]], 0.654),
]


@pytest.mark.parametrize(("coders", "alpha"), KRIPPENDORFF)
def test_alpha_is_that_of_the_published_examples(coders, alpha):
    units = [[value for value in unit if value != "."] for unit in zip(*coders, strict=True)]

    assert krippendorff_alpha(units) == pytest.approx(alpha, abs=0.0005)


@pytest.mark.parametrize(("table", "kappa"), COHEN)
def test_kappa_is_that_of_the_published_examples(table, kappa):
    pairs = [(str(i), str(j)) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]

    assert cohen_kappa(pairs) == pytest.approx(kappa, abs=0.0005)


def test_perfect_agreement_is_one_and_values_without_difference_tell_nothing():
    assert krippendorff_alpha([("a", "a"), ("b", "b")]) == 1
    assert cohen_kappa([("a", "a"), ("b", "b")]) == 1
    assert krippendorff_alpha([("a", "a"), ("a", "a")]) is None
    assert cohen_kappa([("a", "a")]) is None
    assert krippendorff_alpha([]) is None
    assert cohen_kappa([]) is None


def test_systematic_disagreement_is_below_zero():
    # By hand: o = 4 of 4 apart, n = 4, n(a) = n(b) = 2: 1 - 3 * 4 / (16 - 8) = -0.5. Kappa: p = 0, e = 1/2.
    assert krippendorff_alpha([("a", "b"), ("b", "a")]) == pytest.approx(-0.5)
    assert cohen_kappa([("a", "b"), ("b", "a")]) == pytest.approx(-1)
