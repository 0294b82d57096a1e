"""Each provision as it is read: once where all agree, and once per version where a party reads it otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from truceline.agreement.agreement import Agreement, Area, Belt
from truceline.agreement.holdings import Holding
from truceline.agreement.provisions import Exemption, Provision
from truceline.agreement.weapons import WeaponClass
from truceline.agreement.windows import Window

Zone = Belt | Area
"""Ground on which a provision holds."""


class _Versioned(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...


Part = TypeVar("Part", bound=_Versioned)


@dataclass(frozen=True, slots=True)
class ProvisionReading:
    """A provision under one version, with what it refers to; ``version`` is empty where every party reads it so.

    ``exemptions`` hold those of the provision, its return fire and the agreement's reciprocity.
    """

    provision: Provision
    version: str
    windows: tuple[Window, ...]
    zones: tuple[Zone, ...]
    exemptions: tuple[Exemption, ...]


def readings(agreement: Agreement) -> tuple[ProvisionReading, ...]:
    """List every provision as each version reads it, in the agreement's order."""
    return tuple(
        _reading(agreement, provision, version)
        for provision in agreement.provisions
        for version in _versions(agreement, provision)
    )


def zones_under(agreement: Agreement, ids: Sequence[str], version: str) -> tuple[Zone, ...]:
    """Find the belts and areas with these ids under a version."""
    return tuple(zone for name in ids for zone in under(agreement.zones, name, version))


def classes_of(agreement: Agreement, ids: Sequence[str]) -> tuple[WeaponClass, ...]:
    """Find the weapon classes with these ids."""
    return tuple(group for group in agreement.weapon_classes if group.id in ids)


def under(parts: Sequence[Part], name: str, version: str) -> tuple[Part, ...]:
    """Find what has this id under a version: its own, and what all versions share."""
    return tuple(part for part in parts if part.id == name and part.version in ("", version))


def problems(agreement: Agreement) -> Iterator[str]:
    """List references that lead nowhere in some version, and ids given twice in one."""
    yield from _twice("window", agreement.windows)
    yield from _twice("zone", agreement.zones)
    yield from _twice("provision", agreement.provisions)
    for reading in readings(agreement):
        yield from _unresolved(agreement, reading)
    for holding in agreement.holdings:
        yield from _unheld(agreement, holding)


def _unheld(agreement: Agreement, holding: Holding) -> Iterator[str]:
    where = f"holding {holding.id}"
    if holding.actor not in (*agreement.parties, "other"):
        yield f"{where} | names {holding.actor!r}, who is no party; name a party, or other for a third actor"
    if not holding.acts and not holding.weapons:
        yield f"{where} | says neither acts nor weapons; say what nobody else has or does"
    for name in holding.zones:
        if not zones_under(agreement, (name,), holding.version):
            yield f"{where} | has no zone {name!r}; give the belt or area for its version"
    if holding.start and holding.end and holding.end <= holding.start:
        yield f"{where} | ends on {holding.end}, not after its start; exchange the two"


def _twice(kind: str, parts: Sequence[_Versioned]) -> Iterator[str]:
    shared = {part.id for part in parts if not part.version}
    seen: set[tuple[str, str]] = set()
    for part in parts:
        if (part.id, part.version) in seen or (part.version and part.id in shared):
            yield f"{kind} {part.id} | is given twice for one version; give one for all, or one for each"
        seen.add((part.id, part.version))


def _unresolved(agreement: Agreement, reading: ProvisionReading) -> Iterator[str]:
    provision, version = reading.provision, reading.version
    where = f"provision {provision.id}" + (f" in version {version}" if version else "")
    for name in provision.windows:
        if not under(agreement.windows, name, version):
            yield f"{where} | has no window {name!r}; give the window for that version"
    for name in (*provision.zones, *(zone for each in provision.exemptions for zone in each.zones)):
        if not zones_under(agreement, (name,), version):
            yield f"{where} | has no zone {name!r}; give the belt or area for that version"
    for name in (*provision.actors, *(actor for each in provision.exemptions for actor in each.actors)):
        if name not in agreement.parties:
            yield f"{where} | binds {name!r}, who is no party: nothing could be put down to it; add it to parties"


def _versions(agreement: Agreement, provision: Provision) -> tuple[str, ...]:
    if provision.version:
        return (provision.version,)
    named = {*provision.zones, *(zone for each in provision.exemptions for zone in each.zones)}
    contested = any(window.version and window.id in provision.windows for window in agreement.windows)
    contested |= any(zone.version and zone.id in named for zone in agreement.zones)
    return tuple(version.id for version in agreement.versions) if contested else ("",)


def _reading(agreement: Agreement, provision: Provision, version: str) -> ProvisionReading:
    returned = provision.return_fire.exemption() if provision.return_fire else None
    released = agreement.reciprocity.exemption() if agreement.reciprocity else None
    return ProvisionReading(
        provision,
        version,
        windows=tuple(w for name in provision.windows for w in under(agreement.windows, name, version)),
        zones=zones_under(agreement, provision.zones, version),
        exemptions=(*provision.exemptions, *(each for each in (returned, released) if each is not None)),
    )
