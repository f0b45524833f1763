//! What stands around the words of a manuscript: remarks in the margin, and the heads and feet of its pages.

use super::desk::Desk;
use super::fields::Fields;
use super::paragraphs::chosen;
use super::spaces::SPACES;
use crate::ast::Front;
use crate::ast::text::is_east_asian;
use crate::diagnostics::{Diagnostic, Span, code, counted::counted};
use crate::read::genre::masthead::is_classification;
use crate::xml::{Element, Node, XmlError, XmlReader};
use std::collections::BTreeMap;

/// So many remarks are told one by one; beyond that their number is told.
const MOST: usize = 50;
/// So many characters of something are quoted.
const LONGEST: usize = 120;

/// A remark in the margin.
#[derive(Clone, Debug, Default)]
pub(super) struct Remark {
    author: String,
    words: String,
}

/// The remarks of the part that holds them, by their numbers.
pub(super) fn remarks(text: &str) -> Result<BTreeMap<String, Remark>, XmlError> {
    let mut found = BTreeMap::new();
    let mut reader = XmlReader::new(text, SPACES);
    reader.open()?;
    while let Some(node) = reader.child()? {
        if let Node::Element(element) = node
            && element.is("w", "comment")
        {
            let said = |name: &str| element.attribute(name).unwrap_or_default().to_string();
            found.insert(said("id"), Remark { author: said("author"), words: quoted(&element.words()) });
        }
    }
    Ok(found)
}

/// Words in one line, cut where they are many.
fn quoted(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default()),
        None => words,
    }
}

/// A paragraph of a head or foot of pages.
struct Edge {
    words: String,
    /// Whether it is the first one there.
    first: bool,
}

/// The paragraphs of a head or foot of pages, without those that have no words.
fn lines(text: &str) -> Result<Vec<Edge>, XmlError> {
    let mut lines = Vec::new();
    let mut reader = XmlReader::new(text, SPACES);
    reader.open()?;
    let (mut fields, mut first) = (Fields::default(), true);
    while let Some(node) = reader.child()? {
        if let Node::Element(element) = node {
            let mut words = String::new();
            gather(&element, &mut fields, &mut words);
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let first = std::mem::take(&mut first);
            lines.extend(says(&words).then_some(Edge { words, first }));
        }
    }
    Ok(lines)
}

/// Whether a line says more than which page it is on. Programs that make manuscripts type a number where its field should be.
fn says(line: &str) -> bool {
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (numbers, words): (Vec<&str>, Vec<&str>) = words.partition(|word| word.chars().all(|c| c.is_ascii_digit()));
    let of_pages =
        |word: &&str| matches!(word.to_lowercase().as_str(), "page" | "of" | "p" | "第" | "页" | "頁" | "共");
    !words.iter().all(of_pages) || numbers.len() > if words.is_empty() { 1 } else { 2 }
}

/// The words that are shown: fields count pages, and what they are told to do is not shown.
fn gather(element: &Element<'_>, fields: &mut Fields, words: &mut String) {
    for child in element.elements() {
        match (child.space, child.name) {
            ("w" | "a" | "m", "t") if fields.counts_pages() => words.push(' '),
            ("w" | "a" | "m", "t") => words.push_str(&child.words()),
            ("v", "textpath") => words.push_str(child.attribute("string").unwrap_or_default()),
            ("w", "fldChar") => fields.take(child.attribute("fldCharType")),
            ("w", "instrText") => fields.instruct(&child.words()),
            ("w", "fldSimple") => {
                fields.take(Some("begin"));
                fields.instruct(child.attribute("instr").unwrap_or_default());
                gather(child, fields, words);
                fields.take(Some("end"));
            }
            ("w", "del" | "moveFrom") => {}
            ("mc", "AlternateContent") => chosen(child).iter().for_each(|inner| gather(inner, fields, words)),
            ("w", "tab" | "br") => words.push(' '),
            ("w" | "a", "p") => {
                words.push(' ');
                gather(child, fields, words);
            }
            _ => gather(child, fields, words),
        }
    }
}

/// The words of a line, and each Han character of it.
fn terms(line: &str) -> impl Iterator<Item = &str> {
    let words = line.split(|c: char| !c.is_alphanumeric());
    words.flat_map(|word| word.split_inclusive(is_east_asian)).filter(|word| !word.is_empty())
}

impl Desk<'_> {
    /// Tells of every remark, with what it says: first of those that hang on words.
    pub(super) fn tell_remarks(&mut self) {
        let hangs = |id: &String| self.remarked.iter().any(|(known, _)| known == id);
        let loose = self.remarks.iter().filter(|(id, remark)| !remark.words.is_empty() && !hangs(id));
        let from = |id: &String| self.remarked_from.get(id).copied().unwrap_or(Span::Unknown);
        let loose: Vec<(String, Span)> = loose.map(|(id, _)| (id.clone(), from(id))).collect();
        self.remarked.extend(loose);
        let hint = "settle it in the manuscript, if it is still open";
        for (id, span) in self.remarked.iter().take(MOST) {
            let remark = self.remarks.get(id).cloned().unwrap_or_default();
            let author = if remark.author.is_empty() { String::new() } else { format!(" by {}", remark.author) };
            let message = format!("a remark in the margin{author} was left out: `{}`", remark.words);
            self.sink.report(Diagnostic::new(code::REMARK_DROPPED, message).at(*span).hint(hint));
        }
        let more = self.remarked.len().saturating_sub(MOST);
        if more > 0 {
            let message =
                counted(more, "more remark in the margin was left out", "more remarks in the margin were left out");
            self.sink.report(Diagnostic::new(code::REMARK_DROPPED, message).hint(hint));
        }
    }

    /// Whether a line is one that the writer of our own files put there, of what the issue says itself.
    fn is_running_head(&self, line: &Edge) -> bool {
        self.aside.is_kept && line.first && terms(&line.words).all(|term| self.text.contains(term))
    }

    /// Tells of the words in the heads and feet of pages, each once. A marking of who may see the issue is a fact of it.
    pub(super) fn furniture(&mut self, parts: &[String], front: &mut Front) -> Result<(), XmlError> {
        let mut told: Vec<String> = Vec::new();
        for line in parts.iter().map(|text| lines(text)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            if told.contains(&line.words) || told.len() >= MOST || self.is_running_head(&line) {
                continue;
            }
            let line = line.words;
            let (code, message, hint) = if front.classification.is_none() && is_classification(&line) {
                front.classification = Some(line.clone());
                let message = format!("`{line}` at the edge of pages was read as the classification");
                (code::FRONT_MATTER_READ, message, "look whether it is; if not, mend the imported source")
            } else {
                let message = format!("`{}` at the head or foot of pages was left out", quoted(&line));
                (
                    code::PAGE_FURNITURE_DROPPED,
                    message,
                    "nothing to do, if the style sets its own; else put it among the words",
                )
            };
            self.sink.report(Diagnostic::new(code, message).at(Span::Unknown).hint(hint));
            told.push(line);
        }
        Ok(())
    }
}
