//! Fields: what a word processor works out, of which the result is kept. A field may reach over paragraphs.

use super::unsaid::{self, Unsaid};
use crate::ast::ReferenceForm;

/// A field that is open.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Field {
    instruction: String,
    /// Whether its instruction is over.
    shows: bool,
    /// What its result is, once its instruction is over.
    meaning: Option<Meaning>,
    /// Whether its paragraph ended before its instruction did, so that what follows are words.
    given_up: bool,
    /// Whether its result shows anything.
    said: bool,
    /// What is chosen in the form that it is.
    form: Option<String>,
}

impl Field {
    fn meaning(&self) -> Meaning {
        match &self.meaning {
            Some(known) => known.clone(),
            None if self.given_up => Meaning::Words,
            None => meaning(&self.instruction),
        }
    }

    fn show(&mut self) {
        self.shows = true;
        self.meaning = Some(meaning(&self.instruction));
    }

    fn is_instructing(&self) -> bool {
        !self.shows && !self.given_up
    }
}

/// What the result of a field is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// Words like all others.
    Words,
    /// Words that lead somewhere: an address, or `#` and a bookmark.
    Link(String),
    /// The printed form of a reference to a bookmark.
    Reference(String, ReferenceForm),
    /// The mark of a note that is called again.
    NoteAgain(String),
    /// The number of a caption.
    Sequence,
    /// A table of contents or an index, which is made anew from the headings.
    Contents,
}

/// The fields that are open, the outermost first.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(Vec<Field>);

/// So many fields may stand in each other.
const DEEPEST: usize = 64;

impl Fields {
    /// Takes a `w:fldChar`.
    pub(super) fn take(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") if self.0.len() < DEEPEST => self.0.push(Field::default()),
            Some("separate") => self.0.iter_mut().rev().take(1).for_each(Field::show),
            Some("end") => drop(self.0.pop()),
            _ => {}
        }
    }

    /// Takes words of an instruction.
    pub(super) fn instruct(&mut self, words: &str) {
        if let Some(field) = self.0.last_mut().filter(|field| !field.shows) {
            field.instruction.push_str(words);
        }
    }

    /// Takes note that the fields that are open show something.
    pub(super) fn say(&mut self) {
        self.0.iter_mut().for_each(|field| field.said = true);
    }

    /// The place that the innermost field refers to without a word, as programs leave it that do not know the words themselves.
    pub(super) fn silent(&self) -> Option<(String, ReferenceForm)> {
        let field = self.0.last().filter(|field| field.shows && !field.said)?;
        match field.meaning() {
            Meaning::Reference(target, form) => Some((target, form)),
            _ => None,
        }
    }

    /// Takes what is chosen in the form that the innermost field is.
    pub(super) fn fill_in(&mut self, chosen: Option<String>) {
        self.0.iter_mut().rev().take(1).for_each(|field| field.form.clone_from(&chosen));
    }

    /// What the innermost field shows whose result is missing or empty.
    pub(super) fn unsaid(&self) -> Option<Unsaid> {
        let field = self.0.last().filter(|field| !field.said && self.silent().is_none())?;
        if field.given_up { None } else { unsaid::shown(&field.instruction, field.form.as_deref()) }
    }

    /// The instruction of the innermost field, where that counts a sequence, and whether its result says anything.
    pub(super) fn sequence(&self) -> Option<(&str, bool)> {
        let field = self.0.last().filter(|field| !field.given_up && field.meaning() == Meaning::Sequence)?;
        Some((&field.instruction, field.said))
    }

    /// The innermost field whose instruction is not over, by its place: words that come now belong to it and not to the text.
    pub(super) fn instructing(&self) -> Option<usize> {
        self.0.iter().rposition(Field::is_instructing)
    }

    /// How many fields are open.
    pub(super) fn depth(&self) -> usize {
        self.0.len()
    }

    /// Lets what follows be words: no instruction reaches beyond its paragraph.
    pub(super) fn give_up(&mut self) {
        self.0.iter_mut().filter(|field| !field.shows).for_each(|field| field.given_up = true);
    }

    /// What the words that come now are: the innermost field that says something of them has the word.
    pub(super) fn meaning(&self) -> Meaning {
        let said = self.0.iter().rev().map(Field::meaning);
        said.into_iter().find(|meaning| *meaning != Meaning::Words).unwrap_or(Meaning::Words)
    }

    /// Whether a field is open that counts pages.
    pub(super) fn counts_pages(&self) -> bool {
        self.0.iter().any(|field| {
            let name = field.instruction.split_whitespace().next().unwrap_or_default().to_uppercase();
            matches!(name.as_str(), "PAGE" | "NUMPAGES" | "SECTION" | "SECTIONPAGES")
        })
    }

    /// Whether a table of contents is open.
    pub(super) fn in_contents(&self) -> bool {
        self.0.iter().any(|field| field.meaning == Some(Meaning::Contents))
    }
}

/// What the result of an instruction is (ECMA-376 part 1, clause 17.16.5).
pub(super) fn meaning(instruction: &str) -> Meaning {
    let words = split(instruction);
    let mut words = words.iter().map(String::as_str);
    let name = words.next().unwrap_or_default().to_uppercase();
    let rest: Vec<&str> = words.collect();
    let argument = || rest.iter().find(|word| !word.starts_with('\\')).map(|word| word.to_string());
    match name.as_str() {
        "HYPERLINK" => link(&rest).map_or(Meaning::Words, Meaning::Link),
        "REF" => argument().map_or(Meaning::Words, |place| Meaning::Reference(place, ReferenceForm::Label)),
        "PAGEREF" => argument().map_or(Meaning::Words, |place| Meaning::Reference(place, ReferenceForm::Page)),
        "NOTEREF" => argument().map_or(Meaning::Words, Meaning::NoteAgain),
        "SEQ" => Meaning::Sequence,
        "TOC" | "INDEX" | "TOA" => Meaning::Contents,
        _ => Meaning::Words,
    }
}

fn link(rest: &[&str]) -> Option<String> {
    let place = rest.iter().position(|word| *word == "\\l").and_then(|at| rest.get(at + 1));
    let switches_with_values = ["\\l", "\\o", "\\t"];
    let address = rest.iter().enumerate().find(|(at, word)| {
        let follows = at.checked_sub(1).and_then(|before| rest.get(before));
        !word.starts_with('\\') && follows.is_none_or(|before| !switches_with_values.contains(before))
    });
    match (address, place) {
        (Some((_, address)), Some(place)) => Some(format!("{address}#{place}")),
        (Some((_, address)), None) => Some((*address).to_string()),
        (None, Some(place)) => Some(format!("#{place}")),
        (None, None) => None,
    }
}

/// The words of an instruction; blanks inside quotes do not part them.
pub(super) fn split(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = instruction.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix(['"', '“']) {
            Some(quoted) => quoted.split_once(['"', '”']).unwrap_or((quoted, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word.to_string());
        rest = after.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_understood() {
        let link = |target: &str| Meaning::Link(target.into());
        assert_eq!(meaning(" HYPERLINK \"https://example.org/a b\" \\o \"tip\" "), link("https://example.org/a b"));
        assert_eq!(meaning("HYPERLINK \\l \"_Toc1\""), link("#_Toc1"));
        assert_eq!(meaning("hyperlink \"a.html\" \\l \"x\""), link("a.html#x"));
        assert_eq!(meaning(" PAGEREF _sec_1 \\h "), Meaning::Reference("_sec_1".into(), ReferenceForm::Page));
        assert_eq!(meaning("SEQ Table \\* ARABIC"), Meaning::Sequence);
        assert_eq!(meaning("TOC \\o \"1-3\""), Meaning::Contents);
        assert_eq!(meaning("DATE \\@ \"yyyy\""), Meaning::Words);
        assert_eq!(meaning(""), Meaning::Words);
    }

    #[test]
    fn fields_stand_in_each_other() {
        let mut fields = Fields::default();
        fields.take(Some("begin"));
        fields.instruct("TOC");
        assert!(fields.instructing().is_some());
        fields.take(Some("separate"));
        fields.take(Some("begin"));
        fields.instruct("PAGEREF a");
        fields.take(Some("separate"));
        assert!(fields.in_contents() && fields.instructing().is_none());
        assert_eq!(fields.meaning(), Meaning::Reference("a".into(), ReferenceForm::Page));
        fields.take(Some("end"));
        fields.take(Some("end"));
        fields.take(Some("end"));
        assert_eq!(fields.meaning(), Meaning::Words);
    }
}
