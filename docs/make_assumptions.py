"""Write the reference page of assumption ids: python docs/make_assumptions.py."""

from pathlib import Path

from truceline.casefolder.consistency.numbers import AssumptionId, assumption_ids

PAGE = Path(__file__).parent / "reference" / "assumptions.md"

HEAD = """# Assumptions by id

The numbers that a command looks for by name in `assumptions.csv`. `truceline check` names each that is missing, in
another unit or out of range. A case may state more: a `sizing` in `requirement.csv` may name any assumption.

Two numbers are never typed, because they are measured on the line that the agreement names: `line_km`, its length, and
`sector_km`, that of its pieces in the sector of a requirement line. The numbers of an exercise stand in
`exercise.yaml` and are listed with [that file](case-folder.md#exerciseyaml).

"""


def text() -> str:
    """Give the page as it should be."""
    always = [wanted for wanted in assumption_ids() if wanted.needed == "always"]
    others = [wanted for wanted in assumption_ids() if wanted.needed != "always"]
    return HEAD + _table("Needed in every case", always) + "\n" + _table("Used where they are stated", others)


def _table(title: str, wanted: list[AssumptionId]) -> str:
    rows = [f"| `{w.id}` | {w.unit or 'none'} | {w.bounds} | {w.used_by}{_also(w)} |" for w in wanted]
    return f"## {title}\n\n| id | unit | range | used by |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def _also(wanted: AssumptionId) -> str:
    return f"; needed where `{wanted.needed}` is above 0" if wanted.needed not in ("", "always") else ""


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
