"""PDF/X-4, judged by Ghostscript, poppler and pikepdf: no program that is free to use validates it as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from .report import Faults
from .tools import output, run

# The fixtures that are printed: the real bulletin, one with everything in it, a Chinese one and an official Chinese one.
STEMS = ("pujiang-2023-06", "kitchen-sink", "zh-2024-03", "gongwen-2024-05")

_LIGHT = {"/DeviceRGB", "/CalRGB", "/CalGray", "/Lab", "/RGB"}
_INKS = {"/DeviceCMYK", "/DeviceGray"}
_ACTIONS = ("/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/Outlines")
# By how much one box may reach out of another, points: poppler and pikepdf round differently.
_ROUNDING = 0.01
# The least coverage that counts, per cent of the page.
_TRACE = 0.001


def label(file: Path) -> Faults:
    """Poppler knows the file for what it is, and sees boxes one inside the other."""
    said = output("pdfinfo", "-box", file)
    facts = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    named = facts.get("PDF subtype", "none").strip()
    faults = [] if named == "PDF/X-4" else [f"poppler takes it for {named}"]
    boxes = [[float(side) for side in facts.get(name, "0 0 0 0").split()] for name in ("TrimBox", "BleedBox", "MediaBox")]
    if not all(_inside(inner, outer) for inner, outer in zip(boxes, boxes[1:], strict=False)):
        faults.append(f"boxes are not nested: {boxes}")
    return faults


def _inside(inner: list[float], outer: list[float]) -> bool:
    left, bottom, right, top = (side - other for side, other in zip(inner, outer, strict=True))
    return left >= -_ROUNDING and bottom >= -_ROUNDING and right <= _ROUNDING and top <= _ROUNDING


def ink(file: Path) -> Faults:
    """Inside the trim, pages without coloured pictures have black, and red of as much magenta as yellow, and nothing else."""
    done = run("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dUseTrimBox", "-sDEVICE=ink_cov", "-o", "-", file)
    rows = [line.split() for line in done.stdout.splitlines() if "CMYK" in line]
    with pikepdf.open(file) as pdf:
        pictured = [_has_coloured_picture(page) for page in pdf.pages]
    if done.returncode != 0 or len(rows) != len(pictured):
        return [f"Ghostscript measured {len(rows)} of {len(pictured)} pages: {done.stderr.strip()[:200]}"]
    faults = []
    for number, (row, coloured) in enumerate(zip(rows, pictured, strict=True), start=1):
        cyan, magenta, yellow, _ = (float(part) for part in row[:4])
        if not coloured and (cyan > _TRACE or abs(magenta - yellow) > _TRACE):
            faults.append(f"page {number} takes {cyan} % cyan, {magenta} % magenta and {yellow} % yellow")
    return faults


def _has_coloured_picture(page: pikepdf.Page) -> bool:
    return any(picture.get("/ColorSpace") == pikepdf.Name.DeviceCMYK for picture in page.images.values())


def clauses(file: Path) -> Faults:
    """What ISO 15930-7 demands, read with a reader that is not ours."""
    with pikepdf.open(file) as pdf:
        return [*_said(pdf), *_intents(pdf), *_pages(pdf), *_colours(pdf)]


def _said(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What the file says of itself, in Info and in XMP."""
    info = pdf.docinfo
    with pdf.open_metadata() as metadata:
        for key, old in (("pdfxid:GTS_PDFXVersion", "/GTS_PDFXVersion"), ("dc:title", "/Title")):
            if not metadata.get(key) or str(info.get(old)) != str(metadata.get(key)):
                yield f"{key} is {metadata.get(key)!r}, and {old} is {info.get(old)!r}"
        if metadata.get("pdfxid:GTS_PDFXVersion") != "PDF/X-4":
            yield "the metadata do not name the standard"
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"):
            if not metadata.get(key):
                yield f"the metadata lack {key}"
        if str(info.get("/Trapped")) not in ("/True", "/False") or metadata.get("pdf:Trapped") != str(info.get("/Trapped"))[1:]:
            yield "it is not known whether it is trapped"
    if not (_version(pdf) <= (1, 6)):
        yield f"its version is {pdf.pdf_version}"
    if pdf.is_encrypted or len(pdf.trailer.get("/ID", [])) != 2:
        yield "it is encrypted or has no identifier"
    yield from (f"the catalog has {key}" for key in _ACTIONS if key in pdf.Root)


def _version(pdf: pikepdf.Pdf) -> tuple[int, ...]:
    return tuple(int(part) for part in pdf.pdf_version.split("."))


def _intents(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [intent for intent in pdf.Root.get("/OutputIntents", []) if intent.get("/S") == pikepdf.Name.GTS_PDFX]
    if len(intents) != 1:
        yield f"it has {len(intents)} output intents"
        return
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield "the output intent names no printing condition"
    profile = intents[0].get("/DestOutputProfile")
    head = profile.read_bytes()[:128] if isinstance(profile, pikepdf.Stream) else b""
    if (head[12:16], head[16:20], head[36:40]) != (b"prtr", b"CMYK", b"acsp") or int(profile.get("/N", 0)) != 4:
        yield "the profile of the output intent is not that of a press in four inks"


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        missing = [box for box in ("/MediaBox", "/TrimBox") if box not in page]
        if missing or "/ArtBox" in page or "/Annots" in page:
            yield f"page {number} lacks {missing} or has an ArtBox or annotations"
            continue
        trim, media = ([float(side) for side in page[box]] for box in ("/TrimBox", "/MediaBox"))
        bleed = [float(side) for side in page.get("/BleedBox", page["/TrimBox"])]
        if not (_inside(trim, bleed) and _inside(bleed, media)):
            yield f"page {number} has boxes that are not nested"


def _colours(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        yield from (f"an object names {name}" for name in sorted(_names(thing) & _LIGHT))
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            group = thing.get("/Group", {})
            if str(group.get("/CS", "/DeviceCMYK")) not in _INKS:
                yield "a transparency group is not in inks"
            if thing.get("/Type") == pikepdf.Name.Action or "/JS" in thing or "/A" in thing or "/AA" in thing:
                yield "an object acts"
        if isinstance(thing, pikepdf.Stream):
            yield from _stream(thing)
    for number, page in enumerate(pdf.pages, start=1):
        yield from (f"page {number} {fault}" for fault in _painted(page))


def _stream(stream: pikepdf.Stream) -> Iterator[str]:
    if "LZWDecode" in str(stream.get("/Filter", "")) or stream.get("/Subtype") == pikepdf.Name("/PS"):
        yield "a stream is packed with LZW or is PostScript"
    if stream.get("/Subtype") == pikepdf.Name.Form or "/PatternType" in stream:
        yield from (f"a form {fault}" for fault in _painted(stream))


def _painted(content: Any) -> Iterator[str]:
    for instruction in pikepdf.parse_content_stream(content):
        operator = str(instruction.operator)
        light = operator in ("cs", "CS") and str(instruction.operands[0]) in _LIGHT
        if operator in ("rg", "RG") or light:
            yield f"is painted with {operator}"
            return


def _names(thing: Any) -> set[str]:
    """Every name that is a value in an object, and not below another object."""
    if isinstance(thing, pikepdf.Name):
        return {str(thing)}
    values: list[Any] = []
    if isinstance(thing, pikepdf.Array):
        values = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        values = [thing[key] for key in thing.keys()]
    return {name for value in values if not getattr(value, "is_indirect", False) for name in _names(value)}


def words(printed: Path, read: Path) -> Faults:
    """The words inside the trim are those of the file for readers, in their order."""
    return _compared(_texts(read), _texts(printed))


def imposed_words(printed: Path, read: Path) -> Faults:
    """The halves of each sheet hold the pages that a folded booklet needs there, and blanks where there are none."""
    texts = _texts(read)
    sheets = -(-len(texts) // 4)
    texts += [[]] * (4 * sheets - len(texts))
    last = 4 * sheets - 1
    sides = [side for sheet in range(sheets) for side in ((last - 2 * sheet, 2 * sheet), (2 * sheet + 1, last - 2 * sheet - 1))]
    return _compared([texts[page] for side in sides for page in side], _texts(printed, halves=2))


def _compared(expected: list[list[str]], found: list[list[str]]) -> Faults:
    if len(expected) != len(found):
        return [f"{len(found)} places hold pages, not {len(expected)}"]
    faults = []
    for number, (wanted, had) in enumerate(zip(expected, found, strict=True), start=1):
        lost, added = Counter(wanted) - Counter(had), Counter(had) - Counter(wanted)
        if lost or added:
            faults.append(f"place {number}: lost {dict(lost)}, added {dict(added)}")
        elif wanted != had:
            faults.append(f"place {number}: the words stand in another order")
    return faults


def _texts(file: Path, halves: int = 1) -> list[list[str]]:
    """The words inside the trim of each page, or of each half of it, left and right."""
    with pikepdf.open(file) as pdf:
        pages = len(pdf.pages)
        left, bottom, right, top = (float(side) for side in pdf.pages[0].trimbox)
        height = float(pdf.pages[0].mediabox[3])
    width = (right - left) / halves
    texts = []
    for page in range(1, pages + 1):
        for half in range(halves):
            sides = {"-x": left + half * width, "-y": height - top, "-W": width, "-H": top - bottom, "-f": page, "-l": page}
            crop = [part for option, length in sides.items() for part in (option, str(round(length)))]
            texts.append(output("pdftotext", "-raw", "-enc", "UTF-8", "-r", "72", *crop, file, "-").split())
    if not any(texts):
        raise ValueError(f"{file.name} has no words")
    return texts
