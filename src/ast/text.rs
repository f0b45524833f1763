//! The plain words of a document in reading order: the one text that every output must carry.

use super::{Block, Document, Inline, Section, walk};

/// The words of the whole issue, a block a line: masthead, title, editor's note, body, imprint, notes.
///
/// Needs a numbered document: labels and masthead lines are printed as numbering wrote them. Notes stand at the end,
/// since each output puts them somewhere else; those of a table stand under it.
#[must_use]
pub fn document(document: &Document) -> String {
    let mut text = Lines::default();
    text.front(document);
    text.blocks(&document.lead);
    text.sections(&document.sections);
    for line in &document.masthead.imprint {
        text.joined(&line.label, &line.text);
    }
    for note in &document.notes {
        text.labelled(note.label.as_ref().map(|label| label.text.as_str()), &note.blocks);
    }
    text.text
}

/// The words of a run of inlines, with callouts and milestones left out and line breaks as spaces.
#[must_use]
pub fn inlines(run: &[Inline]) -> String {
    let mut text = String::new();
    push(run, &mut text);
    text
}

/// Whether a run prints anything: references do, even before numbering has written their words.
#[must_use]
pub fn prints(run: &[Inline]) -> bool {
    run.iter().any(|inline| match inline {
        Inline::Text { text, .. } => !text.trim().is_empty(),
        Inline::Reference { .. } | Inline::OrphanMark { .. } => true,
        _ => prints(inline.children()),
    })
}

/// What stands around a reading in plain words, and in every format where a reader may not show it over its words.
pub const READING_MARKS: (&str, &str) = ("（", "）");

/// What stands between a label or run-in heading and the words after it: a space, or nothing after Han text or
/// full-width punctuation, which bring their own room.
///
/// Every backend takes the gap from here, so that all print the same.
#[must_use]
pub fn gap(before: &str, after: &str) -> &'static str {
    let roomy = before.chars().next_back().is_none_or(is_east_asian);
    if roomy || after.is_empty() { "" } else { " " }
}

/// Whether a character is Han text or full-width punctuation, which needs no space at its side.
#[must_use]
pub fn is_east_asian(c: char) -> bool {
    // Most characters of most texts are Latin, and one comparison says so.
    c >= '\u{2E80}'
        && matches!(u32::from(c), 0x2E80..=0x312F | 0x31C0..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFF60 | 0x20000..=0x3FFFD)
}

/// The characters of a text; Han characters are twice as wide as others, and count twice.
#[must_use]
pub fn characters(words: &str) -> f64 {
    words.chars().map(|c| if is_east_asian(c) { 2.0 } else { 1.0 }).sum()
}

/// The characters of the longest paragraph of blocks.
#[must_use]
pub fn longest(blocks: &[Block]) -> f64 {
    let mut longest: f64 = 0.0;
    walk::blocks(blocks, &mut |block| {
        let words: String = walk::own_inlines(block).into_iter().map(|run| inlines(run)).collect();
        longest = longest.max(characters(&words));
    });
    longest
}

fn push(run: &[Inline], text: &mut String) {
    for inline in run {
        match inline {
            Inline::Text { text: words, .. } => text.push_str(words),
            Inline::Reference { label: Some(label), .. } => text.push_str(label),
            Inline::OrphanMark { mark, .. } => text.push_str(mark),
            Inline::LineBreak { .. } => text.push(' '),
            Inline::Ruby { inlines, reading, .. } => {
                push(inlines, text);
                text.extend([READING_MARKS.0, reading, READING_MARKS.1]);
            }
            Inline::Callout { .. } | Inline::Milestone { .. } | Inline::Reference { .. } => {}
            _ => push(inline.children(), text),
        }
    }
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            self.text.push_str(words);
            self.text.push('\n');
        }
    }

    fn joined(&mut self, label: &str, words: &str) {
        self.line(&format!("{label}{}{words}", gap(label, words)));
    }

    fn front(&mut self, document: &Document) {
        let masthead = &document.masthead;
        let front = &document.front;
        document.markings().into_iter().flatten().flatten().for_each(|words| self.line(words));
        self.line(&masthead.name.join(" "));
        for words in [&masthead.issue_line, &masthead.publisher, &masthead.date, &masthead.designation] {
            self.line(words.as_deref().unwrap_or_default());
        }
        for title in &front.titles {
            self.line(&inlines(&title.inlines));
            self.line(&inlines(&title.subtitle));
        }
        if let Some(note) = &front.editors_note {
            self.labelled(masthead.editors_note_label.as_deref(), &note.blocks);
        }
    }

    fn sections(&mut self, sections: &[Section]) {
        walk::sections(sections, &mut |section, _| {
            let label = section.label.as_ref().map_or("", |label| &label.text);
            self.joined(label, &inlines(&section.title));
            self.blocks(&section.blocks);
        });
    }

    fn labelled(&mut self, label: Option<&str>, blocks: &[Block]) {
        let mut inner = Lines::default();
        inner.blocks(blocks);
        self.joined(label.unwrap_or_default(), &inner.text);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => {
                let opening = paragraph.run_in.as_ref().map(|run_in| inlines(&run_in.inlines)).unwrap_or_default();
                self.joined(&opening, &inlines(&paragraph.inlines));
            }
            Block::List(list) => {
                for item in &list.items {
                    self.labelled(item.label.as_deref(), &item.blocks);
                }
            }
            Block::Definitions { items, .. } => {
                for item in items {
                    self.line(&inlines(&item.term));
                    self.blocks(&item.blocks);
                }
            }
            Block::Quote(quote) => {
                self.blocks(&quote.blocks);
                self.line(&quote.attribution.as_deref().map(inlines).unwrap_or_default());
            }
            Block::Table(table) => {
                let label = table.label.as_ref().map_or("", |label| &label.text);
                self.joined(label, &inlines(&table.caption));
                for cell in table.head.iter().chain(&table.body).flat_map(|row| &row.cells) {
                    self.blocks(&cell.blocks);
                }
                self.blocks(&table.foot);
                for note in &table.notes {
                    self.labelled(note.label.as_ref().map(|label| label.text.as_str()), &note.blocks);
                }
            }
            Block::Figure(figure) => {
                let label = figure.label.as_ref().map_or("", |label| &label.text);
                self.joined(label, &inlines(&figure.caption));
            }
            Block::Boxed(boxed) => {
                self.line(&inlines(&boxed.title));
                self.blocks(&boxed.blocks);
            }
            Block::Milestone { .. } => {}
        }
    }
}
