"""Which fixtures are to be built, and which are to be refused.

Every source below `fixtures` is tried. One whose blessed expectation holds an error is to be refused: nothing may be written, and
each error is to be told. Every other one is to be built, and what comes of it is judged. The issues of a series whose accepted
findings hold an error are there for the faults that `masthead check` finds in them; the tests of the command line hold those.
What stands in `web` is built as page and book alone, since no face that comes with the program has its letters.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from . import tools

FIXTURES = tools.ROOT / "fixtures"
_SOURCES = (".md", ".txt", ".json")
# The last one is for a source that can be read, but not printed.
_EXPECTATIONS = (".outline", ".expected", ".refused")
_ERROR = re.compile(r"^(?:\S+: )?error\[([a-z0-9-]+)\]", re.MULTILINE)


@dataclass(frozen=True)
class Faulty:
    """A source that must be refused, and the codes of the errors that must be told."""

    source: Path
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Inputs:
    """Sources by folder, for each folder is built at once, the sources to be refused, and those of pages and books alone."""

    sound: dict[str, list[Path]]
    faulty: list[Faulty]
    web: list[Path]


def gather(named: list[Path]) -> Inputs:
    """The sources below `named`, or below the fixtures when nothing is named."""
    sound: dict[str, list[Path]] = defaultdict(list)
    faulty: list[Faulty] = []
    web: list[Path] = []
    for source in _sources(named or [FIXTURES]):
        if codes := errors(source):
            faulty.append(Faulty(source, codes))
        elif source.parent == FIXTURES / "web":
            web.append(source)
        else:
            sound[source.parent.name].append(source)
    for files in sound.values():
        _refuse_clashes(files)
    if not (sound or faulty or web):
        sys.exit("no inputs")
    return Inputs(dict(sound), faulty, web)


def _sources(places: list[Path]) -> list[Path]:
    found: dict[Path, None] = {}
    for place in places:
        files = [place] if place.is_file() else sorted(file for file in place.rglob("*") if file.suffix in _SOURCES)
        found.update(dict.fromkeys(file.resolve() for file in files if not (_is_of_faulty_series(file) or _is_index(file))))
    return list(found)


def _is_of_faulty_series(source: Path) -> bool:
    """Whether a source lies in a series that has faults of its own."""
    findings = source.parent.with_suffix(".findings")
    return findings.exists() and _ERROR.search(findings.read_text(encoding="utf-8")) is not None


def _is_index(source: Path) -> bool:
    """Whether a file is the accepted index of a series."""
    return source.stem.endswith(".index")


def expectations(source: Path) -> list[Path]:
    """The files beside a source that say what becomes of it."""
    return [file for suffix in _EXPECTATIONS if (file := source.with_suffix(suffix)).exists()]


def errors(source: Path) -> tuple[str, ...]:
    """The codes of the errors in the expectation beside a source."""
    texts = [file.read_text(encoding="utf-8") for file in expectations(source)]
    return tuple(sorted({code for text in texts for code in _ERROR.findall(text)}))


def _refuse_clashes(files: list[Path]) -> None:
    """Outputs are told apart by stem, and folders by name."""
    stems: dict[str, Path] = {}
    for file in files:
        if stems.setdefault(file.stem, file) != file:
            sys.exit(f"{file} and {stems[file.stem]} would build the same files")
