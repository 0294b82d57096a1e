"""The documentation builds, keeps its order, asks nothing of the network, and can be searched when opened as files."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.places import DOCS, ROOT

pytest.importorskip("zensical", reason="the documentation tool is not here; ./run test sets it up")
ORDER = ["Tutorial", "How-to", "Methods", "Reference", "Architecture", "Glossary", "Licences", "Decisions"]


def build(folder):
    return subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"], cwd=folder, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documentation")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(DOCS, folder / "docs")
    return folder


@pytest.fixture(scope="module")
def site(folder):
    done = build(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def test_every_page_is_built(site):
    made = {path.relative_to(site).with_suffix("") for path in site.rglob("*.html")}

    assert {path.relative_to(DOCS).with_suffix("") for path in DOCS.rglob("*.md")} <= made
    assert not list(site.rglob("*.py"))


def test_the_tutorial_comes_first_and_decisions_last(site):
    page = (site / "index.html").read_text(encoding="utf-8")
    places = [re.search(rf'<span class="md-ellipsis">\s*{title}\s*<', page).start() for title in ORDER]

    assert places == sorted(places)


def test_pages_load_nothing_from_elsewhere(site):
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|iframe)[^>]*\ssrc=[\"']?(https?:[^\"' >]*)", page)
        loaded += re.findall(r"<link[^>]*\shref=[\"']?(https?:[^\"' >]*)", page)
        assert loaded == [], path.name


def test_the_search_index_is_a_script_and_its_worker_is_shipped(site):
    page = (site / "reference" / "commands.html").read_text(encoding="utf-8")

    assert '<script src="../assets/iframe-worker.js"' in page
    assert "chainage" in (site / "search.js").read_text(encoding="utf-8")


def test_a_broken_link_ends_the_build(folder, site):
    broken = folder / "docs" / "index.md"
    broken.write_text(broken.read_text(encoding="utf-8") + "\n[away](nowhere.md)\n", encoding="utf-8")
    done = build(folder)

    assert done.returncode == 1
    assert "page does not exist" in done.stdout + done.stderr


def test_help_of_commands_fits_its_box():
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    help_lines = [line for block in re.findall(r"```text\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]

    assert max(map(len, help_lines)) <= 80
