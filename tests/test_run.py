"""``./run fast`` checks rooms that are named or have changed, ``./run examples`` records: tried on a small house."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import ROOT

LAW = """[importlinter]
root_package = truceline
include_external_packages = True

[importlinter:contract:rooms]
name = Data flows one way
type = layers
containers = truceline
layers =
    hall
    cellar
"""
FILES = {
    "src/truceline/__init__.py": '"""A small house."""\n',
    "src/truceline/hall/__init__.py": '"""The hall."""\n\nWIDTH = 3\n',
    "src/truceline/cellar.py": '"""The cellar."""\n\nDEPTH = 2\n',
    "tests/hall/test_hall.py": "from truceline import hall\n\n\ndef test_the_hall():\n    assert hall.WIDTH == 3\n",
    "tests/cellar/test_cellar.py": "def test_the_cellar():\n    raise AssertionError\n",
    "examples/greeting/run.py": '"""Greet."""\n\nprint("good morning")\n',
    "docs/index.md": "# The house\n\nSee [words](words.md).\n",
    "docs/make_words.py": 'from pathlib import Path\n\nPath(__file__).with_name("words.md").write_text("# Words\\n")\n',
    "mkdocs.yml": "site_name: A house\nuse_directory_urls: false\n",
    ".importlinter": LAW,
    ".gitignore": ".venv/\n*_cache/\n",
    "requirements-dev.lock": "",
}


def git(house, *arguments):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments], cwd=house, check=True)


@pytest.fixture
def house(tmp_path):
    """Give the folder of a small house with the project's settings and tools, all of it committed."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("run", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ".installed-requirements-dev.lock").write_text("", encoding="utf-8")
    for part in ("bin", "lib", "lib64", "pyvenv.cfg"):
        (tmp_path / ".venv" / part).symlink_to(Path(sys.prefix) / part)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "A house")
    return tmp_path


def run(house, *arguments):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "PYTHONPATH"))}
    return subprocess.run(["sh", house / "run", *arguments], capture_output=True, text=True, env=environment)


def test_a_named_room_is_checked_and_no_other(house):
    done = run(house, "fast", "hall")

    assert done.returncode == 0, done.stdout + done.stderr
    steps = [line for line in done.stdout.splitlines() if line.startswith("== ")]
    assert steps == ["== format of hall", "== lint", "== types", "== imports", "== tests"]
    assert "1 passed" in done.stdout


def test_without_a_name_rooms_with_changed_or_new_files_are_checked(house):
    assert run(house, "fast").stderr == "run | git says that no room has changed; name one, such as ./run fast feeds\n"
    (house / "src" / "truceline" / "cellar.py").write_text('"""The cellar."""\n\nDEPTH = 1\n', encoding="utf-8")
    (house / "src" / "truceline" / "hall" / "lamp.py").write_text('"""A lamp."""\n', encoding="utf-8")
    done = run(house, "fast")

    assert done.stdout.startswith("== format of cellar hall\n")
    assert (done.returncode, "1 failed, 1 passed" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ('"""The hall."""\n\nWIDTH: int = "3"\n', "== types"),
        ('"""The hall."""\n\nimport os\n', "== lint"),
        ('"""The hall."""\nWIDTH=3\n', "== format of hall"),
    ],
)
def test_the_check_ends_at_the_first_step_that_finds_something(house, text, step):
    (house / "src" / "truceline" / "hall" / "__init__.py").write_text(text, encoding="utf-8")
    done = run(house, "fast", "hall")

    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.startswith("== ")][-1] == step


def test_an_import_against_the_law_is_named(house):
    text = '"""The cellar."""\n\nfrom truceline.hall import WIDTH\n\nDEPTH = WIDTH\n'
    (house / "src" / "truceline" / "cellar.py").write_text(text, encoding="utf-8")
    done = run(house, "fast", "cellar")

    assert done.returncode == 1
    assert "truceline.cellar -> truceline.hall (l.3)" in done.stdout


def test_what_is_no_room_is_refused(house):
    done = run(house, "fast", "attic")

    assert done.returncode == 2
    assert done.stderr == "run | 'attic' is no room; give a folder of src/truceline or tests\n"


def test_what_examples_print_is_recorded(house):
    assert run(house, "examples").returncode == 0
    assert (house / "examples" / "greeting" / "run.out").read_text(encoding="utf-8") == "good morning\n"
    assert not list(house.glob("examples/*/*.new"))


def test_page_makers_run_before_the_documentation_is_built(house):
    pytest.importorskip("zensical", reason="the documentation tool is not here; ./run test sets it up")
    done = run(house, "docs")

    assert done.returncode == 0, done.stdout + done.stderr
    assert (house / "docs" / "words.md").read_text(encoding="utf-8") == "# Words\n"
    assert 'href="words.html"' in (house / "site" / "index.html").read_text(encoding="utf-8")
