//! What is told of a program that did its errand, or did not.

use super::super::world::{End, Limits, Performed, Undone, reason};
use crate::diagnostics::{Code, Diagnostic, Severity, Sink, code};
use crate::outside;
use std::io::ErrorKind;

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
        performed: Result<Performed, Undone>,
        limits: Limits,
        sink: &mut Sink,
    ) -> Result<Performed, Diagnostic> {
        let performed = performed.map_err(|undone| self.undone(&undone))?;
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
            End::Unfit(what) => return Err(self.fault(&format!("{what} and was ended"), "mend it")),
            End::Stopped => return Err(self.fault("was ended, since the run was stopped", "build again")),
        };
        Err(self.fault(&what, said_or(&said, "it said nothing of why on its standard error")))
    }

    /// What is told of an errand that came to nothing.
    fn undone(self, undone: &Undone) -> Diagnostic {
        match undone {
            Undone::Unlaid(folder, error) => {
                let folder = folder.display();
                let what = format!("was not run: it gets no folder to work in below `{folder}`: {}", reason(error));
                let mend = match error.kind() {
                    ErrorKind::NotFound => "make that folder",
                    ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some space there",
                    _ => "see that you may write there",
                };
                self.fault(&what, format!("{mend}, or have the variable TMPDIR name another one for temporary files"))
            }
            Undone::Unstarted(error) => {
                let hint = "check that it can be run, and that what its first line names is installed";
                self.fault(&format!("cannot be run: {}", reason(error)), hint)
            }
        }
    }
}

/// What a program said at last, else advice.
fn said_or(said: &str, advice: &str) -> String {
    if said.is_empty() { advice.into() } else { format!("it said: {said}") }
}
