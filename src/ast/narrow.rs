//! Marks that Chinese and Western text share, where they are Western ones in Chinese text, as around titles in references: narrow, as
//! the letters beside them.
//!
//! What is narrow is decided here for every format, and changes no words.

use super::text::is_east_asian;
use super::{Block, Document, Emphasis, Inline, Lang, Section, walk};
use std::collections::BTreeMap;
use std::ops::Range;

/// Whether Chinese and Western text both have the mark or sign (quotes, ①, Ⅳ, ○), full-width in the one and narrow in the
/// other.
#[must_use]
pub fn is_shared_mark(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '※' | '★' | '☆')
        || matches!(character, '\u{2160}'..='\u{217F}' | '\u{2460}'..='\u{24FF}' | '\u{25A0}'..='\u{25FF}')
}

/// The stretches of the Chinese texts of a document whose marks are narrow.
#[derive(Debug, Default)]
pub struct Narrow {
    /// By where a text stands in memory, as long as the document stays what it is.
    found: BTreeMap<usize, Vec<Range<usize>>>,
}

impl Narrow {
    /// Reads a document.
    #[must_use]
    pub fn of(document: &Document) -> Narrow {
        let mut narrow = Narrow::default();
        let front = &document.front;
        for title in &front.titles {
            narrow.read(&title.inlines, &title.lang);
            narrow.read(&title.subtitle, &title.lang);
        }
        front.editors_note.iter().for_each(|note| narrow.blocks(&note.blocks, &front.lang));
        narrow.blocks(&document.lead, &front.lang);
        narrow.sections(&document.sections, &front.lang);
        document.notes.iter().for_each(|note| narrow.blocks(&note.blocks, &front.lang));
        narrow
    }

    /// The stretches, in bytes and in order, of a text of the document.
    #[must_use]
    pub fn within(&self, text: &str) -> &[Range<usize>] {
        self.found.get(&text.as_ptr().addr()).map_or(&[], Vec::as_slice)
    }

    /// A text of the document in parts, each with whether its marks are narrow.
    #[must_use]
    pub fn parts<'t>(&self, text: &'t str) -> Vec<(&'t str, bool)> {
        let mut parts = Vec::new();
        let mut end = 0;
        for stretch in self.within(text) {
            parts.push((end..stretch.start, false));
            parts.push((stretch.clone(), true));
            end = stretch.end;
        }
        parts.push((end..text.len(), false));
        let filled = parts.into_iter().filter(|(range, _)| !range.is_empty());
        filled.filter_map(|(range, is_narrow)| Some((text.get(range)?, is_narrow))).collect()
    }

    fn sections(&mut self, sections: &[Section], around: &Lang) {
        for section in sections {
            let lang = section.lang.as_ref().unwrap_or(around);
            self.read(&section.title, lang);
            self.blocks(&section.blocks, lang);
            self.sections(&section.sections, lang);
        }
    }

    fn blocks(&mut self, blocks: &[Block], around: &Lang) {
        walk::blocks(blocks, &mut |block| {
            let lang = match block {
                Block::Paragraph(paragraph) => paragraph.lang.as_ref().unwrap_or(around),
                _ => around,
            };
            walk::own_inlines(block).into_iter().for_each(|run| self.read(run, lang));
        });
    }

    fn read(&mut self, run: &[Inline], lang: &Lang) {
        let mut line = Line::default();
        line.gather(run, lang);
        if line.texts.is_empty() || !line.words.contains(['“', '‘', '’']) {
            return;
        }
        let mut marks = narrow_marks(&line.words).into_iter().peekable();
        for (start, text) in line.texts {
            let end = start + text.len();
            while marks.next_if(|&mark| mark < start).is_some() {}
            let mut own = Vec::new();
            while let Some(mark) = marks.next_if(|&mark| mark < end) {
                own.push(mark - start);
            }
            if !own.is_empty() {
                self.found.insert(text.as_ptr().addr(), stretches(text, &own));
            }
        }
    }
}

/// The words of a run as a reader has them before the eyes, without raised marks.
#[derive(Default)]
struct Line<'t> {
    words: String,
    /// The texts in Chinese, each with where it begins.
    texts: Vec<(usize, &'t str)>,
}

impl<'t> Line<'t> {
    fn gather(&mut self, run: &'t [Inline], lang: &Lang) {
        for inline in run {
            match inline {
                Inline::Text { text, .. } => {
                    if lang.is_chinese() {
                        self.texts.push((self.words.len(), text));
                    }
                    self.words.push_str(text);
                }
                Inline::Reference { label, .. } => self.words.push_str(label.as_deref().unwrap_or_default()),
                Inline::LineBreak { .. } => self.words.push(' '),
                Inline::Styled { emphasis: Emphasis::Superscript, .. } => {}
                Inline::Language { lang, inlines, .. } => self.gather(inlines, lang),
                inline => self.gather(inline.children(), lang),
            }
        }
    }
}

/// Each stretch goes on from mark to mark where nothing Chinese stands between them.
fn stretches(text: &str, marks: &[usize]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for &mark in marks {
        let end = mark + text.get(mark..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let is_western = |between: &str| !between.contains(|c: char| is_east_asian(c) || is_shared_mark(c));
        match found.last_mut().filter(|last| text.get(last.end..mark).is_some_and(is_western)) {
            Some(last) => last.end = end,
            None => found.push(mark..end),
        }
    }
    found
}

/// The places of narrow marks: quotes around Western words, and apostrophes.
fn narrow_marks(words: &str) -> Vec<usize> {
    let mut found = quotes(words);
    let apostrophes = words.match_indices(['‘', '’']);
    found.extend(apostrophes.filter(|(at, mark)| is_within_word(words, *at, at + mark.len())).map(|(at, _)| at));
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether Western letters stand on both sides of a mark, as around an apostrophe.
#[must_use]
pub fn is_within_word(words: &str, start: usize, end: usize) -> bool {
    let before = words.get(..start).and_then(|words| words.chars().next_back());
    let after = words.get(end..).and_then(|words| words.chars().next());
    [before, after].iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()))
}

/// The places of curled quotes by which Western words are quoted among Western words, as titles are in references: `Widstrand, “Macro
/// approaches”, 1989`. Nothing Chinese stands between them nor at their outer sides, and a space or a bracket stands before them.
fn quotes(words: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, quote) in words.match_indices(['“', '”']) {
        match (quote, open.take()) {
            ("“", _) => open = Some(at),
            (_, Some(start)) if quotes_western(words, start, at) => {
                let within = words.get(start..at).unwrap_or_default();
                found.extend(within.match_indices(['“', '‘', '’']).map(|(inner, _)| start + inner));
                found.push(at);
            }
            _ => {}
        }
    }
    found
}

fn quotes_western(words: &str, open: usize, close: usize) -> bool {
    let quote = '“'.len_utf8();
    let [before, within, after] =
        [0..open, open + quote..close, close + quote..words.len()].map(|part| words.get(part).unwrap_or_default());
    let set_off = before.is_empty() || before.ends_with([' ', '\u{A0}', '(', '[']);
    let sides = [before.trim_end().chars().next_back(), after.trim_start().chars().next()];
    set_off
        && sides.iter().flatten().all(|side| side.is_ascii())
        && sides.iter().any(Option::is_some)
        && within.contains(|c: char| c.is_alphabetic())
        && !within.contains(is_east_asian)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{NoteId, Paragraph};
    use crate::diagnostics::Span;

    #[test]
    fn quotes_of_western_words_among_western_words_are_western() {
        let quotes = |words: &str| quotes(words).len();
        assert_eq!(quotes("Widstrand, “Macro-scale approaches”, Forum, 1989"), 2);
        assert_eq!(quotes("见 Widstrand, “Macro ‘scale’”, 1989，第3页"), 4);
        assert_eq!(quotes("“Macro” and more"), 2);
        for chinese in
            ["使用“Copilot”工具", "使用 “Copilot” 工具", "用AI“Copilot”1。", "a “规划”, b", "“AI”", "a “b", "a” b"]
        {
            assert_eq!(quotes(chinese), 0, "{chinese}");
        }
    }

    fn text(words: &str) -> Inline {
        Inline::text(words, Span::Unknown)
    }

    /// What is narrow of the texts of a paragraph in Chinese.
    fn narrow(inlines: Vec<Inline>) -> Vec<String> {
        let lead = vec![Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })];
        let mut document = Document { lead, ..Document::default() };
        document.front.lang = Lang::new("zh");
        let narrow = Narrow::of(&document);
        let mut found = Vec::new();
        walk::runs(&document, &mut |run| {
            walk::inlines(run, &mut |inline| {
                let Inline::Text { text, .. } = inline else { return };
                let parts = narrow.parts(text);
                assert_eq!(parts.iter().map(|(part, _)| *part).collect::<String>(), *text);
                found.extend(parts.into_iter().filter(|(_, is_narrow)| *is_narrow).map(|(part, _)| part.to_string()));
            });
        });
        found
    }

    #[test]
    fn stretches_go_from_mark_to_mark_among_western_words() {
        assert_eq!(narrow(vec![text("参见 Smith, “New cities”, 2001，用“AI”")]), ["“New cities”"]);
        assert_eq!(narrow(vec![text("GDP’s与GNP’s的“差别”")]), ["’", "’"]);
        assert_eq!(narrow(vec![text("“差别”，L1—L4")]), [""; 0]);
    }

    #[test]
    fn quotes_are_seen_across_looks_and_notes_and_not_in_other_languages() {
        let slanted =
            Inline::Styled { span: Span::Unknown, emphasis: Emphasis::Emphasis, inlines: vec![text("New ‘old’")] };
        let callout = Inline::Callout { span: Span::Unknown, note: NoteId("1".into()) };
        let across = vec![text("Smith, “"), slanted, text(" cities”"), callout, text(", 2001")];
        assert_eq!(narrow(across), ["“", "‘old’", "”"]);
        let inlines = vec![text("Smith, “New cities”, 2001")];
        assert_eq!(narrow(vec![Inline::Language { span: Span::Unknown, lang: Lang::new("en"), inlines }]), [""; 0]);
    }
}
