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

/// Words that open sentences: with a capital they go on with none.
const SENTENCE_OPENERS: [&str; 40] = [
    "The",
    "A",
    "An",
    "This",
    "That",
    "These",
    "Those",
    "It",
    "They",
    "We",
    "He",
    "She",
    "You",
    "There",
    "Here",
    "In",
    "On",
    "At",
    "By",
    "For",
    "From",
    "With",
    "As",
    "If",
    "When",
    "While",
    "After",
    "Before",
    "Since",
    "However",
    "Moreover",
    "Therefore",
    "Our",
    "His",
    "Her",
    "Their",
    "Its",
    "Both",
    "And",
    "But",
];

/// Characters after which a Chinese sentence must go on.
const CHINESE_LEADING_ON: [&str; 15] =
    ["作为", "成为", "以及", "或者", "把", "将", "被", "和", "及", "的", "在", "对", "从", "于", "由"];

/// Words that end as those do, and may end a heading.
const CHINESE_ENDING: [&str; 13] = [
    "担当作为",
    "有所作为",
    "主动作为",
    "积极作为",
    "目的",
    "存在",
    "所在",
    "现在",
    "应对",
    "服从",
    "总和",
    "自由",
    "普及",
];

fn verdict(first: &Piece<'_>, second: &Piece<'_>) -> Verdict {
    let (ending, opening) = (first.ending(), second.opening());
    // The first lines decide: a piece that was joined many times must not be measured anew each time.
    let prose =
        first.lines.iter().take(NARROWEST_PROSE).map(|line| columns(line.text)).sum::<usize>() >= NARROWEST_PROSE;
    let heading = |piece: &Piece<'_>| piece.short_words().is_some_and(|words| labels::heading(&words).is_some());
    if sentences::is_closed(ending) || heading(first) {
        return Verdict::Two;
    }
    let end = ending.trim_end_matches(|c: char| c == '*' || c.is_whitespace());
    if opens_part(opening) || heading(second) {
        return if leads_on_in_chinese(end) && (prose || has_clauses(first)) { Verdict::Open } else { Verdict::Two };
    }
    let last = end.trim_end_matches(|c: char| sentences::is_closer(c)).chars().next_back();
    let salutes = !prose && end.ends_with([',', '，']);
    if (opening.starts_with(char::is_lowercase) && !salutes)
        || prose
            && (goes_on(end) && !opens_sentence(opening) || (last.is_some_and(is_east_asian) && !second.indented()))
    {
        return Verdict::One;
    }
    if prose || is_cut_in_chinese(first, end) { Verdict::Open } else { Verdict::Two }
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

fn opens_sentence(opening: &str) -> bool {
    let word = opening.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    SENTENCE_OPENERS.contains(&word)
}

/// A short text of at least this many columns that has clauses is a Chinese sentence rather than a line of its own.
const NARROWEST_CLAUSES: usize = 40;

/// Whether a Chinese paragraph too short for prose breaks off in mid-sentence.
fn is_cut_in_chinese(piece: &Piece<'_>, end: &str) -> bool {
    let width: usize = piece.lines.iter().map(|line| columns(line.text)).sum();
    let han = end.ends_with(|c: char| is_east_asian(c) && c.is_alphabetic());
    ends_in_ordinal(end) || has_clauses(piece) && han && (width >= NARROWEST_CLAUSES || leads_on_in_chinese(end))
}

/// Whether a comma or stop stands within the first words of a Chinese paragraph.
fn has_clauses(piece: &Piece<'_>) -> bool {
    piece.lines.iter().take(NARROWEST_PROSE).any(|line| line.text.contains(['，', '；', '。']))
}

fn leads_on_in_chinese(end: &str) -> bool {
    CHINESE_LEADING_ON.iter().any(|word| end.ends_with(word)) && !CHINESE_ENDING.iter().any(|word| end.ends_with(word))
}

/// Whether a text ends in `第三`, without what is counted, and has words before it.
fn ends_in_ordinal(end: &str) -> bool {
    let before = end.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c));
    before.len() < end.len() && before.strip_suffix('第').is_some_and(|words| !words.is_empty())
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
    fn a_word_that_opens_sentences_goes_on_with_none() {
        let before = "The regions and offices must carry out the plan and take the care of the";
        let (pieces, told) = mended(&format!("{before}\n\nThe guests said that water is the key."));
        assert_eq!((pieces.len(), told), (2, vec!["sentence-open".to_string()]));
        assert_eq!(mended(&format!("{before}\n\nAtlas, and left.")).0.len(), 1);
    }

    #[test]
    fn tells_of_a_chinese_sentence_that_breaks_off() {
        let open = ["sentence-open".to_string()];
        for (first, second) in [
            ("各地区各部门要认真贯彻落实会议精神，切实把水系治理工作作为", "一是健全机制。"),
            ("各地区各部门要认真贯彻落实会议精神，切实把水系治理工作作为", "二、探索新模式"),
            ("各地区各部门要认真贯彻落实会议精神，切实推进水系治理工作", "重要任务。"),
            ("次会议，各地要把水系治理作为", "A重要工作。很好。"),
            ("这是第三", "次会议。"),
        ] {
            let (pieces, told) = mended(&format!("{first}\n\n{second}"));
            assert_eq!((pieces.len(), told.as_slice()), (2, &open[..]), "{first}");
        }
        for first in ["同护一湖水，共享一城绿", "激励干部，担当作为", "各位领导，", "东湖论坛秘书处"]
        {
            assert_eq!(mended(&format!("{first}\n\n水系重要。")).1, [""; 0], "{first}");
        }
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
