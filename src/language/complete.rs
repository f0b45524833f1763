//! What may be written at a place.

use super::draft::Draft;
use super::keys::Keys;
use super::spot::{Spot, spot};
use super::symbols::{said, shortened, words};
use super::text::Text;
use super::toml;
use super::yaml::{self, Field};
use crate::ast::{Block, Date, Document, Person, Standing, walk};
use crate::read::forms::{ATTRIBUTES, CLASSES, CONTAINERS, Form};
use crate::style::{self, explain::Key};
use std::ops::Range;

/// What is known beside the text.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The style sheets beside the issue, by their paths from there.
    pub sheets: Vec<String>,
    /// Pictures beside the issue.
    pub pictures: Vec<String>,
    /// Today.
    pub today: Option<Date>,
    /// What the series says.
    pub standing: Standing,
}

/// What a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalKind {
    /// A key.
    Key,
    /// A value of a key.
    Value,
    /// The name of a form of Markdown.
    Form,
    /// A note, a section, a figure, a table, a box.
    Place,
    /// Somebody.
    Person,
    /// A file.
    File,
}

/// Something that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What the writer sees, and what the words typed so far are compared with.
    pub label: String,
    /// What it is.
    pub kind: ProposalKind,
    /// What is said beside it.
    pub detail: String,
    /// The words that are written.
    pub insert: String,
    /// What they are written in the place of: on one line, around the place.
    pub replaces: Range<usize>,
}

/// The languages that are proposed.
const LANGUAGES: [(&str, &str); 6] = [
    ("en", "English"),
    ("en-GB", "English, with the day before the month"),
    ("zh", "Chinese"),
    ("zh-Hans", "Chinese in simplified characters"),
    ("zh-Hant", "Chinese in traditional characters"),
    ("fr", "French; the style needs words of its own for it"),
];

/// What may be written at an offset of an issue.
#[must_use]
pub fn complete(draft: &Draft, offset: usize, around: &Around) -> Vec<Proposal> {
    let text = draft.text();
    let offset = text.as_str().floor_char_boundary(offset.min(text.as_str().len()));
    match draft.front() {
        Some(front) if offset <= front.end && offset >= front.start && !is_closing(text, offset) => {
            let field = yaml::field(text, front.start, offset);
            field.map(|field| facts(draft, &field, offset, around)).unwrap_or_default()
        }
        _ => spot(draft, offset).map(|spot| body(draft, spot, offset, around)).unwrap_or_default(),
    }
}

/// What may be written at an offset of `series.toml` or a style sheet.
#[must_use]
pub fn complete_sheet(text: &Text, keys: &Keys, offset: usize, around: &Around) -> Vec<Proposal> {
    let offset = text.as_str().floor_char_boundary(offset.min(text.as_str().len()));
    match toml::field(text, offset) {
        Some(Field::Key { around: path, name, is_bare }) => {
            let replaces = name.start.min(offset)..name.end.max(offset);
            keys.inside(&path)
                .into_iter()
                .map(|key| key_proposal(key, replaces.clone(), if is_bare { " = " } else { "" }))
                .collect()
        }
        Some(Field::Value { path, value }) => {
            let replaces = value.start.min(offset)..value.end.max(offset);
            let quoted = |mut proposal: Proposal| {
                proposal.insert = format!("\"{}\"", proposal.insert);
                proposal
            };
            let own = keys.at(&path).map(|key| choices(key, &replaces)).unwrap_or_default();
            let styles = match path.last().map(String::as_str) {
                Some("style" | "extends") if path.len() == 1 => styles(around, &replaces),
                _ => Vec::new(),
            };
            own.into_iter().chain(styles).map(quoted).collect()
        }
        None => Vec::new(),
    }
}

/// Whether the line is the one that closes the front matter.
fn is_closing(text: &Text, offset: usize) -> bool {
    let line = text.as_str().get(text.line(text.line_of(offset))).unwrap_or_default();
    matches!(line.trim_end(), "---" | "...")
}

fn facts(draft: &Draft, field: &Field, offset: usize, around: &Around) -> Vec<Proposal> {
    match field {
        Field::Key { around: path, name, is_bare } => {
            let replaces = name.start.min(offset)..name.end.max(offset);
            let after = if *is_bare { ": " } else { "" };
            let is_free = |key: &&Key| !(path.is_empty() && is_given(draft, &key.name(), &replaces));
            Keys::front()
                .inside(path)
                .into_iter()
                .filter(is_free)
                .map(|key| key_proposal(key, replaces.clone(), after))
                .collect()
        }
        Field::Value { path, value } => {
            let replaces = value.start.min(offset)..value.end.max(offset);
            values(draft, path, &replaces, around)
        }
    }
}

/// Whether the front matter has a key already, elsewhere than at the place.
fn is_given(draft: &Draft, key: &str, place: &Range<usize>) -> bool {
    let Some(front) = draft.front() else { return false };
    let text = draft.text();
    let lines = text.line_of(front.start)..=text.line_of(front.end);
    lines.map(|line| text.line(line)).filter(|line| line.start != place.start).any(|line| {
        let words = text.as_str().get(line).unwrap_or_default();
        words.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':'))
    })
}

fn key_proposal(key: &Key, replaces: Range<usize>, after: &str) -> Proposal {
    let label = key.path.last().cloned().unwrap_or_default();
    let insert = format!("{label}{after}");
    Proposal { insert, label, kind: ProposalKind::Key, detail: key.meaning.clone(), replaces }
}

fn choices(key: &Key, replaces: &Range<usize>) -> Vec<Proposal> {
    let switch: &[(String, String)] = &[("true".into(), String::new()), ("false".into(), String::new())];
    let words = if key.kind.as_deref() == Some("true or false") { switch } else { key.choices.as_slice() };
    words.iter().map(|(word, meaning)| value(word, meaning, replaces)).collect()
}

fn value(word: &str, detail: &str, replaces: &Range<usize>) -> Proposal {
    Proposal {
        label: word.to_string(),
        kind: ProposalKind::Value,
        detail: detail.to_string(),
        insert: word.to_string(),
        replaces: replaces.clone(),
    }
}

fn values(draft: &Draft, path: &[String], replaces: &Range<usize>, around: &Around) -> Vec<Proposal> {
    let front = &draft.document.front;
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    let own =
        |words: Option<&str>| words.map(|words| value(words, "as the series has it", replaces)).into_iter().collect();
    match parts.as_slice() {
        ["lang"] => languages(replaces),
        ["style"] => styles(around, replaces),
        ["date"] => around.today.map(|day| value(&day.iso(), "today", replaces)).into_iter().collect(),
        ["roman"] => front.number.map(|number| value(&number.roman(), "", replaces)).into_iter().collect(),
        ["series"] => own(around.standing.series.get(&front.lang).map(String::as_str)),
        ["publisher"] => own(around.standing.publisher.get(&front.lang).map(String::as_str)),
        ["issn"] => own(around.standing.issn.as_deref()),
        ["licence" | "license"] => own(around.standing.licence.as_deref()),
        _ => Keys::front().at(path).map(|key| choices(key, replaces)).unwrap_or_default(),
    }
}

fn languages(replaces: &Range<usize>) -> Vec<Proposal> {
    LANGUAGES.iter().map(|(tag, name)| value(tag, name, replaces)).collect()
}

fn styles(around: &Around, replaces: &Range<usize>) -> Vec<Proposal> {
    let built_in = style::built_in().into_iter().map(|name| value(name, "comes with masthead", replaces));
    let sheet = |path: &String| Proposal {
        kind: ProposalKind::File,
        ..value(path, "a style sheet beside this file", replaces)
    };
    built_in.chain(around.sheets.iter().map(sheet)).collect()
}

fn body(draft: &Draft, spot: Spot, offset: usize, around: &Around) -> Vec<Proposal> {
    let document = &draft.document;
    match spot {
        Spot::Container(typed) => forms(CONTAINERS, &typed),
        Spot::Class(typed) => forms(CLASSES, &typed),
        Spot::Attribute(typed) => {
            let named = |(name, meaning): (&str, &str)| Proposal {
                insert: format!("{name}="),
                kind: ProposalKind::Form,
                ..value(name, meaning, &typed)
            };
            ATTRIBUTES.iter().map(|attribute| named((attribute.name, attribute.meaning))).collect()
        }
        Spot::Value { key, typed } => match key.as_str() {
            "lang" => languages(&typed),
            "of" => people(document, &typed, |name| name.replace('"', "\\\"")),
            key => {
                let known = ATTRIBUTES.iter().find(|attribute| attribute.name == key);
                known.map(|attribute| forms(attribute.values, &typed)).unwrap_or_default()
            }
        },
        Spot::Picture(typed) => {
            let file = |path: &String| Proposal { kind: ProposalKind::File, ..value(path, "", &typed) };
            around.pictures.iter().map(file).collect()
        }
        Spot::Note(typed) => notes(draft, &closed(draft, &typed, offset, ']')),
        Spot::Place(typed) => places(draft, &closed(draft, &typed, offset, ')')),
        Spot::Words(typed) => {
            people(document, &closed(draft, &typed, offset, ']'), |name| format!("{name}]{{.person}}"))
        }
    }
}

/// What is replaced, with the closing sign that an editor has put there already.
fn closed(draft: &Draft, typed: &Range<usize>, offset: usize, sign: char) -> Range<usize> {
    let rest = draft.text().as_str().get(offset..).unwrap_or_default();
    typed.start..typed.end + if rest.starts_with(sign) { sign.len_utf8() } else { 0 }
}

fn forms(forms: &[Form], typed: &Range<usize>) -> Vec<Proposal> {
    let proposal = |form: &Form| Proposal { kind: ProposalKind::Form, ..value(form.name, form.meaning, typed) };
    forms.iter().map(proposal).collect()
}

fn people(document: &Document, replaces: &Range<usize>, written: impl Fn(&str) -> String) -> Vec<Proposal> {
    let proposal = |person: &Person| Proposal {
        kind: ProposalKind::Person,
        insert: written(&person.name),
        ..value(&person.name, person.position.as_deref().unwrap_or_default(), replaces)
    };
    document.front.people.iter().map(proposal).collect()
}

/// The notes by their marks, those that nothing calls yet too: they are no part of the document.
fn notes(draft: &Draft, replaces: &Range<usize>) -> Vec<Proposal> {
    let text = draft.text();
    let first = draft.front().map_or(0, |front| text.line_of(front.end));
    let note = |line: usize| {
        let words = text.as_str().get(text.line(line))?.trim_start_matches([' ', '>']);
        let (mark, said) = words.strip_prefix("[^")?.split_once("]:")?;
        Some(Proposal {
            kind: ProposalKind::Place,
            insert: format!("{mark}]"),
            ..value(mark, &shortened(said), replaces)
        })
    };
    (first..text.lines()).filter_map(note).collect()
}

/// The places that references may name: those that the source names, and notes.
fn places(draft: &Draft, replaces: &Range<usize>) -> Vec<Proposal> {
    let document = &draft.document;
    let mut found: Vec<(String, String)> = Vec::new();
    walk::sections(&document.sections, &mut |section, _| {
        found.extend(section.id.iter().map(|id| (id.clone(), words(&section.title))));
    });
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block: &Block| {
            let title = match block {
                Block::Table(table) => words(&table.caption),
                Block::Figure(figure) => words(&figure.caption),
                Block::Boxed(boxed) => words(&boxed.title),
                _ => String::new(),
            };
            found.extend(block.id().map(|id| (id.to_string(), title)));
        });
    }
    // What numbering has named itself no source can count on.
    found.retain(|(id, _)| draft.text().as_str().contains(&format!("#{id}")));
    found.extend(walk::notes(document).map(|note| (note.id.0.clone(), shortened(&said(&note.blocks)))));
    let proposal = |(id, title): (String, String)| Proposal {
        kind: ProposalKind::Place,
        insert: format!("{id})"),
        ..value(&id, &title, replaces)
    };
    found.into_iter().map(proposal).collect()
}
