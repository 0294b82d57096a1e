"""The brief in a real browser: it runs its own script, loads nothing, and switches facts."""

import re

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.exercise.rehearsal import conclude, pieces_of
from truceline.exercise.work_units import run_piece
from truceline.render.brief import brief_html
from truceline.workflow.plan import plan
from truceline.workflow.rehearse import trial_of


@pytest.fixture(scope="module")
def planned():
    return plan(read_case(find_case("two-rivers").folder), version="test")


@pytest.fixture(scope="module")
def brief(tmp_path_factory, planned):
    page = tmp_path_factory.mktemp("brief") / "brief.html"
    page.write_text(brief_html(planned), encoding="utf-8")
    return page


def test_the_board_appears_and_says_who_stands(browse, brief):
    page = browse(brief.as_uri())

    said = re.search(r'<output class="board-out">(.*?)</output>', page)[1]
    assert said == "85 personnel (likely) stand firm: Elm."


def with_script(brief, tmp_path, script):
    """Copy the page without its security policy, which lets no foreign script in, and add one at its end."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", brief.read_text(encoding="utf-8"))
    copy = tmp_path / "copy.html"
    copy.write_text(html.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    return copy.as_uri()


def test_switching_a_fact_changes_who_stands(browse, brief, tmp_path):
    page = browse(with_script(brief, tmp_path, 'document.querySelector(".board input").click()'))

    said = re.search(r'<output class="board-out">(.*?)</output>', page)[1]
    assert said == "395 personnel (likely) stand firm: Dale, Elm."


def test_the_page_loads_nothing(browse, brief, tmp_path):
    count = 'document.body.dataset.loaded = performance.getEntriesByType("resource").length'

    assert 'data-loaded="0"' in browse(with_script(brief, tmp_path, count))


def test_an_exercise_in_it_is_drawn_and_no_wider_than_a_telephone(browse, planned, tmp_path):
    trial = trial_of(planned, seed=1, days=30)
    pieces = pieces_of(trial, 4, 2)
    made = conclude(trial, pieces, [run_piece(trial, piece) for piece in pieces], asked=4)
    (tmp_path / "brief.html").write_text(brief_html(planned, made), encoding="utf-8")
    frame = f"""<iframe id="f" style="width:390px;height:800px" src="{(tmp_path / "brief.html").as_uri()}"></iframe>
        <script>document.getElementById("f").onload = (e) => {{
        const page = e.target.contentDocument, part = page.getElementById("exercise");
        const shown = [...part.querySelectorAll("svg")].filter((s) => s.getBoundingClientRect().height > 40);
        document.body.dataset.found = [shown.length, page.documentElement.scrollWidth <= 390,
            part.getBoundingClientRect().height > 800].join(); }}</script>"""
    (tmp_path / "frame.html").write_text(f"<!doctype html><body>{frame}", encoding="utf-8")

    page = browse((tmp_path / "frame.html").as_uri(), "--allow-file-access-from-files")

    drawn = 1 + len({driver.measure for driver in made.drivers if driver.told})
    assert f'data-found="{drawn},true,true"' in page


def test_following_a_link_opens_what_it_leads_to(browse, brief, tmp_path):
    links = list(dict.fromkeys(re.findall(r'href="#([^"]+)"', brief.read_text(encoding="utf-8"))))
    shut = "const shut = (at) => at && (at.tagName === 'DETAILS' && !at.open || shut(at.parentElement));"
    follow = f"{shut} document.body.dataset.shut = {links}.filter((id) => {{ location.hash = id; "
    follow += "dispatchEvent(new HashChangeEvent('hashchange')); return shut(document.getElementById(id)); }).length"

    assert 'data-shut="0"' in browse(with_script(brief, tmp_path, follow))
