//! What is told of a program that did its errand, or did not.

use super::super::world::{End, Limits, Performed, reason};
use crate::diagnostics::{Code, Diagnostic, Severity, Sink, code};
use crate::outside;
use std::io;

/// A program as messages call it.
#[derive(Clone, Copy)]
pub(super) struct Called<'a> {
    /// `filter` or `backend`.
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    /// What it is where it fails.
    pub(super) code: Code,
}

impl Called<'_> {
    /// A fault of the program: what it did, as the end of a sentence, and what to do.
    pub(super) fn fault(self, what: &str, hint: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, format!("the {} `{}` {what}", self.kind, self.name)).hint(hint)
    }

    /// Tells what a program found, and takes what it did where it ended well.
    pub(super) fn take(
        self,
        performed: io::Result<Performed>,
        limits: Limits,
        sink: &mut Sink,
    ) -> Result<Performed, Diagnostic> {
        let performed = performed.map_err(|error| {
            let hint = "check that it can be run, and that what its first line names is installed";
            self.fault(&format!("cannot be run: {}", reason(&error)), hint)
        })?;
        let (found, said) = outside::findings(self.name, &performed.told);
        found.into_iter().for_each(|finding| sink.report(finding));
        let what = match &performed.end {
            End::Code(0) => {
                if !said.is_empty() {
                    let mut note = Diagnostic::new(code::PROGRAM_FINDING, format!("`{}` said: {said}", self.name));
                    note.severity = Severity::Note;
                    sink.report(note);
                }
                return Ok(performed);
            }
            End::Code(number) => format!("ended with the number {number}"),
            End::Signal => "was ended by a signal".into(),
            End::Late => {
                let what = format!("took longer than {} s and was ended", limits.time.as_secs());
                return Err(self.fault(&what, said_or(&said, "mend it, or raise its `time-limit` in series.toml")));
            }
            End::TooMuch(what) => {
                let hint = match self.code == code::BACKEND_FAILED {
                    true => "mend it, or raise its `size-limit` in series.toml",
                    false => "mend it",
                };
                return Err(self.fault(&format!("{what} and was ended"), hint));
            }
            End::Stopped => "was ended, since the run was".into(),
        };
        Err(self.fault(&what, said_or(&said, "it said nothing of why on its standard error")))
    }
}

/// What a program said at last, else advice.
fn said_or(said: &str, advice: &str) -> String {
    if said.is_empty() { advice.into() } else { format!("it said: {said}") }
}
