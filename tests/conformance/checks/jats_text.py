"""The words of a JATS article, in the parts that the grammar gives them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from .jats import parse

# What stands on a line of its own, so that its words do not run into its neighbour's.
_BLOCKS = {
    "p",
    "title",
    "label",
    "td",
    "th",
    "list-item",
    "def-item",
    "term",
    "def",
    "sig",
    "sig-block",
    "attrib",
    "caption",
    "break",
    "article-title",
    "subtitle",
    "trans-title",
    "disp-quote",
    "fn",
    "verse-line",
    "table-wrap",
    "fig",
    "sec",
}
# Not words of the issue: text for those who cannot see a picture, and the file's account of itself.
_APART = {"alt-text", "long-desc", "processing-meta"}


@dataclass
class Float:
    """A figure or table that may leave its place in the text: label and caption, cells, and what stands under it."""

    caption: str
    cells: str
    foot: str


@dataclass
class JatsText:
    """The parts of an article that hold the issue's words."""

    first_title: str
    title: str
    abstract: str
    abstract_title: str
    body: str
    back: str
    notes: str
    front: str
    labels: list[str]
    callouts: list[str]
    tables: list[str]
    floats: list[Float]
    attributions: list[str]
    title_notes: list[str]
    notes_of_notes: list[str]
    readings: list[str]


def read(file: Path) -> JatsText:
    """Read the parts of the article in `file`."""
    article = parse(file)
    notes = [note for note in article.iter("fn") if not _under_table(note)]
    called_in_notes = set(article.xpath("//fn//xref/@rid"))
    called_in_front = set(article.xpath("front//xref/@rid"))
    return JatsText(
        first_title=_text(article.find("front/article-meta/title-group/article-title")),
        title="\n".join(_text(part) for part in article.iterfind("front/article-meta/title-group/*")),
        abstract="\n".join(_text(part) for part in article.iterfind("front/article-meta/abstract")),
        abstract_title="\n".join(_text(part) for part in article.iterfind("front/article-meta/abstract/title")),
        body=_text(article.find("body")),
        back=_text(article.find("back")),
        notes="\n".join(_text(note, top=True) for note in notes),
        front="\n".join(article.xpath("front//text()")),
        labels=[_text(label) for label in article.iter("label")],
        callouts=[_text(mark, top=True) for mark in article.iter("xref") if _callout(mark)],
        attributions=[_text(line) for line in article.iter("attrib")],
        title_notes=[_text(note, top=True) for note in notes if note.get("id") in called_in_front],
        notes_of_notes=[_text(note, top=True) for note in notes if note.get("id") in called_in_notes],
        tables=[_text(table) for table in article.iter("table")],
        floats=[_float(apart) for apart in article.iter("fig", "table-wrap") if apart.get("position") == "float"],
        readings=[_text(reading) for reading in article.iter("rt")],
    )


def _float(apart: etree._Element) -> Float:
    caption = "\n".join(_text(part) for part in apart.iterchildren("label", "caption"))
    return Float(caption, _text(apart.find("table")), _text(apart.find("table-wrap-foot")))


def _callout(element: etree._Element) -> bool:
    return element.tag == "xref" and element.get("ref-type") in ("fn", "table-fn")


def _under_table(element: etree._Element) -> bool:
    """Whether a note is one of a table's, which stands under it in every output and is read there."""
    return element.tag == "fn" and next(element.iterancestors("table-wrap-foot"), None) is not None


def _text(element: etree._Element | None, top: bool = False) -> str:
    """The words below an element, without callouts and notes, which are read by themselves."""
    if element is None:
        return ""
    if not isinstance(element.tag, str) or element.tag in _APART or (not top and (_callout(element) or (element.tag == "fn" and not _under_table(element)))):
        return ""
    space = "\n" if element.tag in _BLOCKS else ""
    inner = (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)
    return f"{space}{inner}{space}"
