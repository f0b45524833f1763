"""Runs the release binary on the inputs, and proves that the bytes depend on nothing but the input."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .inputs import Faulty
from .report import Faults

PARTS = ("pdf", "docx", "xml", "html", "epub", "txt")
_FORMATS = "pdf,docx,jats,html,epub,text"
WEB = ("html", "epub", "txt")
_OF_WEB = "html,epub,text"

# Two surroundings that differ in all that must not matter. The home folders are made where the outputs go.
SURROUNDINGS = [
    {"LC_ALL": "C", "TZ": "UTC", "HOME": "one"},
    {
        "LC_ALL": "zh_CN.UTF-8",
        "LANG": "zh_CN.UTF-8",
        "TZ": "Asia/Shanghai",
        "HOME": "two",
        "COLUMNS": "40",
        "TERM": "dumb",
    },
]


@dataclass(frozen=True)
class Issue:
    """One input and the files that were built from it."""

    source: Path
    folder: Path

    @property
    def name(self) -> str:
        """The name in the report: no two inputs share one."""
        return f"{self.folder.name}/{self.source.stem}"

    def file(self, extension: str) -> Path:
        """An output by its extension."""
        return self.folder / f"{self.source.stem}.{extension}"

    @property
    def words(self) -> str:
        """The issue's text as the library defines it."""
        return self.file("txt").read_text(encoding="utf-8")


def build(binary: Path, sources: list[Path], folder: Path) -> tuple[Faults, list[Issue]]:
    """Build all outputs of `sources` into `folder` with one start; the faults of all, and the issues that are whole."""
    return _build(binary, sources, folder, _FORMATS, PARTS)


def pages(binary: Path, sources: list[Path], folder: Path) -> tuple[Faults, list[Issue]]:
    """The same as pages and books alone."""
    return _build(binary, sources, folder, _OF_WEB, WEB)


def _build(
    binary: Path, sources: list[Path], folder: Path, formats: str, parts: tuple[str, ...]
) -> tuple[Faults, list[Issue]]:
    folder.mkdir(parents=True, exist_ok=True)
    faults = _masthead(binary, [*map(str, sources), "--to", formats, "-o", str(folder)])
    issues = [Issue(source, folder) for source in sources]
    absent = [issue.file(part) for issue in issues for part in parts if not issue.file(part).exists()]
    whole = [issue for issue in issues if all(issue.file(part).exists() for part in parts)]
    return faults + [f"{file.name} was not written" for file in absent], whole


def one_pdf(binary: Path, source: Path, folder: Path, *asked: str) -> Path:
    """The PDF of one source as it is asked for, or an error that says why there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    faults = _masthead(binary, [str(source), "--to", "pdf", *asked, "-o", str(folder)])
    if faults:
        raise RuntimeError("; ".join(faults))
    return folder / f"{source.stem}.pdf"


def same_bytes(binary: Path, sources: list[Path], folder: Path) -> Faults:
    """Build in two surroundings, from two working folders, once by absolute and once by relative path; compare the bytes."""
    built = []
    for number, surroundings in enumerate(SURROUNDINGS):
        out = folder / surroundings["HOME"]
        (out / "out").mkdir(parents=True, exist_ok=True)
        here = sources[0].parent
        cwd, names = (Path("/"), map(str, sources)) if number == 0 else (here, [os.path.relpath(file, here) for file in sources])
        faults = _masthead(binary, [*names, "--to", _FORMATS, "-o", str(out / "out")], {**surroundings, "HOME": str(out)}, cwd)
        if faults:
            return faults
        built.append(out / "out")
    return differences(*built)


def refusal(binary: Path, faulty: Faulty, folder: Path) -> Faults:
    """A faulty source is told with each of its errors, ends with exit status 1, and leaves nothing behind."""
    folder.mkdir(parents=True, exist_ok=True)
    done = _run(binary, [str(faulty.source), "-o", str(folder)])
    faults = [] if done.returncode == 1 else [f"exit {done.returncode}, not 1", *done.stderr.strip().splitlines()]
    faults += [f"error[{code}] was not told" for code in faulty.codes if f"error[{code}]" not in done.stderr]
    return faults + [f"{path.name} was written" for path in sorted(folder.rglob("*"))]


def differences(one: Path, two: Path) -> Faults:
    """The files by which two folders differ."""
    names = {path.relative_to(folder) for folder in (one, two) for path in folder.rglob("*") if path.is_file()}
    if not names:
        return [f"{one} is empty"]
    return [fault for name in sorted(names) for fault in _difference(one / name, two / name)]


def _difference(one: Path, two: Path) -> Faults:
    if not (one.exists() and two.exists()):
        return [f"{one.name} was written only once"]
    left, right = one.read_bytes(), two.read_bytes()
    if left == right:
        return []
    at = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    return [
        f"{one.name} differs from byte {at} ({len(left)} and {len(right)} bytes): {left[at : at + 40]!r} / {right[at : at + 40]!r}"
    ]


def _masthead(binary: Path, arguments: list[str], surroundings: dict[str, str] | None = None, cwd: Path | None = None) -> Faults:
    done = _run(binary, arguments, surroundings, cwd)
    if done.returncode == 0:
        return []
    return [f"masthead build {' '.join(arguments)} → exit {done.returncode}", *done.stderr.strip().splitlines()]


def _run(
    binary: Path, arguments: list[str], surroundings: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        # The records of a run are for the next one, and are other in every place.
        [str(binary), "build", "--no-cache", *arguments],
        capture_output=True,
        text=True,
        errors="replace",
        env={**os.environ, **(surroundings or {})},
        cwd=cwd,
        timeout=300,
        check=False,
    )
