"""The words of a page, as html5lib reads it by the rules of browsers, and of a book, as libxml2 does."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import html5lib
from lxml import etree

# What stands on a line of its own, so that its words do not run into its neighbour's.
_BLOCKS = {
    "address", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "li", "main", "ol", "p", "section", "table", "td", "th", "tr", "ul",
}
# What leads to and fro, and is no part of the issue.
_LEADING = {"doc-noteref", "doc-backlink"}


@dataclass
class WebText:
    """A page's words; the notes at its end apart."""

    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All words as the issue orders them: notes last."""
        return "".join([*self.text, "\n", *self.notes])

    def visit(self, element: Any, into: list[str]) -> None:
        """Gather the words below an element in order."""
        name = etree.QName(element).localname if isinstance(element.tag, str) else None
        if name is None or name in ("nav", "script", "style") or element.get("role") in _LEADING:
            return
        into = self.notes if element.get("role") == "doc-endnotes" else into
        space = "\n" if name in _BLOCKS else ""
        into.append(space + (element.text or ""))
        for child in element:
            self.visit(child, into)
            into.append(child.tail or "")
        into.append(space)


def page(file: Path) -> str:
    """The words of a page."""
    tree = html5lib.parse(file.read_bytes(), treebuilder="lxml", transport_encoding="utf-8")
    return _body(tree.getroot())


def book(file: Path) -> str:
    """The words of the one text in a book."""
    with zipfile.ZipFile(file) as packed:
        return _body(etree.fromstring(packed.read("EPUB/issue.xhtml")))


def _body(root: Any) -> str:
    found = WebText()
    found.visit(root.find("{http://www.w3.org/1999/xhtml}body"), found.text)
    return found.words
