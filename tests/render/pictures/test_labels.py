"""Place names never cover each other, a mark or the frame."""

from hypothesis import given
from hypothesis import strategies as st

from truceline.render.pictures.labels import MapLabel, place_labels
from truceline.render.pictures.svg import PER_CHARACTER

FRAME = (400.0, 300.0)
labels = st.builds(
    MapLabel,
    st.text("abc", min_size=1, max_size=12),
    st.floats(0, 400),
    st.floats(0, 300),
    st.just(12.0),
    st.just(9.0),
    st.just("t"),
)


def box(label, left, base):
    return left, base - label.size, left + len(label.words) * label.size * PER_CHARACTER, base + 3


def apart(one, other):
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@given(st.lists(labels, max_size=12))
def test_no_label_covers_anything(wanted):
    marks = [(w.x - 6, w.y - 6, w.x + 6, w.y + 6) for w in wanted]
    placed = [box(*found) for found in place_labels(wanted, marks, FRAME)]

    for i, one in enumerate(placed):
        assert all(apart(one, other) for other in [*marks, *placed[:i]])
        assert one[0] >= 0
        assert one[1] >= 0
        assert one[2] <= FRAME[0]
        assert one[3] <= FRAME[1]


def test_a_lone_label_is_placed_right_of_its_point():
    [(label, left, base)] = place_labels([MapLabel("Town", 100.0, 100.0, 12.0, 9.0, "t")], [], FRAME)

    assert (label.words, left, base) == ("Town", 109.0, 104.0)


@given(st.lists(labels, max_size=40))
def test_labels_stand_where_comparing_each_with_all_would_put_them(wanted):
    marks = [(w.x - 6, w.y - 6, w.x + 6, w.y + 6) for w in wanted]
    placed, taken = [], list(marks)
    for label in wanted:
        for found in place_labels([label], taken, FRAME):
            placed.append(found)
            taken.append(box(*found))

    assert list(place_labels(wanted, marks, FRAME)) == placed
