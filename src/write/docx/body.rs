//! `word/document.xml`: masthead, titles, editor's note, body, imprint.

use super::figure::labelled;
use super::furniture::{Furniture, Place};
use super::manuscript::{Manuscript, Opening, Setting};
use super::marks::Mark;
use super::markup::{root, val};
use super::names::Para;
use super::numbering::{Item, SILENT};
use super::pieces::{Look, Piece, Row};
use super::sections::Marker;
use super::signs::spoken;
use crate::ast::{EditorsNote, Section, Title, text};
use crate::geom::Pt;
use crate::style::NoteNumbering;

impl<'a> Manuscript<'a> {
    /// Writes the whole body; furniture is tied to the last section's properties.
    pub(super) fn body(&mut self, furniture: &Furniture) {
        self.xml = root("w:document");
        self.xml.start("w:body").line();
        self.masthead();
        let document = self.issue.document;
        for (index, title) in document.front.titles.iter().enumerate() {
            self.title(title, index == 0);
        }
        document.front.editors_note.iter().for_each(|note| self.editors_note(note));
        self.blocks(&document.lead, Setting::of(Para::BodyText));
        let mut markers = std::mem::take(&mut self.numbering.sections.markers).into_iter();
        let mut first = true;
        for section in &document.sections {
            let anew = self.issue.style.numbering.notes == NoteNumbering::Section;
            if anew && self.notes.count > 0 {
                self.section_break(furniture, first);
                first = false;
            }
            self.sections(std::slice::from_ref(section), 1, &Setting::of(Para::BodyText), &mut markers);
        }
        self.imprint();
        self.uncalled_notes();
        furniture.section(&mut self.xml, &mut self.relations, self.issue.style, Place { first });
        self.xml.end();
    }

    /// Word counts notes anew only in a section of its own.
    fn section_break(&mut self, furniture: &Furniture, first: bool) {
        self.xml.start("w:p").start("w:pPr");
        val(&mut self.xml, "w:pStyle", Para::SectionBreak.id());
        furniture.section(&mut self.xml, &mut self.relations, self.issue.style, Place { first });
        self.xml.end().end().line();
        self.notes.count = 0;
    }

    fn masthead(&mut self) {
        let document = self.issue.document;
        let masthead = &document.masthead;
        let markings = document.markings();
        let above = self.above_name(markings.len());
        markings.into_iter().for_each(|[left, right]| self.two_ends(Para::Marking, left, right));
        let apart = self.issue.style.masthead.kind_apart && masthead.name.len() > 1;
        let (name, kind) = masthead.name.split_at(masthead.name.len() - usize::from(apart));
        let mut row = Row::default();
        for (index, line) in name.iter().enumerate() {
            if index > 0 {
                row.0.push(Piece::Break(Look::default()));
            }
            row.words(Look::default(), line.as_str());
        }
        if !row.0.is_empty() {
            self.paragraph(&row, &mut Setting { above, ..Setting::of(Para::MastheadName) });
        }
        kind.iter().for_each(|kind| self.line(Para::MastheadKind, kind));
        self.line(Para::IssueLine, masthead.issue_line.as_deref().unwrap_or_default());
        self.two_ends(Para::PublisherLine, masthead.publisher.as_deref(), masthead.date.as_deref());
        self.line(Para::Designation, masthead.designation.as_deref().unwrap_or_default());
    }

    /// The space over the name under lines of marking, which stand in the drop that its style has over it.
    fn above_name(&self, markings: usize) -> Option<Pt> {
        let style = self.issue.style;
        let drop = style.masthead.drop.to_pt();
        let rest = (drop - style.text.marking.leading * markings as f64).max(Pt::ZERO);
        (markings > 0 && drop > Pt::ZERO).then(|| style.text.masthead_name.before + rest)
    }

    /// Two texts at both ends of a line, the second at the style's tab.
    fn two_ends(&mut self, para: Para, left: Option<&str>, right: Option<&str>) {
        let tab = right.map(|right| format!("\t{right}")).unwrap_or_default();
        self.line(para, &format!("{}{tab}", left.unwrap_or_default()));
    }

    fn title(&mut self, title: &'a Title, first: bool) {
        let setting = Setting::of(Para::Title).in_lang(Some(&title.lang));
        let mark = |of| spoken(Mark::of(of), &title.lang);
        self.marked_as(mark("title"), |manuscript| {
            manuscript.styled(if first { Para::Title } else { Para::Subtitle }, &title.inlines, &setting);
        });
        if !title.subtitle.is_empty() {
            let write = |manuscript: &mut Self| manuscript.styled(Para::Subtitle, &title.subtitle, &setting);
            self.marked_as(mark("subtitle"), write);
        }
    }

    fn editors_note(&mut self, note: &'a EditorsNote) {
        let label = self.issue.document.masthead.editors_note_label.as_deref();
        let opening = label.map(Opening::EditorsNote);
        let mark = Mark::of("editors-note").maybe("made", label.filter(|_| note.label.is_none()));
        self.together(mark, |manuscript| {
            manuscript.blocks(&note.blocks, Setting { opening, ..Setting::of(Para::EditorsNote) });
        });
    }

    fn sections(
        &mut self,
        sections: &'a [Section],
        depth: usize,
        setting: &Setting<'a>,
        markers: &mut impl Iterator<Item = Marker>,
    ) {
        for section in sections {
            let inner = setting.in_lang(section.lang.as_ref());
            let mark = section.lang.iter().fold(Mark::of("section").maybe("id", section.id.as_deref()), spoken);
            let marker = markers.next().unwrap_or(Marker::Typed);
            self.marked_as(labelled(mark, section.label.as_ref()), |manuscript| {
                manuscript.heading(section, depth, &inner, marker);
            });
            self.blocks(&section.blocks, inner.clone());
            self.sections(&section.sections, depth + 1, &inner, markers);
        }
    }

    fn heading(&mut self, section: &'a Section, depth: usize, setting: &Setting<'a>, marker: Marker) {
        let para = Para::of_depth(depth);
        self.xml.start("w:p").start("w:pPr");
        val(&mut self.xml, "w:pStyle", para.id());
        self.heading_number(depth - 1, marker);
        self.xml.end();
        let name = section.id.as_deref().and_then(|id| self.bookmarks.place(id)).map(str::to_string);
        let mark = name.map(|name| self.open_bookmark(&name));
        let mut row = Row::default();
        if let (Marker::Typed, Some(label)) = (marker, &section.label) {
            row.words(Look::default(), label.text.as_str());
            row.words(Look::default(), text::gap(&label.text, &text::inlines(&section.title)));
        }
        row.inlines(Look::default(), &section.title, &self.narrow);
        self.row(&row, para, setting.lang);
        mark.iter().for_each(|number| self.close_bookmark(number));
        self.xml.end().line();
    }

    /// What the heading's own properties must say about its number, besides what its style says.
    fn heading_number(&mut self, level: usize, marker: Marker) {
        match marker {
            Marker::Live => {}
            Marker::Anew(index) => {
                let id = self.numbering.anew(index);
                self.numbered(Item { id, level });
            }
            Marker::Bare | Marker::Typed => {
                if self.numbering.sections.live().contains(&level) {
                    self.numbered(Item { id: SILENT, level: 0 });
                }
            }
        }
    }
}
