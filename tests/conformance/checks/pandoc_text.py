"""The words pandoc finds. Its document tree is read, not its plain text: that lays tables out in columns and capitalises."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .tools import output, pandoc

_BREAK = {"t": "LineBreak"}
_SPACES = {"Space", "SoftBreak", "LineBreak"}
_BLOCKS = {
    "Para",
    "Plain",
    "Header",
    "CodeBlock",
    "LineBlock",
    "Div",
    "BlockQuote",
    "BulletList",
    "OrderedList",
    "DefinitionList",
    "Table",
    "Figure",
}


@dataclass
class PandocText:
    """A document as pandoc reads it."""

    text: str
    notes: str
    meta: dict[str, str]


@dataclass
class _Walk:
    out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def visit(self, node: Any) -> None:
        """Gather the strings below `node` in order; a note's go to the notes, a block's stand apart."""
        if isinstance(node, list):
            for child in node:
                self.visit(child)
        elif isinstance(node, dict) and "t" in node:
            self.element(node["t"], node.get("c"))
        elif isinstance(node, dict):
            self.visit(list(node.values()))

    def element(self, kind: str, content: Any) -> None:
        """Gather one element; attributes and targets are skipped."""
        if kind == "Str":
            self.out.append(content)
        elif kind in _SPACES:
            self.out.append(" ")
        elif kind == "Note":
            self.notes.append(_text(content))
        elif kind in ("Code", "CodeBlock", "Math", "MetaString"):
            self.out.append(content if isinstance(content, str) else content[1])
        elif kind == "Link":
            self.visit(content[1])
        elif kind == "DefinitionList":
            self.visit([part for term, texts in content for part in (term, _BREAK, texts)])
        elif kind == "Image":
            pass  # its text is for those who cannot see it
        else:
            self.visit(content)
        if kind in _BLOCKS:
            self.out.append("\n")


def _text(node: Any, notes: list[str] | None = None) -> str:
    walk = _Walk(notes=[] if notes is None else notes)
    walk.visit(node)
    return "".join(walk.out)


def read(file: Path, form: str) -> PandocText:
    """Read a file of the given form, `docx` or `jats`. A note that is called twice is repeated by pandoc, and kept once."""
    tree = json.loads(output(pandoc(), "--from", form, "--to", "json", file))
    notes: list[str] = []
    meta = {key: _text(value, notes) for key, value in sorted(tree["meta"].items(), key=lambda entry: entry[0] != "title")}
    text = _text(tree["blocks"], notes)
    return PandocText(text, "\n".join(dict.fromkeys(notes)), meta)
