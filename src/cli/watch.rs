//! `masthead build --watch`: what was made is made again when anything that it was made of changes.

use super::args::Build;
use super::batch::Batch;
use super::cache::{Lately, Need, Witness};
use super::folders::{Folders, Mark};
use super::inputs::{Input, Inputs};
use super::messages::Voice;
use super::outside::Crew;
use super::shop::{self, Shop};
use super::world::{World, is_remote};
use super::{Refusal, Verdict};
use rustc_hash::FxHashMap;
use std::path::Path;
use std::time::Duration;

/// How long nothing is looked at, at the least.
const PAUSE: Duration = Duration::from_millis(200);
/// Looking takes one part in so many of the time, however many files there are.
const SHARE: u32 = 40;
/// How long files must have kept still before they are read: editors write in several steps.
const STILL: Duration = Duration::from_millis(60);
/// So many looks in turn must be refused, as where the file of the series is broken, before it is told.
const REFUSED: usize = 2;
/// How often a wish to stop is looked for.
const STEP: Duration = Duration::from_millis(25);

/// Builds, and builds again whatever changes, until the user has seen enough.
pub(super) fn watch(asked: &Build, world: &dyn World) -> Result<Verdict, Refusal> {
    let voice = Voice::new(world, asked.making.speech);
    if asked.sources.inputs.iter().chain(&asked.sources.files_from).any(|input| input == Path::new("-")) {
        return Err(Refusal::new("standard input cannot be watched", "name files or folders"));
    }
    if asked.sources.inputs.iter().any(|input| is_remote(input)) {
        return Err(Refusal::new("a bucket cannot be watched", "build again whenever something changed"));
    }
    world.listen();
    let mut watch =
        Watch { asked, world, known: FxHashMap::default(), common: Vec::new(), lately: Lately::default(), refused: 0 };
    let inputs = shop::gather(&asked.sources, world)?;
    let all = (0..inputs.len()).collect();
    let verdict = watch.round(inputs, all, true)?;
    if let Verdict::Stopped(_) = verdict {
        return Ok(verdict);
    }
    voice.remark("watching; stop with Ctrl-C");
    let mut look = Duration::ZERO;
    while watch.pause(look) {
        let start = world.clock();
        let Some(inputs) = watch.gathered(voice) else { continue };
        let changed = watch.changed(&inputs, voice);
        look = world.clock().saturating_sub(start);
        if changed.is_empty() {
            continue;
        }
        watch.wait_until_still(&inputs, &changed);
        match watch.round(inputs, changed, false) {
            Ok(_) => {}
            Err(refusal) => refusal.tell(voice),
        }
    }
    Ok(Verdict::Clean)
}

struct Watch<'a> {
    asked: &'a Build,
    world: &'a dyn World,
    /// The inputs as they were made.
    known: FxHashMap<Mark, Known>,
    /// What all of them were made of.
    common: Vec<Need>,
    /// What was written that bears no seal.
    lately: Lately,
    /// How many looks in turn were refused.
    refused: usize,
}

/// An input as it was made.
struct Known {
    name: String,
    /// What was said of it outside of it.
    said: String,
    needs: Vec<Need>,
}

impl Known {
    fn of(input: &Input) -> Known {
        Known { name: input.name.clone(), said: input.said(), needs: Vec::new() }
    }
}

impl Watch<'_> {
    /// Builds some of the inputs.
    fn round(&mut self, inputs: Inputs, chosen: Vec<usize>, is_first: bool) -> Result<Verdict, Refusal> {
        let folders = Folders::new(self.world);
        let marks: Vec<_> = inputs.iter().map(|input| mark(&input, &folders)).collect();
        for (mark, input) in chosen.iter().filter_map(|&index| marks.get(index).zip(inputs.get(index))) {
            self.known.insert(*mark, Known::of(&input));
        }
        let witness = Witness::new(self.world);
        let shop = Shop::with(inputs, &self.asked.sources, &self.asked.making, self.world, &witness);
        self.common = witness.needs();
        let mut shop = shop?.of(chosen);
        let crew = Crew::hire(&shop.inputs, &self.asked.making.to, self.asked.trust, self.world)?;
        shop.runs_programs = true;
        let known = &mut self.known;
        Batch::plan(&shop, self.asked, &crew.entries(), &self.lately)?.run(is_first, |index, needs| {
            if let Some(known) = marks.get(index).and_then(|mark| known.get_mut(mark)) {
                known.needs = needs;
            }
        })
    }

    /// The inputs as they are now. Why there are none is told once.
    fn gathered(&mut self, voice: Voice<'_>) -> Option<Inputs> {
        match shop::gather(&self.asked.sources, self.world) {
            Ok(inputs) => {
                self.refused = 0;
                Some(inputs)
            }
            Err(refusal) => {
                self.refused += 1;
                // A file that is being saved is broken for a moment.
                if self.refused == REFUSED {
                    refusal.tell(voice);
                }
                None
            }
        }
    }

    /// The inputs that must be made: new ones, and those of which something changed.
    fn changed(&mut self, inputs: &Inputs, voice: Voice<'_>) -> Vec<usize> {
        let (world, folders) = (self.world, Folders::new(self.world));
        let marks: Vec<_> = inputs.iter().map(|input| mark(&input, &folders)).collect();
        let is_common_kept = self.common.iter_mut().all(|need| need.holds(world).is_some());
        let mut changed = Vec::new();
        for (index, (mark, input)) in marks.iter().zip(inputs.iter()).enumerate() {
            let known = self.known.get_mut(mark).filter(|known| known.said == input.said());
            let is_kept = known.is_some_and(|known| known.needs.iter_mut().all(|need| need.holds(world).is_some()));
            if !(is_kept && is_common_kept) {
                changed.push(index);
            }
        }
        if marks.len() < self.known.len() || marks.iter().any(|mark| !self.known.contains_key(mark)) {
            self.forget(&marks, voice);
        }
        changed
    }

    /// Inputs that are there no more are told once; should they come back, they are new.
    fn forget(&mut self, marks: &[Mark], voice: Voice<'_>) {
        let mut marks = marks.to_vec();
        marks.sort_unstable();
        let mut gone: Vec<String> = Vec::new();
        self.known.retain(|mark, known| {
            let is_there = marks.binary_search(mark).is_ok();
            if !is_there {
                gone.push(std::mem::take(&mut known.name));
            }
            is_there
        });
        gone.sort();
        gone.iter().for_each(|name| voice.remark(&format!("{name}: gone; what was made of it stays")));
    }

    /// Waits while the files of inputs are being written.
    fn wait_until_still(&self, inputs: &Inputs, changed: &[usize]) {
        let stamps = || {
            let changed = changed.iter().filter_map(|&index| inputs.get(index));
            changed.map(|input| self.world.stamp(input.path()?)).collect::<Vec<_>>()
        };
        let mut last = stamps();
        loop {
            self.world.rest(STILL);
            let now = stamps();
            if now == last || self.world.stop().is_some() {
                return;
            }
            last = now;
        }
    }

    /// Lets time go by after a look that took so long; whether to go on.
    fn pause(&self, look: Duration) -> bool {
        let start = self.world.clock();
        let pause = PAUSE.max(look * SHARE);
        while self.world.clock().saturating_sub(start) < pause {
            if self.world.stop().is_some() {
                return false;
            }
            self.world.rest(STEP);
        }
        self.world.stop().is_none()
    }
}

/// What an input is known by from look to look.
fn mark(input: &Input, folders: &Folders<'_>) -> Mark {
    input.path().map_or(0, |path| folders.mark(path))
}
