"""Each constraint is one golden file that a person can read, and none is missing."""

import numpy as np
import pytest
from tests.generation.building import line, unit
from tests.places import TESTS
from tests.reference.lp import lp_text

from truceline.generation.exact.columns import columns, limits
from truceline.generation.exact.constraints import CONSTRAINTS
from truceline.generation.exact.programme import gains, programme, rows_matrix
from truceline.generation.problem import given
from truceline.solvers.milp import Milp

GOLDEN = TESTS / "golden" / "generation"


@pytest.fixture(scope="module")
def small():
    """Battalions that need a hospital, a substitute, a hospital that rests, and one that needs a hospital itself."""
    lines = [
        line("front", "battalion", 2, (1, 3), critical=True, substitutes=(("company", 0.5),), minimum=2),
        line("ward", "hospital", 1, (2, 3)),
    ]
    units = [
        unit("ash-1#1", "battalion", tour=2, tours=1, needs=("hospital",)),
        unit("ash-1#2", "battalion", tour=2, tours=1, needs=("hospital",)),
        unit("birch-1#1", "company", tour=1, tours=2),
        unit("cedar-1#1", "hospital", tour=1, rest=1, tours=2, ready=30),
        unit("dale-1#1", "hospital", tour=3, tours=1, needs=("hospital",)),
    ]
    return given(lines, units, 3)


def names(force, cols):
    found = np.empty(cols.total, dtype=object)
    pledge = [force.units[members[0]].pledge for members in force.members]
    for column, (pair, start) in enumerate(zip(cols.pair, cols.start, strict=True)):
        where = force.lines[force.pair_line[pair]].id
        found[column] = f"tour[{pledge[force.pair_group[pair]]},{where},{start + 1}]"
    kinds = ["+".join(e for e, n in zip(force.enablers, row, strict=True) if n) for row in force.kind_needs]
    axes = {
        "filled": ([item.id for item in force.lines],),
        "usable": (kinds, [item.id for item in force.lines]),
        "ready": (kinds,),
        "provided": (force.enablers,),
        "provider": (kinds, force.enablers),
        "viable": ([force.lines[i].id for i in force.formed],),
    }
    for block, labels in axes.items():
        for place, column in np.ndenumerate(getattr(cols, block)):
            words = [label[i] for label, i in zip(labels, place[:-1], strict=True)]
            found[column] = f"{block}[{','.join([*words, str(place[-1] + 1)])}]"
    return found.tolist()


def text_of(force, constraint):
    cols = columns(force)
    rows = constraint(force, cols)
    high, whole = limits(force, cols)
    zero = np.zeros(cols.total)
    milp = Milp(zero, rows_matrix(rows, cols.total), rows.low, rows.high, zero, high, whole)
    return lp_text(milp, names(force, cols)).split("bounds")[0]


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda c: c.__name__)
def test_the_rows_are_those_of_the_golden_file(small, constraint):
    golden = (GOLDEN / f"{constraint.__name__}.lp").read_text(encoding="utf-8")
    assert f"\\ {constraint.__doc__.splitlines()[0]}\n{text_of(small, constraint)}" == golden


def test_the_columns_stages_and_bounds_are_those_of_the_golden_file(small):
    cols = columns(small)
    milp = programme(small, cols)
    stages = "".join(
        f"\\ {name}: {' '.join(_terms(gain, names(small, cols)))}\n" for name, gain in gains(small, cols).items()
    )
    golden = (GOLDEN / "columns.lp").read_text(encoding="utf-8")
    assert stages + "bounds" + lp_text(milp, names(small, cols)).split("bounds")[1] == golden


def _terms(gain, words):
    return [f"{value:+g} {word}" for value, word in zip(gain, words, strict=True) if value]


def test_every_constraint_has_its_golden_file_and_no_file_is_left_over():
    assert {path.stem for path in GOLDEN.glob("*.lp")} == {c.__name__ for c in CONSTRAINTS} | {"columns"}
