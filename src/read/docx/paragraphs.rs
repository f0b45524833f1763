//! One paragraph (`w:p`), with what its style and its counting say of it.

use super::desk::Desk;
use super::edges::Edge;
use super::fields::Meaning;
use super::look::{Look, Said};
use super::met::Met;
use super::numbering::Number;
use super::pieces::{self, Content, Piece};
use super::roles::Role;
use super::story::Item;
use super::styles::{ParagraphSaid, Side};
use super::unfinished::Held;
use crate::ast::Figure;
use crate::diagnostics::Span;
use crate::read::Revisions;
use crate::xml::{Element, Node};

/// A paragraph as it stands in the manuscript.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) span: Span,
    pub(super) role: Role,
    /// The level of the outline, from 0, where it is a heading there.
    pub(super) outline: Option<usize>,
    /// What the word processor prints before it.
    pub(super) number: Option<Number>,
    pub(super) side: Option<Side>,
    /// How far it is set in, in twentieths of a point.
    pub(super) left: i32,
    pub(super) ruled: bool,
    pub(super) page_before: bool,
    pub(super) pieces: Vec<Piece>,
    /// How many pieces belong to a caption's label, its number included.
    pub(super) sequence: Option<usize>,
    pub(super) figures: Vec<Figure>,
    /// The names of the bookmarks that begin in it.
    pub(super) anchors: Vec<String>,
    /// The size of most of its letters, in half points.
    pub(super) size: u32,
    /// Whether all its words are bold.
    pub(super) bold: bool,
    /// Whether most of its words are in a colour that is no grey.
    pub(super) coloured: bool,
    /// What stands in frames that hang on it.
    pub(super) frames: Vec<Vec<Item>>,
    /// Whether a tracked change joins it to the next.
    pub(super) open: bool,
    /// Whether it belongs to a table of contents.
    pub(super) contents: bool,
    /// What is kept aside of it, by the place of the mark.
    pub(super) mark: Option<usize>,
    /// Edges of what is kept aside, before and after it.
    pub(super) edges: [Vec<Item>; 2],
}

impl Line {
    /// Its plain words.
    pub(super) fn words(&self) -> String {
        pieces::words(&self.pieces)
    }
}

/// The size of letters of which nothing is said, in half points (clause 17.3.2.38).
pub(super) const PLAIN_SIZE: u32 = 20;

/// A paragraph in the making.
pub(super) struct Draft {
    pub(super) line: Line,
    /// What the paragraph's style says of its words.
    pub(super) base: Said,
    /// How many pieces stood before the bookmark that was opened last.
    pub(super) opened: Option<usize>,
    /// The marks of words in the line that were opened and ended last, and how many pieces stood before their edges.
    pub(super) signed: [Option<(usize, usize)>; 2],
    /// Words that stand in instructions of fields.
    pub(super) held: Vec<Held>,
    /// Those that stand around nothing, and how many pieces stood before each.
    pub(super) hollow: Vec<(usize, usize)>,
    /// The ends of pages that stood between paragraphs, and how many pieces stood before each.
    pub(super) page_ends: Vec<(usize, usize)>,
    /// Letters by size, bold letters, coloured letters, all letters.
    sizes: Vec<(u32, usize)>,
    bold: usize,
    coloured: usize,
    letters: usize,
}

impl Draft {
    /// Puts the ends of pages that no words follow behind the paragraph, where they stood.
    fn put_page_ends_behind(&mut self) {
        while let Some((place, before)) = self.page_ends.pop_if(|(_, before)| *before + 1 == self.line.pieces.len()) {
            self.line.pieces.truncate(before);
            self.line.edges[1].insert(0, Item::PageEnd(place));
        }
    }

    /// Counts letters of a look, by which a manuscript without styles shows its headings.
    pub(super) fn weigh(&mut self, words: &str, said: &Said) {
        let letters = words.chars().filter(|c| !c.is_whitespace()).count();
        let size = said.size.unwrap_or(PLAIN_SIZE);
        match self.sizes.iter_mut().find(|(known, _)| *known == size) {
            Some((_, count)) => *count += letters,
            None => self.sizes.push((size, letters)),
        }
        self.letters += letters;
        self.bold += if said.bold == Some(true) { letters } else { 0 };
        self.coloured += if said.colour.is_some_and(is_colour) { letters } else { 0 };
    }
}

/// Whether red, green and blue differ by more than a tint.
fn is_colour([red, green, blue]: [u8; 3]) -> bool {
    red.max(green).max(blue) - red.min(green).min(blue) > 64
}

impl Desk<'_> {
    /// Reads a paragraph.
    pub(super) fn paragraph(&mut self, element: &Element<'_>) -> Line {
        let own = element.child("pPr").map(ParagraphSaid::read).unwrap_or_default();
        let mark = element.descend(&["pPr", "rPr"]);
        let joined = mark.is_some_and(|mark| self.is_joined(mark));
        let mut draft = self.draft(&own, joined);
        draft.line.span = self.here();
        draft.line.anchors = std::mem::take(&mut self.anchors);
        draft.line.contents = self.fields.in_contents();
        self.inside(element, &mut draft, None);
        self.give_up_fields(&mut draft);
        draft.line.open = joined || own.drop_cap;
        if mark.is_some_and(is_changed) {
            let here = self.here();
            self.meet(Met::ParagraphMark, here);
        }
        draft.put_page_ends_behind();
        let most = draft.sizes.iter().max_by_key(|(_, letters)| *letters).map(|(size, _)| *size);
        let mut line = draft.line;
        line.size = most.or(draft.base.size).unwrap_or(PLAIN_SIZE);
        line.bold = draft.letters > 0 && draft.bold == draft.letters;
        line.coloured = draft.coloured * 2 > draft.letters;
        if self.aside.is_kept {
            super::signs::fill(&mut line.pieces, &draft.hollow, &self.aside);
            line.pieces = super::signs::settle(std::mem::take(&mut line.pieces), &self.aside);
        }
        if line.number.as_ref().is_some_and(|number| number.unwritten) {
            self.meet(Met::Relabelled, line.span);
        }
        if !self.aside.is_kept {
            super::counted::type_where_none_is(&mut line);
        }
        // A manuscript has thousands of paragraphs, most of one piece.
        line.pieces.shrink_to_fit();
        line.span = line.pieces.iter().map(|piece| piece.span).fold(line.span, Span::join);
        self.end_line();
        line
    }

    /// A paragraph of which nothing is read yet. One that is joined to the next is not counted: the next one is.
    fn draft(&mut self, own: &ParagraphSaid, joined: bool) -> Draft {
        let style = self.styles.of_paragraph(own.style.as_deref());
        let inherited = &style.paragraph;
        let role = style.role.unwrap_or_default();
        let base = style.run.or(&self.styles.plain().run);
        let counting = own.counting.or(inherited.counting).filter(|id| *id > 0);
        let by_style = || counting.and_then(|id| self.numbering.level_of_style(id, own.style.as_deref()?));
        let depth = own.level.or(inherited.level).or_else(by_style).unwrap_or_default();
        let line = Line {
            role,
            outline: own.outline.or(inherited.outline).filter(|level| *level < 9),
            side: own.alignment.or(inherited.alignment),
            left: own.left.or(inherited.left).unwrap_or_default(),
            ruled: own.ruled.or(inherited.ruled).unwrap_or_default(),
            page_before: own.page_before.or(inherited.page_before).unwrap_or_default(),
            number: counting.filter(|_| !joined).and_then(|id| self.numbering.next(id, depth)),
            ..Line::default()
        };
        let level = match role {
            Role::Heading(level) => Some(level),
            _ => line.outline.map(|level| level + 1),
        };
        level.into_iter().for_each(|level| self.sequences.pass_heading(level));
        Draft {
            line,
            base,
            opened: None,
            signed: [None; 2],
            held: Vec::new(),
            hollow: Vec::new(),
            page_ends: Vec::new(),
            sizes: Vec::new(),
            bold: 0,
            coloured: 0,
            letters: 0,
        }
    }

    /// The name of a bookmark that says where something stands.
    pub(super) fn bookmark(&mut self, element: &Element<'_>) -> Option<String> {
        let name = element.attribute("name").filter(|name| *name != "_GoBack")?;
        self.bookmarks.entry(name.to_string()).or_insert(self.text.len());
        Some(name.to_string())
    }

    /// Whether a tracked change of the paragraph's mark joins it to the next one (clauses 17.13.5.15 and .20).
    fn is_joined(&self, mark: &Element<'_>) -> bool {
        match self.revisions {
            Revisions::Accept | Revisions::Fail => DELETED.iter().any(|name| mark.child(name).is_some()),
            Revisions::Reject => INSERTED.iter().any(|name| mark.child(name).is_some()),
        }
    }

    /// Reads what stands in a paragraph or in something in it. `link` is where its words lead.
    pub(super) fn inside(&mut self, element: &Element<'_>, draft: &mut Draft, link: Option<&str>) {
        for child in &element.children {
            if let Node::Element(child) = child {
                self.part(child, draft, link);
            }
        }
    }

    fn part(&mut self, element: &Element<'_>, draft: &mut Draft, link: Option<&str>) {
        match (element.space, element.name) {
            ("w", "r") => self.run(element, draft, link),
            ("w", "hyperlink") => {
                let target = self.target(element);
                self.inside(element, draft, target.as_deref().or(link));
            }
            ("w", "ins" | "moveTo" | "del" | "moveFrom") if self.keeps(element) => self.inside(element, draft, link),
            ("w", "fldSimple") => self.simple_field(element, draft, link),
            ("w", "bookmarkStart" | "bookmarkEnd") if self.beside(element, draft) => {}
            ("w", "bookmarkStart") => {
                let name = self.bookmark(element);
                draft.opened = name.as_ref().map(|_| draft.line.pieces.len());
                draft.line.anchors.extend(name);
            }
            ("w", "sdt") => element.child("sdtContent").iter().for_each(|inner| self.inside(inner, draft, link)),
            ("w", "smartTag" | "customXml" | "dir" | "bdo") | ("?", _) => self.inside(element, draft, link),
            ("mc", "AlternateContent") => chosen(element).iter().for_each(|inner| self.inside(inner, draft, link)),
            ("w", "commentRangeStart") => {
                let here = self.here();
                self.remarked_from.extend(element.attribute("id").map(|id| (id.to_string(), here)));
            }
            ("w", "subDoc") => {
                let here = self.here();
                self.meet(Met::Embedded, here);
            }
            ("m", "oMath" | "oMathPara") => self.equation(element, draft, link),
            _ => {}
        }
    }

    /// Takes the edge of something that is kept aside; says whether it is one.
    fn beside(&mut self, element: &Element<'_>, draft: &mut Draft) -> bool {
        match self.edge(element) {
            None => return element.name == "bookmarkEnd",
            Some(Edge::Begins(place)) => draft.signed[0] = Some((place, draft.line.pieces.len())),
            Some(Edge::Ends(place)) => {
                let ended = (place, draft.line.pieces.len());
                draft.signed[1] = Some(ended);
                let is_hollow = draft.line.pieces.last().is_none_or(|last| !last.signs.contains(&place));
                draft.hollow.extend(is_hollow.then_some(ended));
            }
            Some(Edge::Opens(place)) => draft.line.edges[0].push(Item::Open(place)),
            // Word processors put what ends behind a paragraph at the start of the next one.
            Some(Edge::Closes(place)) => {
                let inside = begun(draft) || draft.line.edges[0].contains(&Item::Open(place));
                draft.line.edges[usize::from(inside)].push(Item::Close(place));
            }
            // So they do with pages that end between paragraphs, or they put them at the end of the one before.
            Some(Edge::PageEnd { place, in_line: false }) if !begun(draft) => {
                draft.line.edges[0].push(Item::PageEnd(place));
            }
            Some(Edge::PageEnd { place, in_line }) => {
                draft.page_ends.extend((!in_line).then_some((place, draft.line.pieces.len())));
                self.piece(draft, Look::default(), Content::Milestone, self.here());
            }
        }
        true
    }

    /// Adds a piece with what is kept aside of it.
    pub(super) fn piece(&self, draft: &mut Draft, look: Look, content: Content, span: Span) {
        let (signs, listed) = (self.open.in_line.clone(), self.fields.in_contents());
        draft.line.pieces.push(Piece { look, content, span, signs, listed });
    }

    /// Whether the words of a tracked change stand, and counts it.
    pub(super) fn keeps(&mut self, change: &Element<'_>) -> bool {
        let insertion = matches!(change.name, "ins" | "moveTo");
        let here = self.here();
        self.meet(if insertion { Met::Insertion } else { Met::Deletion }, here);
        let kept = match self.revisions {
            Revisions::Accept | Revisions::Fail => insertion,
            Revisions::Reject => !insertion,
        };
        if !kept {
            self.pass(change);
        }
        kept
    }

    /// Where a hyperlink leads.
    fn target(&self, element: &Element<'_>) -> Option<String> {
        let tie = element.attribute("id").and_then(|id| self.ties.get(id));
        let address = tie.filter(|tie| tie.external).map(|tie| tie.target.clone());
        match (address, element.attribute("anchor")) {
            (Some(address), Some(anchor)) => Some(format!("{address}#{anchor}")),
            (Some(address), None) => Some(address),
            (None, Some(anchor)) => Some(format!("#{anchor}")),
            (None, None) => None,
        }
    }

    fn simple_field(&mut self, element: &Element<'_>, draft: &mut Draft, link: Option<&str>) {
        self.fields.take(Some("begin"));
        self.fields.instruct(element.attribute("instr").unwrap_or_default());
        if element.elements().next().is_some() {
            self.fields.take(Some("separate"));
        }
        self.inside(element, draft, link);
        let unsaid = self.unsaid();
        if self.fields.meaning() == Meaning::Sequence {
            draft.line.sequence.get_or_insert(draft.line.pieces.len());
        }
        self.fields.take(Some("end"));
        let (look, said) = (Look { link: link.map(str::to_string), ..Look::default() }, draft.base.clone());
        unsaid.into_iter().for_each(|unsaid| self.show(unsaid, &look, &said, draft));
    }
}

/// What a tracked change does to the mark at the end of a paragraph.
const DELETED: [&str; 2] = ["del", "moveFrom"];
const INSERTED: [&str; 2] = ["ins", "moveTo"];

/// Whether a tracked change gives or takes the mark of a paragraph.
fn is_changed(mark: &Element<'_>) -> bool {
    DELETED.iter().chain(&INSERTED).any(|name| mark.child(name).is_some())
}

/// Whether anything stands in a paragraph so far.
fn begun(draft: &Draft) -> bool {
    !draft.line.pieces.is_empty() || !draft.line.figures.is_empty()
}

/// The alternative that is read of several (ECMA-376 part 3): the first one that holds something that is known here, of
/// choices before the fallback. The names of what they require are no help: programs require what they could do without.
pub(super) fn chosen<'a, 'e>(element: &'e Element<'a>) -> Option<&'e Element<'a>> {
    let readable = element.elements().find(|inner| inner.elements().any(is_readable));
    readable.or_else(|| element.elements().find(|inner| !inner.children.is_empty()))
}

/// Whether an element is, or holds, anything that can be read.
fn is_readable(element: &Element<'_>) -> bool {
    let known = match element.space {
        "w" => !matches!(element.name, "p" | "r" | "drawing" | "pict" | "object") && !element.name.ends_with("Pr"),
        "a" => element.name == "blip",
        "v" => matches!(element.name, "imagedata" | "textpath"),
        "m" => element.name == "t",
        "c" | "cx" | "dgm" | "o" => matches!(element.name, "chart" | "relIds" | "OLEObject"),
        _ => false,
    };
    known || element.elements().any(is_readable)
}
