"""Small sound and broken files, made by hand or by other programs, for the self-test."""

from __future__ import annotations

import zipfile
from itertools import count
from pathlib import Path

import pikepdf

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

    def _one_page(self, content: bytes) -> pikepdf.Pdf:
        pdf = pikepdf.new()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        pdf.pages[0].Contents = pdf.make_stream(content)
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
