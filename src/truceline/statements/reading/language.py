"""Which language a text is in, as far as the reader must know: whether it is English, the only one that it reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_COMMON: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "English": "the and of to in that is was for said with on by it as he his at from has have be not are this",
        "German": "der die und das den nicht mit ein ist von dem des sich eine für auf sagte im zu auch wird als hat",
        "French": "le la les et des est une que dans du pour qui sur pas au par il sont avec ce plus cette aux ont",
        "Spanish": "el la los y de que en un una por con para las del se no es su al lo como más pero fue ha",
        "Italian": "il la di che e un una per non sono del della con nel si alla dei gli ha anche più come è ma",
        "Dutch": "de het een en van dat niet is op te zijn voor met die aan ook door maar bij wordt heeft werd naar om",
        "Polish": "i w nie na się że z do jest to jak o za po ale przez od był oraz dla które tym są przed",
        "Turkish": "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ancak ne ise dedi ama her en",
    }.items()
}
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 20
"""Words from which the language of a text can be told."""
_SURELY = 1.5  # times as many common words as English has


def foreign_language(text: str) -> str:
    """Return the language of a text that is not English, or nothing where it is, or is too short to tell.

    By its letters, or by how many of its words are among the most common ones of eight languages. Cost grows with the
    length of the text.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _FEWEST:
        return ""
    scripts = Counter(
        "Cyrillic" if "\u0400" <= word[0] <= "\u04ff" else "Latin" if word[0] < "\u0250" else "other" for word in words
    )
    script, number = scripts.most_common(1)[0]
    if script != "Latin" and 2 * number > len(words):
        return "a language in Cyrillic letters" if script == "Cyrillic" else "a language in other letters than English"
    counts = Counter(words)
    found = {language: sum(counts[word] for word in common) for language, common in _COMMON.items()}
    best = max(found, key=found.__getitem__)
    return best if found[best] > _SURELY * found["English"] and found[best] * 10 > len(words) else ""
