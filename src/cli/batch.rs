//! A run over many inputs: each is made, or taken as an earlier run made it, and told of in order.

use super::args::Build;
use super::cache::{Cache, Digest, Keeper, Key, Need, Was, Witness};
use super::clash::Claims;
use super::destination::{self, Destination, Place};
use super::done::{Done, Written};
use super::guard::{guarded, internal_fault};
use super::inputs::{Input, Origin};
use super::issue::{self, Outcome};
use super::messages::{Findings, Voice};
use super::pairs::Pairs;
use super::progress::Progress;
use super::publish::{Finished, Publisher};
use super::report::{Report, Status};
use super::shop::{Maker, Shop};
use super::{Refusal, Verdict, build};
use crate::diagnostics::{Diagnostic, code};
use crate::write;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// A run.
pub(super) struct Batch<'a> {
    shop: &'a Shop<'a>,
    asked: &'a Build,
    destination: Destination,
    formats: Vec<&'static write::Entry>,
    clashes: BTreeMap<usize, Diagnostic>,
    cache: Option<Cache<'a>>,
    /// What is ordered of every issue.
    orders: Digest,
    publisher: Publisher<'a>,
    /// Whether digests of inputs and outputs are wanted.
    counts: bool,
    has_failed: AtomicBool,
}

impl<'a> Batch<'a> {
    /// Settles where outputs go and what is known of earlier runs.
    pub(super) fn plan(shop: &'a Shop<'a>, asked: &'a Build) -> Result<Batch<'a>, Refusal> {
        let world = shop.world;
        let (destination, formats) =
            destination::settle(asked.output.as_deref(), &asked.making.to, &shop.inputs, world)?;
        let place = |index: usize| shop.inputs.get(index).and_then(|input| Place::of(input, &destination));
        let claims = Claims::of(&shop.inputs, place, &formats, &shop.folders);
        let clashes = claims.clashes(&shop.inputs, place, &formats, &shop.folders);
        build::check_report(asked, &claims, shop)?;
        let cache = open_cache(asked, &destination, shop)?;
        let counts = asked.report.is_some() || cache.is_some();
        let orders = cache.as_ref().map_or(Digest::of(&[]), |cache| orders(cache, shop, asked, &formats));
        let (publisher, has_failed) = (Publisher::new(world), AtomicBool::new(false));
        if let (Destination::Folder(folder), Some(_)) = (&destination, &cache) {
            publisher.sweep(folder);
        }
        Ok(Batch { shop, asked, destination, formats, clashes, cache, orders, publisher, counts, has_failed })
    }

    /// Makes, writes and tells, with a line about all of it at the end where that is wanted. What inputs were made of is given on.
    pub(super) fn run(self, sums_up: bool, follow: impl FnMut(usize, Vec<Need>)) -> Result<Verdict, Refusal> {
        let (shop, voice) = (self.shop, Voice::new(self.shop.world, self.asked.making.speech));
        let report = self.asked.report.as_deref().map(|path| Report::open(path, &self.formats, shop.world));
        let mut telling = Telling {
            batch: &self,
            voice,
            report: report.transpose()?,
            pairs: Pairs::of(&shop.inputs, &shop.folders),
            follow,
            sums_up,
            progress: Progress::new(shop.chosen.len(), self.asked.making.speech, shop.world),
            keeper: self.cache.as_ref().map(Keeper::new),
            faulty: Vec::new(),
            unchanged: 0,
            is_stopping: false,
        };
        let goes_on = || {
            let is_enough = self.asked.running.fail_fast && self.has_failed.load(Ordering::Relaxed);
            !is_enough && shop.world.stop().is_none()
        };
        let one = |index: usize, maker: &Maker<'_>| self.one(index, maker);
        let reached = shop.work(&self.formats, self.counts, goes_on, one, |index, done| telling.take(index, done));
        let verdict = telling.finish(reached);
        if let Some(cache) = self.cache {
            cache.close();
        }
        verdict
    }

    /// One input from beginning to end, on a thread of its own.
    fn one(&self, index: usize, maker: &Maker<'_>) -> Done {
        let Some(input) = self.shop.inputs.get(index) else { return Done::default() };
        let done = guarded(|| self.made(index, input, maker))
            .unwrap_or_else(|why| Done::of(Outcome::failed(&input.name, internal_fault(&why)), Vec::new()));
        if !done.is_made() {
            self.has_failed.store(true, Ordering::Relaxed);
        }
        done
    }

    fn made(&self, index: usize, input: &Input, maker: &Maker<'_>) -> Done {
        if let Some(clash) = self.clashes.get(&index) {
            return Done::of(Outcome::failed(&input.name, clash.clone()), Vec::new());
        }
        let world = self.shop.world;
        let Some(place) = Place::of(input, &self.destination) else {
            let outcome = maker.make(index, &input.stem().to_string_lossy(), None);
            return self.print(&input.name, outcome);
        };
        let make = |witness| self.publish(&input.name, maker.make(index, &place.stem(), witness), &place);
        let known = self.cache.as_ref().map(|cache| (cache, self.key(input, &place)));
        if known.is_none() && !self.asked.running.watch {
            return make(None);
        }
        let current = |(cache, key): &(&Cache<'_>, Key)| {
            let (entry, renewed) = cache.current(*key, self.orders, place.folder())?;
            let record = renewed.then(|| (*key, entry.clone()));
            let needs = if self.asked.running.watch { entry.needs.clone() } else { Vec::new() };
            Some(Done { record, needs, ..Done::again(entry, &input.name, place.folder()) })
        };
        if let Some(done) = known.as_ref().filter(|_| !self.asked.running.force).and_then(current) {
            return done;
        }
        let witness = Witness::new(world);
        let done = make(Some(&witness));
        let needs = witness.into_needs();
        let entry = known.and_then(|(_, key)| {
            let entry = done.entry(self.orders, needs.clone(), &input.name, place.folder(), world)?;
            Some((key, entry))
        });
        Done { record: entry, needs, ..done }
    }

    /// What an issue is known by from run to run: its source, and where its outputs go.
    fn key(&self, input: &Input, place: &Place) -> Key {
        let source = match &input.origin {
            Origin::StandardInput => 0,
            Origin::File(path) => self.shop.folders.mark(path),
        };
        let outputs = self.formats.iter().map(|format| self.shop.folders.mark(&place.main(format)));
        let marks: Vec<_> = std::iter::once(source).chain(outputs).map(u128::to_le_bytes).collect();
        let key = Digest::of_all(marks.iter().map(<[u8; 16]>::as_slice).chain([input.reader().as_bytes()]));
        key.as_ref().first_chunk().map_or(0, |bytes| Key::from_le_bytes(*bytes))
    }

    /// Writes the outputs of a sound input.
    fn publish(&self, name: &str, mut outcome: Outcome, place: &Place) -> Done {
        let files = issue::files(&mut outcome, place, &self.formats);
        let start = self.shop.world.clock();
        let published = self.publisher.publish(&files);
        self.delivered(name, outcome, &files, published, start)
    }

    /// Prints the one output of the one input.
    fn print(&self, name: &str, mut outcome: Outcome) -> Done {
        let files = build::the_one(name, &mut outcome);
        let start = self.shop.world.clock();
        let printed = build::to_standard_output(&files, self.shop.world);
        self.delivered(name, outcome, &files, printed, start)
    }

    fn delivered(
        &self,
        name: &str,
        mut outcome: Outcome,
        files: &[Finished],
        delivered: Result<(), Diagnostic>,
        start: std::time::Duration,
    ) -> Done {
        outcome.times.push(("publish", self.shop.world.clock().saturating_sub(start)));
        match delivered {
            Ok(()) => Done::of(outcome, files.iter().map(|file| Written::of(file, self.counts)).collect()),
            Err(fault) => {
                outcome.fail(name, fault);
                Done::of(outcome, Vec::new())
            }
        }
    }
}

/// What follows when an input is done, in the order of the inputs.
struct Telling<'b, 'a, F> {
    batch: &'b Batch<'a>,
    /// Who follows what inputs are made of.
    follow: F,
    sums_up: bool,
    voice: Voice<'a>,
    report: Option<Report<'a>>,
    pairs: Pairs,
    progress: Progress<'a>,
    keeper: Option<Keeper<'b, 'a>>,
    faulty: Vec<usize>,
    unchanged: usize,
    is_stopping: bool,
}

impl<F: FnMut(usize, Vec<Need>)> Telling<'_, '_, F> {
    fn take(&mut self, index: usize, mut done: Done) {
        let shop = self.batch.shop;
        let Some(input) = shop.inputs.get(index) else { return };
        if let (Some(keeper), Some((key, entry))) = (&mut self.keeper, done.record.take()) {
            keeper.keep(key, entry);
        }
        (self.follow)(index, std::mem::take(&mut done.needs));
        done.findings.extend(self.pairs.compare(input, done.facts.as_ref(), &shop.folders));
        self.progress.hide();
        self.voice.relate(&done.findings);
        self.voice.remark(&build::summary(&input.name, &done, &self.batch.destination));
        if !self.is_stopping && shop.world.stop().is_some() {
            self.is_stopping = true;
            self.voice.remark("stopping when the issues at hand are made; a second signal ends the run at once");
        }
        self.progress.step();
        self.unchanged += usize::from(!done.fresh);
        if !done.is_made() {
            self.faulty.push(index);
        }
        if let Some(report) = &mut self.report {
            report.add(&input.name, &done);
        }
    }

    fn finish(mut self, reached: usize) -> Result<Verdict, Refusal> {
        self.progress.hide();
        if let Some(keeper) = self.keeper.take() {
            keeper.finish();
        }
        let shop = self.batch.shop;
        let input = |&at: &usize| shop.inputs.get(at);
        let untouched: Vec<_> = shop.chosen.get(reached..).unwrap_or_default().iter().filter_map(input).collect();
        let faulty: Vec<&str> =
            self.faulty.iter().filter_map(|&at| shop.inputs.get(at)).map(|it| it.name.as_str()).collect();
        let stop = shop.world.stop().filter(|_| !untouched.is_empty());
        if self.sums_up {
            self.voice.sum_up(reached, untouched.len(), "made", self.unchanged, &faulty);
        }
        let (verdict, status) = match (stop, faulty.is_empty()) {
            (Some(stop), _) => (Verdict::Stopped(stop), Status::Stopped),
            (None, false) if !untouched.is_empty() => (Verdict::Faulty, Status::Stopped),
            (None, false) => (Verdict::Faulty, Status::Faulty),
            (None, true) => (Verdict::Clean, Status::Clean),
        };
        if let Some(mut report) = self.report.take() {
            untouched.iter().for_each(|input| report.add_untouched(&input.name));
            report.finish(status)?;
        }
        Ok(verdict)
    }
}

/// Everything but the source that an issue depends on, as one digest.
fn orders(cache: &Cache<'_>, shop: &Shop<'_>, asked: &Build, formats: &[&'static write::Entry]) -> Digest {
    let program = shop.world.program().and_then(|program| cache.digest(&program));
    let need = |need: &Need| match &need.was {
        Was::Bytes(bytes) => format!("{} {}", need.path.display(), bytes.digest),
        was => format!("{} {was:?}", need.path.display()),
    };
    let making = &asked.making;
    let words = [
        env!("CARGO_PKG_VERSION").to_string(),
        program.map_or(String::new(), |program| program.to_string()),
        format!("{:?} {:?} {:?} {:?}", shop.options, shop.revisions, making.root, making.deny),
        formats.iter().map(|format| format.name).collect::<Vec<_>>().join(","),
    ];
    Digest::of_all(words.into_iter().chain(shop.needs.iter().map(need)))
}

/// The records of earlier runs. One input alone leaves none unless some are there or the user wants them: it is made as fast.
fn open_cache<'a>(asked: &Build, destination: &Destination, shop: &Shop<'a>) -> Result<Option<Cache<'a>>, Refusal> {
    let (world, running) = (shop.world, &asked.running);
    let folder = running.cache.clone().or_else(|| usual_folder(destination, &shop.inputs));
    let Some(folder) = folder.filter(|_| !running.no_cache) else { return Ok(None) };
    if running.cache.is_none() && shop.inputs.len() < 2 && world.standing(&folder).is_none() {
        return Ok(None);
    }
    let voice = Voice::new(world, asked.making.speech);
    let tell = |finding: Diagnostic| voice.tell(&[Findings::about(&folder.to_string_lossy(), vec![finding])]);
    match Cache::open(&folder, world) {
        Ok(cache) => {
            if cache.is_shared() {
                let message =
                    "another run is at work on the same outputs; each issue is as the last of the two writes it";
                tell(Diagnostic::new(code::CACHE_SHARED, message).hint("let one run end before the next begins"));
            }
            Ok(Some(cache))
        }
        Err(error) => {
            let why = super::world::reason(&error);
            if running.cache.is_some() {
                let message = format!("the cache `{}` cannot be used: {why}", folder.display());
                return Err(Refusal::new(message, "give --cache another folder, or --no-cache"));
            }
            let message = format!("what is made cannot be kept in mind for the next run: {why}");
            tell(Diagnostic::new(code::CACHE_UNUSABLE, message).hint("name a folder for it with --cache"));
            Ok(None)
        }
    }
}

/// Beside the outputs; where they are in several folders, in the one around them.
fn usual_folder(destination: &Destination, inputs: &[Input]) -> Option<PathBuf> {
    let folder = match destination {
        Destination::StandardOutput => return None,
        Destination::Folder(folder) => folder.clone(),
        Destination::File(path) => path.parent()?.to_path_buf(),
        Destination::Beside => {
            let mut folders = inputs.iter().map(Input::folder);
            let first = folders.next()?;
            folders.try_fold(first, around)?.to_path_buf()
        }
    };
    Some(folder.join(super::cache::FOLDER))
}

/// The folder around two, where it is not the root of the disk, and is not known by where the program runs alone.
fn around<'a>(one: &'a Path, other: &Path) -> Option<&'a Path> {
    let mut up = one.ancestors().filter(|folder| folder.has_root() || !other.has_root());
    up.find(|folder| other.starts_with(folder)).filter(|folder| folder.parent().is_some() || !folder.has_root())
}
