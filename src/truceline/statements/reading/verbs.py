"""Forms of English verbs: an infinitive in, every form that the press writes out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

BASE, THIRD, PAST, PARTICIPLE, GERUND = "base", "third", "past", "participle", "gerund"
_VOWELS = "aeiou"


def verb_forms(
    infinitive: str, irregular: Mapping[str, tuple[str, str]], doubled: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Write out the forms of a verb, each with its name; of several words the first one is inflected.

    ``irregular`` holds past tense and past participle of a whole infinitive; ``doubled`` those that double their last
    letter. Where both are written (labelled, labeled) both come.
    """
    head, *rest = infinitive.split()
    tail = "".join(f" {word}" for word in rest)
    yield infinitive, BASE
    yield _third(head) + tail, THIRD
    for stem in _stems(head, infinitive in doubled):
        yield f"{stem}ing{tail}", GERUND
        if infinitive not in irregular:
            yield f"{_past(stem, head)}{tail}", PAST
            yield f"{_past(stem, head)}{tail}", PARTICIPLE
    if infinitive in irregular:
        past, participle = irregular[infinitive]
        yield past, PAST
        yield participle, PARTICIPLE


def _third(head: str) -> str:
    if head.endswith("y") and head[-2] not in _VOWELS:
        return f"{head[:-1]}ies"
    return f"{head}{'es' if head.endswith(('s', 'sh', 'ch', 'x', 'z', 'o')) else 's'}"


def _stems(head: str, double: bool) -> Iterator[str]:  # noqa: FBT001  (is the last letter doubled?)
    if double:
        yield head + head[-1]
    if not double or head.endswith("l"):
        yield head[:-1] if head.endswith("e") and not head.endswith("ee") else head


def _past(stem: str, head: str) -> str:
    if head.endswith("y") and head[-2] not in _VOWELS:
        return f"{head[:-1]}ied"
    return f"{stem}d" if head.endswith("ee") else f"{stem}ed"
