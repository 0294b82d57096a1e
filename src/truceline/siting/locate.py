"""The location models by their standard names: one front door, one result."""

from truceline.siting.located import Candidates, Located, detected, one_kind
from truceline.siting.lscp import lscp
from truceline.siting.mclp import mclp
from truceline.siting.p_center import p_center
from truceline.siting.p_median import p_median

__all__ = ["Candidates", "Located", "detected", "lscp", "mclp", "one_kind", "p_center", "p_median"]
