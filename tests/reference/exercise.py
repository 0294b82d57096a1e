"""Slow, obvious versions of what the exercise room computes: sums written out, one replication at a time."""

import numpy as np


def hawkes_log_likelihood(times, days, background, branching, decay):
    """The log likelihood by its definition: every pair of violations."""
    total = -background * days
    for i, t in enumerate(times):
        rate = background + sum(branching * decay * np.exp(-decay * (t - s)) for s in times[:i])
        total += np.log(rate) - branching * (1 - np.exp(-decay * (days - t)))
    return total


def daily_rates(counts, background, branching, memory_days):
    """Rates by the recursion in the module's text, day by day; counts (days,)."""
    kept, average, rates = 1 - 1 / memory_days, float(np.mean(counts)), []
    for day, _ in enumerate(counts):
        before = counts[day - 1] if day else np.mean(counts)
        average = kept * average + (1 - kept) * before
        rates.append(background + branching * average)
    return np.array(rates)


def waits(calls, services, forces):
    """Waits in one queue, call by call; forces are the times at which each is free."""
    free, found = list(forces), []
    for call, service in sorted(zip(calls, services, strict=True)):
        first = min(range(len(free)), key=lambda n: free[n])
        start = max(call, free[first])
        found.append(start - call)
        free[first] = start + service
    return found


def climb(ladder, quiet_days, days, counted, seen):
    """Steps in force on each day of one replication.

    ``counted[clock]`` holds the number of grave violations by the day on which that clock starts for them, ``seen`` the
    days on which a grave one was seen.
    """
    in_force, since, due, last, found = 0, 0, None, 0, []
    for day in range(days):
        if due is not None and due <= day:
            in_force, since, due = in_force + 1, day, None
        elif day - last > quiet_days:
            in_force, since, due = 0, day, None
        found.append(in_force)
        if day in seen:
            last = day
        if due is None and in_force < len(ladder):
            step = ladder[in_force]
            start = max(day + 1 - step.days, since)
            if sum(counted[step.clock_start][start : day + 1]) >= step.violations:
                due = day + max(1, int(np.ceil(step.within_hours / 24)))
    return found


def brought_on(violations, before, *, branching, memory_days, retaliation, answer_restraint):
    """What one replication's day brings on in each sector tomorrow, violation by violation.

    ``violations`` are (sector, grave, named, answered in time); ``before`` (sectors,) is what was brought on today.
    Each counts as one; a grave one for which nobody was named as so much more, one answered in time as so much less.
    """
    after = []
    for sector, was in enumerate(before):
        total = 0.0
        for where, grave, named, in_time in violations:
            if where == sector:
                more = 1 + retaliation if grave and not named else 1
                less = 1 - answer_restraint if in_time else 1
                total += more * less
        after.append((memory_days - 1) / memory_days * was + branching * total / memory_days)
    return after
