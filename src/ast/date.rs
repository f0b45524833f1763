//! The date of an issue: a day of the Gregorian calendar, read and printed without a clock or a locale.

use super::Lang;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Regions in which English has the month before the day.
const MONTH_FIRST: [&str; 4] = ["US", "CA", "PH", "CN"];

/// A day of the Gregorian calendar; only real days can be built. In JSON an ISO 8601 date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day, if the calendar has it; years 1 to 9999.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let real = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        real.then_some(Date { year, month, day })
    }

    /// The day in UTC at so many seconds since the beginning of 1970.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Date> {
        let mut days = seconds.div_euclid(86_400);
        if !(0..=2_932_896).contains(&days) {
            return None;
        }
        let mut year = 1970;
        let length = |year: u16| i64::from((1..=12).map(|month| u16::from(days_in(year, month))).sum::<u16>());
        while days >= length(year) {
            days -= length(year);
            year += 1;
        }
        let mut month = 1;
        while days >= i64::from(days_in(year, month)) {
            days -= i64::from(days_in(year, month));
            month += 1;
        }
        Date::new(year, month, u8::try_from(days + 1).ok()?)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// ISO 8601: `2023-09-22`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// The date as a bulletin prints it: `September 22, 2023`, `22 September 2023` where English is written so,
    /// `2023年9月22日`.
    #[must_use]
    pub fn long(self, lang: &Lang) -> String {
        let (year, month, day) = (self.year, MONTHS[usize::from(self.month) - 1], self.day);
        if lang.is_chinese() {
            return format!("{year}年{}月{day}日", self.month);
        }
        let month_first = lang.region().is_none_or(|region| MONTH_FIRST.contains(&region.as_str()));
        if month_first { format!("{month} {day}, {year}") } else { format!("{day} {month} {year}") }
    }

    /// The days that a text may mean which is three numbers, the last a year: with the day first, as most of the world writes
    /// it, then with the month first. None where it is another text or no such day is real.
    #[must_use]
    pub fn readings(text: &str) -> Vec<Date> {
        let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).filter(|part| !part.is_empty()).collect();
        let &[first, second, year] = parts.as_slice() else { return Vec::new() };
        let figures = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if !figures || first.len() > 2 || second.len() > 2 || year.len() != 4 {
            return Vec::new();
        }
        let day = |month: &str, day: &str| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        let mut readings: Vec<Date> = day(second, first).into_iter().chain(day(first, second)).collect();
        readings.dedup();
        readings
    }

    /// Reads `2023-09-22`, `September 22, 2023`, `22 September 2023`, `Sept. 22, 2023`, `2023年9月22日`, `2023/9/22`, `2023.9.22`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || ",.-/年月日－．／".contains(c))
            .filter(|word| !word.is_empty())
            .collect();
        let &[first, second, third] = words.as_slice() else { return None };
        let number = |word: &str| (word.len() <= 4).then(|| word.parse::<u16>().ok()).flatten();
        let small = |word: &str| number(day_figure(word)).and_then(|value| u8::try_from(value).ok());
        match (month_named(first), month_named(second)) {
            (Some(month), _) => Date::new(number(third)?, month, small(second)?),
            (_, Some(month)) => Date::new(number(third)?, month, small(first)?),
            _ if first.len() == 4 => Date::new(number(first)?, small(second)?, small(third)?),
            _ => None,
        }
    }
}

/// The figure of an English ordinal day: `22` of `22nd`.
fn day_figure(word: &str) -> &str {
    ["st", "nd", "rd", "th"].iter().find_map(|suffix| word.strip_suffix(suffix)).unwrap_or(word)
}

fn month_named(word: &str) -> Option<u8> {
    let matches =
        |month: &str| word.len() >= 3 && month.len() >= word.len() && month[..word.len()].eq_ignore_ascii_case(word);
    let index = if word.is_ascii() { MONTHS.iter().position(|month| matches(month)) } else { None };
    index.and_then(|index| u8::try_from(index + 1).ok())
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl TryFrom<String> for Date {
    type Error = String;
    fn try_from(text: String) -> Result<Date, String> {
        Date::parse(&text).ok_or_else(|| format!("`{text}` is not a date such as 2023-09-22"))
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.iso()
    }
}

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "description": "An ISO 8601 date." })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_by_the_clock() {
        let day = |seconds| Date::from_unix(seconds).map(Date::iso);
        assert_eq!(day(0).as_deref(), Some("1970-01-01"));
        assert_eq!(day(951_782_400).as_deref(), Some("2000-02-29"));
        assert_eq!(day(1_709_251_199).as_deref(), Some("2024-02-29"));
        assert_eq!(day(1_709_251_200).as_deref(), Some("2024-03-01"));
        assert_eq!(day(253_402_300_799).as_deref(), Some("9999-12-31"));
        assert_eq!((day(253_402_300_800), day(-1)), (None, None));
    }

    #[test]
    fn reads_the_forms_that_bulletins_use() {
        let day = Date::new(2023, 9, 22);
        for text in [
            "2023-09-22",
            "September 22, 2023",
            "22 September 2023",
            "Sept. 22nd, 2023",
            "2023年9月22日",
            "2023/9/22",
            "2023.9.22",
        ] {
            assert_eq!(Date::parse(text), day, "{text}");
        }
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        for text in ["2023-02-29", "2023-13-01", "April 31, 2023", "2023", "", "May", "22 23 2023"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::new(2024, 2, 29).is_some());
    }

    #[test]
    fn prints_by_language() {
        let day = Date::parse("2023-09-22").unwrap_or_else(|| unreachable!());
        assert_eq!(day.long(&Lang::new("en")), "September 22, 2023");
        assert_eq!(day.long(&Lang::new("en-gb")), "22 September 2023");
        assert_eq!(day.long(&Lang::new("en-Latn-US")), "September 22, 2023");
        assert_eq!(day.long(&Lang::new("zh-Hans")), "2023年9月22日");
    }

    #[test]
    fn knows_what_may_be_read_in_two_ways() {
        let readings = |text| Date::readings(text).into_iter().map(Date::iso).collect::<Vec<_>>();
        assert_eq!(readings("20.10.2023"), ["2023-10-20"]);
        assert_eq!(readings("10/20/2023"), ["2023-10-20"]);
        assert_eq!(readings("5-5-2023"), ["2023-05-05"]);
        assert_eq!(readings("3-4-2023"), ["2023-04-03", "2023-03-04"]);
        for text in ["2023-02-30", "31 April 2023", "13.13.2023", "soon", ""] {
            assert_eq!(readings(text), [""; 0], "{text}");
        }
    }
}
