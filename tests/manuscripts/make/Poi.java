// Manuscripts by Apache POI: its own calls where it has them, the beans of the schema where it has none.
//   java -cp 'JARS/*' Poi.java FOLDER PICTURES
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import org.apache.poi.util.Units;
import org.apache.poi.xddf.usermodel.chart.*;
import org.apache.poi.xwpf.usermodel.*;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.*;

public class Poi {
    static Path folder, pictures;

    public static void main(String[] arguments) throws Exception {
        folder = Path.of(arguments[0]);
        pictures = Path.of(arguments[1]);
        assessment();
        statute();
    }

    static void save(XWPFDocument document, String name) throws Exception {
        try (FileOutputStream out = new FileOutputStream(folder.resolve(name).toFile())) {
            document.write(out);
        }
    }

    static void style(XWPFDocument document, String id, String name, int level) {
        CTStyle style = CTStyle.Factory.newInstance();
        style.setStyleId(id);
        style.addNewName().setVal(name);
        style.setType(STStyleType.PARAGRAPH);
        if (level >= 0) style.addNewPPr().addNewOutlineLvl().setVal(BigInteger.valueOf(level));
        document.createStyles().addStyle(new XWPFStyle(style));
    }

    static XWPFParagraph line(XWPFDocument document, String style, String words) {
        XWPFParagraph paragraph = document.createParagraph();
        if (style != null) paragraph.setStyle(style);
        paragraph.createRun().setText(words);
        return paragraph;
    }

    static BigInteger counting(XWPFDocument document, int id, String[]... levels) {
        CTAbstractNum kind = CTAbstractNum.Factory.newInstance();
        kind.setAbstractNumId(BigInteger.valueOf(id));
        for (int at = 0; at < levels.length; at++) {
            CTLvl level = kind.addNewLvl();
            level.setIlvl(BigInteger.valueOf(at));
            level.addNewStart().setVal(BigInteger.ONE);
            level.addNewNumFmt().setVal(STNumberFormat.Enum.forString(levels[at][0]));
            level.addNewLvlText().setVal(levels[at][1]);
        }
        XWPFNumbering numbering = document.createNumbering();
        return numbering.addNum(numbering.addAbstractNum(new XWPFAbstractNum(kind)));
    }

    static void item(XWPFDocument document, BigInteger counting, int level, String words) {
        XWPFParagraph paragraph = line(document, null, words);
        paragraph.setNumID(counting);
        paragraph.setNumILvl(BigInteger.valueOf(level));
    }

    static void picture(XWPFRun run, String name, int type, String words) throws Exception {
        try (FileInputStream in = new FileInputStream(pictures.resolve(name).toFile())) {
            run.addPicture(in, type, name, Units.toEMU(120), Units.toEMU(80));
        }
        run.getCTR().getDrawingArray(0).getInlineArray(0).getDocPr().setDescr(words);
    }

    static void assessment() throws Exception {
        XWPFDocument document = new XWPFDocument();
        document.getProperties().getCoreProperties().setTitle("Assessment of the dike");
        style(document, "Title", "Title", -1);
        for (int level = 0; level < 4; level++) style(document, "Heading" + (level + 1), "heading " + (level + 1), level);
        style(document, "Caption", "caption", -1);
        line(document, "Title", "Assessment of the dike");
        line(document, "Heading1", "Purpose");
        XWPFParagraph paragraph = line(document, null, "The dike was built in ");
        XWPFRun run = paragraph.createRun();
        run.setBold(true);
        run.setText("1871");
        XWPFFootnote note = document.createFootnote();
        note.createParagraph().createRun().setText("By the province, at its own cost.");
        paragraph.addFootnoteReference(note);
        run = paragraph.createRun();
        run.setText(" and raised twice");
        XWPFEndnote end = document.createEndnote();
        end.createParagraph().createRun().setText("In 1902 and 1956; the drawings are lost.");
        paragraph.createRun().getCTR().addNewEndnoteReference().setId(end.getId());
        paragraph.createRun().setText(".");
        line(document, "Heading2", "What was looked at");
        BigInteger numbers = counting(document, 1, new String[] {"decimal", "%1."}, new String[] {"decimal", "%1.%2"}, new String[] {"lowerLetter", "%3)"});
        BigInteger signs = counting(document, 2, new String[] {"bullet", "•"}, new String[] {"bullet", "o"});
        item(document, numbers, 0, "The crest");
        item(document, numbers, 1, "its height");
        item(document, numbers, 2, "above the river");
        item(document, numbers, 2, "above the land");
        item(document, numbers, 1, "its width");
        item(document, numbers, 0, "The foot");
        item(document, signs, 0, "Moles");
        item(document, signs, 1, "and their tunnels");
        line(document, "Heading3", "How");
        paragraph = line(document, null, "On foot,");
        paragraph.createRun().addTab();
        run = paragraph.createRun();
        run.setText("by boat");
        run.addBreak();
        run.setText("and from the air.", 1);
        XWPFHyperlinkRun link = paragraph.createHyperlinkRun("https://example.org/dike");
        link.setText(" See the pictures");
        paragraph.createRun().setText(".");
        line(document, "Heading1", "Findings");
        line(document, "Caption", "Table 1. Heights in metres");
        XWPFTable table = document.createTable(4, 3);
        String[][] words = {{"Stretch", "Height", ""}, {"", "1956", "2023"}, {"Upper", "4.20", "4.05"}, {"Lower", "3.90", "3.70"}};
        for (int row = 0; row < 4; row++) for (int cell = 0; cell < 3; cell++) table.getRow(row).getCell(cell).setText(words[row][cell]);
        table.getRow(0).setRepeatHeader(true);
        table.getRow(1).setRepeatHeader(true);
        table.getRow(0).getCell(0).getCTTc().addNewTcPr().addNewVMerge().setVal(STMerge.RESTART);
        table.getRow(1).getCell(0).getCTTc().addNewTcPr().addNewVMerge();
        table.getRow(0).getCell(1).getCTTc().addNewTcPr().addNewGridSpan().setVal(BigInteger.TWO);
        table.getRow(0).removeCell(2);
        paragraph = document.createParagraph();
        picture(paragraph.createRun(), "map.png", Document.PICTURE_TYPE_PNG, "Where the dike runs");
        line(document, "Caption", "Figure 1. Where the dike runs");
        paragraph = line(document, null, "The weak place is ");
        CTBookmark mark = paragraph.getCTP().addNewBookmarkStart();
        mark.setId(BigInteger.ONE);
        mark.setName("weak");
        paragraph.createRun().setText("at the old sluice");
        paragraph.getCTP().addNewBookmarkEnd().setId(BigInteger.ONE);
        paragraph.createRun().setText(".");
        XWPFComment remark = document.createComments().createComment(BigInteger.ZERO);
        remark.setAuthor("Berg");
        remark.createParagraph().createRun().setText("Which one?");
        paragraph.getCTP().addNewCommentRangeStart().setId(BigInteger.ZERO);
        paragraph.createRun().setText(" It leaks.");
        paragraph.getCTP().addNewCommentRangeEnd().setId(BigInteger.ZERO);
        paragraph.getCTP().addNewR().addNewCommentReference().setId(BigInteger.ZERO);
        paragraph = line(document, null, "Repairs: ");
        CTSimpleField field = paragraph.getCTP().addNewFldSimple();
        field.setInstr(" REF weak \\h ");
        field.addNewR().addNewT().setStringValue("at the old sluice");
        CTRunTrackChange deleted = paragraph.getCTP().addNewDel();
        deleted.setId(BigInteger.valueOf(5));
        deleted.setAuthor("Li");
        deleted.addNewR().addNewDelText().setStringValue(" soon");
        CTRunTrackChange inserted = paragraph.getCTP().addNewIns();
        inserted.setId(BigInteger.valueOf(6));
        inserted.setAuthor("Li");
        inserted.addNewR().addNewT().setStringValue(" now.");
        chart(document);
        document.createHeader(org.apache.poi.wp.usermodel.HeaderFooterType.DEFAULT).createParagraph().createRun().setText("Not part of the words");
        save(document, "poi-assessment.docx");
    }

    static void chart(XWPFDocument document) throws Exception {
        XWPFChart chart = document.createChart(Units.toEMU(200), Units.toEMU(120));
        XDDFCategoryAxis years = chart.createCategoryAxis(AxisPosition.BOTTOM);
        XDDFValueAxis metres = chart.createValueAxis(AxisPosition.LEFT);
        XDDFChartData data = chart.createData(ChartTypes.LINE, years, metres);
        data.addSeries(
            XDDFDataSourcesFactory.fromArray(new String[] {"1902", "1956"}, "A1:A2"),
            XDDFDataSourcesFactory.fromArray(new Double[] {3.9, 4.2}, "B1:B2"));
        chart.plot(data);
    }

    static void statute() throws Exception {
        XWPFDocument document = new XWPFDocument();
        style(document, "a3", "Title", -1);
        style(document, "1", "heading 1", 0);
        style(document, "2", "heading 2", 1);
        line(document, "a3", "河道管理办法");
        BigInteger articles = counting(document, 1, new String[] {"chineseCounting", "第%1章"}, new String[] {"chineseCountingThousand", "第%2条"}, new String[] {"chineseCounting", "（%3）"});
        String[][] lines = {{"1", "0", "总则"}, {"2", "1", "为加强河道管理，制定本办法。"}, {"", "2", "防洪安全；"}, {"", "2", "通航安全。"}, {"2", "1", "本办法适用于县内河道。"}, {"1", "0", "管理"}, {"2", "1", "河道实行分级管理。"}};
        for (String[] one : lines) {
            XWPFParagraph paragraph = line(document, one[0].isEmpty() ? null : one[0], one[2]);
            paragraph.setNumID(articles);
            paragraph.setNumILvl(new BigInteger(one[1]));
        }
        XWPFParagraph paragraph = document.createParagraph();
        XWPFRun run = paragraph.createRun();
        run.setText("县级河道名称：");
        CTRuby ruby = paragraph.getCTP().addNewR().addNewRuby();
        ruby.addNewRubyPr().addNewRubyAlign().setVal(STRubyAlign.CENTER);
        ruby.addNewRt().addNewR().addNewT().setStringValue("lòng");
        ruby.addNewRubyBase().addNewR().addNewT().setStringValue("弄");
        paragraph.createRun().setText("河。");
        CTSdtBlock control = document.getDocument().getBody().addNewSdt();
        control.addNewSdtPr().addNewAlias().setVal("date");
        control.addNewSdtContent().addNewP().addNewR().addNewT().setStringValue("2024年7月1日起施行。");
        XWPFTable table = document.createTable(2, 2);
        table.getRow(0).getCell(0).setText("河道");
        table.getRow(0).getCell(1).setText("级别");
        table.getRow(1).getCell(0).setText("弄河");
        XWPFTableCell cell = table.getRow(1).getCell(1);
        cell.setText("县级");
        cell.addParagraph().createRun().setText("（部分市级）");
        save(document, "poi-statute.docx");
    }
}
