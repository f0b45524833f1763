//! `masthead inspect`.

use super::args::Inspect;
use super::messages::{Findings, Voice};
use super::world::World;
use super::{Refusal, Verdict, outside, print, shop};
use crate::ast;
use crate::convert;
use crate::diagnostics::{Diagnostic, Severity, Sink, code};
use crate::read;

/// Prints each input's document, read and normalised, as JSON.
pub(super) fn inspect(asked: &Inspect, world: &dyn World) -> Result<Verdict, Refusal> {
    let voice = Voice::new(world, asked.speech);
    let mut verdict = Verdict::Clean;
    for input in shop::gather(&asked.sources, world)?.iter() {
        let (json, findings) = document(&input, asked.sources.revisions(), world);
        voice.tell(std::slice::from_ref(&findings));
        if findings.worst() == Some(Severity::Error) {
            verdict = Verdict::Faulty;
        }
        print(json.as_bytes(), world)?;
    }
    Ok(verdict)
}

fn document(input: &super::inputs::Input, revisions: read::Revisions, world: &dyn World) -> (String, Findings) {
    let loaded = match input.load(world) {
        Ok(loaded) => loaded,
        Err(fault) => return (String::new(), Findings::about(&input.name, vec![fault])),
    };
    let mut sink = Sink::new();
    let source = read::Input { revisions, ..read::Input::new(&input.name, &loaded.bytes) };
    let mut prepared = convert::prepare_in(&input.standing, &source, loaded.reader, &mut sink);
    outside::not_run(&input.programs).into_iter().for_each(|finding| sink.report(finding));
    // What the document was read from, and its pictures, may be far larger than the words that are printed.
    drop(loaded.bytes);
    prepared.pictures.clear();
    let json = ast::json::to_json(&prepared.document).unwrap_or_else(|error| {
        sink.report(Diagnostic::new(code::OUTPUT_FAILED, format!("the document cannot be written as JSON: {error}")));
        String::new()
    });
    (json + "\n", Findings { source: prepared.source, diagnostics: sink.into_diagnostics() })
}
