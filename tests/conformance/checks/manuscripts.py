"""Manuscripts of many programs, as masthead reads them and as pandoc does: the same words, and no less structure.

The manuscripts are those of fixtures/manuscripts, each with its program in its name, and what masthead itself writes. Tracked
changes are accepted by both. A difference in words, or a lesser count, is a fault unless `manuscript_differences` explains it; an
explanation that explains nothing is a fault too.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from . import pandoc_text, tools
from .manuscript_differences import DIFFERENCES, LESSER, Difference, Lesser
from .report import Faults
from .words import differences, split

FOLDER = tools.ROOT / "fixtures" / "manuscripts"
# What masthead makes Word files of, to be read again.
OWN = [tools.ROOT / "fixtures" / "bulletins" / f"{stem}.md" for stem in ("kitchen-sink", "tables", "zh-2024-03", "figures-and-notes")]


@dataclass
class Counts:
    """How much structure a reader found."""

    headings: int = 0
    levels: int = 0
    items: int = 0
    depth: int = 0
    notes: int = 0
    cells: int = 0
    images: int = 0
    links: int = 0


@dataclass
class Seen:
    """A manuscript as one reader sees it. Labels are words that stand before headings, typed or counted."""

    body: str = ""
    notes: str = ""
    labels: list[str] = field(default_factory=list)
    under_tables: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)


def gather(named: list[Path]) -> list[Path]:
    """The manuscripts below `named`, or all when nothing is named."""
    places = named or [FOLDER]
    return sorted(file for place in places for file in ([place] if place.is_file() else place.rglob("*.docx")) if file.suffix == ".docx")


def own(binary: Path, folder: Path) -> list[Path]:
    """What masthead writes, under names that say so, without what it keeps aside there: read as the work of another program."""
    made = []
    for source in OWN:
        tools.output(binary, "build", source, "--to", "docx", "--output", folder)
        written, bare = folder / f"{source.stem}.docx", folder / f"masthead-{source.stem}.docx"
        with zipfile.ZipFile(written) as package, zipfile.ZipFile(bare, "w") as copy:
            for part in package.namelist():
                if not part.startswith("customXml/"):
                    copy.writestr(part, package.read(part))
        made.append(bare)
    return made


def by_pandoc(file: Path) -> Seen:
    """The manuscript as pandoc reads it."""
    read = pandoc_text.read(file, "docx")
    tree = json.loads(tools.output(tools.pandoc(), "--from", "docx", "--to", "json", file))
    counts = Counts()
    _count_pandoc(tree["blocks"], counts, 0)
    meta = [read.meta.pop(key, "") for key in ("title", "subtitle", "author", "date")]
    return Seen("\n".join([*meta, *read.meta.values(), read.text]), read.notes, counts=counts)


def by_masthead(binary: Path, file: Path) -> Seen:
    """The manuscript as masthead reads it."""
    document = json.loads(tools.output(binary, "inspect", file, "--revisions", "accept"))["document"]
    seen = Seen()
    front = document["front"]
    body = [*_front(front, seen), _text(document["lead"], seen), *_sections(document["sections"], seen, 1)]
    body += [line["label"] + line["text"] if isinstance(line, dict) else line for line in front["imprint"]["lines"]]
    notes = [_text(note["blocks"], seen) for note in document["notes"]]
    seen.body, seen.notes = "\n".join(body), "\n".join(notes + seen.under_tables)
    return seen


def _front(front: Any, seen: Seen) -> Iterator[str]:
    """What stands before the text. Titles and authors come first, as in pandoc's metadata; below the masthead of an issue, they
    come after it."""
    titles = [_inlines(title[part], seen) for title in front["titles"] for part in ("inlines", "subtitle")]
    titles += (front["compilers"] or {}).get("names", [])
    kinds = ("classification", "copy-number", "series", "issue-line", "publisher", "date-line", "designation")
    masthead = [front[kind] for kind in kinds if front[kind]]
    yield from masthead + titles if front["series"] else titles + masthead
    if note := front["editors-note"]:
        yield from (note["label"] or "", _text(note["blocks"], seen))


def words(name: str, pandoc: Seen, masthead: Seen, explained: list[Difference] = DIFFERENCES) -> Faults:
    """Differences in words that nothing explains, and explanations of this manuscript that nothing needs."""
    met = Counter(
        pair
        for expected, got in ((pandoc.body, masthead.body), (pandoc.notes, masthead.notes))
        for pair in differences(expected, got, masthead.labels)
    )
    known = Counter((one.pandoc, one.masthead) for one in explained if one.manuscript == name)
    faults = [f"pandoc has “{theirs}”, masthead has “{ours}”" for theirs, ours in (met - known).elements()]
    return faults + [f"nothing needs the explanation of “{theirs}” by “{ours}”" for theirs, ours in (known - met).elements()]


def counts(name: str, pandoc: Seen, masthead: Seen, explained: list[Lesser] = LESSER) -> Faults:
    """The kinds of structure of which masthead finds less, and explanations of this manuscript that nothing needs."""
    found = asdict(masthead.counts)
    met = {(kind, count, found[kind]) for kind, count in asdict(pandoc.counts).items() if found[kind] < count}
    known = {(one.kind, one.pandoc, one.masthead) for one in explained if one.manuscript == name}
    faults = [f"{ours} {kind} where pandoc finds {theirs}" for kind, theirs, ours in sorted(met - known)]
    return faults + [f"nothing needs the explanation of {ours} {kind} for {theirs}" for kind, theirs, ours in sorted(known - met)]


def strangers(names: set[str]) -> Faults:
    """Explanations of manuscripts that are not among these."""
    return sorted({one.manuscript for one in (*DIFFERENCES, *LESSER)} - names)


def heads() -> str:
    """The head of the table."""
    return _row("manuscript (pandoc/masthead)", "words", *(one.name for one in fields(Counts)))


def row(name: str, pandoc: Seen, masthead: Seen) -> str:
    """A row of the table: each count by pandoc and by masthead."""
    both = [(len(split(seen.body)) + len(split(seen.notes)), *asdict(seen.counts).values()) for seen in (pandoc, masthead)]
    return _row(name, *(f"{ours}/{theirs}" for ours, theirs in zip(*both, strict=True)))


def _row(name: str, *cells: str) -> str:
    return f"{name:<30}" + "".join(f"{cell:>10}" for cell in cells)


def _count_pandoc(node: Any, into: Counts, depth: int) -> None:
    if isinstance(node, dict):
        kind, content = node.get("t"), node.get("c")
        into.headings += kind == "Header"
        into.notes += kind == "Note"
        into.images += kind == "Image"
        into.links += kind == "Link"
        if kind == "Header":
            into.levels = max(into.levels, content[0])
        if kind in ("BulletList", "OrderedList"):
            items = content if kind == "BulletList" else content[1]
            depth += 1
            into.items += len(items)
            into.depth = max(into.depth, depth)
        if kind == "Table":
            into.cells += sum(1 for row in _rows(content) for _ in row[1])
        for value in node.values():
            _count_pandoc(value, into, depth)
    elif isinstance(node, list):
        for child in node:
            _count_pandoc(child, into, depth)


def _rows(table: Any) -> Iterator[Any]:
    _, _, _, head, bodies, foot = table
    yield from head[1]
    for body in bodies:
        yield from body[2]
        yield from body[3]
    yield from foot[1]


def _sections(sections: list[Any], seen: Seen, level: int) -> Iterator[str]:
    for section in sections:
        seen.counts.headings += 1
        seen.counts.levels = max(seen.counts.levels, level)
        if section["label"]:
            seen.labels.append(section["label"]["text"])
            yield section["label"]["text"]
        yield _inlines(section["title"], seen)
        yield _text(section["blocks"], seen)
        yield from _sections(section["sections"], seen, level + 1)


def _text(blocks: list[Any], seen: Seen, depth: int = 0) -> str:
    return "\n".join(line for block in blocks for line in _block(block, seen, depth))


def _block(block: Any, seen: Seen, depth: int) -> Iterator[str]:
    """The lines of a block."""
    kind = block["type"]
    if kind == "paragraph":
        yield _inlines((block["run-in"] or {}).get("inlines", []), seen)
        yield _inlines(block["inlines"], seen)
    elif kind == "list":
        seen.counts.items += len(block["items"])
        seen.counts.depth = max(seen.counts.depth, depth + 1)
        yield from (_text(item["blocks"], seen, depth + 1) for item in block["items"])
    elif kind == "definitions":
        for item in block["items"]:
            yield from (_inlines(item["term"], seen), _text(item["blocks"], seen, depth))
    elif kind == "quote":
        yield from (_text(block["blocks"], seen, depth), _inlines(block["attribution"] or [], seen))
    elif kind == "boxed":
        yield from (_inlines(block["title"], seen), _text(block["blocks"], seen, depth))
    elif kind == "figure":
        seen.counts.images += 1
        yield _inlines(block["caption"], seen)
    elif kind == "table":
        cells = [cell for row in (*block["head"], *block["body"]) for cell in row["cells"]]
        seen.counts.cells += len(cells)
        yield _inlines(block["caption"], seen)
        yield from (_text(cell["blocks"], seen) for cell in cells)
        yield _text(block["foot"], seen, depth)
        seen.under_tables += [_text(note["blocks"], seen) for note in block.get("notes", [])]


def _inlines(inlines: list[Any], seen: Seen) -> str:
    words = ""
    for inline in inlines:
        kind = inline["type"]
        seen.counts.links += kind in ("link", "reference")
        seen.counts.notes += kind == "callout"
        if kind == "text":
            words += inline["text"]
        elif kind == "reference":
            words += inline["label"] or ""
        elif kind == "orphan-mark":
            words += inline["mark"]
        elif kind in ("line-break", "milestone"):
            words += "\n"
        words += _inlines(inline.get("inlines", []), seen)
        words += f"（{inline['reading']}）" if kind == "ruby" else ""
    return words
