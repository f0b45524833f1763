//! The lines at the end of an issue. Where rules part them, they are the rows of a table, whose rules are as wide as the
//! text block although the words are set in, and each as thick as the style says.

use super::grid::{Grid, open_cell};
use super::manuscript::{Manuscript, Setting};
use super::markup::switch;
use super::names::Para;
use super::numbering;
use super::pieces::{Look, Row};
use super::shape::Shape;
use super::styles::IMPRINT;
use crate::ast::{ImprintLine, text};
use crate::geom::{Em, Pt};

/// How far turned lines hang under a label whose width only its face knows.
const HANGING: Em = Em(2.0);
/// Turned lines hang no further, em.
const WIDEST_LABEL: f64 = 8.0;

/// A line, with what stands at its right end.
struct Entry {
    words: String,
    hanging: Pt,
}

impl Manuscript<'_> {
    /// The lines at the end; one that stands at the right shares the line before it.
    pub(super) fn imprint(&mut self) {
        let entries = self.entries();
        if self.issue.style.imprint.is_ruled() && !entries.is_empty() {
            self.ruled_imprint(&entries);
        } else {
            let last = entries.len();
            (1..).zip(&entries).for_each(|(at, entry)| self.imprint_line(entry, at < last));
        }
    }

    /// The words of those lines.
    pub(super) fn imprint_lines(&self) -> Vec<String> {
        self.entries().into_iter().map(|entry| entry.words).collect()
    }

    fn entries(&self) -> Vec<Entry> {
        let size = self.issue.style.text.imprint.size;
        let mut entries: Vec<Entry> = Vec::new();
        for line in &self.issue.document.masthead.imprint {
            let words = format!("{}{}{}", line.label, text::gap(&line.label, &line.text), line.text);
            match entries.last_mut().filter(|_| line.flush_right) {
                Some(before) => before.words.extend(["\t", &words]),
                None => entries.push(Entry { words, hanging: hanging(line).at(size) }),
            }
        }
        entries
    }

    fn ruled_imprint(&mut self, entries: &[Entry]) {
        self.around_table(true);
        let width = self.issue.style.measure().twips();
        // What stands at a fixed place would cover notes at the foot of the same page.
        let at_foot = self.issue.style.imprint.at_foot && self.issue.document.notes.is_empty();
        Grid { style: IMPRINT, widths: &[width], at_foot, ..Grid::default() }.open(&mut self.xml);
        for (at, entry) in (1..).zip(entries) {
            self.xml.start("w:tr").start("w:trPr");
            switch(&mut self.xml, "w:cantSplit", true);
            self.xml.end();
            open_cell(&mut self.xml, width);
            self.xml.end();
            self.imprint_line(entry, at < entries.len());
            self.xml.end().end();
        }
        self.xml.end().line();
        // Word wants a paragraph after the last table; this one is too low to begin a page.
        self.paragraph(&Row::default(), &mut Setting::of(Para::AfterImprint));
    }

    fn imprint_line(&mut self, entry: &Entry, keep: bool) {
        let mut row = Row::default();
        row.words(Look::default(), entry.words.clone());
        let text = Shape::of(Para::Imprint, self.issue.style).text;
        let left = text.left.at(text.size) + entry.hanging;
        self.paragraph(&row, &mut Setting { keep, left, hanging: entry.hanging, ..Setting::of(Para::Imprint) });
    }
}

/// How far the turned lines of a line hang: under what follows its label, where that is in square characters.
fn hanging(line: &ImprintLine) -> Em {
    let width = numbering::width(&line.label);
    match line.label.chars().all(text::is_east_asian) {
        _ if line.label.is_empty() => Em(0.0),
        true if width <= WIDEST_LABEL => Em(width),
        _ => HANGING,
    }
}
