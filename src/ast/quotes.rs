//! Straight quotes as the opening and closing ones that they stand for in English text.

/// Whether a quote opens after this character of its text; nothing stands before the first.
fn opens(before: Option<char>) -> bool {
    before.is_none_or(|before| before.is_whitespace() || "([{—–\"'“‘".contains(before))
}

/// The quote that a straight one stands for, or any other character itself.
#[must_use]
pub fn curled(character: char, before: Option<char>) -> char {
    match (character, opens(before)) {
        ('"', true) => '“',
        ('"', false) => '”',
        ('\'', true) => '‘',
        ('\'', false) => '’',
        _ => character,
    }
}
