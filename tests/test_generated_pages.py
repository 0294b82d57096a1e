"""What page makers make is up to date: running them changes nothing."""

import importlib.util

import pytest

from tests.places import DOCS, ROOT

MAKERS = sorted(path.stem for path in DOCS.glob("make_*.py"))


def load(maker):
    spec = importlib.util.spec_from_file_location(maker, DOCS / f"{maker}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("maker", MAKERS)
def test_running_the_page_makers_changes_nothing(maker):
    pages = load(maker).pages()

    assert pages
    stale = [str(path.relative_to(ROOT)) for path, text in pages.items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run: ./run docs"
