//! Whether bags agree with the series that their issues belong to.

use super::check::{Finding, differences};
use super::record::{Facts, Record};
use crate::diagnostics::{Code, Diagnostic, code};

/// An issue as its series knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The name by which messages call it.
    pub name: String,
    /// What it says of itself.
    pub facts: Facts,
    /// SHA-256 of its source.
    pub sha256: String,
}

/// The issues of a series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series(pub Vec<Listed>);

impl Series {
    /// What a bag and the series say differently, and which issue of the series the bag is of.
    #[must_use]
    pub fn compare(&self, record: &Record) -> (Vec<Finding>, Option<usize>) {
        let of_bag = &record.issue;
        let Some(at) = self.find(record) else {
            let place = of_bag.place_in_series().unwrap_or_else(|| "without a series".into());
            let message = format!("the series has no such issue: {place}");
            return (
                vec![finding(code::BAG_OFF_SERIES, message, "add its source to the series, or see whose bag it is")],
                None,
            );
        };
        let Some(issue) = self.0.get(at) else { return (Vec::new(), None) };
        let mut findings: Vec<Finding> = differences(of_bag, &issue.facts)
            .iter()
            .map(|difference| format!("the bag and `{}` disagree: {difference}", issue.name))
            .map(|message| finding(code::BAG_OFF_SERIES, message, "mend the one that is wrong, and make the bag again"))
            .collect();
        if findings.is_empty() && issue.sha256 != record.source.file.sha256 {
            let message = format!("`{}` was changed since the bag was made", issue.name);
            findings.push(finding(
                code::BAG_SOURCE_CHANGED,
                message,
                "make a bag of the issue as it is now, beside this one",
            ));
        }
        (findings, Some(at))
    }

    /// The issue that a bag is of: by its source, or else by its language and numbers.
    fn find(&self, record: &Record) -> Option<usize> {
        let key = |facts: &Facts| {
            let year = facts.date.as_deref().and_then(|date| date.split('-').next()).map(str::to_string);
            match (facts.whole_number, facts.number) {
                (Some(whole), _) => Some((facts.lang.clone(), Some(whole), None, None)),
                (None, Some(number)) => Some((facts.lang.clone(), None, Some(number), year)),
                _ => None,
            }
        };
        let wanted = key(&record.issue);
        let by_source = self.0.iter().position(|issue| issue.sha256 == record.source.file.sha256);
        by_source.or_else(|| self.0.iter().position(|issue| wanted.is_some() && key(&issue.facts) == wanted))
    }

    /// What is told of the issues that no bag was of.
    #[must_use]
    pub fn without_bag(&self, found: &[usize]) -> Vec<(String, Diagnostic)> {
        let left = self.0.iter().enumerate().filter(|(at, _)| !found.contains(at));
        let told = |issue: &Listed| {
            let message = "no bag that was checked is of this issue";
            (issue.name.clone(), Diagnostic::new(code::BAG_ABSENT, message).hint("make one by `masthead archive`"))
        };
        left.map(|(_, issue)| told(issue)).collect()
    }
}

fn finding(code: Code, message: String, hint: &str) -> Finding {
    Finding { file: String::new(), diagnostic: Diagnostic::new(code, message).hint(hint) }
}
