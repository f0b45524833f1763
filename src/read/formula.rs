//! Formulas in one line, `(a+b)/2`, whatever markup they came in.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A part of a formula, in one line.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Its signs.
    pub(super) words: String,
    /// Whether it ends with a fraction, which would take signs after it for its own.
    pub(super) fraction: bool,
    /// Whether it begins with the degree of a root or an index, which would be taken for the end of what stands before.
    pub(super) leads: bool,
}

impl Part {
    /// A part that stands beside others as it is.
    pub(super) fn of(words: String) -> Part {
        Part { words, ..Part::default() }
    }
}

/// `(a+b)/2`.
pub(super) fn fraction(above: &str, below: &str) -> String {
    format!("{}/{}", held(above), held(below))
}

/// `x^2`.
pub(super) fn raised(base: &str, power: &str) -> String {
    format!("{}^{}", held(base), held(power))
}

/// `x_i`.
pub(super) fn lowered(base: &str, index: &str) -> String {
    format!("{}_{}", held(base), held(index))
}

/// `x_i^2`.
pub(super) fn lowered_and_raised(base: &str, index: &str, power: &str) -> String {
    format!("{}_{}^{}", held(base), held(index), held(power))
}

/// `_6^(14) C`: what stands before a sign, below and above.
pub(super) fn before(below: &str, above: &str, base: &str) -> String {
    format!("{}{} {base}", limit('_', below), limit('^', above)).trim_start().to_string()
}

/// `x̂`, `v⃗`: a sign with a mark over or under it; more than one sign are in brackets before it.
pub(super) fn accented(base: &str, mark: char) -> String {
    let mark = combining(mark);
    match base.chars().filter(|sign| !is_combining_mark(*sign)).count() {
        0 => base.to_string(),
        1 => format!("{base}{mark}").nfc().collect(),
        _ => format!("({base}){mark}"),
    }
}

/// `x̄`, `x̲`: a line over or under every sign.
pub(super) fn lined(base: &str, below: bool) -> String {
    let is_one = base.chars().filter(|sign| !is_combining_mark(*sign)).count() == 1;
    let line = match (below, is_one) {
        (true, _) => '\u{332}',
        (false, true) => '\u{304}',
        (false, false) => '\u{305}',
    };
    let mut words = String::new();
    let mut signs = base.chars().peekable();
    while let Some(sign) = signs.next() {
        words.push(sign);
        let is_over = signs.peek().is_none_or(|next| !is_combining_mark(*next));
        words.extend(Some(line).filter(|_| is_over && !sign.is_whitespace()));
    }
    words.nfc().collect()
}

/// The combining form of a mark that stands alone.
fn combining(mark: char) -> char {
    match mark {
        '`' => '\u{300}',
        '´' => '\u{301}',
        '^' | 'ˆ' => '\u{302}',
        '~' | '˜' => '\u{303}',
        '¯' | 'ˉ' => '\u{304}',
        '‾' => '\u{305}',
        '˘' => '\u{306}',
        '˙' | '.' => '\u{307}',
        '¨' => '\u{308}',
        'ˇ' => '\u{30C}',
        '←' => '\u{20D6}',
        '→' => '\u{20D7}',
        '↔' => '\u{20E1}',
        other => other,
    }
}

/// `√(a+b)`, with the degree before it where there is one.
pub(super) fn root(degree: &str, inner: &str) -> String {
    format!("{degree}√{}", held(inner))
}

/// A limit above or below a sign: the mark and the limit, nothing where there is none.
pub(super) fn limit(mark: char, words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("{mark}{}", held(words)) }
}

/// What stands side by side, with a blank where the end of a fraction would take what follows for its own, or the degree of a
/// root would be taken for a part of what stands before.
pub(super) fn side_by_side(parts: impl Iterator<Item = Part>) -> String {
    let (mut words, mut fraction) = (String::new(), false);
    for next in parts {
        let is_taken = fraction && next.words.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '√'));
        let takes = next.leads && words.ends_with(|c: char| c.is_alphanumeric() || is_combining_mark(c) || c == ')');
        if is_taken || takes {
            words.push(' ');
        }
        fraction = next.fraction || (fraction && next.words.is_empty());
        words.push_str(&next.words);
    }
    words
}

/// Brackets around more than one sign.
pub(super) fn held(words: &str) -> String {
    if words.chars().count() > 1 { format!("({words})") } else { words.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_over_what_they_are_over() {
        assert_eq!(accented("v", '\u{20D7}'), "v\u{20D7}");
        assert_eq!(accented("x", '˙'), "ẋ");
        assert_eq!(accented("x+y", '^'), "(x+y)\u{302}");
        assert_eq!(accented("", '^'), "");
        assert_eq!(lined("x", false), "x\u{304}");
        assert_eq!(lined("xy", false), "x\u{305}y\u{305}");
        assert_eq!(lined("x", true), "x\u{332}");
    }

    #[test]
    fn a_degree_is_no_part_of_what_stands_before() {
        let beside = |before: &str| {
            let root = Part { words: root("3", "y"), leads: true, ..Part::default() };
            side_by_side([Part::of(before.into()), root].into_iter())
        };
        assert_eq!(beside("x^2"), "x^2 3√y");
        assert_eq!(beside("2+"), "2+3√y");
        assert_eq!(before("6", "14", "C"), "_6^(14) C");
    }
}
