"""What stands beside a command before it runs: a case, a review file, a store; each made once, when it is asked for."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fuzzing.samples import ARTICLE, HTML, REPORTS, fill, write_feeds
from benchmarks.killing.processes import run
from benchmarks.workbooks import one_tour_more

OLD = "id,time,lat,lon,radius,act\n" + "".join(
    f"old-{n},2031-03-{10 + n}T08:00:00Z,1.4,2.9,200,shelling\n" for n in range(6)
)
Make = Callable[["Setting"], None]


@dataclass(frozen=True, slots=True)
class Setting:
    """Samples in a ``folder``, made on demand."""

    folder: Path
    made: set[str] = field(default_factory=set)

    def copy(self, names: str, to: Path) -> Path:
        """Put copies of samples into a folder of their own, which is made anew."""
        shutil.rmtree(to, ignore_errors=True)
        to.mkdir(parents=True)
        for name in names.split():
            path = self.path(name)
            shutil.copytree(path, to / name) if path.is_dir() else shutil.copyfile(path, to / name)
        return to

    def path(self, name: str) -> Path:
        """Return where a sample is; it is made if it was not asked for before."""
        if name not in self.made:
            self.made.add(name)
            MAKERS[name](self)
        return self.folder / name

    def run(self, *words: str) -> None:
        """Run a command among the samples, which must end well."""
        done = run(words, self.folder)
        if done.code:
            raise SystemExit(f"truceline {' '.join(words)}: {done.code}\n{done.said}")

    def known(self) -> Mapping[str, str]:
        """Say what stands for words that are only known when the samples are made."""
        if "judged" not in self.made:
            return {}
        rows = (self.folder / "judged" / "judgements.csv").read_text().splitlines()
        return {"DRAFT": rows[-1].split(",")[1]}


def _case(setting: Setting) -> None:
    setting.run("new", "case")
    for name in ("mappings", "old.csv"):
        setting.path(name)
    setting.run("import", "csv", "old.csv", "case", "--mapping", "mappings/csv.yaml")


def _changed(setting: Setting) -> None:
    setting.run("new", "changed")
    path = setting.folder / "changed" / "requirement.csv"
    path.write_text(path.read_text() + "\n".join(path.read_text().splitlines()[-1:]).replace(",", "-more,", 1) + "\n")


def _drafts(name: str, decision: str) -> Make:
    def make(setting: Setting) -> None:
        setting.run("read", setting.path("article.txt").name, "--case", "two-rivers", "--out", name)
        path = setting.folder / name
        fill(path)
        text = path.read_text().replace("decision: accept", f"decision: {decision}")
        for key, answer in (
            ("said_on", "2031-03-11"),
            ("speaks_for", "dale"),
            ("topic", "troops"),
            ("authority", "minister"),
        ):
            text = re.sub(rf"^(    {key}:) *(#.*)?$", rf"\1 {answer}", text, flags=re.MULTILINE)
        path.write_text(text)

    return make


def _judged(setting: Setting) -> None:
    setting.run("new", "judged")
    setting.path("rejected.yaml")
    setting.run("accept", "rejected.yaml", "judged", "--by", "Ines", "--source", "dale-vote")


def _articles(setting: Setting) -> None:
    (setting.folder / "articles").mkdir()
    for n in range(3):
        text = HTML.format(
            "".join(f"<p>{part}</p>" for part in ARTICLE.replace("2,000", f"{n + 2},000").split("\n\n")[1:])
        )
        (setting.folder / "articles" / f"{n}.html").write_text(text)


def _workbook(setting: Setting) -> None:
    setting.run("workbook", "write", "two-rivers", "dale", "--out", "dale.xlsx", "--made-on", "2031-03-21")
    path = setting.folder / "dale.xlsx"
    path.write_bytes(one_tour_more(path.read_bytes()))


def _front(setting: Setting) -> None:
    line = {"type": "LineString", "coordinates": [[2.41, 1.45], [2.9, 1.41], [3.46, 1.456]]}
    found = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": line}]}
    (setting.folder / "front.geojson").write_text(json.dumps(found))


def _plan(name: str, *more: str) -> Make:
    return lambda setting: setting.run(
        "plan", "two-rivers", "--draws", "0", "--scenario", "as-stated", "--out", name, *more
    )


def _signed(setting: Setting) -> None:
    setting.run("new", "signed")
    setting.run("monitor", "signed", "--key", "key.pem", "--new-key", "--until", "2031-03-20", "--out", "earlier")


def _other_key(setting: Setting) -> None:
    setting.run("new", "unused")
    setting.run("monitor", "unused", "--key", "other.pem", "--new-key", "--out", "unused-bulletin")


def _store(setting: Setting) -> None:
    setting.run("session", "import", "two-rivers", "rivers", "--store", "store.sqlite")
    asked = ("--session", "rivers", "--store", "store.sqlite", "--role")
    for person, *role in (("anna", "staff"), ("omar", "staff"), ("gone", "staff"), ("cora", "chair")):
        setting.run("people", "invite", person, *asked, *role)
    setting.run("people", "disable", "gone", "--store", "store.sqlite")
    with closing(sqlite3.connect(setting.folder / "store.sqlite")) as base:
        base.execute("UPDATE people SET password_hash = 'none that anybody knows' WHERE id = 'omar'")
        for person, role in (("anna", "staff"), ("cora", "chair")):
            base.execute("INSERT INTO memberships VALUES (1, ?, ?, '', 0)", (person, role))
        base.commit()


def _backup(setting: Setting) -> None:
    setting.path("store.sqlite")
    setting.path("signed")
    setting.run("backup", "store.sqlite", "a.backup", "--log", "signed/runs/evidence.jsonl")


def _text(name: str, text: str) -> Make:
    return lambda setting: _write(setting.folder / name, text)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


MAKERS: Mapping[str, Make] = {
    "article.txt": _text("article.txt", ARTICLE),
    "article.html": _text("article.html", HTML.format("".join(f"<p>{each}</p>" for each in ARTICLE.split("\n\n")[1:]))),
    "articles": _articles,
    "reviews": lambda setting: (setting.folder / "reviews").mkdir(),
    "reports.csv": _text("reports.csv", REPORTS),
    "decisions.csv": _text("decisions.csv", "inject,option,note\n"),
    "feeds": lambda setting: write_feeds(setting.folder),
    "mappings": lambda setting: setting.path("feeds"),
    "old.csv": _text("old.csv", OLD),
    "a.dna": lambda setting: setting.run("export", "two-rivers", "a.dna"),
    "case": _case,
    "fresh": lambda setting: setting.run("new", "fresh"),
    "changed": _changed,
    "judged": _judged,
    "drafts.yaml": _drafts("drafts.yaml", "accept"),
    "rejected.yaml": _drafts("rejected.yaml", "reject"),
    "dale.xlsx": _workbook,
    "front.geojson": _front,
    "plan": _plan("plan"),
    "other": _plan("other", "--as-of", "2031-03-10"),
    "signed": _signed,
    "key.pem": lambda setting: setting.path("signed"),
    "other.pem": _other_key,
    "store.sqlite": _store,
    "a.backup": _backup,
}
"""How each sample is made, by its name among the samples."""
