//! A series by the facts alone that stand before the words of its sources, and by the numbers in the names of its other documents: so
//! much of it can be read whenever an issue of it is built.

use super::bench::in_order;
use super::cache::{From, FrontFacts as Facts, Fronts, Seen};
use super::inputs::{Input, Inputs, Origin};
use super::ledger::{Ledger, Ranked, Shelf};
use super::made::is_sealed;
use super::world::World;
use crate::ast::{Date, Front, IssueNumber, Lang};
use crate::diagnostics::{Sink, Source, Span};
use crate::read::{self, Reader, Reading};
use crate::series::check::{Claim, doubtful};
use crate::series::numbers_of;
use siphasher::sip128::SipHasher13;
use std::collections::BTreeSet;
use std::path::Path;

/// The reader of sources that have front matter.
const BULLETIN: &str = "bulletin";
/// The longest front matter that is read by itself, bytes.
const LONGEST: u64 = 64 << 10;

impl Ledger {
    /// The documents of the series that may have a number of another issue, as far as their numbers go. What was read of them is kept
    /// in mind in a folder of records, where that is there.
    pub(super) fn doubtful(&self, records: Option<&Path>, world: &dyn World) -> Shelf {
        let found = self.found(false, world);
        let sources = stems(found.inputs.iter().filter(is_bulletin));
        // Whatever else has the name of a source is taken for what was made of it.
        let is_meant = |input: &Input| is_bulletin(input) || sources.binary_search(&stem(input)).is_err();
        let table = Fronts::open(records, &self.identity, world);
        let look = |index: usize| Some(self.claim(&found.inputs.get(index).filter(is_meant)?, &table, world));
        let (mut places, mut claims, mut seen) = (Vec::new(), Vec::new(), Seen::default());
        in_order(
            found.inputs.len(),
            world.cores(),
            || true,
            look,
            |index, looked| {
                let Some((claim, from)) = looked else { return };
                seen.add(from);
                places.extend(claim.map(|_| index));
                claims.extend(claim);
            },
        );
        table.close(seen);
        let doubtful = doubtful(&self.series, &claims);
        let chosen = places.iter().zip(doubtful).filter(|(_, is_doubtful)| *is_doubtful);
        let inputs: Inputs = chosen.filter_map(|(index, _)| found.inputs.get(*index)).collect();
        self.shelf(inputs.into(), |input| self.front(input, world).into(), world)
    }

    /// What a document claims, if it is one.
    fn claim(&self, input: &Input, table: &Fronts<'_>, world: &dyn World) -> (Option<Claim>, From) {
        let path = input.path().unwrap_or(Path::new(""));
        let below = self.below(path);
        let (known, from) = table.facts(path, &below, || self.facts_of_front(input, world));
        let Facts { is_document, number, supplement, year, name } = known;
        let claim = match (is_document, is_bulletin(input)) {
            (false, _) => None,
            (true, true) => {
                let name = below.get(..usize::from(name)).unwrap_or_default();
                Some(Claim::new(&self.series, name, number, supplement, year.map(u32::from), true))
            }
            (true, false) => input.reader().and_then(|reader| self.named(input, reader)).map(|ranked| {
                let (name, front) = (ranked.entry.issue_name(), &ranked.entry.front);
                let [number, supplement] = [front.number, front.supplement].map(|number| number.map(|number| number.0));
                Claim::new(&self.series, name, number, supplement, None, false)
            }),
        };
        (claim, from)
    }

    /// What the table of a series keeps of a document that can be read. What the name alone of one says is not kept, since the series says
    /// how to read it.
    fn facts_of_front(&self, input: &Input, world: &dyn World) -> Option<Facts> {
        if !is_bulletin(input) {
            let path = input.path().filter(|path| world.piece(path, 0, 1).is_ok())?;
            return Some(Facts { is_document: !is_sealed(path, world), ..Facts::default() });
        }
        let entry = self.front(input, world)?.entry;
        Some(Facts {
            is_document: true,
            number: entry.front.number.map(|number| number.0),
            supplement: entry.front.supplement.map(|number| number.0),
            year: entry.front.date.map(|date| date.year()),
            name: u16::try_from(entry.issue_name().len()).ok()?,
        })
    }

    fn front(&self, input: &Input, world: &dyn World) -> Option<Ranked> {
        let Origin::File(path) = &input.origin else { return None };
        let reader = input.reader()?;
        if !is_bulletin(input) {
            return if is_sealed(path, world) { None } else { self.named(input, reader) };
        }
        let head = world.piece(path, 0, LONGEST).ok()?;
        let Some(head) = front_matter(&head) else { return self.document(input, world).document };
        if let Some((front, source)) = std::str::from_utf8(head).ok().and_then(|head| plain(&input.name, head)) {
            return self.ranked(input, reader, front, source);
        }
        let Reading { document, source, .. } = (reader.read)(&read::Input::new(&input.name, head), &mut Sink::new());
        let mut ranked = self.ranked(input, reader, document.front, source)?;
        // Where it says no language the words would tell it, which are not read.
        if let Some(lang) = language(path).filter(|_| !ranked.entry.attempts("lang")) {
            ranked.entry.front.lang = lang;
        }
        Some(ranked)
    }

    /// A document without front matter by the numbers in its name; where that has none, `check` alone reads it.
    fn named(&self, input: &Input, reader: &Reader) -> Option<Ranked> {
        let Origin::File(path) = &input.origin else { return None };
        let front = Front { lang: language(path).unwrap_or_default(), ..Front::default() };
        let mut ranked = self.ranked(input, reader, front, Source::new(&input.name, ""))?;
        let numbers = numbers_of(&self.series, ranked.entry.issue_name())?;
        ranked.entry.front.number = numbers.number.map(IssueNumber);
        ranked.entry.front.supplement = numbers.supplement.map(IssueNumber);
        Some(ranked)
    }
}

fn is_bulletin(input: &Input) -> bool {
    input.reader().is_some_and(|reader| reader.name == BULLETIN)
}

/// What inputs are called without their extensions, sorted.
fn stems(inputs: impl Iterator<Item = Input>) -> Vec<u128> {
    let mut stems: Vec<u128> = inputs.map(|input| stem(&input)).collect();
    stems.sort_unstable();
    stems
}

fn stem(input: &Input) -> u128 {
    SipHasher13::new().hash(input.stem().as_encoded_bytes()).as_u128()
}

/// The language at the end of a file's name: `2024-05.zh.md`.
fn language(path: &Path) -> Option<Lang> {
    let end = Path::new(path.file_stem()?).extension()?.to_str()?;
    Some(Lang::new(end)).filter(Lang::is_well_formed)
}

/// A source up to the end of its front matter, where it has any that is whole.
fn front_matter(head: &[u8]) -> Option<&[u8]> {
    let is_edge = |line: &&[u8]| line.trim_ascii_end() == b"---";
    let mut end = 0;
    let mut lines = head.split_inclusive(|byte| *byte == b'\n').inspect(|line| end += line.len());
    lines.next().filter(|first| is_edge(&first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first)))?;
    lines.find(is_edge)?;
    head.get(..end)
}

/// The numbers, day and language of front matter that gives each of them plainly, on a line of its own; nothing where it has any of
/// them otherwise. Front matter is mostly so, and the reader of sources takes twenty times as long for it.
fn plain(name: &str, head: &str) -> Option<(Front, Source)> {
    let yaml = head.strip_prefix("---\n")?.strip_suffix("---\n")?;
    let mut front = Front { span: Span::text(4, 4 + yaml.len()), ..Front::default() };
    let mut known = BTreeSet::new();
    for line in yaml.lines() {
        if line.starts_with([' ', '-', '#']) || line.is_empty() {
            continue;
        }
        let (key, value) = line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, "")))?;
        let is_plain = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        if !is_plain || !known.insert(key) {
            return None;
        }
        let number = || value.parse().ok().filter(|_| !value.starts_with('0')).map(IssueNumber);
        match key {
            "number" => front.number = Some(number()?),
            "supplement" => front.supplement = Some(number()?),
            "date" => front.date = Some(Date::parse(value).filter(|_| value.len() == 10)?),
            "lang" => front.lang = Some(Lang::new(value)).filter(Lang::is_well_formed)?,
            _ => {}
        }
    }
    let is_whole = known.contains("lang") && known.contains("date") && front.number.or(front.supplement).is_some();
    is_whole.then(|| (front, Source::new(name, head)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    /// What stands in the fixtures, in the sources and in the series.
    fn sources() -> Vec<(String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
        let mut folders = vec![std::path::PathBuf::from(folder)];
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.extension().and_then(|end| end.to_str()) {
                    _ if path.is_dir() => folders.push(path),
                    Some("md") => {
                        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                        found.push((path.to_string_lossy().into_owned(), text));
                    }
                    _ => {}
                }
            }
        }
        found
    }

    #[test]
    fn plain_front_matter_says_what_the_reader_of_sources_reads() {
        let reader = read::by_name(BULLETIN).unwrap();
        let mut plainly = 0;
        for (name, text) in sources() {
            let Some(head) = front_matter(text.as_bytes()).map(|head| std::str::from_utf8(head).unwrap()) else {
                continue;
            };
            let Some((front, source)) = plain(&name, head) else { continue };
            let read = (reader.read)(&read::Input::new(&name, text.as_bytes()), &mut Sink::new());
            let facts = |front: &Front| (front.number, front.supplement, front.date, front.lang.primary().into_owned());
            assert_eq!(facts(&front), facts(&read.document.front), "{name}");
            assert_eq!(source.range(front.span), read.source.range(read.document.front.span), "{name}");
            plainly += 1;
        }
        assert!(plainly > 30, "{plainly}");
    }

    #[test]
    fn front_matter_that_is_not_plain_is_left_to_the_reader() {
        let is_plain = |facts: &str| plain("a.md", &format!("---\n{facts}date: 2024-01-05\nlang: en\n---\n")).is_some();
        assert!(is_plain("number: 5\ntitle: Words\npeople:\n  - number: 7\n"));
        for other in [
            "number: '5'\n",
            "number: 5 # the fifth\n",
            "期号: 5\n",
            "number: 5\nnumber: 6\n",
            "number: 五\n",
            "title: Words\n",
            "number: 0\n",
            "number:5\n",
            "? number\n: 5\n",
        ] {
            assert!(!is_plain(other), "{other}");
        }
        assert_eq!(front_matter(b"---\r\nnumber: 5\r\n---\r\nWords.\r\n"), Some(&b"---\r\nnumber: 5\r\n---\r\n"[..]));
        assert_eq!(front_matter(b"---\nnumber: 5\n"), None);
        assert_eq!(front_matter(b"Words.\n---\n---\n"), None);
    }
}
