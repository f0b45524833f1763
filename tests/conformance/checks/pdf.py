"""The PDF, judged by veraPDF, qpdf and poppler."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf

from .report import Faults
from .tools import VERAPDF, run

FLAVOURS = ("2a", "ua1")


def verapdf(files: list[Path], flavour: str) -> dict[Path, Faults]:
    """Validate all files against one flavour in one Java process: starting it costs more than validating."""
    done = run(
        "java",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        f"{VERAPDF}/*",
        "org.verapdf.apps.GreenfieldCliWrapper",
        "--flavour",
        flavour,
        "--format",
        "json",
        "--loglevel",
        "0",
        *files,
    )
    try:
        jobs = json.loads(done.stdout)["report"]["jobs"]
    except (json.JSONDecodeError, KeyError) as error:
        return {file: [f"veraPDF wrote no report ({error!r}): {done.stderr.strip()[:300]}"] for file in files}
    verdicts = {Path(job["itemDetails"]["name"]): _job_faults(job) for job in jobs}
    return {file: verdicts.get(file, ["veraPDF's report has no verdict on this file"]) for file in files}


# What a build adds at the end of an article to know its own file by; what is inside another file is known by that one's.
_SEAL = re.compile(rb"<\?masthead-seal [0-9a-f]{64}(?: [0-9a-f]{64})*\?>\n\Z")


def attachments(file: Path, wanted: dict[str, Path]) -> Faults:
    """The files inside, by the relation that each has to the whole, are those that stand beside it, byte for byte but for the seal."""
    with pikepdf.open(file) as pdf:
        inside = {str(found.get("/AFRelationship")): pdf.attachments[name] for name, found in _associated(pdf).items()}
        faults = [f"no file inside is its {relation}" for relation in wanted if relation not in inside]
        for relation in wanted.keys() & inside.keys():
            if inside[relation].get_file().read_bytes() != _SEAL.sub(b"", wanted[relation].read_bytes()):
                faults.append(f"the file inside that is its {relation} is another than {wanted[relation].name}")
    return faults


def _associated(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    return {str(found.get("/UF", found.get("/F"))): found for found in pdf.Root.get("/AF", [])}


def _job_faults(job: dict) -> Faults:
    results = job.get("validationResult") or []
    if not results:
        return [f"veraPDF could not read it: {job.get('taskException') or job.get('taskResult')}"]
    faults = []
    for result in results:
        for rule in result["details"]["ruleSummaries"]:
            first = (rule.get("checks") or [{}])[0]
            faults.append(
                f"{rule['specification']} {rule['clause']}-{rule['testNumber']}, {rule['failedChecks']} times: "
                f"{first.get('errorMessage') or rule['description']} ({first.get('context', '')})"
            )
        if not faults and not (result["compliant"] and result["details"]["failedChecks"] == 0):
            faults.append(result["statement"])
    return faults


def qpdf(file: Path) -> Faults:
    """Structure, cross-reference table and streams; qpdf's warnings count too."""
    done = run("qpdf", "--check", file)
    return [] if done.returncode == 0 else [*done.stderr.strip().splitlines(), f"qpdf --check → exit {done.returncode}"]


def fonts(file: Path) -> Faults:
    """Every font is embedded, cut to what is used, and can be turned back into text."""
    done = run("pdffonts", file)
    # Two heading lines, then: name, type, encoding, emb, sub, uni, object number and generation. Names and types hold spaces.
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    if done.returncode != 0 or not rows:
        return [f"pdffonts found no font: {done.stderr.strip()}"]
    return [
        f"font {row[0]} has no {what}"
        for row in rows
        for flag, what in zip(row[-5:-2], ("embedded program", "subset", "ToUnicode"), strict=True)
        if flag != "yes"
    ]
