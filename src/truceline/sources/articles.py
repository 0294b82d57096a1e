"""Articles from the disk: plain text, a saved web page reduced to its article, a web archive, DOCX or PDF."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from truceline.errors import SourceError
from truceline.formats.files import MIB, read_file
from truceline.records.times import possible
from truceline.sources.document_text import UnreadableDocumentError, docx_text, page_of_archive, pdf_text
from truceline.sources.page_dates import day_stated
from truceline.sources.pages import DEEPEST, PageTooDeepError, ReducedPage, reduce_page
from truceline.statements.reading.article import Article

LARGEST = 16 * MIB
"""The largest article that is read, in bytes."""

_SUMMARY = "the article cannot be read"
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p)\b", re.IGNORECASE)
_NO_PAGE = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")
"""Encodings of Python that no page is in, and that fail or take long in ways of their own."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_ARCHIVE = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s*")
_HEAD = 400  # characters in which a dateline is looked for
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_MONTH = rf"(?i:{'|'.join(f'{name}|{name[:3]}' for name in _MONTHS)}|Sept)\.?"
_LABEL = r"(?i:(?:(?:first |last )?(?:published|posted|updated|issued|dated?|released)\b(?: on| at)?:? *)?)"
_CAPITALS = r"(?:\(?[^\W\d_a-z][\w'’.]*\)?[,/]? +){1,6}?"
_PLACE = rf"(?:[^|\n]{{1,80}}\| *)*(?:[Bb]y {_CAPITALS}|{_CAPITALS}(?<=[,)] )|{_CAPITALS}[-–—|•] *)?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? +)?"
_DAY = rf"(?:(?P<day>\d{{1,2}}) (?P<month>{_MONTH})|(?P<us>{_MONTH}) (?P<usday>\d{{1,2}}),?) (?P<year>[12]\d{{3}})\b"
_BEHIND = r"(?=[ \t]*(?:$|[-–—:.|•(]|,? *(?:at )?\d{1,2}[:.]\d\d))"
_DATELINE = re.compile(
    rf"^[ \t]*{_LABEL}{_PLACE}{_WEEKDAY}(?:{_DAY}{_BEHIND}|(?P<iso>[12]\d{{3}}-\d{{2}}-\d{{2}})\b"
    r"|(?P<dday>\d{1,2})\.(?P<dmonth>\d{1,2})\.(?P<dyear>[12]\d{3})(?=[ \t]*(?:$|[-–—|(])))",
    re.MULTILINE,
)
"""A date that stands as a dateline does: at the start of a line, behind a label, a place or a name at most."""


def read_article_file(path: Path) -> Article:
    """Read an article, in UTF-8 or, for a web page, in the encoding that it declares.

    Line ends become newlines; control characters become spaces, one for one. The article's date is what a page states
    of its article (``article:published_time``, ``datePublished``), else the first time given in the article, else that
    of a dateline, else what other metadata state. A date in running text is none.

    Raises
    ------
    SourceError
        If the file is missing, unreadable, empty, too large, in another encoding or of a kind that is not read.
    """
    data = read_file(path, _SUMMARY, LARGEST)
    try:
        text, page, plain = _text(data)
    except UnreadableDocumentError as error:
        raise SourceError(_SUMMARY, (f"{path} | {error}",)) from error
    if not text.strip():
        raise SourceError(_SUMMARY, (f"{path} | holds no text; give the article itself",))
    published, why = next(((day, why) for day, why in _days(text, page) if day), (None, "not given"))
    return Article(str(path), hashlib.sha256(data).hexdigest(), text, published, why, reduced=not plain)


def _text(data: bytes) -> tuple[str, ReducedPage | None, bool]:
    # The text, the page that it is of, and whether the file is plain text.
    if data.startswith(b"%PDF-"):
        return _clean(pdf_text(data)), None, False
    if data.startswith(b"PK\x03\x04"):
        return _clean(docx_text(data)), None, False
    if data.startswith(_OLD_WORD):
        raise UnreadableDocumentError("is an old Word document (.doc); save it as DOCX or text")
    if _ARCHIVE.search(data[:4096]) and b"MIME-Version" in data[:4096]:
        data = page_of_archive(data)
    text = _clean(_decoded(data))
    if not _is_html(text):
        return text, None, True
    try:
        page = reduce_page(text)
    except PageTooDeepError as error:
        what = f"nests elements more than {DEEPEST} deep, as no browser does; give the article as text"
        raise UnreadableDocumentError(what) from error
    return page.text, page, False


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _days(text: str, page: ReducedPage | None) -> Iterator[tuple[date | None, str]]:
    if page is not None:
        yield page.dates.published or page.dates.article, "the page's own metadata"
        yield page.timed, "the first time given in the article"
    yield _dateline(text), "the date at the top of the text"
    if page is not None:
        yield page.dates.meta, "the page's own metadata"


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


def _decoded(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    for name in ("utf-8-sig", declared[1].decode("ascii", "replace") if declared else ""):
        try:
            if name and codecs.lookup(name).name not in _NO_PAGE:
                return data.decode(name)
        except (UnicodeError, LookupError):
            continue
    raise UnreadableDocumentError("is not UTF-8; save it as UTF-8")


def _dateline(text: str) -> date | None:
    found = _DATELINE.search(text, 0, _HEAD)
    if not found:
        return None
    if found["iso"]:
        return day_stated(found["iso"])
    try:
        if found["dyear"]:
            return possible(date(int(found["dyear"]), int(found["dmonth"]), int(found["dday"])))
        month = [name[:3].lower() for name in _MONTHS].index((found["month"] or found["us"])[:3].lower()) + 1
        return possible(date(int(found["year"]), month, int(found["day"] or found["usday"])))
    except ValueError:
        return None
