"""Runs the release binary on the inputs, and proves that the bytes depend on nothing but the input."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .report import Faults

_PRINTED = ("pdf", "docx", "xml")

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
    def stem(self) -> str:
        """The name that all outputs share."""
        return self.source.stem

    def file(self, extension: str) -> Path:
        """An output by its extension."""
        return self.folder / f"{self.stem}.{extension}"

    @property
    def words(self) -> str:
        """The issue's text as the library defines it."""
        return self.file("txt").read_text(encoding="utf-8")


def build(binary: Path, source: Path, folder: Path) -> Faults:
    """Build all outputs of `source` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    faults = _masthead(binary, [str(source), "-o", str(folder)])
    faults += _masthead(binary, [str(source), "--to", "text", "-o", str(folder)])
    issue = Issue(source, folder)
    return faults + [f"{issue.file(part).name} was not written" for part in (*_PRINTED, "txt") if not issue.file(part).exists()]


def same_bytes(binary: Path, source: Path, folder: Path) -> Faults:
    """Build in two surroundings, from two working folders, once by absolute and once by relative path; compare the bytes."""
    built = []
    for number, surroundings in enumerate(SURROUNDINGS):
        out = folder / surroundings["HOME"]
        (out / "out").mkdir(parents=True, exist_ok=True)
        cwd, name = (Path("/"), str(source)) if number == 0 else (source.parent, source.name)
        faults = _masthead(binary, [name, "-o", str(out / "out")], {**surroundings, "HOME": str(out)}, cwd)
        if faults:
            return faults
        built.append(out / "out")
    return differences(*built)


def differences(one: Path, two: Path) -> Faults:
    """The files by which two folders differ."""
    names = {path.name for folder in (one, two) for path in folder.iterdir()}
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
    done = subprocess.run(
        [str(binary), "build", *arguments],
        capture_output=True,
        text=True,
        errors="replace",
        env={**os.environ, **(surroundings or {})},
        cwd=cwd,
        timeout=300,
        check=False,
    )
    if done.returncode == 0:
        return []
    return [f"masthead build {' '.join(arguments)} → exit {done.returncode}", *done.stderr.strip().splitlines()]
