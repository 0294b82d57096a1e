"""The brief on paper and on a telephone: pages, what the first one holds, and nothing wider than the screen."""

import re
import subprocess
from dataclasses import replace
from datetime import date
from unicodedata import normalize

import pytest

from tests.browser.conftest import QUIET
from truceline.casefolder.cases import find_case, read_case
from truceline.render.brief import brief_html
from truceline.workflow.plan import plan

PAGES = 25
"""A4 pages that a brief of the case ukraine may have."""

PHONE = 390
"""Width of a telephone, in CSS pixels."""

LAST_OF_FIRST_PAGE = '<p class="rests-on'


@pytest.fixture(scope="module", params=[date(2025, 3, 25), date(2026, 2, 28)], ids=str)
def brief(request, tmp_path_factory):
    page = tmp_path_factory.mktemp("paper") / "brief.html"
    made = plan(read_case(find_case("ukraine").folder), version="test", as_of=request.param)
    page.write_text(brief_html(made), encoding="utf-8")
    return page


@pytest.fixture
def pages(chromium, tmp_path):
    """Print a page and count its sheets."""

    def count(page):
        pdf = tmp_path / f"{page.stem}.pdf"
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        command = [chromium, *QUIET, profile, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()]
        subprocess.run(command, capture_output=True, timeout=120, check=True)
        return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))

    return count


def test_it_prints_on_25_pages_at_most(brief, pages):
    assert 5 < pages(brief) <= PAGES


@pytest.fixture(scope="module")
def sheets(chromium, tmp_path_factory):
    """What stands on each sheet of the small case's brief, which bears a marking and names its files."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not here; ./run test sets it up")
    place = tmp_path_factory.mktemp("sheets")
    case = replace(read_case(find_case("two-rivers").folder), marking="EXERCISE EXERCISE")
    made = brief_html(plan(case, version="test", draws=0), files="0123456789abcdef")
    (place / "brief.html").write_text(made, encoding="utf-8")
    printing = [chromium, *QUIET, f"--user-data-dir={place / 'profile'}", "--no-pdf-header-footer"]
    printing += [f"--print-to-pdf={place / 'brief.pdf'}", (place / "brief.html").as_uri()]
    subprocess.run(printing, capture_output=True, timeout=120, check=True)
    texts = [page.extract_text() for page in pypdf.PdfReader(place / "brief.pdf").pages]
    return [" ".join(normalize("NFKC", text).split()) for text in texts]


def test_each_sheet_says_which_it_is_of_how_many_of_what_and_how_it_is_marked(sheets):
    foot = "Two Rivers, as stated on 20 March 2031, files 0123456789ab"

    assert len(sheets) > 5
    for number, words in enumerate(sheets, 1):
        assert words.count("EXERCISE EXERCISE") == 2
        assert foot in words
        assert re.search(rf"(?<![0-9]){number} / {len(sheets)}(?![0-9])", words)


def test_paper_says_why_a_line_has_a_gap_and_shows_the_map_of_every_scenario(sheets):
    words, scenarios = " ".join(sheets), read_case(find_case("two-rivers").folder).scenarios

    assert words.count("Every line, its gap and the reasons") == len(scenarios)
    assert "nobody offers “Medical evacuation”" in words
    assert "Nothing is fielded that could stand along the line" in words  # as stated on the date
    assert words.count("chance to see under 1 in 4") == len(scenarios) - 1


def test_the_first_page_is_the_summary_and_fits(brief, pages, tmp_path):
    html = brief.read_text(encoding="utf-8")
    first = html[: html.index("</p>", html.index(LAST_OF_FIRST_PAGE))]
    (tmp_path / "first.html").write_text(first, encoding="utf-8")
    (tmp_path / "more.html").write_text(f"{first}</p><p>and what follows</p>", encoding="utf-8")

    assert 'id="thirty-seconds"' in first
    assert 'id="bottom-line"' in first
    assert "drawn for this case from GeoNames, places in Ukraine, as of 24 March 2025" in first
    assert "Statements were last looked for up to" in first
    assert pages(tmp_path / "first.html") == 1
    assert pages(tmp_path / "more.html") == 2


def test_paper_says_what_is_left_out_and_names_the_sources(brief):
    html = brief.read_text(encoding="utf-8")

    assert '<p class="on-paper">Left out on paper: every statement and pledge' in html
    listed = html[html.index('<ul class="sources-on-paper') :]
    cited = int(re.search(r"([0-9]+) sources cited here", html)[1])
    assert listed[: listed.index("</ul>")].count("<li>") == cited


def test_on_a_telephone_nothing_scrolls_the_page_sideways(brief, browse, tmp_path):
    frame = f"""<iframe id="f" style="width:{PHONE}px;height:800px;border:0" src="{brief.as_uri()}"></iframe>
        <script>document.getElementById("f").onload = (e) => {{
        const page = e.target.contentDocument, root = page.documentElement;
        for (const details of page.querySelectorAll("details")) details.open = true;
        const wide = [...page.querySelectorAll("table, svg, td, p")].filter((part) => !part.closest(".scroll")
            && part.getBoundingClientRect().right > root.clientWidth + 1);
        document.body.dataset.found = [root.scrollWidth <= root.clientWidth, wide.length,
            page.querySelectorAll("table:not(.stack)").length].join(); }}</script>"""
    (tmp_path / "frame.html").write_text(f"<!doctype html><body>{frame}", encoding="utf-8")

    page = browse((tmp_path / "frame.html").as_uri(), "--allow-file-access-from-files")

    assert 'data-found="true,0,0"' in page
