//! Labels and masthead lines, written into the document once so that every backend prints the same.

mod called;
mod floats;
mod ids;
mod lists;
mod masthead;
mod notes;
mod pattern;
mod references;
mod run_ins;
mod sections;

use crate::ast::{Document, Lang};
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::style::StyleSheet;
use ids::Ids;

/// Writes the labels of sections, notes, tables, figures and list items, and the masthead's lines, into the document.
///
/// Labels that the source carried stay as they are; they are checked against the sequence and reported where they
/// break it. References come last, since they print the labels of everything else.
pub fn number(document: &mut Document, style: &StyleSheet, sink: &mut Sink) {
    let own = style.in_language(&document.front.lang);
    tell_of_missing_words(document, style, sink);
    masthead::print(document, own);
    let mut ids = Ids::of(document);
    sections::label(document, style, &mut ids, sink);
    run_ins::check(document, sink);
    notes::label(document, own.numbering.notes);
    notes::label_tables(document);
    notes::check_calls(document, own.numbering.notes, sink);
    floats::label(document, style, &mut ids);
    lists::label(document);
    references::resolve(document, style, sink);
}

/// The lines in which the name of a bulletin is printed over what is in a language.
#[must_use]
pub fn name_lines(name: &str, lang: &Lang, style: &StyleSheet) -> Vec<String> {
    let own = style.in_language(lang);
    own.words(lang)
        .map_or_else(|| vec![name.to_string()], |words| masthead::name_lines(name, words, own.masthead.kind_apart))
}

/// What the program prints itself, labels and the issue line, is in the language of the issue only where the style has words in
/// it.
fn tell_of_missing_words(document: &Document, style: &StyleSheet, sink: &mut Sink) {
    let lang = &document.front.lang;
    if style.speaks(lang) {
        return;
    }
    let known: Vec<&str> = style.words.keys().map(String::as_str).collect();
    let message = format!("the style `{}` has no words in `{}`; English ones are printed", style.name, lang.tag());
    let hint = format!(
        "it has words in {}; give others in a style of your own, under `[words.{}]`",
        known.join(", "),
        lang.primary()
    );
    sink.report(Diagnostic::new(code::LANGUAGE_WITHOUT_WORDS, message).at(document.front.span).hint(hint));
}
