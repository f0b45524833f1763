//! A run over many inputs: each is made, or taken as an earlier run made it, and told of in order.

use super::args::Build;
use super::bench::Step;
use super::cache::{Cache, Digest, Keeper, Key, Lately, Need, Unsealed, Witness};
use super::clash::{self, Claim, Claims};
use super::destination::{self, Destination, Place};
use super::done::{Done, Written};
use super::foreign::{self, Owner};
use super::guard::{guarded, internal_fault};
use super::inputs::Input;
use super::issue::{self, Outcome};
use super::publish::{Finished, Publisher};
use super::repeated::Repeated;
use super::report::{Head, Report};
use super::shop::{Maker, Shop};
use super::telling::Telling;
use super::world::is_remote;
use super::{Refusal, Verdict, build, records};
use crate::diagnostics::Diagnostic;
use crate::write;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// What to do about a file beside a main one that a program wrote where something else goes.
const BESIDE: &str = "have the backend call the files beside its main one otherwise";

/// A run.
pub(super) struct Batch<'a> {
    shop: &'a Shop<'a>,
    asked: &'a Build,
    destination: Destination,
    formats: Vec<&'a write::Entry<'a>>,
    clashes: BTreeMap<usize, Diagnostic>,
    cache: Option<Cache<'a>>,
    /// What is ordered of every issue.
    orders: Digest,
    publisher: Publisher<'a>,
    owner: Owner<'a>,
    /// Whether digests of inputs and outputs are wanted.
    counts: bool,
    /// What inputs claim, where programs of others might write over it.
    claims: Option<Claims>,
    has_failed: AtomicBool,
}

/// An input that is made and not yet written.
struct Made {
    input: Input,
    place: Place,
    outcome: Outcome,
    key: Option<Key>,
    /// What it was made of.
    needs: Vec<Need>,
}

impl<'a> Batch<'a> {
    /// Settles where outputs go and what is known of earlier runs, and of those of this process lately.
    pub(super) fn plan(
        shop: &'a Shop<'a>,
        asked: &'a Build,
        others: &'a [write::Entry<'a>],
        lately: &'a Lately,
    ) -> Result<Batch<'a>, Refusal> {
        let world = shop.world;
        let (destination, formats) =
            destination::settle(asked.output.as_deref(), &asked.making.to, others, &shop.inputs, world)?;
        let claim =
            Claim { inputs: &shop.inputs, destination: &destination, formats: &formats, folders: &shop.folders };
        let claims = Claims::of(&claim);
        let clashes = claims.clashes(&claim);
        build::check_report(asked, &claims, shop)?;
        let cache = records::open(asked, &destination, shop)?;
        let unsealed = Unsealed::new(records::beside(asked, &destination, shop), lately, world);
        let owner = Owner { world, folders: &shop.folders, unsealed, doing: "building" };
        let counts = asked.report.is_some() || cache.is_some();
        let orders = cache.as_ref().map_or(Digest::of(&[]), |cache| records::orders(cache, shop, asked, &formats));
        let (publisher, has_failed) = (Publisher::new(world), AtomicBool::new(false));
        if let (Destination::Folder(folder), Some(_)) = (&destination, &cache) {
            publisher.sweep(folder);
        }
        let claims = Some(claims).filter(|_| formats.iter().any(|format| write::by_name(format.name).is_none()));
        Ok(Batch {
            shop,
            asked,
            destination,
            formats,
            clashes,
            cache,
            orders,
            publisher,
            owner,
            counts,
            claims,
            has_failed,
        })
    }

    /// Makes, writes and tells, with a line about all of it at the end where that is wanted. What inputs were made of is given on.
    pub(super) fn run(self, sums_up: bool, mut follow: impl FnMut(usize, Vec<Need>)) -> Result<Verdict, Refusal> {
        let shop = self.shop;
        let head = || Head::of(&shop.inputs, self.asked.making.shard);
        let report = self.asked.report.as_deref().map(|path| Report::open(path, &head(), &self.formats, shop.world));
        let keeper = self.cache.as_ref().map(Keeper::new);
        let records = records::beside(self.asked, &self.destination, shop);
        let repeated = Repeated::of(&shop.inputs, &shop.chosen, records.as_deref(), shop.world);
        let speech = self.asked.making.speech;
        let mut telling = Telling::new(shop, &self.destination, speech, report.transpose()?, keeper, repeated);
        let goes_on = || {
            let is_enough = self.asked.running.fail_fast && self.has_failed.load(Ordering::Relaxed);
            !is_enough && shop.world.stop().is_none()
        };
        let (begin, end) = (|index: usize, maker: &Maker<'_>| self.begin(index, maker), |made: Made| self.end(made));
        let take = |index: usize, mut done: Done| {
            follow(index, std::mem::take(&mut done.needs));
            telling.take(index, done);
        };
        let is_afar = shop.is_afar() || matches!(&self.destination, Destination::Folder(folder) if is_remote(folder));
        let reached = shop.work(&self.formats, self.counts, is_afar, goes_on, (begin, end), take);
        let verdict = telling.finish(reached, sums_up);
        if let Some(cache) = self.cache {
            cache.close();
        }
        self.owner.unsealed.close();
        verdict
    }

    /// Makes an input, or takes it as an earlier run made it.
    fn begin(&self, index: usize, maker: &Maker<'_>) -> Step<Made, Done> {
        let Some(input) = self.shop.inputs.get(index) else { return Step::Done(Done::default()) };
        let name = input.name.clone();
        match guarded(|| self.made(index, input, maker)) {
            Ok(Step::Begun(made)) => Step::Begun(made),
            Ok(Step::Done(done)) => Step::Done(self.judged(&name, Ok(done))),
            Err(why) => Step::Done(self.judged(&name, Err(why))),
        }
    }

    /// Writes what was made.
    fn end(&self, made: Made) -> Done {
        let name = made.input.name.clone();
        self.judged(&name, guarded(|| self.published(made)))
    }

    /// What becomes of an input, on which the program may have failed.
    fn judged(&self, name: &str, done: Result<Done, String>) -> Done {
        let done = done.unwrap_or_else(|why| Done::of(Outcome::failed(name, internal_fault(&why)), Vec::new()));
        if !done.is_made() {
            self.has_failed.store(true, Ordering::Relaxed);
        }
        done
    }

    fn made(&self, index: usize, input: Input, maker: &Maker<'_>) -> Step<Made, Done> {
        if let Some(clash) = self.clashes.get(&index) {
            return Step::Done(Done::of(Outcome::failed(&input.name, clash.clone()), Vec::new()));
        }
        let Some(place) = Place::of(&input, &self.destination) else {
            let outcome = maker.make(&input, &input.stem().to_string_lossy(), None);
            return Step::Done(self.print(&input.name, outcome));
        };
        // What programs of others are made of nobody knows, so that what they make is made again each time.
        let is_known = self.claims.is_none() && input.programs.filters.is_empty();
        let key = self.cache.as_ref().filter(|_| is_known).map(|_| self.key(&input, &place));
        if let Some(done) = key.and_then(|key| self.current(key, &input, &place)) {
            return Step::Done(done);
        }
        let is_followed = key.is_some() || self.asked.running.watch;
        let witness = is_followed.then(|| Witness::new(self.shop.world));
        let outcome = maker.make(&input, &place.stem(), witness.as_ref());
        let needs = witness.map(Witness::into_needs).unwrap_or_default();
        Step::Begun(Made { input, place, outcome, key, needs })
    }

    /// An input as an earlier run made it, where all would be the same.
    fn current(&self, key: Key, input: &Input, place: &Place) -> Option<Done> {
        let cache = self.cache.as_ref().filter(|_| !self.asked.running.anew)?;
        let (entry, renewed) = cache.current(key, self.orders_of(input), place.folder())?;
        let record = renewed.then(|| (key, entry.clone()));
        let needs = if self.asked.running.watch { entry.needs.clone() } else { Vec::new() };
        Some(Done { record, needs, ..Done::again(entry, &input.name, place.folder()) })
    }

    fn published(&self, made: Made) -> Done {
        let Made { input, place, outcome, key, needs } = made;
        let done = self.publish(&input.name, outcome, &place);
        let entry = |needs| done.entry(self.orders_of(&input), needs, &input.name, place.folder(), self.shop.world);
        let record = key.and_then(|key| Some((key, entry(needs.clone())?)));
        Done { record, needs, ..done }
    }

    /// What is ordered of one issue: what holds for all, and what is said of it outside of its source.
    fn orders_of(&self, input: &Input) -> Digest {
        Digest::of_all([self.orders.as_ref(), input.said().as_bytes()])
    }

    /// What an issue is known by from run to run: its source, and where its outputs go.
    fn key(&self, input: &Input, place: &Place) -> Key {
        let source = input.path().map_or(0, |path| self.shop.folders.mark(path));
        let outputs = self.formats.iter().map(|format| self.shop.folders.mark(&place.main(format)));
        let marks: Vec<_> = std::iter::once(source).chain(outputs).map(u128::to_le_bytes).collect();
        let key = Digest::of_all(marks);
        key.as_ref().first_chunk().map_or(0, |bytes| Key::from_le_bytes(*bytes))
    }

    /// Writes the outputs of a sound input.
    fn publish(&self, name: &str, mut outcome: Outcome, place: &Place) -> Done {
        let start = self.shop.world.clock();
        let sealed = foreign::sealed(issue::files(&mut outcome, place, &self.formats), place, &self.formats);
        let files = &sealed.files;
        let is_clear = self.unclaimed(files, place).and_then(|()| match self.asked.running.force {
            true => Ok(()),
            false => self.owner.clear(files),
        });
        let published = is_clear.and_then(|()| self.publisher.publish(files));
        if published.is_ok() {
            self.owner.keep(&sealed);
        }
        self.delivered(name, outcome, files, published, start)
    }

    /// Sees that no file beside the main ones takes the place of an input or of another issue's output.
    fn unclaimed(&self, files: &[Finished], place: &Place) -> Result<(), Diagnostic> {
        let Some(claims) = &self.claims else { return Ok(()) };
        let mains: Vec<_> = self.formats.iter().map(|format| place.main(format)).collect();
        let mut others = files.iter().filter(|file| !mains.contains(&file.path));
        match others.find(|file| claims.has(&file.path, &self.shop.folders)) {
            Some(file) => Err(clash::taken(&file.path, BESIDE)),
            None => Ok(()),
        }
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
