"""Force generation the slow way: every schedule of every unit, every combination, and a checker that trusts nobody."""

from itertools import pairwise, product


def best(lines, units, months):
    """Try every combination of schedules; give the best score."""
    choices = [list(schedules(unit, lines, months)) for unit in units]
    return max(score(combination, lines, units, months) for combination in product(*choices))


def schedules(unit, lines, months, month=1, tours=None):
    """List every way in which one unit can spend the months from ``month`` on: tuples of (line index, first, last)."""
    left = unit.tours if tours is None else tours
    yield ()
    if not left:
        return
    for start in range(month, months + 1):
        for index, line in enumerate(lines):
            if counts(unit, line) and starts(unit, line) <= start <= min(line.to_month, months):
                last = min(start + unit.tour_months - 1, line.to_month, months)
                free = start + unit.tour_months + unit.rest_months
                for rest in schedules(unit, lines, months, free, left - 1):
                    yield ((index, start, last), *rest)


def starts(unit, line):
    asked = [c.approval_days for c in unit.caveats if c.kind == "limitation" and limited(c, line)]
    in_place = 1 + int((unit.ready_days + max(asked, default=0)) / (365.25 / 12) + 0.5)
    return max(in_place, line.from_month)


def limited(caveat, line):
    return (not caveat.task or caveat.task in line.tasks) and caveat.area in ("", line.sector)


def counts(unit, line):
    """Give what the unit counts for on the line; 0 where it may not serve there."""
    if unit.location not in line.locations:
        return 0.0
    for caveat in unit.caveats:
        if caveat.kind == "prohibition" and limited(caveat, line):
            return 0.0
    share = getattr(unit, "share", 1.0)
    if unit.capability == line.capability:
        return share
    return share * sum(factor for capability, factor in line.substitutes if capability == unit.capability)


def filled(combination, lines, units, months):
    """Fill each line in each month, letting unready units drop out until all that remain have what they need."""
    table = [[0.0] * months for _ in lines]
    for month in range(1, months + 1):
        here = [
            (unit, index)
            for unit, tours in zip(units, combination, strict=True)
            for index, first, last in tours
            if first <= month <= last
        ]
        while True:
            provided = {lines[index].capability for _unit, index in here}
            fit = [(unit, index) for unit, index in here if set(unit.needs) <= provided]
            if len(fit) == len(here):
                break
            here = fit
        for index, line in enumerate(lines):
            if line.from_month <= month <= line.to_month:
                total = sum(counts(unit, line) for unit, where in here if where == index)
                table[index][month - 1] = min(total, line.quantity)
    return table


def score(combination, lines, units, months):
    """Give (unit-months on critical lines, on all, months in which lines meet their minimum, minus tours)."""
    table = filled(combination, lines, units, months)
    critical = sum(sum(row) for row, line in zip(table, lines, strict=True) if line.critical)
    viable = sum(
        1
        for row, line in zip(table, lines, strict=True)
        for month, value in enumerate(row, start=1)
        if line.minimum and line.from_month <= month <= line.to_month and value >= line.minimum - 1e-9
    )
    return round(critical, 6), round(sum(map(sum, table)), 6), viable, -sum(map(len, combination))


def faults(plan, lines, units, months):
    """Check a plan's tours against every rule, one by one, and its table against the tours; list what is broken."""
    index = {line.id: i for i, line in enumerate(lines)}
    combination = []
    for unit in units:
        mine = [(index[t.line], t.first_month, t.last_month) for t in plan.assignments if t.unit == unit.id]
        combination.append(sorted(mine, key=lambda tour: tour[1]))
        yield from (f"{unit.id}: {fault}" for fault in broken(unit, combination[-1], lines, months))
    table = filled(combination, lines, units, months)
    for line, row, shown in zip(lines, table, plan.filled.tolist(), strict=True):
        if any(abs(a - b) > 1e-6 for a, b in zip(row, shown, strict=True)):
            yield f"{line.id}: filled {shown}, not {row}"


def broken(unit, tours, lines, months):
    if len(tours) > unit.tours:
        yield f"{len(tours)} tours"
    for i, first, last in tours:
        if not counts(unit, lines[i]):
            yield f"may not serve on {lines[i].id}"
        if first < starts(unit, lines[i]):
            yield "too early"
        if last != min(first + unit.tour_months - 1, lines[i].to_month, months):
            yield "tour of the wrong length"
    for (_, first, _last), (_, then, _) in pairwise(tours):
        if then < first + unit.tour_months + unit.rest_months:
            yield "two places at a time, or no rest"
