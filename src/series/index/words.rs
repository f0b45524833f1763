//! The words of an index in each language that the program speaks.

use super::Item;
use crate::ast::{CorrectedIssue, Date, Lang};

/// The words in one language.
pub(super) struct Words {
    /// Pattern of the title, with `{years}`.
    title: &'static str,
    /// What the way to the parts is called.
    pub(super) contents: &'static str,
    pub(super) issue: &'static str,
    pub(super) whole: &'static str,
    pub(super) date: &'static str,
    pub(super) name: &'static str,
    pub(super) people: &'static str,
    pub(super) subjects: &'static str,
    /// What stands where no year is known.
    pub(super) undated: &'static str,
    /// Patterns of the numbers, with `{n}`.
    number: &'static str,
    supplement: &'static str,
    /// Pattern of a correction, with `{n}` for what is corrected.
    correction: &'static str,
    /// What joins numbers in a list.
    pub(super) separator: &'static str,
    /// What stands between a name and the issues.
    pub(super) colon: &'static str,
    chinese: bool,
}

const ENGLISH: Words = Words {
    title: "Index of issues, {years}",
    contents: "Contents",
    issue: "Issue",
    whole: "Whole number",
    date: "Date",
    name: "Title",
    people: "People",
    subjects: "Subjects",
    undated: "Without a date",
    number: "No. {n}",
    supplement: "Supplement {n}",
    correction: " (corrects {n})",
    separator: ", ",
    colon: ": ",
    chinese: false,
};

const SIMPLIFIED: Words = Words {
    title: "{years}年总目录",
    contents: "目录",
    issue: "期号",
    whole: "总期号",
    date: "日期",
    name: "题目",
    people: "人名索引",
    subjects: "主题索引",
    undated: "未注明日期",
    number: "第{n}期",
    supplement: "增刊第{n}期",
    correction: "（更正{n}）",
    separator: "、",
    colon: "：",
    chinese: true,
};

const TRADITIONAL: Words = Words {
    title: "{years}年總目錄",
    contents: "目錄",
    issue: "期號",
    whole: "總期號",
    name: "題目",
    subjects: "主題索引",
    undated: "未註明日期",
    ..SIMPLIFIED
};

impl Words {
    /// The words for an index in a language; English ones where the program does not speak it.
    pub(super) fn of(lang: &Lang) -> &'static Words {
        match lang {
            lang if lang.is_traditional() => &TRADITIONAL,
            lang if lang.is_chinese() => &SIMPLIFIED,
            _ => &ENGLISH,
        }
    }

    /// What joins a subtitle to its title: nothing where a dash opens it.
    pub(super) fn joint(&self, subtitle: &str) -> &'static str {
        if subtitle.starts_with('—') { "" } else { self.colon }
    }

    /// The title of an index from the first to the last year.
    pub(super) fn title(&self, first: Option<u32>, last: Option<u32>) -> String {
        let years = match (first, last) {
            (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
            (Some(year), _) | (None, Some(year)) => year.to_string(),
            (None, None) => String::new(),
        };
        self.title.replace("{years}", &years).trim_end_matches([',', ' ']).trim_start_matches('年').to_string()
    }

    /// A year over its issues.
    pub(super) fn year(&self, year: Option<u32>) -> String {
        match year {
            Some(year) if self.chinese => format!("{year}年"),
            Some(year) => year.to_string(),
            None => self.undated.to_string(),
        }
    }

    /// The number of an issue within its year, with what it corrects.
    pub(super) fn number(&self, item: &Item) -> String {
        let bare = self.bare(item);
        match item.corrects.as_deref().and_then(CorrectedIssue::parse) {
            Some(issue) => {
                let number = self.counted(issue.number.0, issue.supplement);
                bare + &self.correction.replace("{n}", &self.of_year(u32::from(issue.year), &number))
            }
            None => bare,
        }
    }

    /// An issue as a list of issues names it: `2024 No. 7`.
    pub(super) fn reference(&self, item: &Item) -> String {
        let number = self.bare(item);
        item.year.map_or(number.clone(), |year| self.of_year(year, &number))
    }

    fn bare(&self, item: &Item) -> String {
        match (item.supplement, item.number) {
            (Some(number), _) => self.counted(number, true),
            (None, Some(number)) => self.counted(number, false),
            (None, None) => item.key.clone(),
        }
    }

    fn counted(&self, number: u32, supplement: bool) -> String {
        let pattern = if supplement { self.supplement } else { self.number };
        pattern.replace("{n}", &number.to_string())
    }

    fn of_year(&self, year: u32, number: &str) -> String {
        if self.chinese { format!("{year}年{number}") } else { format!("{year} {number}") }
    }

    /// A day as a bulletin prints it.
    pub(super) fn day(&self, item: &Item, lang: &Lang) -> String {
        item.date.as_deref().and_then(Date::parse).map(|date| date.long(lang)).unwrap_or_default()
    }
}
