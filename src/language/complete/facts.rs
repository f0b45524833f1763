//! Keys and their values, in front matter and in files of tables.

use super::{Around, Proposal, ProposalKind, languages};
use crate::language::draft::Draft;
use crate::language::keys::Keys;
use crate::language::text::Text;
use crate::language::toml;
use crate::language::yaml::Field;
use crate::style::{self, explain::Key};
use std::ops::Range;

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
            let key = keys.at(&path);
            let mut found = key.map(|key| choices(key, &replaces)).unwrap_or_default();
            if matches!(path.as_slice(), [key] if key == "style" || key == "extends") {
                found.extend(styles(around, &replaces));
            }
            if key.is_none_or(|key| !is_switch(key)) {
                found.iter_mut().for_each(|proposal| proposal.insert = format!("\"{}\"", proposal.insert));
            }
            found
        }
        None => Vec::new(),
    }
}

/// What may be written in front matter.
pub(super) fn propose(draft: &Draft, field: &Field, offset: usize, around: &Around) -> Vec<Proposal> {
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
    let words = if is_switch(key) { switch } else { key.choices.as_slice() };
    words.iter().map(|(word, meaning)| Proposal::value(word, meaning, replaces)).collect()
}

fn is_switch(key: &Key) -> bool {
    key.kind.as_deref() == Some("true or false")
}

fn values(draft: &Draft, path: &[String], replaces: &Range<usize>, around: &Around) -> Vec<Proposal> {
    let front = &draft.document.front;
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    let own = |words: Option<&str>| {
        words.map(|words| Proposal::value(words, "as the series has it", replaces)).into_iter().collect()
    };
    match parts.as_slice() {
        ["lang"] => languages(replaces),
        ["style"] => styles(around, replaces),
        ["date"] => around.today.map(|day| Proposal::value(&day.iso(), "today", replaces)).into_iter().collect(),
        ["roman"] => front.number.map(|number| Proposal::value(&number.roman(), "", replaces)).into_iter().collect(),
        ["series"] => own(around.standing.series.get(&front.lang).map(String::as_str)),
        ["publisher"] => own(around.standing.publisher.get(&front.lang).map(String::as_str)),
        ["issn"] => own(around.standing.issn.as_deref()),
        ["licence" | "license"] => own(around.standing.licence.as_deref()),
        _ => Keys::front().at(path).map(|key| choices(key, replaces)).unwrap_or_default(),
    }
}

fn styles(around: &Around, replaces: &Range<usize>) -> Vec<Proposal> {
    let built_in = style::built_in().into_iter().map(|name| Proposal::value(name, "comes with masthead", replaces));
    let sheet = |path: &String| Proposal {
        kind: ProposalKind::File,
        ..Proposal::value(path, "a style sheet beside this file", replaces)
    };
    built_in.chain(around.sheets.iter().map(sheet)).collect()
}
