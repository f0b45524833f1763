"""Pages and books, judged by the Nu checker, by axe in a browser, and by EPUBCheck."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .report import Faults
from .tools import AXE, BOOKS, CHROMIUM, EPUBCHECK, NU, PLAYWRIGHT, ROOT, run

_PAGES = ROOT / "tests" / "conformance" / "checks" / "pages.mjs"
# Warnings that are none here. The checker knows no digests in a policy, nor that a script which is data is never run: the browser is
# asked about those instead. And words may begin with a combining mark, or hold characters of private use, where an author has them do so.
_SET_ASIDE = re.compile("violates Content Security Policy|starts with a composing character|uses the Unicode Private Use Area")


# The checker guesses at the language of a page from letters that it draws by lot, and where two languages stand on one guesses wrongly
# now and then: only a guess that it comes to every time counts.
_GUESS = "appears to be written in"
_GUESSES = 4


def nu(files: list[Path]) -> dict[Path, Faults]:
    """Valid HTML without a warning, by the Nu checker."""
    verdicts = _nu(files)
    for _ in range(_GUESSES - 1):
        guessed = [file for file in files if any(_GUESS in fault for fault in verdicts[file])]
        again = _nu(guessed) if guessed else {}
        for file in guessed:
            verdicts[file] = [fault for fault in verdicts[file] if _GUESS not in fault or any(_GUESS in other for other in again[file])]
    return verdicts


def _nu(files: list[Path]) -> dict[Path, Faults]:
    """What the Nu checker says once."""
    verdicts: dict[Path, Faults] = {file: [] for file in files}
    done = run("java", "-jar", NU, "--format", "json", "--exit-zero-always", *files)
    try:
        messages = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError) as error:
        raise RuntimeError(f"the Nu checker said {done.stderr[:300]!r}") from error
    by_path = {str(file.resolve()): file for file in files}
    for message in messages:
        if message["type"] == "info" and _SET_ASIDE.search(message["message"]):
            continue
        file = by_path[unquote(urlsplit(message["url"]).path)]
        verdicts[file].append(f"line {message.get('lastLine', '?')}: {message['message']}: {message.get('extract', '')!r}")
    return verdicts


def axe(files: list[Path]) -> dict[Path, Faults]:
    """In a browser by day and by night, no rule of axe is broken, nothing is asked of anybody, the browser refuses nothing, and on a
    phone nothing reaches over the edge."""
    listed = run("node", _PAGES, PLAYWRIGHT, AXE, CHROMIUM, *[file.resolve() for file in files], timeout=1800)
    if listed.returncode != 0:
        raise RuntimeError(f"the browser failed with {listed.returncode}: {listed.stderr.strip()[:400]}")
    found = json.loads(listed.stdout)
    return {file: found[str(file.resolve())] for file in files}


def epubcheck(files: list[Path]) -> dict[Path, Faults]:
    """Not a finding by EPUBCheck."""
    done = run("java", "-cp", f"{EPUBCHECK}{os.sep}*", BOOKS, *files, timeout=1800)
    if done.returncode != 0 or not done.stdout.endswith("done\n"):
        raise RuntimeError(f"EPUBCheck failed with {done.returncode}: {done.stderr.strip()[:400]}")
    by_name = {str(file): file for file in files}
    verdicts: dict[Path, Faults] = {}
    file: Path | None = None
    for line in done.stdout.splitlines():
        file = by_name.get(line, file)
        if line in by_name:
            verdicts[by_name[line]] = []
        elif line.startswith("\t") and file:
            verdicts[file].append(line.strip())
    unheard = {file: ["EPUBCheck said nothing of it"] for file in files if file not in verdicts}
    return {**verdicts, **unheard}
