//! Runs: pieces with their properties, hyperlinks, callouts.

use super::emphasis::{self, Kind};
use super::figure::labelled;
use super::languages::WordLang;
use super::manuscript::Manuscript;
use super::marks::Mark;
use super::markup::{field, relation, switch, val, words};
use super::names::{Char, Para};
use super::pieces::{Goal, Look, Piece, Row, Script};
use super::shape::Toggles;
use crate::ast::{Lang, NoteId};
use crate::style::NoteNumbering;
use crate::xml::XmlWriter;

/// The properties of a run that its paragraph's style does not bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Properties {
    style: Option<Char>,
    /// Quotes and dashes are taken from the East Asian face.
    hint: bool,
    bold: Option<bool>,
    italic: Option<bool>,
    small_caps: bool,
    strike: bool,
    underline: bool,
    script: Script,
    /// A dot under every character.
    dots: bool,
    lang: Option<WordLang>,
}

impl Properties {
    fn write(&self, xml: &mut XmlWriter) {
        if *self == Properties::default() {
            return;
        }
        xml.start("w:rPr");
        self.style.iter().for_each(|style| val(xml, "w:rStyle", style.id()));
        if self.hint {
            xml.start("w:rFonts").attribute("w:hint", "eastAsia").end();
        }
        for (names, on) in [(["w:b", "w:bCs"], self.bold), (["w:i", "w:iCs"], self.italic)] {
            on.into_iter().for_each(|on| names.into_iter().for_each(|name| switch(xml, name, on)));
        }
        for (name, _) in [("w:smallCaps", self.small_caps), ("w:strike", self.strike)].iter().filter(|(_, on)| *on) {
            switch(xml, name, true);
        }
        if self.underline {
            val(xml, "w:u", "single");
        }
        match self.script {
            Script::OnLine => {}
            Script::Raised => val(xml, "w:vertAlign", "superscript"),
            Script::Lowered => val(xml, "w:vertAlign", "subscript"),
        }
        if self.dots {
            val(xml, "w:em", "underDot");
        }
        if let Some((attribute, tag)) = self.lang.as_ref().map(WordLang::attribute) {
            xml.start("w:lang").attribute(attribute, tag).end();
        }
        xml.end();
    }
}

impl<'a> Manuscript<'a> {
    /// Writes a row of pieces into a paragraph of a style; `lang` holds where a piece names none.
    pub(super) fn row(&mut self, row: &Row<'a>, para: Para, lang: Option<&'a Lang>) {
        self.signed(row, &[], para, lang);
    }

    /// Opens a hyperlink, if its goal exists.
    pub(super) fn open_link(&mut self, goal: Goal<'_>) -> bool {
        match goal {
            Goal::Address(address) => {
                let id = self.relations.external(relation!("hyperlink"), address);
                self.xml.start("w:hyperlink").attribute("r:id", id).attribute("w:history", "1");
                true
            }
            // Numbering has told of a link that leads nowhere; its words are kept.
            Goal::Place(id) => match self.bookmarks.place(id) {
                Some(name) => {
                    self.xml.start("w:hyperlink").attribute("w:anchor", name).attribute("w:history", "1");
                    true
                }
                None => false,
            },
        }
    }

    pub(super) fn piece(&mut self, piece: &Piece<'a>, para: Para, lang: Option<&'a Lang>) {
        match piece {
            Piece::Words(look, text) if emphasis::is_dotted(look, self.language(look, lang)) => {
                for stretch in emphasis::stretches(text) {
                    let properties = self.properties(&stretch.kind.look(look), stretch.words, para, lang);
                    let dots = stretch.kind == Kind::Han;
                    self.run(&Properties { dots, ..properties }, stretch.words);
                }
            }
            Piece::Words(look, text) => {
                let properties = self.properties(look, text, para, lang);
                self.run(&properties, text);
            }
            Piece::Break(look) => {
                let properties = self.properties(look, "", para, lang);
                self.xml.start("w:r");
                properties.write(&mut self.xml);
                self.xml.empty("w:br").end();
            }
            Piece::PageEnd(_) => self.marked_as(Mark::of("page-end").with("in", "line"), |_| {}),
            Piece::Callout(look, note) => self.callout(look, note, para, lang),
            Piece::Ruby(look, base, reading) => self.ruby(look, base, reading, para, lang),
            Piece::Page(look, target, number) => {
                let properties = self.properties(look, number, para, lang);
                match self.bookmarks.place(target).map(|name| format!("PAGEREF {name} \\h")) {
                    Some(instruction) => field(&mut self.xml, &instruction, number, &|xml| properties.write(xml)),
                    None => self.piece(&Piece::Words(*look, (*number).into()), para, lang),
                }
            }
        }
    }

    fn run(&mut self, properties: &Properties, text: &str) {
        self.xml.start("w:r");
        properties.write(&mut self.xml);
        words(&mut self.xml, text);
        self.xml.end();
    }

    /// The language of words.
    pub(super) fn language(&self, look: &Look<'a>, lang: Option<&'a Lang>) -> &'a Lang {
        look.lang.or(lang).unwrap_or(&self.issue.document.front.lang)
    }

    /// The mark of a note: Word's own the first time, a field that repeats it afterwards.
    fn callout(&mut self, look: &Look<'a>, note: &'a NoteId, para: Para, lang: Option<&'a Lang>) {
        if let Some(mark) = self.notes.tables.get(note).copied() {
            return self.table_callout(look, note, mark, para, lang);
        }
        let Some(id) = self.notes.ids.get(note).copied() else { return };
        let Some(known) = self.issue.document.notes.get(id - 1) else { return };
        let mark = known.label.as_ref().map_or("", |label| label.text.as_str());
        let properties = Properties {
            style: Some(Char::FootnoteReference),
            script: Script::OnLine,
            ..self.properties(look, "", para, lang)
        };
        if self.notes.inside || !self.notes.called.insert(note) {
            self.repeat(note, mark, &properties);
            return;
        }
        self.notes.count += 1;
        // Word knows its own pages, and counts by them.
        let by_page = self.issue.style.numbering.notes == NoteNumbering::Page
            && known.label.as_ref().is_some_and(|label| !label.literal);
        let counted = by_page || mark.is_empty() || mark == self.notes.count.to_string();
        let number = self.bookmarks.note(note).map(str::to_string).map(|name| self.open_bookmark(&name));
        let own = labelled(Mark::of("call").with("note", &note.0), known.label.as_ref().filter(|label| label.literal));
        let open = self.open_mark(own.maybe("typed", Some(mark).filter(|_| !counted)));
        self.xml.start("w:r");
        properties.write(&mut self.xml);
        self.xml.start("w:footnoteReference");
        if !counted {
            // A mark that Word does not count leaves its count as it was.
            self.notes.count -= 1;
            self.notes.uncounted.insert(note);
            self.xml.attribute("w:customMarkFollows", "1");
        }
        self.xml.attribute("w:id", id.to_string()).end();
        if !counted {
            words(&mut self.xml, mark);
        }
        self.xml.end();
        self.close_mark(open);
        number.iter().for_each(|number| self.close_bookmark(number));
    }

    /// The mark of a note that stands under its table, in plain words.
    fn table_callout(&mut self, look: &Look<'a>, note: &'a NoteId, mark: &str, para: Para, lang: Option<&'a Lang>) {
        let properties = Properties {
            style: Some(Char::FootnoteReference),
            script: Script::OnLine,
            ..self.properties(look, mark, para, lang)
        };
        let first = self.notes.seen.insert(note);
        let name = self.bookmarks.note(note).filter(|_| first).map(str::to_string);
        let number = name.map(|name| self.open_bookmark(&name));
        self.marked_as(called(note, mark), |manuscript| manuscript.run(&properties, mark));
        number.iter().for_each(|number| self.close_bookmark(number));
    }

    fn repeat(&mut self, note: &NoteId, mark: &str, properties: &Properties) {
        let open = self.open_mark(called(note, mark));
        self.repeated(note, mark, properties);
        self.close_mark(open);
    }

    fn repeated(&mut self, note: &NoteId, mark: &str, properties: &Properties) {
        let first = self.notes.called.contains(note).then(|| self.bookmarks.note(note)).flatten();
        match first.map(|name| format!("NOTEREF {name} \\h")) {
            Some(instruction) => field(&mut self.xml, &instruction, mark, &|xml| properties.write(xml)),
            None => self.run(properties, mark),
        }
    }

    /// Opens a bookmark; gives the number that closes it.
    pub(super) fn open_bookmark(&mut self, name: &str) -> String {
        let number = self.bookmarks.next_number();
        self.xml.start("w:bookmarkStart").attribute("w:id", &number).attribute("w:name", name).end();
        number
    }

    /// Closes a bookmark.
    pub(super) fn close_bookmark(&mut self, number: &str) {
        self.xml.start("w:bookmarkEnd").attribute("w:id", number).end();
    }

    fn properties(&self, look: &Look<'a>, text: &str, para: Para, lang: Option<&'a Lang>) -> Properties {
        let style = &self.issue.style;
        let char = char_style(look);
        let lang = look.lang.or(lang);
        let own = Toggles::of(style.text.of(para.role()));
        let turned = char.map_or(Toggles::default(), |char| Toggles::of_char(char, style));
        let shown = Toggles { bold: own.bold != turned.bold, italic: own.italic != turned.italic };
        let wanted = self.wanted(look, own);
        Properties {
            style: char,
            hint: !look.narrow && self.is_east_asian(lang) && text.chars().any(is_ambiguous),
            // Said outright too where a toggle is turned off, since not every reader turns toggles over.
            bold: (shown.bold != wanted.bold || (own.bold && turned.bold)).then_some(wanted.bold),
            italic: (shown.italic != wanted.italic || (own.italic && turned.italic)).then_some(wanted.italic),
            small_caps: look.small_caps,
            strike: look.strike,
            underline: look.underline,
            script: look.script,
            dots: false,
            lang: self.marked(lang),
        }
    }

    /// Weight and slant as they should come out, whatever Word's toggles would make of nested styles: roles add to what
    /// the paragraph has, and emphasis in italics is upright.
    fn wanted(&self, look: &Look<'_>, own: Toggles) -> Toggles {
        let text = &self.issue.style.text;
        if look.editors_note_label {
            return Toggles::of(&text.editors_note_label);
        }
        let based = self.based(look, own);
        Toggles { bold: based.bold || look.strong, italic: based.italic != look.emphasis }
    }

    /// Weight and slant before any emphasis.
    fn based(&self, look: &Look<'_>, own: Toggles) -> Toggles {
        let text = &self.issue.style.text;
        let roles = [(look.run_in, &text.run_in), (look.person.is_some(), &text.person)];
        let parts = roles.into_iter().filter(|(on, _)| *on).map(|(_, part)| Toggles::of(part));
        parts.fold(own, |all, part| Toggles { bold: all.bold || part.bold, italic: all.italic || part.italic })
    }

    /// Whether words are bold whether they are strong or not.
    pub(super) fn is_bold_anyway(&self, look: &Look<'_>, para: Para) -> bool {
        self.based(look, Toggles::of(self.issue.style.text.of(para.role()))).bold
    }
}

/// That words are the mark of a note.
fn called(note: &NoteId, mark: &str) -> Mark {
    Mark::of("call").with("note", &note.0).with("mark", mark)
}

/// The one character style that a run can have: what the words are goes before how they look.
pub(super) fn char_style(look: &Look<'_>) -> Option<Char> {
    let styles = [
        (look.link, Char::Hyperlink),
        (look.orphan, Char::OrphanMark),
        (look.editors_note_label, Char::EditorsNoteLabel),
        (look.person.is_some(), Char::Person),
        (look.run_in, Char::RunIn),
        (look.strong, Char::Strong),
        (look.emphasis, Char::Emphasis),
    ];
    styles.into_iter().find(|(on, _)| *on).map(|(_, style)| style)
}

/// Quotes, dashes, dots and signs that both kinds of faces have, and that Word takes from the Latin one unless told.
fn is_ambiguous(c: char) -> bool {
    matches!(c, '\u{A1}'..='\u{D7}' | '\u{F7}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2E7F}')
}
