//! The people who are quoted, as their names come up.

use super::aside::Aside;
use super::pieces::Cast;
use crate::ast::{Document, Inline, Person, PersonId, Taken, walk};
use crate::diagnostics::Span;
use crate::read::ids::slug;
use std::collections::BTreeMap;

/// Everybody who was named.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) named: Vec<Person>,
    /// Where they stand there, by what they are known by.
    places: BTreeMap<String, usize>,
    keys: Taken,
    /// Where he stands who was named last.
    last: Option<usize>,
}

impl People {
    /// Those whom the front matter names.
    pub(super) fn of(named: &[Person]) -> People {
        let mut people = People { named: named.to_vec(), ..People::default() };
        people.keys.extend(named.iter().map(|person| &person.id.0));
        // Of two with one name, the first is meant.
        people.places.extend(named.iter().enumerate().rev().map(|(at, person)| (Person::known_as(&person.name), at)));
        people
    }
}

impl Cast for People {
    fn person(&mut self, name: &str, span: Span) -> PersonId {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let same = Person::known_as(&name);
        let at = *self.places.entry(same).or_insert(self.named.len());
        self.last = Some(at);
        if let Some(known) = self.named.get(at) {
            return known.id.clone();
        }
        let wish = format!("person-{}", slug(&name));
        let id = PersonId(self.keys.free(wish, |wish, figure| format!("{wish}-{figure}")));
        self.named.push(Person { span, id: id.clone(), name, ..Person::default() });
        id
    }

    fn holder(&mut self, office: &str, _: Span) -> Option<PersonId> {
        let person = self.named.get_mut(self.last?)?;
        person.position.get_or_insert_with(|| office.to_string());
        Some(person.id.clone())
    }
}

/// Lets go of those who were named in the body when facts were kept aside, and are no longer.
pub(super) fn settle(document: &mut Document, aside: &Aside) {
    let mut gone = aside.mentioned();
    walk::runs(document, &mut |run| {
        walk::inlines(run, &mut |inline| {
            if let Inline::Person { person, .. } | Inline::Position { person, .. } = inline {
                gone.remove(person);
            }
        });
    });
    document.front.people.retain(|person| !gone.contains(&person.id));
}
