//! Lines gathered into paragraphs.

use super::labels;
use super::lines::{Line, Seam, columns};
use super::repairs::Repairs;
use super::{imprint, sentences};
use crate::diagnostics::{Span, code};

/// The lines of one paragraph, heading or other statement.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece<'a> {
    /// Its lines, one at least.
    pub(super) lines: Vec<Line<'a>>,
}

impl<'a> Piece<'a> {
    /// Its words without bold marks, lines joined.
    pub(super) fn words(&self) -> String {
        super::masthead::words(&self.lines)
    }

    /// Its words where they are few enough to be a heading or a label; nothing for a long paragraph.
    pub(super) fn short_words(&self) -> Option<String> {
        let few = self.lines.len() < 12 && self.lines.iter().map(|line| line.text.len()).sum::<usize>() < 1000;
        few.then(|| self.words())
    }

    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        self.lines.iter().fold(Span::Unknown, |span, line| span.join(line.span()))
    }

    /// Its first line's words, without a bold mark before them.
    pub(super) fn opening(&self) -> &'a str {
        self.lines.first().map_or("", |line| line.text.trim_start_matches('*'))
    }

    /// Its last line's words.
    pub(super) fn ending(&self) -> &'a str {
        self.lines.last().map_or("", |line| line.text)
    }

    /// What stands before it.
    pub(super) fn before(&self) -> Seam {
        self.lines.first().map_or(Seam::Blank, |line| line.before)
    }

    /// Whether it is set in.
    pub(super) fn indented(&self) -> bool {
        self.lines.first().is_some_and(|line| line.indented)
    }
}

/// A text whose lines are no wider than this was broken into lines by hand or by an extractor.
const WIDEST_WRAPPED: usize = 120;

/// Gathers lines into paragraphs. Blank lines and page breaks part them. So do, inside a block of lines, an indent, a
/// label and, where the source has a line a paragraph, every line end after a stop; a bold mark that is open holds all.
pub(super) fn gather<'a>(lines: &[Line<'a>], repairs: &mut Repairs) -> Vec<Piece<'a>> {
    let width = lines.iter().map(|line| columns(line.text)).max().unwrap_or_default();
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let (mut bold, mut wraps) = (false, Span::Unknown);
    let mut joined = 0;
    for line in lines {
        let last = pieces.last_mut().and_then(|piece| piece.lines.last().copied().map(|last| (piece, last)));
        match last.filter(|(_, last)| line.before == Seam::Wrap && (bold || !parts(last, line, width))) {
            Some((piece, last)) => {
                piece.lines.push(*line);
                joined += 1;
                wraps = wraps.join(Span::text(last.end(), line.start));
            }
            None => {
                bold = false;
                pieces.push(Piece { lines: vec![*line] });
            }
        }
        bold ^= line.text.matches("**").count() % 2 == 1;
    }
    if joined > 0 {
        let message = match joined {
            1 => "1 line end inside a paragraph was joined here".to_string(),
            _ => format!("{joined} line ends inside paragraphs were joined, the first of them here"),
        };
        repairs.note(code::LINES_JOINED, wraps, message);
    }
    pieces
}

/// Whether a line end parts paragraphs, in a text whose widest line has `width` columns.
fn parts(last: &Line<'_>, line: &Line<'_>, width: usize) -> bool {
    let opening = line.text.trim_start_matches('*');
    let stopped = sentences::is_closed(last.text);
    let labelled =
        labels::editors_note(opening).is_some() || imprint::is_label(opening) || super::notes::opens(opening);
    let pointed = labels::section(opening).is_some() || labels::ordinal(opening).is_some();
    let headed = labels::heading(last.text.trim_start_matches('*')).is_some();
    let lower = opening.starts_with(char::is_lowercase);
    if width > WIDEST_WRAPPED {
        return stopped || labelled || pointed || headed || line.indented || !lower;
    }
    let ragged = columns(last.text) * 10 < width * 6;
    let set_in = line.indented && !last.indented;
    labelled
        || set_in
        || (pointed && (stopped || headed))
        || (stopped && ragged && !lower)
        || (headed && ragged && !lower)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn gathered(text: &str) -> Vec<String> {
        gather(&lines(text), &mut Repairs::default()).iter().map(Piece::words).collect()
    }

    #[test]
    fn joins_wrapped_lines_up_to_a_blank_line() {
        assert_eq!(
            gathered("one two three\nfour five six\nseven\n\nEight"),
            ["one two three four five six seven", "Eight"]
        );
        assert_eq!(gathered("创新是\n动力"), ["创新是动力"]);
    }

    #[test]
    fn a_line_a_paragraph() {
        let long = format!("{} end.", "word ".repeat(40));
        assert_eq!(gathered(&format!("{long}\n{long}\nIII. Heading\nNext")).len(), 4);
    }

    #[test]
    fn labels_and_indents_part_wrapped_lines() {
        assert_eq!(gathered("A paragraph that ends here.\nII. A heading\nFirst, a point. And so on.").len(), 3);
        assert_eq!(gathered("\u{3000}\u{3000}一段话没有完\n接着说完。\n\u{3000}\u{3000}另一段").len(), 2);
    }

    #[test]
    fn open_bold_holds_lines_together() {
        assert_eq!(gathered(&format!("**One\nTwo**\n{}", "X".repeat(200))).len(), 2);
    }
}
