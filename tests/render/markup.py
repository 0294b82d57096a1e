"""Walks a page as a strict reader: every tag closed, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "input", "img", "link", "hr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""
    inside: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        return [e for each in self.inside for e in ([each] if each.tag == tag else []) + each.all(tag)]

    def words(self) -> str:
        return self.text + "".join(each.words() for each in self.inside)


class _Walk(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.every: list[Element] = []

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(attrs) == len(element.attributes), f"<{tag}> has an attribute twice"
        self.every.append(element)
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>, line {self.getpos()[0]}"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].inside.append(Element("#text", {}, data))


def walk(page: str) -> list[Element]:
    """Every element in the order of the page; fails where a tag is not closed in order."""
    reader = _Walk()
    reader.feed(page)
    reader.close()
    assert [e.tag for e in reader.open] == [""], "tags left open"
    return reader.every
