//! Lines of the masthead that stand in the body again: the head of the second page, or of every page.

use super::lines::{Line, Seam};
use super::repairs::Repairs;
use crate::diagnostics::{Span, code};

/// Drops each line that says, word for word, what a statement of the masthead says; what follows stands on a new page.
///
/// A title may stand on more lines here than there, or on fewer.
pub(super) fn drop<'a>(
    lines: Vec<Line<'a>>,
    said: &[(&'static str, String, Span)],
    repairs: &mut Repairs,
) -> Vec<Line<'a>> {
    let mut kept: Vec<Line<'a>> = Vec::new();
    let mut page = false;
    let mut rest = lines.as_slice();
    while let Some((line, after)) = rest.split_first() {
        match repeat(rest, said) {
            Some((what, length)) => {
                let (dropped, after) = rest.split_at(length);
                let span = dropped.iter().fold(line.span(), |span, line| span.join(line.span()));
                repairs.note(
                    code::REPEAT_DROPPED,
                    span,
                    format!("the {what} of the masthead stands here again; it was kept once"),
                );
                (rest, page) = (after, true);
            }
            None => {
                let before = if page { Seam::Page } else { line.before };
                kept.push(Line { before, ..*line });
                (rest, page) = (after, false);
            }
        }
    }
    kept
}

/// The statement that the first lines repeat, and their count.
fn repeat(lines: &[Line<'_>], said: &[(&'static str, String, Span)]) -> Option<(&'static str, usize)> {
    said.iter().find_map(|(what, words, _)| {
        // A statement in the masthead has four lines at most.
        (1..=lines.len().min(4))
            .find(|&count| lines.get(..count).is_some_and(|lines| says(lines, words)))
            .map(|count| (*what, count))
    })
}

fn says(lines: &[Line<'_>], words: &str) -> bool {
    let length: usize = lines.iter().map(|line| line.text.len()).sum();
    // Bold marks and line ends are the only difference that counts for nothing.
    length <= words.len() + 4 * lines.len() && super::masthead::words(lines) == words
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn drops_repeats_however_they_are_broken() {
        let said = [
            ("title", "One two three".to_string(), Span::Unknown),
            ("series line", "Lake Bulletin VI".to_string(), Span::Unknown),
        ];
        let text = "Note.\n\nLake Bulletin VI\n\n**One two\nthree**\n\nLead.\n\nOne two three four";
        let mut repairs = Repairs::default();
        let kept = drop(lines(text), &said, &mut repairs);
        let kept: Vec<_> = kept.iter().map(|line| (line.text, line.before)).collect();
        assert_eq!(kept, [("Note.", Seam::Blank), ("Lead.", Seam::Page), ("One two three four", Seam::Blank)]);
    }
}
