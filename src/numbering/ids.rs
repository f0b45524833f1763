//! Ids for what the source gives none: an id stands once in a document, whatever the author called people and notes.

use crate::ast::{Document, Taken, walk};

/// The ids that are taken.
pub(super) struct Ids(Taken);

impl Ids {
    /// Those that the source gives.
    pub(super) fn of(document: &Document) -> Ids {
        let mut taken = Taken::default();
        taken.extend(document.front.people.iter().map(|person| &person.id.0));
        taken.extend(walk::notes(document).map(|note| &note.id.0));
        walk::sections(&document.sections, &mut |section, _| taken.extend(&section.id));
        for root in walk::roots(document) {
            walk::blocks(root, &mut |block| taken.extend(block.id()));
        }
        Ids(taken)
    }

    /// The wanted id, or else the first free one that begins with it; it is then taken.
    pub(super) fn free(&mut self, wanted: String) -> String {
        self.0.free(wanted, |wanted, number| format!("{wanted}.{number}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Note, NoteId, Section};

    #[test]
    fn ids_of_the_source_are_not_given_twice() {
        let notes = vec![Note { id: NoteId("sec-1".into()), ..Note::default() }];
        let sections = vec![Section { id: Some("sec-1.2".into()), ..Section::default() }];
        let mut ids = Ids::of(&Document { notes, sections, ..Document::default() });
        let given = ["sec-1", "sec-1", "sec-2"].map(|wanted| ids.free(wanted.into()));
        assert_eq!(given, ["sec-1.3", "sec-1.4", "sec-2"]);
    }
}
