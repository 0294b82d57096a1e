"""The same mix of assets in another size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from truceline.siting.groups import Asset


def scaled(assets: Sequence[Asset], factor: float) -> tuple[Asset, ...]:
    """Scale a force's assets, kind by kind, in whole posts, forces and aircraft that add up to the whole scaled."""
    return tuple(_scaled(assets, factor))


def _scaled(assets: Sequence[Asset], factor: float) -> Iterator[Asset]:
    owed = {"posts": 0.0, "forces": 0.0, "watching": 0.0, "flying": 0.0}

    def due(what: str, number: int) -> int:
        before = round(owed[what])
        owed[what] += number * factor
        return round(owed[what]) - before

    for asset in assets:
        if asset.role == "post":
            yield replace(asset, posts=due("posts", asset.posts))
        elif asset.role == "orbit":
            yield replace(asset, aircraft=due("watching" if asset.watches else "flying", asset.aircraft))
        else:
            yield from [asset] * due("forces", 1)
