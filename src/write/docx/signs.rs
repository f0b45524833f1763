//! What is kept aside of words in a line: languages by their own tags, who is named, what is one reference or mark, and the
//! looks that no run shows.

use super::emphasis;
use super::manuscript::Manuscript;
use super::marks::{Mark, Open};
use super::names::{Char, Para};
use super::pieces::{Look, Piece, Row, Single};
use super::runs::char_style;
use crate::ast::{Lang, PersonId, ReferenceForm};

/// Something of words in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign<'a> {
    Language(&'a Lang),
    Person(&'a PersonId),
    Position(&'a PersonId),
    /// What comes back as one, and which one of the row it is.
    Single(Single<'a>, usize),
    /// Words of a run-in heading whose style says that they are something else.
    RunIn,
    /// Looks that the runs do not tell from others.
    Look {
        strong: bool,
        emphasis: bool,
        dots: bool,
    },
}

/// The signs that are open, with the words so far of those that are kept with them.
pub(super) type Signs<'a> = Vec<(Sign<'a>, Open, String)>;

impl<'a> Sign<'a> {
    /// Those that anything that stands in a line may have.
    pub(super) fn of_place(look: &Look<'a>) -> Vec<Sign<'a>> {
        let signs = [look.lang.map(Sign::Language), look.person.map(Sign::Person), look.position.map(Sign::Position)];
        signs.into_iter().flatten().collect()
    }

    /// Whether its words are kept with it, since it holds for them alone.
    fn keeps_words(self) -> bool {
        matches!(self, Sign::Person(_) | Sign::Position(_) | Sign::Single(..))
    }
}

impl<'a> Manuscript<'a> {
    /// Closes and opens signs, so that those of a piece are open.
    pub(super) fn turn(&mut self, open: &mut Signs<'a>, wanted: &[Sign<'a>]) {
        let (kept, done) = std::mem::take(open).into_iter().partition(|(sign, ..)| wanted.contains(sign));
        *open = kept;
        for (sign, mark, words) in done {
            if sign.keeps_words() {
                self.marks.say(&mark, "words", words);
            }
            self.close_mark(mark);
        }
        for sign in wanted {
            if !open.iter().any(|(known, ..)| known == sign) {
                let mark = self.open_mark(self.sign(*sign));
                open.push((*sign, mark, String::new()));
            }
        }
    }

    fn sign(&self, sign: Sign<'a>) -> Mark {
        match sign {
            Sign::Language(lang) => spoken(Mark::of("language"), lang),
            Sign::Person(id) => Mark::of("person").with("id", &id.0),
            Sign::Position(id) => Mark::of("position").with("id", &id.0),
            Sign::Single(Single::Orphan, _) => Mark::of("orphan"),
            Sign::Single(Single::Reference(target, form), _) => {
                let form = match form {
                    ReferenceForm::Label => "label",
                    ReferenceForm::Number => "number",
                    ReferenceForm::Page => "page",
                };
                Mark::of("reference").with("form", form).maybe("to", self.bookmarks.place(target))
            }
            Sign::RunIn => Mark::of("run-in"),
            Sign::Look { strong, emphasis, dots } => {
                let looks = [(strong, "strong"), (emphasis, "emphasis"), (dots, "dots")];
                let looks: Vec<&str> = looks.into_iter().filter(|(on, _)| *on).map(|(_, name)| name).collect();
                Mark::of("look").with("looks", looks.join(" "))
            }
        }
    }

    /// The signs of a piece in a paragraph of a style. Words under a reading have looks of their own.
    fn signs(&self, piece: &Piece<'a>, para: Para, lang: Option<&'a Lang>) -> Vec<Sign<'a>> {
        let look = piece.look();
        let mut signs = Sign::of_place(look);
        let words = matches!(piece, Piece::Words(..) | Piece::Page(..));
        if look.run_in && !(words && char_style(look) == Some(Char::RunIn)) {
            signs.push(Sign::RunIn);
        }
        if words {
            signs.extend(look.single.map(|(single, place)| Sign::Single(single, place)));
            signs.extend(self.untold(look, para, lang));
        }
        signs
    }

    /// What of a look its runs do not tell: strength of words that are bold anyway, and dots, which stand under some
    /// characters only and may be emphasis.
    fn untold(&self, look: &Look<'a>, para: Para, lang: Option<&'a Lang>) -> Option<Sign<'a>> {
        let dotted = emphasis::is_dotted(look, self.language(look, lang));
        let strong = look.strong && self.is_bold_anyway(look, para);
        let (emphasis, dots) = (look.emphasis && dotted, look.dots);
        (strong || dotted).then_some(Sign::Look { strong, emphasis, dots })
    }

    /// Writes pieces each within its signs, save those around all of them.
    pub(super) fn signed(&mut self, row: &Row<'a>, around: &[Sign<'a>], para: Para, lang: Option<&'a Lang>) {
        let mut open = Signs::new();
        let mut chunks = row.0.chunk_by(|one, next| one.look().goal == next.look().goal).peekable();
        let wanted = |manuscript: &Self, piece: &Piece<'a>| {
            let mut signs = manuscript.signs(piece, para, lang);
            signs.retain(|sign| !around.contains(sign));
            signs
        };
        while let Some(linked) = chunks.next() {
            let link = linked.first().and_then(|piece| piece.look().goal).is_some_and(|goal| self.open_link(goal));
            for piece in linked {
                let signs = wanted(self, piece);
                self.turn(&mut open, &signs);
                open.iter_mut().for_each(|(_, _, words)| words.push_str(&piece.words()));
                self.piece(piece, para, lang);
            }
            if link {
                // What ends with a link ends in it: not every word processor keeps the two apart behind it.
                let mut next = chunks.peek().and_then(|linked| linked.first()).map(|piece| wanted(self, piece));
                let goes_on = next.get_or_insert_default();
                goes_on.retain(|sign| open.iter().any(|(known, ..)| known == sign));
                self.turn(&mut open, goes_on);
                self.xml.end();
            }
        }
        self.turn(&mut open, &[]);
    }
}

/// A mark with a language, and how Word names it where the words need that said.
pub(super) fn spoken(mark: Mark, lang: &Lang) -> Mark {
    let word = super::languages::WordLang::of(lang).attribute().1.to_string();
    mark.with("lang", lang.tag()).with("word", word)
}
