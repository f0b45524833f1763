"""Where each outside program lives, and one way to run it. A program that is absent ends the run: no check is skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HOME = ROOT / "target" / "conformance"
_NODE_MODULES = HOME / "npm" / "node_modules"
PDFJS = _NODE_MODULES / "pdfjs-dist" / "legacy" / "build" / "pdf.mjs"
SCHEMA = _NODE_MODULES / "@jats4r" / "dtds" / "schema"
CATALOG = SCHEMA / "catalog.xml"
ARCHIVING = {
    "1.3": SCHEMA / "1.3" / "JATS-archivearticle1-3.dtd",
    "1.4": SCHEMA / "1.4" / "JATS-archivearticle1-4.dtd",
}
VERAPDF = HOME / "verapdf"
NU = _NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = _NODE_MODULES / "axe-core" / "axe.min.js"
PLAYWRIGHT = _NODE_MODULES / "playwright-core" / "index.mjs"
EPUBCHECK = HOME / "epubcheck"
BOOKS = ROOT / "tests" / "conformance" / "checks" / "Books.java"
CHROMIUM = "/usr/bin/chromium"

_PROGRAMS = ["qpdf", "pdffonts", "pdfinfo", "pdftotext", "mutool", "gs", "xmllint", "soffice", "java", "javac", "node", "chromium"]
_IN_VENV = ["bagit.py", "openxml-audit", "ooxml-integrity"]


class Missing(Exception):
    """A validator that should be here is not."""


def pandoc() -> str:
    """The pandoc that comes inside pypandoc_binary, never one that happens to be on the path."""
    import pypandoc

    return str(Path(pypandoc.__file__).parent / "files" / "pandoc")


def venv(program: str) -> str:
    """A program of our virtual environment."""
    return str(HOME / "venv" / "bin" / program)


def require_all() -> None:
    """Raise `Missing`, with every name, unless all validators are here."""
    absent = [name for name in _PROGRAMS if shutil.which(name) is None]
    files = [Path(venv(name)) for name in _IN_VENV] + [PDFJS, CATALOG, NU, AXE, PLAYWRIGHT, *ARCHIVING.values(), Path(pandoc())]
    absent += [str(path) for path in files if not path.exists()]
    if not list(VERAPDF.glob("greenfield-apps-*.jar")):
        absent.append("veraPDF")
    if not list(EPUBCHECK.glob("epubcheck-*.jar")):
        absent.append("EPUBCheck")
    if absent:
        raise Missing(f"missing: {', '.join(absent)}; run .ci/install")


def run(*command: str | Path, env: dict[str, str] | None = None, timeout: int = 600) -> subprocess.CompletedProcess[str]:
    """Run a program in a plain locale and return what it said; its exit code is for the caller to judge."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **(env or {})}
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
        timeout=timeout,
        check=False,
    )


def output(*command: str | Path, **options: object) -> str:
    """What a program that must succeed wrote to its standard output."""
    done = run(*command, **options)  # type: ignore[arg-type]
    if done.returncode != 0:
        raise RuntimeError(f"{Path(str(command[0])).name} failed with {done.returncode}: {done.stderr.strip()[:400]}")
    return done.stdout
