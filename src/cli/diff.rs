//! `masthead diff`: what changed from one version of an issue to another.

use super::args::Diff;
use super::inputs;
use super::messages::{Findings, Voice};
use super::world::World;
use super::{Refusal, Verdict, ledger, print};
use crate::ast::{Document, Inline, walk};
use crate::compare::{Change, Piece, Unit, compare};
use crate::convert;
use crate::diagnostics::{Diagnostic, Severity, Sink, Source, render};
use crate::read;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// A version that was read.
struct Version {
    name: String,
    document: Document,
    source: Source,
}

/// Compares two versions and prints what changed.
pub(super) fn diff(asked: &Diff, world: &dyn World) -> Result<Verdict, Refusal> {
    let voice = Voice::new(world, asked.speech);
    let (before, after) = (version(&asked.before, world, voice)?, version(&asked.after, world, voice)?);
    let changes = compare(&before.document, &after.document);
    let text = match asked.json {
        true => as_json(&changes, &before, &after),
        false => as_text(&changes, &before, &after, voice.paints()),
    };
    print(text.as_bytes(), world)?;
    Ok(if changes.is_empty() { Verdict::Clean } else { Verdict::Faulty })
}

/// Reads a version. Faults in it are told; one that cannot be read has nothing to compare.
fn version(path: &Path, world: &dyn World, voice: Voice<'_>) -> Result<Version, Refusal> {
    let gathered = ledger::with_standing(inputs::gather(&[path.to_path_buf()], None, world), world)?;
    let input = gathered.only().ok_or_else(|| {
        Refusal::new(format!("`{}` is more than one document", path.display()), "name two files to compare")
    })?;
    let unread =
        |fault: Diagnostic| Refusal::new(format!("{}: {}", input.name, fault.message), fault.hint.unwrap_or_default());
    let loaded = input.load(world).map_err(unread)?;
    let mut sink = Sink::new();
    let source = read::Input::new(&input.name, &loaded.bytes);
    let mut prepared = convert::prepare_in(&input.standing, &source, loaded.reader, &mut sink);
    leave_to_numbering(&mut prepared.document);
    let mut errors: Vec<_> =
        sink.into_diagnostics().into_iter().filter(|found| found.severity == Severity::Error).collect();
    let is_empty = prepared.document.lead.is_empty() && prepared.document.sections.is_empty();
    if let Some(fault) = errors.pop_if(|_| is_empty) {
        return Err(unread(fault));
    }
    if !errors.is_empty() {
        voice.tell(&[Findings { source: prepared.source.clone(), diagnostics: errors }]);
    }
    Ok(Version { name: input.name, document: prepared.document, source: prepared.source })
}

/// Takes the words away that numbering writes into references, since some formats have them and others do not.
fn leave_to_numbering(document: &mut Document) {
    walk::runs_mut(document, &mut |run| {
        walk::inlines_mut(run, &mut |inline| {
            if let Inline::Reference { label, .. } = inline {
                *label = None;
            }
        });
    });
}

/// How changes are marked.
struct Marks {
    removed: (&'static str, &'static str),
    added: (&'static str, &'static str),
}

const PLAIN: Marks = Marks { removed: ("[-", "-]"), added: ("{+", "+}") };
const COLOUR: Marks = Marks { removed: ("\x1b[9;31m", "\x1b[0m"), added: ("\x1b[1;32m", "\x1b[0m") };

fn as_text(changes: &[Change], before: &Version, after: &Version, paints: bool) -> String {
    let marks = if paints { COLOUR } else { PLAIN };
    let mut text = String::new();
    for change in changes {
        let _ = match change {
            Change::Added(unit) => writeln!(text, "{}: added\n  {}", place(unit, after), added(&shown(unit), &marks)),
            Change::Removed(unit) => {
                writeln!(text, "{}: removed\n  {}", place(unit, before), removed(&shown(unit), &marks))
            }
            Change::Moved { before: from, after: to } => {
                writeln!(
                    text,
                    "{}: moved from {}\n  {}",
                    place(to, after),
                    place(from, before),
                    render::plain(&to.text)
                )
            }
            Change::Changed { before: from, after: to, pieces, structure } => {
                let structure: String = structure
                    .iter()
                    .map(|piece| format!("\n  {}", woven(std::slice::from_ref(piece), &marks)))
                    .collect();
                writeln!(text, "{}: {}\n  {}{structure}", place(to, after), changed(from, to), woven(pieces, &marks))
            }
        };
    }
    let _ = match changes.len() {
        0 => writeln!(text, "{} and {} say the same", render::plain(&before.name), render::plain(&after.name)),
        1 => writeln!(text, "1 change"),
        many => writeln!(text, "{many} changes"),
    };
    text
}

/// The words of a unit, or what is said of one that has none.
fn shown(unit: &Unit) -> String {
    match unit.text.is_empty() {
        true => said(unit).join("; "),
        false => unit.text.clone(),
    }
}

fn said(unit: &Unit) -> Vec<&str> {
    unit.marks.iter().map(|mark| mark.says.as_str()).collect()
}

fn added(words: &str, marks: &Marks) -> String {
    format!("{}{}{}", marks.added.0, render::plain(words), marks.added.1)
}

fn removed(words: &str, marks: &Marks) -> String {
    format!("{}{}{}", marks.removed.0, render::plain(words), marks.removed.1)
}

/// `issue.md:12: paragraph under “II. Models”`.
fn place(unit: &Unit, version: &Version) -> String {
    let line = version.source.range(unit.span).map(|range| version.source.position(range.start).line);
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    let under = if unit.under.is_empty() || unit.under == unit.text {
        String::new()
    } else {
        format!(" under “{}”", unit.under)
    };
    let cell = if unit.place.is_empty() { String::new() } else { format!(" at {}", unit.place) };
    render::plain(&format!("{}{line}: {}{cell}{under}", version.name, unit.kind.name()))
}

/// What is other about a unit, beside its words: `changed, paragraph → caption`.
fn changed(before: &Unit, after: &Unit) -> String {
    let (from, to) = (before.kind, after.kind);
    let kinds = match (from.depth(), to.depth()) {
        _ if from == to => return "changed".into(),
        (Some(from), Some(to)) if before.kind.name() == after.kind.name() => format!("level {from} → level {to}"),
        _ => format!("{} → {}", from.name(), to.name()),
    };
    format!("changed, {kinds}")
}

fn woven(pieces: &[Piece], marks: &Marks) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Same(words) => render::plain(words),
        Piece::Removed(words) => removed(words, marks),
        Piece::Added(words) => added(words, marks),
    };
    pieces.iter().map(piece).collect()
}

fn as_json(changes: &[Change], before: &Version, after: &Version) -> String {
    let unit = |unit: &Unit, version: &Version| {
        let line = version.source.range(unit.span).map(|range| version.source.position(range.start).line);
        json!({
            "kind": unit.kind.name(),
            "text": unit.text,
            "structure": said(unit),
            "under": unit.under,
            "place": unit.place,
            "line": line,
        })
    };
    let piece = |piece: &Piece| match piece {
        Piece::Same(words) => json!({ "same": words }),
        Piece::Removed(words) => json!({ "removed": words }),
        Piece::Added(words) => json!({ "added": words }),
    };
    let change = |change: &Change| -> Value {
        match change {
            Change::Added(to) => json!({ "change": "added", "after": unit(to, after) }),
            Change::Removed(from) => json!({ "change": "removed", "before": unit(from, before) }),
            Change::Moved { before: from, after: to } => {
                json!({ "change": "moved", "before": unit(from, before), "after": unit(to, after) })
            }
            Change::Changed { before: from, after: to, pieces, structure } => json!({
                "change": "changed",
                "before": unit(from, before),
                "after": unit(to, after),
                "words": pieces.iter().map(piece).collect::<Vec<_>>(),
                "structure": structure.iter().map(piece).collect::<Vec<_>>(),
            }),
        }
    };
    let report = json!({
        "masthead-diff": 1,
        "before": before.name,
        "after": after.name,
        "changes": changes.iter().map(change).collect::<Vec<_>>(),
    });
    format!("{report:#}\n")
}
