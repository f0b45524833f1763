//! What authors type where word processors have something of their own: the numbers of captions, the headings that open
//! paragraphs, the sources under tables.

use super::desk::Desk;
use super::headings::{cut, ends_sentence};
use super::paragraphs::Line;
use super::pieces::{self, Piece};
use super::roles::Role;
use crate::ast::{Label, RunIn, labels, numerals};
use crate::diagnostics::{Diagnostic, Span, code};
use crate::read::genre;

/// The words that open captions, in lower case, and whether they are those of tables.
const KINDS: [(&str, bool); 8] = [
    ("table", true),
    ("表", true),
    ("附表", true),
    ("figure", false),
    ("fig.", false),
    ("fig", false),
    ("图", false),
    ("附图", false),
];

/// A caption is no longer, in characters.
const LONGEST: usize = 120;

/// A typed label of a caption.
pub(super) struct Typed {
    pub(super) label: Label,
    /// Whether it is a table's.
    pub(super) of_table: bool,
    /// Whether it says one count and no more.
    counts: bool,
    /// The bytes that it takes, with the stop and the blanks after it.
    length: usize,
}

/// The label that the words of a caption open with: `表1　…`, `Figure 2. …`, `图3-1 …`, `Table A1: …`.
pub(super) fn caption(words: &str) -> Option<Typed> {
    let folded: String = words.chars().take(8).collect::<String>().to_ascii_lowercase();
    let (kind, of_table) = KINDS.into_iter().find(|(kind, _)| folded.starts_with(kind))?;
    let after = words.get(kind.len()..)?;
    let figures = after.trim_start();
    let start = kind.len() + after.len() - figures.len();
    let letter = letter(figures);
    let count = figures.get(letter..)?.split(|c: char| !is_figure(c)).next()?;
    let number = count.parse().ok().or_else(|| numerals::parse_chinese(count)).filter(|number| *number > 0)?;
    let end = start + letter + count.len();
    let part = part(words.get(end..)?);
    let ends = [end + part, end].into_iter().find(|end| words.get(*end..).is_some_and(is_parted))?;
    let said = words.get(ends..)?.trim_start_matches(STOPS).trim_start();
    let label = Label { text: words.get(..ends)?.to_string(), number, literal: true };
    Some(Typed { label, of_table, counts: letter == 0 && ends == end, length: words.len() - said.len() })
}

/// What may stand between a label and the words of its caption.
const STOPS: [char; 5] = ['.', ':', '：', '．', '、'];

/// Whether a label may end before these words.
fn is_parted(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || STOPS.contains(&c))
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

/// The bytes of the letter before a count, as appendices have it: `A1`, `S-2`.
fn letter(figures: &str) -> usize {
    let joint = |bytes: &[u8]| if matches!(bytes, [b'-' | b'.', ..]) { 2 } else { 1 };
    match figures.as_bytes() {
        [letter, rest @ ..] if letter.is_ascii_uppercase() => joint(rest),
        _ => 0,
    }
}

/// The bytes of what makes a count that of a part: `-1`, `.1`, `a`, `-1b`. Three figures after a stop are words, such as a year.
fn part(rest: &str) -> usize {
    let joint = rest.chars().next().filter(|c| "-–—‑.".contains(*c)).map_or(0, char::len_utf8);
    let figures = rest.bytes().skip(joint).take_while(u8::is_ascii_digit).count();
    let inner = if joint > 0 && (1..=2).contains(&figures) { joint + figures } else { 0 };
    inner + usize::from(rest.as_bytes().get(inner).is_some_and(u8::is_ascii_lowercase))
}

/// Whether words are nothing but a label such as numbering makes: what is counted, and one count.
pub(super) fn is_plain_label(words: &str) -> bool {
    caption(words.trim()).is_some_and(|typed| typed.counts && typed.label.text == words.trim())
}

/// Whether a line of running text is a caption by its words.
pub(super) fn is_caption(words: &str) -> Option<bool> {
    let words = words.trim();
    let short = words.chars().count() <= LONGEST && !ends_sentence(words) && !words.ends_with('.');
    caption(words).filter(|_| short).map(|typed| typed.of_table)
}

impl Desk<'_> {
    /// Takes the typed label off a caption, and tells where its number is not the next one.
    pub(super) fn typed_label(&mut self, line: &mut Line) -> Option<Label> {
        let words = line.words();
        let indent = words.len() - words.trim_start().len();
        let typed = caption(words.trim_start())?;
        cut(&mut line.pieces, indent + typed.length);
        let last = &mut self.typed_numbers[usize::from(typed.of_table)];
        // The parts of one figure have one count.
        let odd = typed.label.number != last.saturating_add(1) && (typed.counts || typed.label.number != *last);
        *last = typed.label.number;
        if odd {
            let message = format!("`{}` does not follow the caption before it", typed.label.text);
            let hint = "look whether one is missing; an imported source counts its captions anew";
            self.sink.report(Diagnostic::new(code::CAPTION_NUMBER_ODD, message).at(line.span).hint(hint));
        }
        Some(typed.label)
    }
}

/// What is told of a label that a word processor made and that no label of a bulletin is like.
pub(super) fn relabelled(label: &str) -> Diagnostic {
    Diagnostic::new(
        code::CAPTION_RELABELLED,
        format!("the caption is labelled `{label}`; it is counted anew, and that is left out"),
    )
    .hint("write into the caption what of its label is to stay")
}

/// Whether words say what a table rests on.
pub(super) fn is_table_foot(words: &str) -> bool {
    let words = words.trim_start();
    labels::TABLE_FOOT.iter().any(|opening| words.starts_with(opening))
}

/// Bold words that open running text as its heading, with what follows: a point with its ordinal or label, or a sentence.
pub(super) fn run_in(line: &Line) -> Option<usize> {
    if line.role != Role::Body {
        return None;
    }
    let bold = line.pieces.iter().take_while(|piece| piece.look.strong || piece.is_blank()).count();
    let (head, rest) = line.pieces.split_at_checked(bold)?;
    let plain = head.iter().all(|piece| piece.own_words().is_some() && piece.look.link.is_none());
    let (head, rest) = (pieces::words(head), pieces::words(rest));
    let (head, rest) = (head.trim(), rest.trim());
    let labelled = genre::labels::ordinal(head).is_some() || genre::labels::section(head).is_some();
    let stopped = head.ends_with(['.', '。', '!', '！', '?', '？']);
    let sentence = stopped && genre::sentences::sentences(head).len() == 1;
    let follows =
        rest.chars().next().is_some_and(char::is_alphanumeric) || rest.starts_with(['“', '"', '‘', '《', '[']);
    (plain && !head.is_empty() && follows && (sentence || labelled && genre::sentences::is_closed(head)))
        .then_some(bold)
}

/// The heading that bold pieces are.
pub(super) fn heading(head: &[Piece], desk: &mut Desk<'_>) -> RunIn {
    let mut head = head.to_vec();
    head.iter_mut().for_each(|piece| piece.look.strong = false);
    RunIn {
        span: head.iter().map(|piece| piece.span).fold(Span::Unknown, Span::join),
        label: labels::run_in(pieces::words(&head).trim_start()),
        inlines: desk.inlines(head),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_carry_their_labels() {
        let read = |words: &str| caption(words).map(|typed| (typed.label.text, typed.label.number, typed.length));
        assert_eq!(read("表1  研发投入"), Some(("表1".into(), 1, 6)));
        assert_eq!(read("Figure 2. Ports"), Some(("Figure 2".into(), 2, 10)));
        assert_eq!(read("图二：会场"), Some(("图二".into(), 2, 9)));
        assert_eq!(read("Figure 3a. Ports"), Some(("Figure 3a".into(), 3, 11)));
        assert_eq!(read("图3-1 会场"), Some(("图3-1".into(), 3, 7)));
        assert_eq!(read("Table 1.2 Ports"), Some(("Table 1.2".into(), 1, 10)));
        assert_eq!(read("Table A-1: Ports"), Some(("Table A-1".into(), 1, 11)));
        assert_eq!(read("表1.2023年"), Some(("表1".into(), 1, 5)));
        assert_eq!(read("Figure 3a"), Some(("Figure 3a".into(), 3, 9)));
        assert!(is_plain_label("Table 12 ") && is_plain_label("图二"));
        assert!(!is_plain_label("Exhibit 1") && !is_plain_label("图3-1") && !is_plain_label("Table 1 Ports"));
        for words in ["Figure 3ab", "Table Ab", "表决结果", "Tables 3", "表1显示投入增长", "Figures of 2", "图示"]
        {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
