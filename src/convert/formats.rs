//! The files of every format of a job.

use super::Job;
use crate::diagnostics::{Diagnostic, Sink, code};
use crate::frame::Pages;
use crate::layout::Companion;
use crate::preflight::inspect;
use crate::write::{Artifact, Backend, FlowBackend, Issue, make_ready};
use std::thread;

/// What became of a format: which of the job's it is, its files, and what was found on the way.
type Written = (usize, Vec<Artifact>, Sink);

/// Writes every format. Those that show pages take longer than all others together, which are written beside them.
pub(super) fn write(issue: &Issue<'_>, job: &Job<'_>, sink: &mut Sink) -> Vec<Artifact> {
    let mut written = if job.backends.iter().any(|entry| entry.backend.has_pages()) {
        write_beside(issue, job)
    } else {
        write_flows(issue, job)
    };
    written.sort_by_key(|(place, ..)| *place);
    let mut artifacts: Vec<Artifact> = Vec::new();
    for (_, files, findings) in written {
        sink.append(findings);
        for file in files {
            match artifacts.iter().find(|known| known.path == file.path) {
                None => artifacts.push(file),
                // Formats that bring the same picture bring it once.
                Some(known) if *known == file => {}
                Some(_) => sink.report(clash(&file.path)),
            }
        }
    }
    artifacts
}

/// Sets and writes the pages, and everything else on another thread if there may be one: where paragraphs are set by a companion, it is
/// that one who goes on with the other formats.
fn write_beside(issue: &Issue<'_>, job: &Job<'_>) -> Vec<Written> {
    let companion = job.typesetter.companion(issue.document);
    thread::scope(|scope| {
        let has_flows = job.backends.iter().any(|entry| !entry.backend.has_pages());
        let work = || {
            if let Some(companion) = &companion {
                companion.work(issue.document, job.style, issue.images, job.typesetter);
                make_ready();
            }
            write_flows(issue, job)
        };
        let beside = (companion.is_some() || has_flows && job.options.beside)
            .then(|| thread::Builder::new().spawn_scoped(scope, work).ok())
            .flatten();
        let set = set(issue, job, companion.as_ref().filter(|_| beside.is_some()));
        let mut written = write_pages(issue, job, set);
        // Whatever the other thread may have failed on is failed on again here, and told.
        let flows = beside.and_then(|beside| beside.join().ok());
        written.extend(flows.unwrap_or_else(|| write_flows(issue, job)));
        written
    })
}

fn clash(path: &str) -> Diagnostic {
    let message = format!("two formats write a file `{path}`, and not the same one");
    Diagnostic::new(code::OUTPUT_CLASH, message).hint("write each format in a run of its own, into a folder of its own")
}

fn write_flows(issue: &Issue<'_>, job: &Job<'_>) -> Vec<Written> {
    let flows = job.backends.iter().enumerate().filter_map(|(place, entry)| match entry.backend {
        Backend::Flow(backend) => Some((place, backend)),
        Backend::Page(_) => None,
    });
    let write = |(place, backend): (usize, &dyn FlowBackend)| {
        let mut sink = Sink::new();
        let files = backend.write(issue, &mut sink);
        (place, files.unwrap_or_else(|fault| refused(fault, &mut sink)), sink)
    };
    flows.map(write).collect()
}

/// The pages, and what was found in setting them.
fn set(issue: &Issue<'_>, job: &Job<'_>, companion: Option<&Companion<'_>>) -> (Pages, Sink) {
    let mut sink = Sink::new();
    let pages = job.typesetter.set_beside(companion, issue.document, job.style, issue.images, &mut sink);
    inspect(&pages, &issue.style.clauses, job.typesetter.fonts(), &mut sink);
    (pages, sink)
}

fn write_pages(issue: &Issue<'_>, job: &Job<'_>, (pages, mut sink): (Pages, Sink)) -> Vec<Written> {
    // Pages with faults say no more in print than layout has said already.
    let is_sound = !sink.has_errors();
    let mut written = Vec::new();
    for (place, entry) in job.backends.iter().enumerate() {
        let Backend::Page(backend) = entry.backend else { continue };
        let mut sink = std::mem::take(&mut sink);
        let files = match is_sound.then(|| backend.write(issue, &pages, job.typesetter.fonts(), &mut sink)) {
            Some(files) => files.unwrap_or_else(|fault| refused(fault, &mut sink)),
            None => Vec::new(),
        };
        written.push((place, files, sink));
    }
    written
}

fn refused(fault: Diagnostic, sink: &mut Sink) -> Vec<Artifact> {
    sink.report(fault);
    Vec::new()
}
