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

Keep = Callable[[bool, bool], bool]

READERS: dict[str, Callable[[Path], str]] = {
    "pdftotext": lambda file: output("pdftotext", "-enc", "UTF-8", file, "-"),
    "pdftotext -raw": lambda file: output("pdftotext", "-raw", "-enc", "UTF-8", file, "-"),
    "mutool": lambda file: output("mutool", "draw", "-q", "-F", "txt", file),
}

# mupdf and pdf.js give every hyphen as a plain one or not at all.
HYPHENS_LOST = {"mutool"}


def tagged(file: Path) -> str:
    """The text, then the notes, along the structure tree with pdf.js: what a screen reader says."""
    streams = json.loads(output("node", Path(__file__).with_name("tagged_text.mjs"), PDFJS, file))
    return f"{streams['text']}\n{streams['notes']}"


def parted(file: Path, scratch: Path) -> tuple[Path, Path]:
    """Copies of `file` with only its text and with only its notes."""
    text, notes = scratch / f"{file.stem}.text.pdf", scratch / f"{file.stem}.notes.pdf"
    _copy(file, text, lambda artifact, note: not artifact and not note)
    _copy(file, notes, lambda artifact, note: note)
    return text, notes


def read(reader: str, parts: tuple[Path, Path]) -> str:
    """The text, then the notes, in the order in which the library's plain text has them."""
    return "\n".join(READERS[reader](part) for part in parts)


def _copy(file: Path, to: Path, keep: Keep) -> None:
    with pikepdf.open(file) as pdf:
        parents = _parents(pdf)
        for page in pdf.pages:
            notes = _note_marks(parents.get(int(page.get("/StructParents", -1)), []))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(_filtered(page, notes, keep)))
        pdf.save(to)


def _filtered(page: pikepdf.Page, notes: set[int], keep: Keep) -> list[Any]:
    """The page's instructions without those that show text not to be kept."""
    kept: list[Any] = []
    marks: list[int | str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            marks.append(_mark(instruction.operands))
        elif operator == "EMC":
            marks.pop()
        artifact = "/Artifact" in marks
        note = any(mark in notes for mark in marks)
        if operator not in _SHOW or keep(artifact, note):
            kept.append(instruction)
    return kept


def _mark(operands: Any) -> int | str:
    """A marked-content identifier, or the tag of content that has none."""
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return int(properties.MCID)
    return str(operands[0])


def _parents(pdf: pikepdf.Pdf) -> dict[int, list]:
    """For each page's key, the structure elements of its marked content by identifier."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return {}
    return {int(key): list(value) for key, value in pikepdf.NumberTree(root.ParentTree).items() if isinstance(value, pikepdf.Array)}


def _note_marks(elements: list) -> set[int]:
    return {mark for mark, element in enumerate(elements) if _in_note(element)}


def _in_note(element: pikepdf.Object | None) -> bool:
    while isinstance(element, pikepdf.Dictionary):
        if str(element.get("/S")) in _NOTES:
            return True
        element = element.get("/P")
    return False
