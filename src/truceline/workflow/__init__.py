"""Walk a case through the rooms: a case in, results out."""

from truceline.workflow.convening import convene
from truceline.workflow.generating import generate_force
from truceline.workflow.monitoring import monitor
from truceline.workflow.planning import plan

__all__ = ["convene", "generate_force", "monitor", "plan"]
