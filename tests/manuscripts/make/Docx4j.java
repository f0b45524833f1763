// Manuscripts by docx4j: parts and relations by its calls, the body from XML that it reads into its classes and writes again.
//   java -cp 'JARS/*' Docx4j.java FOLDER PICTURES
import java.nio.file.Files;
import java.nio.file.Path;
import org.docx4j.XmlUtils;
import org.docx4j.dml.wordprocessingDrawing.Inline;
import org.docx4j.jaxb.Context;
import org.docx4j.openpackaging.packages.WordprocessingMLPackage;
import org.docx4j.openpackaging.parts.WordprocessingML.*;
import org.docx4j.wml.*;

public class Docx4j {
    static final String SPACES = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
        + " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
        + " xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    static Path folder, pictures;
    static WordprocessingMLPackage file;
    static MainDocumentPart main;

    public static void main(String[] arguments) throws Exception {
        folder = Path.of(arguments[0]);
        pictures = Path.of(arguments[1]);
        yearbook();
        notice();
    }

    static Object xml(String text) throws Exception {
        String whole = text.replaceFirst("^<([\\w:]+)", "<$1" + SPACES);
        // A control has several classes, by what it holds.
        boolean control = text.startsWith("<w:sdt>");
        return control ? XmlUtils.unwrap(XmlUtils.unmarshalString(whole, Context.jc, SdtBlock.class)) : XmlUtils.unmarshalString(whole);
    }

    static void add(String... texts) throws Exception {
        for (String text : texts) main.addObject(xml(text));
    }

    static String run(String words) {
        return "<w:r><w:t xml:space=\"preserve\">" + words + "</w:t></w:r>";
    }

    static String line(String inside) {
        return "<w:p>" + inside + "</w:p>";
    }

    static String item(int counting, int level, String words) {
        return line("<w:pPr><w:numPr><w:ilvl w:val=\"" + level + "\"/><w:numId w:val=\"" + counting + "\"/></w:numPr></w:pPr>" + run(words));
    }

    static String cell(String properties, String inside) {
        return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + inside + "</w:tc>";
    }

    static void numbering(String... levels) throws Exception {
        NumberingDefinitionsPart part = new NumberingDefinitionsPart();
        StringBuilder text = new StringBuilder("<w:numbering>");
        for (int kind = 0; kind < levels.length; kind++) text.append("<w:abstractNum w:abstractNumId=\"").append(kind).append("\">").append(levels[kind]).append("</w:abstractNum>");
        for (int kind = 0; kind < levels.length; kind++) text.append("<w:num w:numId=\"").append(kind + 1).append("\"><w:abstractNumId w:val=\"").append(kind).append("\"/></w:num>");
        part.setJaxbElement((Numbering) xml(text + "</w:numbering>"));
        main.addTargetPart(part);
    }

    static String level(int at, String format, String label) {
        return "<w:lvl w:ilvl=\"" + at + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + format + "\"/><w:lvlText w:val=\"" + label + "\"/></w:lvl>";
    }

    static void notes(boolean foot, String... words) throws Exception {
        StringBuilder text = new StringBuilder(foot ? "<w:footnotes>" : "<w:endnotes>");
        String name = foot ? "footnote" : "endnote";
        for (int at = 0; at < words.length; at++)
            text.append("<w:" + name + " w:id=\"" + (at + 2) + "\">" + line("<w:r><w:" + name + "Ref/></w:r>" + run(" " + words[at])) + "</w:" + name + ">");
        text.append(foot ? "</w:footnotes>" : "</w:endnotes>");
        Object read = XmlUtils.unwrap(xml(text.toString()));
        if (foot) {
            FootnotesPart part = new FootnotesPart();
            part.setJaxbElement((CTFootnotes) read);
            main.addTargetPart(part);
        } else {
            EndnotesPart part = new EndnotesPart();
            part.setJaxbElement((CTEndnotes) read);
            main.addTargetPart(part);
        }
    }

    static void picture(String name, String words) throws Exception {
        BinaryPartAbstractImage part = BinaryPartAbstractImage.createImagePart(file, Files.readAllBytes(pictures.resolve(name)));
        Inline inline = part.createImageInline(name, words, 1, 2, false);
        Drawing drawing = Context.getWmlObjectFactory().createDrawing();
        drawing.getAnchorOrInline().add(inline);
        R run = Context.getWmlObjectFactory().createR();
        run.getContent().add(drawing);
        P paragraph = Context.getWmlObjectFactory().createP();
        paragraph.getContent().add(run);
        main.addObject(paragraph);
    }

    static void begin() throws Exception {
        file = WordprocessingMLPackage.createPackage();
        main = file.getMainDocumentPart();
    }

    static void yearbook() throws Exception {
        begin();
        main.addStyledParagraphOfText("Title", "Yearbook of the canals");
        main.addStyledParagraphOfText("Subtitle", "With an account of the locks");
        numbering(level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "bullet", "–"), level(0, "bullet", "•") + level(1, "bullet", "o"));
        notes(true, "Since the opening.", "Without the feeder.");
        notes(false, "After the survey of 2019.");
        main.addStyledParagraphOfText("Heading1", "Waterways");
        add(line(run("The canals are ") + "<w:r><w:rPr><w:b/></w:rPr><w:t>84 km</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"2\"/></w:r>" + run(" long") + "<w:r><w:footnoteReference w:id=\"3\"/></w:r>" + run(" and 2 m deep") + "<w:r><w:endnoteReference w:id=\"2\"/></w:r>" + run(".")));
        main.addStyledParagraphOfText("Heading2", "Locks");
        add(item(1, 0, "Upper lock"), item(1, 1, "gates"), item(1, 1, "walls"), item(1, 2, "north wall"), item(1, 0, "Lower lock"), item(2, 0, "Keepers"), item(2, 1, "and their dogs"));
        main.addStyledParagraphOfText("Heading3", "Tolls");
        add("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"2000\"/></w:tblGrid>"
            + "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("<w:vMerge w:val=\"restart\"/>", line(run("Vessel"))) + cell("<w:gridSpan w:val=\"2\"/>", line(run("Toll"))) + "</w:tr>"
            + "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("<w:vMerge/>", line("")) + cell("", line(run("loaded"))) + cell("", line(run("empty"))) + "</w:tr>"
            + "<w:tr>" + cell("", line(run("Barge"))) + cell("", line(run("4"))) + cell("", line(run("1"))) + "</w:tr>"
            + "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" + cell("", line(run("all"))) + cell("", line(run("others"))) + "</w:tr></w:tbl>");
        picture("map.png", "The canals");
        main.addStyledParagraphOfText("Heading1", "Boxes and controls");
        add("<w:p><w:r><w:t>Beside a box.</w:t></w:r><w:r><w:pict><v:shape style=\"width:200pt;height:60pt\"><v:textbox><w:txbxContent>" + line(run("Words in the box.")) + line(run("More of them.")) + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
            "<w:sdt><w:sdtPr><w:id w:val=\"4\"/><w:tag w:val=\"a\"/></w:sdtPr><w:sdtContent>" + line(run("A controlled paragraph.")) + "</w:sdtContent></w:sdt>",
            line(run("The depth is ") + "<m:oMath><m:sSup><m:e><m:r><m:t>d</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>" + run(" at most.")),
            line("<w:bookmarkStart w:id=\"9\" w:name=\"depth\"/>" + run("Depths are in metres.") + "<w:bookmarkEnd w:id=\"9\"/>"),
            line("<w:hyperlink w:anchor=\"depth\">" + run("Back to the depths") + "</w:hyperlink>" + run(", page ") + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGEREF depth </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"),
            line("<w:pPr><w:rPr><w:del w:id=\"30\" w:author=\"Li\"/></w:rPr></w:pPr>" + run("Two paragraphs ")),
            line(run("that became one.")),
            line("<w:ins w:id=\"31\" w:author=\"Li\">" + run("Put in.") + "</w:ins><w:del w:id=\"32\" w:author=\"Li\"><w:r><w:delText>Taken out.</w:delText></w:r></w:del>"));
        file.save(folder.resolve("docx4j-yearbook.docx").toFile());
    }

    static void notice() throws Exception {
        begin();
        main.addStyledParagraphOfText("Title", "防汛通知");
        numbering(level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3．"), level(0, "ideographTraditional", "%1、") + level(1, "decimalEnclosedCircleChinese", "%2"));
        notes(true, "水位以吴淞高程计。");
        String[][] lines = {{"1", "0", "汛情"}, {"", "", "截至6月20日，水位3.8米"}, {"2", "1", "上游"}, {"3", "2", "支流"}, {"", "", "支流水位平稳。"}, {"2", "1", "下游"}, {"1", "0", "要求"}};
        for (String[] one : lines) {
            if (one[0].isEmpty()) add(line(run(one[2]) + (one[2].endsWith("米") ? "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" + run("，超警戒0.3米。") : "")));
            else add(line("<w:pPr><w:pStyle w:val=\"Heading" + one[0] + "\"/><w:numPr><w:ilvl w:val=\"" + one[1] + "\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>" + run(one[2])));
        }
        add(item(2, 0, "巡堤查险"), item(2, 1, "昼夜值守"), item(2, 1, "及时上报"), item(2, 0, "转移群众"));
        add(line("<w:r><w:rPr><w:rFonts w:eastAsia=\"楷体\"/><w:em w:val=\"dot\"/></w:rPr><w:t>务必</w:t></w:r>" + run("落实到人") + "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0AB\"/></w:r>"));
        file.save(folder.resolve("docx4j-notice.docx").toFile());
    }
}
