"""Road graphs come in from tables and from OpenStreetMap extracts."""

import numpy as np
import pytest

from truceline.errors import CaseError, SourceError
from truceline.sources.road_graph import read_roads

OSM = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lon="10.0" lat="50.0"/><node id="2" lon="10.1" lat="50.0"/><node id="3" lon="10.1" lat="50.1"/>
<way id="7"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary_link"/><tag k="maxspeed" v="50"/></way>
<way id="8"><nd ref="1"/><nd ref="3"/><tag k="highway" v="footway"/></way>
<way id="9"><nd ref="1"/><nd ref="3"/><tag k="waterway" v="river"/></way></osm>"""


def write(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    return tmp_path / name


def test_an_extract_gives_the_roads_one_can_drive_on(tmp_path):
    roads = read_roads(write(tmp_path, "a.osm", OSM))

    assert len(roads.nodes) == 3
    assert len(roads.km) == 2
    assert roads.km == pytest.approx([7.17, 11.12], abs=0.01)
    assert roads.kmh.tolist() == [50, 50]


def test_a_table_may_leave_length_and_speed_open(tmp_path):
    text = "from_lon,from_lat,to_lon,to_lat,km,kmh\n10,50,10.1,50,9,30\n10.1,50,10.1,50.1,,\n"
    roads = read_roads(write(tmp_path, "a.csv", text))

    assert roads.km == pytest.approx([9, 11.12], abs=0.01)
    assert roads.kmh[0] == 30
    assert np.isnan(roads.kmh[1])
    assert len(roads.nodes) == 3, "ends in one place are one node"


@pytest.mark.parametrize(("name", "text"), [("a.csv", "x,y\n1,2\n"), ("a.osm", "<osm"), ("a.csv", "from_lon\n")])
def test_what_is_no_road_graph_is_refused(tmp_path, name, text):
    with pytest.raises((SourceError, CaseError)):
        read_roads(write(tmp_path, name, text))
