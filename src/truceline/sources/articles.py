"""Articles from the disk: plain text, or a saved web page reduced to its paragraphs."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from lxml import etree

from truceline.errors import SourceError
from truceline.formats.files import MIB, read_file
from truceline.records.times import possible
from truceline.statements.reading.article import Article

LARGEST = 16 * MIB
"""The largest article that is read, in bytes."""

DEEPEST = 512
"""How deep elements of a page may lie within one another: as deep as in browsers. Each end is looked for so far."""

_SUMMARY = "the article cannot be read"
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p)\b", re.IGNORECASE)
_NO_PAGE = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")
"""Encodings of Python that no page is in, and that fail or take long in ways of their own."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ufffe\uffff]")
_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "figure",
    "figcaption", "svg", "button", "select", "iframe", "object",
))  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "article", "section", "main", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table",
    "tr", "td", "th", "blockquote", "pre", "body", "dl", "dt", "dd", "hr", "address",
))  # fmt: skip
_SPACE = re.compile(r"\s*")
_DATES = frozenset((
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "pubdate", "parsely-pub-date",
))  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DATELINE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}}) (?P<month>{_MONTH})|(?P<us>{_MONTH}) (?P<usday>\d{{1,2}}),?) (?P<year>[12]\d{{3}})\b"
    r"|\b(?P<iso>[12]\d{3}-\d{2}-\d{2})\b"
)
_HEAD = 400  # characters in which a dateline is looked for


def read_article_file(path: Path) -> Article:
    """Read an article, in UTF-8 or, for a web page, in the encoding that it declares.

    Line ends become newlines; control characters become spaces, one for one.

    Raises
    ------
    SourceError
        If the file is missing, unreadable, empty, too large, or in another encoding.
    """
    data = read_file(path, _SUMMARY, LARGEST)
    text = _decoded(path, data)
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    reduced, stated = _is_html(text), ""
    if reduced:
        text, stated = _reduced(path, text)
    if not text.strip():
        raise SourceError(_SUMMARY, (f"{path} | holds no text; give the article itself",))
    published = _day(stated)
    why = "the page's own metadata" if published else ""
    if published is None:
        published = _dateline(text)
        why = "the date at the top of the text" if published else "not given"
    return Article(str(path), hashlib.sha256(data).hexdigest(), text, published, why, reduced)


def _is_html(text: str) -> bool:
    # A declaration of XML and comments may stand before the first element. Each character is looked at once.
    at = _past(text, len(text) - len(text.lstrip()), "<?xml", ">")
    while (then := _past(text, at, "<!--", "-->")) != at:
        at = then
    return _HTML.match(text, at) is not None


def _past(text: str, at: int, start: str, end: str) -> int:
    # Behind what starts here, and the spaces after it; where it does not or never ends, the same place.
    found = text.find(end, at + len(start)) if text.startswith(start, at) else -1
    if found < 0:
        return at
    space = _SPACE.match(text, found + len(end))
    return space.end() if space else at


def _reduced(path: Path, text: str) -> tuple[str, str]:
    # The paragraphs of a page, and the date that it states. libxml2 reads any text as HTML, in linear time.
    page = _Page()
    parser = etree.HTMLParser(target=page, huge_tree=True, no_network=True)
    try:
        parser.feed(text)
        parser.close()
    except _TooDeepError:
        what = f"{path} | nests elements more than {DEEPEST} deep, as no browser does; give the article as text"
        raise SourceError(_SUMMARY, (what,)) from None
    return page.text(), page.published


def _decoded(path: Path, data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    for name in ("utf-8-sig", declared[1].decode("ascii", "replace") if declared else ""):
        try:
            if name and codecs.lookup(name).name not in _NO_PAGE:
                return data.decode(name)
        except (UnicodeError, LookupError):
            continue
    raise SourceError(_SUMMARY, (f"{path} | is not UTF-8; save it as UTF-8",))


def _day(stated: str) -> date | None:
    try:
        return possible(datetime.fromisoformat(stated.strip()).date())
    except ValueError:
        pass
    try:
        return possible(date.fromisoformat(stated.strip()[:10]))
    except ValueError:
        return None


def _dateline(text: str) -> date | None:
    found = _DATELINE.search(text, 0, _HEAD)
    if not found:
        return None
    if found["iso"]:
        return _day(found["iso"])
    month = _MONTHS.index(found["month"] or found["us"]) + 1
    try:
        return possible(date(int(found["year"]), month, int(found["day"] or found["usday"])))
    except ValueError:
        return None


class _TooDeepError(Exception):
    """Elements lie within one another without end."""


class _Page:
    # Keeps the words of paragraphs; where the page marks an article, only what is in it.

    def __init__(self) -> None:
        self.published = ""
        self._depth = 0
        self._skipped = 0  # how many elements around here are skipped
        self._articles = 0
        self._lines: list[tuple[bool, str]] = []
        self._line: list[str] = []

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise _TooDeepError
        if tag == "meta":
            self._meta(given)
        elif tag == "time" and not self.published:
            self.published = given.get("datetime", "")
        elif tag in _SKIPPED or tag == "title":
            self._break()
            self._skipped += 1
        elif tag in _BLOCKS:
            self._break()
            self._articles += tag == "article"
        elif tag == "br":
            self._line.append("\n")

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        if tag in _SKIPPED or tag == "title":
            self._skipped -= 1  # libxml2 ends what it starts, in order
        elif tag in _BLOCKS:
            self._break()
            self._articles -= tag == "article" and self._articles > 0

    def data(self, data: str) -> None:
        """Take a piece of text."""
        if not self._skipped:
            self._line.append(data)

    def close(self) -> None:
        """End the last paragraph."""
        self._break()

    def text(self) -> str:
        """Return the paragraphs, a blank line between two."""
        inside = [line for article, line in self._lines if article]
        return "\n\n".join(inside or [line for _, line in self._lines])

    def _meta(self, given: Mapping[str, str]) -> None:
        name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
        if name in _DATES and not _day(self.published):
            self.published = given.get("content", "")

    def _break(self) -> None:
        words = " ".join("".join(self._line).split())
        if words:
            self._lines.append((self._articles > 0, words))
        self._line = []
