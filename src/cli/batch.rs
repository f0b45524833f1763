//! A run over many inputs: each is made, or taken as an earlier run made it, and told of in order.

use super::args::Build;
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
        let one = |index: usize, maker: &Maker<'_>| self.one(index, maker);
        let take = |index: usize, mut done: Done| {
            follow(index, std::mem::take(&mut done.needs));
            telling.take(index, done);
        };
        let is_afar = shop.is_afar() || matches!(&self.destination, Destination::Folder(folder) if is_remote(folder));
        let reached = shop.work(&self.formats, self.counts, is_afar, goes_on, one, take);
        let verdict = telling.finish(reached, sums_up);
        if let Some(cache) = self.cache {
            cache.close();
        }
        self.owner.unsealed.close();
        verdict
    }

    /// One input from beginning to end, on a thread of its own.
    fn one(&self, index: usize, maker: &Maker<'_>) -> Done {
        let Some(input) = self.shop.inputs.get(index) else { return Done::default() };
        let done = guarded(|| self.made(index, &input, maker))
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
            let outcome = maker.make(input, &input.stem().to_string_lossy(), None);
            return self.print(&input.name, outcome);
        };
        let make = |witness| self.publish(&input.name, maker.make(input, &place.stem(), witness), &place);
        // What programs of others are made of nobody knows, so that what they make is made again each time.
        let is_known = self.claims.is_none() && input.programs.filters.is_empty();
        let known = self.cache.as_ref().filter(|_| is_known).map(|cache| (cache, self.key(input, &place)));
        if known.is_none() && !self.asked.running.watch {
            return make(None);
        }
        let current = |(cache, key): &(&Cache<'_>, Key)| {
            let (entry, renewed) = cache.current(*key, self.orders_of(input), place.folder())?;
            let record = renewed.then(|| (*key, entry.clone()));
            let needs = if self.asked.running.watch { entry.needs.clone() } else { Vec::new() };
            Some(Done { record, needs, ..Done::again(entry, &input.name, place.folder()) })
        };
        if let Some(done) = known.as_ref().filter(|_| !self.asked.running.anew).and_then(current) {
            return done;
        }
        let witness = Witness::new(world);
        let done = make(Some(&witness));
        let needs = witness.into_needs();
        let entry = known.and_then(|(_, key)| {
            let entry = done.entry(self.orders_of(input), needs.clone(), &input.name, place.folder(), world)?;
            Some((key, entry))
        });
        Done { record: entry, needs, ..done }
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
