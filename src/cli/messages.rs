//! What the user is told, and in which form.

use super::args::{MessageFormat, Speech};
use super::world::World;
use crate::diagnostics::{
    Diagnostic, Severity, Source,
    render::{self, Ink},
};

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

    /// Tells the findings on one input: the mildest first, so that the worst stand last, where they are seen.
    pub(super) fn tell(self, findings: &[Findings]) {
        let mut all: Vec<(&Diagnostic, &Source)> = findings
            .iter()
            .flat_map(|findings| findings.diagnostics.iter().map(|diagnostic| (diagnostic, &findings.source)))
            .filter(|(diagnostic, _)| self.shows(diagnostic.severity))
            .collect();
        all.sort_by_key(|(diagnostic, _)| (diagnostic.severity, diagnostic.span.range().map(|range| range.start)));
        let text: String = all.iter().map(|(diagnostic, source)| self.rendered(diagnostic, source)).collect();
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

    /// Says in one line what became of several inputs: how many are sound, and which are not.
    pub(super) fn sum_up(self, all: usize, sound: &str, faulty: &[&str]) {
        let (made, failed) = (all - faulty.len(), faulty.len());
        match failed {
            _ if all < 2 => {}
            0 => self.remark(&format!("all {all} {sound}")),
            _ => self.remark(&format!("{made} of {all} {sound}; {failed} not: {}", faulty.join(", "))),
        }
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

    fn rendered(self, diagnostic: &Diagnostic, source: &Source) -> String {
        match self.speech.message_format {
            MessageFormat::Human => render::human(diagnostic, source, self.ink) + "\n",
            MessageFormat::Short => render::short(diagnostic, source),
            MessageFormat::Json => format!("{}\n", render::json(diagnostic, source)),
        }
    }
}

/// `2 warnings, 9 notes`; nothing where there is nothing.
pub(super) fn count(findings: &[Findings]) -> String {
    let severities = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let parts = severities.iter().filter_map(|&(severity, word)| {
        let all = findings.iter().flat_map(|findings| &findings.diagnostics);
        match all.filter(|diagnostic| diagnostic.severity == severity).count() {
            0 => None,
            1 => Some(format!("1 {word}")),
            many => Some(format!("{many} {word}s")),
        }
    });
    parts.collect::<Vec<_>>().join(", ")
}
