//! Formulas in one line, `(a+b)/2`, whatever markup they came in.

/// A part of a formula, in one line.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Its signs.
    pub(super) words: String,
    /// Whether it ends with a fraction, which would take signs after it for its own.
    pub(super) fraction: bool,
}

impl Part {
    /// A part that is no fraction.
    pub(super) fn of(words: String) -> Part {
        Part { words, fraction: false }
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

/// `√(a+b)`, with the degree before it where there is one.
pub(super) fn root(degree: &str, inner: &str) -> String {
    format!("{degree}√{}", held(inner))
}

/// A limit above or below a sign: the mark and the limit, nothing where there is none.
pub(super) fn limit(mark: char, words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("{mark}{}", held(words)) }
}

/// What stands side by side, with a blank where the end of a fraction would take what follows for its own.
pub(super) fn side_by_side(parts: impl Iterator<Item = Part>) -> String {
    let (mut words, mut fraction) = (String::new(), false);
    for next in parts {
        if fraction && next.words.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '√')) {
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
