"""`tests/conformance/run`: builds the inputs, runs every check, prints the count."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from . import builds, docx, docx_marks, docx_text, issue_words, jats, pdf, selftest, tools
from .builds import Issue
from .report import Faults, Tally

T = TypeVar("T")
R = TypeVar("R")

_SOURCES = (".md", ".txt", ".json")

# Checks are outside programs one after another; more than the cores only makes them wait for each other.
_WORKERS = min(4, os.cpu_count() or 1)


def main() -> int:
    """Run, and say by the exit code whether all passed."""
    arguments = _arguments()
    try:
        tools.require_all()
    except tools.Missing as missing:
        print(missing, file=sys.stderr)
        return 2
    tally = Tally(arguments.verbose)
    with tempfile.TemporaryDirectory(prefix="conformance-") as temporary:
        folder = (arguments.keep or Path(temporary)).resolve()
        print("== proving that each check can fail", flush=True)
        selftest.run(tally, Path(temporary))
        if not arguments.selftest_only:
            _conformance(tally, arguments.binary.resolve(), _inputs(arguments.inputs), folder)
    return 0 if tally.close() else 1


def _arguments() -> argparse.Namespace:
    target = Path(os.environ.get("CARGO_TARGET_DIR", tools.ROOT / "target"))
    parser = argparse.ArgumentParser(prog="tests/conformance/run", description=__doc__)
    parser.add_argument("inputs", nargs="*", type=Path, help="sources or folders of sources; the fixtures when none is named")
    parser.add_argument("--binary", type=Path, default=target / "release" / "masthead", help="the program to judge")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="build into this folder and leave it there")
    parser.add_argument("--verbose", action="store_true", help="print passed checks too")
    parser.add_argument("--selftest-only", action="store_true", help="only prove that each check can fail")
    return parser.parse_args()


def _inputs(named: list[Path]) -> list[Path]:
    """The sources to build. Outputs are told apart by stem, so no two may share one."""
    fixtures = tools.ROOT / "fixtures"
    found: dict[str, Path] = {}
    for place in named or [fixtures, fixtures / "conformance"]:
        files = [place] if place.is_file() else sorted(file for file in place.glob("*") if file.suffix in _SOURCES)
        for file in files:
            if found.setdefault(file.stem, file) != file:
                sys.exit(f"{file} and {found[file.stem]} would build the same files")
    if not found:
        sys.exit("no inputs")
    return [file.resolve() for file in found.values()]


def _conformance(tally: Tally, binary: Path, inputs: list[Path], folder: Path) -> None:
    print(f"== building {len(inputs)} inputs with {binary.name}", flush=True)
    issues = [issue for issue in _each(partial(_build, tally, binary, folder), inputs) if issue]
    print(f"== judging {len(issues)} issues", flush=True)
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    texts = _libreoffice(tally, issues, scratch)
    _each(lambda job: job(), list(_batches(tally, issues)))
    _each(partial(_judge, tally, scratch, texts), issues)


def _each(work: Callable[[T], R], items: list[T]) -> list[R]:
    with ThreadPoolExecutor(_WORKERS) as pool:
        return list(pool.map(work, items))


def _build(tally: Tally, binary: Path, folder: Path, source: Path) -> Issue | None:
    """Build one input; an issue that was not built whole has nothing to judge."""
    faults: Faults = []
    into = folder / source.stem

    def make() -> Faults:
        faults[:] = builds.build(binary, source, into)
        return faults

    tally.attempt(source.stem, "builds", make)
    tally.attempt(source.stem, "same bytes in other surroundings", lambda: builds.same_bytes(binary, source, into))
    issue = Issue(source, into)
    return issue if all(issue.file(part).exists() for part in ("pdf", "docx", "xml", "txt")) else None


def _libreoffice(tally: Tally, issues: list[Issue], scratch: Path) -> dict[Path, str]:
    texts: dict[Path, str] = {}

    def convert() -> Faults:
        texts.update(docx_text.libreoffice([issue.file("docx") for issue in issues], scratch))
        return []

    if issues:
        tally.attempt("all", "LibreOffice converts", convert)
    return texts


def _batches(tally: Tally, issues: list[Issue]) -> Iterator[Callable[[], None]]:
    """Checks by programs that are quicker to start once for all files."""
    batches: list[tuple[str, str, Callable[[list[Path]], dict[Path, Faults]]]] = [
        *(("pdf", f"veraPDF {flavour}", partial(pdf.verapdf, flavour=flavour)) for flavour in pdf.FLAVOURS),
        ("docx", "ooxml-integrity", docx.ooxml_integrity),
    ]
    for extension, name, check in batches:
        yield partial(_batch, tally, [issue.file(extension) for issue in issues], name, check)


def _batch(tally: Tally, files: list[Path], name: str, check: Callable[[list[Path]], dict[Path, Faults]]) -> None:
    try:
        verdicts = check(files) if files else {}
    except Exception as error:  # noqa: BLE001 - see Tally.attempt
        verdicts = {file: [f"{type(error).__name__}: {error}"] for file in files}
    for file, faults in verdicts.items():
        tally.record(file.name, name, faults)


def _judge(tally: Tally, scratch: Path, texts: dict[Path, str], issue: Issue) -> None:
    """All checks that take one file at a time."""
    press, word, article = (issue.file(extension) for extension in ("pdf", "docx", "xml"))
    for file, name, check in (
        (press, "qpdf", pdf.qpdf),
        (press, "fonts", pdf.fonts),
        (word, "openxml-audit", docx.openxml_audit),
        (word, "python-docx opens it", docx.python_docx),
        (word, "bookmarks, fields, grids, anchors", docx_marks.marks),
        (article, "valid as declared", jats.as_declared),
        (article, "valid against 1.3", lambda file: jats.against("1.3", file, scratch)),
        (article, "valid against 1.4", lambda file: jats.against("1.4", file, scratch)),
        (article, "no placeholders", jats.placeholders),
        (article, "ids and references", jats.identifiers),
    ):
        tally.attempt(file.name, name, partial(check, file))
    comparisons = (
        lambda: issue_words.pdf(issue, scratch),
        lambda: issue_words.docx(issue, texts.get(word)),
        lambda: issue_words.jats(issue),
    )
    for compare in comparisons:
        _words(tally, issue, compare)
    if issue.source.suffix == ".txt":
        source = issue.source.read_text(encoding="utf-8")
        tally.attempt(f"{issue.stem}.txt", "every word of the transcript", lambda: issue_words.transcript(source, issue.words))


def _words(tally: Tally, issue: Issue, compare: Callable[[], Iterator[issue_words.Check]]) -> None:
    try:
        for extension, name, faults in compare():
            tally.record(issue.file(extension).name, name, faults)
    except Exception as error:  # noqa: BLE001 - see Tally.attempt
        tally.record(issue.stem, "same words", [f"{type(error).__name__}: {error}"])


if __name__ == "__main__":
    sys.exit(main())
