"""Documents at random: what no author would write, judged by the checks of outputs that need no words."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from openxml_audit import OpenXmlPackage, OpenXmlValidator

from . import docx, docx_marks, jats, web
from .report import Faults, Tally
from .tools import run

_SHOWN = 5
_WORKERS = min(4, os.cpu_count() or 1)
# A start of ooxml-integrity takes longer than a document: it gets so many at once.
_BATCH = 250


def judge(tally: Tally, binary: Path, sources: Path, out: Path) -> None:
    """Build every document of a folder with one start, and record one verdict for each check."""
    documents = sorted(sources.glob("*.json"))
    out.mkdir(parents=True, exist_ok=True)
    name = f"{len(documents)} generated documents"
    run(binary, "build", *documents, "--to", "docx,jats,html,epub", "--style", "pujiang", "-o", out, "-q")
    ends = ("docx", "xml", "html", "epub")
    words, articles, pages, books = ([out / f"{document.stem}.{end}" for document in documents] for end in ends)
    absent = [file.name for file in (*words, *articles, *pages, *books) if not file.exists()]
    tally.record(name, "are built", absent if documents else ["there are none"])
    words, articles, pages, books = ([file for file in files if file.exists()] for files in (words, articles, pages, books))
    batches = [words[at : at + _BATCH] for at in range(0, len(words), _BATCH)]
    with ProcessPoolExecutor(_WORKERS, initializer=_keep_packages) as pool:
        audits = _named(words, pool.map(_audit, words, chunksize=8))
        integrity = [fault for faults in pool.map(_integrity, batches) for fault in faults]
        marks = _named(words, pool.map(docx_marks.marks, words, chunksize=32))
        opened = _named(words, pool.map(docx.python_docx, words, chunksize=32))
        valid = _named(articles, pool.map(jats.as_declared, articles, chunksize=8))
        placeholders = _named(articles, pool.map(jats.placeholders, articles, chunksize=32))
    for check, faults in (
        (".docx openxml-audit", audits),
        (".docx ooxml-integrity", integrity),
        (".docx bookmarks, fields, grids, anchors", marks),
        (".docx python-docx opens it", opened),
        (".xml valid as declared", valid),
        (".xml no placeholders", placeholders),
        (".html Nu checker", _of_all(web.nu, pages)),
        (".epub EPUBCheck", _of_all(web.epubcheck, books)),
    ):
        tally.record(name, check, faults)


def _of_all(check: Callable[[list[Path]], dict[Path, Faults]], files: list[Path]) -> Faults:
    verdicts = check(files) if files else {}
    return _named(list(verdicts), verdicts.values())


def _named(files: list[Path], verdicts: object) -> Faults:
    return [f"{file.name}: {fault}" for file, faults in zip(files, verdicts) for fault in faults[:_SHOWN]]  # type: ignore[call-overload]


_kept: list[OpenXmlPackage] = []


def _keep_packages() -> None:
    """openxml-audit knows the parts that it has seen by the address of their package: none may be let go and lend its address on."""
    begin = OpenXmlPackage.__init__

    def keep(self: OpenXmlPackage, *arguments: object, **named: object) -> None:
        begin(self, *arguments, **named)
        _kept.append(self)

    OpenXmlPackage.__init__ = keep


def _audit(file: Path) -> Faults:
    found = OpenXmlValidator(max_errors=0).validate(file).errors
    return [f"{error.part_uri}: {error.description}" for error in found if not docx.is_overstrict(error.description)]


def _integrity(files: list[Path]) -> Faults:
    return [f"{file.name}: {fault}" for file, faults in docx.ooxml_integrity(files).items() for fault in faults[:_SHOWN]]
