"""Every command that writes, as one table: its words, what it needs beside it, and what of it is whole on its own.

A command runs in a folder that holds copies of what it ``needs`` (see `setting.py`). It is *whole* if that folder is,
afterwards, as it was before the command or as it is behind it, in every byte and every row of a database. Where it
writes in several ``places`` that no one rename or commit can join, each of them is, in this order: a log before the
files that name it. The command that comes ``then`` must end as if nothing had been cut short, and leave nothing behind;
unless another is named it is the same once more.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A command that writes.

    Of files that are ``unlike`` in every run lines are counted; columns of databases of these names are not compared,
    and of tables of these names only whether they hold anything: what is noted before it is handed out is noted again.
    """

    words: str
    needs: str
    places: str = ""
    then: str = ""
    unlike: str = ""

    @property
    def name(self) -> str:
        """Name the command as people call it, without what it is given."""
        words = self.words.split()
        return " ".join(words[:2] if words[0] in GROUPS else words[:1])


GROUPS = ("import", "add", "session", "people", "workbook", "store:")

_IMPORT = {
    "acled": "feeds/acled.csv",
    "alerts": "feeds/alerts.csv",
    "bellingcat": "feeds/bellingcat.json",
    "claims": "feeds/claims.csv",
    "cot": "feeds/cot.xml",
    "csv": "feeds/csv.csv --mapping mappings/csv.yaml",
    "eyes-on-russia": "feeds/eyes-on-russia.csv",
    "firms": "feeds/firms.csv",
    "geojson": "feeds/geojson.geojson --mapping mappings/geojson.yaml",
    "kml": "feeds/kml.kml --mapping mappings/kml.yaml",
    "osce": "feeds/osce.csv",
    "ucdp": "feeds/ucdp.csv",
    "viina": "feeds/viina.csv",
}
ADD: Mapping[str, str] = {
    "attachment": "--of j-01 --file crater.jpg --sha256 " + "ab" * 32 + " --what Picture --by cell",
    "casualty": "--incident in-o-2006 --status claimed --killed 0 --wounded 2 --group military --given-by brask --by c",
    "claim": "--truce two-rivers --claimant Arvel --accused Brask --window-start-local 2031-03-20T00:00"
    " --window-end-local 2031-03-20T12:00 --window-tz Etc/UTC --scope line --category shelling --count 3 --at-least 0"
    " --cumulative-total 0 --reported-by Radio --url https://a.example/b --quote Three",
    "compliance": "--obligation withdrawal --actor arvel --state met --by cell --shown-by 'f-01; j-01'",
    "coverage": "--post westgate --start 2031-03-21T00:00:00Z --end 2031-03-22T00:00:00Z --state observing",
    "evidence": "--incident in-o-2006 --kind origin-side --points-to brask --by cell --note Seen",
    "finding": "--incident in-o-2006 --about act --found shelling --by cell",
    "judgement": "--subject in-o-2006 --verdict verified --by cell",
    "observation": "--position westgate --distance-km 3 --bearing N --means heard --number 2 --observation explosion"
    " --description undetermined --weapon N/K --date 2031-03-21 --time 09:20",
    "patrol": "--base north-camp --start 2031-03-21T06:00:00Z --end 2031-03-21T09:00:00Z --route Ford --state planned",
    "ruling": "--ruling split --first o-2001 --second o-2002 --by cell",
    "step": "--incident in-o-2006 --step protest --by cell",
}
_APART = "case/reports/refused-* case/reports/.reporters.sqlite case/reports/reports.sqlite"
_REHEARSE = "rehearse case --replications 2 --drivers 0 --workers 1 --days 3 --out run"
_SPOKEN = (
    "--words 'agreed on nothing' --said-on 2031-03-12 --speaker 'An official' --speaks-for dale --authority minister"
    " --topic troops --stance against --scope in-country --credibility 2 --source dale-vote --by Ines"
)

_FRESH = "fresh/reports/.reporters.sqlite fresh/reports/reports.sqlite"
_LINE = "import line front.geojson case --owner '' --source own --as-of 2031-03-01 --replace"
_BOOKS = " ".join(f"books/two-rivers-{who}.xlsx" for who in ("elm", "dale", "cedar", "birch", "ash"))
_REVIEWS = " ".join(f"reviews/{n}.html.drafts.yaml{more}" for n in range(3) for more in (".txt", ""))
_ROTATE = "rotate signed/runs/evidence.jsonl --key key.pem --to"
_KML = "import kml feeds/kml.kml case --mapping mappings/kml.yaml"
_SIGNED = "*.pem *.jsonl *.head *.index head.json run.json checkpoint*"
_INVITE = "people invite ines --session rivers --role staff --store store.sqlite"

COMMANDS: tuple[Command, ...] = (
    Command("accept drafts.yaml case --by Ines --source dale-vote", "case drafts.yaml"),
    Command("accept drafts.yaml case --by Ines --source dale-vote --keep-article", "case drafts.yaml article.txt",
            "case/articles case"),
    Command("accept rejected.yaml case --by Ines --source dale-vote", "case rejected.yaml"),
    Command(f"add-statement case article.txt {_SPOKEN} --keep-article", "case article.txt", "case/articles case"),
    Command("withdraw-rejection DRAFT judged --by Ines", "judged"),
    *(Command(f"add {name} case {cells}", "case") for name, cells in ADD.items()),
    *(Command(f"import {name} {given} case --accept-rest", "case feeds mappings", _APART)
      for name, given in _IMPORT.items()),
    Command("import csv feeds/csv.csv case --mapping mappings/csv.yaml", "case feeds mappings", _APART, then=_KML),
    Command("import csv feeds/csv.csv fresh --mapping mappings/csv.yaml", "fresh feeds mappings", _FRESH,
            unlike="id key hash"),
    Command("import withdraw 1 case", "case", _APART),
    Command(_LINE, "case front.geojson"),
    Command("import dna a.dna --out references.csv --attributes actors.csv", "a.dna", "actors.csv references.csv"),
    Command("workbook changes case dale.xlsx --apply", "case dale.xlsx"),
    Command("workbook write case dale --out out.xlsx --made-on 2031-03-21", "case"),
    Command("workbook write case --out books --made-on 2031-03-21", "case", _BOOKS),
    Command("new copy --from case", "case"),
    Command("read article.html --case case --out review.yaml", "case article.html", "review.yaml.txt review.yaml"),
    Command("read articles --case case --out reviews", "case articles reviews", _REVIEWS),
    Command("intercoder drafts.yaml rejected.yaml --out questions.csv", "drafts.yaml rejected.yaml"),
    Command("network case --out net --raw", "case"),
    *(Command(f"export case ledger.{ending}", "case") for ending in ("dna", "csv", "md")),
    Command("link reports.csv --out linked.csv", "reports.csv", "linked-links.csv linked.csv"),
    Command("link case --out linked.csv", "case", "linked-incidents.csv linked-links.csv linked.csv"),
    Command("diff plan other --out diff.html", "plan other"),
    Command("plan case --draws 0 --scenario as-stated", "case"),
    Command("plan case --draws 0 --scenario as-stated --as-of 2031-03-10 --out plan", "case plan"),
    Command("generate case --out run", "case"),
    Command("site case --size 1 --out run", "case"),
    Command(_REHEARSE, "case"),
    Command("rehearse case --step --decisions decisions.csv --out run", "case decisions.csv"),
    Command("monitor case --out bulletin", "case"),
    Command("monitor signed --key key.pem --out bulletin", "signed key.pem", "signed/runs bulletin"),
    Command("monitor case --key new.pem --new-key --origin a/log --out bulletin", "case", "new.pem case/runs bulletin",
            then="monitor case --key new.pem --origin a/log --out bulletin", unlike=_SIGNED),
    Command(f"{_ROTATE} other.pem", "signed key.pem other.pem"),
    Command(f"{_ROTATE} new.pem --new-key", "signed key.pem", "new.pem signed", then=f"{_ROTATE} new.pem",
            unlike=_SIGNED),
    Command("session import case rivers --store new.sqlite", "case"),
    Command("session import changed rivers --store store.sqlite", "changed store.sqlite"),
    Command("session export rivers newest copy --store store.sqlite", "store.sqlite", "store.sqlite copy",
            unlike="exports"),
    Command("session propose rivers dale.xlsx --submit --store store.sqlite", "store.sqlite dale.xlsx"),
    Command("session log rivers --store store.sqlite --key key.pem --logs logs", "store.sqlite signed key.pem"),
    Command(_INVITE, "store.sqlite", unlike="token_hash"),
    Command("people roles anna --session rivers --role monitor --store store.sqlite", "store.sqlite"),
    Command("people disable anna --store store.sqlite", "store.sqlite"),
    Command("people enable gone --store store.sqlite", "store.sqlite"),
    Command("people reset omar --store store.sqlite", "store.sqlite", unlike="token_hash"),
    Command("backup store.sqlite b.backup --log signed/runs/evidence.jsonl", "store.sqlite signed"),
    Command("restore a.backup new.sqlite --logs logs", "a.backup", "logs new.sqlite"),
)  # fmt: skip

WRITES_NOTHING = (
    "coalition", "drift", "line", "judge", "claims", "verify", "check", "cases", "people list", "session list",
    "session versions",
)  # fmt: skip
ELSEWHERE = ("serve",)
"""What writes for as long as it runs: `writers.py` lets many write in a session, tests of the store kill who does."""


def words_of(text: str, found: Mapping[str, str]) -> Words:
    """Split a command into words; what stands for something that only the setting knows is put in."""
    return tuple(found.get(word, word) for word in shlex.split(text))
