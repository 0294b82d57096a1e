"""What a saved article says of itself: title, publisher and address, out of the head of its page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from truceline.errors import CONTROL
from truceline.formats.files import read_file
from truceline.sources.articles import LARGEST
from truceline.sources.document_text import page_of_archive
from truceline.statements.reading.article import Article

_LONGEST = 300  # characters of a title or a name
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SNAPSHOT = re.compile(rb"^Snapshot-Content-Location:\s*(\S+)\s*$", re.MULTILINE | re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^/\s]+", re.IGNORECASE)
_HEAD = 8192  # bytes in which a browser says where it saved a page from
_PAGE = re.compile(rb"<(?:html|head|body|meta|title)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What an article says of itself, empty where it does not; ``saved_on`` is the day of its file, in UTC."""

    title: str
    publisher: str
    address: str
    saved_on: date


def read_page_facts(article: Article) -> PageFacts:
    """Read what an article's page says of itself; of what is no page the first line of the text is the title.

    Its own metadata go first (Open Graph, then schema.org, then the page's title), and the address that the page calls
    its own before the one that it was saved from.

    Raises
    ------
    SourceError
        If the file cannot be read.
    """
    path = Path(article.path)
    data = read_file(path, "the article cannot be read", LARGEST)
    saved = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    page = _page(data)
    first = next((line for line in article.text.splitlines() if line.strip()), "")
    if not _PAGE.search(page):
        return PageFacts(_short(first), "", "", saved)
    said = _said_by(page)
    linked = [*said.named["og:url"], *said.named["canonical"], *said.of("url"), *_saved_from(data)]
    address = next((_plain(found) for found in linked if _ADDRESS.match(found)), "")
    titles = [*said.named["og:title"], *said.of("headline"), said.title, first]
    names = [*said.named["og:site_name"], *said.of("publisher"), _host(address)]
    return PageFacts(_first(titles), _first(names), address, saved)


def _page(data: bytes) -> bytes:
    # The page in a web archive; what is no page has no markup.
    if data.startswith((b"%PDF-", b"PK\x03\x04")):
        return b""
    return page_of_archive(data) if _SNAPSHOT.search(data, 0, _HEAD) else data


def _host(address: str) -> str:
    found = _ADDRESS.match(address)
    return found[0].partition("//")[2].removeprefix("www.") if found else ""


def _first(found: list[str]) -> str:
    return next(filter(None, map(_short, found)), "")


def _short(text: str) -> str:
    return _plain(text)[:_LONGEST]


def _plain(text: str) -> str:
    return " ".join(CONTROL.sub(" ", text).split())


def _saved_from(data: bytes) -> Iterator[str]:
    for pattern in (_SAVED_FROM, _SNAPSHOT):
        if found := pattern.search(data, 0, _HEAD):
            yield found[1].decode("ascii", "replace")


def _said_by(data: bytes) -> _PageHead:
    head = _PageHead()
    try:
        data.decode()
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None  # as the page declares
    parser = etree.HTMLParser(target=head, huge_tree=True, no_network=True, encoding=encoding)
    parser.feed(data)
    parser.close()
    return head


class _PageHead:
    # Keeps what a page's metadata say.

    def __init__(self) -> None:
        self.named: dict[str, list[str]] = {"og:title": [], "og:site_name": [], "og:url": [], "canonical": []}
        self.title = ""
        self._linked: list[str] = []
        self._inside = ""

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if tag == "meta":
            name = (given.get("property") or given.get("name") or "").lower()
            if name in self.named:
                self.named[name].append(given.get("content", ""))
        elif tag == "link" and given.get("rel", "").lower() == "canonical":
            self.named["canonical"].append(given.get("href", ""))
        elif tag == "title" and not self.title:
            self._inside = tag
        elif tag == "script" and given.get("type", "").lower() == "application/ld+json":
            self._inside = tag
            self._linked.append("")

    def end(self, _tag: str) -> None:
        """Take the end of an element."""
        self._inside = ""

    def data(self, data: str) -> None:
        """Take a piece of text."""
        if self._inside == "title":
            self.title += data
        elif self._inside == "script":
            self._linked[-1] += data

    def close(self) -> None:
        """End the page."""

    def of(self, key: str) -> list[str]:
        """List what the article's schema.org description holds under a key: words, or the name of who it is."""
        found = []
        for each in self._described():
            value = each.get(key)
            value = value.get("name") if isinstance(value, Mapping) else value
            found += [value] if isinstance(value, str) else []
        return found

    def _described(self) -> Iterator[Mapping[str, Any]]:
        for text in self._linked:
            try:
                read = json.loads(text)
            except (ValueError, RecursionError):
                continue
            parts = read.get("@graph", [read]) if isinstance(read, dict) else read
            for part in parts if isinstance(parts, list) else ():
                if isinstance(part, dict) and "Article" in str(part.get("@type")):
                    yield part
