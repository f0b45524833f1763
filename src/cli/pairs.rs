//! Two documents of one issue in different languages, side by side: `issue.en.md` and `issue.zh.md`.

use super::inputs::Input;
use super::messages::Findings;
use crate::ast::{Date, Document, Lang};
use crate::diagnostics::{Diagnostic, code};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What the documents of one issue must agree in.
#[derive(Clone, Debug, PartialEq)]
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

/// The documents so far, by their path without language.
#[derive(Default)]
pub(super) struct Pairs(BTreeMap<PathBuf, (String, Facts)>);

impl Pairs {
    /// Compares a document with the one of the same issue that came before it.
    pub(super) fn compare(&mut self, input: &Input, facts: Option<&Facts>) -> Option<Findings> {
        let facts = facts?;
        let issue = input.folder().join(without_language(&input.stem().to_string_lossy(), &facts.lang));
        let (name, first) = self.0.entry(issue).or_insert_with(|| (input.name.clone(), facts.clone()));
        let differences = if first.lang == facts.lang { Vec::new() } else { facts.differences(first) };
        let told = |difference: String| {
            Diagnostic::new(code::LANGUAGES_DISAGREE, format!("this is the issue of `{name}`, but {difference}")).hint(
                "mend the one that is wrong; documents of different issues have different names before the language",
            )
        };
        let told: Vec<Diagnostic> = differences.into_iter().map(told).collect();
        (!told.is_empty()).then(|| Findings::about(&input.name, told))
    }
}

/// `issue` of `issue.zh`, if the document is in Chinese.
fn without_language<'a>(stem: &'a str, lang: &Lang) -> &'a str {
    let split = stem.rsplit_once('.').filter(|(_, end)| Lang::new(*end).primary() == lang.primary());
    split.map_or(stem, |(issue, _)| issue)
}
