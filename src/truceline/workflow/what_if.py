"""What might be added to a scenario's force for an exercise: one hundred observers, or one orbit.

Both go where they add most to what is seen, day and night counting alike (`siting.further`), and nothing that stands
is moved for them. Observers man as many whole posts as the case's own capability gives for their number, and join the
pledge that mans most posts: its caveats bind them, and they leave with it. Where nobody mans a post, they are of the
kind that the scenario's concept asks for, and nobody's caveats bind them. A further orbit is one more station flown,
by aircraft that share the fate of those that fly already. Both are on tour as the rest of the force is.

Left out: observers of several pledges at once, reaction forces for them, and whether anybody would send them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from truceline.coalition.pledges import Pledge
from truceline.exercise.additions import Addition
from truceline.exercise.ground import ForceGround
from truceline.records.capabilities import Capability
from truceline.records.quantities import Arithmetic
from truceline.results.plan import Plan, ScenarioPlan
from truceline.siting.asset_groups import AssetGroup, deal, places
from truceline.siting.assets import Asset
from truceline.siting.marginal_posts import free_posts, further_posts
from truceline.siting.orbits import fleet
from truceline.siting.parameters import SitingParameters
from truceline.siting.plan import PlacedAsset, Siting
from truceline.siting.posts import side_by_side
from truceline.siting.sensors import plain_eyes
from truceline.workflow.footing import open_sites
from truceline.workflow.site import seers_of

OBSERVERS = 100
"""How many are added."""

_SITES = "sites.geojson | has no free site of kind 'post' where they may stand; add one"

Lay = Callable[[Siting], ForceGround]
"""Lays a siting of the scenario's force on the ground."""


def additions(plan: Plan, scenario: ScenarioPlan, lay: Lay) -> tuple[Addition, ...]:
    """Return what might be added to the force of ``scenario``, each on its ground or with what it lacks."""
    return _observers(plan, scenario, lay), _orbit(plan, scenario, lay)


def _observers(plan: Plan, scenario: ScenarioPlan, lay: Lay) -> Addition:
    kind = _kind(plan, scenario)
    none = Addition(scenario.scenario.id, "observers", f"{OBSERVERS} more observers", None, (), "", None, "")
    if kind is None:
        return replace(none, lacking="capabilities.csv | has none with the role 'post'; add one with its posts")
    capability, pledge = kind
    sums = _posts(capability)
    added = replace(none, sums=sums, with_pledge=pledge.id if pledge else "")
    if sums.value < 1:
        what = f"capabilities.csv | {capability.id} mans {sums.value:.2f} posts with {OBSERVERS} people; give posts"
        return replace(added, lacking=what)
    placed = _stood(plan, scenario, int(sums.value), pledge)
    if not placed:
        return replace(added, lacking=_SITES)
    own, names = scenario.own.siting, {site.id: site.name for site in plan.case.sites}
    if len(placed) < int(sums.value):
        added = replace(added, sums=replace(sums, text=f"{sums.text}; free sites for {len(placed)} of them"))
    ground = lay(replace(own, posts=(*own.posts, *placed)))
    return replace(added, where=tuple(names[post.site] for post in placed), ground=ground)


def _kind(plan: Plan, scenario: ScenarioPlan) -> tuple[Capability, Pledge | None] | None:
    known = {capability.id: capability for capability in plan.case.capabilities}
    if owners := Counter(post.unit_id.rpartition("#")[0] for post in scenario.own.siting.posts):
        pledge = plan.pledges[min(owners, key=lambda owner: (-owners[owner], owner))]
        return known[pledge.capability], pledge
    asked = [line.capability for line in plan.case.requirement if line.concept == scenario.scenario.concept]
    manning = [known[name] for name in [*asked, *known] if known[name].role == "post"]
    return (manning[0], None) if manning else None


def _posts(capability: Capability) -> Arithmetic:
    people, posts = capability.personnel.likely, capability.posts
    value = OBSERVERS * posts / people if people else 0.0
    text = (
        f"{OBSERVERS} people × {posts} posts / {people:g} people of one {capability.title.lower()} "
        f"({capability.standing.value}) = {value:.2f}: {int(value)} whole posts"
    )
    return Arithmetic(value, "posts", text, (f"posts={posts}", f"personnel={people:g}"))


def _stood(plan: Plan, scenario: ScenarioPlan, number: int, pledge: Pledge | None) -> tuple[PlacedAsset, ...]:
    cut, siting = plan.segments, scenario.own.siting
    among = places(cut, tuple(free_posts(open_sites(plan.case.sites, scenario.own.closed), siting)), "post")
    owner = (f"{pledge.id}#further", pledge.contributor) if pledge else ("#further", "")
    tasks = _tasks(scenario, pledge.id) if pledge else ()
    asset = Asset(*owner, "post", posts=number, tasks=tasks, caveats=pledge.caveats if pledge else ())
    barred = frozenset(n for n, name in enumerate(cut.sectors) if name in asset.barred_areas)
    group = AssetGroup(None, barred, (asset,))
    open_ = np.flatnonzero(group.allows(among))
    seeing = plain_eyes(SitingParameters.from_assumptions(plan.case.assumptions))
    chances = side_by_side(seeing.posts(cut, among.where[open_]))
    best = further_posts(seers_of(cut, siting, seeing), chances, number).places
    placed, _ = deal((group,), (open_[best],), among, cut.sectors)
    return placed


def _tasks(scenario: ScenarioPlan, pledge: str) -> tuple[str, ...]:
    # Those of the pledge's own posts.
    mates = (a for a in scenario.own.assets if a.role == "post" and a.unit_id.rpartition("#")[0] == pledge)
    return tuple(dict.fromkeys(task for mate in mates for task in mate.tasks))


def _orbit(plan: Plan, scenario: ScenarioPlan, lay: Lay) -> Addition:
    parameters = SitingParameters.from_assumptions(plan.case.assumptions)
    cut, own, seeing = plan.segments, scenario.own.siting, plain_eyes(parameters)
    chances = side_by_side(seeing.orbits(cut, np.column_stack([cut.lon, cut.lat])))
    best = further_posts(seers_of(cut, own, seeing), chances, 1).places[0]
    middle = float(cut.start_m[best] + cut.end_m[best]) / 2
    taken = fleet(1, parameters.cycle)
    return Addition(
        scenario.scenario.id,
        "orbit",
        "one more watching orbit",
        taken,
        (f"km {middle / 1000:.0f} of the line",),
        "",
        lay(
            replace(
                own,
                orbit_stations_m=(*own.orbit_stations_m, middle),
                orbit_shares=(*own.orbit_shares, 1.0),
            )
        ),
        "",
    )
