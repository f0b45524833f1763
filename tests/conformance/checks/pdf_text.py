"""The words of a PDF, as poppler and mupdf read them, with page furniture and notes told apart by the file's own tags.

A page mixes three streams: the text, the notes at its foot, and furniture. The tags say which is which: furniture is an
artifact, a note belongs to a Note element. So the file is copied twice, with only the text and with only the notes left in its
pages, and each copy is given to the readers. What is tagged wrongly then shows up as a lost or an added word.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf

from .tools import PDFJS, output

_SHOW = {"Tj", "TJ", "'", '"'}
# Structure types whose content is not part of the running text.
_NOTES = {"/Note", "/FENote"}
_TABLE = {"/Table"}
_ROW = {"/TR"}
# A table's own; that of a figure in a cell is part of a row.
_CAPTION = {"/Caption"}
_FURNITURE = {"/Artifact"}

Roles = frozenset[str]
Keep = Callable[[Roles], bool]

READERS: dict[str, Callable[[Path], str]] = {
    "pdftotext": lambda file: output("pdftotext", "-enc", "UTF-8", file, "-"),
    "pdftotext -raw": lambda file: output("pdftotext", "-raw", "-enc", "UTF-8", file, "-"),
    "mutool": lambda file: output("mutool", "draw", "-q", "-F", "txt", file),
}

# It puts the lines of neighbouring cells into one.
TABLES_MIXED = {"pdftotext"}

# mupdf and pdf.js give every hyphen as a plain one or not at all.
HYPHENS_LOST = {"mutool"}


def tagged(file: Path) -> str:
    """The text, then the notes, along the structure tree with pdf.js: what a screen reader says."""
    streams = json.loads(output("node", Path(__file__).with_name("tagged_text.mjs"), PDFJS, file))
    return f"{streams['text']}\n{streams['notes']}"


def parted(file: Path, scratch: Path, tables: bool = True) -> tuple[Path, Path]:
    """Copies of `file` with only its text, with tables or without, and with only its notes."""
    text, notes = scratch / f"{file.stem}.text.pdf", scratch / f"{file.stem}.notes.pdf"
    apart = _FURNITURE | _NOTES

    def in_text(roles: Roles) -> bool:
        return not roles & apart and (tables or not roles & _TABLE or bool(roles & _CAPTION and not roles & _ROW))

    _copy(file, text, in_text)
    _copy(file, notes, lambda roles: bool(roles & _NOTES))
    return text, notes


def read(reader: str, parts: tuple[Path, Path]) -> str:
    """The text, then the notes, in the order in which the library's plain text has them."""
    return "\n".join(READERS[reader](part) for part in parts)


def _copy(file: Path, to: Path, keep: Keep) -> None:
    with pikepdf.open(file) as pdf:
        parents = _parents(pdf)
        for page in pdf.pages:
            elements = parents.get(int(page.get("/StructParents", -1)), [])
            roles = {str(mark): _roles(element) for mark, element in enumerate(elements)}
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(_filtered(page, roles, keep)))
        pdf.save(to)


def _filtered(page: pikepdf.Page, roles: dict[str, Roles], keep: Keep) -> list[Any]:
    """The page's instructions without those that show text not to be kept."""
    kept: list[Any] = []
    marks: list[Roles] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            mark = _mark(instruction.operands)
            marks.append(roles.get(mark, frozenset({mark})))
        elif operator == "EMC":
            marks.pop()
        if operator not in _SHOW or keep(frozenset().union(*marks)):
            kept.append(instruction)
    return kept


def _mark(operands: Any) -> str:
    """A marked-content identifier, or the tag of content that has none."""
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return str(int(properties.MCID))
    return str(operands[0])


def _parents(pdf: pikepdf.Pdf) -> dict[int, list]:
    """For each page's key, the structure elements of its marked content by identifier."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return {}
    tree = pikepdf.NumberTree(root.ParentTree)
    return {int(key): list(value) for key, value in tree.items() if isinstance(value, pikepdf.Array)}


def _roles(element: pikepdf.Object | None) -> Roles:
    """The structure types of an element and of all that it is in."""
    roles = set()
    while isinstance(element, pikepdf.Dictionary):
        roles.add(str(element.get("/S")))
        element = element.get("/P")
    return frozenset(roles)
