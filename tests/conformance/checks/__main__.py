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

from . import (
    bags,
    builds,
    chinese,
    docx,
    docx_marks,
    docx_text,
    edits,
    generated,
    inputs,
    issue_words,
    jats,
    manuscripts,
    pdf,
    press,
    selftest,
    tools,
    web,
)
from .builds import Issue
from .inputs import Faulty, Inputs
from .report import Faults, Tally

T = TypeVar("T")
R = TypeVar("R")

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
            binary, papers = arguments.binary.resolve(), manuscripts.gather(arguments.inputs)
            sources = [named for named in arguments.inputs if named.suffix != ".docx"]
            if sources or not arguments.inputs:
                _conformance(tally, binary, inputs.gather(sources), folder)
            if not arguments.inputs:
                papers += manuscripts.own(binary, folder / "own")
                tally.record("all", "explained manuscripts are there", manuscripts.strangers({file.stem for file in papers}))
            _manuscripts(tally, binary, papers)
            if arguments.generated:
                print("== judging generated documents", flush=True)
                generated.judge(tally, binary, arguments.generated, folder / "generated")
    return 0 if tally.close() else 1


def _arguments() -> argparse.Namespace:
    target = Path(os.environ.get("CARGO_TARGET_DIR", tools.ROOT / "target"))
    parser = argparse.ArgumentParser(prog="tests/conformance/run", description=__doc__)
    parser.add_argument("inputs", nargs="*", type=Path, help="sources or folders of sources; the fixtures when none is named")
    parser.add_argument("--binary", type=Path, default=target / "release" / "masthead", help="the program to judge")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="build into this folder and leave it there")
    parser.add_argument("--generated", type=Path, metavar="DIR", help="judge the Word files and articles of the documents in this folder too")
    parser.add_argument("--verbose", action="store_true", help="print passed checks too")
    parser.add_argument("--selftest-only", action="store_true", help="only prove that each check can fail")
    return parser.parse_args()


def _conformance(tally: Tally, binary: Path, asked: Inputs, folder: Path) -> None:
    count = sum(map(len, asked.sound.values())) + len(asked.web)
    print(f"== building {count} sources and refusing {len(asked.faulty)} with {binary.name}", flush=True)
    issues = [issue for built in _each(partial(_build, tally, binary, folder), list(asked.sound.items())) for issue in built]
    pages = _pages(tally, binary, folder / "web", asked.web)
    _each(partial(_refuse, tally, binary, folder), asked.faulty)
    print(f"== judging {len(issues) + len(pages)} issues", flush=True)
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    texts: dict[Path, str] = {}
    _each(lambda job: job(), [partial(_libreoffice, tally, issues, scratch, texts), *_batches(tally, issues, pages)])
    _each(lambda issue: _words(tally, issue, lambda: issue_words.web(issue)), pages)
    _each(partial(_judge, tally, scratch, texts), issues)
    _edits(tally, binary, issues, scratch)
    printed = [issue for issue in issues if issue.source.stem in press.STEMS and issue.source.suffix == ".md"]
    _each(partial(_press, tally, binary, folder / "press"), printed)
    _with_source(tally, binary, folder / "with-source", printed)
    _each(partial(_bags, tally, binary, folder / "bags"), list(asked.sound.items()))


def _each(work: Callable[[T], R], items: list[T]) -> list[R]:
    with ThreadPoolExecutor(_WORKERS) as pool:
        return list(pool.map(work, items))


def _build(tally: Tally, binary: Path, folder: Path, group: tuple[str, list[Path]]) -> list[Issue]:
    """Build the sources of one folder; an issue that was not built whole has nothing to judge."""
    name, sources = group
    issues: list[Issue] = []

    def make() -> Faults:
        faults, issues[:] = builds.build(binary, sources, folder / name)
        return faults

    tally.attempt(name, f"{len(sources)} sources build", make)
    other = folder / "surroundings" / name
    tally.attempt(name, "same bytes in other surroundings", lambda: builds.same_bytes(binary, sources, other))
    return issues


def _pages(tally: Tally, binary: Path, folder: Path, sources: list[Path]) -> list[Issue]:
    """Build the sources of pages and books alone."""
    issues: list[Issue] = []

    def make() -> Faults:
        faults, issues[:] = builds.pages(binary, sources, folder)
        return faults

    if sources:
        tally.attempt("web", f"{len(sources)} sources build as pages and books", make)
    return issues


def _refuse(tally: Tally, binary: Path, folder: Path, faulty: Faulty) -> None:
    name = f"{faulty.source.parent.name}/{faulty.source.stem}"
    tally.attempt(name, "is refused", lambda: builds.refusal(binary, faulty, folder / "refused" / name))


def _libreoffice(tally: Tally, issues: list[Issue], scratch: Path, texts: dict[Path, str]) -> None:
    def convert() -> Faults:
        texts.update(docx_text.libreoffice([issue.file("docx") for issue in issues], scratch))
        return []

    if issues:
        tally.attempt("all", "LibreOffice converts", convert)


def _edits(tally: Tally, binary: Path, issues: list[Issue], scratch: Path) -> None:
    """What comes back from an editor is the issue and the edits. Documents as JSON hold what no writer of issues would write."""
    issues = [issue for issue in issues if issue.source.suffix == ".md"]
    saved: dict[Path, Path] = {}

    def save() -> Faults:
        saved.update(edits.saved([issue.file("docx") for issue in issues], scratch))
        return []

    def judge(issue: Issue) -> None:
        word = issue.file("docx")
        compare = partial(edits.round_trip, binary, word, saved.get(word), scratch / "edited" / issue.name)
        tally.attempt(issue.name, ".docx saved by LibreOffice and edited", compare)

    if issues:
        tally.attempt("all", "LibreOffice saves", save)
        _each(judge, issues)


def _batches(tally: Tally, issues: list[Issue], pages: list[Issue]) -> Iterator[Callable[[], None]]:
    """Checks by programs that are quicker to start once for all files; `pages` have pages and books alone."""
    batches: list[tuple[str, str, Callable[[list[Path]], dict[Path, Faults]]]] = [
        *(("pdf", f"veraPDF {flavour}", partial(pdf.verapdf, flavour=flavour)) for flavour in pdf.FLAVOURS),
        ("docx", "ooxml-integrity", docx.ooxml_integrity),
        ("html", "Nu checker", web.nu),
        ("html", "axe in Chromium", web.axe),
        ("epub", "EPUBCheck", web.epubcheck),
    ]
    for extension, name, check in batches:
        judged = issues + pages if extension in builds.WEB else issues
        yield partial(_batch, tally, {issue.file(extension): issue for issue in judged}, f".{extension} {name}", check)


def _batch(tally: Tally, issues: dict[Path, Issue], name: str, check: Callable[[list[Path]], dict[Path, Faults]]) -> None:
    files = list(issues)
    try:
        verdicts = check(files) if files else {}
    except Exception as error:  # noqa: BLE001 - see Tally.attempt
        verdicts = {file: [f"{type(error).__name__}: {error}"] for file in files}
    for file, faults in verdicts.items():
        tally.record(issues[file].name, name, faults)


def _judge(tally: Tally, scratch: Path, texts: dict[Path, str], issue: Issue) -> None:
    """All checks that take one issue at a time."""
    press, word, article = (issue.file(extension) for extension in ("pdf", "docx", "xml"))
    own = scratch / issue.name
    own.mkdir(parents=True, exist_ok=True)
    for file, name, check in (
        (press, "qpdf", pdf.qpdf),
        (press, "fonts", pdf.fonts),
        (word, "openxml-audit", docx.openxml_audit),
        (word, "python-docx opens it", docx.python_docx),
        (word, "bookmarks, fields, grids, anchors", docx_marks.marks),
        (article, "valid as declared", jats.as_declared),
        (article, "valid against 1.3", lambda file: jats.against("1.3", file, own)),
        (article, "valid against 1.4", lambda file: jats.against("1.4", file, own)),
        (article, "no placeholders", jats.placeholders),
        (article, "ids and references", jats.identifiers),
    ):
        tally.attempt(issue.name, f"{file.suffix} {name}", partial(check, file))
    for compare in (
        lambda: issue_words.pdf(issue, own),
        lambda: issue_words.docx(issue, texts.get(word), own),
        lambda: issue_words.jats(issue),
        lambda: issue_words.web(issue),
    ):
        _words(tally, issue, compare)
    _chinese(tally, issue)
    # A transcript with an expectation was made to be mended: what becomes of each of its words is blessed there.
    if issue.source.suffix == ".txt" and not inputs.expectations(issue.source):
        tally.attempt(issue.name, "every word of the transcript", lambda: issue_words.transcript(issue))


def _chinese(tally: Tally, issue: Issue) -> None:
    """Lines of Chinese text; how many were looked at stands in the name of the check."""
    judged = [("no mark at the wrong edge", partial(chinese.edges, issue.file("pdf")))]
    if chinese.is_official(issue.source):
        least = chinese.OFFICIAL.get(issue.source.stem, (0, 0))
        judged.append(("22 lines of 28 characters", partial(chinese.official, issue.file("pdf"), least)))
    for name, judge in judged:
        try:
            verdict = judge()
        except Exception as error:  # noqa: BLE001 - see Tally.attempt
            tally.record(issue.name, f".pdf {name}", [f"{type(error).__name__}: {error}"])
            continue
        if verdict.count.lines:
            print(f"      {issue.name}: {name}: {verdict.count}", flush=True)
        tally.record(issue.name, f".pdf {name}", verdict.faults)


def _with_source(tally: Tally, binary: Path, folder: Path, issues: list[Issue]) -> None:
    """The issues as PDF/A-3a, with what they were made from and the article inside."""
    files = {builds.one_pdf(binary, issue.source, folder, "--pdf", "a-3a,ua-1"): issue for issue in issues}
    for flavour in ("3a", "ua1"):
        _batch(tally, files, f"with its source: veraPDF {flavour}", partial(pdf.verapdf, flavour=flavour))
    for file, issue in files.items():
        inside = {"/Source": issue.source, "/Alternative": issue.file("xml")}
        tally.attempt(issue.name, "source and article are inside", partial(pdf.attachments, file, inside))


def _bags(tally: Tally, binary: Path, folder: Path, group: tuple[str, list[Path]]) -> None:
    """The sources of one folder as bags, in folders and zipped."""
    name, sources = group
    made: list[Path] = []

    def make(form: str, *asked: str) -> Faults:
        made[:] = bags.archive(binary, sources, folder / form / name, *asked)
        return []

    tally.attempt(name, "sources are archived", lambda: make("folders"))
    for bag in made:
        tally.attempt(f"{name}/{bag.name}", "bagit.py takes the bag", partial(bags.bagit, bag))
        tally.attempt(f"{name}/{bag.name}", "masthead finds it sound", partial(bags.sound, binary, bag))
    there, again = folder / "folders" / name, folder / "again" / name
    tally.attempt(name, "the same bags are made again", lambda: bags.same_bytes(binary, sources, there, again))
    tally.attempt(name, "sources are archived zipped", lambda: make("zipped", "--zip"))
    for file in made:
        unpacked = folder / "unpacked" / name / file.stem
        tally.attempt(f"{name}/{file.stem}", "the zipped bag is one bag", partial(bags.zipped, file, unpacked))
        tally.attempt(f"{name}/{file.stem}", "masthead finds it sound, zipped", partial(bags.sound, binary, file))


def _press(tally: Tally, binary: Path, folder: Path, issue: Issue) -> None:
    """The issue as the press gets it, page by page and as a booklet."""
    for name, asked, compare in (("x-4", ("--pdf", "x-4"), press.words), ("booklet", ("--booklet",), press.imposed_words)):
        built: list[Path] = []

        def make(asked: tuple[str, ...] = asked, name: str = name, built: list[Path] = built) -> Faults:
            built.append(builds.one_pdf(binary, issue.source, folder / name, *asked))
            return []

        tally.attempt(issue.name, f"{name} is built", make)
        for file in built:
            for what, check in (
                ("qpdf", pdf.qpdf),
                ("fonts", pdf.fonts),
                ("label", press.label),
                ("ink", press.ink),
                ("clauses", press.clauses),
                ("same words", partial(compare, read=issue.file("pdf"))),
            ):
                tally.attempt(issue.name, f"{name} {what}", partial(check, file))


def _manuscripts(tally: Tally, binary: Path, files: list[Path]) -> None:
    """What masthead reads in the manuscripts of many programs, beside what pandoc reads."""
    print(f"== reading {len(files)} manuscripts, and pandoc beside", flush=True)
    lines = _each(partial(_manuscript, tally, binary), files)
    print("\n".join([manuscripts.heads(), *lines]) if lines else "none", flush=True)


def _manuscript(tally: Tally, binary: Path, file: Path) -> str:
    try:
        pandoc, masthead = manuscripts.by_pandoc(file), manuscripts.by_masthead(binary, file)
    except Exception as error:  # noqa: BLE001 - see Tally.attempt
        tally.record(file.stem, "is read", [f"{type(error).__name__}: {error}"])
        return file.stem
    tally.record(file.stem, "words of pandoc", manuscripts.words(file.stem, pandoc, masthead))
    tally.record(file.stem, "structure of pandoc", manuscripts.counts(file.stem, pandoc, masthead))
    return manuscripts.row(file.stem, pandoc, masthead)


def _words(tally: Tally, issue: Issue, compare: Callable[[], Iterator[issue_words.Check]]) -> None:
    try:
        for extension, name, faults in compare():
            tally.record(issue.name, f".{extension} {name}", faults)
    except Exception as error:  # noqa: BLE001 - see Tally.attempt
        tally.record(issue.name, "same words", [f"{type(error).__name__}: {error}"])


if __name__ == "__main__":
    sys.exit(main())
