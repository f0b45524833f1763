//! Parts of the front matter that hold more than one value.

use super::super::compositor::{Compositor, span};
use super::super::soft_breaks;
use super::yaml::{Node, Value};
use crate::ast::{Block, Compilers, EditorsNote, Imprint, Inline, NameOrder, Paragraph, Person, text};
use crate::diagnostics::code;
use crate::read::genre::names;

/// The keys of the imprint.
pub(super) const IMPRINT: [&str; 6] = ["reviewers", "distribution", "copies-to", "issued-by", "copies", "lines"];

/// What stands between names in one text.
const BETWEEN_NAMES: [char; 6] = [',', ';', '，', '；', '、', '\n'];

/// `editors-note`: words, in paragraphs parted by empty lines; or `label` and `text`.
pub(super) fn editors_note(desk: &mut Compositor<'_>, node: &Node) {
    let mut note = EditorsNote { span: span(node.range.clone()), ..EditorsNote::default() };
    let mut text = node;
    if let Value::Map(_) = node.value {
        for (key, value) in desk.fields("editors-note", node, &["label", "text"]) {
            match key {
                "label" => note.label = desk.line("label", value),
                _ => text = value,
            }
        }
    }
    let paragraphs = match &text.value {
        Value::Map(_) => Vec::new(),
        Value::List(_) => desk.several("editors-note", text, &[]),
        _ => desk.words("editors-note", text).unwrap_or_default().split("\n\n").map(str::to_string).collect(),
    };
    let chinese = desk.front.lang.is_chinese();
    for words in paragraphs.iter().map(|words| words.trim()).filter(|words| !words.is_empty()) {
        let mut inlines = vec![Inline::text(words, span(text.range.clone()))];
        soft_breaks::resolve(&mut inlines, chinese);
        note.blocks.push(Block::Paragraph(Paragraph {
            span: span(text.range.clone()),
            inlines,
            ..Paragraph::default()
        }));
    }
    if !note.blocks.is_empty() {
        desk.front.editors_note = Some(note);
    }
}

/// `compilers`: names, in a list or in one text; or `label`, `names` and `name-order`.
pub(super) fn compilers(desk: &mut Compositor<'_>, node: &Node) {
    let mut compilers = Compilers { span: span(node.range.clone()), ..Compilers::default() };
    if let Value::Map(_) = node.value {
        for (key, value) in desk.fields("compilers", node, &["label", "names", "name-order"]) {
            match key {
                "label" => compilers.label = desk.line("label", value),
                "names" => compilers.names = names(desk, "names", value),
                _ => compilers.name_order = name_order(desk, value),
            }
        }
    } else {
        compilers.names = names(desk, "compilers", node);
    }
    if !compilers.names.is_empty() {
        desk.front.compilers = Some(compilers);
    }
}

/// Brackets that input methods for Chinese type where a list is meant.
const OPENING: [char; 2] = ['［', '【'];
const CLOSING: [char; 2] = ['］', '】'];

/// Names, in a list or in one text. A list that full-width commas part is parted at them where names stand on both sides.
fn names(desk: &mut Compositor<'_>, key: &str, node: &Node) -> Vec<String> {
    let found = desk.several(key, node, &BETWEEN_NAMES);
    if let (Value::Scalar(words), Some(first), Some(last)) = (&node.value, found.first(), found.last())
        && first.starts_with(OPENING)
        && last.ends_with(CLOSING)
    {
        let message = format!("the brackets of `{key}` are full-width and are printed as words");
        let inner = words.trim().trim_start_matches(OPENING).trim_end_matches(CLOSING);
        let hint =
            format!("write `{key}: [{}]`", inner.split(BETWEEN_NAMES).map(str::trim).collect::<Vec<_>>().join(", "));
        desk.tell(code::MARKUP_FULL_WIDTH, node.range.clone(), message, &hint);
    }
    if let Value::List(items) = &node.value {
        items.iter().for_each(|item| tell_joined(desk, item));
    }
    found.into_iter().flat_map(|name| parted(&name)).collect()
}

/// Tells of full-width commas in an item of a list that is no list of names.
fn tell_joined(desk: &mut Compositor<'_>, item: &Node) {
    let Value::Scalar(words) = &item.value else { return };
    if words.contains(['，', '；']) && parted(words).len() == 1 {
        let message = "a full-width comma stands in this name, which is taken for one";
        let hint = "write a half-width comma and a blank between names: `[…, …]`";
        desk.tell(code::MARKUP_FULL_WIDTH, item.range.clone(), message, hint);
    }
}

/// The names that one item of a list holds.
fn parted(item: &str) -> Vec<String> {
    let parts: Vec<&str> = item.split(['，', '、', '；']).map(str::trim).collect();
    let han = |name: &str| {
        (2..=4).contains(&name.chars().count()) && name.chars().all(|c| c.is_alphabetic() && text::is_east_asian(c))
    };
    let name = |part: &&str| han(part) || names::latin(part) == Some(part.len());
    if parts.iter().all(name) { parts.into_iter().map(str::to_string).collect() } else { vec![item.to_string()] }
}

/// `people`: a list of names, or of `name`, `position` and `name-order`.
pub(super) fn people(desk: &mut Compositor<'_>, node: &Node) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| person(desk, item)),
        Value::Nothing => {}
        _ => desk.wrong("people", node, "a list of people"),
    }
}

fn person(desk: &mut Compositor<'_>, node: &Node) {
    let mut person = Person { span: span(node.range.clone()), ..Person::default() };
    match &node.value {
        Value::Map(_) => {
            for (key, value) in desk.fields("people", node, &["name", "position", "name-order"]) {
                match key {
                    "name" => person.name = desk.line("name", value).unwrap_or_default(),
                    "position" => person.position = desk.line("position", value),
                    _ => person.name_order = name_order(desk, value),
                }
            }
        }
        _ => person.name = desk.line("people", node).unwrap_or_default(),
    }
    if person.name.is_empty() {
        desk.wrong("people", node, "a `name` for everybody");
    } else if desk.people.contains_key(&Person::known_as(&person.name)) {
        let message = format!("`{}` stands twice among the people", person.name);
        desk.tell(code::FRONT_MATTER_INVALID, node.range.clone(), message, "delete one of them");
    } else {
        desk.introduce(person);
    }
}

fn name_order(desk: &mut Compositor<'_>, node: &Node) -> NameOrder {
    match desk.line("name-order", node).as_deref() {
        Some("eastern") => NameOrder::Eastern,
        Some("western") => NameOrder::Western,
        Some("unknown") | None => NameOrder::Unknown,
        Some(_) => {
            desk.wrong("name-order", node, "`eastern` or `western`");
            NameOrder::Unknown
        }
    }
}

/// `imprint`: who reviewed, gets and issues it, copies and further lines; or lines only.
pub(super) fn imprint(desk: &mut Compositor<'_>, node: &Node) {
    let mut imprint = Imprint { span: span(node.range.clone()), ..Imprint::default() };
    if let Value::Map(_) = node.value {
        for (key, value) in desk.fields("imprint", node, &IMPRINT) {
            match key {
                "reviewers" => imprint.reviewers = names(desk, "reviewers", value),
                "distribution" => imprint.distribution = desk.several("distribution", value, &[';', '；', '\n']),
                "copies-to" => imprint.copies_to = desk.several("copies-to", value, &[';', '；', '\n']),
                "issued-by" => imprint.issued_by = desk.line("issued-by", value),
                "copies" => imprint.copies = desk.counting("copies", value),
                _ => imprint.lines = desk.several("lines", value, &['\n']),
            }
        }
    } else {
        imprint.lines = desk.several("imprint", node, &['\n']);
    }
    desk.front.imprint = imprint;
}
