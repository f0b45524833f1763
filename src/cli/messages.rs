//! What the user is told, and in which form.

use super::args::{MessageFormat, Speech};
use super::world::World;
use crate::diagnostics::{
    Diagnostic, Placed, Severity, Source, code,
    render::{self, Ink},
};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt::Write;

/// So many findings of one kind on one input people are shown.
const SHOWN: usize = 100;

/// So many inputs that are at fault are named at the end.
const NAMED: usize = 10;

/// The findings on one text.
#[derive(Clone, Debug)]
pub(super) struct Findings {
    /// The text.
    pub(super) source: Source,
    /// What was found in it.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Findings {
    /// Findings about a file as a whole.
    pub(super) fn about(name: &str, diagnostics: Vec<Diagnostic>) -> Findings {
        Findings { source: Source::new(name, ""), diagnostics }
    }

    /// The findings of several texts, so that the texts may be let go.
    pub(super) fn placed(all: &[Findings]) -> Vec<Placed> {
        all.iter().flat_map(|one| one.diagnostics.iter().map(|found| Placed::of(found, &one.source))).collect()
    }

    /// The worst severity.
    pub(super) fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.severity).max()
    }
}

/// The program's voice.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    world: &'a dyn World,
    speech: Speech,
    ink: Ink,
}

impl<'a> Voice<'a> {
    pub(super) fn new(world: &'a dyn World, speech: Speech) -> Voice<'a> {
        let set = |name| world.variable(name).is_some_and(|value| !value.is_empty());
        let dumb = world.variable("TERM").is_some_and(|term| term == "dumb");
        let colour = world.is_terminal() && !set("NO_COLOR") && !dumb;
        Voice { world, speech, ink: if colour { Ink::Colour } else { Ink::Plain } }
    }

    /// Whether what is written may be in colour.
    pub(super) fn paints(&self) -> bool {
        self.ink == Ink::Colour
    }

    /// Tells the findings on one input.
    pub(super) fn tell(self, findings: &[Findings]) {
        self.relate(&Findings::placed(findings));
    }

    /// Tells findings whose sources are gone: the mildest first, so that the worst stand last, where they are seen. People are
    /// shown a hundred of a kind, and told how many more there are.
    pub(super) fn relate(self, findings: &[Placed]) {
        let mut all: Vec<&Placed> = findings.iter().filter(|found| self.shows(found.severity)).collect();
        all.sort_by_key(|found| (found.severity, found.place.as_ref().map(|place| place.start)));
        let most = if self.speech.message_format == MessageFormat::Json { usize::MAX } else { SHOWN };
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        all.retain(|found| {
            let count = kinds.entry(found.code.name()).or_default();
            *count += 1;
            *count <= most
        });
        let more = kinds.into_iter().filter(|(_, count)| *count > most);
        let more: Vec<Placed> = more.map(|(kind, count)| not_shown(kind, count - most)).collect();
        let text: String = more.iter().chain(all).map(|found| self.rendered(found)).collect();
        if !text.is_empty() {
            self.world.say(&text);
        }
    }

    /// Says a line, unless the user wants silence or data.
    pub(super) fn remark(self, line: &str) {
        if !self.speech.quiet && self.speech.message_format != MessageFormat::Json {
            self.world.say(&format!("{}\n", render::plain(line)));
        }
    }

    /// Says in one line what became of several inputs: how many are sound, how many of those are as they were, which are not,
    /// and how many were not come to.
    pub(super) fn sum_up(
        self,
        reached: usize,
        untouched: usize,
        sound: &str,
        unchanged: usize,
        faulty: &[impl Borrow<str>],
    ) {
        let (all, made, failed) = (reached + untouched, reached - faulty.len(), faulty.len());
        if all < 2 {
            return;
        }
        let mut line = if made == all { format!("all {all} {sound}") } else { format!("{made} of {all} {sound}") };
        if unchanged > 0 {
            let _ = write!(line, ", {unchanged} of them unchanged");
        }
        if failed > 0 {
            let named = faulty.get(..NAMED).filter(|_| failed > NAMED + 1).unwrap_or(faulty);
            let _ = write!(line, "; {failed} not: {}", named.join(", "));
            if named.len() < failed {
                let _ = write!(line, " and {} more", failed - named.len());
            }
        }
        if untouched > 0 {
            let _ = write!(line, "; stopped before {untouched}");
        }
        self.remark(&line);
    }

    /// Says why the program cannot run.
    pub(super) fn refuse(self, message: &str, hint: &str) {
        self.world.say(&match self.speech.message_format {
            MessageFormat::Human => render::refusal(message, hint, self.ink),
            MessageFormat::Short => format!("error: {}\n", render::plain(message)),
            MessageFormat::Json => {
                format!("{}\n", serde_json::json!({ "severity": "error", "message": message, "hint": hint }))
            }
        });
    }

    fn shows(self, severity: Severity) -> bool {
        match severity {
            Severity::Note => self.speech.verbose,
            Severity::Warning => !self.speech.quiet,
            Severity::Error => true,
        }
    }

    fn rendered(self, found: &Placed) -> String {
        match self.speech.message_format {
            MessageFormat::Human => render::shown(found, self.ink) + "\n",
            MessageFormat::Short => render::line(found),
            MessageFormat::Json => format!("{}\n", render::json(found)),
        }
    }
}

/// What is said of findings that people are not shown.
fn not_shown(kind: &str, count: usize) -> Placed {
    let message = format!("{count} more findings of the kind `{kind}` are not shown");
    let hint = "see them all with `--message-format json`";
    Placed::of(&Diagnostic::new(code::FINDINGS_CUT, message).hint(hint), &Source::new("", ""))
}

/// `2 warnings, 9 notes`; nothing where there is nothing.
pub(super) fn count(findings: &[Placed]) -> String {
    let severities = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let parts = severities.iter().filter_map(|&(severity, word)| {
        match findings.iter().filter(|found| found.severity == severity).count() {
            0 => None,
            1 => Some(format!("1 {word}")),
            many => Some(format!("{many} {word}s")),
        }
    });
    parts.collect::<Vec<_>>().join(", ")
}
