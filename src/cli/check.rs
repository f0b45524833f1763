//! `masthead check`.

use super::args::{Check, Speech};
use super::messages::{Voice, count};
use super::pairs::Pairs;
use super::shop::Shop;
use super::world::World;
use super::{Refusal, Verdict, destination, ledger, mend, series};

/// Makes every output of every input in memory and tells all that was found on the way, then what is wrong with the series
/// that they are in.
pub(super) fn check(asked: &Check, world: &dyn World) -> Result<Verdict, Refusal> {
    let speech = Speech { verbose: !asked.making.speech.quiet, ..asked.making.speech };
    let voice = Voice::new(world, speech);
    if asked.fix {
        mend::mend(&asked.sources, voice, world)?;
    }
    let shop = Shop::open(&asked.sources, &asked.making, world)?;
    let formats = destination::formats(&asked.making.to);
    let (mut verdict, mut faulty, mut pairs) = (Verdict::Clean, Vec::new(), Pairs::default());
    let plan = |index: usize| Ok(shop.inputs[index].stem().to_string_lossy().into_owned());
    shop.work(
        &formats,
        plan,
        |_, outcome| outcome,
        |index, mut outcome| {
            outcome.findings.extend(pairs.compare(&shop.inputs[index], outcome.facts.as_ref()));
            voice.tell(&outcome.findings);
            let counted = count(&outcome.findings);
            let found = if counted.is_empty() { "nothing to complain of" } else { &counted };
            voice.remark(&format!("{}: {found}", shop.inputs[index].name));
            if outcome.artifacts.is_empty() {
                verdict = Verdict::Faulty;
                faulty.push(shop.inputs[index].name.as_str());
            }
        },
    );
    voice.sum_up(shop.inputs.len(), "can be made", &faulty);
    let of_series = series::check(&asked.sources, &shop.inputs, world)?;
    of_series.iter().for_each(|one| voice.tell(std::slice::from_ref(one)));
    if !of_series.is_empty() {
        voice.remark(&format!("series: {}", count(&of_series)));
    }
    Ok(if ledger::is_faulty(&of_series, asked.making.deny.is_some()) { Verdict::Faulty } else { verdict })
}
