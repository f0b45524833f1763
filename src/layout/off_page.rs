//! Words that came to stand where no reader finds them: off the paper, or deep in the margin at its foot.

use crate::diagnostics::{Diagnostic, Sink, code};
use crate::frame::{Content, FrameItem, GlyphRun, Page, Placed};
use crate::geom::Pt;
use crate::style::StyleSheet;

/// How far into the margin at the foot of the page words may reach before they are told of, as a share of it: what is
/// hardly too high is seen and still read.
const DEEP: f64 = 0.5;

/// Reports the first words off the page. Something was higher or wider than a page can be, such as a name of a hundred
/// characters. Where something is told of as an error already, that is why.
pub(super) fn report(pages: &[Page], style: &StyleSheet, sink: &mut Sink) {
    if sink.has_errors() {
        return;
    }
    let foot = style.page.bottom.to_pt() * DEEP;
    let Some((number, run)) = (1..).zip(pages).find_map(|(number, page)| Some((number, off(page, foot)?))) else {
        return;
    };
    let words: String = run.text.chars().take(24).collect();
    let message = format!(
        "the words `{}` would stand off the page: what is around them is higher than page {number}",
        words.trim()
    );
    let hint = "shorten it, or let a style set it smaller; a name, a title or a heading must fit on a page";
    sink.report(Diagnostic::new(code::WORDS_OFF_PAGE, message).at(run.span).hint(hint));
}

fn off(page: &Page, foot: Pt) -> Option<&GlyphRun> {
    page.items.iter().filter_map(words).find(|run| is_off(run, page, foot))
}

/// The words of the text in an item.
fn words(placed: &Placed) -> Option<&GlyphRun> {
    match (&placed.content, &placed.item) {
        (Content::Leaf(_), FrameItem::Glyphs(run)) if !run.text.trim().is_empty() => Some(run),
        _ => None,
    }
}

fn is_off(run: &GlyphRun, page: &Page, foot: Pt) -> bool {
    let (x, y) = (run.origin.x, run.origin.y);
    x < Pt::ZERO || x > page.size.width || y < Pt::ZERO || y > page.size.height - foot
}
