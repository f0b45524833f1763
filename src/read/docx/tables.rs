//! Tables (`w:tbl`): rows, merged cells, head rows.

use super::desk::Desk;
use super::look::is_on;
use super::met::Met;
use super::paragraphs::chosen;
use super::roles::Role;
use super::story::Item;
use super::styles::{Side, is_shaded};
use crate::ast::{Alignment, Block, Cell, Column, MOST_COLUMNS, Row, Table};
use crate::diagnostics::{Diagnostic, code};
use crate::read::Revisions;
use crate::xml::Element;

/// So many columns a cell may cover, as in word processors.
const WIDEST: u16 = 63;

/// A cell before its rows are known.
struct Place {
    cell: Cell,
    /// Its first column.
    column: usize,
    merge: Merge,
    side: Option<Side>,
    /// Whether all its words are bold, or it is shaded; nothing where it is blank.
    marked: Option<bool>,
}

/// How a cell belongs to the one above it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    None,
    Begins,
    GoesOn,
}

impl Desk<'_> {
    /// Reads a table.
    pub(super) fn table(&mut self, element: &Element<'_>) -> Table {
        let start = self.here();
        let anchors = std::mem::take(&mut self.anchors);
        let id = self.place(&anchors);
        let mut rows = Vec::new();
        self.rows(element, &mut rows);
        let flagged = rows.iter().take_while(|(head, _)| *head).count();
        let guessed = if flagged > 0 || self.aside.is_kept { 0 } else { self.heads_by_look(element, &rows) };
        let heads = flagged.max(guessed);
        let mut rows: Vec<Vec<Place>> = rows.into_iter().map(|(_, row)| row).collect();
        let width =
            rows.iter().flatten().map(|place| place.column + usize::from(place.cell.columns)).max().unwrap_or(0);
        // More are refused once all is read.
        let width = width.min(MOST_COLUMNS + 1);
        let columns = columns(&rows, heads, width);
        let body = rows.split_off(heads.min(rows.len()));
        // Cells of head rows head their columns in any case.
        rows.iter_mut().flatten().for_each(|place| place.cell.heads_row = false);
        let span = start.join(self.here());
        if guessed > 0 {
            let message = match guessed {
                1 => "the first row of a table was taken for its head by its look".to_string(),
                _ => format!("the first {guessed} rows of a table were taken for its head by their look"),
            };
            let hint = "have the head repeated on every page in the manuscript, which says what it is";
            self.sink.report(Diagnostic::new(code::HEAD_ROWS_GUESSED, message).at(span).hint(hint));
        }
        let (head, body) = (self.merged(rows, width), self.merged(body, width));
        Table { span, id, columns, head, body, ..Table::default() }
    }

    /// How many rows head a table by their look, be it their own or that of the table's style.
    fn heads_by_look(&self, element: &Element<'_>, rows: &[(bool, Vec<Place>)]) -> usize {
        let own = marked_heads(rows);
        let look = element.descend(&["tblPr", "tblLook"]);
        let style = element.descend(&["tblPr", "tblStyle"]).and_then(|style| style.attribute("val"));
        let styled = look.is_some_and(asks_for_head) && style.is_some_and(|id| self.styles.heads_tables(id));
        if own == 0 && styled && rows.len() > 1 { 1 } else { own }
    }

    /// Rows whose cells reach over those that only go on with them, with what stands in these.
    fn merged(&mut self, mut rows: Vec<Vec<Place>>, width: usize) -> Vec<Row> {
        let (heights, owners) = reaches(&rows, width);
        for (at, owners) in owners.iter().enumerate() {
            for (index, owner) in owners.iter().enumerate() {
                let Some((owner, cell)) = *owner else { continue };
                let mut blocks = std::mem::take(&mut rows[at][index].cell.blocks);
                if !blocks.is_empty() {
                    self.meet(Met::Covered, rows[at][index].cell.span);
                }
                rows[owner][cell].cell.blocks.append(&mut blocks);
            }
        }
        let rows = rows.into_iter().zip(heights).zip(owners);
        rows.map(|((row, heights), owners)| filled(row, &heights, &owners)).collect()
    }

    fn rows(&mut self, element: &Element<'_>, rows: &mut Vec<(bool, Vec<Place>)>) {
        for child in element.elements() {
            match (child.space, child.name) {
                ("w", "tr") => rows.extend(self.row(child)),
                ("w", "sdt") => child.child("sdtContent").iter().for_each(|inner| self.rows(inner, rows)),
                ("w", "customXml") => self.rows(child, rows),
                ("mc", "AlternateContent") => chosen(child).iter().for_each(|inner| self.rows(inner, rows)),
                ("w", "ins" | "moveTo" | "del" | "moveFrom") if self.keeps(child) => self.rows(child, rows),
                _ => {}
            }
        }
    }

    fn row(&mut self, element: &Element<'_>) -> Option<(bool, Vec<Place>)> {
        let properties = element.child("trPr");
        let change = properties.and_then(|it| it.child("del").or_else(|| it.child("ins")));
        if change.is_some_and(|change| !self.keeps(change)) {
            self.pass(element);
            return None;
        }
        if properties.and_then(|it| it.child("hidden")).is_some_and(|it| is_on(it.attribute("val"))) {
            let here = self.here();
            self.meet(Met::Hidden, here);
            self.pass(element);
            return None;
        }
        let head = properties.and_then(|it| it.child("tblHeader")).is_some_and(|it| is_on(it.attribute("val")));
        let before = properties.and_then(|it| number(it, "gridBefore")).unwrap_or(0).min(WIDEST);
        let mut places = Vec::new();
        let mut column = usize::from(before);
        self.cells(element, &mut column, &mut places);
        Some((head, places))
    }

    /// Whether a cell is there once tracked changes are settled; counts those of it.
    fn cell_stays(&mut self, element: &Element<'_>) -> bool {
        let change = |name: &str| element.descend(&["tcPr", name]).is_some();
        let (inserted, deleted) = (change("cellIns"), change("cellDel"));
        if inserted || deleted {
            let here = self.here();
            self.meet(if inserted { Met::Insertion } else { Met::Deletion }, here);
        }
        if self.revisions == Revisions::Reject { !inserted } else { !deleted }
    }

    fn cells(&mut self, element: &Element<'_>, column: &mut usize, places: &mut Vec<Place>) {
        for child in element.elements() {
            match (child.space, child.name) {
                ("w", "tc") if !self.cell_stays(child) => self.pass(child),
                ("w", "tc") => {
                    let place = self.cell(child, *column);
                    *column += usize::from(place.cell.columns);
                    places.push(place);
                }
                ("w", "sdt") => child.child("sdtContent").iter().for_each(|inner| self.cells(inner, column, places)),
                ("w", "customXml") => self.cells(child, column, places),
                ("w", "ins" | "moveTo" | "del" | "moveFrom") if self.keeps(child) => self.cells(child, column, places),
                ("mc", "AlternateContent") => {
                    chosen(child).iter().for_each(|inner| self.cells(inner, column, places));
                }
                _ => {}
            }
        }
    }

    fn cell(&mut self, element: &Element<'_>, column: usize) -> Place {
        let properties = element.child("tcPr");
        let columns = properties.and_then(|it| number(it, "gridSpan")).unwrap_or(1).clamp(1, WIDEST);
        let merge = match properties.and_then(|it| it.child("vMerge")).map(|merge| merge.attribute("val")) {
            None => Merge::None,
            Some(Some("restart")) => Merge::Begins,
            Some(_) => Merge::GoesOn,
        };
        let start = self.here();
        let items = self.inner_story(element);
        if items.iter().any(|item| matches!(item, Item::Table(_))) {
            self.meet(Met::InnerTable, start);
        }
        let side = items.iter().find_map(|item| match item {
            Item::Line(line) if !line.pieces.is_empty() => line.side,
            _ => None,
        });
        let shaded = properties.is_some_and(is_shaded);
        let bold = items.iter().filter_map(bold).reduce(|all, bold| all && bold);
        let marked = bold.map(|bold| bold || shaded);
        let heads_row = self.aside.is_kept && items.iter().any(heads);
        let blocks = self.cell_blocks(items);
        let cell = Cell { span: start.join(self.here()), blocks, columns, heads_row, ..Cell::default() };
        Place { cell, column, merge, side, marked }
    }

    /// Paragraphs and lists: a table in a cell gives its paragraphs.
    fn cell_blocks(&mut self, items: Vec<Item>) -> Vec<Block> {
        let blocks = self.plain_blocks(items);
        let mut blocks: Vec<Block> = blocks.into_iter().flat_map(flat).collect();
        // Most cells hold one paragraph.
        blocks.shrink_to_fit();
        blocks
    }
}

/// Whether the paragraphs of a cell have the style of those that head something.
fn heads(item: &Item) -> bool {
    match item {
        Item::Line(line) => line.role == Role::TableHead,
        Item::Group(_, items) => items.iter().any(heads),
        _ => false,
    }
}

/// Whether all words of a paragraph are bold, where it has any.
fn bold(item: &Item) -> Option<bool> {
    match item {
        Item::Line(line) => (!line.words().trim().is_empty()).then_some(line.bold),
        _ => None,
    }
}

/// How many rows head a table by their own look: bold or shaded ones above rows that are not, and with the first one all that
/// its cells reach down to where some of it are joined.
fn marked_heads(rows: &[(bool, Vec<Place>)]) -> usize {
    let is_marked = |(_, row): &(bool, Vec<Place>)| {
        let mut said = row.iter().filter_map(|place| place.marked).peekable();
        said.peek().is_some() && said.all(|marked| marked)
    };
    let marked = rows.iter().take_while(|row| is_marked(row)).count();
    let goes_on = |(_, row): &&(bool, Vec<Place>)| row.iter().any(|place| place.merge == Merge::GoesOn);
    let first = rows.first().map(|(_, row)| row.as_slice()).unwrap_or_default();
    let spans =
        first.iter().any(|place| place.cell.columns > 1) && first.iter().any(|place| place.merge == Merge::Begins);
    let joined = if spans { 1 + rows.iter().skip(1).take_while(goes_on).count() } else { 0 };
    Some(marked.max(joined)).filter(|heads| *heads < rows.len()).unwrap_or_default()
}

/// Whether a table asks its style to set off its first row, by name or in the bits of old files.
fn asks_for_head(look: &Element<'_>) -> bool {
    const FIRST_ROW: u32 = 0x0020;
    let bits = || look.attribute("val").and_then(|bits| u32::from_str_radix(bits, 16).ok());
    match look.attribute("firstRow") {
        Some(asked) => is_on(Some(asked)),
        None => bits().is_some_and(|bits| bits & FIRST_ROW != 0),
    }
}

/// What a cell holds of a block: a table gives its paragraphs.
pub(super) fn flat(block: Block) -> Vec<Block> {
    match block {
        Block::Table(table) => {
            let cells = table.head.into_iter().chain(table.body).flat_map(|row| row.cells);
            cells.flat_map(|cell| cell.blocks).chain(table.foot).collect()
        }
        other => vec![other],
    }
}

fn number(element: &Element<'_>, child: &str) -> Option<u16> {
    element.child(child)?.attribute("val")?.parse().ok()
}

fn columns(rows: &[Vec<Place>], heads: usize, width: usize) -> Vec<Column> {
    let mut sides = vec![Vec::new(); width];
    for place in rows.iter().skip(heads).flatten().filter(|place| place.merge != Merge::GoesOn) {
        sides.get_mut(place.column).into_iter().for_each(|column: &mut Vec<_>| column.push(place.side));
    }
    sides.iter().map(|column| set(column)).collect()
}

/// How a column is set: as most of its cells below the head are.
fn set(sides: &[Option<Side>]) -> Column {
    let most = |wanted: &[Side]| sides.iter().flatten().filter(|side| wanted.contains(side)).count() * 2 > sides.len();
    let alignment = if most(&[Side::Right, Side::Point]) {
        // Words between figures stand at the right.
        if sides.contains(&Some(Side::Point)) { Alignment::Decimal } else { Alignment::Right }
    } else if most(&[Side::Centre]) {
        Alignment::Centre
    } else {
        Alignment::Left
    };
    Column { alignment, share: None }
}

/// The place of a cell, by its row and its own number there.
type At = (usize, usize);

/// How many rows every cell reaches over, and the cells that reach over those that only go on with them.
fn reaches(rows: &[Vec<Place>], width: usize) -> (Vec<Vec<u16>>, Vec<Vec<Option<At>>>) {
    let mut heights: Vec<Vec<u16>> = rows.iter().map(|row| vec![1; row.len()]).collect();
    let mut above: Vec<Option<At>> = vec![None; width];
    let mut owners: Vec<Vec<Option<At>>> = rows.iter().map(|row| vec![None; row.len()]).collect();
    for (at, row) in rows.iter().enumerate() {
        for (index, place) in row.iter().enumerate() {
            let Some(slot) = above.get_mut(place.column) else { continue };
            let owner = slot.filter(|(owner, cell)| {
                place.merge == Merge::GoesOn
                    && rows[*owner][*cell].cell.columns == place.cell.columns
                    && owner + usize::from(heights[*owner][*cell]) == at
            });
            match owner {
                Some((owner, cell)) => {
                    heights[owner][cell] = heights[owner][cell].saturating_add(1);
                    owners[at][index] = Some((owner, cell));
                }
                None => *slot = (place.merge != Merge::None).then_some((at, index)),
            }
        }
    }
    (heights, owners)
}

/// A row without the cells that others reach over. One that ends early is filled with empty cells.
fn filled(row: Vec<Place>, heights: &[u16], owners: &[Option<At>]) -> Row {
    let first = row.first().map_or(0, |place| place.column);
    let mut filled = Row { cells: std::iter::repeat_with(Cell::default).take(first).collect(), ..Row::default() };
    for ((place, height), owner) in row.into_iter().zip(heights).zip(owners) {
        filled.span = filled.span.join(place.cell.span);
        if owner.is_none() {
            filled.cells.push(Cell { rows: *height, ..place.cell });
        }
    }
    filled
}
