"""The words pandoc finds. Its document tree is read, not its plain text: that lays tables out in columns and capitalises."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .tools import output, pandoc

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
        elif kind in ("Link", "Image"):
            self.visit(content[1])
        elif kind == "Figure":
            self.visit([content[2], content[1]])
        else:
            self.visit(content)
        if kind in _BLOCKS:
            self.out.append("\n")


def _text(node: Any) -> str:
    walk = _Walk()
    walk.visit(node)
    return "".join(walk.out)


def read(file: Path, form: str) -> PandocText:
    """Read a file of the given form, `docx` or `jats`."""
    tree = json.loads(output(pandoc(), "--from", form, "--to", "json", file))
    walk = _Walk()
    walk.visit(tree["blocks"])
    meta = {key: _text(value) for key, value in tree["meta"].items()}
    return PandocText("".join(walk.out), "\n".join(walk.notes), meta)
