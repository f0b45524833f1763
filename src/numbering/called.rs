//! What the parts of an issue are called where a reference names them: `Table 3`, `Section II(a)`, “What the terms mean”.

use crate::ast::{Block, Document, Label, Lang, Section, numerals, text, walk};
use crate::style::StyleSheet;
use std::collections::BTreeMap;

/// What stands around the numeral of a label.
const MARKS: [char; 7] = ['.', '、', '．', '(', ')', '（', '）'];

/// What one part is called.
pub(super) struct Called {
    /// In whole: `Section II`.
    pub(super) words: String,
    /// By its number alone, if it has one: `II`, `II(a)`.
    pub(super) number: Option<String>,
}

/// Everything that has an id, and what it is called, if anything.
pub(super) struct Callings<'a> {
    style: &'a StyleSheet,
    found: BTreeMap<String, Option<Called>>,
}

impl Callings<'_> {
    pub(super) fn of<'a>(document: &Document, style: &'a StyleSheet) -> Callings<'a> {
        let mut callings = Callings { style, found: BTreeMap::new() };
        let lang = &document.front.lang;
        if let Some(note) = &document.front.editors_note {
            callings.blocks(&note.blocks, lang);
        }
        callings.blocks(&document.lead, lang);
        callings.sections(&document.sections, lang, None);
        document.notes.iter().for_each(|note| callings.blocks(&note.blocks, lang));
        for note in walk::notes(document) {
            callings.found.insert(note.id.0.clone(), note.label.as_ref().map(counted));
        }
        callings
    }

    /// Whether anything has an id.
    pub(super) fn knows(&self, id: &str) -> bool {
        self.found.contains_key(id)
    }

    /// What the part with an id is called.
    pub(super) fn of_id(&self, id: &str) -> Option<&Called> {
        self.found.get(id)?.as_ref()
    }

    fn sections(&mut self, sections: &[Section], around: &Lang, outer: Option<&Called>) {
        for section in sections {
            let lang = section.lang.as_ref().unwrap_or(around);
            let called = match &section.label {
                Some(label) => Some(self.numbered(label, lang, outer)),
                None => self.quoted(&text::inlines(&section.title), lang),
            };
            self.blocks(&section.blocks, lang);
            self.sections(&section.sections, lang, called.as_ref());
            self.found.extend(section.id.clone().map(|id| (id, called)));
        }
    }

    fn blocks(&mut self, blocks: &[Block], lang: &Lang) {
        walk::blocks(blocks, &mut |block| {
            let called = match block {
                Block::Table(table) => table.label.as_ref().map(counted),
                Block::Figure(figure) => figure.label.as_ref().map(counted),
                Block::Boxed(boxed) => self.quoted(&text::inlines(&boxed.title), lang),
                _ => return,
            };
            self.found.extend(block.id().map(|id| (id.to_string(), called)));
        });
    }

    /// A section by its number, after that of the one around it. A label that is more than a numeral, such as
    /// `第二章`, says itself what it counts.
    fn numbered(&self, label: &Label, lang: &Lang, outer: Option<&Called>) -> Called {
        let bare = label.text.trim_end_matches(['.', '、', '．']);
        let numeral = label.text.trim_matches(MARKS);
        if !is_numeral(numeral) {
            return Called { words: bare.to_string(), number: Some(label.number.to_string()) };
        }
        if let Some(Called { words, number: Some(number) }) = outer {
            return Called { words: joined(words, bare), number: Some(joined(number, bare)) };
        }
        let words = self.style.words(lang).map_or("{n}", |words| &words.section).replace("{n}", numeral);
        Called { words, number: Some(numeral.to_string()) }
    }

    fn quoted(&self, title: &str, lang: &Lang) -> Option<Called> {
        let pattern = self.style.words(lang).map_or("{title}", |words| &words.quoted);
        let words = (!title.is_empty()).then(|| pattern.replace("{title}", title))?;
        Some(Called { words, number: None })
    }
}

/// A table, figure or note, whose label says what it is.
fn counted(label: &Label) -> Called {
    let number = if label.text.contains(char::is_alphabetic) { label.number.to_string() } else { label.text.clone() };
    Called { words: label.text.clone(), number: Some(number) }
}

fn is_numeral(text: &str) -> bool {
    let letters = |case: fn(&u8) -> bool| !text.is_empty() && text.bytes().all(|letter| case(&letter));
    let upper = letters(u8::is_ascii_uppercase) || letters(u8::is_ascii_lowercase);
    upper || letters(u8::is_ascii_digit) || numerals::parse_chinese(text).is_some()
}

/// An inner number after an outer one, with a point where the two would run together.
fn joined(outer: &str, inner: &str) -> String {
    let is_run =
        outer.ends_with(|c: char| c.is_ascii_alphanumeric()) && inner.starts_with(|c: char| c.is_alphanumeric());
    format!("{outer}{}{inner}", if is_run { "." } else { "" })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::ast::Inline;
    use crate::diagnostics::Span;
    use crate::style::{built_in_source, resolve};

    fn label(text: &str) -> Option<Label> {
        Some(Label { text: text.into(), number: 2, literal: true })
    }

    fn section(id: &str, label: Option<Label>, sections: Vec<Section>) -> Section {
        let title = vec![Inline::text("Terms", Span::Unknown)];
        Section { id: Some(id.into()), label, title, sections, ..Section::default() }
    }

    fn words(lang: &str, labels: [Option<Label>; 3]) -> [String; 3] {
        let [first, second, third] = labels;
        let inner = section("c", third, Vec::new());
        let outer = section("a", first, vec![section("b", second, vec![inner])]);
        let mut document = Document { sections: vec![outer], ..Document::default() };
        document.front.lang = Lang::new(lang);
        let style = resolve(built_in_source("plain").unwrap(), &|_| None).unwrap();
        let callings = Callings::of(&document, &style);
        ["a", "b", "c"].map(|id| callings.of_id(id).map(|called| called.words.clone()).unwrap_or_default())
    }

    #[test]
    fn sections_are_called_by_the_numbers_from_the_outermost_in() {
        assert_eq!(
            words("en", [label("II."), label("(b)"), label("(iv)")]),
            ["Section II", "Section II(b)", "Section II(b)(iv)"]
        );
        assert_eq!(words("en", [label("2."), label("2."), label("B.")]), ["Section 2", "Section 2.2", "Section 2.2.B"]);
        assert_eq!(
            words("zh", [label("二、"), label("（二）"), label("2.")]),
            ["第二部分", "第二部分（二）", "第二部分（二）2"]
        );
    }

    #[test]
    fn labels_that_say_what_they_count_stay_and_titles_without_one_are_quoted() {
        assert_eq!(words("zh", [label("第二章"), label("（二）"), None]), ["第二章", "第二章（二）", "“Terms”"]);
        assert_eq!(words("en", [None, label("(b)"), label("(iv)")]), ["“Terms”", "Section b", "Section b(iv)"]);
        assert_eq!(words("zh-Hant", [None, None, label("一、")]), ["「Terms」", "「Terms」", "第一部分"]);
    }
}
