//! The front matter: YAML between two lines of hyphens, at the head of the source.

mod bounds;
mod corrects;
mod cut;
mod facts;
mod parts;
mod schema;
mod slips;
mod titles;
mod values;
mod yaml;

pub use schema::schema;

use super::compositor::{Compositor, span};
use crate::ast::Lang;
use crate::diagnostics::{Diagnostic, code};
use crate::read::language::Tally;
use bounds::{Edge, Parts};
use std::ops::Range;

/// What a source without front matter is told to begin with.
const EXAMPLE: &str = "begin it with a line `---`, then `series: …`, `number: 1`, `whole-number: 1`, `date: 2023-09-22`, \
                       `publisher: …`, `title: …` and `lang: en`, each on a line of its own, then `---` again";

/// How many keys of broken front matter are read one by one.
const MOST_KEYS: usize = 200;

/// Reads the front matter into the compositor's; gives where the body starts.
pub(super) fn read(compositor: &mut Compositor<'_>) -> usize {
    let Some(parts) = bounds::find(compositor.text) else {
        let message = "the source does not begin with front matter, so the issue has no masthead";
        compositor.report(
            Diagnostic::new(code::FRONT_MATTER_MISSING, message).at(span(0..first_line(compositor.text))).hint(EXAMPLE),
        );
        return 0;
    };
    tell_edges(compositor, &parts);
    compositor.front.span = span(parts.yaml.clone());
    take_language(compositor, &parts);
    match yaml::parse(compositor.text, parts.yaml.clone()) {
        Ok(node) if matches!(node.value, yaml::Value::Map(_) | yaml::Value::Nothing) => {
            facts::read(compositor, &[node]);
        }
        outcome => read_each(compositor, parts.yaml, outcome.err()),
    }
    parts.body
}

/// Tells of lines of hyphens that are missing or mistyped.
fn tell_edges(compositor: &mut Compositor<'_>, parts: &Parts) {
    let first = parts.yaml.start..parts.yaml.start + first_line(compositor.slice(parts.yaml.clone()));
    let opening = match &parts.opening {
        Edge::Sound => None,
        Edge::Missing => Some((first, "write `---` above it, on a line of its own".to_string())),
        Edge::Mistyped(line) => Some((line.clone(), three_hyphens(compositor.slice(line.clone())))),
    };
    if let Some((at, hint)) = opening {
        let message = "the front matter does not open with a line `---`";
        compositor.tell(code::FRONT_MATTER_MISSING, at, message, &hint);
    }
    match &parts.closing {
        Edge::Sound => {}
        Edge::Mistyped(line) => {
            let hint = three_hyphens(compositor.slice(line.clone()));
            let message = "the front matter is not closed by a line `---`";
            compositor.tell(code::FRONT_MATTER_INVALID, line.clone(), message, &hint);
        }
        Edge::Missing => {
            let hint = "put a line `---` after its last key; for now it ends at the first empty line";
            let start = parts.yaml.start;
            let at = if parts.opening == Edge::Sound {
                start.saturating_sub(4)..start.saturating_sub(1)
            } else {
                start..start
            };
            compositor.tell(code::FRONT_MATTER_INVALID, at, "the front matter is never closed", hint);
        }
    }
}

fn three_hyphens(line: &str) -> String {
    format!("write `---`, three hyphens, instead of `{}`", line.chars().take(20).collect::<String>())
}

/// Reads the facts of broken front matter one by one; `fault` is what is wrong with the whole.
fn read_each(compositor: &mut Compositor<'_>, yaml: Range<usize>, fault: Option<Box<Diagnostic>>) {
    let (sound, mut faults) = salvage(compositor.text, yaml.clone());
    // A fault of a single key is told at that key; one that shows in the whole only, where it shows.
    if faults.is_empty() {
        let slip = slips::find(compositor.text, yaml.clone()).map(|slip| slip.fault);
        let fault = || fault.map_or_else(|| no_fact(compositor.text, yaml), |fault| *fault);
        faults.push(slip.unwrap_or_else(fault));
    }
    faults.into_iter().for_each(|fault| compositor.report(fault));
    facts::read(compositor, &sound);
}

/// What is wrong with words that are no key with a value.
fn no_fact(text: &str, range: Range<usize>) -> Diagnostic {
    let words = text.get(range.clone()).unwrap_or_default();
    let end = range.start + first_line(words);
    Diagnostic::new(code::FRONT_MATTER_INVALID, "this line is no fact: it does not begin with a key and `: `")
        .at(span(range.start..end))
        .hint("write `key: value`, as in `number: 7`, or delete the line")
}

/// Takes the language that a source without `lang` is in. In one that is written in two, its own words are those of
/// the series and the publisher: they stand in the masthead.
fn take_language(compositor: &mut Compositor<'_>, parts: &Parts) {
    let yaml = compositor.slice(parts.yaml.clone());
    let body = Tally::of(compositor.text.get(parts.body..).unwrap_or_default());
    compositor.front.lang = body.prevailing();
    if !body.is_mixed() || value(yaml, "lang").is_some() {
        return;
    }
    let masthead = Tally::of(&["series", "publisher"].map(|key| value(yaml, key).unwrap_or_default()).join(" "));
    if !masthead.is_empty() && !masthead.is_mixed() {
        compositor.front.lang = masthead.prevailing();
    }
    let message = mixed(&compositor.front.lang);
    let hint = "write `lang: en` or `lang: zh` into the front matter, and what is in the other language between \
                `::: {lang=zh}` (or `en`) and `:::`";
    let at = parts.yaml.start..parts.yaml.start + first_line(yaml);
    compositor.tell(code::LANGUAGE_UNNAMED, at, message, hint);
}

fn mixed(taken: &Lang) -> String {
    let name = if taken.is_chinese() { "Chinese" } else { "English" };
    format!("the words are partly Chinese and partly English, and `lang` is missing; the issue is set as {name}")
}

/// What stands behind a key at the start of a line.
fn value<'a>(yaml: &'a str, key: &str) -> Option<&'a str> {
    yaml.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix([':', '：']))
}

/// Whether there is such a key, or such a one in the imprint.
#[cfg(test)]
pub(super) fn is_key(name: &str) -> bool {
    facts::KEYS.iter().any(|key| key.name == name) || parts::IMPRINT.contains(&name)
}

fn first_line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// The keys of broken YAML one by one: those that can be read, and what is wrong with the others.
fn salvage(text: &str, yaml: Range<usize>) -> (Vec<yaml::Node>, Vec<Diagnostic>) {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = yaml.start;
    for line in text.get(yaml.clone()).unwrap_or_default().split_inclusive('\n') {
        if line.starts_with(|c: char| c.is_alphabetic() || c == '"') {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([yaml.end]);
    let mut sound = Vec::new();
    let mut faults = Vec::new();
    for (&start, end) in starts.iter().zip(ends).take(MOST_KEYS) {
        match yaml::parse(text, start..end) {
            Ok(node) if matches!(node.value, yaml::Value::Map(_)) => sound.push(node),
            outcome => match slips::find(text, start..end) {
                Some(slip) => {
                    sound.extend(slip.meant.and_then(|meant| yaml::pair(text, meant)));
                    faults.push(slip.fault);
                }
                None => faults.push(outcome.err().map_or_else(|| no_fact(text, start..end), |fault| *fault)),
            },
        }
    }
    (sound, faults)
}
