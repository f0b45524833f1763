//! The people who are quoted: who they are, and every place that names them.

mod chinese;
mod english;
#[cfg(test)]
mod sample;

use super::body::{Item, Kind};
use super::inlines::{Annotation, Role};
use super::names;
use super::sentences;
use super::words::Words;
use crate::ast::{Person, PersonId, Taken};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A place that introduces a person.
#[derive(Clone, Debug, PartialEq)]
struct Introduction {
    name: Range<usize>,
    office: Option<Range<usize>>,
}

impl Introduction {
    fn end(&self) -> usize {
        self.office.as_ref().map_or(self.name.end, |office| office.end.max(self.name.end))
    }
}

/// What is said of people in each statement, by its index.
#[derive(Debug, Default)]
pub(super) struct Annotations {
    by_item: Vec<Vec<Annotation>>,
}

impl Annotations {
    /// What is said of people in a statement.
    pub(super) fn of(&self, index: usize) -> &[Annotation] {
        self.by_item.get(index).map_or(&[], Vec::as_slice)
    }

    /// The annotations from a statement on, apart.
    pub(super) fn split_off(&mut self, index: usize) -> Annotations {
        Annotations { by_item: self.by_item.split_off(index.min(self.by_item.len())) }
    }
}

/// Finds the people whom the statements introduce and marks every mention of their names.
pub(super) fn find(items: &[Item]) -> (Vec<Person>, Annotations) {
    let introduced: Vec<Vec<Introduction>> = items.iter().map(introductions).collect();
    let mut register = Register::default();
    for (item, introductions) in items.iter().zip(&introduced) {
        introductions.iter().for_each(|introduction| register.enter(&item.words, introduction));
    }
    let marked: Vec<Vec<Annotation>> =
        items.iter().zip(&introduced).map(|(item, introduced)| register.mark(item, introduced)).collect();
    (register.in_order(&marked), Annotations { by_item: marked })
}

fn introductions(item: &Item) -> Vec<Introduction> {
    if matches!(item.kind, Kind::Heading(..)) {
        return Vec::new();
    }
    let sentences = sentences::sentences(&item.words.text);
    let english = english::introductions(&item.words, &sentences);
    let mut all = if english.is_empty() { chinese::introductions(&item.words, &sentences) } else { english };
    all.sort_by_key(|introduction| introduction.name.start);
    all
}

/// Every person by name.
#[derive(Debug, Default)]
struct Register {
    by_name: BTreeMap<String, Person>,
    ids: Taken,
    /// By the characters that the names open with, their lengths in bytes, for a quick search.
    lengths: BTreeMap<char, BTreeSet<usize>>,
    /// The letters of ASCII among them, a bit each.
    openings: u128,
}

impl Register {
    fn enter(&mut self, words: &Words, introduction: &Introduction) {
        let Some(name) = words.text.get(introduction.name.clone()) else { return };
        let office = introduction.office.as_ref().and_then(|office| words.text.get(office.clone()));
        if let Some(person) = self.by_name.get_mut(name) {
            person.position = person.position.take().or_else(|| office.map(str::to_string));
            return;
        }
        if let Some(opening) = name.chars().next() {
            self.lengths.entry(opening).or_default().insert(name.len());
            self.openings |= 1_u128.unbounded_shl(opening.into());
        }
        let person = Person {
            span: words.span(&introduction.name),
            id: self.id(name),
            name: name.to_string(),
            position: office.map(str::to_string),
            ..Person::default()
        };
        self.by_name.insert(name.to_string(), person);
    }

    /// A key from the name's letters: `person-sun-dong`.
    fn id(&mut self, name: &str) -> PersonId {
        let plain: String = name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
        let stem = format!("person-{}", parts.join("-"));
        PersonId(self.ids.free(stem, |stem, count| format!("{stem}-{count}")))
    }

    /// Marks every name in a statement, and the offices where they are given.
    fn mark(&self, item: &Item, introduced: &[Introduction]) -> Vec<Annotation> {
        if matches!(item.kind, Kind::Heading(..)) {
            return Vec::new();
        }
        let offices = introduced.iter().filter_map(|introduction| {
            let person = self.by_name.get(item.words.text.get(introduction.name.clone())?)?;
            Some(Annotation { range: introduction.office.clone()?, role: Role::Position(person.id.clone()) })
        });
        let mut found: Vec<Annotation> = offices.collect();
        let taken: Vec<Range<usize>> = found.iter().map(|office| office.range.clone()).collect();
        found.extend(self.mentions(&item.words.text, &taken));
        found.sort_by_key(|annotation| annotation.range.start);
        found
    }

    /// Every name in a text outside of the ranges that are taken.
    fn mentions(&self, text: &str, taken: &[Range<usize>]) -> Vec<Annotation> {
        let mut found = Vec::new();
        let mut end = 0;
        // Most letters open no name, and the letters of ASCII are known at a glance.
        let opens = |c: char| !c.is_ascii() || self.openings & 1_u128.unbounded_shl(c.into()) != 0;
        for (at, c) in text.char_indices().filter(|(_, c)| opens(*c)) {
            let Some(lengths) = self.lengths.get(&c).filter(|_| at >= end) else { continue };
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            if continues(before, c) {
                continue;
            }
            let Some((length, person)) = self.name_at(text, at, lengths) else { continue };
            if taken.iter().all(|range| at >= range.end || at + length <= range.start) {
                end = at + length;
                found.push(Annotation { range: at..end, role: Role::Person(person.id.clone()) });
            }
        }
        found
    }

    /// The longest name at a place, of those that open with its character.
    fn name_at(&self, text: &str, at: usize, lengths: &BTreeSet<usize>) -> Option<(usize, &Person)> {
        lengths.iter().rev().find_map(|&length| {
            let person = self.by_name.get(text.get(at..at + length)?)?;
            let last = person.name.chars().next_back();
            let next = text.get(at + length..)?.chars().next();
            next.is_none_or(|next| !continues(last, next)).then_some((length, person))
        })
    }

    /// The people in the order of their first mention, with the order of their names.
    fn in_order(self, marked: &[Vec<Annotation>]) -> Vec<Person> {
        let mut by_id: BTreeMap<PersonId, Person> =
            self.by_name.into_values().map(|person| (person.id.clone(), person)).collect();
        let mentions = marked.iter().flatten().filter_map(|annotation| match &annotation.role {
            Role::Person(id) => Some(id),
            _ => None,
        });
        let mut people: Vec<Person> = mentions.filter_map(|id| by_id.remove(id)).collect();
        let names: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
        for (person, order) in people.iter_mut().zip(names::orders(&names)) {
            person.name_order = order;
        }
        people
    }
}

/// Whether a letter carries on a word in Latin letters; Han text has no words' ends.
fn continues(before: Option<char>, next: char) -> bool {
    before.is_some_and(is_latin) && is_latin(next)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric() && !crate::ast::text::is_east_asian(c))
}

#[cfg(test)]
mod tests {
    use super::super::{lines::lines, paragraphs::gather, repairs::Repairs, words::Evidence};
    use super::*;

    fn read(source: &str) -> (Vec<Person>, Vec<String>) {
        let mut repairs = Repairs::default();
        let pieces = gather(&lines(source), &mut repairs);
        let items = super::super::body::items(&pieces, &Evidence::default(), &mut repairs);
        let (people, annotations) = find(&items);
        let said = |index: usize, item: &Item| {
            let marks = annotations.of(index).iter();
            marks.map(|mark| item.words.text[mark.range.clone()].to_string()).collect::<Vec<_>>().join("|")
        };
        (people, items.iter().enumerate().map(|(index, item)| said(index, item)).collect())
    }

    #[test]
    fn marks_every_mention_with_the_same_person() {
        let (people, marks) =
            read("Mia Berg, Mayor of Oslo, said so. Then Mia Berg left.\n\nMia Bergman and Mia Berg.");
        assert_eq!(people.len(), 1);
        assert_eq!(people[0].id.0, "person-mia-berg");
        assert_eq!(marks, ["Mia Berg|Mayor of Oslo|Mia Berg", "Mia Berg"]);
    }

    #[test]
    fn people_stand_in_the_order_of_their_first_mention() {
        let (people, _) = read("Ada Lind came.\n\n**Bo Ek** said so.\n\n**Ada Lind** said so.");
        assert_eq!(people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Ada Lind", "Bo Ek"]);
    }

    #[test]
    fn a_later_introduction_gives_the_office_that_the_first_lacks() {
        let (people, _) = read("**Bo Ek** said so.\n\nBo Ek, Dean of Law, said so.");
        assert_eq!(people[0].position.as_deref(), Some("Dean of Law"));
    }

    #[test]
    fn chinese_people() {
        let (people, marks) = read("一是创新。东湖实验室主任李华认为，好。\n\n李华又说，好。");
        assert_eq!(people[0].name, "李华");
        assert_eq!(marks, ["东湖实验室主任|李华", "李华"]);
    }
}
