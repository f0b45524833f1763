// Manuscripts by the npm package docx: everything it has a class for.
//   node docx.mjs FOLDER PICTURES
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.NODE_HOME, "package.json"));
const d = require("docx");
const [folder, pictures] = process.argv.slice(2);
const text = (words, options = {}) => new d.TextRun({ text: words, ...options });
const line = (...children) => new d.Paragraph({ children: children.map((child) => (typeof child === "string" ? text(child) : child)) });
const heading = (level, ...children) => new d.Paragraph({ heading: d.HeadingLevel[`HEADING_${level}`], children: children.map((child) => (typeof child === "string" ? text(child) : child)) });
const item = (reference, level, words) => new d.Paragraph({ numbering: { reference, level }, children: [text(words)] });
const cell = (words, options = {}) => new d.TableCell({ children: [].concat(words).map((one) => (typeof one === "string" ? line(one) : one)), ...options });
const date = "2024-03-01T10:00:00Z";
const picture = (name, type, words) =>
  new d.ImageRun({ type, data: readFileSync(join(pictures, name)), transformation: { width: 120, height: 80 }, altText: { name, title: name, description: words } });

async function save(name, document) {
  writeFileSync(join(folder, name), await d.Packer.toBuffer(document));
}

const levels = (formats) =>
  formats.map(([format, label], level) => ({ level, format: d.LevelFormat[format], text: label, alignment: d.AlignmentType.LEFT, style: { paragraph: { indent: { left: 720 * (level + 1), hanging: 360 } } } }));

await save(
  "docx-newsletter.docx",
  new d.Document({
    title: "Newsletter of the port",
    numbering: {
      config: [
        { reference: "numbers", levels: levels([["DECIMAL", "%1."], ["LOWER_LETTER", "%2)"], ["LOWER_ROMAN", "(%3)"], ["UPPER_ROMAN", "%4."]]) },
        { reference: "signs", levels: levels([["BULLET", "•"], ["BULLET", "–"], ["BULLET", "▪"]]) },
      ],
    },
    footnotes: { 1: { children: [line("Counted at the ", text("upper", { italics: true }), " lock.")] }, 2: { children: [line("A note of two paragraphs."), line("This is its second.")] } },
    endnotes: { 1: { children: [line("The sources are at the town archive.")] } },
    comments: { children: [{ id: 0, author: "Li", date: new Date(date), children: [line("Is that so?")] }] },
    sections: [
      {
        headers: { default: new d.Header({ children: [line("Running head")] }) },
        footers: { default: new d.Footer({ children: [new d.Paragraph({ children: [new d.TextRun({ children: ["Page ", d.PageNumber.CURRENT] })] })] }) },
        children: [
          new d.Paragraph({ heading: d.HeadingLevel.TITLE, children: [text("Newsletter of the port")] }),
          new d.TableOfContents("Contents", { hyperlink: true, headingStyleRange: "1-3" }),
          heading(1, new d.Bookmark({ id: "ships", children: [text("Ships and their cargo")] })),
          line("In March ", text("412", { bold: true }), " ships called", new d.FootnoteReferenceRun(1), ", among them ", text("Aurora", { italics: true, smallCaps: true }), new d.FootnoteReferenceRun(2), ".", new d.EndnoteReferenceRun(1)),
          heading(2, "What they brought"),
          item("numbers", 0, "Grain"), item("numbers", 1, "wheat"), item("numbers", 2, "from the north"), item("numbers", 3, "of last year"), item("numbers", 1, "rye"), item("numbers", 0, "Timber"),
          item("signs", 0, "Oil"), item("signs", 1, "olive oil"), item("signs", 2, "in barrels"), item("signs", 0, "Wine"),
          heading(3, "A remark"),
          line(new d.CommentRangeStart(0), "The harbour never sleeps.", new d.CommentRangeEnd(0), new d.TextRun({ children: [new d.CommentReference(0)] })),
          line("It is ", new d.DeletedTextRun({ text: "old", id: 1, author: "Li", date }), new d.InsertedTextRun({ text: "ancient", id: 2, author: "Li", date }), "."),
          line("See ", new d.InternalHyperlink({ anchor: "ships", children: [text("the ships", { style: "Hyperlink" })] }), " on page ", new d.PageReference("ships"), " or ", new d.ExternalHyperlink({ link: "https://example.org/port?x=1&y=2", children: [text("the page of the "), text("port", { bold: true })] }), "."),
          heading(2, "Where they lay"),
          new d.Table({
            rows: [
              new d.TableRow({ tableHeader: true, children: [cell("Quay", { rowSpan: 2 }), cell("Ships", { columnSpan: 2 })] }),
              new d.TableRow({ tableHeader: true, children: [cell("in"), cell("out")] }),
              new d.TableRow({ children: [cell("North", { rowSpan: 2 }), cell("200"), cell("190")] }),
              new d.TableRow({ children: [cell("12"), cell("10")] }),
              new d.TableRow({ children: [cell([line("South"), item("signs", 0, "old"), item("signs", 0, "new")]), cell("none", { columnSpan: 2 })] }),
            ],
          }),
          line(picture("map.png", "png", "Map of the quays")),
          line("Before ", picture("chart.jpg", "jpg", "Ships by month"), " after."),
          new d.Paragraph({ children: [text("Column one"), new d.TextRun({ children: [new d.Tab(), "column two", new d.Tab(), "column three"] })], tabStops: [{ type: "right", position: 9000 }] }),
          new d.Paragraph({ children: [new d.SymbolRun({ char: "F0FC", symbolfont: "Wingdings" }), text(" done "), new d.SymbolRun("F0D8"), new d.TextRun({ children: [new d.NoBreakHyphen(), "more", new d.SoftHyphen(), "over"] }), text("break", { break: 1 })] }),
          new d.Paragraph({ pageBreakBefore: true, children: [text("H"), text("2", { subScript: true }), text("O, m"), text("3", { superScript: true }), text(", "), text("gone", { strike: true }), text(", "), text("ruled", { underline: {} }), text(", "), text("CAPITALS", { allCaps: true })] }),
          line("The load is ", new d.Math({ children: [new d.MathFraction({ numerator: [new d.MathRun("m+1")], denominator: [new d.MathRun("2")] }), new d.MathSuperScript({ children: [new d.MathRun("x")], superScript: [new d.MathRun("10")] }), new d.MathRadical({ children: [new d.MathRun("n")] })] }), "."),
          line("Approved: ", new d.CheckBox({ checked: true, checkedState: { value: "2612", font: "MS Gothic" }, uncheckedState: { value: "2610", font: "MS Gothic" } }), " and filed ", new d.SimpleField("DATE", "1 April 2024"), "."),
          line("Figure ", new d.SequentialIdentifier("Figure"), " is missing."),
          new d.Textbox({ alignment: "center", style: { width: "200pt", height: "auto" }, children: [line("Words in a box.")] }),
          line("The last line."),
        ],
      },
    ],
  }),
);

await save(
  "docx-chinese.docx",
  new d.Document({
    styles: {
      default: { document: { run: { font: { ascii: "Times New Roman", eastAsia: "宋体" }, language: { value: "en-US", eastAsia: "zh-CN" } } } },
    },
    numbering: {
      config: [
        { reference: "sections", levels: [["CHINESE_COUNTING", "%1、"], ["CHINESE_COUNTING", "（%2）"], ["DECIMAL", "%3．"], ["DECIMAL", "（%4）"]].map(([format, label], level) => ({ level, format: d.LevelFormat[format], text: label, suffix: "nothing" })) },
        { reference: "circled", levels: levels([["DECIMAL_ENCLOSED_CIRCLE", "%1"], ["IDEOGRAPH_TRADITIONAL", "%2、"]]) },
      ],
    },
    footnotes: { 1: { children: [line("据《统计年鉴》。")] } },
    sections: [
      {
        children: [
          new d.Paragraph({ heading: d.HeadingLevel.TITLE, children: [text("内河航运发展简报")] }),
          ...[[1, 0, "总体形势"], [2, 1, "货运稳中有升"]].map(([level, depth, words]) => new d.Paragraph({ heading: d.HeadingLevel[`HEADING_${level}`], numbering: { reference: "sections", level: depth }, children: [text(words)] })),
          line("全年货运量", text("41.2亿吨", { bold: true }), new d.FootnoteReferenceRun(1), "，同比增长", text("3.1%", { emphasisMark: { type: "dot" } }), "。"),
          new d.Paragraph({ heading: d.HeadingLevel.HEADING_3, numbering: { reference: "sections", level: 2 }, children: [text("干散货")] }),
          new d.Paragraph({ heading: d.HeadingLevel.HEADING_4, numbering: { reference: "sections", level: 3 }, children: [text("煤炭")] }),
          item("circled", 0, "电煤；"), item("circled", 1, "动力煤；"), item("circled", 1, "焦煤；"), item("circled", 0, "矿石。"),
          new d.Paragraph({ heading: d.HeadingLevel.HEADING_2, numbering: { reference: "sections", level: 1 }, children: [text("客运逐步恢复")] }),
          line("“一江两岸”航线客流", text("回升", { underline: {} }), "——见表。"),
          new d.Table({ rows: [new d.TableRow({ tableHeader: true, children: [cell("航线"), cell("人次（万）")] }), new d.TableRow({ children: [cell("东线"), cell("12.5")] }), new d.TableRow({ children: [cell("西线"), cell("8.0")] })] }),
          new d.Paragraph({ heading: d.HeadingLevel.HEADING_1, numbering: { reference: "sections", level: 0 }, children: [text("下步打算")] }),
          line("继续推进English与中文混排，Vol.6。"),
        ],
      },
    ],
  }),
);
