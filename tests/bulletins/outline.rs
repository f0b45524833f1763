//! A document as an outline that people can read and compare line by line.

use masthead::ast::{
    Block, Document, Front, Inline, Label, Lang, ListMarker, Placement, ReferenceForm, Section, Table,
};

/// The whole document.
pub(crate) fn outline(document: &Document) -> String {
    let mut outline = Outline::default();
    outline.front(&document.front);
    outline.blocks(&document.lead);
    outline.sections(&document.sections);
    for note in &document.notes {
        outline.line(&format!("note {}", note.id.0));
        outline.inner(|outline| outline.blocks(&note.blocks));
    }
    outline.text
}

#[derive(Default)]
struct Outline {
    text: String,
    depth: usize,
}

impl Outline {
    fn line(&mut self, words: &str) {
        self.text.push_str(&"  ".repeat(self.depth));
        self.text.push_str(words.trim_end());
        self.text.push('\n');
    }

    fn inner(&mut self, write: impl FnOnce(&mut Outline)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn fact(&mut self, key: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.line(&format!("{key}: {}", value.to_string()));
        }
    }

    fn front(&mut self, front: &Front) {
        self.fact("lang", Some(front.lang.tag()));
        self.fact("series", front.series.as_ref());
        self.fact("number", front.number.map(|number| number.0));
        self.fact("whole-number", front.whole_number.map(|number| number.0));
        self.fact("issue-line", front.issue_line.as_ref());
        self.fact("designation", front.designation.as_ref());
        self.fact("date", front.date.map(|date| date.iso()));
        self.fact("date-line", front.date_line.as_ref());
        self.fact("publisher", front.publisher.as_ref());
        for title in &front.titles {
            self.line(&format!("title {}: {}", title.lang.tag(), inlines(&title.inlines)));
            self.fact("  subtitle", (!title.subtitle.is_empty()).then(|| inlines(&title.subtitle)));
        }
        for person in &front.people {
            let position = person.position.as_deref().unwrap_or("-");
            self.line(&format!("person {}: {} | {position} | {:?}", person.id.0, person.name, person.name_order));
        }
        if let Some(compilers) = &front.compilers {
            let label = compilers.label.as_deref().unwrap_or("-");
            self.line(&format!("compilers: {label} | {} | {:?}", compilers.names.join(" + "), compilers.name_order));
        }
        self.imprint(front);
        if let Some(note) = &front.editors_note {
            self.line(&format!("editors-note {}", note.label.as_deref().unwrap_or("-")));
            self.inner(|outline| outline.blocks(&note.blocks));
        }
    }

    fn imprint(&mut self, front: &Front) {
        let list = |words: &[String]| (!words.is_empty()).then(|| words.join(" + "));
        self.fact("reviewers", list(&front.imprint.reviewers));
        self.fact("distribution", list(&front.imprint.distribution));
        self.fact("copies-to", list(&front.imprint.copies_to));
        self.fact("issued-by", front.imprint.issued_by.as_ref());
        self.fact("copies", front.imprint.copies);
        self.fact("imprint", list(&front.imprint.lines));
        self.fact("supplement", front.supplement.map(|number| number.0));
        self.fact("corrects", front.corrects.map(|issue| issue.name()));
        self.fact("classification", front.classification.as_ref());
        self.fact("copy-number", front.copy_number.as_ref());
        self.fact("licence", front.licence.as_ref());
        self.fact("issn", front.issn.as_ref());
        self.fact("doi", front.doi.as_ref());
        self.fact("keywords", list(&front.keywords));
        self.fact("style", front.style.as_ref());
    }

    fn sections(&mut self, sections: &[Section]) {
        for section in sections {
            let id = section.id.as_ref().map(|id| format!(" #{id}")).unwrap_or_default();
            let title = inlines(&section.title);
            self.line(&format!("section{id}{} {}{title}", lang(&section.lang), label(&section.label)));
            self.inner(|outline| {
                outline.blocks(&section.blocks);
                outline.sections(&section.sections);
            });
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => {
                let words = inlines(&paragraph.inlines);
                let mut at = lang(&paragraph.lang);
                if paragraph.looseness != 0 {
                    at.push_str(&format!(" looseness={}", paragraph.looseness));
                }
                match &paragraph.run_in {
                    Some(run_in) => {
                        self.line(&format!(
                            "p{at} run-in {}{} || {words}",
                            label(&run_in.label),
                            inlines(&run_in.inlines)
                        ));
                    }
                    None => self.line(&format!("p{at} {words}")),
                }
            }
            Block::List(list) => {
                let marker = match list.marker {
                    ListMarker::Bullet => "bullet".to_string(),
                    ListMarker::Number { start, .. } => format!("number from {start}"),
                };
                self.line(&format!("list {marker}"));
                for item in &list.items {
                    self.inner(|outline| {
                        outline.line("item");
                        outline.inner(|outline| outline.blocks(&item.blocks));
                    });
                }
            }
            Block::Definitions { items, .. } => {
                for item in items {
                    self.line(&format!("term {}", inlines(&item.term)));
                    self.inner(|outline| outline.blocks(&item.blocks));
                }
            }
            Block::Quote(quote) => {
                let by = quote.attribution.as_deref().map(inlines).unwrap_or_default();
                self.line(&format!("quote {by}"));
                self.inner(|outline| outline.blocks(&quote.blocks));
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => {
                let id = figure.id.as_ref().map(|id| format!(" #{id}")).unwrap_or_default();
                let width = figure.width.map(|width| format!(" {width}")).unwrap_or_default();
                let words = inlines(&figure.caption);
                let width = width + &standing(figure.placement, figure.spans_page);
                self.line(&format!("figure{id}{width} {} | {} | {words}", figure.image, figure.alternative));
            }
            Block::Boxed(boxed) => {
                let id = boxed.id.as_ref().map(|id| format!(" #{id}")).unwrap_or_default();
                self.line(&format!("box{id} {}", inlines(&boxed.title)));
                self.inner(|outline| outline.blocks(&boxed.blocks));
            }
            Block::Milestone { kind, .. } => self.line(&format!("milestone {kind:?}")),
        }
    }

    fn table(&mut self, table: &Table) {
        let id = table.id.as_ref().map(|id| format!(" #{id}")).unwrap_or_default();
        let columns = table.columns.iter().map(|column| match column.share {
            Some(share) => format!("{:?} {share}", column.alignment),
            None => format!("{:?}", column.alignment),
        });
        let id = id + &standing(table.placement, table.spans_page);
        self.line(&format!("table{id} [{}] {}", columns.collect::<Vec<_>>().join(", "), inlines(&table.caption)));
        self.inner(|outline| {
            for (part, rows) in [("head", &table.head), ("row", &table.body)] {
                for row in rows {
                    outline.line(part);
                    outline.inner(|outline| {
                        for cell in &row.cells {
                            let over = match (cell.columns, cell.rows) {
                                (1, 1) => String::new(),
                                (columns, rows) => format!(" {columns} x {rows}"),
                            };
                            let heads = if cell.heads_row { " heads its row" } else { "" };
                            outline.line(&format!("cell{over}{heads}"));
                            outline.inner(|outline| outline.blocks(&cell.blocks));
                        }
                    });
                }
            }
            if !table.foot.is_empty() {
                outline.line("foot");
                outline.inner(|outline| outline.blocks(&table.foot));
            }
            for note in &table.notes {
                outline.line(&format!("note {}{}", note.id.0, label(&note.label)));
                outline.inner(|outline| outline.blocks(&note.blocks));
            }
        });
    }
}

fn standing(placement: Option<Placement>, spans_page: bool) -> String {
    let place = placement.map(|placement| format!(" {placement:?}")).unwrap_or_default();
    place + if spans_page { " across" } else { "" }
}

fn lang(lang: &Option<Lang>) -> String {
    lang.as_ref().map(|lang| format!(" @{}", lang.tag())).unwrap_or_default()
}

fn label(label: &Option<Label>) -> String {
    label.as_ref().map(|label| format!("<{} = {}> ", label.text, label.number)).unwrap_or_default()
}

fn inlines(run: &[Inline]) -> String {
    run.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    let inner = inlines(inline.children());
    match inline {
        Inline::Text { text, .. } => text.clone(),
        Inline::Styled { emphasis, .. } => format!("{emphasis:?}({inner})"),
        Inline::Person { person, .. } => format!("{}({inner})", person.0),
        Inline::Position { person, .. } => format!("office-of-{}({inner})", person.0),
        Inline::Link { target, .. } => format!("link<{target}>({inner})"),
        Inline::Ruby { reading, .. } => format!("ruby<{reading}>({inner})"),
        Inline::Reference { target, form: ReferenceForm::Label, .. } => format!("reference<{target}>"),
        Inline::Reference { target, form: ReferenceForm::Number, .. } => format!("number-of<{target}>"),
        Inline::Reference { target, form: ReferenceForm::Page, .. } => format!("page-of<{target}>"),
        Inline::Callout { note, .. } => format!("callout<{}>", note.0),
        Inline::OrphanMark { mark, .. } => format!("orphan<{mark}>"),
        Inline::Language { lang, .. } => format!("@{}({inner})", lang.tag()),
        Inline::Milestone { kind, .. } => format!("<{kind:?}>"),
        Inline::LineBreak { .. } => "<break>".into(),
    }
}
