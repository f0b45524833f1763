//! The facts at the head: YAML in a fixed order, each value in the plainest form that is read back as it is.

use crate::ast::{
    Compilers, CorrectedIssue, Document, Front, Imprint, Inline, Inlines, NameOrder, Person, Title, text,
};
use std::fmt::Write;

/// The front matter with its lines of hyphens.
pub(super) fn facts(document: &Document) -> String {
    let front = &document.front;
    let mut yaml = String::from("---\n");
    fact(&mut yaml, "series", front.series.as_deref());
    fact(&mut yaml, "number", front.number.map(|number| number.0.to_string()).as_deref());
    fact(&mut yaml, "whole-number", front.whole_number.map(|number| number.0.to_string()).as_deref());
    fact(&mut yaml, "supplement", front.supplement.map(|number| number.0.to_string()).as_deref());
    corrects(&mut yaml, front.corrects);
    fact(&mut yaml, "issue-line", front.issue_line.as_deref());
    fact(&mut yaml, "designation", front.designation.as_deref());
    fact(&mut yaml, "date", front.date.map(|date| date.iso()).as_deref());
    fact(&mut yaml, "date-line", front.date_line.as_deref());
    fact(&mut yaml, "publisher", front.publisher.as_deref());
    titles(&mut yaml, front);
    compilers(&mut yaml, front.compilers.as_ref());
    people(&mut yaml, &front.people);
    imprint(&mut yaml, &front.imprint);
    fact(&mut yaml, "classification", front.classification.as_deref());
    fact(&mut yaml, "copy-number", front.copy_number.as_deref());
    fact(&mut yaml, "licence", front.licence.as_deref());
    fact(&mut yaml, "issn", front.issn.as_deref());
    fact(&mut yaml, "doi", front.doi.as_deref());
    several(&mut yaml, "", "keywords", &front.keywords);
    fact(&mut yaml, "lang", Some(front.lang.tag()));
    fact(&mut yaml, "style", front.style.as_deref());
    yaml + "---"
}

fn fact(yaml: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        let _ = writeln!(yaml, "{key}: {}", scalar(value));
    }
}

fn corrects(yaml: &mut String, corrects: Option<CorrectedIssue>) {
    let Some(issue) = corrects else { return };
    let Some(date) = issue.date else { return fact(yaml, "corrects", Some(&issue.name())) };
    let key = if issue.supplement { "supplement" } else { "number" };
    let _ = writeln!(yaml, "corrects:\n  {key}: {}\n  date: {}", issue.number.0, date.iso());
}

fn several(yaml: &mut String, indent: &str, key: &str, values: &[String]) {
    if values.is_empty() {
        return;
    }
    let plain: Vec<String> = values.iter().map(|value| scalar(value)).collect();
    let _ = writeln!(yaml, "{indent}{key}:");
    for value in plain {
        let _ = writeln!(yaml, "{indent}  - {value}");
    }
}

/// A value as it is, where YAML reads it as these words, and in quotation marks otherwise.
fn scalar(value: &str) -> String {
    let sign = |c: char| "-?:,[]{}#&*!|>'\"%@`~=".contains(c);
    let first = value.chars().next().unwrap_or(' ');
    let figures = value.chars().all(|c| c.is_ascii_digit());
    let dated = value.len() == 10 && value.chars().all(|c| c.is_ascii_digit() || c == '-');
    let word = matches!(
        value.to_ascii_lowercase().as_str(),
        "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "~" | "y" | "n"
    );
    let number = value.parse::<f64>().is_ok() && !figures;
    let holds = value.contains(": ")
        || value.contains(" #")
        || value.ends_with(':')
        || value.contains(['\n', '\t', '\u{85}', '\u{2028}', '\u{2029}']);
    let plain = dated
        || figures
        || !(sign(first) || first.is_whitespace() || value.ends_with(char::is_whitespace) || word || number || holds);
    if plain && !value.contains(|c: char| c.is_control()) { value.to_string() } else { quoted(value) }
}

fn quoted(value: &str) -> String {
    let mut text = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => {
                text.push('\\');
                text.push(c);
            }
            '\n' => text.push_str("\\n"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(text, "\\u{:04X}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text + "\""
}

/// The lines of a title: breaks by sense part them.
fn title_lines(inlines: &Inlines) -> Vec<String> {
    let parts = inlines.split(|inline| matches!(inline, Inline::LineBreak { .. }));
    parts.map(|part| text::inlines(part).trim().to_string()).filter(|line| !line.is_empty()).collect()
}

fn titles(yaml: &mut String, front: &Front) {
    title(yaml, front, "title", |title| &title.inlines);
    title(yaml, front, "subtitle", |title| &title.subtitle);
}

fn title(yaml: &mut String, front: &Front, key: &str, part: fn(&Title) -> &Inlines) {
    let found: Vec<(&Title, Vec<String>)> = front
        .titles
        .iter()
        .map(|title| (title, title_lines(part(title))))
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    match found.as_slice() {
        [] => {}
        [(only, lines)] if only.lang == front.lang => title_value(yaml, "", key, lines),
        _ => {
            let _ = writeln!(yaml, "{key}:");
            found.iter().for_each(|(title, lines)| title_value(yaml, "  ", title.lang.tag(), lines));
        }
    }
}

fn title_value(yaml: &mut String, indent: &str, key: &str, lines: &[String]) {
    match lines {
        [line] => {
            let _ = writeln!(yaml, "{indent}{key}: {}", scalar(line));
        }
        _ => several(yaml, indent, key, lines),
    }
}

fn compilers(yaml: &mut String, compilers: Option<&Compilers>) {
    let Some(compilers) = compilers else { return };
    if compilers.label.is_none() && compilers.name_order == NameOrder::Unknown {
        return several(yaml, "", "compilers", &compilers.names);
    }
    yaml.push_str("compilers:\n");
    if let Some(label) = &compilers.label {
        let _ = writeln!(yaml, "  label: {}", scalar(label));
    }
    several(yaml, "  ", "names", &compilers.names);
    name_order(yaml, compilers.name_order);
}

fn name_order(yaml: &mut String, order: NameOrder) {
    match order {
        NameOrder::Unknown => {}
        NameOrder::Eastern => yaml.push_str("  name-order: eastern\n"),
        NameOrder::Western => yaml.push_str("  name-order: western\n"),
    }
}

fn people(yaml: &mut String, people: &[Person]) {
    if people.is_empty() {
        return;
    }
    yaml.push_str("people:\n");
    for person in people {
        let _ = writeln!(yaml, "  - name: {}", scalar(&person.name));
        if let Some(position) = &person.position {
            let _ = writeln!(yaml, "    position: {}", scalar(position));
        }
        match person.name_order {
            NameOrder::Unknown => {}
            NameOrder::Eastern => yaml.push_str("    name-order: eastern\n"),
            NameOrder::Western => yaml.push_str("    name-order: western\n"),
        }
    }
}

fn imprint(yaml: &mut String, imprint: &Imprint) {
    let empty = Imprint { span: imprint.span, ..Imprint::default() };
    if *imprint == empty {
        return;
    }
    yaml.push_str("imprint:\n");
    several(yaml, "  ", "reviewers", &imprint.reviewers);
    several(yaml, "  ", "distribution", &imprint.distribution);
    several(yaml, "  ", "copies-to", &imprint.copies_to);
    if let Some(office) = &imprint.issued_by {
        let _ = writeln!(yaml, "  issued-by: {}", scalar(office));
    }
    if let Some(copies) = imprint.copies {
        let _ = writeln!(yaml, "  copies: {copies}");
    }
    several(yaml, "  ", "lines", &imprint.lines);
}
