//! Where lines end inside a paragraph.

/// How the words of a paragraph are laid over lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// A paragraph is one line.
    #[default]
    Paragraph,
    /// A sentence is one line, so that a comparison of two versions shows the sentences that changed.
    Sentence,
}

/// Words of a paragraph with a line end after every sentence. A line end stands in the place of a space, or after a stop of
/// Chinese where Chinese goes on: those are the places at which a reader puts the words together again.
pub(super) fn sentences(words: &str, chinese: bool) -> String {
    let mut text = String::with_capacity(words.len() + 16);
    let mut rest = words.char_indices().peekable();
    let mut brackets = 0usize;
    while let Some((at, c)) = rest.next() {
        if c == '{' && text.ends_with([']', ')', '*', '~']) {
            let braces = braces(words.get(at..).unwrap_or_default());
            text.push_str(braces);
            while rest.next_if(|(next, _)| *next < at + braces.len()).is_some() {}
            continue;
        }
        text.push(c);
        brackets = match c {
            '\\' => {
                text.extend(rest.next().map(|(_, sign)| sign));
                brackets
            }
            '[' | '(' | '{' => brackets + 1,
            ']' | ')' | '}' => brackets.saturating_sub(1),
            _ => brackets,
        };
        let next = rest.peek().map(|(_, next)| *next);
        if brackets > 0 {
            continue;
        }
        // What stands behind is looked at last: a word without an end would be gone over for each of its letters.
        if next == Some(' ') && opens_sentence(rest.clone().nth(1).map(|(_, c)| c)) && is_latin_stop(&text) {
            rest.next();
            text.push('\n');
        } else if chinese && next.is_some_and(is_han_letter) && is_chinese_stop(&text) {
            text.push('\n');
        }
    }
    text
}

/// The attributes that a text opens with, from brace to brace; a brace in a value is none.
fn braces(text: &str) -> &str {
    let (mut quoted, mut escaped) = (false, false);
    let closes = |c: char| {
        let ends = c == '}' && !quoted;
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    };
    text.find(closes).and_then(|end| text.get(..=end)).unwrap_or(text)
}

/// Whether words end in a stop after which a sentence may begin: not an initial (`J. Smith`), nor a short form (`No. 6`).
fn is_latin_stop(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '*', '\'']);
    let Some(stop) = bare.chars().next_back().filter(|c| matches!(c, '.' | '!' | '?')) else { return false };
    let word = bare.trim_end_matches(stop).rsplit([' ', '\n']).next().unwrap_or_default();
    stop != '.' || (word.chars().count() > 3 && word.chars().all(|c| c.is_alphabetic() || !c.is_ascii()))
}

fn opens_sentence(next: Option<char>) -> bool {
    next.is_some_and(|c| c.is_uppercase())
}

fn is_chinese_stop(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '」', '』', '）', '》']);
    bare.ends_with(['。', '！', '？'])
}

fn is_han_letter(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_lines_and_short_forms_do_not() {
        let words = "One thing ended. No. 6 came from J. Smith. Another (see there. Yes) went on.";
        assert_eq!(
            sentences(words, false),
            "One thing ended.\nNo. 6 came from J. Smith.\nAnother (see there. Yes) went on."
        );
        assert_eq!(sentences("一是创新。二是协同。”三是“开放。", true), "一是创新。\n二是协同。”\n三是“开放。");
    }
}
