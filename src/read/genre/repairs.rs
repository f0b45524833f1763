//! What was repaired, joined, dropped or found missing, gathered in any order and told in the order of the source.

use crate::ast::Anomaly;
use crate::diagnostics::{Code, Diagnostic, Sink, Source, Span};
use std::collections::BTreeMap;

/// The most findings of one code that are told one by one; beyond that their number is told.
const MOST: usize = 200;

/// The findings of one reading.
#[derive(Debug, Default)]
pub(in crate::read) struct Repairs {
    found: Vec<Diagnostic>,
}

impl Repairs {
    /// Takes a finding that needs no advice.
    pub(in crate::read) fn note(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.found.push(Diagnostic::new(code, message).at(span));
    }

    /// Takes a finding as it is.
    pub(in crate::read) fn take(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }

    /// Takes a finding with advice.
    pub(in crate::read) fn warn(&mut self, code: Code, span: Span, message: impl Into<String>, hint: &str) {
        self.found.push(Diagnostic::new(code, message).at(span).hint(hint));
    }

    /// Every finding, in the order of the source.
    pub(in crate::read) fn findings(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|diagnostic| diagnostic.span.range().map_or(0, |range| range.start));
        shortened(self.found)
    }

    /// Tells every finding to the sink and returns them for the archive, in the order of the source.
    pub(in crate::read) fn tell(self, source: &Source, sink: &mut Sink) -> Vec<Anomaly> {
        let found = self.findings();
        let mut places = Places { text: source.text(), at: 0, line: 1, column: 1 };
        let anomalies = found.iter().map(|diagnostic| anomaly(diagnostic, &mut places)).collect();
        found.into_iter().for_each(|diagnostic| sink.report(diagnostic));
        anomalies
    }
}

fn shortened(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kept = Vec::new();
    let mut last: BTreeMap<&str, Diagnostic> = BTreeMap::new();
    for diagnostic in found {
        let count = counts.entry(diagnostic.code.name()).or_default();
        *count += 1;
        if *count <= MOST {
            kept.push(diagnostic);
        } else {
            last.insert(diagnostic.code.name(), diagnostic);
        }
    }
    for (name, diagnostic) in last {
        let more = counts.get(name).copied().unwrap_or_default() - MOST;
        kept.push(Diagnostic {
            message: format!("{}; and {more} such in all after the first {MOST}", diagnostic.message),
            ..diagnostic
        });
    }
    kept
}

fn anomaly(diagnostic: &Diagnostic, places: &mut Places<'_>) -> Anomaly {
    let (line, column) = diagnostic.span.range().map_or((0, 0), |range| places.find(range.start));
    Anomaly {
        code: diagnostic.code.name().to_string(),
        line,
        column,
        message: diagnostic.message.clone(),
        span: diagnostic.span,
    }
}

/// Finds lines and columns of rising offsets in one walk over the text.
struct Places<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    column: u32,
}

impl Places<'_> {
    fn find(&mut self, offset: usize) -> (u32, u32) {
        if offset < self.at {
            (self.at, self.line, self.column) = (0, 1, 1);
        }
        for c in self.text.get(self.at..offset).unwrap_or_default().chars() {
            (self.line, self.column) = if c == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        self.at = offset;
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::code;

    #[test]
    fn tells_in_the_order_of_the_source() {
        let source = Source::new("x.txt", "甲乙\n丙丁");
        let mut repairs = Repairs::default();
        repairs.note(code::TITLE_JOINED, Span::text(10, 13), "later");
        repairs.note(code::REPEAT_DROPPED, Span::text(3, 6), "sooner");
        let anomalies = repairs.tell(&source, &mut Sink::new());
        let places: Vec<_> = anomalies.iter().map(|found| (found.line, found.column)).collect();
        assert_eq!(places, [(1, 2), (2, 2)]);
    }

    #[test]
    fn counts_what_is_too_much_to_tell() {
        let mut repairs = Repairs::default();
        (0..MOST + 5).for_each(|at| repairs.note(code::NOTE_MISSING, Span::text(at, at), "missing"));
        let anomalies = repairs.tell(&Source::new("x", "x".repeat(500)), &mut Sink::new());
        assert_eq!(anomalies.len(), MOST + 1);
        assert!(anomalies[MOST].message.contains("5 such"), "{}", anomalies[MOST].message);
    }
}
