//! What is said about the words at a place, in Markdown.

use super::draft::Draft;
use super::keys::{Keys, explained};
use super::symbols::{said, shortened, words};
use super::targets::{self, Target};
use super::text::Text;
use super::{toml, yaml};
use crate::ast::{Block, Document, Front, NoteId, PersonId, Section, walk};
use crate::read::forms::{ATTRIBUTES, CLASSES, CONTAINERS, Form};
use std::ops::Range;

/// What is said, and of which words.
type Said = (String, Range<usize>);

/// What is said at an offset of an issue.
#[must_use]
pub fn hover(draft: &Draft, offset: usize) -> Option<Said> {
    match draft.front() {
        Some(front) if front.contains(&offset) => fact(draft, &front, offset),
        _ => form(draft.text(), offset).or_else(|| led_to(draft, offset)),
    }
}

/// What is said at an offset of `series.toml` or a style sheet.
#[must_use]
pub fn hover_sheet(text: &Text, keys: &Keys, offset: usize) -> Option<Said> {
    let (path, range) = toml::field(text, offset)?.path(text);
    keys.at(&path).map(|key| (explained(key), range))
}

fn fact(draft: &Draft, front: &Range<usize>, offset: usize) -> Option<Said> {
    let (path, range) = yaml::field(draft.text(), front.start, offset)?.path(draft.text());
    let mut told = Keys::front().at(&path).map(explained)?;
    if let [key] = path.as_slice()
        && let Some(read) = understood(&draft.document.front, key)
    {
        told.push_str(&format!("\n\nHere: {read}"));
    }
    Some((told, range))
}

/// What the program takes a fact for.
fn understood(front: &Front, key: &str) -> Option<String> {
    match key {
        "date" => front.date.map(|date| format!("{} (`{}`)", date.long(&front.lang), date.iso())),
        "number" => front.number.map(|number| format!("{}, in Roman figures {}", number.0, number.roman())),
        "corrects" => front.corrects.map(|issue| format!("`{}`", issue.name())),
        "compilers" => front.compilers.as_ref().map(|compilers| compilers.names.join("; ")),
        "keywords" => Some(front.keywords.join("; ")).filter(|words| !words.is_empty()),
        _ => None,
    }
}

/// What a form of bulletin Markdown means: a block, a class or an attribute.
fn form(text: &Text, offset: usize) -> Option<Said> {
    let line = text.line(text.line_of(offset));
    let words = text.as_str().get(line.clone())?;
    let is_inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let at = text.as_str().floor_char_boundary(offset.min(line.end)) - line.start;
    let start = words.get(..at)?.trim_end_matches(is_inside).len();
    let end = at + words.get(at..)?.find(|c| !is_inside(c)).unwrap_or(words.len() - at);
    let (before, name, after) = (words.get(..start)?, words.get(start..end)?, words.get(end..)?);
    let named = |forms: &[Form]| forms.iter().find(|form| form.name == name).map(|form| form.meaning);
    let meaning = if before.trim_start_matches([' ', '>']).trim_matches(':').trim().is_empty() && before.contains(":::")
    {
        named(CONTAINERS)
    } else if !in_braces(before) {
        None
    } else if before.ends_with('.') {
        named(CLASSES).or_else(|| named(CONTAINERS))
    } else if after.starts_with('=') {
        ATTRIBUTES.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.meaning)
    } else {
        let value = before.trim_end_matches('"').strip_suffix('=')?;
        let key = value.rsplit(['{', ' ']).next()?;
        named(ATTRIBUTES.iter().find(|attribute| attribute.name == key)?.values)
    };
    meaning.map(|meaning| (format!("**`{name}`**\n\n{meaning}"), line.start + start..line.start + end))
}

fn in_braces(before: &str) -> bool {
    before.rfind('{') > before.rfind('}') || before.contains('{') && !before.contains('}')
}

/// What the words lead to: the words of a note, what a reference names, who somebody is.
fn led_to(draft: &Draft, offset: usize) -> Option<Said> {
    let (target, range) = targets::at(draft, offset)?;
    let said = match target {
        Target::Note(id) => note(&draft.document, &id.0),
        Target::Place(id) => named(&draft.document, id).or_else(|| note(&draft.document, id)),
        Target::Person(id) => person(&draft.document, id),
    }?;
    Some((said, range))
}

fn note(document: &Document, id: &str) -> Option<String> {
    let note = walk::notes(document).find(|note| note.id == NoteId(id.to_string()))?;
    let head = note.label.as_ref().map_or("Note".into(), |label| format!("Note {}", label.text));
    Some(format!("**{}**\n\n{}", plain(&head), plain(&said(&note.blocks))))
}

fn person(document: &Document, id: &PersonId) -> Option<String> {
    let person = document.front.person(id)?;
    let position = person.position.as_ref().map_or(String::new(), |position| format!("\n\n{}", plain(position)));
    Some(format!("**{}**{position}", plain(&person.name)))
}

/// What a section, table, figure or box is called.
fn named(document: &Document, id: &str) -> Option<String> {
    let mut found = None;
    walk::sections(&document.sections, &mut |section: &Section, _| {
        if section.id.as_deref() == Some(id) {
            found = Some(titled(section.label.as_ref().map(|label| label.text.as_str()), &words(&section.title)));
        }
    });
    for root in walk::roots(document) {
        walk::blocks(root, &mut |block| {
            if block.id() == Some(id) {
                found = block_named(block);
            }
        });
    }
    found
}

fn block_named(block: &Block) -> Option<String> {
    let (label, caption) = match block {
        Block::Table(table) => (table.label.as_ref(), &table.caption),
        Block::Figure(figure) => (figure.label.as_ref(), &figure.caption),
        Block::Boxed(boxed) => (None, &boxed.title),
        _ => return None,
    };
    Some(titled(label.map(|label| label.text.as_str()), &words(caption)))
}

fn titled(label: Option<&str>, title: &str) -> String {
    match label {
        Some(label) => format!("**{}** {}", plain(label), plain(title)),
        None => plain(title),
    }
}

/// Words that stand for themselves in Markdown, in one line and not too many.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in shortened(text).chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '#' | '&') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
