//! The people who are quoted, as their names come up.

use super::aside::Aside;
use super::pieces::Cast;
use crate::ast::{Document, Inline, Person, PersonId, walk};
use crate::diagnostics::Span;
use crate::read::ids::slug;

/// Everybody who was named.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) named: Vec<Person>,
    last: Option<PersonId>,
}

impl Cast for People {
    fn person(&mut self, name: &str, span: Span) -> PersonId {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let same = Person::known_as(&name);
        if let Some(known) = self.named.iter().find(|person| Person::known_as(&person.name) == same) {
            self.last = Some(known.id.clone());
            return known.id.clone();
        }
        let wish = format!("person-{}", slug(&name));
        let taken = |id: &str| self.named.iter().any(|person| person.id.0 == id);
        let free = std::iter::once(wish.clone()).chain((2..).map(|figure| format!("{wish}-{figure}")));
        let id = PersonId(free.into_iter().find(|id| !taken(id)).unwrap_or(wish));
        self.named.push(Person { span, id: id.clone(), name, ..Person::default() });
        self.last = Some(id.clone());
        id
    }

    fn holder(&mut self, office: &str, _: Span) -> Option<PersonId> {
        let last = self.last.clone()?;
        if let Some(person) = self.named.iter_mut().find(|person| person.id == last) {
            person.position.get_or_insert_with(|| office.to_string());
        }
        Some(last)
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
