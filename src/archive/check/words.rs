//! Whether all formats of a bag say the same words, by our readers.

use super::Checked;
use crate::archive::record::Record;
use crate::archive::remake::{Files, Remade};
use crate::ast::{Document, Inline, ReferenceForm, text, walk};
use crate::convert;
use crate::diagnostics::{Sink, code};
use crate::numbering::number;
use crate::read::{self, Input};
use crate::style::{NoteNumbering, StyleSheet};

/// So many characters are shown of where words differ.
const SHOWN: usize = 40;

/// Compares the words of the source with those of every output that can be read back.
pub(super) fn check(record: &Record, files: &Files, remade: &Remade, checked: &mut Checked) {
    let source = words(remade.document.clone(), &remade.style);
    for output in &record.outputs {
        let reader = output.format.as_deref().and_then(read::by_name);
        let (Some(reader), Some(bytes)) = (reader, files.get(&output.file.path)) else { continue };
        let mut sink = Sink::new();
        let mut prepared = convert::prepare(&Input::new(&output.file.path, bytes), reader, &mut sink);
        number(&mut prepared.document, &remade.style, &mut sink);
        let found = words(prepared.document, &remade.style);
        if let Some((wanted, found)) = difference(&source, &found) {
            let path = &output.file.path;
            let message = format!("`{path}` says “{found}” where the source says “{wanted}”");
            let hint = "find out which of them was changed, and make the bag again";
            checked.find(path, code::BAG_WORDS_DIFFER, message, hint);
        }
    }
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
}
