//! What the parts of the Word file share while they are written.

use super::bookmarks::Bookmarks;
use super::languages::{Languages, WordLang};
use super::marks::Marks;
use super::media::Media;
use super::names::Para;
use super::numbering::{Item, Numbering};
use super::sections::SectionNumbers;
use crate::ast::narrow::Narrow;
use crate::ast::{Alignment, Lang, Note, NoteId, walk};
use crate::diagnostics::Diagnostic;
use crate::geom::Pt;
use crate::package::Relations;
use crate::write::Issue;
use crate::xml::XmlWriter;
use std::collections::{BTreeMap, BTreeSet};

/// The file in the making: one story, the body's or the notes', is open at a time.
pub(super) struct Manuscript<'a> {
    pub(super) issue: Issue<'a>,
    /// The open story's markup and its ties.
    pub(super) xml: XmlWriter,
    pub(super) relations: Relations,
    pub(super) languages: Languages,
    pub(super) numbering: Numbering,
    pub(super) bookmarks: Bookmarks<'a>,
    pub(super) marks: Marks,
    pub(super) media: Media,
    pub(super) notes: Notes<'a>,
    pub(super) narrow: Narrow,
    pub(super) captions: Captions,
    /// What stands in the way of the file.
    pub(super) faults: Vec<Diagnostic>,
}

/// Which notes Word knows, and how far its own count has come.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    /// Word's id of each note, from 1, in the order of the model.
    pub(super) ids: BTreeMap<&'a NoteId, usize>,
    /// The marks of the notes under tables, of which Word knows nothing.
    pub(super) tables: BTreeMap<&'a NoteId, &'a str>,
    /// Those of them whose mark has stood in a table.
    pub(super) seen: BTreeSet<&'a NoteId>,
    /// The notes whose mark stands in the body.
    pub(super) called: BTreeSet<&'a NoteId>,
    /// Word's count.
    pub(super) count: u32,
    /// The notes whose marks Word does not count.
    pub(super) uncounted: BTreeSet<&'a NoteId>,
    /// Whether the open story is the notes' own, in which no note can be called.
    pub(super) inside: bool,
}

/// How far Word's counts of captions have come.
#[derive(Debug, Default)]
pub(super) struct Captions {
    pub(super) tables: u32,
    pub(super) figures: u32,
}

/// Where a block stands.
#[derive(Clone, Debug)]
pub(super) struct Setting<'a> {
    /// The style of its paragraphs.
    pub(super) para: Para,
    /// The language, where it is not the document's.
    pub(super) lang: Option<&'a Lang>,
    /// How many lists it is in.
    pub(super) depth: usize,
    /// How far the words of those lists are set in.
    pub(super) left: Pt,
    /// How far the number of the item around it is set in, where the item's other lines are not.
    pub(super) first_line: Pt,
    /// How far the first line stands out from those that it turns over to.
    pub(super) hanging: Pt,
    /// How much narrower than the measure its place is: in a box.
    pub(super) inset: Pt,
    /// How its column is set, in a table.
    pub(super) alignment: Alignment,
    /// The decimal tab on which its figure stands, in a table, in twips.
    pub(super) stop: Option<i64>,
    /// Whether its paragraphs stay on the page of what follows.
    pub(super) keep: bool,
    /// The space over its paragraphs, where that is not their style's.
    pub(super) above: Option<Pt>,
    /// What the first paragraph opens with; taken by it.
    pub(super) opening: Option<Opening<'a>>,
}

/// What the first paragraph of some blocks opens with.
#[derive(Clone, Debug)]
pub(super) enum Opening<'a> {
    /// A live marker of a list.
    Item(Item),
    /// A marker that Word cannot count, as plain words, set out by some length.
    Typed(&'a str, Pt),
    /// The mark of a note: the label, and whether Word counts it.
    Note(&'a str, bool),
    /// The words `Editor’s Note`.
    EditorsNote(&'a str),
}

impl<'a> Setting<'a> {
    /// Paragraphs of a style.
    pub(super) fn of(para: Para) -> Setting<'a> {
        Setting {
            para,
            lang: None,
            depth: 0,
            left: Pt::ZERO,
            first_line: Pt::ZERO,
            hanging: Pt::ZERO,
            inset: Pt::ZERO,
            alignment: Alignment::Left,
            stop: None,
            keep: false,
            above: None,
            opening: None,
        }
    }

    /// The same in a language, where one is given.
    pub(super) fn in_lang(&self, lang: Option<&'a Lang>) -> Setting<'a> {
        Setting { lang: lang.or(self.lang), ..self.clone() }
    }
}

impl<'a> Manuscript<'a> {
    /// A file in which nothing is written yet.
    pub(super) fn new(issue: Issue<'a>) -> Manuscript<'a> {
        let document = issue.document;
        let sections = SectionNumbers::of(&document.sections, &issue.style.numbering);
        let ids = (1..).zip(&document.notes).map(|(id, note)| (&note.id, id)).collect();
        let mark = |note: &'a Note| note.label.as_ref().map_or("", |label| label.text.as_str());
        let tables = walk::table_notes(document).into_iter().map(|note| (&note.id, mark(note))).collect();
        Manuscript {
            issue,
            xml: XmlWriter::default(),
            relations: Relations::default(),
            languages: Languages::of(&document.front.lang),
            numbering: Numbering::new(sections, issue.style.text.list_item.size),
            bookmarks: Bookmarks::of(document),
            marks: Marks::default(),
            media: Media::default(),
            notes: Notes { ids, tables, ..Notes::default() },
            narrow: Narrow::of(document),
            captions: Captions::default(),
            faults: Vec::new(),
        }
    }

    /// A language as Word names it, where text in it needs a mark.
    pub(super) fn marked(&self, lang: Option<&Lang>) -> Option<WordLang> {
        lang.map(WordLang::of).filter(|lang| !self.languages.hold(lang))
    }

    /// Whether quotes and dashes are full-width in a language, or else in the document's.
    pub(super) fn is_east_asian(&self, lang: Option<&Lang>) -> bool {
        lang.map_or(self.languages.own.is_east_asian(), |lang| WordLang::of(lang).is_east_asian())
    }
}
