//! `masthead archive`: a bag of every issue.

mod issue;
mod places;
mod report;

use super::bench::in_order;
use super::folders::Folders;
use super::guard::{guarded, internal_fault};
use super::inputs::Input;
use super::keeping::Archive;
use super::messages::{Findings, Voice, count};
use super::pairs::{Facts, Pairs};
use super::repeated::Repeated;
use super::report::{Head, Report, Status};
use super::shop::{gather, named_style};
use super::vault::{Disk, Fill, Filled, day, keep};
use super::world::{World, is_remote};
use super::{Refusal, Verdict, faces};
use crate::archive::Bag;
use crate::ast::Date;
use crate::diagnostics::{Diagnostic, Placed};
use crate::layout::Typesetter;
use crate::write::{Options, PdfProfile};
use issue::{Kept, Orders};
use places::Place;
use report::item;
use std::path::Path;

/// An input that is done with, and the bag that stands for it.
struct Done {
    findings: Vec<Placed>,
    facts: Option<Facts>,
    /// Whether there is no bag for the sake of a warning alone.
    denied: bool,
    bag: Option<(Bag, Filled)>,
}

impl Done {
    fn of(kept: Kept, bag: Option<(Bag, Filled)>) -> Done {
        Done { findings: Findings::placed(&kept.findings), facts: kept.facts, denied: kept.denied, bag }
    }

    fn failed(name: &str, fault: Diagnostic) -> Done {
        Done::of(Kept::failed(name, fault), None)
    }
}

/// Makes a bag of every input. An input at fault gets none, and the others are made.
pub(super) fn archive(asked: &Archive, world: &dyn World) -> Result<Verdict, Refusal> {
    archival(asked.pdf)?;
    on_disk(&asked.output)?;
    let inputs = gather(&asked.sources, world)?;
    let folders = Folders::new(world);
    let chosen = asked.shard.map_or_else(|| (0..inputs.len()).collect(), |shard| shard.chosen(&inputs, &folders));
    let zip = asked.zip || places::is_zip(&asked.output);
    let places = places::settle(&asked.output, zip, &asked.sources.inputs, &inputs, world)?;
    let style = asked.style.as_deref().map(|name| named_style(name, world)).transpose()?;
    let book = faces::faces(&asked.font_paths, world)?.book;
    let options = Options { doctype: !asked.no_doctype, pdf: asked.pdf, ..Options::default() };
    let orders = Orders {
        style: style.as_ref(),
        book: &book,
        typesetter: &Typesetter::new(&book),
        options: &options,
        root: asked.root.as_deref(),
        revisions: asked.sources.revisions(),
        deny_warnings: asked.deny.is_some(),
        date: epoch(world)?,
    };
    let fill = Fill { zip, force: asked.force };
    let head = || Head { command: Some("archive".into()), ..Head::of(&inputs, asked.shard) };
    let report = asked.report.as_deref().map(|path| Report::open(path, &head(), &[], world)).transpose()?;
    let mut telling = Telling {
        voice: Voice::new(world, asked.speech),
        report,
        pairs: Pairs::of(&inputs, &folders),
        repeated: Repeated::of(&inputs, &chosen, None, world),
        folders: &folders,
        faulty: Vec::new(),
    };
    let one = |at: usize| Some(one(&inputs.get(chosen[at])?, &places[chosen[at]], &orders, fill, world));
    let take = |at: usize, done: Option<Done>| {
        if let Some((input, done)) = inputs.get(chosen[at]).zip(done) {
            telling.take(chosen[at], &input, places[chosen[at]].as_ref().ok(), done);
        }
    };
    let hands = asked.jobs.map_or_else(|| world.cores(), usize::from);
    let reached = in_order(chosen.len(), hands, || world.stop().is_none(), one, take);
    telling.finish(reached, chosen.len() - reached)
}

/// What is told of bags, in the order of the inputs.
struct Telling<'a> {
    voice: Voice<'a>,
    report: Option<Report<'a>>,
    pairs: Pairs,
    repeated: Repeated,
    folders: &'a Folders<'a>,
    faulty: Vec<String>,
}

impl<'a> Telling<'a> {
    fn take(&mut self, index: usize, input: &Input, place: Option<&Place>, mut done: Done) {
        done.findings.extend(self.pairs.compare(input, done.facts.as_ref(), self.folders));
        done.findings.extend(self.repeated.take(index));
        self.voice.relate(&done.findings);
        self.voice.remark(&summary(&input.name, &done, place));
        if done.bag.is_none() {
            self.faulty.push(input.name.clone());
        }
        if let Some(report) = &mut self.report {
            report.counted(index, item(&input.name, place, &done));
        }
    }

    fn finish(self, reached: usize, untouched: usize) -> Result<Verdict, Refusal> {
        self.voice.sum_up(reached, untouched, "archived", 0, &self.faulty);
        let (verdict, status) = match self.faulty.is_empty() {
            true => (Verdict::Clean, Status::Clean),
            false => (Verdict::Faulty, Status::Faulty),
        };
        self.report.map_or(Ok(()), |report| report.finish(status))?;
        Ok(verdict)
    }
}

/// One input from its source to its bag in its place, on a thread of its own.
fn one(input: &Input, place: &Result<Place, Diagnostic>, orders: &Orders<'_>, fill: Fill, world: &dyn World) -> Done {
    match place {
        Ok(place) => {
            let kept = guarded(|| put(issue::make(input, &place.name, orders, world), place, &input.name, fill, world));
            kept.unwrap_or_else(|why| Done::failed(&input.name, internal_fault(&why)))
        }
        Err(clash) => Done::failed(&input.name, clash.clone()),
    }
}

/// Bags have their places by renaming and are read back from them, which a bucket knows nothing of.
fn on_disk(output: &Path) -> Result<(), Refusal> {
    if !is_remote(output) {
        return Ok(());
    }
    let message = format!("bags are made on a disk, and `{}` is in a bucket", output.display());
    Err(Refusal::new(message, "give -o a folder, and copy the bags or zip files from there"))
}

/// An archive keeps what can be read for good.
fn archival(profile: PdfProfile) -> Result<(), Refusal> {
    match profile {
        PdfProfile::Archival { .. } => Ok(()),
        _ => Err(Refusal::new(
            "an archive keeps PDF/A, and neither files for the press nor PDF/UA alone",
            "leave --pdf out, or write --pdf a-3a,ua-1 to have the source inside the PDF too",
        )),
    }
}

/// The day that reproducible builds take for today, where the environment gives one.
fn epoch(world: &dyn World) -> Result<Option<Date>, Refusal> {
    let Some(value) = world.variable("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty()) else { return Ok(None) };
    let seconds = value.to_str().and_then(|value| value.parse::<u64>().ok());
    let date = seconds.and_then(|seconds| day(seconds / 86_400));
    date.map(Some).ok_or_else(|| {
        let message = "SOURCE_DATE_EPOCH is not a number of seconds since 1970";
        Refusal::new(message, "unset it, and bags have the date of their issue")
    })
}

fn put(mut kept: Kept, place: &Place, name: &str, fill: Fill, world: &dyn World) -> Done {
    let Some(bag) = kept.bag.take() else { return Done::of(kept, None) };
    match keep(&bag, &place.path, fill, &Disk, world) {
        Ok(filled) => Done::of(kept, Some((bag, filled))),
        Err(fault) => {
            kept.findings.push(Findings::about(name, vec![fault]));
            Done::of(kept, None)
        }
    }
}

/// `a.md → bags/a (14 files; 1 warning)`.
fn summary(name: &str, done: &Done, place: Option<&Place>) -> String {
    let denied = if done.denied { "; warnings are denied" } else { "" };
    let counted = count(&done.findings);
    let Some(((bag, filled), place)) = done.bag.as_ref().zip(place) else {
        let counted = if counted.is_empty() { counted } else { format!(" ({counted}{denied})") };
        return format!("{name}: no bag made{counted}");
    };
    let counted = if counted.is_empty() { counted } else { format!("; {counted}") };
    let same = if *filled == Filled::Kept { ", as it stood there" } else { "" };
    format!("{name} → {} ({} files{counted}){same}", place.path.display(), bag.files.len())
}
