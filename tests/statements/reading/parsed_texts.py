"""Parses of a few sentences as spaCy gave them, recorded so that what is read in them is tested without it.

``python -m tests.statements.reading.parsed_texts`` records them anew, where the extra `parser` is installed.
"""

import json

from tests.places import TESTS

from truceline.statements.reading.parse import ParsedWord

FILE = TESTS / "statements" / "reading" / "parses.json"

WORDS_FIRST = (
    "The Pact is considering a mission of up to 1,200 engineers, medics and guards for the valley, five shipowners and "
    "officials with knowledge of the discussions told the Wire, in what would be its largest deployment in two decades."
)
SENTENCES = (
    WORDS_FIRST,
    'Dorn, who leads Tarsia, went on to accuse Vask of having "mislaid a valley".',
    "Two of the bystanders said that the plan was dead.",
    "His top deputies said on Monday that the pier would stay open.",
    "Behind closed doors the mood was worse, three officials with knowledge of the talks said.",
    'In Corvel, Dorn said the offer was dead, a charge that the foreign minister dismissed as "theatre".',
    "The plan would see engineers repair the dam, according to two of the bystanders.",
    "Talks between Tarsia and Corvel broke down, with two of the bystanders warning that the pier would close.",
    "Vask did not like the warning by two of the bystanders that the plan was dead.",
    "Dorn told Vask that his ministry had said that the pier was open.",
    "The Straits Herald, quoting an unnamed diplomat, reported that a draft mandate was circulating.",
    "The Union of the Lakes, which has 90 observers in the basin, says it cannot tell.",
    "Several lawmakers neither confirmed nor denied that the pier was open.",
    "Two of the bystanders did not say that the plan was dead.",
    "Two of the bystanders declined to say whether the plan was dead.",
    "No member of the delegation said that the plan was dead.",
    "If two of the bystanders say that the plan is dead, Dorn will go.",
    "Two of the bystanders might say that the plan was dead.",
    "Two of the bystanders are expected to say that the plan is dead.",
    "Two of the bystanders will say on Monday that the plan is dead.",
    "Two of the bystanders denied that the plan was dead.",
    "Two of the bystanders would have used the talks to say that the plan was dead.",
    "Two of the bystanders didn't go on to say that the plan was dead.",
    "Told that the plan was dead, two of the bystanders left.",
    '"We will go," said Ilva Dorn, the prime minister of Tarsia.',
    "Drones are cheap machines built by Tarsia and Corvel, where they are called scarecrows.",
    "Asked whether soldiers would follow, Oren Vask, the defence minister of Tarsia, left.",
    "Asked whether the plan was dead, two of the bystanders left.",
    "The plan, praised by two of the bystanders, was dead.",
)


def recorded():
    """Return what parses texts by looking them up."""
    known = {text: [ParsedWord(*word) for word in words] for text, words in json.loads(FILE.read_text("utf-8")).items()}
    return lambda texts: [known[text] for text in texts]


def record():
    from truceline.sources.dependency_parser import DependencyParser

    parses = DependencyParser()(SENTENCES)
    rows = [
        f"  {json.dumps(text, ensure_ascii=False)}: "
        + json.dumps([[w.start, w.end, w.tag, w.relation, w.head] for w in words])
        for text, words in zip(SENTENCES, parses, strict=True)
    ]
    FILE.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    record()
