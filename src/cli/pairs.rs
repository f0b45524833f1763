//! Two documents of one issue in different languages, side by side: `issue.en.md` and `issue.zh.md`.

use super::folders::{Folders, Mark};
use super::inputs::{Input, Inputs};
use super::messages::Findings;
use crate::ast::{Date, Document, Lang};
use crate::diagnostics::{Diagnostic, Placed, code};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the documents of one issue must agree in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Facts {
    lang: Lang,
    number: Option<u32>,
    whole_number: Option<u32>,
    date: Option<Date>,
    sections: usize,
}

impl Facts {
    /// Those of a document.
    pub(super) fn of(document: &Document) -> Facts {
        let front = &document.front;
        Facts {
            lang: front.lang.clone(),
            number: front.number.map(|number| number.0),
            whole_number: front.whole_number.map(|number| number.0),
            date: front.date,
            sections: document.sections.len(),
        }
    }

    /// The year and the number within it, where both are known.
    pub(super) fn count(&self) -> Option<(u16, u32)> {
        Some((self.date?.year(), self.number?))
    }

    /// How far this document is off another one, as the ends of a sentence.
    fn differences(&self, other: &Facts) -> Vec<String> {
        let shown = |number: Option<u32>| number.map_or("none".into(), |number| number.to_string());
        let day = |date: Option<Date>| date.map_or("none".into(), |date| date.iso());
        let pairs = [
            ("number", shown(self.number), shown(other.number)),
            ("whole number", shown(self.whole_number), shown(other.whole_number)),
            ("date", day(self.date), day(other.date)),
            ("number of sections", self.sections.to_string(), other.sections.to_string()),
        ];
        let differ = pairs.into_iter().filter(|(_, own, others)| own != others);
        differ.map(|(what, own, others)| format!("its {what} is {own}, and there {others}")).collect()
    }
}

/// The documents so far that another one may yet be compared with.
pub(super) struct Pairs {
    /// How many documents each group has, by its mark; those that are alone are left out.
    sizes: Vec<(Mark, u32)>,
    /// The groups of which some documents came, and some are to come.
    open: FxHashMap<Mark, Group>,
}

/// Documents whose names are the same up to what may be a language.
#[derive(Default)]
struct Group {
    /// How many inputs came.
    seen: u32,
    /// The first of each issue, by its name without language.
    first: BTreeMap<String, (String, Facts)>,
}

impl Pairs {
    /// Groups inputs by names, so that nothing is kept of documents that are alone.
    pub(super) fn of(inputs: &Inputs, folders: &Folders<'_>) -> Pairs {
        let mut marks: Vec<Mark> = inputs.iter().map(|input| group(&input, folders)).collect();
        marks.sort_unstable();
        let groups = marks.chunk_by(|one, next| one == next).filter(|group| group.len() > 1);
        let size = |group: &[Mark]| Some((*group.first()?, u32::try_from(group.len()).unwrap_or(u32::MAX)));
        Pairs { sizes: groups.filter_map(size).collect(), open: FxHashMap::default() }
    }

    /// Compares a document with the one of the same issue that came before it.
    pub(super) fn compare(&mut self, input: &Input, facts: Option<&Facts>, folders: &Folders<'_>) -> Vec<Placed> {
        let mark = group(input, folders);
        let size = self.sizes.binary_search_by_key(&mark, |group| group.0).ok().and_then(|at| self.sizes.get(at));
        let Some(&(_, size)) = size else { return Vec::new() };
        let group = self.open.entry(mark).or_default();
        let told = facts.map(|facts| group.told(input, facts)).unwrap_or_default();
        group.seen += 1;
        if group.seen == size {
            self.open.remove(&mark);
        }
        told
    }
}

impl Group {
    fn told(&mut self, input: &Input, facts: &Facts) -> Vec<Placed> {
        let issue = without_language(&input.stem().to_string_lossy(), &facts.lang).to_string();
        let (name, first) = self.first.entry(issue).or_insert_with(|| (input.name.clone(), facts.clone()));
        let differences = if first.lang == facts.lang { Vec::new() } else { facts.differences(first) };
        let told = |difference: String| {
            Diagnostic::new(code::LANGUAGES_DISAGREE, format!("this is the issue of `{name}`, but {difference}")).hint(
                "mend the one that is wrong; documents of different issues have different names before the language",
            )
        };
        let told: Vec<Diagnostic> = differences.into_iter().map(told).collect();
        Findings::placed(&[Findings::about(&input.name, told)])
    }
}

/// What documents of one issue have in common whatever their languages: the name up to what may be one.
pub(super) fn group(input: &Input, folders: &Folders<'_>) -> Mark {
    folders.mark(&input.folder().join(issue_of(&input.stem().to_string_lossy())))
}

/// `issue` of `issue.zh`, and of whatever else may end in a language.
pub(super) fn issue_of(stem: &str) -> &str {
    let split = stem.rsplit_once('.').filter(|(_, end)| end.starts_with(|c: char| c.is_ascii_alphabetic()));
    split.map_or(stem, |(issue, _)| issue)
}

/// `issue` of `issue.zh`, if the document is in Chinese.
fn without_language<'a>(stem: &'a str, lang: &Lang) -> &'a str {
    let split = stem.rsplit_once('.').filter(|(_, end)| Lang::new(*end).primary() == lang.primary());
    split.map_or(stem, |(issue, _)| issue)
}
