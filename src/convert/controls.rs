//! Where the control characters stand that were left out of a document: it knows the places of paragraphs, not of facts, and
//! a source may write such a character by its number.

use crate::diagnostics::{Diagnostic, Sink, Source, Span, code};
use std::collections::BTreeSet;
use std::ops::Range;

/// Finds the places of all characters that the sink tells of as left out.
pub(super) fn place(source: &Source, sink: &mut Sink) {
    let mut known = BTreeSet::new();
    for found in sink.diagnostics_mut().iter_mut().filter(|found| found.code == code::CONTROL_CHARACTER) {
        if let Some(place) = occurrence(source, found, &known) {
            known.insert(place.start);
            found.span = Span::text(place.start, place.end);
        }
    }
}

/// The first place of the character within the span of a finding, or anywhere, that was not told of before.
fn occurrence(source: &Source, found: &Diagnostic, known: &BTreeSet<usize>) -> Option<Range<usize>> {
    let character = found.character?;
    let within = match found.span {
        Span::Unknown => 0..source.text().len(),
        span => source.range(span)?,
    };
    let text = source.text().get(within.clone())?;
    let places = |form: &String| {
        let mut places =
            text.match_indices(form.as_str()).map(|(at, form)| within.start + at..within.start + at + form.len());
        places.find(|place| !known.contains(&place.start))
    };
    forms(character).iter().filter_map(places).min_by_key(|place| place.start)
}

/// How sources write a character: itself, as YAML does, and as XML and Markdown do.
fn forms(character: char) -> Vec<String> {
    let number = u32::from(character);
    let hexadecimal = [format!("{number:x}"), format!("{number:X}")];
    let yaml = [
        format!("\\x{number:02x}"),
        format!("\\x{number:02X}"),
        format!("\\u{number:04x}"),
        format!("\\u{number:04X}"),
    ];
    let xml = hexadecimal.iter().map(|figures| format!("&#x{figures};")).chain([format!("&#{number};")]);
    std::iter::once(character.to_string()).chain(yaml).chain(xml).collect()
}
