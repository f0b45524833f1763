//! Which documents of a series may have the number of another issue, found by a few bytes of each: of a series of many thousand
//! issues no more than those are read whole, and held at once.

use super::numbers::sequences;
use crate::series::Series;
use crate::series::entry::{base, numbers_of};
use siphasher::sip::SipHasher13;
use std::collections::BTreeSet;
use std::hash::Hasher;

/// What a document says of its numbers.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// The hash of what its issue is called, and of the last step of that.
    issue: u64,
    base: u64,
    /// The number within the year, and that among the supplements.
    numbers: [Option<u32>; 2],
    /// The year of its date, or else that of its name.
    year: Option<u32>,
    /// Whether anything but its name says its numbers.
    is_read: bool,
}

impl Claim {
    /// That of a document of an issue of some name. `is_read` says whether more than that name was read.
    #[must_use]
    pub fn new(
        series: &Series,
        name: &str,
        number: Option<u32>,
        supplement: Option<u32>,
        year: Option<u32>,
        is_read: bool,
    ) -> Claim {
        let year = year.or_else(|| numbers_of(series, name)?.year);
        Claim { issue: hash(name), base: hash(base(name)), numbers: [number, supplement], year, is_read }
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(name.as_bytes());
    hasher.finish()
}

/// Of each document whether [`super::repeats`] has to see it, which then finds of these alone what it finds of all: it is of a year, or of a
/// sequence that goes on through the years, in which two issues may have one number; or its name alone says what it is, and only
/// beside all others is it told from what was made of them.
#[must_use]
pub fn doubtful(series: &Series, claims: &[Claim]) -> Vec<bool> {
    let mut by_issue: Vec<usize> = (0..claims.len()).collect();
    by_issue.sort_unstable_by_key(|at| claims.get(*at).map(|claim| claim.issue));
    let same = |one: &usize, next: &usize| claims.get(*one).map(|it| it.issue) == claims.get(*next).map(|it| it.issue);
    let issues = || by_issue.chunk_by(same).map(|places| places.iter().filter_map(|at| Some((*at, claims.get(*at)?))));
    let mut claimed: Vec<(Number, u64)> = Vec::with_capacity(claims.len());
    for issue in issues() {
        claimed.extend(numbers(series, &issue.map(|(_, claim)| *claim).collect::<Vec<_>>()));
    }
    let years = years_in_doubt(claimed);
    let mut doubtful = vec![false; claims.len()];
    if years.is_empty() {
        return doubtful;
    }
    for issue in issues() {
        let documents: Vec<(usize, &Claim)> = issue.collect();
        let is_of = |(_, claim): &(usize, &Claim)| claim.year.is_some_and(|year| years.contains(&Some(year)));
        let is_doubtful = years.contains(&None) || documents.iter().any(is_of);
        for (at, claim) in documents {
            if let Some(doubtful) = doubtful.get_mut(at) {
                *doubtful = is_doubtful || !claim.is_read;
            }
        }
    }
    doubtful
}

/// A number of a sequence, and the year where the sequence begins anew with each.
type Number = (u8, Option<u32>, u32);

/// All numbers that an issue may have by what any document of it says, with the hash of its name.
fn numbers(series: &Series, documents: &[Claim]) -> Vec<(Number, u64)> {
    let years: BTreeSet<u32> = documents.iter().filter_map(|claim| claim.year).collect();
    let mut found = Vec::new();
    for (at, sequence) in (0..).zip(sequences(series)) {
        let said = |claim: &Claim| claim.numbers.get(usize::from(at)).copied().flatten();
        let numbers: BTreeSet<u32> = documents.iter().filter_map(said).collect();
        let base = documents.first().map_or(0, |claim| claim.base);
        for number in numbers {
            match sequence.yearly {
                true => found.extend(years.iter().map(|year| ((at, Some(*year), number), base))),
                false => found.push(((at, None, number), base)),
            }
        }
    }
    found
}

/// The years in which two issues of different names claim one number; none for a sequence that goes on through all.
fn years_in_doubt(mut claimed: Vec<(Number, u64)>) -> BTreeSet<Option<u32>> {
    claimed.sort_unstable();
    let twice = claimed.windows(2).filter_map(|pair| match pair {
        [(one, name), (next, other)] if one == next && name != other => Some(one.1),
        _ => None,
    });
    twice.collect()
}

#[cfg(test)]
mod tests {
    use super::super::repeats;
    use super::super::sample::{entry, series};
    use super::*;
    use crate::series::Entry;

    fn claim(series: &Series, entry: &Entry) -> Claim {
        let front = &entry.front;
        let (number, supplement) = (front.number.map(|it| it.0), front.supplement.map(|it| it.0));
        let year = front.date.map(|date| u32::from(date.year()));
        Claim::new(series, entry.issue_name(), number, supplement, year, true)
    }

    /// Series of issues by a seed, in which numbers are often repeated, misnamed or left out.
    fn at_random(seed: u32) -> Vec<Entry> {
        let mut state = seed;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        };
        let mut files = BTreeSet::new();
        let mut issue = |_| {
            let (year, number) = (2020 + next(4), 1 + next(9));
            let folder = if next(6) == 0 { "more/" } else { "" };
            let lang = ["en", "zh"][next(2) as usize];
            let end = if next(2) == 0 { format!(".{lang}") } else { String::new() };
            let name = if next(5) == 0 { format!("{year}-s{number}") } else { format!("{year}-{number:02}") };
            let kind = if next(6) == 0 { "supplement" } else { "number" };
            let said = if next(4) == 0 { 1 + next(9) } else { number };
            let date = if next(3) == 0 { String::new() } else { format!("date: {}-05-06\n", year + next(8) / 7) };
            let facts = if next(9) == 0 { date } else { format!("{kind}: {said}\n{date}") };
            let file = format!("{folder}{name}{end}.md");
            files.insert(file.clone()).then(|| entry(&file, &format!("{facts}lang: {lang}\n")))
        };
        let mut entries: Vec<Entry> = (0..14).filter_map(&mut issue).collect();
        entries.sort_by(|a, b| a.file.cmp(&b.file));
        entries
    }

    #[test]
    fn what_is_not_doubtful_changes_nothing_of_what_is_found() {
        let mut found = 0;
        let mut left_out = 0;
        for settings in ["", "numbering.yearly = false\n", "numbering.supplements = \"running\"\n"] {
            let series = series(settings);
            for seed in 0..400 {
                let entries = at_random(seed);
                let claims: Vec<Claim> = entries.iter().map(|entry| claim(&series, entry)).collect();
                let doubtful = doubtful(&series, &claims);
                let some: Vec<Entry> = entries
                    .iter()
                    .zip(&doubtful)
                    .filter(|(_, doubtful)| **doubtful)
                    .map(|(it, _)| it.clone())
                    .collect();
                let told = |entries: &[Entry]| format!("{:#?}", repeats(&series, entries));
                assert_eq!(told(&some), told(&entries), "{settings:?}, seed {seed}");
                found += repeats(&series, &entries).len();
                left_out += entries.len() - some.len();
            }
        }
        assert!(found > 500 && left_out > 500, "{found} {left_out}");
    }
}
