"""Discourse networks by the loops of the definitions: one actor pair, concept and pair of values at a time."""

from math import sqrt


def one_mode(references, aggregation, normalisation):
    actors = sorted({r.actor for r in references})
    concepts = sorted({r.concept for r in references})
    values = sorted({r.value for r in references})
    values = [0, 1] if set(values) <= {0, 1} else values
    span = (values[-1] - values[0]) or 1
    x = {
        (a, c, v): sum((r.actor, r.concept, r.value) == (a, c, v) for r in references)
        for a in actors
        for c in concepts
        for v in values
    }
    made = {}
    for i in actors:
        for j in actors:
            near = far = both = 0.0
            for c in concepts:
                both += sum(x[i, c, v] for v in values) * sum(x[j, c, v] for v in values)
                for v in values:
                    for w in values:
                        near += x[i, c, v] * x[j, c, w] * (1 - abs(v - w) / span)
                        far += x[i, c, v] * x[j, c, w] * abs(v - w) / span
            by = _divisor(x, i, j, concepts, values, normalisation)
            near, far, both = (n / by if by else 0.0 for n in (near, far, both))
            wanted = {"congruence": near, "conflict": far, "subtract": near - far, "ignore": both}
            made[i, j] = 0.0 if i == j else wanted[aggregation]
    return made


def _divisor(x, i, j, concepts, values, normalisation):
    ti = sum(x[i, c, v] for c in concepts for v in values)
    tj = sum(x[j, c, v] for c in concepts for v in values)
    if normalisation == "no":
        return 1.0
    if normalisation == "average":
        return (ti + tj) / 2
    if normalisation == "cosine":
        return sqrt(ti * ti) * sqrt(tj * tj)
    by = 0.0
    for c in concepts:
        for v in values:
            one, other = x[i, c, v], x[j, c, v]
            by += one if other == 0 else 0
            by += other if one == 0 else 0
            by += one * other
    return by
