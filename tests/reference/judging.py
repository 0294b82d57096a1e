"""Judge one incident by one reading the slow, obvious way: words and sets, no codes, no columns."""

from math import erf, isnan, sqrt

from pyproj import Geod

GEOD = Geod(ellps="WGS84")


def kinds(terms, name):
    """A term and everything it is a kind of."""
    by_id = {term.id: term for term in terms}
    found = {name}
    for parent in by_id[name].is_a if name in by_id else ():
        found |= kinds(terms, parent)
    return found


def term(terms, wanted, name):
    if not wanted:
        return "yes"
    known = {t.id for t in terms}
    if name not in known:
        return "maybe"
    if kinds(terms, name) & set(wanted):
        return "yes"
    narrower = [t.id for t in terms if name in kinds(terms, t.id)]
    return "maybe" if any(kinds(terms, n) & set(wanted) for n in narrower) else "no"


def weapon(vocabulary, classes, name):
    if not classes:
        return "yes"
    answers = []
    for group in classes:
        if group.systems:
            answers.append(term(vocabulary.weapons, group.systems, name))
        if group.kinds:
            size = next((t.calibre_mm for t in vocabulary.weapons if t.id == name), None)
            if group.calibre_min_mm is None and group.calibre_below_mm is None:
                fits = "yes"
            elif size is None:
                fits = "maybe"
            else:
                low = group.calibre_min_mm if group.calibre_min_mm is not None else 0
                high = group.calibre_below_mm if group.calibre_below_mm is not None else 1e9
                fits = "yes" if low <= size < high else "no"
            answers.append(both(term(vocabulary.weapons, group.kinds, name), fits))
    return any_of(answers)


def both(*answers):
    return "no" if "no" in answers else "maybe" if "maybe" in answers else "yes"


def any_of(answers):
    return "yes" if "yes" in answers else "maybe" if "maybe" in answers else "no"


def time(windows, incident):
    answers = []
    for window in windows:
        if window.start is None:
            continue
        after_start = incident.start >= window.start
        before_end = window.end is None or incident.end <= window.end
        begins_before_end = window.end is None or incident.start < window.end
        if after_start and before_end and begins_before_end:
            answers.append("yes")
        elif not begins_before_end or (incident.start < window.start and incident.end <= window.start):
            answers.append("no")
        else:
            answers.append("maybe")
    return any_of(answers)


def normal(x):
    return 0.5 * (1 + erf(x / sqrt(2)))


def belt_chance(belt, meridian, incident):
    """Chance within a belt of a line that runs north to south along a meridian: left of it is east."""
    if isnan(incident.lon):
        return None
    distance = GEOD.inv(meridian, incident.lat, incident.lon, incident.lat)[2]
    east = distance if incident.lon > meridian else -distance
    radius = max(incident.radius_m, 1e-3)
    left = normal((belt.to_m - east) / radius) - normal((belt.from_m - east) / radius)
    right = normal((belt.to_m + east) / radius) - normal((belt.from_m + east) / radius)
    return {"left": left, "right": right, "both": left + right}[belt.side]


def place(zones, meridian, incident, sure):
    if not zones:
        return "yes"
    chances = [belt_chance(zone, meridian, incident) for zone in zones]
    if None in chances:
        return "maybe"
    if max(chances) >= sure:
        return "yes"
    return "no" if sum(chances) <= 1 - sure else "maybe"


def actor(parties, wanted, who):
    if who == "none":
        return "no"
    if not wanted:
        return "yes"
    if not who:
        return "yes" if set(parties) <= set(wanted) else "maybe"
    return "yes" if who in wanted else "no"


def circumstances(names, incident):
    known = dict(incident.circumstances)
    return both(*[{True: "yes", False: "no", None: "maybe"}[known.get(name)] for name in names])


def exemption(agreement, each, incident, who, meridian, sure):
    if each.circumstances and dict(incident.circumstances).get(each.circumstances[0]) is not True:
        return "no"
    vocabulary = agreement.vocabulary
    zones = [z for z in agreement.belts if z.id in each.zones]
    doer = "yes" if not each.actors else "maybe" if not who else "yes" if who in each.actors else "no"
    return both(
        term(vocabulary.acts, each.acts, incident.act),
        weapon(vocabulary, [c for c in agreement.weapon_classes if c.id in each.weapons], incident.weapon),
        term(vocabulary.targets, each.targets, incident.target),
        doer,
        place(zones, meridian, incident, sure),
        circumstances(each.circumstances, incident),
    )


def judge(agreement, reading, incident, who="", *, meridian=0.0, sure=0.95):
    """The verdict on one incident under one reading."""
    provision, vocabulary = reading.provision, agreement.vocabulary
    fits = both(
        term(vocabulary.acts, provision.acts, incident.act),
        time(reading.windows, incident),
        place(reading.zones, meridian, incident, sure),
        weapon(vocabulary, [c for c in agreement.weapon_classes if c.id in provision.weapons], incident.weapon),
        term(vocabulary.targets, provision.targets, incident.target),
        actor(agreement.parties, provision.actors, who),
        circumstances(provision.circumstances, incident),
    )
    exempt = any_of([exemption(agreement, e, incident, who, meridian, sure) for e in reading.exemptions])
    if fits == "no":
        return "out-of-scope"
    if exempt == "yes":
        return "permitted"
    return "violation" if fits == "yes" and exempt == "no" else "undetermined"
