//! Words as the Markdown that means them: what the reader would take for a sign is written so that it is none.

/// Where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph, whose lines may open blocks.
    Paragraph,
    /// In a heading or another line of its own.
    Line,
    /// In a cell of a table.
    Cell,
}

/// Adds words to a text with their signs escaped; `after` is what stands next.
pub(super) fn words(words: &str, after: Option<char>, place: Place, text: &mut String) {
    let mut before = text.chars().next_back();
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().or(after);
        let is_sign = match c {
            '\\' | '`' | '*' | '[' | ']' => true,
            '_' => !(is_word(before) && is_word(next)),
            '<' => next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            '~' => !(before.is_some_and(|c| c.is_ascii_digit()) && next != Some('~')),
            '^' => true,
            '|' => place == Place::Cell,
            // Braces after signs are attributes, and so are those at the end of a line of its own.
            '{' => {
                matches!(before, Some(']' | '*' | ')' | '~' | '^'))
                    || place == Place::Line && before.is_none_or(char::is_whitespace)
            }
            // `![` is a picture, `[^1]:` a note, `](` an address.
            '!' => rest.peek().is_none() && matches!(after, Some('[' | '*' | '~' | '^')),
            ':' | '(' => before == Some(']'),
            _ => false,
        };
        if is_sign {
            text.push('\\');
        }
        text.push(c);
        before = Some(c);
    }
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Paragraph words whose lines open no block.
pub(super) fn lines(words: &str) -> String {
    words.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// A line that opens no block: the sign that would is escaped.
pub(super) fn line(words: &str) -> String {
    let (blanks, bare) = words.split_at(words.len() - words.trim_start_matches([' ', '\t']).len());
    let first = bare.chars().next();
    let opens = match first {
        // Before a letter they open nothing, but look as if they were meant to.
        Some('#') => {
            let next = bare.trim_start_matches('#').chars().next();
            bare.len() - bare.trim_start_matches('#').len() <= 6
                && (is_gap(next) || next.is_some_and(char::is_alphabetic))
        }
        Some('-' | '+') => {
            is_gap(bare.chars().nth(1)) || bare.trim_end().chars().all(|c| matches!(c, '-' | '|' | ':' | ' '))
        }
        Some('=') => bare.trim_end().chars().all(|c| c == '='),
        Some('>' | ':') => true,
        // The line under the head of a table.
        Some('|') => bare.contains('-') && bare.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')),
        _ => false,
    };
    if opens {
        return format!("{blanks}\\{bare}");
    }
    if let Some(opening) = CAPTIONS.iter().find(|opening| bare.starts_with(**opening)) {
        return format!("{blanks}{}", escaped_colon(bare, opening));
    }
    let figures = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let stop = bare.get(figures..).and_then(|rest| rest.chars().next());
    let item = (1..=9).contains(&figures) && matches!(stop, Some('.' | ')')) && is_gap(bare.chars().nth(figures + 1));
    match item {
        true => {
            format!("{blanks}{}\\{}", bare.get(..figures).unwrap_or_default(), bare.get(figures..).unwrap_or_default())
        }
        false => words.to_string(),
    }
}

/// The words that would make a paragraph a table's caption.
const CAPTIONS: [&str; 3] = ["Table:", "表：", "表:"];

/// `Table\:`, which is no caption; a full-width colon is written by its number.
pub(super) fn escaped_colon(words: &str, opening: &str) -> String {
    let rest = words.get(opening.len()..).unwrap_or_default();
    let name = opening.trim_end_matches([':', '：']);
    match opening.ends_with(':') {
        true => format!("{name}\\:{rest}"),
        false => format!("{name}&#xFF1A;{rest}"),
    }
}

fn is_gap(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_open_no_blocks() {
        for (plain, escaped) in [
            ("# 1", "\\# 1"),
            ("#1", "#1"),
            ("- a", "\\- a"),
            ("-5 degrees", "-5 degrees"),
            ("3. March", "3\\. March"),
            ("3.5", "3.5"),
            ("1999) x", "1999\\) x"),
            ("::: box", "\\::: box"),
            ("> x", "\\> x"),
            ("===", "\\==="),
            ("Table: x", "Table\\: x"),
            ("---", "\\---"),
        ] {
            assert_eq!(line(plain), escaped);
        }
    }

    #[test]
    fn signs_are_escaped_where_they_are_signs() {
        let escaped = |plain: &str| {
            let mut text = String::new();
            words(plain, None, Place::Paragraph, &mut text);
            text
        };
        assert_eq!(
            escaped("a*b [c] 10~20 x_y _z A&B A & B &c; a<b a < b 5^2"),
            "a\\*b \\[c\\] 10~20 x_y \\_z A\\&B A & B \\&c; a\\<b a < b 5\\^2"
        );
    }
}
