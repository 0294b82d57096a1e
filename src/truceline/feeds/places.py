"""Places written in other ways than decimal degrees: degrees and minutes, MGRS, UTM, and projected systems."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable

import polars as pl

from truceline.formats.reference_system import degrees_from

PLACE_FORMATS = ("degrees", "mgrs", "utm")

Place = tuple[float, float, float]
"""Latitude and longitude in degrees (EPSG:4326), and the side in metres of the square that a reference names."""

_BANDS = "CDEFGHJKLMNPQRSTUVWX"
"""Of latitude, 8 degrees each from 80 south; the last has 12."""
_NEAR = 0.5
"""A square of 100 km reaches this far, in degrees, beyond its band."""
_MINUTES = re.compile(
    r"""\s*(?P<sign>[+-])?(?P<degrees>\d{1,3})\s*[°º]\s*(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*)?"""
    r"""(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:["″”]|''))?\s*(?P<side>[NSEWnsew])?\s*"""
)
_PLAIN = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d+(?:\.\d+)?)(?:\s+[+-]?\d+(?:\.\d+)?){0,2}\s*")
_PAIR = re.compile(r"(.+[NSns])[\s,;]*(.+[EWew])\s*")
_MGRS = re.compile(r"(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z])([A-HJ-NP-V])((?:\d\d){1,5})")
_UTM = re.compile(
    r"(\d{1,2})\s*([C-HJ-NP-X])[\s,]+(\d{6}(?:\.\d+)?)\s*m?E?[\s,]+(\d{1,8}(?:\.\d+)?)\s*m?N?", re.IGNORECASE
)


def plain_degrees(texts: pl.Series) -> pl.Series:
    """Write coordinates of degrees, minutes and seconds, such as 48°30'15"N, as decimal degrees; others as they are."""
    if not texts.str.contains("[°º]").any():
        return texts
    found = [text if (value := _degrees(text)) is None else repr(value) for text in texts]
    return pl.Series(texts.name, found, dtype=pl.String)


def places(texts: pl.Series, form: str) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Read places of one column in a ``form`` of ``PLACE_FORMATS``: see ``Place``; null where a text is none.

    ``degrees`` are latitude before longitude, decimal or with minutes; what follows, as height and precision in forms
    of Kobo and ODK, is left out. Of squares the middle is taken. Time grows with the number of rows.
    """
    read = {"degrees": _pair, "mgrs": _mgrs, "utm": _utm}[form]
    return _columns(read, texts)


def projected(easting: pl.Series, northing: pl.Series, system: str) -> tuple[pl.Series, pl.Series]:
    """Return latitude and longitude of coordinates in metres of a system, such as EPSG:32637; null where outside."""
    lon, lat = degrees_from(system).transform(easting.fill_null(float("nan")), northing.fill_null(float("nan")))
    return tuple(  # type: ignore[return-value]  # two of them
        pl.select(pl.when(values.is_finite()).then(values)).to_series()
        for values in (pl.Series("lat", lat), pl.Series("lon", lon))
    )


def _columns(read: Callable[[str], Place | None], texts: Iterable[str]) -> tuple[pl.Series, pl.Series, pl.Series]:
    found = [read(text) or (None, None, None) for text in texts]
    lat, lon, side = zip(*found, strict=True) if found else ((), (), ())
    return tuple(pl.Series(values, dtype=pl.Float64) for values in (lat, lon, side))  # type: ignore[return-value]  # three


def _degrees(text: str) -> float | None:
    found = _MINUTES.fullmatch(text)
    if not found:
        return None
    minutes, seconds = (float((found[part] or "0").replace(",", ".")) for part in ("minutes", "seconds"))
    if minutes >= 60 or seconds >= 60:
        return None
    value = int(found["degrees"]) + minutes / 60 + seconds / 3600
    return -value if found["sign"] == "-" or (found["side"] or "").upper() in ("S", "W") else value


def _pair(text: str) -> Place | None:
    if found := _PLAIN.fullmatch(text):
        return float(found[1]), float(found[2]), 0.0
    both = _PAIR.fullmatch(text)
    lat, lon = (_degrees(both[1]), _degrees(both[2])) if both else (None, None)
    return None if lat is None or lon is None else (lat, lon, 0.0)


def _mgrs(text: str) -> Place | None:
    from mgrs import MGRS  # loaded with the first reference
    from mgrs.core import MGRSError

    found = _MGRS.fullmatch(re.sub(r"\s", "", text).upper())
    if not found:
        return None
    digits = len(found[5]) // 2
    middle = ((found[5][:digits] + "50000")[:5], (found[5][digits:] + "50000")[:5])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # of a middle beyond the band, which is looked at below
            lat, lon = MGRS().toLatLon("".join((*found.groups()[:4], *middle)))
    except MGRSError:
        return None
    return (lat, lon, 10.0 ** (5 - digits)) if _in_band(lat, found[2]) else None


def _utm(text: str) -> Place | None:
    found = _UTM.fullmatch(text.strip())
    if not found or not 1 <= int(found[1]) <= 60:
        return None
    band = found[2].upper()
    system = f"EPSG:{326 if band >= 'N' else 327}{int(found[1]):02d}"
    lon, lat = degrees_from(system).transform(float(found[3]), float(found[4]))
    # N is read as north too, since no band of the north is mistaken for it; S is a band of the north.
    return (lat, lon, 0.0) if _in_band(lat, band) or (band == "N" and 0 <= lat <= 84) else None


def _in_band(lat: float, band: str) -> bool:
    low = -80 + 8 * _BANDS.index(band)
    return low - _NEAR <= lat <= low + (12 if band == "X" else 8) + _NEAR
