"""The ground hides what lies behind it, over a round earth."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from tests.reference.terrain import sees
from truceline.agreement.line import GEOD
from truceline.errors import CaseError
from truceline.siting.terrain import EARTH_M, Heights, Terrain, in_sight, viewshed

STEP = 0.001
ROWS = COLUMNS = 401


def terrain(heights):
    return Terrain(np.asarray(heights, dtype=float), 10.0, 50.4, (STEP, STEP))


def flat():
    return np.zeros((ROWS, COLUMNS))


def ridge(height=100.0):
    heights = flat()
    heights[:, 198:203] = height  # along 10.2 east
    return terrain(heights)


def pairs(eye, *targets):
    return np.array([eye] * len(targets)), np.array(targets)


def test_nothing_behind_a_ridge_is_seen_and_all_before_it_is():
    eyes, targets = pairs((10.1, 50.2), (10.15, 50.2), (10.19, 50.25), (10.2, 50.2), (10.21, 50.2), (10.35, 50.3))

    seen = in_sight(ridge(), eyes, targets, Heights(10, 2))

    assert seen.tolist() == [True, True, True, False, False]


def test_the_shadow_of_a_ridge_ends_where_the_sight_line_says():
    # Eye 300 m up, 100 m ridge 7.17 km away: by similar triangles the shadow on a flat earth ends at d * 300 / 200.
    eye, over = (10.1, 50.2), 7_167.0
    lon = 10.1 + (10.2025 - 10.1)  # the far edge of the ridge
    _, _, edge = GEOD.inv(*eye, lon, 50.2)
    end = edge * 300 / 200
    reach = np.linspace(over, 20_000, 300)
    targets = np.column_stack(GEOD.fwd(np.full(300, eye[0]), np.full(300, eye[1]), np.full(300, 90.0), reach)[:2])
    seen = in_sight(ridge(), np.tile(eye, (300, 1)), targets, Heights(300, 0, refraction=1.0))

    behind = reach > edge + 150
    assert reach[behind][seen[behind]].min() == pytest.approx(end, abs=250)


def test_over_a_flat_sea_the_horizon_is_where_the_earth_bends_away():
    heights = Heights(10.0, 0.0)
    horizon = np.sqrt(2 * EARTH_M * 10 / (1 - heights.refraction))
    reach = np.linspace(1_000, 25_000, 400)
    wide = Terrain(np.zeros((101, 1001)), 10.0, 50.05, (STEP, STEP))
    targets = np.column_stack(GEOD.fwd(np.full(400, 10.01), np.full(400, 50.0), np.full(400, 90.0), reach)[:2])
    seen = in_sight(wide, np.tile((10.01, 50.0), (400, 1)), targets, heights)

    assert horizon == pytest.approx(12_193, rel=0.01)
    assert reach[seen].max() == pytest.approx(horizon, rel=0.02)
    assert seen[reach < horizon * 0.98].all()


def test_refraction_lengthens_the_view():
    targets = np.array([[10.01 + 0.163, 50.0]])
    wide = Terrain(np.zeros((101, 1001)), 10.0, 50.05, (STEP, STEP))
    eye = np.array([[10.01, 50.0]])

    assert in_sight(wide, eye, targets, Heights(10, 0, refraction=0.2))[0]
    assert not in_sight(wide, eye, targets, Heights(10, 0, refraction=0.0))[0]


def test_it_agrees_with_walking_each_sight_line_sample_by_sample():
    rng = np.random.default_rng(3)
    rough = terrain(40 * gaussian_filter(rng.normal(0, 4, (ROWS, COLUMNS)), 5))
    start = rng.uniform((10.1, 50.1), (10.3, 50.3), (60, 2))
    ends = start, start + rng.uniform(-0.08, 0.08, (60, 2))
    heights = Heights(12, 4)

    seen = in_sight(rough, ends[0], ends[1], heights)

    expected = [sees(rough, a, b, heights) for a, b in zip(*ends, strict=True)]
    assert 5 < sum(expected) < 55
    assert np.mean(seen == expected) >= 0.95, "samples fall elsewhere, so a few grazing lines may differ"


def test_a_sweep_agrees_with_single_sight_lines():
    rng = np.random.default_rng(4)
    rough = terrain(40 * gaussian_filter(rng.normal(0, 4, (ROWS, COLUMNS)), 5))
    eye, heights = (10.2, 50.2), Heights(10, 2)

    swept = viewshed(rough, eye, 8_000, heights)

    turn, out = np.meshgrid(swept.azimuth, swept.distance_m, indexing="ij")
    number = turn.size
    lon, lat, _ = GEOD.fwd(np.full(number, eye[0]), np.full(number, eye[1]), turn.ravel(), out.ravel())
    single = in_sight(rough, np.tile(eye, (number, 1)), np.column_stack([lon, lat]), heights)
    assert 0.1 < swept.seen.mean() < 0.9
    assert np.mean(single == swept.seen.ravel()) > 0.95


def test_what_lies_off_the_grid_is_not_hidden():
    assert in_sight(ridge(), np.array([[10.1, 50.2]]), np.array([[11.0, 50.2]]), Heights(10, 2))[0]


def test_a_grid_turned_upside_down_is_refused():
    with pytest.raises(CaseError, match="north up"):
        Terrain(flat(), 10, 50, (STEP, -STEP))
