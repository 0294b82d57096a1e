"""Of messages of one id the newest stands, in whatever order they come; a message may take its id back."""

from datetime import UTC, datetime
from itertools import permutations

import pytest
from tests.own_ids import natives, own
from tests.stored import import_file, read_reports, withdraw_import

from truceline.errors import SourceError
from truceline.feeds.catalogue import feed_of
from truceline.feeds.setting import ImportSetting
from truceline.services.import_reports import Choices

EVENT = (
    '<event uid="{uid}" type="{kind}" time="2031-01-02T03:{time}Z" start="2031-01-02T03:00:00Z" how="m-g">'
    '<point lat="{lat}" lon="37.5" ce="25"/><detail><link uid="{link}"/></detail></event>\n'
)


def at(hour):
    return int(datetime(2031, 1, 3, hour, tzinfo=UTC).timestamp())


def seen(uid, time, lat):
    return EVENT.format(uid=uid, kind="a-h-G", time=time, lat=lat, link="")


def deleted(uid, time):
    return EVENT.format(uid=f"delete-{uid}", kind="t-x-d-d", time=time, lat="0", link=uid)


def cancelled(uid, time):
    return EVENT.format(uid=uid, kind="b-a-o-can", time=time, lat="0", link="")


def take(folder, *events, hour=1, wrap="{}"):
    path = folder / "stream.xml"
    path.write_text(wrap.format("".join(events)))
    return import_file(folder, feed_of("cot"), path, ImportSetting(at(hour), "Etc/UTC"), Choices(accept_rest=True))


def places(folder, **wanted):
    reports, native = read_reports(folder, **wanted), natives(folder)
    return dict(zip((native[each] for each in reports.id.tolist()), reports.lat.tolist(), strict=True))


NEWEST = [seen("a", "10:00", 48.1), seen("a", "12:00", 48.3), seen("a", "11:00.250", 48.2)]


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("files", [1, 3])
def test_the_newest_message_of_an_id_stands_whatever_the_order(place, order, files):
    events = [NEWEST[n] for n in order]
    batches = [events] if files == 1 else [[each] for each in events]
    counts = [take(place, *batch, hour=n).counts for n, batch in enumerate(batches, start=1)]

    assert places(place) == {"a": 48.3}
    assert sum(each["new"] for each in counts) == 1
    assert sum(each["altered"] for each in counts) == 2
    again = take(place, *NEWEST, hour=9)
    assert (again.counts["altered"], again.counts["new"], places(place)) == (0, 0, {"a": 48.3})


def test_thousandths_of_a_second_tell_which_is_newer(place):
    take(place, seen("a", "10:00.500", 48.2), seen("a", "10:00.25", 48.1))

    assert places(place) == {"a": 48.2}


@pytest.mark.parametrize("taken_back", [deleted, cancelled])
def test_a_delete_or_a_cancel_withdraws_what_it_names_and_a_later_message_brings_it_back(place, taken_back):
    take(place, seen("a", "10:00", 48.1), seen("b", "10:00", 48.5))
    gone = take(place, taken_back("a", "11:00"), hour=2)
    assert (gone.counts["withdrawn"], places(place)) == (1, {"b": 48.5})
    assert places(place, as_known_at=datetime(2031, 1, 3, 1, tzinfo=UTC)) == {"a": 48.1, "b": 48.5}
    take(place, seen("a", "10:30", 48.2), hour=3)
    assert places(place) == {"b": 48.5}
    take(place, seen("a", "11:30", 48.3), hour=4)
    assert places(place) == {"a": 48.3, "b": 48.5}


def test_what_takes_back_an_unknown_id_is_refused(place):
    done = take(place, seen("a", "10:00", 48.1), deleted("x", "11:00"))

    assert done.first == (
        f"line 2 id | '{own(place, 'x', 'cot')}' is taken back, but no report of it is known; nothing is left to do",
    )


def test_without_the_import_of_the_newest_the_newest_of_the_rest_stands(place):
    take(place, seen("a", "12:00", 48.3), hour=1)
    take(place, seen("a", "10:00", 48.1), seen("a", "11:00", 48.2), hour=2)
    assert places(place) == {"a": 48.3}
    withdraw_import(place, 1, at(3))
    assert places(place) == {"a": 48.2}
    take(place, seen("a", "12:00", 48.3), hour=4)
    assert places(place) == {"a": 48.3}


@pytest.mark.parametrize("wrap", ["<events>{}</events>", '<?xml version="1.0"?>\n<events>{}</events>', "\n\n{}\n"])
def test_messages_come_with_a_root_element_or_without(place, wrap):
    take(place, seen("a", "10:00", 48.1), seen("b", "10:00", 48.2), wrap=wrap)

    assert places(place) == {"a": 48.1, "b": 48.2}


def test_a_long_stream_is_read_in_order_with_the_line_of_each_message(place):
    count = 3_000  # several blocks of the parser
    heads = '<?xml version="1.0" encoding="UTF-8"?>'
    events = [f"{heads}\n{seen(f'u{n}', '10:00', 48.0 + n / 10_000)}" for n in range(count)]
    broken = f"{heads}\n{seen('u', '10:00', 'north')}"
    done = take(place, *events, broken)

    assert (done.counts["new"], done.counts["refused"]) == (count, 1)
    assert done.first[0].startswith(f"line {2 * count + 2} lat | 'north' is not a number")
    assert places(place)["u2999"] == pytest.approx(48.2999)


def test_a_stream_that_is_cut_off_is_refused_whole(place):
    with pytest.raises(SourceError, match="is it cut off"):
        take(place, seen("a", "10:00", 48.1), seen("b", "10:00", 48.2)[:-20])

    assert len(read_reports(place)) == 0
