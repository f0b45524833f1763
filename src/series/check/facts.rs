//! What single issues say that is at odds with their series or with their own file.

use super::Findings;
use crate::ast::{Date, Standing};
use crate::diagnostics::{Code, code};
use crate::series::entry::{Entry, Issue, designated, numbers_of, under};
use crate::series::pattern::Numbers;
use crate::series::sheet::{Series, Supplements};

/// What is told of issues whose numbers are another one's too.
const TOLD: [Code; 3] = [code::FILE_NAME_MISMATCH, code::NUMBER_REPEATED, code::SUPPLEMENT_REPEATED];

pub(super) fn check(series: &Series, issues: &[Issue<'_>], findings: &mut Findings) {
    for issue in issues {
        for entry in &issue.entries {
            names(&series.standing, entry, findings);
            designation(entry, findings);
        }
        file_name(series, issue, issues, findings);
        supplement(series, issue, findings);
        languages(series, issue, findings);
    }
}

/// Tells of names that are not those of the series.
fn names(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let front = &entry.front;
    let mut house = crate::ast::Front { lang: front.lang.clone(), ..Default::default() };
    standing.fill(&mut house);
    let facts = [
        ("series", code::SERIES_MISMATCH, &front.series, &house.series),
        ("publisher", code::PUBLISHER_MISMATCH, &front.publisher, &house.publisher),
        ("issn", code::ISSN_MISMATCH, &front.issn, &house.issn),
    ];
    for (key, code, own, house) in facts {
        if let (Some(own), Some(house)) = (own, house)
            && own != house
        {
            let message = format!("the issue says `{own}`, and series.toml `{house}`");
            findings.tell(entry, key, code, message, format!("leave `{key}` out, or move the issue to its own series"));
        }
    }
}

/// The reader of transcripts tells of such designations itself.
fn designation(entry: &Entry, findings: &mut Findings) {
    let front = &entry.front;
    let Some((roman, number)) = front.designation.as_deref().and_then(designated) else { return };
    if let Some(own) = front.number.filter(|own| own.0 != number && entry.reader != "transcript") {
        let message = format!("the designation ends in `{roman}`, and number {} is `{}`", own.0, own.roman());
        let hint = "mend one of them, or leave `designation` out: the style makes it";
        findings.tell(entry, "designation", code::DESIGNATION_MISMATCH, message, hint);
    }
}

/// The numbers of an issue as its documents say.
fn numbers(issue: &Issue<'_>) -> Numbers {
    let year = issue.date().map(Date::year).map(u32::from);
    match issue.supplement() {
        Some(supplement) => Numbers { year, supplement: Some(supplement), ..Numbers::default() },
        None => Numbers { year, number: issue.number(), whole: issue.whole(), supplement: None },
    }
}

/// What the files of an issue ought to be called; nothing where its facts do not say.
pub(in super::super) fn due_name(series: &Series, issue: &Issue<'_>) -> Option<String> {
    let numbers = numbers(issue);
    let pattern = if numbers.supplement.is_some() { &series.supplement_file_name } else { &series.file_name };
    let name = pattern.fill(numbers);
    // A field without its number would leave a hole.
    let whole = pattern.numbers(&name).is_some();
    let folder = issue.name.len() - under(pattern, issue.name).len();
    whole.then(|| format!("{}{name}", &issue.name[..folder]))
}

/// The new name of an issue whose name carries other numbers than its documents.
pub(in super::super) fn renamed(series: &Series, issue: &Issue<'_>) -> Option<String> {
    let carried = numbers_of(series, issue.name)?;
    let own = numbers(issue);
    let pairs = [
        (carried.year, own.year),
        (carried.number, own.number),
        (carried.whole, own.whole),
        (carried.supplement, own.supplement),
    ];
    let differs = pairs.into_iter().any(|(carried, own)| carried.is_some() && carried != own && own.is_some());
    let kind = carried.supplement.is_some() != own.supplement.is_some()
        && own != Numbers { year: own.year, ..Numbers::default() };
    (differs || kind).then(|| due_name(series, issue)).flatten().filter(|due| due != issue.name)
}

fn file_name(series: &Series, issue: &Issue<'_>, issues: &[Issue<'_>], findings: &mut Findings) {
    let Some(entry) = issue.entries.first() else { return };
    let is_taken = |due: &str| issues.iter().any(|other| other.name == due);
    let key = if issue.supplement().is_some() { "supplement" } else { "number" };
    if let Some(due) = renamed(series, issue) {
        // Of two issues with one number it was told what is wrong.
        if TOLD.into_iter().any(|code| findings.has(entry, code)) {
            return;
        }
        let message = format!("the file is called `{}`, and by its numbers the issue is `{due}`", issue.name);
        let hint = match is_taken(&due) {
            true => {
                "another file has that name: see which of both is which, and mend the numbers or exchange the names"
            }
            false => "rename the file or mend the numbers; `--fix` renames it where all else says these numbers",
        };
        findings.tell(entry, key, code::FILE_NAME_MISMATCH, message, hint);
    } else if numbers_of(series, issue.name).is_none()
        && let Some(due) = due_name(series, issue).filter(|due| !is_taken(due))
    {
        let message = format!("the series calls this issue `{due}`");
        let hint = "rename the file, or give another `file-name` under `[numbering]` in series.toml";
        findings.tell(entry, key, code::FILE_NAME_OFF_PATTERN, message, hint);
    }
}

fn supplement(series: &Series, issue: &Issue<'_>, findings: &mut Findings) {
    let has: (&str, fn(&crate::ast::Front) -> bool) = ("supplement", |front| front.supplement.is_some());
    if issue.supplement().is_none() {
        return;
    }
    if series.numbering.supplements == Supplements::None {
        let hint = "say `supplements = \"yearly\"` under `[numbering]` in series.toml, or give the issue a `number`";
        return findings.tell_of(issue, has, code::SUPPLEMENT_NUMBERED, "the series has no supplements".into(), hint);
    }
    if let Some(number) = issue.number() {
        let message = format!("the supplement has the number {number} of the other issues too");
        let hint = "delete `number` or `supplement`: supplements are counted by themselves";
        findings.tell_of(issue, has, code::SUPPLEMENT_NUMBERED, message, hint);
    }
}

fn languages(series: &Series, issue: &Issue<'_>, findings: &mut Findings) {
    let Some(entry) = issue.entries.first().filter(|_| issue.is_one()) else { return };
    let stands = |lang: &str| issue.entries.iter().any(|entry| entry.front.lang.primary() == lang);
    let missing: Vec<&str> =
        series.languages.iter().filter(|lang| !stands(&lang.primary())).map(|lang| lang.tag()).collect();
    let Some(first) = missing.first() else { return };
    let file = format!("{}.{first}.md", issue.name);
    let missed = missing.join("`, `");
    if missing.len() == series.languages.len() {
        let own = entry.front.lang.tag();
        let message = format!("the issue is in `{own}`, and its series is in `{missed}`");
        let all = missing.join("\", \"");
        let hint = format!(
            "mend `lang` if the words are in `{first}`; write `{file}` if that is still to come; say \
             `languages = [\"{all}\", \"{own}\"]` in series.toml if issues are in `{own}` too"
        );
        return findings.tell(entry, "lang", code::TRANSLATION_MISSING, message, &hint);
    }
    let message = format!("the issue does not stand in every language of its series: `{missed}` is missing");
    let hint = format!("write `{file}`, or take the language out of `languages` in series.toml");
    findings.tell(entry, "lang", code::TRANSLATION_MISSING, message, hint);
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::super::sample::{entry, series, told};

    #[test]
    fn names_of_another_series_are_told_in_the_language_of_the_issue() {
        let series = series("issn = \"0378-5955\"\npublisher.en = \"Lake Office\"\n");
        let front = |own: &str| format!("number: 1\nwhole-number: 1\ndate: 2024-01-05\n{own}");
        let sound = entry("2024-01.zh.md", &front("series: 湖区简报\npublisher: 湖区办\nlang: zh\n"));
        let other =
            entry("2024-01.md", &front("series: Hill Letter\npublisher: Hill Office\nissn: 1050-124X\nlang: en\n"));
        let expected = [
            "2024-01.md series-mismatch: the issue says `Hill Letter`, and series.toml `Lake Bulletin`",
            "2024-01.md publisher-mismatch: the issue says `Hill Office`, and series.toml `Lake Office`",
            "2024-01.md issn-mismatch: the issue says `1050-124X`, and series.toml `0378-5955`",
        ];
        assert_eq!(told(&series, &[other, sound]), expected);
    }

    #[test]
    fn an_issue_in_no_language_of_its_series_is_told_with_what_that_may_mean() {
        let front = "number: 1\nwhole-number: 1\ndate: 2024-01-05\nlang: en\n";
        let found = check(&series("languages = [\"zh\"]"), &[entry("2024-01.md", front)]);
        let said: Vec<_> = found.iter().map(|found| found.diagnostic.message.as_str()).collect();
        assert_eq!(said, ["the issue is in `en`, and its series is in `zh`"]);
        let hint = found[0].diagnostic.hint.as_deref().unwrap_or_default();
        assert!(hint.contains("`2024-01.zh.md`") && hint.contains("`languages = [\"zh\", \"en\"]`"), "{hint}");
    }

    #[test]
    fn file_names_carry_the_numbers_of_their_issues() {
        let front = "number: 8\nwhole-number: 1\ndate: 2024-01-05\nlang: en\n";
        let said = told(&series(""), &[entry("2024-07.md", front)]);
        assert_eq!(
            said,
            ["2024-07.md file-name-mismatch: the file is called `2024-07`, and by its numbers the issue is `2024-08`"]
        );
        let other = "number: 7\nwhole-number: 1\ndate: 2024-01-05\nlang: en\n";
        let said = told(
            &series("numbering.whole-number = false\n"),
            &[entry("2024-07.md", front), entry("2024-08.md", other)],
        );
        let exchanged = [
            "2024-07.md file-name-mismatch: the file is called `2024-07`, and by its numbers the issue is `2024-08`",
            "2024-08.md file-name-mismatch: the file is called `2024-08`, and by its numbers the issue is `2024-07`",
        ];
        assert!(exchanged.iter().all(|told| said.iter().any(|said| said == told)), "{said:?}");
        let said = told(&series(""), &[entry("winter/lake.md", front)]);
        assert_eq!(said, ["winter/lake.md file-name-off-pattern: the series calls this issue `winter/2024-08`"]);
        let said = told(&series(""), &[entry("2024-08.md", "supplement: 2\ndate: 2024-01-05\nlang: en\n")]);
        assert_eq!(
            said,
            ["2024-08.md file-name-mismatch: the file is called `2024-08`, and by its numbers the issue is `2024-s2`"]
        );
        assert!(told(&series(""), &[entry("2024-07.md", "lang: en\n")]).is_empty());
    }

    #[test]
    fn a_designation_ends_in_the_roman_number() {
        let front = "number: 8\nwhole-number: 1\ndesignation: 2024 Lake Bulletin VII\ndate: 2024-01-05\nlang: en\n";
        let said = told(&series(""), &[entry("2024-08.md", front)]);
        assert_eq!(said, ["2024-08.md designation-mismatch: the designation ends in `VII`, and number 8 is `VIII`"]);
    }

    #[test]
    fn supplements_are_counted_by_themselves() {
        let front = "number: 8\nsupplement: 1\ndate: 2024-01-05\nlang: en\n";
        let said = told(&series(""), &[entry("2024-s1.md", front)]);
        assert_eq!(said, ["2024-s1.md supplement-numbered: the supplement has the number 8 of the other issues too"]);
        let said = told(&series("numbering.supplements = \"none\"\n"), &[entry("2024-s1.md", front)]);
        assert_eq!(said, ["2024-s1.md supplement-numbered: the series has no supplements"]);
    }
}
