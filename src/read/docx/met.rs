//! What a manuscript may have that a bulletin does not, and what is told of each kind: once, with its number.

use crate::diagnostics::{Code, code};

/// What is told of a kind.
pub(super) struct Account {
    /// The kind of finding.
    pub(super) code: Code,
    /// What follows the number, of one and of more.
    pub(super) one: &'static str,
    /// See [`Account::one`].
    pub(super) many: &'static str,
    /// What to do.
    pub(super) hint: &'static str,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $code:ident $one:literal $many:literal $hint:literal)*) => {
        /// What was met that is told of once, with its number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Met {
            $($(#[$doc])* $name,)*
        }

        impl Met {
            /// What is told of it.
            pub(super) fn account(self) -> Account {
                match self {
                    $(Met::$name => Account { code: code::$code, one: $one, many: $many, hint: $hint },)*
                }
            }
        }
    };
}

kinds! {
    /// Words that somebody put in, tracked.
    Insertion REVISIONS_SETTLED
        "tracked insertion was"
        "tracked insertions were"
        "`--revisions accept`, `reject` or `fail` says what is to become of tracked changes"
    /// Words that somebody took out, tracked.
    Deletion REVISIONS_SETTLED
        "tracked deletion was"
        "tracked deletions were"
        "`--revisions accept`, `reject` or `fail` says what is to become of tracked changes"
    /// Paragraphs that tracked changes join or part.
    ParagraphMark REVISIONS_SETTLED
        "tracked change of a paragraph end was"
        "tracked changes of paragraph ends were"
        "`--revisions accept`, `reject` or `fail` says what is to become of tracked changes"
    /// Words that are hidden.
    Hidden HIDDEN_TEXT_DROPPED
        "stretch of hidden words was left out"
        "stretches of hidden words were left out"
        "show them in the manuscript, if they are to be printed"
    /// A table of contents.
    Contents CONTENTS_DROPPED
        "line of a table of contents or an index was left out"
        "lines of tables of contents and indexes were left out"
        "nothing to do: outputs make their own from the headings"
    /// Text in a frame of its own.
    TextBox TEXT_BOX_MOVED
        "text box was put below the paragraph that it hangs on"
        "text boxes were put below the paragraphs that they hang on"
        "look whether they stand at the right place"
    /// An equation.
    Equation EQUATION_FLATTENED
        "equation was written in one line"
        "equations were written in one line"
        "look whether they read right, or put pictures of them in"
    /// A chart or a diagram without a picture of it.
    Chart DRAWING_NOT_KEPT
        "chart or diagram has no picture in the manuscript and was left out"
        "charts or diagrams have no picture in the manuscript and were left out"
        "save each as a picture (PNG or SVG) and put that in"
    /// A file of another program inside.
    Embedded DRAWING_NOT_KEPT
        "embedded file of another program was left out"
        "embedded files of other programs were left out"
        "put their words or a picture of them in"
    /// A picture in a format that bulletins do not take.
    Picture DRAWING_NOT_KEPT
        "picture is in a format that bulletins do not take"
        "pictures are in a format that bulletins do not take"
        "save them as PNG, JPEG or SVG and put them in again"
    /// A picture that lies outside the manuscript.
    Linked DRAWING_NOT_KEPT
        "picture lies outside the manuscript and was left out"
        "pictures lie outside the manuscript and were left out"
        "put them in, so that they are part of the file"
    /// A picture that is named and is not there.
    LostPicture DRAWING_NOT_KEPT
        "picture is named in the manuscript and is not in it"
        "pictures are named in the manuscript and are not in it"
        "put them in again"
    /// A link to words, which leads to the section around them.
    Widened LINK_WIDENED
        "link to words leads to the section around them"
        "links to words lead to the sections around them"
        "look whether they lead near enough"
    /// A link to what is not there, or to words before the first section.
    Dangling LINK_DANGLING
        "link leads to no place that a bulletin knows; its words were kept"
        "links lead to no place that a bulletin knows; their words were kept"
        "set bookmarks at headings, tables and figures"
    /// A table in a table.
    InnerTable TABLE_FLATTENED
        "cell held a table; its paragraphs were kept"
        "cells held a table; its paragraphs were kept"
        "set the inner tables apart, or merge cells"
    /// A sign of a symbol face that no other face has.
    Symbol SYMBOL_UNKNOWN
        "sign of a symbol face has no character that means the same; U+FFFD stands for it"
        "signs of symbol faces have no character that means the same; U+FFFD stands for them"
        "put the right character in the manuscript"
    /// A field without its end, or words in an instruction that has none.
    UnfinishedField FIELD_UNFINISHED
        "field has no end; the words in and after it were kept"
        "fields have no end; the words in and after them were kept"
        "look whether words of an instruction stand in the text, or words of a table of contents"
    /// Words that a style shows in capitals.
    Capitals CAPITALS_NOT_KEPT
        "stretch of words is shown in capitals by the style of its paragraph; it stands as typed"
        "stretches of words are shown in capitals by the style of their paragraph; they stand as typed"
        "type capitals where they are to stay; the style of the bulletin sets its own"
    /// A number of a paragraph that will be printed otherwise.
    Relabelled LABEL_CHANGED
        "number of a paragraph stands otherwise in the manuscript than it will be printed"
        "numbers of paragraphs stand otherwise in the manuscript than they will be printed"
        "look whether other words refer to them; type the numbers that are to stay as they are"
    /// A field without a result, of which only a word processor knows what it shows.
    UnsaidField FIELD_UNSAID
        "field has no result in the manuscript; what a word processor shows for it was left out"
        "fields have no result in the manuscript; what a word processor shows for them was left out"
        "update the fields (F9) and save the manuscript, or type the words"
    /// A cell with words that another one reaches over.
    Covered TABLE_FLATTENED
        "cell that others reach over held words; they were put in those"
        "cells that others reach over held words; they were put in those"
        "word processors hide such words: take them away, if they are not to be printed"
    /// The mark of a note that is not there.
    MissingNote NOTE_MISSING
        "note that is called is not in the manuscript; its marks were kept"
        "notes that are called are not in the manuscript; their marks were kept"
        "write the notes, or take the marks away"
}
