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
    /// The bytes that it takes, with the stop and the blanks after it.
    length: usize,
}

/// The label that the words of a caption open with: `表1　…`, `Figure 2. …`.
pub(super) fn caption(words: &str) -> Option<Typed> {
    let folded: String = words.chars().take(8).collect::<String>().to_ascii_lowercase();
    let (kind, of_table) = KINDS.into_iter().find(|(kind, _)| folded.starts_with(kind))?;
    let after = words.get(kind.len()..)?;
    let figures = after.trim_start();
    let end = figures.find(|c: char| !is_figure(c)).unwrap_or(figures.len());
    let figure = figures.get(..end)?;
    let number = figure.parse().ok().or_else(|| numerals::parse_chinese(figure)).filter(|number| *number > 0)?;
    let start = kind.len() + after.len() - figures.len();
    let rest = figures.get(end..)?;
    let said = rest.trim_start_matches(['.', ':', '：', '．', '、']).trim_start();
    let parted = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || ".:：．、".contains(c));
    let text = words.get(..start + end)?.to_string();
    let label = Label { text, number, literal: true };
    parted.then(|| Typed { label, of_table, length: start + end + rest.len() - said.len() })
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
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
        let odd = typed.label.number != last.saturating_add(1);
        *last = typed.label.number;
        if odd {
            let message = format!("`{}` does not follow the caption before it", typed.label.text);
            let hint = "look whether one is missing; an imported source counts its captions anew";
            self.sink.report(Diagnostic::new(code::CAPTION_NUMBER_ODD, message).at(line.span).hint(hint));
        }
        Some(typed.label)
    }
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
        for words in ["表决结果", "Tables 3", "表1显示投入增长", "Figures of 2", "图示"] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
