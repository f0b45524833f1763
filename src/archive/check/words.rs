//! Whether all formats of a bag say the same words, by our readers.

use super::{Checked, pdf};
use crate::archive::record::Record;
use crate::archive::remake::{Files, Remade};
use crate::ast::{Document, Inline, ReferenceForm, text, walk};
use crate::convert;
use crate::diagnostics::{Sink, code};
use crate::numbering::number;
use crate::read::{self, Input, Reader};
use crate::style::{NoteNumbering, StyleSheet};
use std::collections::{BTreeMap, BTreeSet};

/// So many characters are shown of where words differ.
const SHOWN: usize = 40;
/// So many words are named.
const MOST: usize = 5;
const HINT: &str = "find out which of them was changed, and make the bag again";

/// Compares the words of every output with those of the same output made again. An output that has the same bytes says the
/// same; the others are read, both by one reader, so that what a reader cannot know makes no difference.
pub(super) fn check(record: &Record, files: &Files, remade: &Remade, checked: &mut Checked) {
    for output in &record.outputs {
        let (path, again) = (output.file.path.as_str(), remade.output(&output.file.path));
        let Some(kept) = files.get(path).filter(|kept| again != Some(kept.as_slice())) else { continue };
        let fault = match output.format.as_deref() {
            Some("pdf") => printed(kept, again, &text::document(&remade.document)),
            format => format.and_then(read::by_name).and_then(|reader| {
                let wanted = again
                    .map_or_else(|| words(remade.document.clone(), &remade.style), |again| said(again, reader, remade));
                let (wanted, found) = difference(&wanted, &said(kept, reader, remade))?;
                Some(format!("says “{found}” where the source says “{wanted}”"))
            }),
        };
        if let Some(fault) = fault {
            checked.find(path, code::BAG_WORDS_DIFFER, format!("`{path}` {fault}"), HINT);
        }
    }
}

/// What an output says.
fn said(bytes: &[u8], reader: &Reader, remade: &Remade) -> String {
    let mut sink = Sink::new();
    let mut prepared = convert::prepare(&Input::new("", bytes), reader, &mut sink);
    number(&mut prepared.document, &remade.style, &mut sink);
    words(prepared.document, &remade.style)
}

/// Looks for every word of the source on the pages. How words follow one another there, lines and pages decide.
fn printed(kept: &[u8], again: Option<&[u8]>, source: &str) -> Option<String> {
    let mut lost = absent(source, &pdf::words(kept)?);
    if let Some(again) = again.and_then(pdf::words) {
        let unseen = absent(source, &again);
        lost.retain(|word| !unseen.contains(word));
    }
    let some = lost.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join("”, “");
    let count = lost.len();
    (count > 0).then(|| format!("does not say {count} words of the source, among them “{some}”"))
}

/// The words of a source that pages do not have. Words may be divided there, and Chinese has no blanks between words, so that
/// its characters are counted.
fn absent(source: &str, pages: &str) -> BTreeSet<String> {
    let joined: String = pages.chars().filter(|c| is_letter(*c)).collect();
    let words = source.split(|c| !is_letter(c) || text::is_east_asian(c));
    let mut absent: BTreeSet<String> = words.filter(|word| !joined.contains(word)).map(str::to_string).collect();
    let counted = |text: &str| {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        let characters = text.chars().filter(|c| is_letter(*c) && text::is_east_asian(*c));
        characters.for_each(|c| *counts.entry(c).or_default() += 1);
        counts
    };
    let there = counted(pages);
    let fewer = counted(source).into_iter().filter(|(c, count)| there.get(c).is_none_or(|there| there < count));
    absent.extend(fewer.map(|(c, _)| c.to_string()));
    absent
}

/// Whether a character is part of a word, whatever it looks like on the page: raised figures are not.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c.is_ascii_digit()
}

/// The words of a numbered document, but those that only finished pages can tell: on which page something stands, and the marks
/// of notes that are counted by page.
fn words(mut document: Document, style: &StyleSheet) -> String {
    walk::runs_mut(&mut document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| {
            if let Inline::Reference { form: ReferenceForm::Page, label, .. } = inline {
                *label = None;
            }
        });
    });
    if style.in_language(&document.front.lang).numbering.notes == NoteNumbering::Page {
        document.notes.iter_mut().for_each(|note| note.label = None);
    }
    plain(&text::document(&document))
}

/// Words with one blank between them.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where two texts part, some characters of each from there on.
fn difference(one: &str, other: &str) -> Option<(String, String)> {
    let common = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let rest = |text: &str| text.chars().skip(common).take(SHOWN).collect::<String>();
    (one != other).then(|| (rest(one), rest(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_where_words_part_is_shown() {
        assert_eq!(difference("a plan", "a plan"), None);
        assert_eq!(difference("the plan", "the pan"), Some(("lan".into(), "an".into())));
        assert_eq!(difference("创新", "创新驱动"), Some((String::new(), "驱动".into())));
        assert_eq!(plain(" a\n b\t c"), "a b c");
    }

    #[test]
    fn words_may_be_divided_on_pages_and_chinese_is_counted() {
        let absent = |source, pages| absent(source, pages).into_iter().collect::<Vec<_>>();
        assert_eq!(absent("The harbour’s bridges¹ 12", "The har-\nbour's 3 brid\nges 12"), Vec::<String>::new());
        assert_eq!(absent("the old bridge", "The bridge"), ["old", "the"]);
        assert_eq!(absent("创新创业", "创新 — 3 — 业"), ["创"]);
    }
}
