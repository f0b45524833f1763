//! What the files of a series are called: `{year}-{number}`, filled and read.

use crate::diagnostics::nearest;

/// The numbers that a file name may carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// The year of issue.
    pub year: Option<u32>,
    /// The number within the year.
    pub number: Option<u32>,
    /// The number since the first issue.
    pub whole: Option<u32>,
    /// The number among the supplements.
    pub supplement: Option<u32>,
}

impl Numbers {
    fn slot(&mut self, field: &str) -> Option<&mut Option<u32>> {
        match field {
            "year" => Some(&mut self.year),
            "number" => Some(&mut self.number),
            "whole" => Some(&mut self.whole),
            "supplement" => Some(&mut self.supplement),
            _ => None,
        }
    }
}

/// How many figures a field has at least.
fn figures(field: &str) -> usize {
    match field {
        "year" => 4,
        "number" => 2,
        "whole" => 3,
        _ => 1,
    }
}

/// A pattern of file names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilePattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Words(String),
    Field(String),
}

impl FilePattern {
    /// Reads a pattern with fields of the known ones, all of those that are wanted among them.
    pub(super) fn read(text: &str, known: &[&str], wanted: &[&str]) -> Result<FilePattern, String> {
        let pattern = FilePattern(parts(text, known)?);
        let has = |field: &&&str| pattern.0.contains(&Part::Field((**field).to_string()));
        if let Some(missing) = wanted.iter().find(|field| !has(field)) {
            return Err(format!("the field `{{{missing}}}` is missing, so that two issues would have one name"));
        }
        if pattern.0.windows(2).any(|pair| matches!(pair, [Part::Field(_), Part::Field(_)])) {
            return Err("something must stand between two fields, or nobody could tell them apart".into());
        }
        let steps: Vec<&str> = text.split('/').collect();
        if text.contains('\\') || steps.iter().any(|step| step.is_empty() || step.starts_with('.')) {
            return Err("it is no path below the folder of the series".into());
        }
        Ok(pattern)
    }

    /// Whether it says in which folder files are.
    #[must_use]
    pub fn has_folders(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Part::Words(words) if words.contains('/')))
    }

    /// The name for numbers; a field without a number is left out.
    #[must_use]
    pub fn fill(&self, mut numbers: Numbers) -> String {
        let shown = |part: &Part| match part {
            Part::Words(words) => words.clone(),
            Part::Field(field) => {
                let width = figures(field);
                numbers.slot(field).and_then(|slot| *slot).map_or_else(String::new, |n| format!("{n:0width$}"))
            }
        };
        self.0.iter().map(shown).collect()
    }

    /// The numbers in a name, if it is of the pattern.
    #[must_use]
    pub fn numbers(&self, name: &str) -> Option<Numbers> {
        let mut numbers = Numbers::default();
        let mut rest = name;
        for part in &self.0 {
            match part {
                Part::Words(words) => rest = rest.strip_prefix(words.as_str())?,
                Part::Field(field) => {
                    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                    let (found, after) = rest.split_at(end);
                    let number = found.parse().ok()?;
                    let slot = numbers.slot(field)?;
                    // A field that stands twice says the same twice.
                    if slot.is_some_and(|before| before != number) {
                        return None;
                    }
                    *slot = Some(number);
                    rest = after;
                }
            }
        }
        rest.is_empty().then_some(numbers)
    }
}

fn parts(text: &str, known: &[&str]) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('{') {
        let Some((field, after)) = after.split_once('}') else { return Err("the `{` is never closed".into()) };
        if !known.contains(&field) {
            return Err(format!("there is no field `{{{field}}}` here; {}", nearest::advice(field, known)));
        }
        parts.extend(Some(words).filter(|words| !words.is_empty()).map(|words| Part::Words(words.into())));
        parts.push(Part::Field(field.into()));
        rest = after;
    }
    parts.extend(Some(rest).filter(|words| !words.is_empty()).map(|words| Part::Words(words.into())));
    Ok(parts)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["year", "number", "whole"];

    fn pattern(text: &str) -> FilePattern {
        FilePattern::read(text, &KNOWN, &["number"]).unwrap()
    }

    fn seventh() -> Numbers {
        Numbers { year: Some(2024), number: Some(7), ..Numbers::default() }
    }

    #[test]
    fn what_is_filled_is_read_back() {
        for text in ["{year}-{number}", "{year}/no{number}", "No. {number} of {year}", "{year}/{year}-{number}"] {
            assert_eq!(pattern(text).numbers(&pattern(text).fill(seventh())), Some(seventh()), "{text}");
        }
        assert_eq!(pattern("{year}-{number}").fill(seventh()), "2024-07");
        let late = Numbers { number: Some(123), ..seventh() };
        assert_eq!(pattern("{year}-{number}").fill(late), "2024-123");
    }

    #[test]
    fn other_names_carry_no_numbers() {
        for name in ["2024-s1", "2024-07b", "2024", "x2024-07", "2023/2024-07", "2024-99999999999"] {
            assert_eq!(pattern("{year}-{number}").numbers(name), None, "{name}");
        }
        assert_eq!(pattern("{year}/{year}-{number}").numbers("2023/2024-07"), None);
    }

    #[test]
    fn patterns_that_lead_astray_are_refused() {
        let fault = |text: &str| FilePattern::read(text, &KNOWN, &["year", "number"]).unwrap_err();
        assert!(fault("{year}").contains("`{number}` is missing"));
        assert!(fault("{year}{number}").contains("between two fields"));
        assert!(fault("../{year}-{number}").contains("no path below"));
        assert!(fault("/{year}-{number}").contains("no path below"));
        assert!(fault("{year}-{nubmer}").contains("`number`"));
        assert!(fault("{year}-{number").contains("never closed"));
    }
}
