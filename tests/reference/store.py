"""The store of reports, slow and obvious: a list of imports, replayed whenever anything is asked."""

from __future__ import annotations


def known(imports, at=None):
    """Give what is known of each row after those imports up to ``at``: id to content, withdrawn rows left out.

    An import is (instant, full, rows), a row (id, content); the first row of an id in a file holds.
    """
    rows = {}
    for when, full, given in imports:
        if at is not None and when > at:
            continue
        first = dict(reversed(given))
        rows = first if full else {**rows, **first}
    return rows


def counts(before, full, given):
    """Count the rows of one more import: new, altered, unchanged, repeated, refused, withdrawn.

    ``before`` is what was known, with withdrawn rows as None.
    """
    first = dict(reversed(given))
    rest = list(given)
    for row in first.items():
        rest.remove(row)
    return {
        "new": sum(name not in before for name in first),
        "altered": sum(name in before and before[name] != content for name, content in first.items()),
        "unchanged": sum(name in before and before[name] == content for name, content in first.items()),
        "repeated": sum(first[name] == content for name, content in rest),
        "refused": sum(first[name] != content for name, content in rest),
        "withdrawn": sum(full and name not in first and content is not None for name, content in before.items()),
    }
