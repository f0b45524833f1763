//! Filters: programs that an issue goes through between reading and numbering.

use super::super::world::{Errand, Limits, World};
use super::Programs;
use super::command::Command;
use super::report::Called;
use crate::ast::Document;
use crate::convert::Filter;
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::outside::{self, FilterSheet, Request};
use std::io;
use std::time::Duration;

/// The longest document that a filter gives back, bytes.
const LONGEST: u64 = 64 << 20;

/// Sends a document through the filters of its series; whether all went well.
pub(in crate::cli) fn filter(programs: &Programs, document: &mut Document, world: &dyn World, sink: &mut Sink) -> bool {
    programs.filters.iter().all(|(name, sheet)| {
        let program = Program { name, sheet, programs, world };
        crate::convert::filter(document, &program, sink)
    })
}

/// What is told of an issue whose filters a command does not run, where it has some.
pub(in crate::cli) fn not_run(programs: &Programs) -> Option<Diagnostic> {
    let names = names(programs)?;
    let message = format!("the series has filters that were not run, since `build` alone runs programs: {names}");
    let hint = "what is told is of the document before them";
    Some(Diagnostic::new(code::FILTERS_NOT_RUN, message).hint(hint))
}

/// Why an issue cannot be kept, where its series has filters.
pub(in crate::cli) fn unkept(programs: &Programs) -> Option<Diagnostic> {
    let names = names(programs)?;
    let message = format!("the series has filters ({names}), and no bag could hold what they are");
    let hint = "keep what they give: `masthead build --to markdown -o FOLDER`, and archive the source in that folder";
    Some(Diagnostic::new(code::FILTERS_UNKEPT, message).hint(hint))
}

fn names(programs: &Programs) -> Option<String> {
    let names: Vec<String> = programs.filters.iter().map(|(name, _)| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// A filter of a series.
struct Program<'a> {
    name: &'a str,
    sheet: &'a FilterSheet,
    programs: &'a Programs,
    world: &'a dyn World,
}

impl Filter for Program<'_> {
    fn filter(&self, document: &Document, sink: &mut Sink) -> Result<Document, Diagnostic> {
        let called = Called { kind: "filter", name: self.name, code: code::FILTER_FAILED };
        let command = Command::read(&self.sheet.command, &self.programs.root, self.world)
            .map_err(|(what, hint)| called.fault(&what, hint))?;
        let request = Request::filter(self.name, document).to_json();
        let limits = Limits { time: Duration::from_secs(self.sheet.time_limit.into()), answer: LONGEST, size: 1 << 20 };
        let errand = Errand {
            program: &command.program,
            arguments: &command.arguments,
            laid: &[],
            request: &|_| request.clone().map_err(io::Error::other),
            limits,
        };
        let performed = called.take(self.world.perform(&errand), limits, sink)?;
        outside::answer(&performed.answer).map_err(|(what, hint)| called.fault(&format!("answered {what}"), hint))
    }
}
