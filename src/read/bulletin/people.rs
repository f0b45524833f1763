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
        if let Some(id) = self.people.get(&Person::known_as(&name)) {
            return id.clone();
        }
        self.introduce(Person { span: span(range), name, ..Person::default() })
    }

    /// Adds somebody to the front matter's people and gives the key.
    pub(super) fn introduce(&mut self, person: Person) -> PersonId {
        let id = PersonId(self.coin(format!("person-{}", slug(&person.name))));
        self.people.insert(Person::known_as(&person.name), id.clone());
        self.people.insert(id.0.clone(), id.clone());
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

    /// Finds whose the offices of a run are: the person's who was named last before, else next after it in the run.
    pub(super) fn settle_positions(&mut self, run: &mut Inlines) {
        let mut events = Vec::new();
        mentions(run, &mut events);
        if events.iter().all(Option::is_some) {
            return self.note_positions(run);
        }
        let mut owners = owners(&events, self.last_person.as_ref());
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
                && let Some(entry) = self.front.people.iter_mut().find(|entry| entry.id == *person)
            {
                entry.position.get_or_insert_with(|| text::inlines(inlines));
            }
            self.note_positions(inline.children());
        }
    }
}

/// The owner of every office that names nobody, in order.
fn owners(mentions: &[Option<PersonId>], last: Option<&PersonId>) -> Vec<Option<PersonId>> {
    let first = mentions.iter().flatten().next();
    let mut before = None;
    let mut owners = Vec::new();
    for mention in mentions {
        match mention {
            Some(person) => before = Some(person),
            // Where nobody stands before, the first person of the run stands after.
            None => owners.push(before.or(first).or(last).cloned()),
        }
    }
    owners
}

/// Every mention of a run in order: a person's key, or nothing for an office that names nobody.
fn mentions(run: &[Inline], found: &mut Vec<Option<PersonId>>) {
    for inline in run {
        match inline {
            Inline::Person { person, .. } => found.push(Some(person.clone())),
            Inline::Position { person, .. } if person.0.is_empty() => found.push(None),
            _ => {}
        }
        mentions(inline.children(), found);
    }
}
