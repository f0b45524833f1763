"""Bags of issues: judged by bagit.py of the Library of Congress, zipped ones by Python's zipfile too, and by masthead itself."""

from __future__ import annotations

import zipfile
from pathlib import Path

from . import builds, tools
from .report import Faults


def archive(binary: Path, sources: list[Path], folder: Path, *asked: str) -> list[Path]:
    """A bag of each source in `folder`, sorted, or an error that says why there are not as many."""
    folder.mkdir(parents=True, exist_ok=True)
    done = tools.run(binary, "archive", *sources, "-o", f"{folder}/", *asked)
    bags = sorted(folder.iterdir())
    if done.returncode != 0 or len(bags) != len(sources):
        raise RuntimeError(f"{len(bags)} of {len(sources)} bags were made: {done.stderr.strip()[-800:]}")
    return bags


def bagit(bag: Path) -> Faults:
    """What the reference program finds in a bag."""
    done = tools.run(tools.venv("bagit.py"), "--validate", "--quiet", bag)
    return [] if done.returncode == 0 else [f"bagit.py: {line}" for line in done.stderr.strip().splitlines() or ["no word"]]


def zipped(file: Path, folder: Path) -> Faults:
    """A zipped bag holds one bag, whole, that the reference program takes."""
    with zipfile.ZipFile(file) as archive:
        if (torn := archive.testzip()) is not None:
            return [f"{torn} is torn"]
        archive.extractall(folder)
    inside = sorted(folder.iterdir())
    return bagit(inside[0]) if len(inside) == 1 else [f"{len(inside)} folders are inside: {inside}"]


def sound(binary: Path, bag: Path) -> Faults:
    """What masthead finds in a bag: neither a fault nor anything to look at."""
    done = tools.run(binary, "verify", bag, "--message-format", "short")
    found = [line for line in done.stderr.splitlines() if "error[" in line or "warning[" in line]
    return found if found or done.returncode == 0 else [f"exit {done.returncode}", done.stderr.strip()]


def same_bytes(binary: Path, sources: list[Path], bags: Path, folder: Path) -> Faults:
    """Bags of other surroundings are the same bag."""
    archive(binary, sources, folder, "--jobs", "1")
    return builds.differences(bags, folder)
