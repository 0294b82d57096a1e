"""The order of battle as a table."""

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.generation.orbat import Element
from truceline.render.orbat import orbat_csv
from truceline.results.names import names_of

ELEMENTS = (
    Element("force", "force", "", "", 0, "", "", 120.0),
    Element("sector:west", "sector", "west", "force", 1, "", "", 120.0),
    Element("line:r-reaction-west", "line", "r-reaction-west", "sector:west", 2, "reaction-company", "", 120.0),
    Element("dale-1#1", "unit", "dale-1#1", "line:r-reaction-west", 3, "reaction-company", "dale", 120.0),
)


@pytest.fixture(scope="module")
def names():
    return names_of(read_case(find_case("two-rivers").folder))


def test_the_table_has_a_row_per_element_below_its_superior(names):
    rows = orbat_csv(ELEMENTS, names).splitlines()
    assert rows[0] == "id,superior,kind,title,contributor,capability,personnel,sidc"
    assert rows[-1].startswith("dale-1#1,line:r-reaction-west,unit,")
    assert rows[-1].endswith(",dale,reaction-company,120,10031010151211040000")
