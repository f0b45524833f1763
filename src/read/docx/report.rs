//! What was met in a manuscript that a bulletin does not have: told once for each kind, with its number.

use super::desk::{Desk, Met};
use crate::diagnostics::{Code, Diagnostic, code};
use crate::read::Revisions;

/// Reports everything that was met.
pub(super) fn tell(desk: &mut Desk<'_>) {
    desk.tell_remarks();
    let met = desk.met().clone();
    for (what, (count, span)) in met {
        let (code, message, hint) = said(what, count, desk.revisions);
        desk.sink.report(Diagnostic::new(code, message).at(span).hint(hint));
    }
}

fn said(what: Met, count: usize, revisions: Revisions) -> (Code, String, &'static str) {
    let kept = match revisions {
        Revisions::Accept => "accepted",
        Revisions::Reject => "rejected",
        Revisions::Fail => "found",
    };
    let tracked = if revisions == Revisions::Fail { code::REVISIONS_OPEN } else { code::REVISIONS_SETTLED };
    let choose = "`--revisions accept`, `reject` or `fail` says what is to become of tracked changes";
    match what {
        Met::Insertion => (tracked, format!("{count} tracked insertion(s) were {kept}"), choose),
        Met::Deletion => (tracked, format!("{count} tracked deletion(s) were {kept}"), choose),
        Met::ParagraphMark => (tracked, format!("{count} tracked change(s) of paragraph ends were {kept}"), choose),
        Met::Hidden => (
            code::HIDDEN_TEXT_DROPPED,
            format!("{count} stretch(es) of hidden words were left out"),
            "show them in the manuscript, if they are to be printed",
        ),
        Met::Contents => (
            code::CONTENTS_DROPPED,
            format!("a table of contents or an index of {count} line(s) was left out"),
            "nothing to do: outputs make their own from the headings",
        ),
        Met::TextBox => (
            code::TEXT_BOX_MOVED,
            format!("{count} text box(es) were put below the paragraphs that they hang on"),
            "look whether they stand at the right place",
        ),
        Met::Equation => (
            code::EQUATION_FLATTENED,
            format!("{count} equation(s) were written in one line"),
            "look whether they read right, or put pictures of them in",
        ),
        Met::Chart => (
            code::DRAWING_NOT_KEPT,
            format!("{count} chart(s) or diagram(s) have no picture in the manuscript and were left out"),
            "save each as a picture (PNG or SVG) and put that in",
        ),
        Met::Embedded => (
            code::DRAWING_NOT_KEPT,
            format!("{count} embedded file(s) of other programs were left out"),
            "put their words or a picture of them in",
        ),
        Met::Picture => (
            code::DRAWING_NOT_KEPT,
            format!("{count} picture(s) are in a format that bulletins do not take"),
            "save them as PNG, JPEG or SVG and put them in again",
        ),
        Met::Linked => (
            code::DRAWING_NOT_KEPT,
            format!("{count} picture(s) lie outside the manuscript and were left out"),
            "put them in, so that they are part of the file",
        ),
        Met::LostPicture => (
            code::DRAWING_NOT_KEPT,
            format!("{count} picture(s) are named in the manuscript and are not in it"),
            "put them in again",
        ),
        Met::Widened => (
            code::LINK_WIDENED,
            format!("{count} link(s) to words lead to the sections around them"),
            "look whether they lead near enough",
        ),
        Met::Dangling => (
            code::LINK_DANGLING,
            format!("{count} link(s) lead to no place that a bulletin knows; their words were kept"),
            "set bookmarks at headings, tables and figures",
        ),
        Met::InnerTable => (
            code::TABLE_FLATTENED,
            format!("{count} cell(s) held a table; its paragraphs were kept"),
            "set the inner tables apart, or merge cells",
        ),
        Met::Symbol => (
            code::SYMBOL_UNKNOWN,
            format!("{count} sign(s) of symbol faces have no character that means the same; U+FFFD stands for them"),
            "put the right character in the manuscript",
        ),
        Met::UnfinishedField => (
            code::FIELD_UNFINISHED,
            format!("{count} field(s) have no end; the words in and after them were kept"),
            "look whether words of an instruction stand in the text, or words of a table of contents",
        ),
        Met::Capitals => (
            code::CAPITALS_NOT_KEPT,
            format!(
                "{count} stretch(es) of words are shown in capitals by the style of their paragraph; they stand as typed"
            ),
            "type capitals where they are to stay; the style of the bulletin sets its own",
        ),
        Met::Relabelled => (
            code::LABEL_CHANGED,
            format!("{count} number(s) of paragraphs stand otherwise in the manuscript than they will be printed"),
            "look whether other words refer to them; type the numbers that are to stay as they are",
        ),
        Met::UnsaidField => (
            code::FIELD_UNSAID,
            format!(
                "{count} field(s) have no result in the manuscript; what a word processor shows for them was left out"
            ),
            "update the fields (F9) and save the manuscript, or type the words",
        ),
        Met::Covered => (
            code::TABLE_FLATTENED,
            format!("{count} cell(s) that others reach over held words; they were put in those"),
            "word processors hide such words: take them away, if they are not to be printed",
        ),
        Met::MissingNote => (
            code::NOTE_MISSING,
            format!("{count} note(s) that are called are not in the manuscript; their marks were kept"),
            "write the notes, or take the marks away",
        ),
    }
}
