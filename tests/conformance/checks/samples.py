"""Small sound and broken files, made by hand or by other programs, for the self-test."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import bagit
import pikepdf

_MM = 72 / 25.4

Change = Callable[[pikepdf.Pdf], object]

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

# One for each of the five faults of `docx_marks`, and the second kind of some.
BROKEN_BODIES = [
    '<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>',
    '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="2" w:name="a"/><w:bookmarkEnd w:id="2"/></w:p>',
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
    '<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
    '<w:p><w:hyperlink w:anchor="nowhere"><w:r><w:t>Words.</w:t></w:r></w:hyperlink></w:p>',
    "<w:p><w:r><w:instrText>PAGEREF nowhere \\h</w:instrText></w:r></w:p>",
    '<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>',
]

_DOCTYPE = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.3 20210610//EN" "JATS-archivearticle1-3.dtd">\n'

# A page with one text, one note and one running head, tagged as such.
_TAGGED_PAGE = b"""BT /F 12 Tf
/Artifact BMC 1 0 0 1 72 800 Tm (Running head) Tj EMC
/P <</MCID 0>> BDC 1 0 0 1 72 700 Tm (The text.) Tj EMC
/P <</MCID 1>> BDC 1 0 0 1 72 72 Tm (The note.) Tj EMC
ET"""


_PROFILE = b"\0" * 12 + b"prtrCMYK" + b"\0" * 16 + b"acsp" + b"\0" * 88

_XMP = {
    "pdfxid:GTS_PDFXVersion": "PDF/X-4",
    "pdf:Trapped": "False",
    "dc:title": "Words",
    "xmp:CreateDate": "2023-09-22T00:00:00Z",
    "xmp:ModifyDate": "2023-09-22T00:00:00Z",
    "xmp:MetadataDate": "2023-09-22T00:00:00Z",
    "xmpMM:DocumentID": "one",
    "xmpMM:VersionID": "1",
    "xmpMM:RenditionClass": "default",
}


def _intent(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.OutputIntents[0]


def _without(key: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            del metadata[key]

    return change


def _on_page(key: str, value: pikepdf.Object) -> Change:
    return lambda pdf: pdf.pages[0].obj.__setitem__(key, value)


def _holding(thing: dict[str, object]) -> Change:
    return lambda pdf: pdf.Root.__setitem__("/Kept", pdf.make_indirect(pikepdf.Dictionary(thing)))


def _form(content: bytes, **keys: object) -> Change:
    return lambda pdf: pdf.Root.__setitem__("/Kept", pdf.make_stream(content, Subtype=pikepdf.Name.Form, **keys))


# One for each demand of `press.clauses`.
BROKEN_PRESS: list[Change] = [
    *(_without(key) for key in _XMP if key != "dc:title"),
    lambda pdf: pdf.docinfo.__setitem__("/Title", "Other words"),
    lambda pdf: pdf.docinfo.__setitem__("/Trapped", pikepdf.Name.Unknown),
    lambda pdf: pdf.Root.__setitem__("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript)),
    lambda pdf: pdf.Root.__setitem__("/AcroForm", pikepdf.Dictionary()),
    lambda pdf: pdf.Root.__setitem__("/OCProperties", pikepdf.Dictionary()),
    lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    lambda pdf: _intent(pdf).__setitem__("/S", pikepdf.Name.GTS_PDFA1),
    lambda pdf: _intent(pdf).__delitem__("/OutputConditionIdentifier"),
    lambda pdf: _intent(pdf).__setitem__("/DestOutputProfile", pdf.make_stream(_PROFILE.replace(b"prtr", b"mntr"), N=4)),
    lambda pdf: _intent(pdf).__setitem__("/DestOutputProfile", pdf.make_stream(_PROFILE.replace(b"CMYK", b"RGB "), N=3)),
    lambda pdf: pdf.pages[0].obj.__delitem__("/TrimBox"),
    _on_page("/ArtBox", pikepdf.Array([0, 0, 9, 9])),
    _on_page("/Annots", pikepdf.Array()),
    _on_page("/BleedBox", pikepdf.Array([30, 30, 60, 60])),
    _form(b"1 0 0 rg"),
    _form(b"/DeviceRGB cs"),
    _form(b"", Group=pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Array([pikepdf.Name.Separation]))),
    _form(b"", ColorSpace=pikepdf.Name.DeviceRGB),
    _holding({"/ColorSpace": pikepdf.Array([pikepdf.Name.CalRGB, pikepdf.Dictionary()])}),
    _holding({"/Type": pikepdf.Name.Action}),
    _holding({"/JS": "app.beep()"}),
]


def _shown(words: bytes, left: int = 72) -> bytes:
    return b"BT /F 12 Tf %d 700 Td (%s) Tj ET" % (left, words)


class Samples:
    """Makes samples in a folder, each under a new name."""

    def __init__(self, folder: Path) -> None:
        """Samples go to `folder`."""
        self.folder = folder
        self._numbers = count()

    def _path(self, extension: str) -> Path:
        return self.folder / f"sample-{next(self._numbers)}.{extension}"

    def new_folder(self) -> Path:
        """An empty folder."""
        path = self._path("folder")
        path.mkdir()
        return path

    def program(self, script: str) -> Path:
        """A program that stands in for ours."""
        path = self._path("sh")
        path.write_text(f"#!/usr/bin/env bash\n{script}\n")
        path.chmod(0o755)
        return path

    def source(self) -> Path:
        """An input for such programs."""
        path = self.folder / "source.md"
        path.write_text("Words.\n")
        return path

    def bag(self) -> Path:
        """A bag of one file, made by the reference program."""
        folder = self.new_folder()
        (folder / "source.md").write_text("Words.\n")
        bagit.make_bag(str(folder), checksums=["sha256", "sha512"])
        return folder

    def zipped(self, folder: Path) -> Path:
        """A folder in a zip file."""
        path = self._path("zip")
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted(folder.rglob("*")):
                archive.write(file, Path(folder.name) / file.relative_to(folder))
        return path

    def pdf_without_claims(self) -> Path:
        """A sound PDF whose font is not embedded, and which says nothing about archives or tags."""
        path = self._path("pdf")
        pdf = self._one_page(b"BT /F 12 Tf 72 700 Td (Words.) Tj ET")
        pdf.save(path)
        return path

    def pdf_torn(self) -> Path:
        """A PDF that ends in its middle."""
        whole = self.pdf_without_claims().read_bytes()
        path = self._path("pdf")
        path.write_bytes(whole[: len(whole) // 2])
        return path

    def pdf_tagged(self) -> Path:
        """A PDF with furniture, text and a note, tagged."""
        pdf = self._one_page(_TAGGED_PAGE)
        page, name = pdf.pages[0].obj, pikepdf.Name
        root, whole, text, note, in_note = (pdf.make_indirect(pikepdf.Dictionary()) for _ in range(5))
        for element, kind, parent, children in (
            (whole, name.Document, root, [text, note]),
            (text, name.P, whole, [0]),
            (note, name.Note, whole, [in_note]),
            (in_note, name.P, note, [1]),
        ):
            element.Type, element.S, element.P, element.Pg, element.K = name.StructElem, kind, parent, page, pikepdf.Array(children)
        root.Type, root.K = name.StructTreeRoot, pikepdf.Array([whole])
        root.ParentTree = pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Array([text, in_note])]))
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.Root.StructTreeRoot = root
        pdf.pages[0].StructParents = 0
        path = self._path("pdf")
        pdf.save(path)
        return path

    def pdf_around(self, content: bytes, relation: str = "/Source") -> Path:
        """A PDF with a file inside."""
        pdf = self._one_page(b"")
        found = pikepdf.AttachedFileSpec(pdf, content, filename="source.md", relationship=pikepdf.Name(relation))
        pdf.attachments["source.md"] = found
        pdf.Root.AF = pikepdf.Array([found.obj])
        path = self._path("pdf")
        pdf.save(path)
        return path

    def pdf_press(self, change: Change | None = None, content: bytes = b"0 0 0 1 k 50 50 40 40 re f") -> Path:
        """A page for the press that keeps to every clause, then changed."""
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(200, 200))
        page, name = pdf.pages[0], pikepdf.Name
        page.Contents = pdf.make_stream(content)
        page.obj["/TrimBox"], page.obj["/BleedBox"] = pikepdf.Array([20, 20, 180, 180]), pikepdf.Array([12, 12, 188, 188])
        profile = pdf.make_stream(_PROFILE, N=4)
        intent = pikepdf.Dictionary(Type=name.OutputIntent, S=name.GTS_PDFX, OutputConditionIdentifier="FOGRA39", DestOutputProfile=profile)
        pdf.Root.OutputIntents = pikepdf.Array([intent])
        pdf.docinfo["/Title"], pdf.docinfo["/Trapped"], pdf.docinfo["/GTS_PDFXVersion"] = "Words", name("/False"), "PDF/X-4"
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata.register_xml_namespace("http://www.npes.org/pdfx/ns/id/", "pdfxid")
            for key, value in _XMP.items():
                metadata[key] = value
        if change:
            change(pdf)
        path = self._path("pdf")
        pdf.save(path, force_version="1.6", deterministic_id=True)
        return path

    def pdf_words(self, pages: list[bytes]) -> Path:
        """A page for each of some words."""
        pdf = self._pages(*map(_shown, pages))
        path = self._path("pdf")
        pdf.save(path)
        return path

    def pdf_press_words(self, pages: list[bytes]) -> Path:
        """A trimmed page of words with a name outside the trim; of two pages, the front and back of their sheet."""
        name = b" BT /F 12 Tf 72 5 Td (Name) Tj ET"
        sides = [_shown(pages[0], 372 if len(pages) > 1 else 72), *map(_shown, pages[1:])]
        pdf = self._pages(*(side + name for side in sides))
        for page in pdf.pages:
            page.obj["/TrimBox"] = pikepdf.Array([40, 40, 560, 800])
        path = self._path("pdf")
        pdf.save(path)
        return path

    def pdf_chinese(self, lines: list[str], square: float = 156 / 28 * _MM, pitch: float = 29.53125, shift: float = 0, reading: str = "") -> Path:
        """An official page of lines of full-width characters, each `square` after the one before it, with a reading over the first."""
        pdf = self._one_page(b"")
        name = pikepdf.Name
        face = pikepdf.Dictionary(Type=name.FontDescriptor, FontName=name("/STSong-Light"), Flags=4, FontBBox=[0, -120, 1000, 880], ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=880, StemV=80)
        system = pikepdf.Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("GB1"), Supplement=0)
        one = pikepdf.Dictionary(Type=name.Font, Subtype=name.CIDFontType0, BaseFont=name("/STSong-Light"), CIDSystemInfo=system, FontDescriptor=pdf.make_indirect(face))
        whole = pikepdf.Dictionary(Type=name.Font, Subtype=name.Type0, BaseFont=name("/STSong-Light"), Encoding=name("/UniGB-UCS2-H"), DescendantFonts=pikepdf.Array([pdf.make_indirect(one)]))
        page = pdf.pages[0]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=whole))
        page.MediaBox = pikepdf.Array([0, 0, 210 * _MM, 297 * _MM])
        shown = [
            f"1 0 0 1 {28 * _MM + shift:.4f} {260 * _MM - 0.88 * 15.75 - at * pitch:.4f} Tm <{line.encode('utf-16-be').hex()}> Tj"
            for at, line in enumerate(lines)
        ]
        over = f"/F 7.5 Tf 0 Tc 1 0 0 1 {28 * _MM:.4f} {260 * _MM:.4f} Tm <{reading.encode('utf-16-be').hex()}> Tj"
        page.Contents = pdf.make_stream(f"BT /F 15.75 Tf {square - 15.75:.4f} Tc {' '.join(shown)} {over} ET".encode())
        path = self._path("pdf")
        pdf.save(path)
        return path

    def _one_page(self, content: bytes) -> pikepdf.Pdf:
        return self._pages(content)

    def _pages(self, *contents: bytes) -> pikepdf.Pdf:
        pdf = pikepdf.new()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for content in contents:
            page = pdf.add_blank_page(page_size=(595, 842))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.Contents = pdf.make_stream(content)
        return pdf

    def docx(self, body: str = "<w:p><w:r><w:t>Sound words.</w:t></w:r></w:p>") -> Path:
        """The smallest package that Word opens, around `body`."""
        path = self._path("docx")
        with zipfile.ZipFile(path, "w") as package:
            package.writestr(
                "[Content_Types].xml",
                f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
            )
            package.writestr(
                "_rels/.rels",
                f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
            )
            package.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>")
        return path

    def docx_torn(self) -> Path:
        """A package that is torn in its middle."""
        whole = self.docx().read_bytes()
        path = self._path("docx")
        path.write_bytes(whole[: len(whole) // 2])
        return path

    def jats(self, body: str = "<p>Sound words.</p>", doctype: str = _DOCTYPE) -> Path:
        """The smallest valid article, around `body`."""
        path = self._path("xml")
        front = "<front><article-meta><title-group><article-title>Title</article-title></title-group></article-meta></front>"
        path.write_text(f'{doctype}<article article-type="other">{front}<body>{body}</body></article>', encoding="utf-8")
        return path

    def page(self, body: str = "<main><h1>Sound words.</h1></main>", head: str = "") -> Path:
        """A page around a body."""
        path = self._path("html")
        text = f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Page</title>{head}</head><body>{body}</body></html>\n'
        path.write_text(text, encoding="utf-8")
        return path

    def book(self, body: str = "<p>Sound words.</p>", modified: str = "2023-09-22T00:00:00Z") -> Path:
        """A book of one text and its contents."""
        path = self._path("epub")
        opening = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en"><head><title>Book</title></head><body>'
        nav = '<nav epub:type="toc"><ol><li><a href="issue.xhtml">Book</a></li></ol></nav>'
        container = '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
        package = f'''<?xml version="1.0" encoding="UTF-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:x</dc:identifier><dc:title>Book</dc:title><dc:language>en</dc:language><meta property="dcterms:modified">{modified}</meta></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="issue" href="issue.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="issue"/></spine></package>'''
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("mimetype", "application/epub+zip")
            packed.writestr("META-INF/container.xml", container)
            packed.writestr("EPUB/package.opf", package)
            packed.writestr("EPUB/nav.xhtml", f"{opening}{nav}</body></html>")
            packed.writestr("EPUB/issue.xhtml", f"{opening}{body}</body></html>")
        return path
