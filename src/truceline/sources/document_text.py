"""The text of documents that are no plain text: a web archive (MHTML), DOCX, and PDF with the extra ``documents``.

A DOCX is a zip of XML, of which paragraphs alone are wanted: the standard library and lxml read it, and a library of
its own would bring nothing more. PDF has no paragraphs, only lines at places: pypdf, which is pure Python and needs
nothing else, reads the lines, and they are joined to paragraphs here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from lxml import etree

from truceline.formats.files import MIB

LARGEST_PART = 64 * MIB
"""The largest document within a DOCX that is read, in bytes."""

MOST_PAGES = 500
"""The longest PDF that is read, in pages."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " "}
_FULL = 0.8  # of the usual length of a line: a shorter one that ends a sentence ends its paragraph
_ENDED = re.compile(r"[.!?:…][\"”’')\]]*$")


class UnreadableDocumentError(Exception):
    """A document cannot be read; the text says why, and what to do."""


def page_of_archive(data: bytes) -> bytes:
    """Return the page of a web archive: its first part in HTML, in UTF-8.

    Raises
    ------
    UnreadableDocumentError
        If it holds no page.
    """
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            return _in_utf8(part)
    raise UnreadableDocumentError("is a web archive without a page; save the page as HTML")


def _in_utf8(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset("utf-8")).encode()
    except (LookupError, UnicodeError):
        return data


def docx_text(data: bytes) -> str:
    """Return the paragraphs of a DOCX, a blank line between two.

    Raises
    ------
    UnreadableDocumentError
        If it is none, or is too large unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open("word/document.xml") as part:
            xml = part.read(LARGEST_PART + 1)
        if len(xml) > LARGEST_PART:
            raise UnreadableDocumentError("is too large unpacked; save it as text")
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except KeyError as error:
        raise UnreadableDocumentError("is a zip file, but no DOCX; unpack it, or save it as text") from error
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableDocumentError("is a damaged or encrypted DOCX; save it as text") from error
    paragraphs = (" ".join("".join(_pieces(each)).split()) for each in root.iter(f"{_W}p"))
    return "\n\n".join(words for words in paragraphs if words)


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for each in paragraph.iter(f"{_W}t", *_BREAKS):
        yield _BREAKS.get(str(each.tag)) or each.text or ""


def pdf_text(data: bytes) -> str:
    """Return the paragraphs of a PDF, a blank line between two.

    Raises
    ------
    UnreadableDocumentError
        If the extra ``documents`` is missing, or it is damaged, encrypted, too long or holds pictures only.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        what = "is a PDF; install truceline[documents], or save it as text"
        raise UnreadableDocumentError(what) from error
    try:
        pages = PdfReader(io.BytesIO(data)).pages
        if len(pages) > MOST_PAGES:
            raise UnreadableDocumentError(f"has {len(pages)} pages, more than {MOST_PAGES}; give the article alone")
        lines = [line.strip() for page in pages for line in page.extract_text().splitlines()]
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise UnreadableDocumentError("is a damaged or encrypted PDF; save it as text") from error
    if not any(lines):
        raise UnreadableDocumentError("is a PDF of pictures; recognise its text first, and save it as text")
    return "\n\n".join(paragraphs_of_lines(lines))


def paragraphs_of_lines(lines: list[str]) -> Iterator[str]:
    """Join printed lines to paragraphs: one ends at an empty line, or where a sentence ends in a short line."""
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    words = ""
    for line in lines:
        split = words.endswith("-") and line[:1].islower()
        words = f"{words[:-1]}{line}" if split else f"{words} {line}".strip()
        if words and (not line or (len(line) < _FULL * usual and _ENDED.search(line))):
            yield words
            words = ""
    if words:
        yield words
