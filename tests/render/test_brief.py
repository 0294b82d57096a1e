"""The brief is one safe, complete, self-contained page."""

import base64
import hashlib
import itertools
import re
from dataclasses import replace
from datetime import date

import pytest

from truceline.render.brief import brief_html
from truceline.statements.contradictions.contradiction import Kind
from truceline.workflow.plan import plan as walk_case

from .markup import walk

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&{{ 7 * 7 }}"


@pytest.fixture(scope="module")
def elements(page):
    return walk(page)


@pytest.fixture(scope="module")
def hostile(case):
    bad = replace(
        case,
        title=HOSTILE,
        map_note=HOSTILE,
        statements=tuple(replace(s, quote=HOSTILE, summary=HOSTILE, speaker=HOSTILE) for s in case.statements),
        sources=tuple(replace(s, title=HOSTILE, url="javascript:alert(1)") for s in case.sources),
        actors=tuple(replace(a, name=HOSTILE) for a in case.actors),
        sites=tuple(replace(s, name=HOSTILE) for s in case.sites),
        sectors=tuple(replace(s, name=HOSTILE) for s in case.sectors),
        requirement=tuple(replace(line, title=HOSTILE, note=HOSTILE) for line in case.requirement),
        scenarios=tuple(replace(s, title=HOSTILE) for s in case.scenarios),
        facts=tuple(replace(f, title=HOSTILE) for f in case.facts),
    )
    return brief_html(walk_case(bad, version=HOSTILE, scenarios=["all-together"]))


def words(element):
    return " ".join(element.words().split())


def test_hostile_text_is_shown_and_never_run(hostile):
    found = walk(hostile)

    assert sum(e.tag == "script" for e in found) == 1
    assert not [e for e in found if e.tag == "img"]
    assert not [name for e in found for name in e.attributes if name.startswith("on")]
    assert not [e for e in found if e.attributes.get("href", "").startswith("javascript")]
    assert "{{ 7 * 7 }}" in hostile
    assert "49" not in next(e for e in found if e.tag == "h1").words()


def test_every_tag_is_closed_in_order(elements):
    assert elements[0].tag == "html"


def test_nothing_is_loaded_from_anywhere(page, elements):
    loading = ("src", "srcset", "data", "poster", "action", "background")
    assert not [(e.tag, name) for e in elements for name in e.attributes if name in loading]
    assert {e.tag for e in elements if "href" in e.attributes} == {"a"}
    assert not [e for e in elements if e.tag in ("link", "iframe", "object", "embed", "use", "image", "base")]
    assert set(re.findall(r"url\(([^)]*)\)", page)) == {"#hatch"}
    assert "@import" not in page


def test_the_policy_lets_nothing_run_but_the_pages_own_style_and_script(elements):
    policy = next(e.attributes["content"] for e in elements if "Content-Security-Policy" in e.attributes.values())
    for tag in ("style", "script"):
        [own] = [e for e in elements if e.tag == tag]
        digest = base64.b64encode(hashlib.sha256(own.words().encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert not [e for e in elements if "style" in e.attributes]


def test_every_link_inside_the_page_leads_somewhere(elements):
    ids = [e.attributes["id"] for e in elements if "id" in e.attributes]
    wanted = {e.attributes["href"][1:] for e in elements if e.attributes.get("href", "").startswith("#")}

    assert len(ids) == len(set(ids))
    assert wanted - set(ids) == set()
    assert {"bottom-line", "scenarios", "sources", "scenario-as-stated-filled"} <= wanted


def test_labels_and_descriptions_point_to_elements_that_exist(elements):
    ids = {e.attributes["id"] for e in elements if "id" in e.attributes}
    pointing = [e.attributes[name] for e in elements for name in ("for", "aria-labelledby") if name in e.attributes]

    assert pointing
    assert set(pointing) <= ids


def test_headings_skip_no_level_and_tables_and_pictures_say_what_they_are(elements):
    levels = [int(e.tag[1]) for e in elements if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(then <= now + 1 for now, then in itertools.pairwise(levels))
    assert all(table.all("caption") for table in elements if table.tag == "table")
    assert all(e.attributes.get("aria-label") or e.attributes.get("aria-hidden") for e in elements if e.tag == "svg")


def test_two_renderings_are_the_same_bytes(plan, page):
    assert brief_html(plan) == page


def test_a_plan_made_again_gives_the_same_bytes(case, page):
    assert brief_html(walk_case(case, version="0.0.0")) == page


def test_each_contradiction_shows_both_quotes_with_speaker_date_and_grade(plan, elements):
    said = {s.id: s for s in plan.case.statements}
    by_id = {e.attributes["id"]: e for e in elements if "id" in e.attributes}

    assert plan.contradictions
    for found in plan.contradictions:
        quotes = by_id[f"contradiction-{'-'.join(found.statements)}"].all("blockquote")
        assert len(quotes) == 2
        for quote, id_ in zip(quotes, found.statements, strict=True):
            assert (said[id_].quote or said[id_].summary) in words(quote)
            assert said[id_].speaker in words(quote)
            assert re.search(rf"{id_} · [A-F]{said[id_].credibility}\b", words(quote))


def test_what_can_both_hold_stands_apart(plan, elements):
    apparent = [c for c in plan.contradictions if c.kind.both_can_hold]
    shown = {e.attributes["id"] for e in elements if e.attributes.get("class") == "apparent"}

    assert {c.kind for c in apparent} == {Kind.APPARENT_ONLY, Kind.COUNT_DEFINITION}
    assert shown == {f"contradiction-{'-'.join(c.statements)}" for c in apparent}


def test_the_bottom_line_names_who_stands_and_what_the_others_wait_for(elements):
    first = next(e for e in elements if e.attributes.get("class") == "finding")

    assert "Elm stands, with nobody in the country, 60 next door and 25 in the air from outside." in words(first)
    assert "Of 8 pledges that count 6 set a condition that does not hold" in words(first)
    assert "“Dale's parliament approves” (3 pledges)" in words(first)


def test_where_nothing_is_firm_the_bottom_line_says_so_and_why(page_on):
    first = next(e for e in walk(page_on(date(2031, 2, 25))) if e.attributes.get("class") == "finding")

    assert "As stated on 25 February 2031, no pledge is firm." in words(first)
    assert "All 8 pledges that count set a condition that does not hold" in words(first)
    assert "“The truce is signed and in force” (8 pledges)" in words(first)


def test_before_anybody_pledged_the_bottom_line_says_so(page_on):
    assert "As stated on 5 January 2031, no pledge is on the record." in page_on(date(2031, 1, 5))


def test_nothing_said_after_the_date_is_shown(page):
    assert "st-11b" in page
    assert "st-14" not in page
    assert "st-15" not in page


def test_each_scenario_shows_deployed_and_pool(plan, elements):
    table = next(e for e in elements if e.attributes.get("id") == "scenarios")
    rows = [row for body in table.all("tbody") for row in body.all("tr") if row.attributes.get("class") != "apart"]

    assert len(rows) == len(plan.scenarios)
    for row, made in zip(rows, plan.scenarios, strict=True):
        force = made.own.generation
        assert re.search(
            rf"deployed {force.deployed:,.0f}( \w[a-z ]+ the country)?, pool {force.pool:,.0f}", words(row)
        )


def test_every_figure_of_the_table_leads_to_its_arithmetic(elements):
    table = next(e for e in elements if e.attributes.get("id") == "scenarios")
    rows = [row for body in table.all("tbody") for row in body.all("tr") if row.attributes.get("class") != "apart"]
    for row in rows:
        hrefs = [a.attributes["href"].rpartition("-")[2] for a in row.all("a")[1:]]
        assert hrefs == ["inside", "who", "filled", "seen", "reaction", "kept"]


def test_the_part_of_a_claim_that_nobody_named_is_hatched_and_said(elements):
    card = next(e for e in elements if e.attributes.get("id") == "count-ready")
    forms = [e for e in card.all("div") if e.attributes["class"] in ("for-wide", "for-narrow")]
    hatched = [[e for e in form.all("rect") if e.attributes["class"] == "bar unnamed"] for form in forms]

    assert [len(each) for each in hatched] == [2, 2]  # "more than 8" with three names, and "two" with none
    assert "6 or more" in words(card)


def test_a_pledge_that_falls_without_a_fact_is_listed_with_its_reason(elements):
    section = words(next(e for e in elements if e.attributes.get("id") == "fallen"))

    assert "Without “Dale's parliament approves”" in section
    assert "loses 3 pledges: 310 (157 to 363) personnel" in section


def test_what_a_pledge_waits_for_is_told_by_one_word_which_is_explained(elements, page):
    heads = {words(e) for e in elements if e.tag == "th"}

    assert {"What it waits for", "What it then waits for"} <= heads
    assert not [e for e in elements if e.tag == "td" and words(e).startswith("waits for: ")]  # as its head says so
    assert "it is <em>waiting</em> when it would stand if all announced together, and <em>unattainable</em>" in page
    assert {"waits for", "attainable", "falls"} <= {words(e) for e in elements if e.tag == "dt"}


def test_every_assumption_shows_its_standing(plan, elements):
    by_id = {e.attributes["id"]: e for e in elements if "id" in e.attributes}
    for assumption in plan.case.assumptions.values():
        badges = [e for e in by_id[f"assumption-{assumption.id}"].all("span") if "badge" in e.attributes["class"]]
        assert [words(b) for b in badges] == [assumption.standing.value]


def test_every_input_is_shown_with_its_hash(plan, page):
    assert plan.case.inputs
    assert all(i.sha256 in page for i in plan.case.inputs)


def test_a_topic_says_when_it_was_last_looked_for_and_what_was_covered(plan):
    first, *others = plan.case.topics
    looked = replace(first, last_looked_for=date(2031, 5, 6), looked_for_note="Three papers, nothing new.")

    shown = brief_html(replace(plan, case=replace(plan.case, topics=(looked, *others))))

    assert "Last looked for up to 6 May 2031. Three papers, nothing new." in shown
    assert shown.count("Last looked for up to") == 1
