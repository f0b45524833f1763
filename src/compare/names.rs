//! What the things of a document are called here, since their keys are nobody's words and differ from format to format: people
//! by their names, sections, tables and notes by what they say, pictures by their files or, between formats, in order.

use crate::ast::{Block, Document, Inline, NoteId, PersonId, Taken, text, walk};
use std::collections::BTreeMap;

/// The names of a document's things.
#[derive(Default)]
pub(super) struct Names {
    people: BTreeMap<String, String>,
    places: BTreeMap<String, String>,
    /// The list that each note stands in, and its place there.
    notes: BTreeMap<String, (usize, usize)>,
    /// How many notes of each list were called so far.
    called: BTreeMap<usize, usize>,
    /// The pictures in order, where their files have other names in other formats.
    pictures: Option<Vec<String>>,
    /// What the file of the document is called, after which the folder of its pictures may be.
    stem: String,
}

impl Names {
    /// The names of a document whose pictures are called by their files, or in order.
    pub(super) fn new(document: &Document, by_files: bool) -> Names {
        let source = &document.provenance.source;
        let stem = source.rsplit_once('.').map_or(source.as_str(), |(stem, _)| stem).to_string();
        let mut names = Names { pictures: (!by_files).then(Vec::new), stem, ..Names::default() };
        let mut seen = Taken::default();
        for person in &document.front.people {
            names.people.insert(person.id.0.clone(), unlike(&mut seen, &person.name));
        }
        let mut claim = |id: &str, name: String| names.places.insert(id.into(), unlike(&mut seen, &name));
        walk::sections(&document.sections, &mut |section, _| {
            if let Some(id) = &section.id {
                claim(id, format!("section “{}”", text::inlines(&section.title)));
            }
        });
        for root in walk::roots(document) {
            walk::blocks(root, &mut |block| {
                if let (Some(id), Some(name)) = (block.id(), called(block)) {
                    claim(id, name);
                }
            });
        }
        walk::notes(document).for_each(|note| {
            claim(&note.id.0, format!("note “{}”", said(&note.blocks)));
        });
        names.number_notes(document);
        names
    }

    fn number_notes(&mut self, document: &Document) {
        let mut lists = vec![document.notes.as_slice()];
        for root in walk::roots(document) {
            walk::blocks(root, &mut |block| {
                if let Block::Table(table) = block {
                    lists.push(&table.notes);
                }
            });
        }
        for (list, notes) in lists.into_iter().enumerate() {
            for (at, note) in notes.iter().enumerate() {
                self.notes.insert(note.id.0.clone(), (list, at));
            }
        }
    }

    pub(super) fn person(&self, id: &PersonId) -> String {
        self.people.get(&id.0).cloned().unwrap_or_else(|| id.0.clone())
    }

    pub(super) fn place(&self, id: &str) -> String {
        self.places.get(id).cloned().unwrap_or_else(|| format!("#{id}"))
    }

    pub(super) fn link(&self, target: &str) -> String {
        target.strip_prefix('#').map_or_else(|| target.to_string(), |id| self.place(id))
    }

    /// A call for a note: of the next one, as a rule, which need not be named.
    pub(super) fn call(&mut self, id: &NoteId) -> String {
        if let Some((list, at)) = self.notes.get(&id.0) {
            let next = self.called.entry(*list).or_default();
            if next == at {
                *next += 1;
                return "next note called".into();
            }
        }
        format!("{} called", self.place(&id.0))
    }

    pub(super) fn picture(&mut self, file: &str) -> String {
        let Some(known) = &mut self.pictures else {
            let own = file.strip_prefix(&self.stem).filter(|rest| !self.stem.is_empty() && rest.starts_with('-'));
            return own.unwrap_or(file).to_string();
        };
        let at = known.iter().position(|one| one == file).unwrap_or_else(|| {
            known.push(file.to_string());
            known.len() - 1
        });
        format!("picture {}", at + 1)
    }
}

/// A name that nothing before has. Blanks are as in the words of units, one for many.
fn unlike(seen: &mut Taken, name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    seen.free(name, |name, count| format!("{name} ({count})"))
}

fn called(block: &Block) -> Option<String> {
    let words = |kind: &str, run: &[Inline]| Some(format!("{kind} “{}”", text::inlines(run)));
    match block {
        Block::Table(table) => words("table", &table.caption),
        Block::Figure(figure) => words("figure", &figure.caption),
        Block::Boxed(boxed) => words("box", &boxed.title),
        _ => None,
    }
}

fn said(blocks: &[Block]) -> String {
    let mut words = Vec::new();
    walk::blocks(blocks, &mut |block| words.extend(walk::own_inlines(block).into_iter().map(|run| text::inlines(run))));
    words.join(" ")
}
