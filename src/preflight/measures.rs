//! How each measure is taken.

use super::lines::{Line, Sheet, Sight};
use super::{Found, Value};
use crate::frame::{ArtifactKind, Content, FrameItem};
use crate::geom::Pt;
use crate::style::{Clause, Measure, Swatch, TextRole};
use std::collections::BTreeMap;

/// The figures of a measure, with their pages; none where the pages have nothing to measure.
pub(super) fn of(clause: &Clause, sight: &Sight<'_>) -> Vec<Found> {
    match clause.measure {
        Measure::PaperWidth => of_pages(sight, |sheet| Some(mm(sheet.page.size.width))),
        Measure::PaperHeight => of_pages(sight, |sheet| Some(mm(sheet.page.size.height))),
        Measure::TopMargin => of_pages(sight, |sheet| top_margin(sheet, sight)),
        Measure::InnerMargin => of_pages(sight, inner_margin),
        Measure::TextBlockWidth => of_pages(sight, |sheet| edges(sheet).map(|(left, right)| mm(right - left))),
        Measure::TextBlockHeight => fullest(sight, clause.wants, |sheet| height(sheet, sight)),
        Measure::LinesPerPage => lines_per_page(sight, clause.wants),
        Measure::CharactersPerLine => characters(sight),
        Measure::BodySize => body_size(sight),
        Measure::LinePitch => pitch(sight),
        Measure::NameTop => on_first(sight, |sheet| name_top(sheet, sight)),
        Measure::MastheadRuleGap => on_first(sight, |sheet| rule_gap(sheet, sight)),
        Measure::MastheadRuleWidth => on_first(sight, |sheet| masthead_rule(sheet).map(|area| mm(area.size.width))),
        Measure::TitleSize => on_first(sight, |sheet| title(sheet).map(|line| line.size().0)),
        Measure::TitleGap => on_first(sight, |sheet| title_gap(sheet, sight)),
        Measure::FolioTop => of_pages(sight, |sheet| folio_top(sheet, sight)),
        Measure::FolioSize => of_pages(sight, |sheet| sheet.folio.as_ref().map(|line| line.size().0)),
        Measure::FolioInset => folio_insets(sight),
        Measure::FoliosInside => folios_inside(sight),
        Measure::ImprintOuterRule => imprint_rules(sight, true),
        Measure::ImprintInnerRule => imprint_rules(sight, false),
        Measure::TextColour => colours(sight, false),
        Measure::MastheadColour => colours(sight, true),
    }
}

fn mm(length: Pt) -> f64 {
    length.to_mm().0
}

fn figure(page: usize, figure: f64) -> Found {
    Found { value: Value::Figure(figure), page }
}

fn of_pages(sight: &Sight<'_>, measure: impl Fn(&Sheet<'_>) -> Option<f64>) -> Vec<Found> {
    sight.pages.iter().enumerate().filter_map(|(page, sheet)| Some(figure(page, measure(sheet)?))).collect()
}

fn on_first(sight: &Sight<'_>, measure: impl Fn(&Sheet<'_>) -> Option<f64>) -> Vec<Found> {
    sight.pages.first().and_then(measure).map(|value| figure(0, value)).into_iter().collect()
}

/// The largest figure of the pages that a paragraph goes on from, and of all others those that are too large: a page
/// whose next lines keep together overleaf ends early by no fault, but no page may hold more, and some page must be full.
fn fullest(sight: &Sight<'_>, wants: Option<f64>, measure: impl Fn(&Sheet<'_>) -> Option<f64>) -> Vec<Found> {
    let of = |full: bool| {
        let pages = plain_pages(sight).filter(move |(page, sheet)| is_full(sight, *page, sheet) == full);
        pages.filter_map(|(page, sheet)| Some(figure(page, measure(sheet)?)))
    };
    let largest = of(true).max_by(|one, other| amount(one).total_cmp(&amount(other)));
    largest.into_iter().chain(of(false).filter(|found| wants.is_some_and(|wants| amount(found) > wants))).collect()
}

/// The pages of nothing but lines.
fn plain_pages<'s, 'a>(sight: &'s Sight<'a>) -> impl Iterator<Item = (usize, &'s Sheet<'a>)> {
    sight.pages.iter().enumerate().filter(|(_, sheet)| sheet.is_plain() && !sheet.lines.is_empty())
}

/// Whether a paragraph goes on from a page to the next.
fn is_full(sight: &Sight<'_>, page: usize, sheet: &Sheet<'_>) -> bool {
    sight.pages.get(page + 1).is_some_and(|next| sheet.goes_on(next))
}

fn amount(found: &Found) -> f64 {
    match found.value {
        Value::Figure(figure) => figure,
        Value::Colour(_) => 0.0,
    }
}

fn top_margin(sheet: &Sheet<'_>, sight: &Sight<'_>) -> Option<f64> {
    let first = sheet.lines.first().filter(|line| line.is_running() || line.role == TextRole::Marking)?;
    sight.ink(first).map(|(top, _)| mm(top))
}

/// The ends of full lines: the left end of the text and the right end of most lines that go on in another. None where
/// no two lines end together.
fn edges(sheet: &Sheet<'_>) -> Option<(Pt, Pt)> {
    let left = sheet.lines.iter().filter(|line| line.is_running()).map(Line::left).reduce(Pt::min)?;
    let begins = |line: &Line<'_>| (line.left() - left).0 < NEAR;
    let goes_on = |pair: &&[Line<'_>]| pair.iter().all(Line::is_running) && pair.last().is_some_and(begins);
    let full = sheet.lines.windows(2).filter(goes_on).filter_map(|pair| pair.first());
    Some((left, commonest(full.map(Line::right))?))
}

/// Ends closer than this are one, points.
const NEAR: f64 = 1.0;

/// The place at which most ends stand, to a fifth of a point; of several, the outermost.
fn commonest(ends: impl Iterator<Item = Pt>) -> Option<Pt> {
    let mut counts: BTreeMap<i64, (usize, Pt)> = BTreeMap::new();
    for end in ends {
        let count = counts.entry((end.0 * 5.0).round() as i64).or_insert((0, end));
        count.0 += 1;
    }
    counts.into_values().filter(|(count, _)| *count > 1).max_by_key(|(count, _)| *count).map(|(_, end)| end)
}

fn inner_margin(sheet: &Sheet<'_>) -> Option<f64> {
    let (left, right) = edges(sheet)?;
    Some(mm(if sheet.is_recto() { left } else { sheet.page.size.width - right }))
}

fn height(sheet: &Sheet<'_>, sight: &Sight<'_>) -> Option<f64> {
    let (top, _) = sight.ink(sheet.lines.first()?)?;
    let (_, foot) = sight.ink(sheet.lines.last()?)?;
    Some(mm(foot - top))
}

/// One full page alone may have ended a line early to keep lines together, which nothing on the page shows.
fn lines_per_page(sight: &Sight<'_>, wants: Option<f64>) -> Vec<Found> {
    let found = fullest(sight, wants, |sheet| Some(sheet.lines.len() as f64));
    let full = plain_pages(sight).filter(|(page, sheet)| is_full(sight, *page, sheet)).count();
    if full < 2 {
        found.into_iter().filter(|found| wants.is_some_and(|wants| amount(found) > wants)).collect()
    } else {
        found
    }
}

/// The count that most full lines of Han characters have: marks that may not begin a line make some longer or shorter.
fn characters(sight: &Sight<'_>) -> Vec<Found> {
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (page, sheet) in sight.pages.iter().enumerate() {
        let Some((left, right)) = edges(sheet) else { continue };
        let full = |line: &&Line<'_>| (line.left() - left).0.abs() < NEAR && (line.right() - right).0.abs() < NEAR;
        let running = sheet.lines.iter().filter(|line| line.is_running());
        for count in running.filter(full).filter_map(Line::squares) {
            counts.entry(count).or_insert((0, page)).0 += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, (lines, _))| *lines);
    most.map(|(count, (_, page))| figure(page, count as f64)).into_iter().collect()
}

fn body_lines<'s, 'a>(sight: &'s Sight<'a>) -> impl Iterator<Item = (usize, &'s Line<'a>)> {
    let lines = |(page, sheet): (usize, &'s Sheet<'a>)| sheet.lines.iter().map(move |line| (page, line));
    sight.pages.iter().enumerate().flat_map(lines).filter(|(_, line)| line.role == TextRole::Body)
}

fn body_size(sight: &Sight<'_>) -> Vec<Found> {
    body_lines(sight).map(|(page, line)| figure(page, line.size().0)).collect()
}

/// Between lines of the body that follow each other closely: what stands wider apart is apart on purpose.
fn pitch(sight: &Sight<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (page, sheet) in sight.pages.iter().enumerate() {
        for pair in sheet.lines.windows(2) {
            let [above, below] = pair else { continue };
            let apart = below.baseline - above.baseline;
            let body = [above, below].iter().all(|line| line.role == TextRole::Body);
            if body && apart < below.size() * 2.2 {
                found.push(figure(page, apart.0));
            }
        }
    }
    found
}

fn name_top(sheet: &Sheet<'_>, sight: &Sight<'_>) -> Option<f64> {
    let name = sheet.lines.iter().find(|line| line.role == TextRole::MastheadName)?;
    sight.ink(name).map(|(top, _)| mm(top))
}

fn masthead_rule<'s>(sheet: &'s Sheet<'_>) -> Option<&'s crate::geom::Rect> {
    sheet.rules(ArtifactKind::MastheadRule).next()
}

fn rule_gap(sheet: &Sheet<'_>, sight: &Sight<'_>) -> Option<f64> {
    let rule = masthead_rule(sheet)?.origin.y;
    let feet = sheet.lines.iter().filter(|line| line.baseline < rule).filter_map(|line| sight.ink(line));
    feet.map(|(_, foot)| foot).reduce(Pt::max).map(|foot| mm(rule - foot))
}

fn title<'s, 'a>(sheet: &'s Sheet<'a>) -> Option<&'s Line<'a>> {
    sheet.lines.iter().find(|line| line.role == TextRole::Title)
}

fn title_gap(sheet: &Sheet<'_>, sight: &Sight<'_>) -> Option<f64> {
    let (top, _) = sight.ink(title(sheet)?)?;
    Some(mm(top - masthead_rule(sheet)?.bottom()))
}

/// The upper end of the dashes at the folio's ends, or of its figures.
fn folio_top(sheet: &Sheet<'_>, sight: &Sight<'_>) -> Option<f64> {
    let folio = sheet.folio.as_ref()?;
    let dash = folio.runs.iter().find(|run| run.text.starts_with(['—', '–', '-', '－']));
    let first = dash.and_then(|run| sight.ink_of(run, run.glyphs.iter().take(1).map(|glyph| glyph.id)));
    first.or_else(|| sight.ink(folio)).map(|(top, _)| mm(top))
}

/// Measured against the edge of full lines, which pages of one side share.
fn folio_insets(sight: &Sight<'_>) -> Vec<Found> {
    let outer = |recto: bool| {
        let sheets = sight.pages.iter().filter(|sheet| sheet.is_recto() == recto);
        sheets.filter_map(edges).map(|(left, right)| if recto { right } else { left }).next()
    };
    let outer = (outer(true), outer(false));
    of_pages(sight, |sheet| {
        let folio = sheet.folio.as_ref()?;
        let inset = match sheet.is_recto() {
            true => outer.0? - folio.right(),
            false => folio.left() - outer.1?,
        };
        Some(inset / folio.size())
    })
}

fn folios_inside(sight: &Sight<'_>) -> Vec<Found> {
    let inside = |sheet: &Sheet<'_>| {
        let folio = sheet.folio.as_ref()?;
        let right = (folio.left() + folio.right()) / 2.0 > sheet.page.size.width / 2.0;
        Some(right != sheet.is_recto())
    };
    let pages: Vec<usize> =
        sight.pages.iter().enumerate().filter(|(_, sheet)| inside(sheet) == Some(true)).map(|(page, _)| page).collect();
    vec![figure(pages.first().copied().unwrap_or_default(), pages.len() as f64)]
}

fn imprint_rules(sight: &Sight<'_>, outer: bool) -> Vec<Found> {
    let rules = |(page, sheet): (usize, &Sheet<'_>)| {
        let rules = sheet.rules(ArtifactKind::ImprintRule).map(|area| (page, mm(area.size.height)));
        rules.collect::<Vec<_>>()
    };
    let all: Vec<(usize, f64)> = sight.pages.iter().enumerate().flat_map(rules).collect();
    let last = all.len().saturating_sub(1);
    let wanted = all.iter().enumerate().filter(|(at, _)| (*at == 0 || *at == last) == outer);
    wanted.map(|(_, &(page, thickness))| figure(page, thickness)).collect()
}

/// The colours of the masthead's name and rule, or of all other words.
fn colours(sight: &Sight<'_>, masthead: bool) -> Vec<Found> {
    let of = |role: TextRole| matches!(role, TextRole::MastheadName | TextRole::MastheadKind);
    let mut found = Vec::new();
    for (page, sheet) in sight.pages.iter().enumerate() {
        let lines = sheet.lines.iter().chain(&sheet.folio).filter(|line| of(line.role) == masthead);
        found.extend(lines.flat_map(|line| &line.runs).map(|run| colour(page, run.colour)));
        let rules = sheet.page.items.iter().filter_map(|placed| match (&placed.item, placed.content) {
            (FrameItem::Rule { colour, .. }, Content::Artifact(ArtifactKind::MastheadRule)) => Some(*colour),
            _ => None,
        });
        found.extend(rules.filter(|_| masthead).map(|swatch| colour(page, swatch)));
    }
    found
}

fn colour(page: usize, swatch: Swatch) -> Found {
    Found { value: Value::Colour(swatch.cmyk.map(|part| f64::from(part) / 2.55)), page }
}
