//! What is read of the documents of a series to tell numbers that two issues have: a table beside the records, so that of a series
//! of many thousand issues those alone are read that changed. It may be deleted at any time.

use crate::cli::aside::{Mark, Sign, sweep};
use crate::cli::world::{Stamp, Standing, World};
use siphasher::sip::SipHasher13;
use siphasher::sip128::{Hasher128, SipHasher13 as WideHasher};
use std::hash::Hasher;
use std::io;
use std::path::{Path, PathBuf};

/// How the table of a series is called, before what tells it from those of others; another form of it has another name.
const NAME: &str = "series-1";
/// The largest table that is read, bytes: one of two million documents.
const LARGEST: u64 = 64 << 20;
/// The state of a file, its numbers, the year, how long the name of its issue is, and which of them there are.
type Row = [u8; 16 + 4 + 4 + 2 + 2 + 4];
/// One row in so many may be missing before the table is written anew; so many of them cost too little to be worth it.
const SHARE: usize = 64;
const FEW: usize = 64;

/// What was read of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Facts {
    /// Whether it is one at all, and was not made of another.
    pub(in crate::cli) is_document: bool,
    pub(in crate::cli) number: Option<u32>,
    pub(in crate::cli) supplement: Option<u32>,
    pub(in crate::cli) year: Option<u16>,
    /// How much of its path, from its start, its issue is called by.
    pub(in crate::cli) name: u16,
}

/// A file in one state.
type State = u128;

/// The table of a series as it was found.
pub(in crate::cli) struct Fronts<'a> {
    /// Where it is, if anything is kept.
    path: Option<PathBuf>,
    /// The check, then the rows by the states of their files.
    table: Vec<u8>,
    /// The program, another of which may read otherwise.
    program: Option<Stamp>,
    world: &'a dyn World,
}

/// Where what is known of a document comes from.
pub(in crate::cli) enum From {
    /// A row of the table.
    Table(usize),
    /// The document itself, which a file in its state will have for good.
    Document(Row),
    /// The document itself, which may be another one by now.
    Moment,
}

/// What the table will be.
#[derive(Default)]
pub(in crate::cli) struct Seen {
    kept: Vec<usize>,
    new: Vec<Row>,
}

impl Seen {
    pub(in crate::cli) fn add(&mut self, from: From) {
        match from {
            From::Table(place) => self.kept.push(place),
            From::Document(row) => self.new.push(row),
            From::Moment => {}
        }
    }
}

impl<'a> Fronts<'a> {
    /// The table of the series of a folder, among the records in another; empty where there is none, or anything else.
    pub(in crate::cli) fn open(records: Option<&Path>, series: &Path, world: &'a dyn World) -> Fronts<'a> {
        let mut hasher = SipHasher13::new();
        hasher.write(series.as_os_str().as_encoded_bytes());
        let name = format!("{NAME}-{:016x}", hasher.finish());
        let path = records.filter(|folder| world.standing(folder) == Some(Standing::Folder)).map(|it| it.join(name));
        let table = path.as_deref().and_then(|path| world.read(path, LARGEST).ok()).unwrap_or_default();
        let program = path.is_some().then(|| world.program().and_then(|program| world.stamp(&program))).flatten();
        let is_sound = rows(&table).split_first().is_some_and(|(head, rows)| *head == check(rows));
        Fronts { path, table: if is_sound { table } else { Vec::new() }, program, world }
    }

    /// What is in a document, which is read where that is not known of it as it is now. One that cannot be read may be read another time.
    pub(in crate::cli) fn facts(
        &self,
        path: &Path,
        below: &str,
        read: impl FnOnce() -> Option<Facts>,
    ) -> (Facts, From) {
        let at = self.world.now();
        // The stamp comes first: whatever is written after it gives the file another one.
        let stamp = self.path.as_ref().and_then(|_| self.world.stamp(path)).filter(|stamp| stamp.had_rested(at));
        let state = stamp.map(|stamp| self.state(below, stamp));
        if let Some((facts, place)) = state.and_then(|state| self.find(state)) {
            return (facts, From::Table(place));
        }
        match (read(), state) {
            (Some(facts), Some(state)) => (facts, From::Document(row(state, facts))),
            (facts, _) => (facts.unwrap_or_default(), From::Moment),
        }
    }

    fn state(&self, below: &str, stamp: Stamp) -> State {
        let mut hasher = WideHasher::new();
        hasher.write(env!("CARGO_PKG_VERSION").as_bytes());
        for stamp in self.program.iter().chain([&stamp]) {
            hasher.write_u64(stamp.size);
            hasher.write_i64(stamp.modified);
            hasher.write_i64(stamp.changed);
            hasher.write_u64(stamp.inode);
        }
        hasher.write(below.as_bytes());
        hasher.finish128().as_u128()
    }

    fn rows(&self) -> &[Row] {
        rows(&self.table).get(1..).unwrap_or_default()
    }

    fn find(&self, state: State) -> Option<(Facts, usize)> {
        let (key, rows) = (state.to_be_bytes(), self.rows());
        let place = rows.binary_search_by(|row| row.get(..key.len()).cmp(&Some(key.as_slice()))).ok()?;
        Some((facts(rows.get(place)?)?, place))
    }

    /// Writes down what is known now, where that is much more than was known. What cannot be written is read again.
    pub(in crate::cli) fn close(self, seen: Seen) {
        let Seen { kept, mut new } = seen;
        let Some(path) = self.path.as_ref().filter(|_| new.len() > FEW.max(kept.len() / SHARE)) else { return };
        new.extend(kept.iter().filter_map(|place| self.rows().get(*place)));
        let _ = put(path, new, self.world);
    }
}

/// Puts a table in its place, whole.
fn put(path: &Path, mut rows: Vec<Row>, world: &dyn World) -> io::Result<()> {
    rows.sort_unstable();
    rows.insert(0, check(&rows));
    let folder = path.parent().unwrap_or(Path::new(""));
    sweep(folder, world);
    let mark = Mark::new(world);
    let _sign = Sign::set(folder, &mark, world)?;
    let aside = mark.beside(path, "new");
    let written = world.write_new(&aside, rows.as_flattened()).and_then(|()| world.rename(&aside, path));
    written.inspect_err(|_| drop(world.remove(&aside)))
}

/// The rows of a table; none where it is torn.
fn rows(table: &[u8]) -> &[Row] {
    let (rows, rest) = table.as_chunks();
    if rest.is_empty() { rows } else { &[] }
}

/// What stands before rows.
fn check(rows: &[Row]) -> Row {
    let mut hasher = WideHasher::new();
    hasher.write(rows.as_flattened());
    row(hasher.finish128().as_u128(), Facts::default())
}

fn row(state: State, facts: Facts) -> Row {
    let there = [facts.is_document, facts.number.is_some(), facts.supplement.is_some(), facts.year.is_some()];
    let mut row = Row::default();
    let parts = [
        &state.to_be_bytes()[..],
        &facts.number.unwrap_or_default().to_be_bytes(),
        &facts.supplement.unwrap_or_default().to_be_bytes(),
        &facts.year.unwrap_or_default().to_be_bytes(),
        &facts.name.to_be_bytes(),
        &there.map(u8::from),
    ];
    row.iter_mut().zip(parts.into_iter().flatten()).for_each(|(to, from)| *to = *from);
    row
}

fn facts(row: &Row) -> Option<Facts> {
    let (_, rest) = row.split_first_chunk::<16>()?;
    let (number, rest) = rest.split_first_chunk::<4>()?;
    let (supplement, rest) = rest.split_first_chunk::<4>()?;
    let (year, rest) = rest.split_first_chunk::<2>()?;
    let (name, there) = rest.split_first_chunk::<2>()?;
    let [is_document, has_number, has_supplement, has_year] = there.first_chunk::<4>()?.map(|there| there == 1);
    Some(Facts {
        is_document,
        number: has_number.then_some(u32::from_be_bytes(*number)),
        supplement: has_supplement.then_some(u32::from_be_bytes(*supplement)),
        year: has_year.then_some(u16::from_be_bytes(*year)),
        name: u16::from_be_bytes(*name),
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::memory::Memory;
    use super::*;

    #[test]
    fn what_a_row_says_is_what_was_read() {
        let some = Facts { is_document: true, number: Some(7), supplement: None, year: Some(2024), name: 12 };
        for known in [some, Facts::default(), Facts { number: Some(0), supplement: Some(u32::MAX), year: None, ..some }]
        {
            assert_eq!(facts(&row(u128::MAX, known)), Some(known));
        }
    }

    #[test]
    fn a_file_that_has_not_rested_is_read_each_time() {
        let world = Memory::with(&[("out/.masthead-cache/issues-1", ""), ("in/a.md", "words")]);
        let records = Path::new("out/.masthead-cache");
        let mut seen = Seen::default();
        for _ in 0..2 {
            let table = Fronts::open(Some(records), Path::new("in"), &world);
            for _ in 0..2 * FEW {
                let (known, from) =
                    table.facts(Path::new("in/a.md"), "a.md", || Some(Facts { name: 1, ..Facts::default() }));
                assert!(known.name == 1 && matches!(from, From::Moment));
                seen.add(from);
            }
            table.close(std::mem::take(&mut seen));
        }
        assert_eq!(world.names(), ["in/a.md", "out/.masthead-cache/issues-1"]);
    }
}
