"""The JATS, judged by libxml2 with the document type definitions, and by what no grammar can say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from lxml import etree

from .report import Faults
from .tools import ARCHIVING, CATALOG, run

_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>\s*")

# Elements that carry their meaning in attributes or by being there at all; any other element without content is a placeholder.
_EMPTY_BY_NATURE = {
    "break",
    "colspec",
    "col",
    "counts",
    "fig-count",
    "table-count",
    "ref-count",
    "page-count",
    "word-count",
    "equation-count",
    "graphic",
    "inline-graphic",
    "media",
    "hr",
    "milestone-start",
    "milestone-end",
    "xref",
    "td",
    "th",
    "processing-meta",
    "index-term-range-end",
}

_REFERENCES = ("rid", "alternatives-rid", "headers")


def as_declared(file: Path) -> Faults:
    """Valid against the document type that the file itself names, found through the catalog and never on the network."""
    if not _DOCTYPE.search(file.read_text(encoding="utf-8")):
        return ["the file names no document type"]
    return _xmllint("--valid", file)


def against(version: str, file: Path, scratch: Path) -> Faults:
    """Valid against JATS Archiving of `version`, whatever type the file names."""
    bare = scratch / f"{file.stem}.{version}.xml"
    bare.write_text(_DOCTYPE.sub("", file.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    return _xmllint("--dtdvalid", ARCHIVING[version], bare)


def _xmllint(*arguments: str | Path) -> Faults:
    done = run("xmllint", "--nonet", "--noout", *arguments, env={"XML_CATALOG_FILES": str(CATALOG)})
    faults = [line for line in done.stderr.strip().splitlines() if re.search(r":\d+: ", line)]
    return (
        []
        if done.returncode == 0 and not done.stderr.strip()
        else faults or [f"exit {done.returncode}: {done.stderr.strip()[:300]}"]
    )


def parse(file: Path) -> etree._Element:
    """The article, read without the document type: nothing is defaulted in, nothing is fetched."""
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)
    return etree.parse(str(file), parser).getroot()


def placeholders(file: Path) -> Faults:
    """No element stands there empty to please the grammar."""
    return [
        f"line {element.sourceline}: <{element.tag}> is empty"
        for element in parse(file).iter(etree.Element)
        if len(element) == 0
        and not (element.text or "").strip()
        and element.tag not in _EMPTY_BY_NATURE
        and not _left_empty(element)
    ]


def _left_empty(element: etree._Element) -> bool:
    """Whether a paragraph stands for all of a list's item or a note that the source left empty: the grammar has none without."""
    around = element.getparent()
    others = [] if around is None else [child.tag for child in around if child is not element]
    return element.tag == "p" and around is not None and around.tag in ("list-item", "fn") and set(others) <= {"label"}


def identifiers(file: Path) -> Faults:
    """Each id is given once; each reference leads to one."""
    article = parse(file)
    ids = Counter(element.get("id") for element in article.iter(etree.Element) if element.get("id"))
    faults = [f"id {name!r} is given {count} times" for name, count in ids.items() if count > 1]
    for element in article.iter(etree.Element):
        for attribute in _REFERENCES:
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    faults.append(f"line {element.sourceline}: <{element.tag} {attribute}={name!r}> leads nowhere")
    return faults
