"""Manuscripts by python-docx, with its own template; what it has no call for is put in as XML, as its users do.

    python_docx.py FOLDER PICTURES
"""

import sys
from pathlib import Path

from docx import Document
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm

FOLDER, PICTURES = map(Path, sys.argv[1:3])


def xml(text):
    """An element of the main vocabulary."""
    name = text[1:].split()[0].split(">")[0].split("/")[0]
    return parse_xml(text.replace(f"<{name}", f"<{name} {nsdecls('w', 'r', 'm', 'wp', 'a', 'pic')}", 1))


def field(paragraph, instruction, *shown):
    """A field of several runs."""
    for part in ("begin", None, "separate"):
        run = paragraph.add_run()
        run._r.append(xml(f'<w:fldChar w:fldCharType="{part}"/>') if part else xml(f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>'))
    for words in shown:
        paragraph.add_run(words)
    paragraph.add_run()._r.append(xml('<w:fldChar w:fldCharType="end"/>'))


def minutes():
    """Styles of the template, lists, merged cells, pictures, remarks."""
    document = Document()
    document.core_properties.title = "Minutes of the spring meeting"
    document.add_heading("Minutes of the spring meeting", 0)
    document.add_paragraph("Held in the old town hall", style="Subtitle")
    document.add_heading("Present", 1)
    for words in ("The mayor", "Two councillors", "The clerk"):
        document.add_paragraph(words, style="List Bullet")
    document.add_paragraph("one of them by telephone", style="List Bullet 2")
    document.add_paragraph("and for one hour only", style="List Bullet 3")
    document.add_heading("Business", 1)
    document.add_heading("The bridge", 2)
    paragraph = document.add_paragraph("It was agreed ")
    paragraph.add_run("unanimously").bold = True
    paragraph.add_run(", and ")
    paragraph.add_run("without debate").italic = True
    remarked = paragraph.add_run(", to repair the bridge")
    paragraph.add_run(" for € 12 000.")
    document.add_comment(remarked, text="By whom?", author="Clerk", initials="C")
    for words in ("Ask three builders.", "Take the cheapest.", "Begin in May."):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("The repairs are to end before the harvest.", style="List Continue")
    document.add_paragraph("A bridge is a promise.", style="Quote")
    document.add_paragraph("A promise is a bridge.", style="Intense Quote")
    document.add_heading("The accounts", 2)
    document.add_paragraph("Table 1: Accounts", style="Caption")
    table = document.add_table(rows=5, cols=4, style="Light Grid Accent 1")
    cells = [["Year", "Income", "", "Spent"], ["", "taxes", "fees", ""], ["2022", "10", "2", "11"], ["2023", "12", "3", "14"], ["Both years", "", "", "2 saved"]]
    for row, texts in zip(table.rows, cells):
        for cell, words in zip(row.cells, texts):
            cell.text = words
    for (top, left), (bottom, right) in (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (1, 3)), ((4, 0), (4, 2))):
        merged = table.cell(top, left).merge(table.cell(bottom, right))
        for empty in [paragraph for paragraph in merged.paragraphs[1:] if not paragraph.text]:
            empty._p.getparent().remove(empty._p)
    inner = table.cell(2, 3).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "of these", "3 lent"
    document.add_picture(str(PICTURES / "map.png"), width=Cm(6))
    document.add_paragraph("Figure 1: The bridge from the south", style="Caption")
    paragraph = document.add_paragraph("In a line: ")
    paragraph.add_run().add_picture(str(PICTURES / "chart.jpg"), height=Cm(1))
    paragraph.add_run(" and on.")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("A new line.")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    document.add_heading("Next meeting", 1)
    paragraph = document.add_paragraph("Monday\t9 June\t10.30")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(60), WD_TAB_ALIGNMENT.LEFT)
    document.add_paragraph("Signed, the clerk", style="No Spacing")
    document.save(str(FOLDER / "python-docx-minutes.docx"))


def form():
    """Content controls, fields, bookmarks, symbols, links, tracked changes, an equation, readings: all put in as XML."""
    document = Document()
    body = document.element.body
    document.add_heading("Application for a mooring", 1)
    paragraph = document.add_paragraph("Name of the ship: ")
    paragraph._p.append(xml('<w:sdt><w:sdtPr><w:alias w:val="Ship"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>Seagull</w:t></w:r></w:sdtContent></w:sdt>'))
    block = '<w:sdt><w:sdtPr><w:alias w:val="Owner"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>The owner lives ashore.</w:t></w:r></w:p><w:sdt><w:sdtContent><w:p><w:r><w:t>The master lives aboard.</w:t></w:r></w:p></w:sdtContent></w:sdt></w:sdtContent></w:sdt>'
    body.insert(len(body) - 1, xml(block))
    paragraph = document.add_paragraph("Berth wanted: ")
    paragraph._p.append(xml('<w:sdt><w:sdtPr><w:comboBox><w:listItem w:displayText="North" w:value="n"/><w:listItem w:displayText="South" w:value="s"/></w:comboBox></w:sdtPr><w:sdtContent><w:r><w:t>North</w:t></w:r></w:sdtContent></w:sdt>'))
    document.add_heading("Conditions", 2)
    paragraph = document.add_paragraph()
    paragraph._p.append(xml('<w:bookmarkStart w:id="7" w:name="fees"/>'))
    paragraph.add_run("Fees are due on the ")
    paragraph.add_run("1")
    paragraph.add_run("st").font.superscript = True
    paragraph.add_run(" of the month.")
    paragraph._p.append(xml('<w:bookmarkEnd w:id="7"/>'))
    paragraph = document.add_paragraph("See ")
    field(paragraph, "REF fees \\h", "Fees are due", " on the 1st of the month.")
    paragraph.add_run(" on page ")
    field(paragraph, "PAGEREF fees \\h", "1")
    paragraph.add_run(" and ")
    field(paragraph, 'HYPERLINK "https://example.org/rules" \\o "The rules"', "the rules", " of the port")
    paragraph.add_run(", printed on ")
    paragraph._p.append(xml('<w:fldSimple w:instr=" DATE \\@ &quot;d MMMM yyyy&quot; "><w:r><w:t>3 March 2024</w:t></w:r></w:fldSimple>'))
    paragraph.add_run(".")
    tie = document.part.relate_to("https://example.org/map", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True)
    paragraph = document.add_paragraph("The berths are on ")
    paragraph._p.append(xml(f'<w:hyperlink r:id="{tie}"><w:r><w:t>the </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>map</w:t></w:r></w:hyperlink>'))
    paragraph.add_run("; the conditions begin ")
    paragraph._p.append(xml('<w:hyperlink w:anchor="fees"><w:r><w:t>above</w:t></w:r></w:hyperlink>'))
    paragraph.add_run(".")
    paragraph = document.add_paragraph("Signs: ")
    for face, sign in (("Wingdings", "F0FE"), ("Symbol", "F061"), ("Wingdings", "F0E0")):
        paragraph.add_run()._r.append(xml(f'<w:sym w:font="{face}" w:char="{sign}"/>'))
    run = paragraph.add_run(" non")
    run._r.append(xml("<w:noBreakHyphen/>"))
    run._r.append(xml("<w:t>breaking, soft</w:t>"))
    run._r.append(xml("<w:softHyphen/>"))
    run._r.append(xml("<w:t>ened, tab</w:t>"))
    run._r.append(xml("<w:tab/>"))
    run._r.append(xml("<w:t>bed.</w:t>"))
    document.add_heading("Changes", 2)
    paragraph = document.add_paragraph("The fee is ")
    mark = 'w:author="Clerk" w:date="2024-03-01T10:00:00Z"'
    paragraph._p.append(xml(f'<w:del w:id="1" {mark}><w:r><w:delText>ten</w:delText></w:r></w:del>'))
    paragraph._p.append(xml(f'<w:ins w:id="2" {mark}><w:r><w:t>twelve</w:t></w:r></w:ins>'))
    paragraph.add_run(" crowns a ")
    paragraph._p.append(xml(f'<w:moveFrom w:id="3" {mark}><w:r><w:t>long </w:t></w:r></w:moveFrom>'))
    paragraph.add_run("week, or a ")
    paragraph._p.append(xml(f'<w:moveTo w:id="4" {mark}><w:r><w:t>long </w:t></w:r></w:moveTo>'))
    paragraph.add_run("month.")
    table = document.add_table(rows=3, cols=2, style="Table Grid")
    for row, words in zip(table.rows, ("kept", "taken out", "put in")):
        row.cells[0].text, row.cells[1].text = words, "row"
    for row, kind in ((1, "del"), (2, "ins")):
        table.rows[row]._tr.get_or_add_trPr().append(xml(f'<w:{kind} w:id="{row + 8}" {mark}/>'))
    deleted = table.rows[1]._tr
    for run in list(deleted.iter(qn("w:r"))):
        gone = xml(f'<w:del w:id="20" {mark}/>')
        run.addprevious(gone)
        gone.append(run)
        for words in run.iter(qn("w:t")):
            words.tag = qn("w:delText")
    document.add_heading("Formulas and readings", 2)
    paragraph = document.add_paragraph("The draught is ")
    paragraph._p.append(xml("<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"))
    paragraph.add_run(" and the port is ")
    for word, reading in (("港", "gǎng"), ("口", "kǒu")):
        ruby = f'<w:ruby><w:rubyPr><w:rubyAlign w:val="center"/></w:rubyPr><w:rt><w:r><w:t>{reading}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{word}</w:t></w:r></w:rubyBase></w:ruby>'
        paragraph.add_run()._r.append(xml(ruby))
    paragraph.add_run(".")
    document.add_paragraph("Shown.").add_run(" Hidden.").font.hidden = True
    document.save(str(FOLDER / "python-docx-form.docx"))


def gongwen():
    """Headings in Chinese that look, without any style: sizes, faces, numbers typed by hand."""
    document = Document()
    for face in (document.styles["Normal"].element.get_or_add_rPr(),):
        face.append(xml('<w:rFonts w:eastAsia="仿宋_GB2312"/>'))
    def line(words, size=None, face=None, bold=False):
        run = document.add_paragraph().add_run(words)
        run.font.bold = bold or None
        if size:
            run.font.size = int(size * 12700)
        if face:
            run._r.get_or_add_rPr().append(xml(f'<w:rFonts w:eastAsia="{face}"/>'))
    line("关于做好汛期安全工作的通知", 22, "方正小标宋简体")
    line("各乡镇人民政府，县直各部门：")
    line("为切实做好今年汛期安全工作，现就有关事项通知如下。")
    line("一、加强组织领导", 16, "黑体", True)
    line("各级各部门要落实责任，主要负责同志亲自抓。")
    line("（一）明确分工", 16, "楷体_GB2312", True)
    line("县防汛办负责统筹，水务局负责巡查。")
    line("（二）落实值班", 16, "楷体_GB2312", True)
    line("汛期实行24小时值班制度，联系电话：0512-0000。")
    line("二、做好物资储备", 16, "黑体", True)
    line("储备编织袋2万条、块石500立方米。")
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    for row, texts in zip(table.rows, [["序号", "物资", "数量"], ["1", "编织袋", "2万条"], ["2", "块石", "500立方米"]]):
        for cell, words in zip(row.cells, texts):
            cell.text = words
    line("附件：1．责任分工表")
    line("2024年5月6日")
    document.save(str(FOLDER / "python-docx-gongwen.docx"))


minutes()
form()
gongwen()
