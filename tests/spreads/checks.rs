//! What is wrong with finished pages.

use super::frame::{Block, Kind, Line, Place, Sight};
use masthead::ast::{Document, Inline, text, walk};
use masthead::frame::{Content, FrameItem, Pages};
use masthead::style::{StyleSheet, TextRole};
use std::collections::BTreeMap;

/// Marks hang out of the measure by so much at the most, points.
const HANG: f64 = 16.0;
/// A column leaves less than this share of its page white at its foot.
const HOLE: f64 = 0.25;
/// The same before a table that stands whole at the head of the next column: compositors part none for less.
const HOLE_BEFORE_TABLE: f64 = 1.0 / 3.0;
/// Lengths that differ by less are the same, points.
const SAME: f64 = 0.05;

/// Every fault of the pages.
pub(crate) fn faults(document: &Document, pages: &Pages, style: &StyleSheet) -> Vec<String> {
    let sight = Sight::of(pages, style);
    let mut faults = Vec::new();
    lone_lines(&sight, &mut faults);
    full(&sight, &mut faults);
    lone_headings(&sight, &mut faults);
    notes(&sight, &mut faults);
    figures(&sight, &mut faults);
    captions(&sight, &mut faults);
    grid(&sight, &mut faults);
    overlaps(&sight, &mut faults);
    holes(&sight, &mut faults);
    inside(&sight, pages, &mut faults);
    words(document, pages, &mut faults);
    faults
}

/// Widows and orphans: fewer lines of several at the head or foot of a column than the style wants there.
fn lone_lines(sight: &Sight<'_>, faults: &mut Vec<String>) {
    for block in sight.blocks.iter().filter(|block| matches!(block.kind, Kind::Text | Kind::Note)) {
        let mut parts: Vec<(Place, usize)> = Vec::new();
        for line in &block.lines {
            match parts.last_mut().filter(|(place, _)| *place == line.place) {
                Some((_, count)) => *count += 1,
                None => parts.push((line.place, 1)),
            }
        }
        let [orphans, widows] = match block.kind {
            Kind::Note => [2, 2],
            _ => [sight.style.page.orphans, sight.style.page.widows].map(usize::from),
        };
        let few = |(at, (_, count)): (usize, &(Place, usize))| *count < if at == 0 { orphans } else { widows };
        if parts.len() > 1 && parts.iter().enumerate().any(few) {
            faults.push(format!("a line alone: {parts:?} {:?}", first_words(block)));
        }
    }
}

/// Pages that end short of their last line, where the style wants all full: before running text, without anything else
/// than lines that could leave no room for one.
fn full(sight: &Sight<'_>, faults: &mut Vec<String>) {
    let page = &sight.style.page;
    if page.level {
        return;
    }
    let foot = (page.height.to_pt() - page.bottom.to_pt()).0;
    let text = sight.blocks.iter().filter(|block| block.kind != Kind::Note);
    let flow: Vec<_> = text.flat_map(|block| block.lines.iter().map(move |line| (block, line))).collect();
    let other = |place: Place| {
        let notes = |block: &Block| block.kind == Kind::Note && block.lines.iter().any(|line| line.place == place);
        sight.blocks.iter().any(|block| notes(block) || block.picture.as_ref().is_some_and(|(_, at, _)| *at == place))
    };
    for pair in flow.windows(2) {
        let [(above, last), (block, next)] = pair else { continue };
        let running = block.kind == Kind::Text && block.marks.is_empty();
        let leading = sight.style.text.body.leading.0;
        // Under a table there is space, after which the text goes on on the grid.
        let wanted = if above.kind == Kind::Row { 2.0 * leading } else { leading };
        let short = foot - last.baseline >= wanted;
        if last.place != next.place && running && short && !other(last.place) {
            faults.push(format!(
                "{:?} ends short after {:?} before {:?} {:?}",
                last.place, last.words, next.words, next.place
            ));
        }
    }
}

/// Headings without lines of text enough below them in their column.
fn lone_headings(sight: &Sight<'_>, faults: &mut Vec<String>) {
    let text: Vec<&Block> =
        sight.blocks.iter().filter(|block| matches!(block.kind, Kind::Text | Kind::Heading | Kind::Row)).collect();
    for (at, heading) in text.iter().enumerate().filter(|(_, block)| block.kind == Kind::Heading) {
        let Some(foot) = heading.lines.last() else { continue };
        let below = text.iter().skip(at + 1).skip_while(|block| block.kind == Kind::Heading);
        let run = text.iter().skip(at + 1).take_while(|block| block.kind == Kind::Heading);
        let below = below.flat_map(|block| &block.lines).take(usize::from(sight.style.page.orphans));
        let mut near = heading.lines.iter().chain(run.flat_map(|block| &block.lines)).chain(below);
        if let Some(line) = near.find(|line| line.place != foot.place) {
            faults.push(format!("a heading alone at a foot: {:?} {:?} {:?}", foot.place, foot.words, line.words));
        }
    }
}

fn first_words(block: &Block) -> String {
    block.lines.first().map_or_else(String::new, |line| line.words.chars().take(40).collect())
}

/// Notes that do not begin in the column of their callout.
fn notes(sight: &Sight<'_>, faults: &mut Vec<String>) {
    let marks = |kind: fn(Kind) -> bool| -> BTreeMap<&str, Place> {
        let blocks = sight.blocks.iter().filter(|block| kind(block.kind));
        blocks.flat_map(|block| &block.marks).map(|(mark, place)| (mark.as_str(), *place)).collect()
    };
    let (callouts, notes) = (marks(|kind| kind != Kind::Note), marks(|kind| kind == Kind::Note));
    if callouts != notes {
        faults.push(format!("notes away from their callouts: {callouts:?} {notes:?}"));
    }
}

/// Figures out of order, before their place or long after it.
fn figures(sight: &Sight<'_>, faults: &mut Vec<String>) {
    let mut last: Option<Place> = None;
    let mut before: Option<Place> = None;
    for block in &sight.blocks {
        if let Some((name, place, _)) = &block.picture {
            if last.is_some_and(|last| *place < last) {
                faults.push(format!("{name} at {place:?} before the last one"));
            }
            let behind = before.map_or(0, |before| order(sight, *place) - order(sight, before));
            let waited = last.is_some_and(|last| before.is_some_and(|before| last > before));
            let most = if waited { 3 } else { 1 };
            if !(0..=most).contains(&behind) {
                faults.push(format!("{name} at {place:?} after text at {before:?}"));
            }
            last = Some(*place);
        } else if matches!(block.kind, Kind::Text | Kind::Heading | Kind::Row) {
            before = block.lines.last().map(|line| line.place).or(before);
        }
    }
}

/// The number of a column among all.
fn order(sight: &Sight<'_>, place: Place) -> i64 {
    (place.0 * usize::from(sight.style.page.columns) + place.1) as i64
}

/// Captions away from their figures.
fn captions(sight: &Sight<'_>, faults: &mut Vec<String>) {
    for pair in sight.blocks.windows(2) {
        let [Block { picture: Some((name, place, area)), .. }, caption] = pair else { continue };
        if caption.kind != Kind::Caption {
            continue;
        }
        let near = |line: &Line| line.place == *place && (0.0..60.0).contains(&(line.baseline - area.bottom().0));
        if !caption.lines.iter().all(near) {
            faults.push(format!("{name} without its caption"));
        }
    }
}

/// Lines of the body off the grid.
fn grid(sight: &Sight<'_>, faults: &mut Vec<String>) {
    if !sight.style.page.baseline_grid {
        return;
    }
    let body = &sight.style.text.body;
    // The first line's type begins at the top of the text block; four fifths of it stand above the baseline.
    let first = sight.style.page.top.to_pt().0 + body.size.0 * 0.8;
    let stands = |role: TextRole| matches!(role, TextRole::Body | TextRole::ListItem);
    let blocks = sight.blocks.iter().filter(|block| matches!(block.kind, Kind::Text));
    for line in blocks.flat_map(|block| &block.lines).filter(|line| stands(line.role)) {
        let lines = (line.baseline - first) / body.leading.0;
        if (lines - lines.round()).abs() * body.leading.0 > SAME {
            faults.push(format!("off the grid by {lines:.2} lines: {:?} {:?}", line.place, line.words));
        }
    }
}

/// Lines and pictures that stand on one another.
fn overlaps(sight: &Sight<'_>, faults: &mut Vec<String>) {
    let mut columns: BTreeMap<Place, Vec<(f64, f64, String)>> = BTreeMap::new();
    for block in &sight.blocks {
        for line in &block.lines {
            let size = sight.style.text.of(line.role).size.0;
            let reach = (line.baseline - size * 0.68, line.baseline + size * 0.2, line.words.clone());
            columns.entry(line.place).or_default().push(reach);
        }
        if let Some((name, place, area)) = &block.picture {
            columns.entry(*place).or_default().push((area.origin.y.0, area.bottom().0, name.clone()));
        }
    }
    for (place, mut reaches) in columns {
        reaches.sort_by(|a, b| a.0.total_cmp(&b.0));
        for pair in reaches.windows(2) {
            let [(top, foot, above), (next, next_foot, below)] = pair else { continue };
            // Cells of one row stand side by side.
            let beside = (next - top).abs() < 0.6 && (next_foot - foot).abs() < 0.6;
            if !beside && *next < *foot - SAME {
                faults.push(format!("{place:?}: {below:?} stands on {above:?}"));
            }
        }
    }
}

/// Words and pictures outside the text block.
fn inside(sight: &Sight<'_>, pages: &Pages, faults: &mut Vec<String>) {
    let page = &sight.style.page;
    let (top, foot) = (page.top.to_pt().0, (page.height.to_pt() - page.bottom.to_pt()).0);
    for line in sight.blocks.iter().flat_map(|block| &block.lines) {
        let (style, body) = (sight.style.text.of(line.role), &sight.style.text.body);
        // On the grid, larger type shares the baseline of the body's.
        let shares = page.baseline_grid && style.leading == body.leading;
        let size = if shares { body.size.min(style.size) } else { style.size }.0;
        // The masthead hangs by its letters.
        let over = if line.role == TextRole::MastheadName { 0.6 } else { 0.8 };
        if line.baseline - size * over < top - SAME || line.baseline + size * 0.2 > foot + SAME {
            faults.push(format!("{:?}: {:?} stands outside the text block", line.place, line.words));
        }
    }
    for (number, item) in pages.pages.iter().enumerate().flat_map(|(at, page)| page.items.iter().map(move |i| (at, i)))
    {
        let Content::Leaf(_) = item.content else { continue };
        let (left, _) = sight.bounds((number, 0));
        let right = left + sight.style.measure().0;
        let reach = match &item.item {
            FrameItem::Glyphs(run) => {
                let end = run.text.trim_end().len();
                let set = run.glyphs.iter().filter(|glyph| glyph.text.end <= end);
                let width = set.map(|glyph| f64::from(glyph.advance)).sum::<f64>() * run.size.0;
                (run.origin.x.0, run.origin.x.0 + width)
            }
            FrameItem::Image { area, .. } => (area.origin.x.0, area.right().0),
            _ => continue,
        };
        if reach.0 < left - HANG || reach.1 > right + HANG {
            faults.push(format!("page {}: {reach:?} outside {left}–{right}", number + 1));
        }
    }
}

/// How far down each column is filled.
fn feet(sight: &Sight<'_>) -> BTreeMap<Place, f64> {
    let mut feet: BTreeMap<Place, f64> = BTreeMap::new();
    let mut reach = |place: Place, foot: f64| {
        let lowest = feet.entry(place).or_insert(foot);
        *lowest = lowest.max(foot);
    };
    for block in &sight.blocks {
        block.lines.iter().for_each(|line| reach(line.place, line.baseline));
        if let Some((_, place, area)) = &block.picture {
            reach(*place, area.bottom().0);
        }
    }
    feet
}

/// Columns but the last with more white at their foot than a keep of headings and text can leave, or one of text and its notes.
fn holes(sight: &Sight<'_>, faults: &mut Vec<String>) {
    let page = &sight.style.page;
    let (top, foot) = (page.top.to_pt().0, (page.height.to_pt() - page.bottom.to_pt()).0);
    let feet = feet(sight);
    let last = feet.last_key_value().map_or(0, |(place, _)| place.0);
    for (place, reach) in feet.iter().filter(|(place, _)| place.0 < last) {
        let lines = (foot - reach) / sight.style.text.body.leading.0;
        let leading = sight.style.text.body.leading.0;
        // The line on which the text goes on stands on the grid, and the notes have a rule above them.
        let kept = keep_with_notes(sight, *place).map_or(0.0, |keep| keep + 2.0 * leading);
        let share = if whole_table_follows(sight, *place) { HOLE_BEFORE_TABLE } else { HOLE };
        if foot - reach > ((foot - top) * share).max(kept) {
            faults.push(format!("{place:?} ends {lines:.1} lines short"));
        }
    }
}

/// How high the paragraph is with its notes that follows a column, if it calls notes and is too short to be divided.
fn keep_with_notes(sight: &Sight<'_>, column: Place) -> Option<f64> {
    let page = &sight.style.page;
    let (paragraph, place) = sight.blocks.iter().filter(|block| block.kind != Kind::Note).find_map(|block| {
        let place = block.lines.first().map(|line| line.place).filter(|place| *place > column)?;
        Some((block, place))
    })?;
    let count = paragraph.lines.len();
    let whole = paragraph.kind == Kind::Text && count < usize::from(page.orphans + page.widows);
    let called =
        |note: &&Block| note.kind == Kind::Note && note.marks.iter().any(|mark| paragraph.marks.contains(mark));
    let notes: usize = sight.blocks.iter().filter(called).map(|note| note.lines.len()).sum();
    let inside = paragraph.lines.iter().all(|line| line.place == place);
    let [text, note] = [&sight.style.text.body, &sight.style.text.footnote].map(|style| style.leading.0);
    (whole && inside && notes > 0).then_some(count as f64 * text + notes as f64 * note)
}

/// Whether the next column begins with a table that ends in it, its heading before it.
fn whole_table_follows(sight: &Sight<'_>, column: Place) -> bool {
    let place = |block: &Block| block.lines.first().map(|line| line.place);
    let mut after = sight.blocks.iter().filter(|block| block.kind != Kind::Note && place(block) > Some(column));
    let Some(first) = after.find(|block| block.kind != Kind::Heading).filter(|block| block.kind == Kind::Row) else {
        return false;
    };
    let end = after.take_while(|block| block.kind == Kind::Row).last().unwrap_or(first);
    place(first).is_some() && end.lines.last().map(|line| line.place) == place(first)
}

/// Of all spreads whose pages both are full, how many end level, and how many there are.
pub(crate) fn level(pages: &Pages, style: &StyleSheet) -> (usize, usize) {
    let sight = Sight::of(pages, style);
    let feet = feet(&sight);
    let last = feet.last_key_value().map_or(0, |(place, _)| place.0);
    let foot =
        |page: usize| feet.iter().filter(|(place, _)| place.0 == page).map(|(_, foot)| *foot).fold(0.0, f64::max);
    let spreads: Vec<f64> =
        (1..last).step_by(2).filter(|page| page + 1 < last).map(|page| foot(page) - foot(page + 1)).collect();
    let level = spreads.iter().filter(|uneven| uneven.abs() < style.text.body.leading.0 * 0.5).count();
    (level, spreads.len())
}

/// Words lost or said twice.
fn words(document: &Document, pages: &Pages, faults: &mut Vec<String>) {
    let mut wanted = text::document(document);
    walk::runs(document, &mut |run| {
        walk::inlines(run, &mut |inline| {
            if let Inline::Callout { note, .. } = inline {
                let called = walk::notes(document).find(|known| known.id == *note);
                wanted.push_str(&called.and_then(|note| note.label.as_ref()).unwrap().text);
            }
        });
    });
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let set = items.filter_map(|placed| match (&placed.content, &placed.item) {
        (Content::Leaf(_), FrameItem::Glyphs(run)) => Some(run.text.as_str()),
        _ => None,
    });
    let letters = |text: &mut dyn Iterator<Item = char>| {
        let mut letters: Vec<char> = text.filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect();
        letters.sort_unstable();
        letters
    };
    if letters(&mut set.flat_map(str::chars)) != letters(&mut wanted.chars()) {
        faults.push("words are lost or said twice".into());
    }
}
