//! Words that fields compose of their instruction alone (`EQ`, clause 17.16.5.17): fractions, roots, signs in circles and, in old
//! files, readings over words. They have no result, and yet they show.

use crate::read::formula;
use std::iter::Peekable;
use std::str::Chars;

/// Switches stand no deeper in each other; what is deeper is read as words.
const DEEPEST: usize = 32;

/// The words of the instruction of an `EQ` field, in one line.
pub(super) fn words(instruction: &str) -> String {
    let mut signs = instruction.chars().peekable();
    let words = Reader { signs: &mut signs, depth: 0 }.arguments().join(",");
    words.trim().to_string()
}

struct Reader<'s, 'i> {
    signs: &'s mut Peekable<Chars<'i>>,
    depth: usize,
}

/// A switch whose brackets are still to come.
#[derive(Default)]
struct Switch {
    kind: Option<char>,
    options: Vec<String>,
}

impl Reader<'_, '_> {
    /// What stands up to the closing bracket, or to the end, by the commas between.
    fn arguments(&mut self) -> Vec<String> {
        let (mut found, mut words) = (Vec::new(), String::new());
        let mut switch = Switch::default();
        let mut open = 0_usize;
        while let Some(sign) = self.signs.next() {
            match sign {
                '\\' => self.switch(&mut switch, &mut words),
                '(' if switch.kind.is_some() && self.depth < DEEPEST => {
                    let inner = Reader { signs: &mut *self.signs, depth: self.depth + 1 }.arguments();
                    words.push_str(&std::mem::take(&mut switch).show(&inner));
                }
                ')' if open == 0 && self.depth > 0 => break,
                ',' | ';' if open == 0 && self.depth > 0 => found.push(std::mem::take(&mut words)),
                _ if switch.kind.is_some() && (sign.is_whitespace() || sign.is_ascii_digit()) => {}
                _ => {
                    open = if sign == '(' { open + 1 } else { open.saturating_sub(usize::from(sign == ')')) };
                    words.push(sign);
                }
            }
        }
        found.push(words);
        found
    }

    /// What follows a backslash: a switch, an option of one, a sign that means nothing else, or how the result is to look.
    fn switch(&mut self, switch: &mut Switch, words: &mut String) {
        let Some(first) = self.signs.peek().copied() else { return };
        if first == '*' {
            return self.skip_format();
        }
        if !first.is_ascii_alphabetic() {
            words.extend(self.signs.next());
            return;
        }
        let mut name = String::new();
        while let Some(letter) = self.signs.next_if(char::is_ascii_alphabetic) {
            name.push(letter.to_ascii_lowercase());
        }
        if name.len() == 1 {
            *switch = Switch { kind: Some(first.to_ascii_lowercase()), options: Vec::new() };
            return;
        }
        while self.signs.next_if(char::is_ascii_digit).is_some() {}
        if matches!(name.as_str(), "bc" | "lc" | "rc" | "fc" | "vc") {
            self.signs.next_if_eq(&'\\');
            name.extend(self.signs.next());
        }
        switch.options.push(name);
    }

    /// Passes over `\* jc2` and `\* "Font:x"`.
    fn skip_format(&mut self) {
        self.signs.next();
        while self.signs.next_if(|sign| sign.is_whitespace()).is_some() {}
        if self.signs.next_if_eq(&'"').is_some() {
            self.signs.by_ref().find(|sign| *sign == '"');
            return;
        }
        while self.signs.next_if(|sign| !sign.is_whitespace() && *sign != '\\').is_some() {}
    }
}

impl Switch {
    fn show(self, inner: &[String]) -> String {
        let of = |at: usize| inner.get(at).map(|words| words.trim()).unwrap_or_default();
        let has = |name: &str| self.options.iter().any(|option| option == name);
        match self.kind {
            Some('f') if inner.len() == 2 => formula::fraction(of(0), of(1)),
            Some('r') if inner.len() == 2 => formula::root(of(0), of(1)),
            Some('r') => formula::root("", of(0)),
            Some('o') => over_each_other(inner),
            Some('b') => self.bracketed(&inner.concat()),
            Some('i') => {
                let sign = if has("su") {
                    "∑"
                } else if has("pr") {
                    "∏"
                } else {
                    "∫"
                };
                let limits = [formula::limit('_', of(0)), formula::limit('^', of(1))].concat();
                format!("{sign}{limits} {}", of(2))
            }
            Some('a') => inner.join("; "),
            Some('d') => String::new(),
            Some('l') => inner.join(","),
            _ => inner.concat(),
        }
    }

    fn bracketed(&self, inner: &str) -> String {
        let sign = |name: &str| self.options.iter().find_map(|option| option.strip_prefix(name)?.chars().next());
        let both = sign("bc");
        let closing = both.map(|sign| match sign {
            '(' => ')',
            '[' => ']',
            '{' => '}',
            '<' => '>',
            other => other,
        });
        let (left, right) = (sign("lc").or(both), sign("rc").or(closing));
        match (left, right) {
            (None, None) => format!("({inner})"),
            (left, right) => {
                left.into_iter().map(String::from).chain([inner.into()]).chain(right.map(String::from)).collect()
            }
        }
    }
}

/// Signs over each other: a number in a circle is one sign, and all else stands side by side.
fn over_each_other(inner: &[String]) -> String {
    let number =
        inner.get(1).and_then(|words| words.trim().parse::<u32>().ok()).filter(|number| (1..=20).contains(number));
    match (inner.first().map(|sign| sign.trim()), number) {
        (Some("○" | "◯"), Some(number)) if inner.len() == 2 => {
            char::from_u32(0x2460 + number - 1).map(String::from).unwrap_or_default()
        }
        _ => inner.concat(),
    }
}

/// The words and their reading of an `EQ` field that old files write for a phonetic guide.
pub(super) fn reading(instruction: &str) -> Option<(String, String)> {
    let (_, rest) = instruction.split_once("\\* jc")?;
    let (_, raised) = rest.split_once("\\s\\up")?;
    let raised = raised.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign.is_whitespace());
    let (reading, base) = raised.strip_prefix('(')?.split_once(')')?;
    let base = base.trim_start_matches([',', ';']).trim_end().strip_suffix(')')?;
    (!base.contains('\\') && !reading.contains('\\')).then(|| (base.trim().to_string(), reading.trim().to_string()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::*;

    #[test]
    fn what_an_instruction_composes_is_written_in_one_line() {
        let cases = [
            (r"\f(Numerator,Denominator)", "(Numerator)/(Denominator)"),
            (r"\o\ac(○,7)", "⑦"),
            (r"\o\ac(□,甲)", "□甲"),
            (r"\r(3,x)", "3√x"),
            (r"x\s\up 8(2) + \b\bc\{(\f(1,n))", "x2 + {1/n}"),
            (r"\i\su(i=1,n,i)", "∑_(i=1)^n i"),
            (r"a\,b\* MERGEFORMAT", "a,b"),
            (r"f(x, y)", "f(x, y)"),
            (r"\f(1", "1"),
        ];
        for (instruction, shown) in cases {
            assert_eq!(words(instruction), shown, "{instruction}");
        }
    }

    #[test]
    fn readings_of_old_files_are_known() {
        let old = "\\* jc2 \\* \"Font:x\" \\* hps10 \\o\\ad(\\s\\up 9(hàn),汉)";
        assert_eq!(reading(old).unwrap(), ("汉".to_string(), "hàn".to_string()));
        assert_eq!(reading(r"\f(1,2)"), None);
    }

    #[test]
    fn instructions_may_be_as_deep_as_they_like() {
        let deep = r"\f(".repeat(100_000);
        assert!(words(&deep).len() <= deep.len());
    }
}
