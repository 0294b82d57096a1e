"""Walk a case through the rooms: a case in, results out."""

from truceline.workflow.coalition import convene
from truceline.workflow.generate import generate_force
from truceline.workflow.monitor import monitor
from truceline.workflow.plan import plan

__all__ = ["convene", "generate_force", "monitor", "plan"]
