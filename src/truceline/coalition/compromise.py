"""Where bargaining would settle if power and interest alone decided.

The compromise model, an approximation of the Nash bargaining solution [1]_: the mean of the actors'
positions, each weighted by its capability times its salience. The median voter's place under the same weights is
given beside it. On European Union decisions the mean did better than models of procedure, which others hold to be an
artefact [1]_: show it as one reading among several.

.. [1] Leinaweaver, J., Thomson, R. (2014). Testing models of legislative decision-making with measurement error: the
   robust predictive power of bargaining models over procedural models. *European Union Politics* 15(1).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def compromise(position: Floats, capability: Floats, salience: Floats) -> float:
    """Give the mean position weighted by capability x salience; all three are (actors,)."""
    return float(np.average(position, weights=capability * salience))


def median_position(position: Floats, capability: Floats, salience: Floats) -> float:
    """Give the position at which half of capability x salience lies at or below; all three are (actors,)."""
    order = np.argsort(position, kind="stable")
    weight = (capability * salience)[order].cumsum()
    return float(position[order][np.searchsorted(weight, weight[-1] / 2)])
