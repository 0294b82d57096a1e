"""The documentation holds together: links resolve, and the glossary holds every word."""

import re

import pytest

from tests.places import ROOT

PAGES = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), *ROOT.glob("src/truceline/cases/*/README.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
WORDS = """
actor, statement, passage, topic, position, authority, contradiction; contributor, pledge, condition, fact, scenario,
firm, attainable, waiting, pivot; requirement, force concept, capability, caveat, enabler, notice to move, tour,
rotation, pool, fill, marginal value, gap; line of contact, chainage, sector, zone, provision; post, set-back, patrol,
reaction force, orbit, coverage; locked site, forbidden site;
unit of measure, left over; range, in the country, alike, draw, driver;
report, context, incident, violation, claim, verification, attribution, judgement, bulletin;
inject, replication, replay, ladder;
session, member, role, revision, stale, proposal, effect, version, silence procedure, dissent, releasability, seal;
annotation, confusion, fusion; room, service, document, view; record, part, body; exchange workbook
"""
DISTINCTIONS = [
    "Said, pledged, approved, arrived",
    "Deployed and pool",
    "Report, incident, violation, attributed violation",
    "Known and assumed",
    "Happened and known",
]


def links(page):
    return LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))


def anchors(page):
    text = page.read_text(encoding="utf-8")
    return {re.sub(r"[\s_]+", "-", re.sub(r"[^\w\s-]", "", h.lower()).strip()) for h in HEADING.findall(text)}


def named(page):
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_relative_link_of_a_page_resolves(page):
    broken = []
    for link in links(page):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_the_glossary_defines_every_word_in_one_line():
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    defined = {word.lower() for word in re.findall(r"^\*\*(.+?)\*\*\n:   \S.*\n(?=\n|$)", text, re.MULTILINE)}
    assert defined == {word.strip() for word in re.split(r"[,;]", WORDS)}


def test_the_glossary_states_the_five_distinctions():
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    assert re.findall(r"^\d\. \*\*(.+?)\.\*\*", text, re.MULTILINE) == DISTINCTIONS


def test_every_decision_record_says_what_was_rejected_and_what_follows():
    wanted = ["Context", "Decision", "Alternatives", "Consequences"]
    records = sorted(ROOT.glob("docs/decisions/0*.md"))
    headings = {r.name: re.findall(r"^## (.+)$", r.read_text(encoding="utf-8"), re.MULTILINE) for r in records}
    assert headings == dict.fromkeys(headings, wanted)
    assert [name[:4] for name in headings] == [f"{n:04}" for n in range(1, len(records) + 1)]


def test_the_documentation_asks_nothing_of_the_network():
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert re.search(r"^  font: false$", config, re.MULTILINE)
    assert not re.search(r"https?://", config)
