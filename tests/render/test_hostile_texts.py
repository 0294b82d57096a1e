"""One list of hostile texts, and every format that is written: none of them does more than to be read."""

import csv
import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from markupsafe import Markup

from tests.render.test_bulletin_files import hostile, made  # noqa: F401  (a fixture)
from truceline.cli import main
from truceline.errors import visible
from truceline.formats.csv_table import csv_lines
from truceline.formats.json_text import json_text
from truceline.formats.xml_text import xml_text
from truceline.render.bulletin_files import bulletin_files
from truceline.render.markdown import markdown
from truceline.render.pictures.svg import element
from truceline.render.terminal import laid_out
from truceline.views.text import verbatim

HOSTILE = (
    "\x1b]0;owned\x07",
    "\x1b[2J\x1b[31m",
    "\x9b31mred",
    "\x00nothing\x08\x7f",
    "one\rtwo",
    "\ud800alone",
    "\ufffe\uffff",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#x3c;b&#x3e;",
    "[here](javascript:alert(1))",
    "![seen](http://127.0.0.1/pixel)",
    "<javascript:alert(1)>",
    "`code` **bold** _italic_ ~~gone~~",
    "a | b | c",
    "\\[not escaped\\](x)",
    "# a heading",
    "- a list",
    "12. a list",
    "first\n\n# second",
    "]]></style><script>alert(1)</script>",
    "\"quoted\" and 'quoted'",
    "=HYPERLINK(1)",
    "+1+1",
    "$x$",
)
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LIVE = re.compile(r"(?<!\\)(?:\\\\)*[<>\[\]`*_|~&$]")
"""Marks of Markdown that nothing escapes."""


def read_back(written):
    """Markdown as a renderer shows it."""
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|<>&~$=-])", r"\1", written)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_every_text_as_it_is(text):
    written = markdown(text)

    assert not LIVE.search(written)
    assert not STEERING.search(written)
    assert "\n" not in written
    assert not re.match(r"(#+|[-+*]|\d+[.)])(\s|$)", written)
    assert read_back(written) == visible(" ".join(text.split()))


@pytest.mark.parametrize("text", HOSTILE)
def test_xml_holds_every_text_and_no_more_than_it(text):
    found = ET.fromstring(f'<a b="{xml_text(text)}">{xml_text(text)}</a>')  # noqa: S314  (our own)
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)

    assert (found.text or "") == kept
    assert len(found) == 0
    assert found.attrib == {"b": kept.replace("\n", " ")}
    picture = ET.fromstring(str(element("text", text, Markup("<b/>"), title=text)))  # noqa: S314  (our own)
    assert [part.tag for part in picture.iter()] == ["text", "b"]


@pytest.mark.parametrize("text", HOSTILE)
def test_json_holds_every_text_and_no_terminal_obeys_it(text):
    written = json_text({"title": text})

    assert json.loads(written) == {"title": text}
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", written)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_or_breaks_its_row(text):
    ((cell, last),) = csv.reader(io.StringIO(csv_lines([[text, "last"]]), newline=""))

    assert last == "last"
    assert cell.removeprefix("'") == text.replace("\r", "\n")
    assert cell[0] not in "=+-@\t\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_terminal_obeys_no_text(text):
    written = visible(laid_out([verbatim(text)]))

    assert not STEERING.search(written)
    assert visible(text) in written


@pytest.mark.parametrize("text", HOSTILE)
def test_a_bulletin_holds_no_live_text_in_any_of_its_formats(made, text):  # noqa: F811  (the fixture)
    bulletin = hostile(made, text)
    files = bulletin_files(replace(bulletin, case=replace(bulletin.case, title=text)))

    assert not STEERING.search(files["bulletin.md"])
    own = bulletin_files(replace(hostile(made, "words"), case=replace(made.case, title="words")))["bulletin.md"]
    assert len(LIVE.findall(files["bulletin.md"])) == len(LIVE.findall(own))
    assert files["bulletin.md"].count("\n") == own.count("\n")
    marks = ET.fromstring(files["incidents.kml"].encode())  # noqa: S314  (our own)
    assert len(marks.findall(".//{*}Placemark")) == len(made.bulletin.lines)
    assert "<script" not in files["bulletin.html"]
    json.loads(files["bulletin.json"])


def test_what_the_command_line_prints_is_obeyed_by_no_terminal():
    refused = CliRunner().invoke(main, ["check", "\x1b]0;owned\x07"])

    assert refused.exit_code == 1
    assert "\\x1b]0;owned\\x07" in refused.stderr
    assert "\x1b" not in refused.stderr
