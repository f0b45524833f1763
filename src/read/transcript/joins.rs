//! Paragraphs that a page break cut in mid-sentence, joined again.

use super::lines::{Line, Seam, columns};
use super::paragraphs::Piece;
use super::repairs::Repairs;
use super::{imprint, labels, sentences};
use crate::ast::text::is_east_asian;
use crate::diagnostics::{Span, code};

/// Joins what is surely one sentence, and tells where a sentence stays open.
pub(super) fn mend<'a>(pieces: Vec<Piece<'a>>, repairs: &mut Repairs) -> Vec<Piece<'a>> {
    let mut mended: Vec<Piece<'a>> = Vec::new();
    for piece in pieces {
        match mended.last_mut().map(|last| (verdict(last, &piece), last)) {
            Some((Verdict::One, last)) => join(last, piece, repairs),
            Some((Verdict::Open, last)) => {
                leave_open(last, repairs);
                mended.push(piece);
            }
            _ => mended.push(piece),
        }
    }
    mended
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// The second goes on where the first breaks off.
    One,
    /// The first breaks off, and the second may or may not go on.
    Open,
    /// Two paragraphs.
    Two,
}

/// Prose is at least this wide, in columns; a shorter text may be a line of its own.
const NARROWEST_PROSE: usize = 60;

/// Words after which an English sentence must go on.
const LEADING_ON: [&str; 24] = [
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "with", "from", "and", "or", "that", "which", "is",
    "are", "was", "as", "into", "between", "its", "their",
];

fn verdict(first: &Piece<'_>, second: &Piece<'_>) -> Verdict {
    let (ending, opening) = (first.ending(), second.opening());
    // The first lines decide: a piece that was joined many times must not be measured anew each time.
    let prose =
        first.lines.iter().take(NARROWEST_PROSE).map(|line| columns(line.text)).sum::<usize>() >= NARROWEST_PROSE;
    let heading = |piece: &Piece<'_>| piece.short_words().is_some_and(|words| labels::heading(&words).is_some());
    if sentences::is_closed(ending) || heading(first) || opens_part(opening) || heading(second) {
        return Verdict::Two;
    }
    let end = ending.trim_end_matches(|c: char| c == '*' || c.is_whitespace());
    let last = end.trim_end_matches(|c: char| sentences::is_closer(c)).chars().next_back();
    let salutes = !prose && end.ends_with([',', '，']);
    if (opening.starts_with(char::is_lowercase) && !salutes)
        || prose && (goes_on(end) || (last.is_some_and(is_east_asian) && !second.indented()))
    {
        return Verdict::One;
    }
    if prose { Verdict::Open } else { Verdict::Two }
}

fn opens_part(opening: &str) -> bool {
    labels::section(opening).is_some()
        || labels::ordinal(opening).is_some()
        || labels::editors_note(opening).is_some()
        || imprint::is_label(opening)
}

/// Whether a sentence that breaks off here cannot be whole.
fn goes_on(end: &str) -> bool {
    let near = end.get(end.ceil_char_boundary(end.len().saturating_sub(16))..).unwrap_or_default();
    let word = near.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    end.ends_with([',', '，', '、', '(', '（', '“', '-', '—']) || LEADING_ON.contains(&word)
}

fn join<'a>(first: &mut Piece<'a>, second: Piece<'a>, repairs: &mut Repairs) {
    repairs.note(
        code::PARAGRAPH_JOINED,
        second.lines.first().map(first_word).unwrap_or_default(),
        "a page break cut the sentence before this word; the two halves of the paragraph were joined",
    );
    let page =
        |(index, line): (usize, Line<'a>)| Line { before: if index == 0 { Seam::Page } else { line.before }, ..line };
    first.lines.extend(second.lines.into_iter().enumerate().map(page));
}

/// Where the first word of a line stands.
fn first_word(line: &Line<'_>) -> Span {
    let length = line.text.find(char::is_whitespace).unwrap_or(line.text.len()).min(80);
    Span::text(line.start, line.start + line.text.floor_char_boundary(length))
}

fn leave_open(piece: &Piece<'_>, repairs: &mut Repairs) {
    let end = piece.lines.last().map_or(0, Line::end);
    repairs.warn(
        code::SENTENCE_OPEN,
        Span::text(end, end),
        "this paragraph ends without a stop, and what follows does not clearly belong to it",
        "compare the printed issue; join the two paragraphs in the source if they are one",
    );
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn mended(text: &str) -> (Vec<String>, Vec<String>) {
        let mut repairs = Repairs::default();
        let pieces = super::super::paragraphs::gather(&lines(text), &mut repairs);
        let pieces = mend(pieces, &mut repairs);
        let source = crate::diagnostics::Source::new("x", text);
        let told = repairs.tell(&source, &mut crate::diagnostics::Sink::new());
        (pieces.iter().map(Piece::words).collect(), told.into_iter().map(|found| found.code).collect())
    }

    #[test]
    fn joins_a_sentence_that_goes_on_in_lower_case() {
        let (pieces, told) = mended("The competition among clusters is\n\nincreasingly fierce.");
        assert_eq!(pieces, ["The competition among clusters is increasingly fierce."]);
        assert_eq!(told, ["paragraph-joined"]);
    }

    #[test]
    fn joins_before_a_capital_only_where_the_sentence_must_go_on() {
        let before = "The experts of the whole region met for three long days in the city of";
        assert_eq!(mended(&format!("{before}\n\nWuhan, and left.")).0.len(), 1);
        let (pieces, told) = mended(&format!("{before} Wuhan\n\nThey left again."));
        assert_eq!((pieces.len(), told), (2, vec!["sentence-open".to_string()]));
    }

    #[test]
    fn joins_chinese_across_a_page() {
        let first = "区域创新体系是国家创新体系的重要组成部分，党的十八大以来，我国区域创新体系建设取得";
        assert_eq!(mended(&format!("{first}\n\n积极进展。")).0, [format!("{first}积极进展。")]);
        assert_eq!(mended(&format!("{first}\n\n二、探索新模式")).0.len(), 2);
    }

    #[test]
    fn leaves_headings_and_whole_sentences_apart() {
        assert_eq!(mended("II. Exploring new models\n\nfirst a word.").0.len(), 2);
        assert_eq!(mended("It ended.\n\nit began.").0.len(), 2);
        assert_eq!(mended("Done\n\nCompiled by: A B").0.len(), 2);
    }
}
