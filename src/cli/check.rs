//! `masthead check`.

use super::args::{Check, Speech};
use super::bench::Step;
use super::guard::{guarded, internal_fault};
use super::issue::Outcome;
use super::messages::{Findings, Voice, count};
use super::pairs::{Facts, Pairs};
use super::shop::{Maker, Shop};
use super::world::World;
use super::{Refusal, Verdict, destination, ledger, mend, series};
use crate::diagnostics::Placed;
use std::convert::Infallible;

/// Makes every output of every input in memory and tells all that was found on the way, then what is wrong with the series
/// that they are in.
pub(super) fn check(asked: &Check, world: &dyn World) -> Result<Verdict, Refusal> {
    let speech = Speech { verbose: !asked.making.speech.quiet, ..asked.making.speech };
    let voice = Voice::new(world, speech);
    if asked.fix {
        mend::mend(&asked.sources, voice, world)?;
    }
    let shop = Shop::open(&asked.sources, &asked.making, world)?;
    let formats = destination::formats(&asked.making.to, &[])?;
    let (mut verdict, mut faulty) = (Verdict::Clean, Vec::new());
    let mut pairs = Pairs::of(&shop.inputs, &shop.folders);
    let mut of_series = match asked.making.shard {
        // A series is one thing, which is told of once.
        Some(shard) if shard.number > 1 => Vec::new(),
        _ => series::check(&asked.sources, &shop.inputs, world)?,
    };
    let one = |index: usize, maker: &Maker<'_>| {
        let input = shop.inputs.get(index)?;
        let made = guarded(|| maker.make(&input, &input.stem().to_string_lossy(), None));
        let outcome = made.unwrap_or_else(|why| Outcome::failed(&input.name, internal_fault(&why)));
        Some((Findings::placed(&outcome.findings), outcome.facts, outcome.artifacts.is_empty()))
    };
    let begin = |index: usize, maker: &Maker<'_>| Step::Done(one(index, maker));
    let take = |index: usize, made: Option<(Vec<Placed>, Option<Facts>, bool)>| {
        let Some((input, (mut findings, facts, is_faulty))) = shop.inputs.get(index).zip(made) else { return };
        if let Some(of_issue) = of_series.iter_mut().find(|one| shop.is_of(&input, one)) {
            series::tell_once(&mut findings, of_issue);
        }
        findings.extend(pairs.compare(&input, facts.as_ref(), &shop.folders));
        voice.relate(&findings);
        let counted = count(&findings);
        let found = if counted.is_empty() { "nothing to complain of" } else { &counted };
        voice.remark(&format!("{}: {found}", input.name));
        if is_faulty {
            verdict = Verdict::Faulty;
            faulty.push(input.name);
        }
    };
    let end = |never: Infallible| match never {};
    let reached = shop.work(&formats, false, shop.is_afar(), || true, (begin, end), take);
    voice.sum_up(reached, 0, "can be made", 0, &faulty);
    of_series.retain(|one| !one.diagnostics.is_empty());
    of_series.iter().for_each(|one| voice.tell(std::slice::from_ref(one)));
    if !of_series.is_empty() {
        voice.remark(&format!("series: {}", count(&Findings::placed(&of_series))));
    }
    Ok(if ledger::is_faulty(&of_series, asked.making.deny.is_some()) { Verdict::Faulty } else { verdict })
}
