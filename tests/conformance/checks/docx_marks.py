"""Five faults in a DOCX that Word trips over and no validator reports."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from .report import Faults

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STORY = re.compile(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml")
_JUMP = re.compile(r'\b(?:REF|PAGEREF|NOTEREF|HYPERLINK\s+\\l)\s+"?([^\s"\\]+)')

Stories = dict[str, etree._Element]


def w(name: str) -> str:
    """A WordprocessingML name as lxml spells it."""
    return f"{{{W}}}{name}"


def stories(file: Path) -> Stories:
    """The parts that hold text, by name."""
    with zipfile.ZipFile(file) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if STORY.fullmatch(name)}


def marks(file: Path) -> Faults:
    """All five checks."""
    parts = stories(file)
    checks = (_unclosed_bookmarks, _repeated_bookmarks, _unclosed_fields, _grid_sums, _dead_anchors)
    return [fault for check in checks for fault in check(parts)]


def _unclosed_bookmarks(parts: Stories) -> Iterator[str]:
    for name, story in parts.items():
        for kind in ("bookmark", "commentRange"):
            starts = Counter(mark.get(w("id")) for mark in story.iter(w(f"{kind}Start")))
            ends = Counter(mark.get(w("id")) for mark in story.iter(w(f"{kind}End")))
            for mark in (starts - ends) + (ends - starts):
                yield f"{name}: {kind} {mark} is opened {starts[mark]} times and closed {ends[mark]} times"


def _repeated_bookmarks(parts: Stories) -> Iterator[str]:
    names = Counter(mark.get(w("name"), "").casefold() for story in parts.values() for mark in story.iter(w("bookmarkStart")))
    yield from (f"bookmark name {name!r} is given {count} times" for name, count in names.items() if count > 1)


def _unclosed_fields(parts: Stories) -> Iterator[str]:
    for name, story in parts.items():
        for paragraphs in _field_scopes(story):
            depth = 0
            for char in paragraphs.iter(w("fldChar")):
                depth += {"begin": 1, "end": -1}.get(char.get(w("fldCharType"), ""), 0)
                if depth < 0:
                    break
            if depth != 0:
                yield f"{name}: a field is {'left open' if depth > 0 else 'closed that was not opened'}"


def _field_scopes(story: etree._Element) -> list[etree._Element]:
    """A field may run over paragraphs, but not out of its note or its story."""
    return [*story.iter(w("footnote"), w("endnote"))] or [story]


def _grid_sums(parts: Stories) -> Iterator[str]:
    for name, story in parts.items():
        for table in story.iter(w("tbl")):
            columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
            for number, row in enumerate(table.findall(w("tr")), 1):
                spans = row.findall(f"{w('tc')}/{w('tcPr')}/{w('gridSpan')}")
                skipped = [row.find(f"{w('trPr')}/{w(skip)}") for skip in ("gridBefore", "gridAfter")]
                width = len(row.findall(w("tc"))) + sum(_val(span) - 1 for span in spans)
                width += sum(_val(skip) for skip in skipped if skip is not None)
                if width != columns:
                    yield f"{name}: row {number} covers {width} of the {columns} columns of its table"


def _val(element: etree._Element) -> int:
    return int(element.get(w("val"), "0"))


def _dead_anchors(parts: Stories) -> Iterator[str]:
    bookmarks = {mark.get(w("name")) for story in parts.values() for mark in story.iter(w("bookmarkStart"))}
    for name, story in parts.items():
        anchors = [link.get(w("anchor")) for link in story.iter(w("hyperlink")) if link.get(w("anchor"))]
        codes = ["".join(code.itertext()) for code in story.iter(w("instrText"))]
        codes += [field.get(w("instr"), "") for field in story.iter(w("fldSimple"))]
        anchors += [target for code in codes for target in _JUMP.findall(code)]
        yield from (f"{name}: nothing is marked {anchor!r}" for anchor in anchors if anchor not in bookmarks)
    for kind in ("footnote", "endnote"):
        notes = parts.get(f"word/{kind}s.xml")
        known = set() if notes is None else {note.get(w("id")) for note in notes.iter(w(kind))}
        for name, story in parts.items():
            used = {mark.get(w("id")) for mark in story.iter(w(f"{kind}Reference"))}
            yield from (f"{name}: {kind} {mark} does not exist" for mark in sorted(used - known))
