"""The same mix of assets in another size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from truceline.siting.assets import Asset, needed, whole


def scaled(assets: Sequence[Asset], factor: float) -> tuple[Asset, ...]:
    """Scale a force's assets, kind by kind, so that whole posts and forces add up to those that stand, scaled.

    Nothing is rounded up: 15 posts by 0.5 are 7. What a unit has left over beyond whole posts or forces stays unused.
    Aircraft and patrols are scaled as they are, as part of an orbit or patrol counts.
    """
    return tuple(_scaled(assets, factor))


def _scaled(assets: Sequence[Asset], factor: float) -> Iterator[Asset]:
    owed = {"post": 0.0, "reaction": 0.0}

    def due(asset: Asset) -> int:
        before = whole(owed[asset.role])
        owed[asset.role] += needed(asset) * factor
        return whole(owed[asset.role]) - before

    for asset in assets:
        if asset.role == "orbit":
            yield replace(asset, aircraft=asset.aircraft * factor)
        elif asset.role == "patrol":
            yield replace(asset, patrols=asset.patrols * factor)
        elif asset.role == "post":
            yield replace(asset, posts=due(asset))
        else:
            yield from [replace(asset, forces=1.0)] * due(asset)
