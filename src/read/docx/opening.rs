//! The masthead and the imprint of a manuscript whose styles do not name them: its first and last lines, by their words as a
//! transcript's are, and the title by its look.

use super::desk::Desk;
use super::headings;
use super::look::Look;
use super::paragraphs::Line;
use super::pieces::{self, Content, Piece};
use super::roles::Role;
use super::story::Item;
use super::styles::Side;
use crate::ast::{Block, Cell, EditorsNote, Front, Table, Title};
use crate::diagnostics::{Code, Diagnostic, Span, code};
use crate::read::genre::lines::{Line as Words, Seam};
use crate::read::genre::masthead::{self, Masthead};
use crate::read::genre::repairs::Repairs;
use crate::read::genre::{imprint, labels};
use std::ops::Range;

/// So many items at the start or at the end of a manuscript are looked at.
const MOST: usize = 40;
/// The end of an issue has no more lines than this.
const MOST_LAST: usize = 14;
/// A table that only sets the issuing body beside the date has no more cells than this.
const MOST_CELLS: usize = 4;
/// A line that looks like a title is no longer, in characters.
const LONGEST_TITLE: usize = 80;

/// A line of the manuscript with the item that it is of.
struct Place {
    item: usize,
    range: Range<usize>,
    /// Whether it is set off as titles are, and the size of its letters.
    display: Option<u32>,
}

/// Takes the lines of the masthead off the items.
pub(super) fn masthead(mut items: Vec<Item>, front: &mut Front, desk: &mut Desk<'_>) -> Vec<Item> {
    let text = std::mem::take(&mut desk.text);
    let places = first(&items, &text);
    let mut repairs = Repairs::default();
    let found = masthead::find(&lines(&places, &text), &mut repairs);
    // The name of a series alone may as well be what the manuscript is called.
    let found = found.filter(|found| !found.title.is_empty() || found.front.issue_line.is_some());
    if let Some(found) = &found {
        let mut taken = taken(&places, &[&found.body, &found.unknown]);
        // Lines whose styles say that they are titles are taken as such.
        let styled = |item: &Item| matches!(item, Item::Line(line) if line.role == Role::Title);
        let facts = |item: usize| places.iter().any(|place| place.item == item && is_title(found, place));
        taken.retain(|item| !(items.get(*item).is_some_and(styled) && facts(*item)));
        title(found, &places, &taken, &mut items, front, desk);
        tell(found, desk);
        remove(&mut items, &taken);
        fill(front, found.front.clone());
        repairs.findings().into_iter().for_each(|finding| desk.sink.report(finding));
    }
    desk.text = text;
    items
}

/// Whether a place belongs to the lines of the title.
fn is_title(found: &Masthead<'_>, place: &Place) -> bool {
    found.title.iter().any(|line| place.range.contains(&line.start))
}

/// The lines at the start that may be the masthead's.
fn first(items: &[Item], text: &str) -> Vec<Place> {
    let body = headings::body_size(items);
    let lone = lone_heading(items);
    let mut places = Vec::new();
    for (index, item) in items.iter().enumerate().take(MOST) {
        let ranges: Vec<(Range<usize>, Option<u32>)> = match item {
            Item::Line(line) if is_skipped(line) => continue,
            Item::Line(line) if stands(line) || Some(index) == lone => {
                let styled = line.role == Role::Title || Some(index) == lone;
                let display = (styled || is_display(line, body)).then_some(line.size);
                line.span.range().into_iter().map(|range| (range, display)).collect()
            }
            Item::Table(table) => cells(table).into_iter().map(|range| (range, None)).collect(),
            _ => Vec::new(),
        };
        if ranges.is_empty() || ranges.iter().any(|(range, _)| !is_line(text, range)) {
            break;
        }
        places.extend(ranges.into_iter().map(|(range, display)| Place { item: index, range, display }));
    }
    places
}

/// Whether a line neither says anything nor ends the masthead: blank ones, and those that other styles take.
fn is_skipped(line: &Line) -> bool {
    let styled = matches!(line.role, Role::Subtitle | Role::Author | Role::Date);
    styled || line.figures.is_empty() && line.words().trim().is_empty()
}

/// Whether a line is running text, or a title by its style.
fn stands(line: &Line) -> bool {
    let role = line.role == Role::Title || line.role == Role::Body && line.outline.is_none();
    role && line.number.is_none() && line.figures.is_empty() && !line.contents
}

/// The one heading of the highest level, if it stands near the start and has no label: many write the title so.
fn lone_heading(items: &[Item]) -> Option<usize> {
    let level = |item: &Item| match item {
        Item::Line(line) if !line.words().trim().is_empty() => headings::by_style(item),
        _ => None,
    };
    let levels: Vec<(usize, usize)> =
        items.iter().enumerate().filter_map(|(at, item)| Some((at, level(item)?))).collect();
    let top = levels.iter().map(|(_, level)| *level).min()?;
    let mut all = levels.iter().filter(|(_, level)| *level == top);
    let (at, _) = all.next().filter(|_| all.next().is_none())?;
    let plain = matches!(items.get(*at), Some(Item::Line(line)) if line.number.is_none() && labels::section(line.words().trim()).is_none());
    (plain && levels.first().map(|(first, _)| first) == Some(at)).then_some(*at)
}

/// Whether a line is set off as titles are.
fn is_display(line: &Line, body: u32) -> bool {
    let centred = line.side == Some(Side::Centre);
    line.size > body + 4 || centred && (line.bold || line.size > body)
}

/// The words of a small table that only sets things side by side.
fn cells(table: &Table) -> Vec<Range<usize>> {
    let cells: Vec<&Cell> = table.head.iter().chain(&table.body).flat_map(|row| &row.cells).collect();
    let plain = cells.len() <= MOST_CELLS && table.caption.is_empty();
    let words = |cell: &&Cell| matches!(cell.blocks.as_slice(), [Block::Paragraph(_)]);
    let said: Vec<&Cell> = cells.iter().copied().filter(|cell| !cell.blocks.is_empty()).collect();
    if !plain || !said.iter().all(words) {
        return Vec::new();
    }
    said.iter().filter_map(|cell| cell.span.range()).collect()
}

fn is_line(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(|words| !words.trim().contains('\n'))
}

/// The places as lines of text. A title over several paragraphs of one look is one.
fn lines<'a>(places: &[Place], text: &'a str) -> Vec<Words<'a>> {
    let mut lines: Vec<Words<'a>> = Vec::new();
    let mut above = None;
    for place in places {
        let whole = text.get(place.range.clone()).unwrap_or_default();
        let words = whole.trim();
        let start = place.range.start + whole.len() - whole.trim_start().len();
        let before = if place.display.is_some() && place.display == above { Seam::Wrap } else { Seam::Blank };
        above = place.display;
        let line = Words { text: words, start, before, indented: false, display: above.is_some(), page: 0 };
        lines.extend((!words.is_empty()).then_some(line));
    }
    lines
}

/// The items whose lines are none of those that are left.
fn taken(places: &[Place], left: &[&Vec<Words<'_>>]) -> Vec<usize> {
    let stays = |place: &Place| {
        left.iter()
            .flat_map(|lines| lines.iter())
            .any(|line| (place.range.start..=place.range.end).contains(&line.start))
    };
    let kept: Vec<usize> = places.iter().filter(|place| stays(place)).map(|place| place.item).collect();
    let mut taken: Vec<usize> = places.iter().map(|place| place.item).filter(|item| !kept.contains(item)).collect();
    taken.dedup();
    taken
}

fn remove(items: &mut Vec<Item>, taken: &[usize]) {
    let mut at = 0;
    items.retain(|_| {
        at += 1;
        !taken.contains(&(at - 1))
    });
}

fn title(
    found: &Masthead<'_>,
    places: &[Place],
    taken: &[usize],
    items: &mut [Item],
    front: &mut Front,
    desk: &mut Desk<'_>,
) {
    let words = |lines: &[Words<'_>]| {
        let of =
            |line: &Words<'_>| places.iter().find(|place| place.range.contains(&line.start)).map(|place| place.item);
        let mut at: Vec<usize> = lines.iter().filter_map(of).filter(|item| taken.contains(item)).collect();
        at.dedup();
        let whole: Vec<Line> = at.iter().filter_map(|at| line_at(items, *at)).collect();
        display(whole)
    };
    let (head, below) = (words(&found.title), words(&found.subtitle));
    if let Some((span, pieces)) = head {
        let inlines = desk.inlines(pieces);
        let subtitle = below.map(|(_, pieces)| desk.inlines(pieces)).unwrap_or_default();
        front.titles.push(Title { span, lang: desk.lang.clone(), inlines, subtitle });
    }
}

fn line_at(items: &[Item], at: usize) -> Option<Line> {
    match items.get(at) {
        Some(Item::Line(line)) => Some((**line).clone()),
        _ => None,
    }
}

/// Lines as those of one title: how all of them look stresses none.
fn display(lines: Vec<Line>) -> Option<(Span, Vec<Piece>)> {
    let span = lines.iter().fold(Span::Unknown, |span, line| span.join(line.span));
    let mut whole: Vec<Piece> = Vec::new();
    for mut line in lines {
        if !whole.is_empty() {
            let (look, content) = (Look::default(), Content::Break);
            whole.push(Piece { look, content, span: line.span, signs: Vec::new(), listed: false });
        }
        if line.bold {
            line.pieces.iter_mut().for_each(|piece| piece.look.strong = false);
        }
        whole.append(&mut line.pieces);
    }
    pieces::close_pages(&mut whole);
    (!whole.is_empty()).then_some((span, whole))
}

fn told(desk: &mut Desk<'_>, code: Code, span: Span, message: String) {
    let hint = "look whether it is; if not, mend the imported source";
    desk.sink.report(Diagnostic::new(code, message).at(span).hint(hint));
}

fn tell(found: &Masthead<'_>, desk: &mut Desk<'_>) {
    for (what, words, span) in &found.said {
        told(desk, code::FRONT_MATTER_READ, *span, format!("`{words}` was read as the {what}"));
    }
}

/// Puts in what is not yet known.
fn fill(front: &mut Front, found: Front) {
    front.span = front.span.join(found.span);
    front.series = front.series.take().or(found.series);
    front.number = front.number.or(found.number);
    front.whole_number = front.whole_number.or(found.whole_number);
    front.supplement = front.supplement.or(found.supplement);
    front.corrects = front.corrects.take().or(found.corrects);
    front.issue_line = front.issue_line.take().or(found.issue_line);
    front.designation = front.designation.take().or(found.designation);
    front.date = front.date.or(found.date);
    front.date_line = front.date_line.take().or(found.date_line);
    front.publisher = front.publisher.take().or(found.publisher);
    front.classification = front.classification.take().or(found.classification);
    front.copy_number = front.copy_number.take().or(found.copy_number);
}

/// A first line that is set off as titles are, or is the one heading of the highest level, where nothing else is the title.
pub(super) fn title_by_look(items: &mut Vec<Item>, front: &mut Front, desk: &mut Desk<'_>) {
    let blank = |item: &Item| matches!(item, Item::Line(line) if is_skipped(line));
    let Some(at) = items.iter().position(|item| !blank(item)) else { return };
    let Some(line) = line_at(items, at) else { return };
    let words = line.words();
    let words = words.trim();
    let Some(why) = why_title(items, at, &line, words) else { return };
    if labels::heading(words).is_some() || at + 1 == items.len() {
        return;
    }
    told(desk, code::TITLE_GUESSED, line.span, format!("`{words}` was taken for the title {why}"));
    items.remove(at);
    if let Some((span, pieces)) = display(vec![line]) {
        let inlines = desk.inlines(pieces);
        front.titles.push(Title { span, lang: desk.lang.clone(), inlines, subtitle: Vec::new() });
    }
}

/// Why a line of these words may be the title, if anything says so.
fn why_title(items: &[Item], at: usize, line: &Line, words: &str) -> Option<&'static str> {
    let is_short = words.chars().count() <= LONGEST_TITLE && !headings::ends_sentence(words);
    if is_short && stands(line) && is_display(line, headings::body_size(items)) {
        return Some("by its look");
    }
    let is_lone = lone_heading(items) == Some(at) && line.figures.is_empty() && !line.contents;
    is_lone.then_some("as the only heading of the highest level")
}

/// Of the masthead no more lines are left to the text, and none that is longer, characters.
const MOST_REST: usize = 4;
const LONGEST_REST: usize = 24;

/// The editor's note, where the first words say that they are one: what follows its label, or else the next paragraph.
pub(super) fn editors_note(items: &mut Vec<Item>, desk: &mut Desk<'_>) -> Option<EditorsNote> {
    let blank = |item: &Item| matches!(item, Item::Line(line) if is_skipped(line));
    let at = noted(items)?;
    let line = line_at(items, at).filter(stands)?;
    let words = line.words();
    let indent = words.len() - words.trim_start().len();
    let end = labels::editors_note(words.trim_start())? + indent;
    let label = words.get(indent..end)?.to_string();
    told(desk, code::FRONT_MATTER_READ, line.span, format!("what `{label}` opens was read as the editor's note"));
    let alone = words.get(end..)?.trim().is_empty();
    let mut note = vec![Item::Line(Box::new(without(line, end)))];
    items.remove(at);
    if alone {
        let next = items.iter().skip(at).position(|item| !blank(item)).map(|next| next + at);
        let next = next.filter(|next| line_at(items, *next).is_some_and(|line| stands(&line)))?;
        note = vec![items.remove(next)];
    }
    let span = note.iter().find_map(super::story::span).unwrap_or_default();
    Some(EditorsNote { span, label: Some(label), blocks: desk.plain_blocks(note) })
}

/// Where the label of an editor's note stands: before all words but short lines that the masthead left behind.
fn noted(items: &[Item]) -> Option<usize> {
    let blank = |item: &Item| matches!(item, Item::Line(line) if is_skipped(line));
    let opens =
        |at: usize| line_at(items, at).is_some_and(|line| labels::editors_note(line.words().trim_start()).is_some());
    let is_rest = |at: usize| {
        line_at(items, at).filter(stands).is_some_and(|line| {
            let words = line.words();
            let words = words.trim();
            words.chars().count() <= LONGEST_REST && !headings::ends_sentence(words) && labels::heading(words).is_none()
        })
    };
    let told = (0..items.len()).filter(|at| items.get(*at).is_some_and(|item| !blank(item)));
    told.take(MOST_REST + 1).find(|at| opens(*at) || !is_rest(*at)).filter(|at| opens(*at))
}

/// A line without its first bytes and the blanks after them.
fn without(mut line: Line, bytes: usize) -> Line {
    headings::cut(&mut line.pieces, bytes);
    if let Some(Content::Words(words)) = line.pieces.first_mut().map(|piece| &mut piece.content) {
        *words = words.trim_start().to_string();
    }
    line
}

/// Takes the lines of the imprint off the end of the items.
pub(super) fn imprint(items: &mut Vec<Item>, front: &mut Front, desk: &mut Desk<'_>) {
    let text = std::mem::take(&mut desk.text);
    let places = last(items, &text);
    let mut repairs = Repairs::default();
    let found = imprint::read(lines(&places, &text), &mut repairs);
    let taken = taken(&places, &[&found.body]);
    for place in places.iter().filter(|place| taken.contains(&place.item)) {
        let span = Span::text(place.range.start, place.range.end);
        let words = text.get(place.range.clone()).unwrap_or_default().trim();
        told(desk, code::FRONT_MATTER_READ, span, format!("`{words}` was read as a line of the imprint"));
    }
    if !taken.is_empty() {
        front.compilers = front.compilers.take().or(found.compilers);
        front.imprint.span = front.imprint.span.join(found.imprint.span);
        front.imprint.lines.extend(found.imprint.lines);
        front.imprint.copies = front.imprint.copies.or(found.imprint.copies);
        remove(items, &taken);
        repairs.findings().into_iter().for_each(|finding| desk.sink.report(finding));
    }
    desk.text = text;
}

/// The lines at the end that may be the imprint's, in order.
fn last(items: &[Item], text: &str) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for (index, item) in items.iter().enumerate().rev() {
        let mut ranges = match item {
            Item::Line(line) if is_skipped(line) => continue,
            Item::Line(line) if stands(line) => line.span.range().into_iter().collect(),
            Item::Table(table) => cells(table),
            _ => Vec::new(),
        };
        if ranges.is_empty() || ranges.iter().any(|range| !is_line(text, range)) || places.len() >= MOST_LAST {
            break;
        }
        ranges.reverse();
        places.extend(ranges.into_iter().map(|range| Place { item: index, range, display: None }));
    }
    places.reverse();
    places
}
