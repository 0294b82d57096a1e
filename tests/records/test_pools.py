"""A pool beside what its contributor is said to have."""

from datetime import date

from truceline.records.pools import StatedPool, pool_needs
from truceline.records.quantities import Range, Reliance


def stated(who, likely, day):
    return StatedPool(who, Range(0, likely, 2 * likely), day, Reliance.ASSUMED, "", "made up")


OLD, NEW = stated("ash", 60, date(2031, 1, 1)), stated("ash", 90, date(2031, 3, 1))


def test_a_pool_lacks_what_exceeds_the_likely_number():
    (ash,) = pool_needs([("ash", 80.0)], [OLD], date(2031, 1, 1))
    assert (ash.needed, ash.stated, ash.lacking) == (80, OLD, 20)


def test_the_latest_number_known_on_the_day_counts():
    needs = [("ash", 80.0)]
    assert [pool_needs(needs, [NEW, OLD], date(2031, m, 1))[0].lacking for m in (2, 3)] == [20, 0]


def test_a_number_not_yet_known_is_not_stated():
    (ash,) = pool_needs([("ash", 80.0)], [OLD], date(2030, 12, 31))
    assert (ash.stated, ash.lacking) == (None, 0)
