//! What is told of a run, in the order of the inputs.

use super::args::Speech;
use super::cache::Keeper;
use super::destination::Destination;
use super::done::Done;
use super::messages::Voice;
use super::pairs::Pairs;
use super::progress::Progress;
use super::repeated::Repeated;
use super::repeats::Repeats;
use super::report::{Report, Status};
use super::shop::Shop;
use super::{Refusal, Verdict, build};

/// What follows when an input is done, in the order of the inputs.
pub(super) struct Telling<'b, 'a> {
    shop: &'b Shop<'a>,
    destination: &'b Destination,
    voice: Voice<'a>,
    report: Option<Report<'a>>,
    pairs: Pairs,
    repeated: Repeated,
    repeats: Repeats,
    progress: Progress<'a>,
    keeper: Option<Keeper<'b, 'a>>,
    faulty: Vec<usize>,
    unchanged: usize,
    /// How many were told of.
    taken: usize,
    is_stopping: bool,
}

impl<'b, 'a> Telling<'b, 'a> {
    pub(super) fn new(
        shop: &'b Shop<'a>,
        destination: &'b Destination,
        speech: Speech,
        report: Option<Report<'a>>,
        keeper: Option<Keeper<'b, 'a>>,
        repeated: Repeated,
    ) -> Telling<'b, 'a> {
        Telling {
            shop,
            destination,
            voice: Voice::new(shop.world, speech),
            report,
            pairs: Pairs::of(&shop.inputs, &shop.folders),
            repeated,
            repeats: Repeats::default(),
            progress: Progress::new(shop.chosen.len(), speech, shop.world),
            keeper,
            faulty: Vec::new(),
            unchanged: 0,
            taken: 0,
            is_stopping: false,
        }
    }

    /// Tells of an input.
    pub(super) fn take(&mut self, index: usize, mut done: Done) {
        let shop = self.shop;
        let Some(input) = &shop.inputs.get(index) else { return };
        if let (Some(keeper), Some((key, entry))) = (&mut self.keeper, done.record.take()) {
            keeper.keep(key, entry);
        }
        done.findings.extend(self.pairs.compare(input, done.facts.as_ref(), &shop.folders));
        done.findings.extend(self.repeated.take(index));
        self.repeats.count(input, done.facts.as_ref(), &shop.folders);
        self.progress.hide();
        self.voice.relate(&done.findings);
        self.voice.remark(&build::summary(&input.name, &done, self.destination));
        self.taken += 1;
        let is_last = self.taken == shop.chosen.len();
        if !is_last && !self.is_stopping && shop.world.stop().is_some() {
            self.is_stopping = true;
            self.voice.remark("stopping when the issues at hand are made; a second signal ends the run at once");
        }
        self.progress.step();
        self.unchanged += usize::from(!done.fresh);
        if !done.is_made() {
            self.faulty.push(index);
        }
        if let Some(report) = &mut self.report {
            report.add(index, &input.name, &done);
        }
    }

    /// Ends the report and says what became of all, `reached` of which were come to.
    pub(super) fn finish(mut self, reached: usize, sums_up: bool) -> Result<Verdict, Refusal> {
        self.progress.hide();
        if let Some(keeper) = self.keeper.take() {
            keeper.finish();
        }
        let shop = self.shop;
        let untouched = shop.chosen.get(reached..).unwrap_or_default();
        let faulty: Vec<String> = self.faulty.iter().filter_map(|&at| shop.inputs.get(at)).map(|it| it.name).collect();
        // An issue that was at hand may not be made since the programs that it needs were ended.
        let stop = shop.world.stop().filter(|_| !untouched.is_empty() || !faulty.is_empty());
        if sums_up {
            self.voice.sum_up(reached, untouched.len(), "made", self.unchanged, &faulty);
            self.repeats.tell(self.voice);
        }
        let (verdict, status) = match (stop, faulty.is_empty()) {
            (Some(stop), _) => (Verdict::Stopped(stop), Status::Stopped),
            (None, false) if !untouched.is_empty() => (Verdict::Faulty, Status::Stopped),
            (None, false) => (Verdict::Faulty, Status::Faulty),
            (None, true) => (Verdict::Clean, Status::Clean),
        };
        if let Some(mut report) = self.report.take() {
            for (&index, input) in untouched.iter().filter_map(|index| Some((index, shop.inputs.get(*index)?))) {
                report.add_untouched(index, &input.name);
            }
            report.finish(status)?;
        }
        Ok(verdict)
    }
}
