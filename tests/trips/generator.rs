//! Whole documents at random: everything that the model can hold, sound and numbered as the pipeline has them.

use crate::inlines::Place;
use crate::random::Random;
use crate::words::plain;
use masthead::ast::{
    Alignment, Block, Boxed, Cell, Column, DefinitionItem, Document, Figure, Inline, Inlines, Label, Lang, List,
    ListItem, ListMarker, MilestoneKind, Note, Paragraph, Person, Placement, Quote, Row, RunIn, Section, Table,
    numerals::Numeral, text,
};
use masthead::diagnostics::Span;

/// The pictures that figures show.
pub(crate) const PICTURES: [&str; 3] = ["map.png", "pictures/a b (1).png", "图/浦江&.png"];

/// What a document in the making knows.
pub(crate) struct Generator {
    pub(crate) random: Random,
    /// Whether the issue is in Chinese.
    pub(crate) chinese: bool,
    /// How many words in a hundred are awkward ones.
    pub(crate) awkward: usize,
    pub(crate) people: Vec<Person>,
    pub(crate) notes: Vec<Note>,
    pub(crate) in_note: bool,
    pub(crate) in_link: bool,
    /// The language around what is made.
    around: Lang,
    ids: usize,
}

/// The document of a seed.
pub(crate) fn document(seed: u64) -> Document {
    let mut random = Random::new(seed);
    let (chinese, awkward) = (random.chance(40), *random.pick(&[0, 8, 20, 45]));
    let (people, notes, around) = (Vec::new(), Vec::new(), Lang::default());
    let mut generator =
        Generator { random, chinese, awkward, people, notes, in_note: false, in_link: false, around, ids: 0 };
    generator.document()
}

impl Generator {
    fn document(&mut self) -> Document {
        let mut front = self.front();
        self.around = front.lang.clone();
        front.editors_note = self.editors_note();
        let most = *self.random.pick(&[1, 2, 4]);
        let lead = if self.random.chance(70) { self.blocks(most, 0) } else { Vec::new() };
        let sections = self.sections(1, most);
        let notes = std::mem::take(&mut self.notes);
        let mut document = Document { front, lead, sections, notes, ..Document::default() };
        crate::places::settle(&mut document, &mut self.random);
        document
    }

    fn sections(&mut self, depth: usize, most: usize) -> Vec<Section> {
        let wanted = if depth == 1 { most } else { 2 };
        let count =
            if self.random.chance(if depth == 1 { 80 } else { 30 }) { self.random.between(1, wanted) } else { 0 };
        let labelled = self.random.chance(20);
        (0..count).map(|at| self.section(depth, most, labelled.then_some(at as u32 + 1))).collect()
    }

    fn section(&mut self, depth: usize, most: usize, number: Option<u32>) -> Section {
        let around = self.around.clone();
        let lang =
            self.random.maybe(8, |random| Lang::new(*random.pick(&["zh", "en", "fr"]))).filter(|lang| *lang != around);
        if let Some(lang) = &lang {
            self.around = lang.clone();
        }
        let label = number.map(|number| {
            let form = self.random.below(4);
            let text = match form {
                0 => format!("{}.", Numeral::UpperRoman.write(number)),
                1 => format!("{}、", Numeral::Chinese.write(number)),
                2 => format!("（{}）", Numeral::Chinese.write(number)),
                _ => format!("{number}."),
            };
            Label { text, number, literal: true }
        });
        let mut title = self.run(Place::Any, 3);
        if text::inlines(&title).trim().is_empty() {
            title.push(Inline::text(plain(&mut self.random, self.chinese, 2), Span::Unknown));
        }
        let id = self.id();
        let blocks = self.blocks(most, 0);
        let sections = if depth < 4 { self.sections(depth + 1, most) } else { Vec::new() };
        self.around = around;
        Section { id, label, title, lang, blocks, sections, span: Span::Unknown }
    }

    /// An id that an author gives, now and then one that looks as if numbering had made it.
    fn id(&mut self) -> Option<String> {
        self.ids += 1;
        let number = self.ids;
        match self.random.below(10) {
            0..=2 => Some(format!("id-{number}")),
            3 => Some(format!("{}-{number}", self.random.pick(&["sec", "table", "figure", "box"]))),
            4 => Some(format!("Ort_{number}.x")),
            _ => None,
        }
    }

    /// One block or more. `depth` says in how many others they stand.
    pub(crate) fn blocks(&mut self, most: usize, depth: usize) -> Vec<Block> {
        let count = self.random.between(1, most.max(1));
        (0..count).map(|_| self.block(depth)).collect()
    }

    /// What a note says.
    pub(crate) fn note_blocks(&mut self) -> Vec<Block> {
        let mut blocks = vec![self.paragraph()];
        if self.random.chance(20) {
            blocks.extend(self.blocks(2, 2));
        }
        blocks
    }

    fn block(&mut self, depth: usize) -> Block {
        let deep = depth >= 3;
        match self.random.below(100) {
            45..=56 if !deep => self.list(depth),
            57..=62 if !deep => self.definitions(depth),
            63..=70 if !deep => self.quote(depth),
            71..=80 if depth < 2 => self.table(),
            81..=86 => self.figure(),
            87..=91 if !deep => self.boxed(depth),
            92..=94 => Block::Milestone { span: Span::Unknown, kind: MilestoneKind::PageBreak },
            _ => self.paragraph(),
        }
    }

    fn paragraph(&mut self) -> Block {
        let run_in = if self.random.chance(15) { Some(Box::new(self.run_in())) } else { None };
        let empty = run_in.is_some() && self.random.chance(10);
        let inlines = if empty { Inlines::new() } else { self.run(Place::Any, 6) };
        let around = self.around.clone();
        let lang =
            self.random.maybe(8, |random| Lang::new(*random.pick(&["zh", "en", "fr"]))).filter(|lang| *lang != around);
        let looseness = if self.random.chance(6) { *self.random.pick(&[-2, -1, 1, 3]) } else { 0 };
        Block::Paragraph(Paragraph { run_in, inlines, lang, span: Span::Unknown, looseness })
    }

    fn run_in(&mut self) -> RunIn {
        let mut inlines = self.run(Place::Any, 2);
        if self.random.chance(60) {
            let opening = *self.random.pick(&["First, ", "一是", "（一）", "Secondly, "]);
            inlines.insert(0, Inline::text(opening, Span::Unknown));
        }
        if self.random.chance(70) {
            inlines.push(Inline::text(if self.chinese { "。" } else { "." }, Span::Unknown));
        }
        RunIn { inlines, ..RunIn::default() }
    }

    fn list(&mut self, depth: usize) -> Block {
        let marker = match self.random.below(12) {
            0..=5 => ListMarker::Bullet,
            6..=9 => ListMarker::Number { start: *self.random.pick(&[1, 1, 1, 0, 7, 120]), numeral: Numeral::Decimal },
            _ => {
                let numerals = [Numeral::UpperRoman, Numeral::LowerAlpha, Numeral::Chinese, Numeral::LowerRoman];
                ListMarker::Number { start: *self.random.pick(&[1, 3]), numeral: *self.random.pick(&numerals) }
            }
        };
        let items = (0..self.random.between(1, 3)).map(|_| self.item(depth)).collect();
        Block::List(List { marker, items, span: Span::Unknown })
    }

    fn item(&mut self, depth: usize) -> ListItem {
        let blocks = match self.random.below(20) {
            0 => Vec::new(),
            1..=3 => self.blocks(3, depth + 1),
            4..=6 => vec![self.paragraph(), self.list(depth + 1)],
            _ => vec![self.paragraph()],
        };
        ListItem { blocks, ..ListItem::default() }
    }

    fn definitions(&mut self, depth: usize) -> Block {
        let items = (0..self.random.between(1, 3))
            .map(|_| DefinitionItem {
                term: self.run(Place::Any, 2),
                blocks: self.blocks(2, depth + 1),
                span: Span::Unknown,
            })
            .collect();
        Block::Definitions { span: Span::Unknown, items }
    }

    fn quote(&mut self, depth: usize) -> Block {
        let attribution = match self.random.below(10) {
            0..=2 => Some(self.run(Place::Words, 2)),
            3..=5 => Some(vec![Inline::text(format!("— {}", plain(&mut self.random, self.chinese, 2)), Span::Unknown)]),
            _ => None,
        };
        Block::Quote(Quote { blocks: self.blocks(2, depth + 1), attribution, span: Span::Unknown })
    }

    fn boxed(&mut self, depth: usize) -> Block {
        let title = if self.random.chance(70) { self.run(Place::Words, 2) } else { Inlines::new() };
        Boxed { id: self.id(), title, blocks: self.blocks(3, depth + 1), span: Span::Unknown }.into()
    }

    fn figure(&mut self) -> Block {
        let caption = match self.random.below(10) {
            0..=2 => Inlines::new(),
            3 => self.run(Place::Any, 2),
            _ => vec![self.caption_words()],
        };
        Figure {
            id: self.id(),
            image: self.random.pick(&PICTURES).to_string(),
            alternative: text::inlines(&[self.caption_words()]),
            caption,
            width: self.random.maybe(40, |random| *random.pick(&[0.6, 0.333, 1.0, 0.25])),
            placement: self.placement(),
            spans_page: self.random.chance(10),
            ..Figure::default()
        }
        .into()
    }

    fn placement(&mut self) -> Option<Placement> {
        self.random.maybe(25, |random| random.pick(&Placement::NAMES).1)
    }

    fn caption_words(&mut self) -> Inline {
        let said = crate::words::words(&mut self.random, self.chinese, 5, self.awkward);
        Inline::text(said.split_whitespace().collect::<Vec<_>>().join(" "), Span::Unknown)
    }

    fn table(&mut self) -> Block {
        let alignments = [Alignment::Left, Alignment::Left, Alignment::Centre, Alignment::Right, Alignment::Decimal];
        let width = self.random.between(1, 4);
        let shared = self.random.chance(30);
        let columns = (0..width)
            .map(|_| Column {
                alignment: *self.random.pick(&alignments),
                share: shared.then(|| *self.random.pick(&[1.0, 2.0, 3.0])),
            })
            .collect();
        let heads = *self.random.pick(&[0, 1, 1, 1, 2]);
        let bodies = if heads == 0 { self.random.between(1, 3) } else { self.random.below(4) };
        let head = self.rows(heads, width);
        let mut body = self.rows(bodies, width);
        if self.random.chance(25) {
            let all = self.random.chance(85);
            for row in &mut body {
                let heads = all || self.random.chance(50);
                row.cells.iter_mut().take(1).for_each(|cell| cell.heads_row = heads);
            }
        }
        let caption = if self.random.chance(70) { self.run(Place::Any, 2) } else { Inlines::new() };
        let (id, foot, placement, spans_page) = (self.id(), self.foot(), self.placement(), self.random.chance(10));
        Table { id, caption, columns, head, body, foot, placement, spans_page, ..Table::default() }.into()
    }

    /// Rows that fill their columns, with merged cells that never cover a row whole.
    fn rows(&mut self, count: usize, width: usize) -> Vec<Row> {
        let mut covered = vec![0usize; width];
        let merges = self.random.chance(30);
        let mut rows = Vec::new();
        for at in 0..count {
            let mut row = Row::default();
            let mut column = 0;
            let kept = self.random.below(width);
            while column < width {
                if covered[column] > 0 {
                    covered[column] -= 1;
                    column += 1;
                    continue;
                }
                let free = covered[column..].iter().take_while(|rows| **rows == 0).count();
                let columns = if merges && self.random.chance(25) { self.random.between(1, free) } else { 1 };
                // The first column always begins a cell of its own, so that no row is covered whole.
                let tall = merges && column > 0 && kept > 0 && self.random.chance(25);
                let height = if tall { self.random.between(1, (count - at).min(3)) } else { 1 };
                covered[column..column + columns].iter_mut().for_each(|rows| *rows = height - 1);
                row.cells.push(self.cell(columns, height));
                column += columns;
            }
            rows.push(row);
        }
        rows
    }

    fn cell(&mut self, columns: usize, rows: usize) -> Cell {
        let blocks = match self.random.below(40) {
            0..=3 => Vec::new(),
            4 => vec![self.cell_paragraph(), self.cell_paragraph()],
            5 => vec![self.list(3)],
            _ => vec![self.cell_paragraph()],
        };
        Cell { blocks, columns: columns as u16, rows: rows as u16, ..Cell::default() }
    }

    fn cell_paragraph(&mut self) -> Block {
        if self.random.chance(3) {
            return self.paragraph();
        }
        Block::Paragraph(Paragraph { inlines: self.run(Place::Any, 2), ..Paragraph::default() })
    }

    fn foot(&mut self) -> Vec<Block> {
        match self.random.below(20) {
            0..=5 => {
                let opening = *self.random.pick(&["Source: ", "注：", "Note: ", "资料来源："]);
                let mut inlines = vec![Inline::text(opening, Span::Unknown)];
                inlines.extend(self.run(Place::Any, 2));
                vec![Block::Paragraph(Paragraph { inlines, ..Paragraph::default() })]
            }
            6 => vec![self.paragraph()],
            _ => Vec::new(),
        }
    }
}
