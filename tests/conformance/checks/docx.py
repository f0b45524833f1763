"""The DOCX, judged by openxml-audit, ooxml-integrity and python-docx."""

from __future__ import annotations

import json
from pathlib import Path

from .report import Faults
from .tools import run, venv


# It takes 0 for a definition that should be there. "A value of 0 shall never be used to point to a numbering definition instance,
# and shall instead only be used to designate the removal of numbering properties" (ECMA-376-1, 17.9.18).
_NO_NUMBER = "numId: Numbering definition '0' referenced but not found"


def openxml_audit(file: Path) -> Faults:
    """Schema and semantics, without a limit on the number of findings."""
    done = run(venv("openxml-audit"), "--max-errors", "0", "--output", "json", file)
    try:
        report = json.loads(done.stdout)
    except json.JSONDecodeError:
        return [f"openxml-audit wrote no report: {done.stderr.strip()[:300]}"]
    verdict = report[0] if isinstance(report, list) else report
    told = [f"{found['part_uri']} {found['path'] or found['node']}: {found['description']}" for found in verdict["errors"]]
    faults = [fault for fault in told if not is_overstrict(fault)]
    return faults or ([] if done.returncode == 0 or told else [f"openxml-audit → exit {done.returncode}: {verdict['verdict']['headline']}"])


def is_overstrict(finding: str) -> bool:
    """Whether openxml-audit asks for what the standard does not."""
    return finding.endswith(_NO_NUMBER)


def ooxml_integrity(files: list[Path]) -> dict[Path, Faults]:
    """References inside the package; no finding of any severity is let through."""
    done = run(venv("ooxml-integrity"), "check", "--no-config", "--json", "--fail-on", "info", *files)
    try:
        reports = json.loads(done.stdout)["files"]
    except (json.JSONDecodeError, KeyError):
        return {file: [f"ooxml-integrity wrote no report: {done.stderr.strip()[:300]}"] for file in files}
    verdicts = {
        Path(report["path"]): [
            f"{found['severity']} {found['code']} {found.get('part', '')}: {found['message']}" for found in report["findings"]
        ]
        for report in reports
    }
    return {file: verdicts.get(file, ["ooxml-integrity's report has no verdict on this file"]) for file in files}


def python_docx(file: Path) -> Faults:
    """Another implementation opens it and finds paragraphs."""
    import docx

    return [] if docx.Document(str(file)).paragraphs else ["python-docx finds no paragraph"]
