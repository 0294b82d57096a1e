"""Every door of the command line: which file comes in, which commands take it, and what else they need beside it.

Paths are those of the samples (see `samples.py`), which are copied into a folder of their own for every input. Options
are no list: they are asked of the command line itself, so that a new one is a door at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from truceline.casefolder.schema.folder import FILES
from truceline.cli import main
from truceline.feeds.catalogue import list_feeds

Words = tuple[str, ...]

CHECK: Words = ("check", "CASE")
USES: tuple[Words, ...] = (
    ("coalition", "CASE"),
    ("network", "CASE"),
    ("drift", "CASE"),
    ("line", "CASE"),
    ("site", "CASE"),
    ("claims", "claims.csv", "--agreement", "CASE"),
    ("read", "article.txt", "--case", "CASE"),
    ("generate", "CASE"),
    ("plan", "CASE", "--draws", "0"),
    ("monitor", "CASE"),
    ("monitor", "CASE", "--weekly"),
    ("judge", "CASE", "incidents.yaml"),
    ("rehearse", "CASE", "--replications", "2", "--drivers", "0", "--workers", "1", "--days", "3"),
    ("rehearse", "CASE", "--replay"),
    ("rehearse", "CASE", "--step"),
)
"""What a case that ``check`` passes is used for; CASE is its folder."""
LIGHT = 7
"""The large case goes through so many of them, the quick ones."""
_IMPORT_LINE: Words = ("import", "line", "FILE", "case", "--owner", "", "--source", "own", "--as-of", "2031-03-01")
_STEP: Words = ("rehearse", "case", "--step")


@dataclass(frozen=True, slots=True)
class Door:
    """Where a ``file`` comes in: ``commands`` run one after another while they end with 0, one of ``uses`` at the end.

    FILE in a command is the file. ``needs`` are samples beside it; ``mangled`` is another file of the door than that
    which the commands name.
    """

    name: str
    file: str
    commands: tuple[Words, ...]
    needs: Words = ("case",)
    uses: tuple[Words, ...] = ()


def doors(samples: Path) -> list[Door]:
    """List the doors that take files, as far as there are samples for them."""
    found = [*_case_files(samples), *_feeds(samples), *_named_files(samples)]
    return [door for door in found if (samples / door.file).exists()]


def _case_files(samples: Path) -> Iterator[Door]:
    for case in ("case", "ukraine"):
        reports = sorted(path.relative_to(samples / case) for path in (samples / case).glob("reports/*.csv"))
        for name in (*(file.name for file in FILES), *map(str, reports)):
            chosen = USES if case == "case" else USES[:LIGHT]
            uses = tuple(tuple(word.replace("CASE", case) for word in use) for use in chosen)
            needs = (case, "incidents.yaml", "claims.csv", "article.txt")
            yield Door(f"{case} {name}", f"{case}/{name}", (("check", case),), needs, uses)
    for kind in ("report store", "reporters"):
        name = "reports" if kind == "report store" else "reporters"
        yield Door(f"case {kind}", f"stored/reports/{name}.sqlite", (("monitor", "stored"),), ("stored",))
        withdraw = ("import", "withdraw", "1", "stored")
        yield Door(f"withdraw {kind}", f"stored/reports/{name}.sqlite", (withdraw,), ("stored",))


def _feeds(samples: Path) -> Iterator[Door]:
    monitor = (("monitor", "case", "--from", "2025-03-01", "--until", "2025-03-21"),)
    for feed in list_feeds():
        for path in sorted((samples / "feeds").glob(f"{feed.name}.*")):
            file = f"feeds/{path.name}"
            mapping = ("--mapping", f"mappings/{feed.name}.yaml") if feed.mapped else ()
            take = ("import", feed.name, file, "case", *mapping)
            needs = ("case", "mappings") if feed.mapped else ("case",)
            yield Door(f"import {feed.name}", file, ((*take, "--accept-rest"),), needs, monitor)
            yield Door(f"import {feed.name}, strict", file, (take,), needs)
            if feed.mapped:
                yield Door(f"{feed.name} --mapping", mapping[1], (take,), ("case", file))


def _named_files(samples: Path) -> Iterator[Door]:
    for path in sorted((samples / "shapes").iterdir()):
        file = f"shapes/{path.name}"
        take = tuple(file if word == "FILE" else word for word in _IMPORT_LINE)
        if path.suffix in {".geojson", ".kml", ".gpkg", ".shp", ".fgb"} and path.stem == "held":
            yield Door(f"import line {path.suffix}", file, (take, CHECK_CASE), ("case", "shapes"))
            yield Door(
                f"import line --where {path.suffix}", file, ((*take, "--where", "kind=held"),), ("case", "shapes")
            )
            yield Door(f"site --denied {path.suffix}", file, (("site", "case", "--denied", file),), ("case", "shapes"))
        elif path.suffix in {".dbf", ".shx", ".prj", ".cpg"}:
            shape = tuple(f"shapes/{path.stem}.shp" if word == "FILE" else word for word in _IMPORT_LINE)
            yield Door(f"import line {path.suffix}", file, (shape,), ("case", "shapes"))
    country = (*_IMPORT_LINE[:2], "shapes/held.geojson", *_IMPORT_LINE[3:], "--country", "shapes/outline.geojson")
    yield Door("import line --country", "shapes/outline.geojson", (country,), ("case", "shapes"))
    yield Door("site --dem", "dem.tif", (("site", "case", "--dem", "dem.tif"),))
    for name in ("roads.osm", "roads.csv"):
        yield Door(f"site --roads {name}", name, (("site", "case", "--roads", name),))
    for name in ("article.txt", "article.html"):
        read = ("read", name, "--case", "case")
        yield Door(f"read {name}", name, (read, ("accept", f"{name}.drafts.yaml", "case", "--by", "Ines")))
    accept = ("accept", "drafts.yaml", "case", "--by", "Ines", "--source", "dale-vote")
    yield Door("accept", "drafts.yaml", (accept, CHECK_CASE, accept))
    changes = ("workbook", "changes", "case", "dale.xlsx")
    yield Door("workbook changes", "dale.xlsx", (changes, (*changes, "--apply"), CHECK_CASE, changes))
    yield Door("import dna", "a.dna", (("import", "dna", "a.dna"), ("network", "a.csv", "--out", "net")), ())
    yield Door("network .dna", "a.dna", (("network", "a.dna", "--json"),), ())
    yield Door("network .csv", "references.csv", (("network", "references.csv", "--out", "net"),), ())
    yield Door("network windows", "references.csv", (("network", "references.csv", "--window", "30"),), ())
    yield Door("rehearse --decisions", "decisions.csv", ((*_STEP, "--decisions", "decisions.csv"),))
    yield Door("judge incidents", "incidents.yaml", (("judge", "case", "incidents.yaml"),))
    yield Door("judge agreement", "agreement.yaml", (("judge", "agreement.yaml", "minsk.yaml"),), ("minsk.yaml",))
    claims = ("claims", "claims.csv", "--agreement", "case")
    yield Door("claims", "claims.csv", (claims,))
    yield Door(
        "claims --agreement",
        "agreement.yaml",
        (("claims", "claims.csv", "--agreement", "agreement.yaml"),),
        ("claims.csv",),
    )
    for name in ("reports.csv", "reports.parquet", "odd.parquet"):
        yield Door(f"link {name}", name, (("link", name, "--out", "linked.csv"),), ())
    yield from _signed()


def _signed() -> Iterator[Door]:
    link = ("link", "reports.csv", "--out", "linked.csv", "--rulings", "rulings.csv")
    yield Door("link --rulings", "rulings.csv", (link,), ("reports.csv",))
    for name in ("plan.json", "run.json"):
        diff = ("diff", "plan", "other", "--out", "diff.html")
        yield Door(f"diff {name}", f"plan/{name}", (diff,), ("plan", "other"))
    log = ("signed", "key.pem")
    signed = ("monitor", "signed", "--key", "key.pem")
    for name in ("evidence.jsonl", "evidence.jsonl.head"):
        file = f"signed/runs/{name}"
        yield Door(f"verify {name}", file, (("verify", "signed/runs/evidence.jsonl"),), log)
        yield Door(f"monitor with {name}", file, (signed,), log)
    yield Door("verify --head", "head.json", (("verify", "signed/runs/evidence.jsonl", "--head", "head.json"),), log)
    yield Door("verify --key", "public.pem", (("verify", "signed/runs/evidence.jsonl", "--key", "public.pem"),), log)
    yield Door("monitor --key", "key.pem", (signed,), log)
    yield Door("rehearse stdin", "stdin.txt", (_STEP,))


CHECK_CASE: Words = ("check", "case")


BASES: dict[str, Words] = {
    "plan": ("case", "--draws", "0"),
    "generate": ("case",),
    "diff": ("plan", "other"),
    "site": ("case",),
    "coalition": ("case",),
    "read": ("article.txt", "--case", "case"),
    "accept": ("drafts.yaml", "case", "--by", "Ines", "--source", "dale-vote"),
    "network": ("case",),
    "drift": ("case",),
    "line": ("case",),
    "link": ("reports.csv", "--out", "linked.csv"),
    "judge": ("case", "incidents.yaml"),
    "monitor": ("signed", "--key", "key.pem"),
    "claims": ("claims.csv",),
    "verify": ("signed/runs/evidence.jsonl",),
    "rehearse": ("case", "--replications", "2", "--drivers", "0", "--workers", "1", "--days", "3"),
    "check": ("case",),
    "new": ("made",),
    "cases": (),
    "workbook write": ("case", "dale", "--out", "dale.xlsx"),
    "workbook changes": ("case", "dale.xlsx"),
    "import line": ("shapes/held.geojson", "case", "--owner", "", "--source", "own", "--as-of", "2031-03-01"),
    "import dna": ("a.dna",),
    "import withdraw": ("1", "stored"),
}
"""Each command with arguments with which it ends well."""
HEAVY = {"replications", "draws", "workers", "drivers", "partitions", "sizes", "size"}
"""Options of which a large number only asks for much work."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option, or an argument by its place, of a command that ends well with ``base``."""

    command: str
    base: Words
    option: click.Parameter

    @property
    def name(self) -> str:
        """Name it as people do."""
        return f"{self.command} {self.option.opts[0]}"


def options(samples: Path) -> list[Option]:
    """List every option and argument of every command."""
    bases = dict(BASES)
    for path in sorted((samples / "feeds").iterdir()):
        name = path.stem
        mapping = ("--mapping", f"mappings/{name}.yaml") if (samples / f"mappings/{name}.yaml").exists() else ()
        bases[f"import {name}"] = (f"feeds/{path.name}", "case", "--accept-rest", *mapping)
    return [Option(name, base, option) for name, base in bases.items() for option in parameters(name)]


def parameters(name: str) -> list[click.Parameter]:
    command: click.Command = main
    for word in name.split():
        assert isinstance(command, click.Group)  # noqa: S101
        command = command.commands[word]
    return [each for each in command.params if not getattr(each, "is_flag", False)]
