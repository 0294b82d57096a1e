"""The location models by their standard names: one front door, one result."""

from truceline.siting.location.lscp import lscp
from truceline.siting.location.mclp import mclp
from truceline.siting.location.p_center import p_center
from truceline.siting.location.p_median import p_median
from truceline.siting.location.problem import Candidates, Located, detected, one_kind

__all__ = ["Candidates", "Located", "detected", "lscp", "mclp", "one_kind", "p_center", "p_median"]
