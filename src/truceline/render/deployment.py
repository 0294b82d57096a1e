"""Where a force stands, in MSDL: its units, and below each the posts and reaction forces that it mans, with places."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.coalition.pledges import Pledge
from truceline.generation.units import shares_of
from truceline.render.msdl import ScenarioUnit, msdl_text
from truceline.render.symbols import symbol_of
from truceline.results.names import Names, names_of
from truceline.results.siting import ScenarioSiting
from truceline.siting.plan import PlacedAsset
from truceline.views.orbat import unit_title

_POST, _BASE = "observation-post", "reaction-company"


def deployment_msdl(view: ScenarioSiting) -> str:
    """Write the sited force as an MSDL scenario, valid against the published schema.

    Posts and bases stand at their sites (EPSG:4326); who flies or patrols has no one place and is left out.
    """
    title = f"{view.case.title}: {view.standing.scenario.title}"
    return msdl_text(tuple(_units(view)), title=title, as_of=view.as_of)


def _units(view: ScenarioSiting) -> Iterator[ScenarioUnit]:
    names = names_of(view.case)
    pledged = {pledge.id: pledge for pledge in view.standing.pledges}
    placed = [(_POST, asset) for asset in view.siting.posts] + [(_BASE, asset) for asset in view.siting.bases]
    for unit, asset in {asset.unit_id: asset for _, asset in placed}.items():
        yield _unit(unit, pledged[unit.rpartition("#")[0]], asset, names)
    sites = {site.id: site.name for site in view.case.sites}
    for number, (capability, asset) in enumerate(placed, 1):
        yield ScenarioUnit(
            id=f"{asset.unit_id}@{asset.site}:{number}",
            name=sites[asset.site],
            designation=asset.site,
            superior=asset.unit_id,
            nation=names.actor(asset.contributor),
            symbol=symbol_of(capability, names),
            place=(asset.lon, asset.lat),
        )


def _unit(unit: str, pledge: Pledge, asset: PlacedAsset, names: Names) -> ScenarioUnit:
    nation = names.actor(asset.contributor)
    title = unit_title(unit, shares_of(pledge)[unit], pledge.capability, nation, names)
    return ScenarioUnit(unit, title, unit, "", nation, symbol_of(pledge.capability, names))
