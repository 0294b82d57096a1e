"""Which of the rows that were received are context: by the feed they came from, or by their act."""

from __future__ import annotations

import numpy as np

from truceline.feeds.catalogue import context_acts
from truceline.monitoring.context import ContextRows
from truceline.monitoring.reports import Bools, Reports


def context_among(reports: Reports, received_as: Bools | None = None) -> tuple[Bools, ContextRows]:
    """Return which rows are context, (reports,), and these rows; ``received_as`` marks those received as such."""
    acts = context_acts()
    code = np.array([*reports.acts, ""])  # never empty
    by_act, hours = np.isin(code, list(acts)), np.array([acts.get(act, 0.0) for act in code])
    mask = by_act[reports.act] if received_as is None else by_act[reports.act] | received_as
    context = reports.select(mask)
    return mask, ContextRows(context, (3600 * hours[context.act]).astype(np.int64))
