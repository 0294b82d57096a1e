"""Make thirty nations of the five of Two Rivers, in a copy of that case: python3 nations.py CASE

Each of the others offers one post, and waits: for a neighbour in the alphabet, or until so many posts are there. All
names are made up.
"""

import sys
from pathlib import Path

OTHERS = (
    "Alder",
    "Aspen",
    "Bracken",
    "Briar",
    "Clover",
    "Dogwood",
    "Elder",
    "Fern",
    "Gorse",
    "Hazel",
    "Ivy",
    "Juniper",
    "Larch",
    "Linden",
    "Maple",
    "Nettle",
    "Oak",
    "Pine",
    "Poplar",
    "Rowan",
    "Sedge",
    "Thistle",
    "Vetch",
    "Willow",
    "Yarrow",
)

STATEMENT = (
    "st-{id},2031-03-10,Foreign Minister of {name},{id},minister,troops,conditional,in-country,"
    '"One post, if {words}.",Offers one post under a condition.,{words},,,,,,{id}-ministry,2,'
)
SOURCE = (
    "{id}-ministry,Foreign Ministry of {name}: answer to the Friends of the Truce,"
    "https://two-rivers.example/{id},CC BY 4.0,2031-03-10,B,Speaks for {name}"
)
PLEDGE = """
  - id: {id}-post
    contributor: {id}
    capability: observation-post
    title: One post from {name}
    quantity: 1
    basis: presence
    location: in-country
    ready_days: {days}
    tour_months: 6
    tours: 2
    conditions:
      - fact: truce
      - {condition}
    approvals: []
    caveats: []
    needs: []
    shared_with: []
    history:
      - {{on: 2031-03-10, status: conditional, statements: [st-{id}]}}
    standing: assumed
    note: One is the Foreign Minister's number; days and tours are assumed.
"""


def main() -> None:
    """Add the others to the case's tables."""
    case = Path(sys.argv[1])
    rows = [row(number, name) for number, name in enumerate(OTHERS)]
    add(case / "actors.csv", "\n".join(f"{each['id']},{each['name']},state,no," for each in rows))
    add(case / "sources.csv", "\n".join(SOURCE.format(**each) for each in rows))
    add(case / "statements.csv", "\n".join(STATEMENT.format(**each) for each in rows))
    add(case / "pledges.yaml", "".join(PLEDGE.format(**each) for each in rows).rstrip("\n"))
    toml = (case / "case.toml").read_text(encoding="utf-8")
    for old, new in (("two-rivers", "thirty"), ("Two Rivers", "Thirty nations")):
        toml = toml.replace(f'= "{old}"', f'= "{new}"')
    (case / "case.toml").write_text(toml, encoding="utf-8")
    print(f"{case}: {len(rows)} nations more")


def row(number: int, name: str) -> dict[str, str | int]:
    """Say what a nation offers: every third waits for its neighbour, the others until enough posts are there."""
    neighbour = OTHERS[(number + 1) % len(OTHERS)]
    if number % 3 == 0:
        words, condition = f"{neighbour} comes", f"joined: {neighbour.lower()}"
    else:
        most = 4 + 2 * (number % 5)
        words, condition = f"others bring {most} posts", f"mass: {{of: observation-post, at_least: {most}}}"
    return {"id": name.lower(), "name": name, "days": 20 + number, "words": words, "condition": condition}


def add(path: Path, text: str) -> None:
    """Put lines at the end of a table."""
    old = path.read_text(encoding="utf-8")
    path.write_text(f"{old.rstrip()}\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
