//! Where findings go.

use super::{Code, Diagnostic, Severity, code};
use std::collections::BTreeMap;

/// How many findings of one kind are told one by one: each is of use to an archivist who asks what was lost, and a source of
/// megabytes in which everything is lost fills no memory.
const TOLD: usize = 10_000;

/// The findings on one input, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
    kinds: BTreeMap<&'static str, Kind>,
}

/// The findings of one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Kind {
    count: usize,
    /// Which finding tells how many more there are.
    cut: Option<usize>,
}

impl Sink {
    /// An empty sink.
    #[must_use]
    pub fn new() -> Sink {
        Sink::default()
    }

    /// Takes one finding. Of those beyond ten thousand of a kind only the number is told.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let name = diagnostic.code.name();
        let kind = self.kinds.entry(name).or_default();
        if kind.count < TOLD {
            kind.count += 1;
            self.diagnostics.push(diagnostic);
        } else {
            self.hide(name, 1);
        }
    }

    /// Takes all findings of another sink, which come after those that are here.
    pub fn append(&mut self, other: Sink) {
        let cuts: Vec<usize> = other.kinds.values().filter_map(|kind| kind.cut).collect();
        let told = other.diagnostics.into_iter().enumerate().filter(|(at, _)| !cuts.contains(at));
        told.for_each(|(_, diagnostic)| self.report(diagnostic));
        other.kinds.into_iter().for_each(|(name, kind)| self.hide(name, kind.count.saturating_sub(TOLD)));
    }

    /// Counts findings that are not told one by one.
    fn hide(&mut self, name: &'static str, count: usize) {
        if count == 0 {
            return;
        }
        let kind = self.kinds.entry(name).or_default();
        kind.count += count;
        let message = format!("{} more findings of the kind `{name}` are not shown", kind.count - TOLD);
        match kind.cut.and_then(|at| self.diagnostics.get_mut(at)) {
            Some(cut) => cut.message = message,
            None => {
                kind.cut = Some(self.diagnostics.len());
                let cut = Diagnostic::new(code::FINDINGS_CUT, message).hint("mend those that are shown first");
                self.diagnostics.push(cut);
            }
        }
    }

    /// How many findings of a kind were made, told or not.
    #[must_use]
    pub fn count(&self, code: Code) -> usize {
        self.kinds.get(code.name()).map_or(0, |kind| kind.count)
    }

    /// All findings so far.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// All findings so far, to be told better; none is added or taken away.
    pub(crate) fn diagnostics_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.diagnostics
    }

    /// The worst severity so far.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.severity).max()
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.worst() == Some(Severity::Error)
    }

    /// All findings, taken out.
    #[must_use]
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(count: usize) -> Sink {
        let mut sink = Sink::new();
        (0..count).for_each(|_| sink.report(Diagnostic::new(code::ENTITY_UNKNOWN, "no")));
        sink
    }

    #[test]
    fn beyond_ten_thousand_of_a_kind_the_number_is_told() {
        let mut sink = full(TOLD + 150);
        sink.report(Diagnostic::new(code::JATS_INVALID, "no"));
        assert_eq!((sink.diagnostics().len(), sink.count(code::ENTITY_UNKNOWN)), (TOLD + 2, TOLD + 150));
        let cut = &sink.diagnostics()[TOLD];
        assert!(cut.message.starts_with("150 more findings of the kind `entity-unknown`"), "{}", cut.message);
        assert!(sink.has_errors());
    }

    #[test]
    fn what_another_sink_did_not_tell_is_counted() {
        let mut sink = full(60);
        sink.append(full(TOLD + 30));
        assert_eq!((sink.diagnostics().len(), sink.count(code::ENTITY_UNKNOWN)), (TOLD + 1, TOLD + 90));
        assert!(sink.diagnostics()[TOLD].message.starts_with("90 more"), "{}", sink.diagnostics()[TOLD].message);
        sink.append(Sink::new());
        assert_eq!(sink.diagnostics().len(), TOLD + 1);
    }
}
