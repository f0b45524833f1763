//! What comes back of a manuscript once another word processor has saved it in its own way.

use masthead::ast::{Alignment, Block, Document, Inline, NoteId};
use masthead::convert;
use masthead::diagnostics::Sink;
use masthead::package::{Package, Part, Relations};
use masthead::read::{self, Input};

const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>";

fn part(name: &str, root: &str, content: &str) -> Part {
    Part::new(format!("word/{name}.xml"), "application/xml", format!("<w:{root} {SPACE}>{content}</w:{root}>"))
}

/// The document of a body, with notes of these numbers.
fn read(body: &str, notes: &[u32]) -> Document {
    let (mut relations, mut ties) = (Relations::default(), Relations::default());
    relations.internal("urn:/officeDocument", "word/document.xml");
    ties.internal("urn:/styles", "styles.xml");
    ties.internal("urn:/footnotes", "footnotes.xml");
    let note = |id: &u32| format!("<w:footnote w:id=\"{id}\"><w:p><w:r><w:t>Note {id}</w:t></w:r></w:p></w:footnote>");
    let parts = vec![
        part("document", "document", &format!("<w:body>{body}</w:body>")).with(ties),
        part("styles", "styles", STYLES),
        part("footnotes", "footnotes", &notes.iter().map(note).collect::<String>()),
    ];
    let bytes = Package { relations, parts }.write().unwrap();
    let reader = read::by_name("docx").unwrap();
    convert::prepare(&Input::new("saved.docx", &bytes), reader, &mut Sink::new()).document
}

fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn inlines(document: &Document) -> &[Inline] {
    let Some(Block::Paragraph(paragraph)) = document.lead.first() else { unreachable!("{:?}", document.lead) };
    &paragraph.inlines
}

#[test]
fn notes_have_keys_by_their_order_whatever_their_numbers() {
    let call = |id: u32| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let body = format!("<w:p>{}{}{}</w:p>", run("Called"), call(7), call(3));
    let document = read(&body, &[3, 7]);
    let keys: Vec<_> = document.notes.iter().map(|note| note.id.clone()).collect();
    assert_eq!(keys, ["note-1", "note-2"].map(|key| NoteId(key.into())));
    let called = inlines(&document).iter().filter_map(|inline| match inline {
        Inline::Callout { note, .. } => Some(note.clone()),
        _ => None,
    });
    assert_eq!(called.collect::<Vec<_>>(), keys);
}

#[test]
fn figures_that_stand_apart_are_in_the_language_around_them() {
    let parted: String = ["近年来，", "2023", "年的", "8%", "。"].map(run).concat();
    let whole = read(&format!("<w:p>{}</w:p>", run("近年来，2023年的8%。")), &[]);
    let parted = read(&format!("<w:p>{parted}</w:p>"), &[]);
    let languages = |document: &Document| {
        let language = |inline: &Inline| match inline {
            Inline::Language { lang, inlines, .. } => {
                format!("{}:{}", lang.tag(), masthead::ast::text::inlines(inlines))
            }
            other => format!("{other:?}"),
        };
        inlines(document).iter().map(language).collect::<Vec<_>>()
    };
    assert_eq!(languages(&parted), languages(&whole));
    // A run that says its language keeps it where it has letters; word processors say one of every figure.
    let said = |words: &str| {
        let properties = "<w:rPr><w:lang w:val=\"fr-FR\" w:eastAsia=\"zh-CN\"/></w:rPr>";
        let run = format!("{}<w:r>{properties}<w:t>{words}</w:t></w:r>", run("近年来，"));
        read(&format!("<w:p>{run}</w:p>"), &[])
    };
    let with_letters = said("en 2023");
    assert!(matches!(&inlines(&with_letters)[1], Inline::Language { lang, .. } if lang.tag() == "fr-FR"));
    assert_eq!(inlines(&said("2023")).len(), 1);
}

#[test]
fn a_column_on_a_point_stays_one_where_its_tab_is_not_the_first_thing_said() {
    let tabs = "<w:tabs><w:tab w:val=\"clear\" w:pos=\"420\"/><w:tab w:val=\"decimal\" w:pos=\"2376\"/></w:tabs>";
    let cell =
        |side: &str| format!("<w:tc><w:p><w:pPr>{tabs}<w:jc w:val=\"{side}\"/></w:pPr>{}</w:p></w:tc>", run("1.5"));
    let row = format!("<w:tr>{}{}</w:tr>", cell("left"), cell("center"));
    let document = read(&format!("<w:tbl>{}</w:tbl>", row.repeat(2)), &[]);
    let Some(Block::Table(table)) = document.lead.first() else { unreachable!("{:?}", document.lead) };
    let sides: Vec<_> = table.columns.iter().map(|column| column.alignment).collect();
    assert_eq!(sides, [Alignment::Decimal, Alignment::Centre]);
}
