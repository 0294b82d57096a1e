"""The local rate of reports: how busy a place is at a time, so that linkage asks for closer agreement there.

A kernel estimate on a grid, from coarse to fine: each finer kernel corrects the coarser estimate by
(counted + K) / (expected + K), the posterior mean of a Poisson rate under a Gamma prior with weight K [1]_, so
that a kernel with few reports in it changes little. Time is corrected the same way, by week and then by day
in blocks of tens of kilometres. Left out: kernels along the line of contact, and bandwidths fitted to the
data.

.. [1] Gelman, A. and others (2013). *Bayesian Data Analysis*, 3rd edition, section 2.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import scipy

from truceline.monitoring.linkage.parallel import side_by_side
from truceline.monitoring.reports import Floats, Integers, Reports

METRES_PER_DEGREE = 6_371_008.8 * np.pi / 180
"""On the sphere with the mean radius of WGS84."""
HOUR = 3600.0

_BANDWIDTHS_M = (16_000.0, 8_000.0, 4_000.0, 2_000.0)
_WEIGHT = 20.0
"""How many reports the coarser estimate is worth, K above."""
_CELL_M, _CELLS = 1_000.0, 2_000_000
_BLOCK_M, _DAY_H = 50_000.0, 24.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of equal size in degrees, from the corner ``south``, ``west``; ``shape`` is rows, columns."""

    south: float
    west: float
    lat_step: float
    lon_step: float
    shape: tuple[int, int]

    def cells(self, lat: Floats, lon: Floats) -> tuple[Integers, Integers]:
        """Row and column of each place; places outside count to the nearest cell."""
        row = ((lat - self.south) / self.lat_step).astype(np.int64).clip(0, self.shape[0] - 1)
        column = ((lon - self.west) / self.lon_step).astype(np.int64).clip(0, self.shape[1] - 1)
        return row, column


@dataclass(frozen=True, slots=True)
class LocalRate:
    """Reports per square metre and hour, by place, time and the exactness asked for.

    ``surfaces`` (bandwidths, rows, columns) is the rate over the whole time, logarithm, by kernel from coarse
    to fine; ``bursts`` (blocks, days) the factor by which a block's day is busier than that, logarithm.
    """

    grid: Grid
    surfaces: Floats
    blocks: Grid
    bursts: Floats
    first_h: float

    def log_at(self, reports: Reports, radius_m: Floats) -> Floats:
        """Logarithm of the rate around each report, (reports,), smoothed to the exactness of its place."""
        level = (len(_BANDWIDTHS_M) - np.searchsorted(_BANDWIDTHS_M[::-1], radius_m) - 1).clip(0)
        row, column = self.grid.cells(reports.lat, reports.lon)
        rate: Floats = self.surfaces[level, row, column] + self.bursts[self._burst_cells(reports)]
        return rate

    def _burst_cells(self, reports: Reports) -> tuple[Integers, Integers]:
        row, column = self.blocks.cells(reports.lat, reports.lon)
        day = ((middle_h(reports) - self.first_h) / _DAY_H).astype(np.int64)
        return row * self.blocks.shape[1] + column, day.clip(0, self.bursts.shape[1] - 1)


def middle_h(reports: Reports) -> Floats:
    """Middle of each report's interval, hours since 1970-01-01 UTC."""
    return (reports.start + reports.end) / (2 * HOUR)


def local_rate(reports: Reports) -> LocalRate:
    """Estimate the local rate of all ``reports``.

    Time grows linearly with the reports, and with the area up to 2,000,000 cells of 1 km; beyond, cells are larger.
    """
    hours = middle_h(reports)
    first_h, span_h = float(hours.min()), max(float(np.ptp(hours)), _DAY_H)
    grid = _grid(reports, _CELL_M, _CELLS, margin_m=_BANDWIDTHS_M[0])
    blocks = _grid(reports, _BLOCK_M, max(int(_CELLS * _DAY_H / span_h), 1), margin_m=0.0)
    surfaces = _surfaces(reports, grid) - np.log(span_h)
    return LocalRate(grid, surfaces, blocks, _bursts(reports, blocks, first_h, span_h), first_h)


def _grid(reports: Reports, cell_m: float, most_cells: int, *, margin_m: float) -> Grid:
    middle = np.radians(reports.lat.min() + reports.lat.max()) / 2
    north_m = np.ptp(reports.lat) * METRES_PER_DEGREE + 2 * margin_m
    east_m = np.ptp(reports.lon) * METRES_PER_DEGREE * np.cos(middle) + 2 * margin_m
    cell_m = max(cell_m, float(np.sqrt(north_m * east_m / most_cells)))
    lat_step = cell_m / METRES_PER_DEGREE
    lon_step = lat_step / max(float(np.cos(middle)), 0.01)
    margin = margin_m / cell_m
    return Grid(
        south=float(reports.lat.min()) - margin * lat_step,
        west=float(reports.lon.min()) - margin * lon_step,
        lat_step=lat_step,
        lon_step=lon_step,
        shape=(int(north_m / cell_m) + 1, int(east_m / cell_m) + 1),
    )


def _surfaces(reports: Reports, grid: Grid) -> Floats:
    """Logarithm of reports per square metre, (bandwidths, rows, columns)."""
    row, column = grid.cells(reports.lat, reports.lon)
    rows, columns = grid.shape
    counted = np.bincount(row * columns + column, minlength=rows * columns).reshape(grid.shape)
    cell_m = grid.lat_step * METRES_PER_DEGREE
    rate, surfaces = np.full(grid.shape, len(reports) / counted.size), []
    smoothing = partial(scipy.ndimage.gaussian_filter, counted.astype(float), mode="constant", truncate=3.0)
    smoothed = side_by_side([partial(smoothing, bandwidth / cell_m) for bandwidth in _BANDWIDTHS_M])
    for bandwidth, smooth in zip(_BANDWIDTHS_M, smoothed, strict=True):
        reach = max(4 * np.pi * (bandwidth / cell_m) ** 2, 1.0)  # cells: 1 / integral of the squared kernel
        rate = rate * (smooth * reach + _WEIGHT) / (rate * reach + _WEIGHT)
        surfaces.append(np.log(rate))
    lat = grid.south + (np.arange(rows) + 0.5) * grid.lat_step
    area = cell_m * grid.lon_step * METRES_PER_DEGREE * np.cos(np.radians(lat)).clip(0.01)
    stacked: Floats = np.stack(surfaces) - np.log(area)[:, None]
    return stacked


def _bursts(reports: Reports, blocks: Grid, first_h: float, span_h: float) -> Floats:
    """Logarithm of how much busier each day is than the block's mean, (blocks, days)."""
    days = int(span_h / _DAY_H) + 1
    share = np.minimum(span_h - np.arange(days) * _DAY_H, _DAY_H).clip(0) / span_h
    row, column = blocks.cells(reports.lat, reports.lon)
    day = ((middle_h(reports) - first_h) / _DAY_H).astype(np.int64).clip(0, days - 1)
    cells = blocks.shape[0] * blocks.shape[1]
    key = (row * blocks.shape[1] + column) * days + day
    counted = np.bincount(key, minlength=cells * days).reshape(cells, days).astype(float)
    expected = counted.sum(axis=1, keepdims=True) * share
    first = np.arange(0, days, 7)
    week = np.arange(days) // 7
    weekly = np.add.reduceat(counted, first, axis=1) + _WEIGHT
    weekly /= np.add.reduceat(expected, first, axis=1) + _WEIGHT
    expected *= weekly[:, week]
    bursts: Floats = np.log(weekly[:, week] * (counted + _WEIGHT) / (expected + _WEIGHT))
    return bursts
