//! A document as an outline that a person can check against the transcript.

use masthead::ast::{Block, Document, Inline, Label, Section};
use std::fmt::Write;

/// The facts, then the text: `# ` sections, `> ` run-in headings, `*strong*`, `<person>`, `{office}`, `|` page breaks.
pub(crate) fn of(document: &Document) -> String {
    let mut out = String::new();
    facts(document, &mut out);
    out.push('\n');
    blocks(&document.lead, &mut out);
    sections(&document.sections, 1, &mut out);
    for note in &document.notes {
        let _ = writeln!(out, "note {}:", note.id.0);
        blocks(&note.blocks, &mut out);
    }
    out
}

fn facts(document: &Document, out: &mut String) {
    let front = &document.front;
    let mut fact = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(out, "{name}: {value}");
        }
    };
    fact("lang", Some(front.lang.tag().to_string()));
    fact("series", front.series.clone());
    fact("number", front.number.map(|number| number.0.to_string()));
    fact("whole number", front.whole_number.map(|number| number.0.to_string()));
    fact("supplement", front.supplement.map(|number| number.0.to_string()));
    fact("corrects", front.corrects.map(|issue| issue.name()));
    fact("issue line", front.issue_line.clone());
    fact("designation", front.designation.clone());
    fact("date", front.date.map(|date| date.iso()));
    fact("date line", front.date_line.clone());
    fact("publisher", front.publisher.clone());
    fact("classification", front.classification.clone());
    fact("copy", front.copy_number.clone());
    for title in &front.titles {
        fact("title", Some(inlines(&title.inlines)));
        fact("subtitle", Some(inlines(&title.subtitle)));
    }
    for person in &front.people {
        let position = person.position.clone().unwrap_or_default();
        fact("person", Some(format!("{} [{:?}] {} {position}", person.name, person.name_order, person.id.0)));
    }
    if let Some(compilers) = &front.compilers {
        let names = compilers.names.join(" / ");
        fact(
            "compilers",
            Some(format!("{:?} {names} [{:?}]", compilers.label.clone().unwrap_or_default(), compilers.name_order)),
        );
    }
    fact("copies", front.imprint.copies.map(|copies| copies.to_string()));
    for line in &front.imprint.lines {
        fact("imprint", Some(line.clone()));
    }
    if let Some(note) = &front.editors_note {
        fact("editor's note", Some(format!("{:?}", note.label.clone().unwrap_or_default())));
        blocks(&note.blocks, out);
    }
}

fn sections(list: &[Section], depth: usize, out: &mut String) {
    for section in list {
        let _ = writeln!(out, "{} {}{}", "#".repeat(depth), label(section.label.as_ref()), inlines(&section.title));
        blocks(&section.blocks, out);
        sections(&section.sections, depth + 1, out);
    }
}

fn label(label: Option<&Label>) -> String {
    label.map(|label| format!("[{} = {}] ", label.text, label.number)).unwrap_or_default()
}

fn blocks(list: &[Block], out: &mut String) {
    for block in list {
        match block {
            Block::Paragraph(paragraph) => {
                if let Some(run_in) = &paragraph.run_in {
                    let _ = writeln!(out, "  > {}{}", label(run_in.label.as_ref()), inlines(&run_in.inlines));
                }
                let _ = writeln!(out, "  {}", inlines(&paragraph.inlines));
            }
            Block::Milestone { .. } => out.push_str("  |\n"),
            other => panic!("a transcript has no {other:?}"),
        }
    }
}

fn inlines(run: &[Inline]) -> String {
    run.iter()
        .map(|inline| match inline {
            Inline::Text { text, .. } => text.clone(),
            Inline::Styled { inlines: inner, .. } => format!("*{}*", inlines(inner)),
            Inline::Person { person, inlines: inner, .. } => format!("<{}={}>", inlines(inner), person.0),
            Inline::Position { person, inlines: inner, .. } => format!("{{{}={}}}", inlines(inner), person.0),
            Inline::Callout { note, .. } => format!("^{}", note.0),
            Inline::OrphanMark { mark, .. } => format!("^?{mark}"),
            Inline::Milestone { .. } => "|".to_string(),
            other => panic!("a transcript has no {other:?}"),
        })
        .collect()
}
