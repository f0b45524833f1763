//! What is counted by name (`SEQ`, clause 17.16.5.56): figures, tables and whatever else an author counts. Programs leave the
//! result out where they do not count themselves; a word processor shows the number all the same.

use super::desk::Desk;
use super::fields;
use super::numerals;
use super::unsaid::Unsaid;
use std::collections::BTreeMap;

/// The levels of headings that counts may begin anew after.
const LEVELS: usize = 9;

/// How far every sequence has come.
#[derive(Default)]
pub(super) struct Sequences {
    /// By name, in small letters: its last number, and how many headings stood before that.
    last: BTreeMap<String, (u32, usize)>,
    /// The headings that were passed, by level.
    headings: [usize; LEVELS],
}

/// What a field asks of its sequence.
#[derive(Debug, PartialEq)]
struct Asked {
    /// In small letters.
    name: String,
    /// The level of headings after which it begins anew.
    level: Option<usize>,
    /// The number that it goes on from.
    reset: Option<u32>,
    /// Whether it says the last number again.
    again: bool,
    /// Whether it counts and shows nothing.
    silent: bool,
    format: String,
}

impl Sequences {
    /// Takes note of a heading, whose level is counted from 1.
    pub(super) fn pass_heading(&mut self, level: usize) {
        level.checked_sub(1).and_then(|at| self.headings.get_mut(at)).into_iter().for_each(|passed| *passed += 1);
    }

    /// The number that a field comes to.
    fn count(&mut self, asked: &Asked) -> u32 {
        let passed = asked.level.map_or(0, |level| self.headings.iter().take(level).sum());
        let (last, before) = self.last.entry(asked.name.clone()).or_insert((0, passed));
        if asked.level.is_some() && *before != passed {
            *last = 0;
        }
        *before = passed;
        if !asked.again {
            *last = asked.reset.unwrap_or(last.saturating_add(1));
        }
        *last
    }
}

/// What an instruction asks; nothing where it does not count but points to what a bookmark counted.
fn asked(instruction: &str) -> Option<Asked> {
    let words = fields::split(instruction);
    let mut words = words.iter().map(String::as_str).skip(1);
    let mut asked = Asked {
        name: words.next()?.to_lowercase(),
        level: None,
        reset: None,
        again: false,
        silent: false,
        format: "decimal".into(),
    };
    while let Some(word) = words.next() {
        match word.to_ascii_lowercase().as_str() {
            "\\c" => asked.again = true,
            "\\h" => asked.silent = true,
            "\\n" => {}
            "\\r" => asked.reset = words.next()?.parse().ok(),
            "\\s" => asked.level = words.next()?.parse().ok(),
            "\\*" => asked.format = words.next().and_then(format).unwrap_or(&asked.format).into(),
            "\\#" => drop(words.next()),
            switch if switch.starts_with('\\') => asked.attached(switch),
            _ => return None,
        }
    }
    Some(asked)
}

impl Asked {
    /// A switch with its value directly behind it: `\r1`, `\s2`.
    fn attached(&mut self, switch: &str) {
        let Some((name, value)) = switch.split_at_checked(2) else { return };
        match name {
            "\\r" => self.reset = value.parse().ok(),
            "\\s" => self.level = value.parse().ok(),
            _ => {}
        }
    }
}

/// The format of numbers that a switch asks for (clause 17.16.4.3.1), as lists have it.
fn format(name: &str) -> Option<&'static str> {
    Some(match name {
        "ROMAN" | "Roman" => "upperRoman",
        "roman" => "lowerRoman",
        "ALPHABETIC" | "Alphabetic" => "upperLetter",
        "alphabetic" => "lowerLetter",
        _ => match name.to_ascii_uppercase().as_str() {
            "ARABIC" => "decimal",
            "ORDINAL" => "ordinal",
            "CHINESENUM1" | "CHINESENUM3" => "chineseCounting",
            "CHINESENUM2" => "chineseLegalSimplified",
            "CIRCLENUM" | "GB3" => "decimalEnclosedCircle",
            "DBCHAR" => "decimalFullWidth",
            "ZODIAC1" => "ideographTraditional",
            "ZODIAC2" => "ideographZodiac",
            _ => return None,
        },
    })
}

impl Desk<'_> {
    /// What a field that ends here shows without a result.
    pub(super) fn unsaid(&mut self) -> Option<Unsaid> {
        self.counted().or_else(|| self.fields.unsaid())
    }

    /// The number that the sequence of a field comes to, where its result does not say one.
    fn counted(&mut self) -> Option<Unsaid> {
        let (instruction, said) = self.fields.sequence()?;
        let Some(asked) = asked(instruction) else { return (!said).then_some(Unsaid::Worked) };
        let number = self.sequences.count(&asked);
        (!said && !asked.silent).then(|| Unsaid::Number(numerals::write(&asked.format, number)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of fields in a row; `#2` stands for a heading of the second level.
    fn numbers(row: &[&str]) -> Vec<String> {
        let mut sequences = Sequences::default();
        let mut found = Vec::new();
        for one in row {
            match one.strip_prefix('#').and_then(|level| level.parse().ok()) {
                Some(level) => sequences.pass_heading(level),
                None => found.extend(asked(one).map(|it| numerals::write(&it.format, sequences.count(&it)))),
            }
        }
        found
    }

    #[test]
    fn every_sequence_is_counted_by_itself() {
        assert_eq!(numbers(&["SEQ Table", "SEQ Figure \\* ARABIC", "SEQ table \\* MERGEFORMAT"]), ["1", "1", "2"]);
        assert_eq!(
            numbers(&["SEQ 图", "SEQ 图 \\c", "SEQ 图 \\n", "SEQ 图 \\r 7", "SEQ 图 \\r1"]),
            ["1", "1", "2", "7", "1"]
        );
        assert_eq!(numbers(&["SEQ a \\* ROMAN", "SEQ a \\* roman", "SEQ a \\* CHINESENUM3"]), ["I", "ii", "三"]);
    }

    #[test]
    fn a_sequence_begins_anew_after_headings() {
        let row = ["SEQ a \\s 1", "#2", "SEQ a \\s 1", "#1", "SEQ a \\s 1", "SEQ a \\s1"];
        assert_eq!(numbers(&row), ["1", "2", "1", "2"]);
    }

    #[test]
    fn what_a_bookmark_counted_is_not_counted() {
        assert_eq!(asked("SEQ Figure map"), None);
        assert_eq!(asked("SEQ"), None);
    }
}
