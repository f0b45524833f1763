//! The trips: out into a format and back again.

use crate::excuses::{Excuse, excused, findings, told_of};
use crate::places::{STYLE, prepare};
use masthead::ast::Document;
use masthead::compare::{Change, compare};
use masthead::diagnostics::{Diagnostic, Sink};
use masthead::normalize::normalize;
use masthead::numbering::number;
use masthead::read::{self, Input};
use masthead::resources::Images;
use masthead::write::{self, Backend, Issue, Lines, Options};

/// A way out and back.
pub(crate) struct Trip {
    /// The backend's name.
    pub(crate) writer: &'static str,
    /// The reader's name.
    pub(crate) reader: &'static str,
    /// What is allowed to get lost where it is told.
    pub(crate) excuses: &'static [Excuse],
    /// What differs of what was sent and what came back.
    pub(crate) compare: fn(&Document, &Document) -> Vec<String>,
    /// How paragraphs are laid over lines, where that is asked.
    pub(crate) lines: Lines,
    /// Whether what is written must be read without a word.
    pub(crate) silent: bool,
}

/// What came of a trip.
pub(crate) struct Back {
    /// What was written, where that is text.
    pub(crate) text: String,
    /// The differences that nothing excuses; none for a trip that went well.
    pub(crate) faults: Vec<String>,
}

impl Trip {
    /// Sends a prepared document out and back.
    pub(crate) fn go(&self, document: &Document, images: &Images) -> Back {
        let mut told = Sink::new();
        number(&mut document.clone(), &STYLE, &mut told);
        let options = Options { lines: self.lines, ..Options::default() };
        let issue = Issue { document, style: &STYLE, images, stem: "issue", options: &options, attached: &[] };
        let Backend::Flow(backend) = write::by_name(self.writer).unwrap().backend else { unreachable!() };
        let bytes = match backend.write(&issue, &mut told) {
            Ok(mut artifacts) => artifacts.remove(0).bytes,
            Err(fault) => return Back { text: String::new(), faults: vec![fault.message] },
        };
        let (back, mut faults) = self.back(&bytes, &document.provenance.format, &mut told);
        let mut sent = document.clone();
        let erased = excused(self.excuses, told.diagnostics(), &mut sent);
        if erased || !faults.is_empty() {
            let known = findings(&mut sent);
            faults.retain(|fault| !known.contains(fault));
        }
        faults.extend(self.unequal(&sent, back, told.diagnostics()));
        Back { text: String::from_utf8(bytes).unwrap_or_default(), faults }
    }

    /// Reads what was written. What was printed once is numbered as such again.
    fn back(&self, bytes: &[u8], format: &str, told: &mut Sink) -> (Document, Vec<String>) {
        let reader = read::by_name(self.reader).unwrap();
        let mut sink = Sink::new();
        let mut document = (reader.read)(&Input::new("issue", bytes), &mut sink).document;
        document.provenance.format = format.to_string();
        normalize(&mut document, &mut sink);
        let mut faults = if self.silent { told_of(&sink) } else { Vec::new() };
        sink.into_diagnostics().into_iter().for_each(|found| told.report(found));
        faults.extend(prepare(&mut document));
        (document, faults)
    }

    fn unequal(&self, sent: &Document, mut back: Document, told: &[Diagnostic]) -> Vec<String> {
        if excused(self.excuses, told, &mut back) {
            findings(&mut back);
        }
        let differences = (self.compare)(sent, &back);
        if differences.is_empty() {
            // What is the same is so for those who ask what changed.
            back.provenance.format = self.reader.to_string();
            return words(sent, &back);
        }
        differences.into_iter().chain(words(sent, &back)).collect()
    }
}

/// What differs in words, for those who look into it.
fn words(before: &Document, after: &Document) -> Vec<String> {
    let shown = |change: Change| match change {
        Change::Added(unit) => format!("+ {}", unit.text),
        Change::Removed(unit) => format!("- {}", unit.text),
        Change::Changed { before, after, structure, .. } => {
            format!("{} → {}, {structure:?}", before.text, after.text)
        }
        Change::Moved { after, .. } => format!("moved: {}", after.text),
    };
    compare(before, after).into_iter().take(4).map(shown).collect()
}
