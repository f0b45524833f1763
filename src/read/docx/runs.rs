//! Runs (`w:r`): words of one look, and what else stands among them.

use super::aside::Of;
use super::desk::{Desk, NotePart};
use super::fields::Meaning;
use super::look::{Look, Said, Script, is_east_asian};
use super::met::Met;
use super::paragraphs::PLAIN_SIZE;
use super::paragraphs::{Draft, chosen};
use super::pieces::{Content, Piece};
use super::roles::CharRole;
use super::unsaid::{self, Unsaid};
use crate::ast::{Lang, ReferenceForm};
use crate::xml::{Element, Node};

/// The mark that an author gives a note is no longer, in characters.
const LONGEST_MARK: usize = 4;

/// Small letters that are moved off the line are how some programs write raised and lowered ones.
fn shifted(said: &Said, base: &Said) -> Script {
    let small = said.size.is_some_and(|size| size < base.size.unwrap_or(PLAIN_SIZE));
    match said.lift.unwrap_or_default() {
        1.. if small => Script::Raised,
        ..=-1 if small => Script::Lowered,
        _ => Script::OnLine,
    }
}

impl Desk<'_> {
    /// Reads a run.
    pub(super) fn run(&mut self, element: &Element<'_>, draft: &mut Draft, link: Option<&str>) {
        let own = element.child("rPr").map(Said::read).unwrap_or_default();
        let style = own.style.as_deref().and_then(|id| self.styles.of_words(id)).cloned().unwrap_or_default();
        let said = own.or(&style.run);
        if said.hidden.or(draft.base.hidden) == Some(true) {
            return self.hidden(element, draft);
        }
        let look = self.look(&own, &said, &draft.base, style.char_role, link);
        let mut shown = said.or(&draft.base);
        // Every manuscript names a language for Western words; in a Chinese one that alone does not say what they are.
        let unsaid = said.latin.is_none() && draft.base.latin == self.styles.plain().run.latin;
        shown.latin = shown.latin.filter(|_| !(unsaid && self.lang.is_chinese()));
        // The mark that an author gave a note is none of the words around it.
        let is_mark = |child: &Element<'_>| child.is("w", "t") && child.words().trim().chars().count() <= LONGEST_MARK;
        let marked = element.elements().any(|child| child.attribute("customMarkFollows").is_some());
        for child in &element.children {
            match child {
                Node::Element(child) if marked && is_mark(child) => self.take_words(child),
                Node::Element(child) => self.content(child, &look, &shown, draft),
                Node::Text(..) => {}
            }
        }
    }

    /// Passes over hidden words; the edges of fields hold, hidden or not.
    fn hidden(&mut self, element: &Element<'_>, draft: &mut Draft) {
        for child in element.elements() {
            match child.name {
                "rPr" => {}
                "fldChar" => {
                    if self.field(child, draft).is_some() {
                        let here = self.here();
                        self.meet(Met::Hidden, here);
                    }
                }
                "instrText" => self.fields.instruct(&child.words()),
                "footnoteReference" => self.dismiss(NotePart::Foot, child),
                "endnoteReference" => self.dismiss(NotePart::End, child),
                _ => {
                    self.take_all(child);
                    let here = self.here();
                    self.meet(Met::Hidden, here);
                }
            }
        }
    }

    /// How words are set apart: what they say themselves, where their paragraph does not say it of all its words.
    fn look(&self, own: &Said, said: &Said, base: &Said, role: CharRole, link: Option<&str>) -> Look {
        let apart = |own: Option<bool>, base: Option<bool>| own == Some(true) && base != Some(true);
        // What a role brings is the style's, and not an emphasis of the author.
        let plain = role == CharRole::Plain;
        let look = Look {
            strong: plain && apart(said.bold, base.bold),
            emphasis: plain
                && said.italic.unwrap_or_default() != base.italic.unwrap_or_default()
                && said.italic.is_some(),
            strike: apart(said.strike, base.strike),
            underline: link.is_none() && apart(said.underline, base.underline),
            small_caps: apart(said.small_caps, base.small_caps),
            dots: apart(said.dots, base.dots),
            script: said.script.unwrap_or_else(|| shifted(said, base)),
            role,
            run_in: role == CharRole::RunIn,
            link: link.map(str::to_string),
            ..Look::default()
        };
        if self.aside.is_kept { self.known_look(own, said, base, look) } else { look }
    }

    /// The look in a file whose writer is known: weight and slant are over those of the roles that words have, and all else
    /// is what the run itself says.
    fn known_look(&self, own: &Said, said: &Said, base: &Said, look: Look) -> Look {
        let open =
            |of: Of| self.open.in_line.iter().filter_map(|place| self.aside.mark(*place)).any(|mark| mark.of == of);
        let roles = [(CharRole::RunIn, open(Of::RunIn)), (CharRole::Person, open(Of::Person))];
        let roles = roles.into_iter().filter(|(role, open)| *open || look.role == *role);
        let parts: Vec<&Said> = roles.filter_map(|(role, _)| self.styles.of_role(role)).collect();
        let based =
            |of: fn(&Said) -> Option<bool>| of(base) == Some(true) || parts.iter().any(|part| of(part) == Some(true));
        let shown = |of: fn(&Said) -> Option<bool>| of(said).or(of(base)) == Some(true);
        let on = |own: Option<bool>| own == Some(true);
        Look {
            strong: shown(|it| it.bold) && !based(|it| it.bold),
            emphasis: shown(|it| it.italic) != based(|it| it.italic),
            strike: on(own.strike),
            underline: on(own.underline),
            small_caps: on(own.small_caps),
            dots: on(own.dots),
            script: own.script.unwrap_or_default(),
            bold: shown(|it| it.bold),
            ..look
        }
    }

    fn content(&mut self, element: &Element<'_>, look: &Look, said: &Said, draft: &mut Draft) {
        match (element.space, element.name) {
            ("w", "t" | "delText") => {
                self.take_words(element);
                let words = self.shown_as(&element.words(), said);
                self.words(&words, look, said, draft);
            }
            ("w", "r") => self.run(element, draft, look.link.as_deref()),
            ("w", "tab" | "ptab") => self.words("\t", look, said, draft),
            ("w", "noBreakHyphen") => self.words("\u{2011}", look, said, draft),
            ("w", "softHyphen") => self.words("\u{AD}", look, said, draft),
            ("w", "sym") => self.symbol(element, look, said, draft),
            ("w", "br" | "cr") => self.new_line(element, look, draft),
            ("w", "fldChar") => {
                let unsaid = self.field(element, draft);
                unsaid.into_iter().for_each(|unsaid| self.show(unsaid, look, said, draft));
            }
            ("w", "dayShort" | "dayLong" | "monthShort" | "monthLong" | "yearShort" | "yearLong" | "pgNum") => {
                self.show(Unsaid::Worked, look, said, draft);
            }
            ("w", "instrText") => self.fields.instruct(&element.words()),
            ("w", "footnoteReference") => self.callout(NotePart::Foot, element, look, draft),
            ("w", "endnoteReference") => self.callout(NotePart::End, element, look, draft),
            ("w", "commentReference") => {
                let here = self.here();
                self.remarked.push((element.attribute("id").unwrap_or_default().to_string(), here));
            }
            ("w", "drawing" | "pict" | "object") => self.drawing(element, draft),
            ("w", "ruby") => self.ruby(element, draft, look.link.as_deref()),
            ("mc", "AlternateContent") => {
                let inner = chosen(element).map(Element::elements);
                inner.into_iter().flatten().for_each(|inner| self.content(inner, look, said, draft));
            }
            _ => {}
        }
    }

    /// Writes words down, with what the fields that are open make of them.
    pub(super) fn words(&mut self, words: &str, look: &Look, said: &Said, draft: &mut Draft) {
        if words.is_empty() {
            return;
        }
        if let Some(field) = self.fields.instructing() {
            return self.hold(field, words, look, draft);
        }
        let clean: String = words.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }).collect();
        let clean = self.capitals(clean, said, &draft.base);
        let span = self.say(&clean);
        self.fields.say();
        // A table of contents may begin in a paragraph whose style does not say so.
        draft.line.contents |= self.fields.in_contents() && draft.line.pieces.is_empty();
        draft.weigh(&clean, said);
        let mut look = look.clone();
        look.lang = self.language(&clean, said, draft);
        let content = match self.fields.meaning() {
            Meaning::Link(target) => {
                look.link = Some(target);
                look.underline = false;
                Content::Words(clean)
            }
            Meaning::Reference(target, form) => return self.reference(target, form, clean, look, span, draft),
            Meaning::NoteAgain(target) => {
                let look = Look { script: Script::OnLine, ..look };
                return self.reference(target, ReferenceForm::Label, clean, look, span, draft);
            }
            Meaning::Sequence | Meaning::Words | Meaning::Contents => Content::Words(clean),
        };
        self.piece(draft, look, content, span);
    }

    /// Words that are shown in capitals: where their paragraph's style says so, that is how it looks, and they stay.
    fn capitals(&mut self, words: String, said: &Said, base: &Said) -> String {
        if said.capitals != Some(true) || self.aside.is_kept {
            return words;
        }
        if base.capitals == Some(true) {
            if words.chars().any(char::is_lowercase) {
                let here = self.here();
                self.meet(Met::Capitals, here);
            }
            return words;
        }
        words.to_uppercase()
    }

    /// A reference may come in several runs; they are one.
    fn reference(
        &mut self,
        target: String,
        form: ReferenceForm,
        words: String,
        look: Look,
        span: crate::diagnostics::Span,
        draft: &mut Draft,
    ) {
        // What refers to a place leads there without being a link besides.
        let link = look.link.filter(|link| link.strip_prefix('#') != Some(target.as_str()));
        let look = Look { link, ..look };
        if let Some(Piece { content: Content::Reference { target: last, words: whole, .. }, span: at, signs, .. }) =
            draft.line.pieces.last_mut()
            && *last == target
            && *signs == self.open.in_line
        {
            whole.push_str(&words);
            *at = at.join(span);
            return;
        }
        self.piece(draft, look, Content::Reference { target, form, words }, span);
    }

    /// The language of words, where it is not the manuscript's: Han letters have one of their own. What is kept aside says
    /// it better, so that only what an editor said counts beside it. Figures and marks that say
    /// none themselves have that of the words before them: some programs part them from the Chinese around them.
    fn language(&self, words: &str, said: &Said, draft: &Draft) -> Option<Lang> {
        let silent = said.latin == draft.base.latin && said.east_asian == draft.base.east_asian;
        if let Some(before) = draft.line.pieces.last()
            && silent
            && !words.chars().any(char::is_alphabetic)
        {
            return before.look.lang.clone();
        }
        let han = words.chars().any(crate::ast::text::is_east_asian);
        let of = |said: &Said| match han {
            true => said.east_asian.clone().filter(|tag| is_east_asian(tag)),
            false => said.latin.clone(),
        };
        let tag = of(said)?;
        if self.aside.is_kept
            && (self.spoken().any(|known| *known == tag) || of(&self.styles.plain().run).as_ref() == Some(&tag))
        {
            return None;
        }
        let lang = Lang::new(tag);
        (lang.is_well_formed() && lang.primary() != self.lang.primary()).then_some(lang)
    }

    fn new_line(&mut self, element: &Element<'_>, look: &Look, draft: &mut Draft) {
        let span = self.say(" ");
        let content = match element.attribute("type") {
            Some("column") if !self.aside.is_kept => Content::Words(" ".into()),
            Some("page" | "column") => Content::PageEnd,
            _ => Content::Break,
        };
        self.piece(draft, look.clone(), content, span);
    }

    /// Takes the edge of a field; gives what one that ends here shows without a result.
    fn field(&mut self, element: &Element<'_>, draft: &mut Draft) -> Option<Unsaid> {
        let kind = element.attribute("fldCharType");
        let unsaid = if kind == Some("end") { self.unsaid() } else { None };
        if kind == Some("end") && self.fields.meaning() == Meaning::Sequence {
            draft.line.sequence.get_or_insert(draft.line.pieces.len());
        }
        if kind == Some("end")
            && let Some((target, form)) = self.fields.silent()
        {
            let (look, span) = (Look::default(), self.here());
            let content = Content::Reference { target, form, words: String::new() };
            self.piece(draft, look, content, span);
        }
        draft.release(kind, &self.fields);
        self.fields.take(kind);
        if let Some(form) = element.child("ffData") {
            self.fields.fill_in(unsaid::chosen_in(form));
        }
        if kind == Some("begin") && self.fields.in_contents() {
            draft.line.contents = true;
        }
        unsaid
    }

    fn callout(&mut self, part: NotePart, element: &Element<'_>, look: &Look, draft: &mut Draft) {
        let Some(number) = element.attribute("id") else { return };
        let span = self.say("*");
        self.fields.say();
        self.called.push((part, number.to_string()));
        // A bookmark that opens right before the mark of a note is the note's, to which references lead.
        // Some word processors close a bookmark before the mark of a note that it stood around.
        let here = draft.line.pieces.len();
        let before = draft.signed.iter().flatten().filter(|(_, at)| *at == here).map(|(place, _)| *place);
        let before: Vec<usize> = before.collect();
        self.keep_key(part, number, &before);
        let id = self.note_key(part, number);
        let places = &self.aside.places;
        let its_own = |name: &String| places.get(name).is_none_or(|place| *place == id.0);
        if draft.opened.take() == Some(draft.line.pieces.len())
            && draft.line.anchors.last().is_some_and(its_own)
            && let Some(name) = draft.line.anchors.pop()
        {
            self.marked.insert(name, id.clone());
        }
        let look = Look { script: Script::OnLine, role: CharRole::Plain, ..look.clone() };
        self.piece(draft, look, Content::Callout(id), span);
    }

    /// A sign of a symbol face, by its code point (clause 17.3.3.30).
    fn symbol(&mut self, element: &Element<'_>, look: &Look, said: &Said, draft: &mut Draft) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
        let face = element.attribute("font").unwrap_or_default();
        let sign = self.sign(face, code);
        self.words(&sign.to_string(), look, said, draft);
    }

    /// Characters with their reading, which follows in brackets where the model has it over no such words.
    fn ruby(&mut self, element: &Element<'_>, draft: &mut Draft, link: Option<&str>) {
        let start = draft.line.pieces.len();
        element.child("rt").iter().for_each(|reading| self.take_all(reading));
        element.child("rubyBase").iter().for_each(|base| self.inside(base, draft, link));
        let reading = element.child("rt").map(Element::words).unwrap_or_default();
        if !reading.trim().is_empty() {
            self.read_over(start, reading, draft, link);
        }
    }

    /// Puts a reading over the pieces from a place on.
    pub(super) fn read_over(&mut self, start: usize, reading: String, draft: &mut Draft, link: Option<&str>) {
        let bare = |piece: &Piece| matches!(piece.content, Content::Words(_));
        let base = draft.line.pieces.get(start..).unwrap_or_default();
        if !base.iter().all(bare) || base.iter().all(Piece::is_blank) {
            let said = draft.base.clone();
            return self.words(&format!("（{reading}）"), &Look::default(), &said, draft);
        }
        let mut base = draft.line.pieces.split_off(start);
        let around = &self.open.in_line;
        base.iter_mut().for_each(|piece| piece.signs.retain(|sign| !around.contains(sign)));
        // A link is around words and reading alike.
        base.iter_mut().for_each(|piece| piece.look.link = None);
        let look = Look { link: link.map(str::to_string), ..Look::default() };
        let span = base
            .iter()
            .map(|piece| piece.span)
            .fold(self.say(&format!("（{reading}）")), crate::diagnostics::Span::join);
        self.piece(draft, look, Content::Ruby { base, reading }, span);
    }
}
