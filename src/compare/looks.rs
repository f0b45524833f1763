//! What is said of words besides the words: looks, links, languages, names, readings, and the places where notes are called.
//!
//! What stands in what is not asked: strong words in a link are as a link in strong words. Blanks have no look.

use super::names::Names;
use crate::ast::{Emphasis, Inline, ReferenceForm};
use std::collections::{BTreeMap, BTreeSet};

/// Something that is said of a unit, or of some of its words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// What is said: `strong: “words”`.
    pub says: String,
    /// How many letters and signs of the unit stand before what it is said of.
    pub at: usize,
}

impl Mark {
    /// Something that is said of the whole unit.
    pub(super) fn whole(says: String) -> Mark {
        Mark { says, at: 0 }
    }
}

/// What is said of the words of a run, in the order in which that begins.
pub(super) fn marks(run: &[Inline], names: &mut Names) -> Vec<Mark> {
    let mut words =
        Words { names, text: String::new(), at: 0, open: BTreeMap::new(), stretches: Vec::new(), places: Vec::new() };
    words.spread(run, &BTreeSet::new());
    words.close(|_| true);
    // Stretches that begin together end in no order that says anything; places have one.
    let Words { mut stretches, places, .. } = words;
    stretches.sort();
    stretches.extend(places);
    stretches.sort_by_key(|mark| mark.at);
    stretches
}

struct Words<'a> {
    names: &'a mut Names,
    text: String,
    at: usize,
    /// What holds for the words so far, since which place, with the words that it holds for.
    open: BTreeMap<String, (usize, String)>,
    /// What holds for words.
    stretches: Vec<Mark>,
    /// What stands between words.
    places: Vec<Mark>,
}

impl Words<'_> {
    fn spread(&mut self, run: &[Inline], look: &BTreeSet<String>) {
        for inline in run {
            match inline {
                Inline::Text { text, .. } => self.words(text, look),
                Inline::OrphanMark { mark, .. } => {
                    self.place(&format!("mark without a note, {mark},"));
                    self.words(mark, look);
                }
                Inline::Reference { target, form, .. } => {
                    let looks: String = look.iter().map(|look| format!(" {look}")).collect();
                    let what = self.names.place(target);
                    self.place(&format!("reference{looks} to {what}{}", printed(*form)));
                }
                Inline::Callout { note, .. } => {
                    let what = self.names.call(note);
                    self.place(&what);
                }
                Inline::Milestone { .. } => self.place("page break"),
                Inline::LineBreak { .. } => {
                    self.place("line break");
                    self.words(" ", look);
                }
                Inline::Ruby { inlines, reading, .. } => {
                    let reading = format!("reading “{reading}”");
                    let mut under = look.clone();
                    under.insert(reading.clone());
                    self.spread(inlines, &under);
                    // The next words may have the same reading once more.
                    self.close(|says| says == reading);
                }
                _ => {
                    let look = within(look, inline, self.names);
                    self.spread(inline.children(), &look);
                }
            }
        }
    }

    fn words(&mut self, text: &str, look: &BTreeSet<String>) {
        if !text.trim().is_empty() {
            self.close(|says| !look.contains(says));
            for says in look {
                self.open.entry(says.clone()).or_insert_with(|| (self.at, String::new()));
            }
        }
        self.open.values_mut().for_each(|(_, words)| words.push_str(text));
        self.text.push_str(text);
        self.at += text.chars().filter(|c| !c.is_whitespace()).count();
    }

    /// Ends what does not hold any more.
    fn close(&mut self, ends: impl Fn(&str) -> bool) {
        let ended = self.open.extract_if(.., |says, _| ends(says));
        for (says, (at, words)) in ended {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            self.stretches.push(Mark { says: format!("{says}: “{words}”"), at });
        }
    }

    /// Something between words.
    fn place(&mut self, what: &str) {
        let before: Vec<&str> = self.text.split_whitespace().rev().take(3).collect();
        let says = match before.is_empty() {
            true => format!("{what} before the first word"),
            false => format!("{what} after “{}”", before.into_iter().rev().collect::<Vec<_>>().join(" ")),
        };
        self.places.push(Mark { says, at: self.at });
    }
}

/// What holds for the words in a node.
fn within(look: &BTreeSet<String>, node: &Inline, names: &Names) -> BTreeSet<String> {
    let mut look = look.clone();
    let inner = |look: &mut BTreeSet<String>, kind: &str, says: String| {
        look.retain(|says| !says.starts_with(kind));
        look.insert(format!("{kind}{says}"));
    };
    match node {
        // Emphasis in emphasis stands upright.
        Inline::Styled { emphasis: Emphasis::Emphasis, .. } => {
            let name = look_of(Emphasis::Emphasis).to_string();
            if !look.remove(&name) {
                look.insert(name);
            }
        }
        Inline::Styled { emphasis, .. } => {
            look.insert(look_of(*emphasis).to_string());
        }
        Inline::Link { target, .. } => inner(&mut look, "link to ", names.link(target)),
        Inline::Language { lang, .. } => inner(&mut look, "language ", lang.tag().to_string()),
        Inline::Person { person, .. } => {
            look.insert(format!("name of {}", names.person(person)));
        }
        Inline::Position { person, .. } => {
            look.insert(format!("office of {}", names.person(person)));
        }
        _ => {}
    }
    look
}

fn look_of(emphasis: Emphasis) -> &'static str {
    match emphasis {
        Emphasis::Emphasis => "emphasis",
        Emphasis::Strong => "strong",
        Emphasis::Strike => "struck through",
        Emphasis::Underline => "underlined",
        Emphasis::Superscript => "raised",
        Emphasis::Subscript => "lowered",
        Emphasis::SmallCaps => "small capitals",
        Emphasis::Dots => "dotted",
    }
}

fn printed(form: ReferenceForm) -> &'static str {
    match form {
        ReferenceForm::Label => "",
        ReferenceForm::Number => ", by its number",
        ReferenceForm::Page => ", by its page",
    }
}
