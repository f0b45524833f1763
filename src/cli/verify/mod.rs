//! `masthead verify`: whether bags are whole and still say what they said.

mod find;
mod outcome;
mod series;

use super::bench::in_order;
use super::faces;
use super::keeping::Verify;
use super::messages::{Findings, Voice, count};
use super::publish::put_report;
use super::report::{self, HEAD};
use super::vault::{Folder, Log, OnDisk};
use super::world::{World, is_remote, reason};
use super::{Refusal, Verdict};
use crate::archive::zip::ZipShelf;
use crate::archive::{Asked, Checked, Series, check};
use crate::diagnostics::{Diagnostic, code};
use crate::fonts::Origin;
use find::{Form, Found};
use outcome::{Outcome, Report};
use std::collections::BTreeMap;
use std::path::Path;

/// Checks every bag.
pub(super) fn verify(asked: &Verify, world: &dyn World) -> Result<Verdict, Refusal> {
    if let Some(afar) = asked.bags.iter().chain(&asked.log).find(|path| is_remote(path)) {
        let message = format!("bags are checked on a disk, and `{}` is in a bucket", afar.display());
        return Err(Refusal::new(message, "copy the bags to a disk, and check them there"));
    }
    let voice = Voice::new(world, asked.speech);
    let series = asked.series.as_deref().map(|folder| series::gather(folder, world)).transpose()?;
    let limits = Asked { quick: asked.quick, faces: spare(asked, world)? };
    let mut log = asked.log.as_deref().map(|path| open_log(path, world)).transpose()?;
    asked.report.as_deref().map_or(Ok(()), |path| report::clear(path, world))?;
    let bags = find::find(&asked.bags, world);
    let mut tally = Tally { verdict: Verdict::Clean, faulty: Vec::new(), report: Report::default(), stopped: None };
    let mut found = Vec::new();
    let one = |index: usize| look(&bags[index], &limits, series.as_ref());
    let hands = asked.jobs.map_or_else(|| world.cores(), usize::from);
    let reached = in_order(
        bags.len(),
        hands,
        || world.stop().is_none(),
        one,
        |index, (outcome, issue)| {
            let name = &bags[index].name;
            found.extend(issue);
            voice.tell(&outcome.findings);
            voice.remark(&summary(name, &outcome));
            if let (Some(log), Some(path), None) = (&mut log, &asked.log, &tally.stopped) {
                tally.stopped = log.add(&outcome.line(name, asked.quick)).err().map(|error| unloggable(path, &error));
            }
            tally.take(name, &outcome);
        },
    );
    for (name, warning) in series.iter().flat_map(|series| series.without_bag(&found)) {
        let findings = Findings::about(&name, vec![warning]);
        tally.report.add_series(&findings);
        voice.tell(&[findings]);
    }
    voice.sum_up(reached, bags.len() - reached, "sound", 0, &tally.faulty);
    if let Some(path) = asked.report.as_deref() {
        put_report(&tally.report.finish(tally.verdict), path, world)?;
    }
    tally.stopped.map_or(Ok(tally.verdict), Err)
}

/// Opens the log, unless something else stands there.
fn open_log(path: &Path, world: &dyn World) -> Result<Log, Refusal> {
    let head = world.stamp(path).and_then(|_| world.piece(path, 0, HEAD).ok());
    if head.is_some_and(|head| !outcome::is_log(&head)) {
        let message = format!("`{}` is no log of masthead, and lines would be added to it", path.display());
        return Err(Refusal::new(message, "give --log another file"));
    }
    Log::open(path).map_err(|error| unloggable(path, &error))
}

/// What becomes of all bags.
struct Tally<'a> {
    verdict: Verdict,
    faulty: Vec<&'a str>,
    report: Report,
    /// Why the log could not be kept.
    stopped: Option<Refusal>,
}

impl<'a> Tally<'a> {
    fn take(&mut self, name: &'a str, outcome: &Outcome) {
        if !outcome.is_sound() {
            self.verdict = Verdict::Faulty;
            self.faulty.push(name);
        }
        self.report.add(name, outcome);
    }
}

/// Checks one bag, and says which issue of the series it is of.
fn look(bag: &Found, asked: &Asked, series: Option<&Series>) -> (Outcome, Option<usize>) {
    let checked = match &bag.form {
        Ok(Form::Folder) => Ok(check(&Folder(bag.path.clone()), asked)),
        Ok(Form::Zip) => {
            let opened = OnDisk::at(&bag.path).and_then(ZipShelf::open);
            opened.map(|shelf| check(&shelf, asked)).map_err(|error| unreadable(&reason(&error)))
        }
        Err(fault) => Err(fault.clone()),
    };
    match checked {
        Ok(mut checked) => {
            let issue = series.and_then(|series| compare(series, &mut checked));
            (Outcome::of(&bag.name, checked), issue)
        }
        Err(fault) => (Outcome::failed(&bag.name, fault), None),
    }
}

fn compare(series: &Series, checked: &mut Checked) -> Option<usize> {
    let (findings, issue) = series.compare(checked.record.as_ref()?);
    checked.findings.extend(findings);
    issue
}

/// The font files that bags may need, each once.
fn spare(asked: &Verify, world: &dyn World) -> Result<Vec<Vec<u8>>, Refusal> {
    let book = faces::faces(&asked.font_paths, world)?.book;
    let files = book.faces().filter(|(_, face)| face.origin != Origin::Embedded);
    let by_name: BTreeMap<Option<String>, Vec<u8>> =
        files.map(|(_, face)| (face.origin.file().map(str::to_string), face.data.as_ref().as_ref().to_vec())).collect();
    Ok(by_name.into_values().collect())
}

/// `bags/a: sound (14 files, 345,678 bytes)`.
fn summary(name: &str, outcome: &Outcome) -> String {
    let counted = count(&Findings::placed(&outcome.findings));
    match outcome.is_sound() {
        true => {
            let counted = if counted.is_empty() { counted } else { format!("; {counted}") };
            format!("{name}: sound ({} files, {} bytes{counted})", outcome.files, outcome.bytes)
        }
        false => format!("{name}: NOT SOUND ({counted})"),
    }
}

fn unreadable(why: &str) -> Diagnostic {
    Diagnostic::new(code::BAG_UNREADABLE, format!("the bag cannot be read: {why}"))
        .hint("check who may read it, and the disk")
}

fn unloggable(path: &Path, error: &std::io::Error) -> Refusal {
    let message = format!("the log `{}` cannot be written: {}", path.display(), reason(error));
    Refusal::new(message, "check who may write there, or give --log another file")
}
