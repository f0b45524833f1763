"""An editor's round trip: LibreOffice opens a DOCX and saves it, and does so again with what it saved; an editor changes a word,
adds a paragraph and takes one out, and what masthead reads of it differs by these edits alone.

Words and structure are compared by `masthead diff`; looks, places, tables and notes by the source that `masthead import` makes.
"""

from __future__ import annotations

import copy
import difflib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .docx_marks import w
from .report import Faults
from .tools import output, run

# What LibreOffice calls body text.
_BODY = ("Body Text", "Text Body")
_GIVEN, _ONCE = "edits-in", "edits-saved"
_ADDED = "这一段是编辑新加的内容 The editor put this paragraph here"
_WORD = re.compile(r"[A-Za-z]{4,}|[\u4e00-\u9fff]{4}")
_NEW_WORD = "EDITED"
# Somebody whom the front matter names because a paragraph does.
_PERSON = re.compile(r"  (?:- name|  position): (.+)$")


@dataclass(frozen=True)
class Edits:
    """What an editor did to a manuscript; empty words stand for an edit that found no place."""

    word: str
    added: str
    removed: str


def saved(files: list[Path], scratch: Path) -> dict[Path, Path]:
    """The files as LibreOffice saves them, and saves again what it saved. One start a turn for all."""
    given, once, again = (scratch / folder for folder in (_GIVEN, _ONCE, "edits-saved-again"))
    for folder in (given, once, again):
        folder.mkdir(parents=True, exist_ok=True)
    copies = {file: shutil.copyfile(file, given / f"{number}.docx") for number, file in enumerate(files)}
    profile = f"-env:UserInstallation={(scratch / 'edits-profile').resolve().as_uri()}"
    for source, target in ((given, once), (once, again)):
        opened = [path for copy in copies.values() if (path := source / copy.name).exists()]
        output("soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", target, *opened)
    return {file: again / copy.name for file, copy in copies.items() if (again / copy.name).exists()}


def edit(file: Path, into: Path) -> Edits:
    """Change one word of the first paragraph of the body that can be edited, put one in after it, take the last one out."""
    import docx

    document = docx.Document(str(file))
    plain = [paragraph for paragraph in document.paragraphs if _can_be_edited(paragraph)]
    word = added = removed = ""
    if plain:
        run = next(filter(_has_word, plain[0].runs))
        word = _WORD.search(run.text).group()  # type: ignore[union-attr]
        run.text = run.text.replace(word, _NEW_WORD, 1)
        added = _ADDED
        _put_after(plain[0])
    if len(plain) > 1:
        removed = plain[-1].text
        plain[-1]._p.getparent().remove(plain[-1]._p)
    document.save(str(into))
    return Edits(word, added, removed)


def _can_be_edited(paragraph: Any) -> bool:
    """Whether a paragraph is one of the body with words alone, so that no note and no place goes where it goes."""
    others = ("footnoteReference", "bookmarkStart", "hyperlink", "fldChar", "drawing", "ruby", "tab", "br")
    special = any(True for name in others for _ in paragraph._p.iter(w(name)))
    named = paragraph.style is not None and paragraph.style.name in _BODY
    return named and not special and len(paragraph.text) > 12 and any(map(_has_word, paragraph.runs))


def _has_word(run: Any) -> bool:
    """Whether a run has a word that is no name, which would stand in the front matter too."""
    return run.style.name not in ("Person", "Position") and _WORD.search(run.text) is not None


def _put_after(paragraph: Any) -> None:
    new = copy.deepcopy(paragraph._p)
    for child in list(new):
        if child.tag != w("pPr"):
            new.remove(child)
    paragraph._p.addnext(new)
    type(paragraph)(new, paragraph._parent).add_run(_ADDED)


def round_trip(binary: Path, file: Path, by_libreoffice: Path | None, scratch: Path) -> Faults:
    """Whether what is read of the edited file differs from what is read of `file` by the edits alone."""
    if by_libreoffice is None:
        return ["LibreOffice did not save it"]
    scratch.mkdir(parents=True, exist_ok=True)
    edited = scratch / f"{file.stem}.edited.docx"
    edits = edit(by_libreoffice, edited)
    done = run(binary, "diff", "--json", file, edited)
    if done.returncode not in (0, 1) or not done.stdout:
        return [f"masthead diff → exit {done.returncode}: {done.stderr.strip()[:300]}"]
    sources = [_imported(binary, version, scratch) for version in (file, edited)]
    return [*unasked(edits, json.loads(done.stdout)["changes"]), *unasked_lines(edits, *sources)]


def unasked(edits: Edits, changes: list[dict[str, Any]]) -> Faults:
    """The changes that nobody made, and the edits that were not found."""
    expected = {
        *([("added", edits.added)] if edits.added else []),
        *([("removed", edits.removed)] if edits.removed else []),
        *([("changed", edits.word)] if edits.word else []),
    }
    found = [_told(change) for change in changes]
    faults = [f"{kind}, though nobody did: {words[:160]}" for kind, words in found if (kind, words) not in expected]
    faults += [f"{kind} by the editor, and not found: {words[:160]}" for kind, words in sorted(expected) if (kind, words) not in found]
    return faults + (["one edit was found twice"] if len(set(found)) < len(found) else [])


def _told(change: dict[str, Any]) -> tuple[str, str]:
    if change["change"] == "changed":
        pieces = [piece for piece in change["words"] if "same" not in piece]
        before, after = ("".join(piece.get(kind, "") for piece in pieces) for kind in ("removed", "added"))
        return ("changed", before if after == _NEW_WORD else f"{before} → {after}")
    unit = change.get("after") or change["before"]
    return (change["change"], unit["text"])


def unasked_lines(edits: Edits, before: str, after: str) -> Faults:
    """The lines of the sources that differ, without those that were edited."""
    old, new = ([*_lines(text)] for text in (before, after))
    asked = {_plain(words) for words in (edits.added, edits.removed) if words}
    with_old_word = [line.replace(_NEW_WORD, edits.word, 1) if edits.word else line for line in new]
    changed = [line for line in difflib.ndiff(old, with_old_word) if line[0] in "+-"]
    named = [line for line in changed if line.startswith("- ") and (fact := _PERSON.match(line[2:])) and fact[1] in edits.removed]
    return [f"source {line[:300]}" for line in changed if _plain(line[2:]) not in asked and line not in named]


# What LibreOffice writes otherwise: a reading and the language around it stand in each other the other way, and addresses without
# a scheme it takes for files beside the one that it opened.
_OTHERWISE = [
    (re.compile(rf"\.\./(?:{_GIVEN}|{_ONCE})/"), ""),
    (re.compile(r"\[\[([^\[\]]*)\](\{lang=[^}]*\})\](\{ruby=[^}]*\})"), r"[[\1]\3]\2"),
]
# Pictures are named anew whenever a file is saved, and of a drawing LibreOffice keeps the painted picture.
_PICTURE = re.compile(r"version-pictures/\w+\.\w+")


def _lines(text: str) -> Iterator[str]:
    """Lines with words, without what LibreOffice writes otherwise; pictures by the order in which they first come."""
    names: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        for pattern, instead in _OTHERWISE:
            line = pattern.sub(instead, line)
        yield _PICTURE.sub(lambda found: names.setdefault(found[0], f"picture {len(names) + 1}"), line)


def _plain(line: str) -> str:
    """The words of a line of Markdown, without its marks."""
    return re.sub(r"[\W_]+", "", re.sub(r"\{[^{}]*\}", "", line))


def _imported(binary: Path, file: Path, scratch: Path) -> str:
    """The source that `masthead import` makes of a file, by a name that is the same for all."""
    version = scratch / "version.docx"
    shutil.copyfile(file, version)
    return output(binary, "import", version, "-o", "-")
