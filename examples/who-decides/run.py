"""Ask who decides in the small invented case, and which announcement would move those who wait."""

from importlib import resources
from pathlib import Path

import numpy as np

import truceline
from truceline.workflow.coalition import convene

folder = Path(str(resources.files("truceline") / "cases" / "two-rivers"))
view = convene(truceline.read_case(folder), scenario="dale-votes-yes", rng=np.random.default_rng(7), target=390)

print("firm:", *sorted(view.standing.resolution.firm))
print("waiting:", *sorted(view.standing.resolution.waiting))
for pivot in view.contributors:
    print(f"  {pivot.player}: {pivot.shapley:.0f}{' (veto)' if pivot.veto else ''}")
print("smallest coalitions that bring 390:", *(" + ".join(names) for names in view.sufficient or ()))
print("if announced first, all follow:", *view.announcements.contributors)
