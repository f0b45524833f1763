//! The people who are quoted: found among the front matter's, or added to them.

use super::compositor::{Compositor, span};
use crate::ast::{Inline, Inlines, Person, PersonId, text};
use crate::diagnostics::code;
use crate::read::ids::slug;
use std::ops::Range;

impl Compositor<'_> {
    /// The key of a person by name; somebody new is added to the front matter's people.
    pub(super) fn person(&mut self, name: &str, range: Range<usize>) -> PersonId {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(known) = self.people.get(&Person::known_as(&name)).and_then(|&at| self.front.people.get(at)) {
            return known.id.clone();
        }
        self.introduce(Person { span: span(range), name, ..Person::default() })
    }

    /// Adds somebody to the front matter's people and gives the key.
    pub(super) fn introduce(&mut self, person: Person) -> PersonId {
        let id = PersonId(self.coin(format!("person-{}", slug(&person.name))));
        let at = self.front.people.len();
        self.people.insert(Person::known_as(&person.name), at);
        self.people.insert(id.0.clone(), at);
        self.front.people.push(Person { id: id.clone(), ..person });
        id
    }

    /// A mention of a person; `of` gives the full name where the words here do not.
    pub(super) fn mention(&mut self, of: Option<&str>, inlines: Inlines, range: Range<usize>) -> Inline {
        let words = text::inlines(&inlines).replace(super::soft_breaks::SOFT_BREAK, " ");
        let person = self.person(of.unwrap_or(&words), range.clone());
        self.last_person = Some(person.clone());
        Inline::Person { span: span(range), person, inlines }
    }

    /// The office of a person; without `of`, whose it is shows once the run is whole.
    pub(super) fn position(&mut self, of: Option<&str>, inlines: Inlines, range: Range<usize>) -> Inline {
        let person = of.map(|name| self.person(name, range.clone())).unwrap_or_default();
        Inline::Position { span: span(range), person, inlines }
    }

    /// Finds whose the offices of a run are: the person's whose name follows without a word between, else whose was named last
    /// before, else next after it in the run.
    pub(super) fn settle_positions(&mut self, run: &mut Inlines) {
        let mut mentions = Vec::new();
        collect(run, false, &mut mentions);
        if !mentions.contains(&Mention::Office) {
            return self.note_positions(run);
        }
        let mut owners = owners(&mentions, self.last_person.as_ref());
        owners.reverse();
        self.assign(run, &mut owners);
        self.note_positions(run);
    }

    /// Writes the owners, last first, into the offices that have none; an office of nobody becomes plain words.
    fn assign(&mut self, run: &mut Inlines, owners: &mut Vec<Option<PersonId>>) {
        let mut given = Vec::with_capacity(run.len());
        for mut inline in run.drain(..) {
            if let Inline::Position { span, person, inlines } = &mut inline
                && person.0.is_empty()
            {
                match owners.pop().flatten() {
                    Some(owner) => *person = owner,
                    None => {
                        let range = span.range().unwrap_or_default();
                        let message = "the office here is nobody's: no person is named near it";
                        let hint = "mark the name as `[Name]{.person}`, or write `{.position of=\"Name\"}`";
                        self.tell(code::POSITION_WITHOUT_PERSON, range, message, hint);
                        given.append(inlines);
                        continue;
                    }
                }
            }
            if let Some(children) = inline.children_mut() {
                self.assign(children, owners);
            }
            given.push(inline);
        }
        *run = given;
    }

    /// Enters offices that the text gives with people for whom the front matter has none.
    fn note_positions(&mut self, run: &[Inline]) {
        for inline in run {
            if let Inline::Position { person, inlines, .. } = inline
                && let Some(entry) = self.people.get(&person.0).and_then(|&at| self.front.people.get_mut(at))
            {
                entry.position.get_or_insert_with(|| text::inlines(inlines));
            }
            self.note_positions(inline.children());
        }
    }
}

/// What matters of a run to the question whose its offices are.
#[derive(Clone, Debug, PartialEq)]
enum Mention {
    /// A person.
    Person(PersonId),
    /// An office that names nobody.
    Office,
    /// What opens an apposition: a comma or a bracket.
    Opening,
    /// What joins offices of one person.
    Joint,
    /// Anything else.
    Words,
}

const OPENINGS: [&str; 4] = [",", "，", "(", "（"];
const JOINTS: [&str; 8] = ["、", "和", "及", "与", "兼", "and", ", and", "＆"];

/// The owner of every office that names nobody, in order.
fn owners(mentions: &[Mention], last: Option<&PersonId>) -> Vec<Option<PersonId>> {
    let person = |mention: &Mention| match mention {
        Mention::Person(person) => Some(person.clone()),
        _ => None,
    };
    let first = mentions.iter().find_map(person);
    let mut before = None;
    let mut owners = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        match mention {
            Mention::Person(person) => before = Some(person.clone()),
            // Where nobody stands before, the first person of the run stands after.
            Mention::Office => {
                let nearest = || before.clone().or_else(|| first.clone()).or_else(|| last.cloned());
                owners.push(whose_name_follows(mentions, at).or_else(nearest));
            }
            Mention::Opening | Mention::Joint | Mention::Words => {}
        }
    }
    owners
}

/// The person whose name follows an office at once, or after others of the same person: `市长、党组书记欧阳震`.
fn whose_name_follows(mentions: &[Mention], office: usize) -> Option<PersonId> {
    match mentions.get(office + 1..)? {
        [Mention::Person(person), ..] => Some(person.clone()),
        _ if stands_in_apposition(mentions, office) => None,
        [Mention::Office, ..] => whose_name_follows(mentions, office + 1),
        [Mention::Joint | Mention::Opening, Mention::Office, ..] => whose_name_follows(mentions, office + 2),
        _ => None,
    }
}

/// Whether an office stands behind a name as in `孙栋，市科技局局长`.
fn stands_in_apposition(mentions: &[Mention], office: usize) -> bool {
    let before = mentions.get(..office).unwrap_or_default();
    matches!(before, [.., Mention::Person(_), Mention::Opening] | [.., Mention::Person(_)])
}

/// The mentions of a run in order. The words of a name or an office are nothing between two mentions.
fn collect(run: &[Inline], named: bool, found: &mut Vec<Mention>) {
    for inline in run {
        let named = match inline {
            Inline::Person { person, .. } => {
                found.push(Mention::Person(person.clone()));
                true
            }
            Inline::Position { person, .. } => {
                found.push(if person.0.is_empty() { Mention::Office } else { Mention::Words });
                true
            }
            Inline::Text { text, .. } if !named => {
                found.extend(between(text));
                named
            }
            Inline::Callout { .. } | Inline::Reference { .. } | Inline::OrphanMark { .. } if !named => {
                found.push(Mention::Words);
                named
            }
            _ => named,
        };
        collect(inline.children(), named, found);
    }
}

/// What words between two mentions are, unless they are blank.
fn between(words: &str) -> Option<Mention> {
    let words = words.trim_matches(|c: char| c.is_whitespace() || c == super::soft_breaks::SOFT_BREAK);
    match words {
        "" => None,
        _ if OPENINGS.contains(&words) => Some(Mention::Opening),
        _ if JOINTS.contains(&words) => Some(Mention::Joint),
        _ => Some(Mention::Words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whose the offices of a run are: `p` and a letter is a name, `o` an office, other words as they stand.
    fn owners_of(run: &str) -> String {
        let mentions: Vec<Mention> = run
            .split('|')
            .filter_map(|part| match part.strip_prefix('p') {
                Some(name) => Some(Mention::Person(PersonId(name.into()))),
                None if part == "o" => Some(Mention::Office),
                None => between(part),
            })
            .collect();
        let owners = owners(&mentions, Some(&PersonId("L".into())));
        owners.into_iter().map(|owner| owner.map_or("-".into(), |PersonId(id)| id)).collect()
    }

    #[test]
    fn an_office_is_that_of_the_name_that_follows_at_once_or_of_the_one_before() {
        for (run, owners) in [
            ("o|pA|、|o|pB|表示", "AB"),
            ("o|pA|，|o|pB|、|o|pC|出席", "ABC"),
            ("pA|、|o|pB", "B"),
            ("o|pA|表示好。|o|pB", "AB"),
            ("Then |o| |pA| spoke.", "A"),
            ("o|、|o|pA|表示", "AA"),
            ("o|o|pA", "AA"),
            ("pA|, |o|, thought", "A"),
            ("pA|（|o|）、|pB|（|o|）", "AB"),
            ("pA|，|o|、|o|，认为", "AA"),
            ("pA|，|o|、|o|pB", "AB"),
            ("pA| asked; and |pB| answered, |o| of the day", "B"),
            ("The |o| of |pA", "A"),
            ("o| of nobody", "L"),
        ] {
            assert_eq!(owners_of(run), owners, "{run}");
        }
    }
}
