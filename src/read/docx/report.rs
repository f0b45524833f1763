//! What was met in a manuscript that a bulletin does not have: told once for each kind, with its number.

use super::desk::{Desk, Met};
use crate::diagnostics::{Code, Diagnostic, code, counted::counted};
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
        Met::Insertion => {
            (tracked, format!("{} {kept}", counted(count, "tracked insertion was", "tracked insertions were")), choose)
        }
        Met::Deletion => {
            (tracked, format!("{} {kept}", counted(count, "tracked deletion was", "tracked deletions were")), choose)
        }
        Met::ParagraphMark => (
            tracked,
            format!(
                "{} {kept}",
                counted(count, "tracked change of a paragraph end was", "tracked changes of paragraph ends were")
            ),
            choose,
        ),
        Met::Hidden => (
            code::HIDDEN_TEXT_DROPPED,
            counted(count, "stretch of hidden words was left out", "stretches of hidden words were left out"),
            "show them in the manuscript, if they are to be printed",
        ),
        Met::Contents => (
            code::CONTENTS_DROPPED,
            format!("a table of contents or an index of {} was left out", counted(count, "line", "lines")),
            "nothing to do: outputs make their own from the headings",
        ),
        Met::TextBox => (
            code::TEXT_BOX_MOVED,
            counted(
                count,
                "text box was put below the paragraph that it hangs on",
                "text boxes were put below the paragraphs that they hang on",
            ),
            "look whether they stand at the right place",
        ),
        Met::Equation => (
            code::EQUATION_FLATTENED,
            counted(count, "equation was written in one line", "equations were written in one line"),
            "look whether they read right, or put pictures of them in",
        ),
        Met::Chart => (
            code::DRAWING_NOT_KEPT,
            counted(
                count,
                "chart or diagram has no picture in the manuscript and was left out",
                "charts or diagrams have no picture in the manuscript and were left out",
            ),
            "save each as a picture (PNG or SVG) and put that in",
        ),
        Met::Embedded => (
            code::DRAWING_NOT_KEPT,
            counted(
                count,
                "embedded file of another program was left out",
                "embedded files of other programs were left out",
            ),
            "put their words or a picture of them in",
        ),
        Met::Picture => (
            code::DRAWING_NOT_KEPT,
            counted(
                count,
                "picture is in a format that bulletins do not take",
                "pictures are in a format that bulletins do not take",
            ),
            "save them as PNG, JPEG or SVG and put them in again",
        ),
        Met::Linked => (
            code::DRAWING_NOT_KEPT,
            counted(
                count,
                "picture lies outside the manuscript and was left out",
                "pictures lie outside the manuscript and were left out",
            ),
            "put them in, so that they are part of the file",
        ),
        Met::LostPicture => (
            code::DRAWING_NOT_KEPT,
            counted(
                count,
                "picture is named in the manuscript and is not in it",
                "pictures are named in the manuscript and are not in it",
            ),
            "put them in again",
        ),
        Met::Widened => (
            code::LINK_WIDENED,
            counted(
                count,
                "link to words leads to the section around them",
                "links to words lead to the sections around them",
            ),
            "look whether they lead near enough",
        ),
        Met::Dangling => (
            code::LINK_DANGLING,
            counted(
                count,
                "link leads to no place that a bulletin knows; its words were kept",
                "links lead to no place that a bulletin knows; their words were kept",
            ),
            "set bookmarks at headings, tables and figures",
        ),
        Met::InnerTable => (
            code::TABLE_FLATTENED,
            counted(
                count,
                "cell held a table; its paragraphs were kept",
                "cells held a table; its paragraphs were kept",
            ),
            "set the inner tables apart, or merge cells",
        ),
        Met::Symbol => (
            code::SYMBOL_UNKNOWN,
            counted(
                count,
                "sign of a symbol face has no character that means the same; U+FFFD stands for it",
                "signs of symbol faces have no character that means the same; U+FFFD stands for them",
            ),
            "put the right character in the manuscript",
        ),
        Met::UnfinishedField => (
            code::FIELD_UNFINISHED,
            counted(
                count,
                "field has no end; the words in and after it were kept",
                "fields have no end; the words in and after them were kept",
            ),
            "look whether words of an instruction stand in the text, or words of a table of contents",
        ),
        Met::Capitals => (
            code::CAPITALS_NOT_KEPT,
            counted(
                count,
                "stretch of words is shown in capitals by the style of its paragraph; it stands as typed",
                "stretches of words are shown in capitals by the style of their paragraph; they stand as typed",
            ),
            "type capitals where they are to stay; the style of the bulletin sets its own",
        ),
        Met::Relabelled => (
            code::LABEL_CHANGED,
            counted(
                count,
                "number of a paragraph stands otherwise in the manuscript than it will be printed",
                "numbers of paragraphs stand otherwise in the manuscript than they will be printed",
            ),
            "look whether other words refer to them; type the numbers that are to stay as they are",
        ),
        Met::UnsaidField => (
            code::FIELD_UNSAID,
            counted(
                count,
                "field has no result in the manuscript; what a word processor shows for it was left out",
                "fields have no result in the manuscript; what a word processor shows for them was left out",
            ),
            "update the fields (F9) and save the manuscript, or type the words",
        ),
        Met::Covered => (
            code::TABLE_FLATTENED,
            counted(
                count,
                "cell that others reach over held words; they were put in those",
                "cells that others reach over held words; they were put in those",
            ),
            "word processors hide such words: take them away, if they are not to be printed",
        ),
        Met::MissingNote => (
            code::NOTE_MISSING,
            counted(
                count,
                "note that is called is not in the manuscript; its marks were kept",
                "notes that are called are not in the manuscript; their marks were kept",
            ),
            "write the notes, or take the marks away",
        ),
    }
}
