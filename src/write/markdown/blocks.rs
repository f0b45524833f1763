//! What stands in a column.

use super::escape::{self, Place};
use super::inlines::attribute;
use super::{Depth, Desk, Tongue};
use crate::ast::{Block, EditorsNote, Inline, Label, Lang, Note, Paragraph, Section, labels, text};
use crate::diagnostics::Span;

impl Desk<'_, '_> {
    /// Blocks with an empty line between them.
    pub(super) fn blocks(&mut self, blocks: &[Block], tongue: Tongue<'_>) -> String {
        let mut parts: Vec<String> = Vec::new();
        for alike in blocks.chunk_by(|one, next| own(one, tongue) == own(next, tongue)) {
            let (lang, looseness) = alike.first().map_or((tongue.own, 0), |block| own(block, tongue));
            let mut attributes = Vec::new();
            attributes.extend((lang != tongue.read).then(|| attribute("lang", lang.tag())));
            attributes.extend((looseness != 0).then(|| format!("looseness={looseness}")));
            let inside = self.column(alike, Tongue { read: lang, ..tongue });
            parts.push(match attributes.is_empty() {
                true => inside,
                false => format!(":::{}\n{inside}\n:::", braces(&attributes)),
            });
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    /// Blocks of one language. Two lists beside each other are told apart by their signs.
    fn column(&mut self, blocks: &[Block], tongue: Tongue<'_>) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut lists = 0;
        let mut before: Option<&Block> = None;
        for block in blocks {
            lists = if matches!(block, Block::List(_)) { lists + 1 } else { 0 };
            let part = self.block(block, tongue, lists > 0 && lists % 2 == 0);
            parts.push(match before {
                Some(Block::Table(_)) => no_foot(part),
                _ => part,
            });
            before = Some(block);
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    fn block(&mut self, block: &Block, tongue: Tongue<'_>, second: bool) -> String {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, tongue),
            Block::List(list) => self.list(list, tongue, second),
            Block::Definitions { items, .. } => self.definitions(items, tongue),
            Block::Quote(quote) => self.quote(quote, tongue),
            Block::Table(table) => self.table(table, tongue),
            Block::Figure(figure) => self.figure(figure),
            Block::Boxed(boxed) => self.boxed(boxed, tongue),
            Block::Milestone { .. } => "::: page-break".to_string(),
        }
    }

    pub(super) fn heading(&mut self, section: &Section, depth: &Depth, lang: &Lang) -> String {
        let mut attributes = Vec::new();
        let label = section.label.as_ref().filter(|label| label.literal);
        let words = match label.map(|label| (label, is_known(label, &section.title))) {
            Some((label, true)) => {
                let gap = text::gap(&label.text, &text::inlines(&section.title));
                format!("{}{gap}{}", label.text, self.heading_words(&section.title))
            }
            Some((label, false)) => {
                attributes.extend([attribute("label", &label.text), format!("number={}", label.number)]);
                self.heading_words(&section.title)
            }
            None => self.unlabelled(&section.title),
        };
        attributes.extend(self.names.of_section(section.id.as_ref(), &depth.path).map(|id| format!("#{id}")));
        attributes.extend((*lang != self.document.front.lang).then(|| attribute("lang", lang.tag())));
        if depth.level > 6 {
            self.flatten(section.span, "a heading that stands deeper than six levels was raised");
        }
        let marks = "#".repeat(depth.level.min(6));
        format!("{marks} {words}{}", braces(&attributes))
    }

    /// The words of a heading; signs at the end close nothing.
    pub(super) fn heading_words(&mut self, title: &[Inline]) -> String {
        let words = self.run(title, Place::Line);
        match words.strip_suffix('#') {
            Some(rest) if !rest.ends_with('\\') => format!("{rest}\\#"),
            _ => words,
        }
    }

    /// The words of a heading without a label, even if they open like one: the second character is written by its number.
    fn unlabelled(&mut self, title: &[Inline]) -> String {
        let words = self.heading_words(title);
        let opening = match title {
            [Inline::Text { text, .. }] => labels::heading(text),
            [Inline::Text { text, .. }, ..] => labels::heading(&format!("{text}x")),
            _ => None,
        };
        let mut rest = words.chars();
        match (opening, rest.next(), rest.next()) {
            (Some(_), Some(first), Some(second)) => format!("{first}&#x{:X};{}", u32::from(second), rest.as_str()),
            _ => words,
        }
    }

    /// A paragraph, with its run-in heading where it has one.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, tongue: Tongue<'_>) -> String {
        let lang = paragraph.lang.as_ref().unwrap_or(tongue.own);
        let Some(run_in) = &paragraph.run_in else {
            let words = self.run(&paragraph.inlines, Place::Paragraph);
            return self.laid(&not_run_in(&paragraph.inlines, words), lang);
        };
        let opening = text::inlines(&run_in.inlines);
        let words = text::inlines(&paragraph.inlines);
        let sure = ends_in_stop(&opening) && text::prints(&paragraph.inlines);
        let rest = self.run(&paragraph.inlines, Place::Paragraph);
        let gap = if rest.is_empty() { "" } else { text::gap(&opening, &words) };
        let after = gap.chars().chain(rest.chars()).next();
        let head = self.run_in(&run_in.inlines, after, sure);
        self.laid(&format!("{head}{gap}{rest}"), lang)
    }

    /// Whether a paragraph is in the language that a reader takes for it anyway.
    pub(super) fn speaks(&self, lang: Option<&Lang>, tongue: Tongue<'_>) -> bool {
        lang.unwrap_or(tongue.own) == tongue.read
    }

    pub(super) fn editors_note(&mut self, note: &EditorsNote) -> String {
        let inner = self.blocks(&note.blocks, Tongue::of(self.document));
        let label = note.label.as_ref().map(|label| attribute("label", label));
        format!("::: editors-note{}\n{inner}\n:::", braces(&label.into_iter().collect::<Vec<_>>()))
    }

    pub(super) fn note(&mut self, note: &Note) -> String {
        if note.label.as_ref().is_some_and(|label| label.literal) {
            self.flatten(note.span, "a note was written without the mark that it had in print, and will be counted");
        }
        let inner = self.blocks(&note.blocks, Tongue::of(self.document));
        format!("[^{}]: {}", self.names.mark(&note.id), hung(&inner, 4)).trim_end_matches(' ').to_string()
    }

    /// Reports that something stands where the form has no place for it.
    pub(super) fn displaced(&mut self, span: Span, what: &str) {
        self.flatten(span, what);
    }
}

/// Whether a reader knows a label as the same before the words of its heading.
fn is_known(label: &Label, title: &[Inline]) -> bool {
    let opening = match title {
        [Inline::Text { text, .. }, ..] => text.as_str(),
        _ => "x",
    };
    let words = format!("{}{}{opening}", label.text, text::gap(&label.text, &text::inlines(title)));
    labels::heading(&words).is_some_and(|(known, _)| known.text == label.text && known.number == label.number)
}

/// What a block says that a block of colons around it says in the source: its language, and how many lines more or fewer it
/// is to have.
fn own<'a>(block: &'a Block, tongue: Tongue<'a>) -> (&'a Lang, i8) {
    match block {
        Block::Paragraph(paragraph) => (paragraph.lang.as_ref().unwrap_or(tongue.own), paragraph.looseness),
        _ => (tongue.own, 0),
    }
}

/// Strong words that end in a stop and open a paragraph would be read as a heading that opens it: a class says that they
/// are no more than strong.
fn not_run_in(inlines: &[Inline], words: String) -> String {
    let Some((Inline::Styled { inlines: strong, .. }, rest)) = inlines.split_first() else { return words };
    let bare = words.strip_prefix("**").filter(|_| text::prints(rest) && ends_in_stop(&text::inlines(strong)));
    match bare.and_then(|bare| bare.split_once("**")) {
        Some((strong, rest)) => format!("[{strong}]{{.strong}}{rest}"),
        None => words,
    }
}

/// A paragraph below a table that opens like what stands under one, and is a paragraph after it.
fn no_foot(part: String) -> String {
    let bare = part.trim_start_matches(['*', '_']);
    match labels::TABLE_FOOT.iter().find(|opening| bare.starts_with(**opening)) {
        Some(opening) => {
            let marks = part.len() - bare.len();
            let (before, after) = part.split_at(marks);
            format!("{before}{}", escape::escaped_colon(after, opening))
        }
        None => part,
    }
}

/// Lines of which all but the first are set in.
pub(super) fn hung(text: &str, by: usize) -> String {
    let blank = " ".repeat(by);
    let line = |(index, line): (usize, &str)| match (index, line.is_empty()) {
        (0, _) | (_, true) => line.to_string(),
        _ => format!("{blank}{line}"),
    };
    text.split('\n').enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// Attributes in braces after a blank; nothing for none.
pub(super) fn braces(attributes: &[String]) -> String {
    if attributes.is_empty() { String::new() } else { format!(" {{{}}}", attributes.join(" ")) }
}

/// The same rule by which the reader knows a heading that opens its paragraph.
fn ends_in_stop(words: &str) -> bool {
    let words = words.trim_end().trim_end_matches(['"', '\'', '”', '’', '»', '）', ')', '」', '』', '》']);
    words.ends_with(['.', '!', '?', '。', '！', '？', '．', '…'])
}
