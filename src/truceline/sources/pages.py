"""A saved web page reduced to the paragraphs of its article, and the days that it states for itself.

The article is what the page itself marks as one (``itemprop=articleBody``, ``<article>``, ``<main>``), else its whole
body. What usually stands beside an article (menus, forms, captions, consent, comments, lists of other articles) is left
out by its element or by the words of its class, unless most of the page's own words stand in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lxml import etree

from truceline.sources.page_dates import StatedDates, day_stated

DEEPEST = 512
"""How deep elements of a page may lie within one another: as deep as in browsers. Each end is looked for so far."""

_HIDDEN = frozenset((
    "script", "style", "noscript", "template", "svg", "button", "select", "iframe", "object", "title",
))  # fmt: skip
_BESIDE = frozenset(("nav", "header", "footer", "aside", "form", "figcaption", "dialog"))
_BLOCKS = frozenset((
    "p", "div", "article", "section", "main", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table",
    "tr", "td", "th", "blockquote", "pre", "body", "dl", "dt", "dd", "hr", "address", "figure",
))  # fmt: skip
_BESIDE_NAMES = frozenset((
    "ad", "ads", "advert", "advertisement", "breadcrumb", "breadcrumbs", "caption", "credit", "menu", "navigation",
    "newsletter", "paywall", "popular", "promo", "promoted", "recommended", "recommendations", "related", "share",
    "sharing", "sidebar", "signup", "social", "sponsored", "subscribe", "toolbar", "trending",
))  # fmt: skip
"""Words in a class, an id or a role of what stands beside an article."""
_OTHERS_NAMES = frozenset(("comment", "comments", "consent", "cookie", "cookies", "disqus", "gdpr", "onetrust"))
"""Words in those of what is no part of an article, however long it is."""
_WHOLE = frozenset(("html", "body", "article", "main"))
_LONGEST_NAME = 400
_NAME = re.compile(r"[A-Z]?[a-z]+")
_PHRASE = re.compile(r"most[-_ ]?(?:read|popular|viewed)|read[-_ ]?(?:more|next|also)", re.IGNORECASE)
_SHARE = 0.2  # of the words of the longest article: what is shorter is a teaser
_MARKED = 0.25  # of the page's words: what a page marks as its article holds at least so many of them
_LINKED = 0.7  # share of a short line's letters that are links: it leads elsewhere
_SHORT = 15  # words
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_COMMENTS = re.compile(
    r"(?:\d+ )?(?:readers?['’]? )?(?:comments?|replies|responses)(?: \(?\d+\)?)?|leave a (?:comment|reply)"
    r"|join the (?:conversation|discussion)",
    re.IGNORECASE,
)
"""What a heading says under which readers write, on pages that mark it in no other way."""


class PageTooDeepError(Exception):
    """Elements lie within one another without end."""


class _Around(NamedTuple):
    # What is open around a place: the outermost article (0 for none), main, the article's body, the innermost element
    # that stands beside it and the innermost of others' words (0 for none).
    article: int = 0
    main: bool = False
    body: bool = False
    beside: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True)
class PageLine:
    """A paragraph's ``words``, how many ``letters`` of it are in no link and in one, and what is ``around`` it."""

    words: str
    letters: int
    linked: int
    around: _Around
    heading: bool = False

    @property
    def leads_elsewhere(self) -> bool:
        """Whether it is a short line made of links."""
        return self.linked > _LINKED * (self.letters + self.linked) and len(self.words.split()) < _SHORT


@dataclass(frozen=True, slots=True)
class ReducedPage:
    """The paragraphs of a page's article, a blank line between two, and the days that it states.

    ``timed`` is the first ``<time>`` within the article.
    """

    text: str
    dates: StatedDates
    timed: date | None


def reduce_page(text: str) -> ReducedPage:
    """Reduce a page to its article. libxml2 reads any text as HTML; cost grows with its length.

    Raises
    ------
    PageTooDeepError
        If elements lie deeper within one another than ``DEEPEST``.
    """
    page = _Page()
    parser = etree.HTMLParser(target=page, huge_tree=True, no_network=True)
    parser.feed(text)
    parser.close()
    page.lines = _until_comments(page.lines)
    kept = _kept(page.lines, page.beside, page.foreign())
    chosen = _chosen([line for line in page.lines if kept(line.around)])
    lines = [line for line in page.lines if kept(line.around) and chosen(line.around)]
    words = [line.words for line in lines if not line.leads_elsewhere] or [line.words for line in lines]
    times = (day_stated(when) for when, around in page.times if kept(around) and chosen(around))
    return ReducedPage("\n\n".join(words), page.dates, next((day for day in times if day), None))


def _until_comments(lines: list[PageLine]) -> list[PageLine]:
    # What stands under the last heading that announces comments, unless most of the page's words do.
    ends = [n for n, line in enumerate(lines) if line.heading and _COMMENTS.fullmatch(line.words.strip(" :"))]
    cut = ends[-1] if ends else len(lines)
    before, whole = (sum(line.letters for line in part) for part in (lines[:cut], lines))
    return lines[:cut] if before >= _MARKED * whole else lines


def _kept(lines: list[PageLine], beside: list[int], foreign: set[int]) -> Callable[[_Around], bool]:
    # No others' words, and nothing that usually stands beside an article, unless most of the page's own are in it.
    own = [line for line in lines if line.around.others not in foreign]
    if not any(line.letters for line in own):
        own, foreign = lines, set()
    held = [0] * len(beside)
    for line in own:
        held[line.around.beside] += line.letters
    for number in range(len(beside) - 1, 0, -1):  # an element has a higher number than the one that it lies in
        held[beside[number]] += held[number]
    whole = sum(line.letters for line in own)
    most = {0, *(number for number, letters in enumerate(held) if 2 * letters > whole)}
    return lambda around: around.beside in most and around.others not in foreign


def _chosen(lines: list[PageLine]) -> Callable[[_Around], bool]:
    whole = sum(line.letters for line in lines)
    articles: dict[int, int] = defaultdict(int)
    for line in lines:
        if line.around.article:
            articles[line.around.article] += line.letters
    long = {number for number, letters in articles.items() if letters >= _SHARE * max(articles.values())}
    marks: tuple[Callable[[_Around], bool], ...] = (
        lambda around: around.body,
        lambda around: around.article in long,
        lambda around: around.main,
    )
    for marked in marks:
        letters = sum(line.letters for line in lines if marked(line.around))
        if letters and letters >= _MARKED * whole:
            return marked
    return lambda _around: True


class _Page:
    # Keeps the words of paragraphs with what is around them, the times and the days stated.

    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self.times: list[tuple[str, _Around]] = []
        self.dates = StatedDates()
        self.beside = [0]  # by number of an element beside the article: the number of the one that it lies in
        self._others = [0]  # the same of others' words
        self._wrappers = {0}  # those of them that hold the page's own heading
        self._open = [_Around()]
        self._hidden = 0
        self._links = 0
        self._articles = 0
        self._line: list[str] = []
        self._heading = False
        self._counts = [0, 0]  # letters outside and inside links
        self._script: list[str] | None = None

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if len(self._open) > DEEPEST:
            raise PageTooDeepError
        if tag == "meta":
            self.dates.take_meta(given)
        elif tag == "time":
            self._time(given)
        elif tag == "br":
            self._line.append("\n")
        if tag in _HIDDEN or tag in _BESIDE or tag in _BLOCKS:
            self._break()
            self._heading = tag in _HEADINGS
        self._open.append(self._around(tag, given))
        self._hidden += tag in _HIDDEN
        self._links += tag == "a"
        if tag == "script" and "ld+json" in given.get("type", ""):
            self._script = []

    def end(self, tag: str) -> None:
        """Take the end of an element; libxml2 ends what it starts, in order."""
        if tag in _HIDDEN or tag in _BESIDE or tag in _BLOCKS:
            self._break()
            self._heading = False
        self._open.pop()
        self._hidden -= tag in _HIDDEN
        self._links -= tag == "a"
        if tag == "script" and self._script is not None:
            self.dates.take_linked_data("".join(self._script))
            self._script = None

    def data(self, data: str) -> None:
        """Take a piece of text."""
        if self._script is not None:
            self._script.append(data)
        elif not self._hidden:
            self._line.append(data)
            self._counts[self._links > 0] += sum(map(str.isalpha, data))

    def close(self) -> None:
        """End the last paragraph."""
        self._break()

    def foreign(self) -> set[int]:
        """Return the numbers of the elements of others' words: comments, consent."""
        found: set[int] = set()
        for number, outer in enumerate(self._others):  # an element has a higher number than the one that it lies in
            if number not in self._wrappers or outer in found:
                found.add(number)
        return found

    def _around(self, tag: str, given: Mapping[str, str]) -> _Around:
        now = self._open[-1]
        if tag == "article" and not now.article:
            self._articles += 1
            now = now._replace(article=self._articles)
        if tag == "main" or given.get("role") == "main":
            now = now._replace(main=True)
        if given.get("itemprop", "").lower() == "articlebody":
            now = now._replace(body=True)
        if tag == "h1" or now[1:3] != self._open[-1][1:3]:
            self._is_within(now.others)
        names = _names(given) if given and tag not in _WHOLE else frozenset()
        if names & _OTHERS_NAMES:
            self._others.append(now.others)
            now = now._replace(others=len(self._others) - 1)
        elif (tag in _BESIDE and not _is_its_header(tag, now)) or names & _BESIDE_NAMES:
            self.beside.append(now.beside)
            now = now._replace(beside=len(self.beside) - 1)
        return now

    def _is_within(self, number: int) -> None:
        # What holds the page's own heading, main part or body is no comment, whatever its name.
        while number not in self._wrappers:
            self._wrappers.add(number)
            number = self._others[number]

    def _time(self, given: Mapping[str, str]) -> None:
        if given.get("itemprop", "").lower() == "datepublished":
            self.dates.take_meta({"itemprop": "datePublished", "content": given.get("datetime", "")})
        self.times.append((given.get("datetime", ""), self._open[-1]))

    def _break(self) -> None:
        words = " ".join("".join(self._line).split())
        if words:
            self.lines.append(PageLine(words, self._counts[0], self._counts[1], self._open[-1], self._heading))
        self._line, self._counts = [], [0, 0]


def _is_its_header(tag: str, around: _Around) -> bool:
    # The header of an article holds its headline and its time, that of a page its menu.
    return tag == "header" and bool(around.article or around.main)


def _names(given: Mapping[str, str]) -> frozenset[str]:
    # The words in an element's class, id and role.
    if given.get("aria-hidden") == "true" or "hidden" in given:
        return frozenset({"menu"})
    names = " ".join(given[key] for key in ("class", "id", "role", "aria-label") if key in given)[:_LONGEST_NAME]
    found = {word.lower() for word in _NAME.findall(names)}
    return frozenset(found | {"related"} if _PHRASE.search(names) else found)
