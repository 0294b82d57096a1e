"""The documentation can be searched when its pages are opened as files."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.places import DOCS, ROOT

SEARCH = """<script>
const all = root => [...root.querySelectorAll("*")].flatMap(e => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
const later = (wait, then) => setTimeout(then, wait);
later(1000, () => {
  document.querySelector(".md-search__button").click();
  later(1500, () => {
    const field = all(document).find(e => e.matches("input:not([type=checkbox], [type=radio])"));
    field.value = "chainage";
    field.dispatchEvent(new Event("input", {bubbles: true, composed: true}));
    later(2500, () => {
      const hits = all(document).filter(e => e.matches("a") && e.getRootNode() !== document);
      document.title = "hits: " + hits.map(e => e.getAttribute("href")).join(" ");
    });
  });
});
</script>"""


def test_a_word_is_found_in_pages_that_are_opened_as_files(browse, tmp_path):
    pytest.importorskip("zensical", reason="the documentation tool is not here; ./run test sets it up")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(DOCS, tmp_path / "docs")
    subprocess.run([sys.executable, "-m", "zensical", "build"], cwd=tmp_path, check=True, capture_output=True)
    page = tmp_path / "site" / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + SEARCH, encoding="utf-8")
    hits = re.search(r"<title>hits: (.*?)</title>", browse(page.as_uri(), "--virtual-time-budget=15000"))

    assert hits is not None
    assert {"glossary.html", "siting.html"} <= set(re.findall(r"(\w+\.html)", hits.group(1)))
