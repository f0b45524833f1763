//! Pages by hand, in a real face.

use crate::ast::Lang;
use crate::diagnostics::Span;
use crate::fonts::{FaceId, FontBook};
use crate::frame::{
    Content, FrameItem, Glyph, GlyphRun, LeafId, LinkTarget, Metadata, OutlineItem, Page, Pages, Placed,
};
use crate::frame::{Tag, TagChild, TagNode};
use crate::geom::{Point, Pt, Rect, Size};
use crate::style::Swatch;
use harfrust::{Feature, ShapeOptions, ShaperData, UnicodeBuffer};
use std::str::FromStr;

/// Pages in the making: each call places an item under the last one.
pub(super) struct Sheet {
    pub(super) pages: Pages,
    fonts: FontBook,
    leaves: u32,
    y: f64,
}

impl Sheet {
    /// One empty A4 page.
    pub(super) fn new() -> Sheet {
        let metadata = Metadata {
            title: "Shaping new engines".into(),
            lang: Lang::new("en"),
            authors: vec!["Shanghai Center for Pujiang Innovation Forum".into(), "Jiang Jiaoyan".into()],
            subject: Some("Pujiang Innovation Forum Bulletin No. 6".into()),
            keywords: vec!["innovation".into(), "regions".into()],
            date: Some((2023, 9, 22)),
            span: Span::Unknown,
        };
        let pages = Pages { metadata, ..Pages::default() };
        let mut sheet = Sheet { pages, fonts: FontBook::embedded(), leaves: 0, y: 0.0 };
        sheet.turn();
        sheet
    }

    /// A new page.
    pub(super) fn turn(&mut self) {
        let label = (self.pages.pages.len() + 1).to_string();
        let size = Size { width: Pt(595.28), height: Pt(841.89) };
        self.pages.pages.push(Page { size, label, items: Vec::new() });
        self.y = 72.0;
    }

    /// A leaf that nothing uses yet.
    pub(super) fn leaf(&mut self) -> LeafId {
        self.leaves += 1;
        LeafId(self.leaves)
    }

    /// Puts an item on the last page.
    pub(super) fn put(&mut self, item: FrameItem, content: Content) {
        self.pages.pages.last_mut().unwrap().items.push(Placed { item, content });
    }

    /// Words on a line of their own; their box.
    pub(super) fn words(&mut self, face: u16, features: &[&str], text: &str, content: Content) -> Rect {
        let origin = Point { x: Pt(72.0), y: Pt(self.y) };
        self.y += 16.0;
        let run = self.shape(face, features, text, origin);
        let width = run.glyphs.iter().map(|glyph| f64::from(glyph.advance)).sum::<f64>() * run.size.0;
        self.put(FrameItem::Glyphs(run), content);
        Rect::new(origin.x, origin.y - Pt(9.0), Pt(width), Pt(12.0))
    }

    /// Words as a new leaf.
    pub(super) fn text(&mut self, text: &str) -> TagChild {
        let leaf = self.leaf();
        self.words(0, &[], text, Content::Leaf(leaf));
        TagChild::Leaf(leaf)
    }

    /// Words as a new leaf that leads somewhere.
    pub(super) fn link(&mut self, text: &str, target: LinkTarget) -> TagChild {
        let leaf = self.leaf();
        let area = self.words(0, &[], text, Content::Leaf(leaf));
        self.put(FrameItem::Link { area, target, alternative: text.into() }, Content::Leaf(leaf));
        TagChild::Leaf(leaf)
    }

    /// A box of a size under the last item.
    pub(super) fn area(&mut self, width: f64, height: f64) -> Rect {
        let area = Rect::new(Pt(72.0), Pt(self.y), Pt(width), Pt(height));
        self.y += height + 16.0;
        area
    }

    /// A display heading, in the structure and in the outline.
    pub(super) fn heading(&mut self, level: u16, title: &str) -> TagChild {
        let at = Point { x: Pt(0.0), y: Pt(self.y - 16.0) };
        let page = self.pages.pages.len() - 1;
        self.pages.outline.push(OutlineItem { title: title.into(), level: level.into(), page, at });
        let words = self.text(title);
        node(Tag::Heading { level, title: title.into() }, vec![words])
    }

    /// A tag at the top of the structure.
    pub(super) fn root(&mut self, child: TagChild) {
        if let TagChild::Node(node) = child {
            self.pages.tags.roots.push(node);
        }
    }

    /// Shapes a line. Its last character may be a soft hyphen, which no face has: it gets the hyphen's glyph.
    fn shape(&self, face: u16, features: &[&str], text: &str, origin: Point) -> GlyphRun {
        let broken = text.strip_suffix('\u{AD}');
        let mut glyphs = self.glyphs(face, features, broken.unwrap_or(text));
        if let Some(words) = broken {
            let hyphen = self.glyphs(face, &[], "-").into_iter();
            glyphs.extend(hyphen.map(|glyph| Glyph { text: words.len()..text.len(), ..glyph }));
        }
        let span = Span::text(0, text.len());
        GlyphRun {
            face: FaceId(face),
            size: Pt(11.0),
            stretch: 1.0,
            colour: Swatch::BLACK,
            origin,
            text: text.into(),
            glyphs,
            span,
        }
    }

    fn glyphs(&self, face: u16, features: &[&str], text: &str) -> Vec<Glyph> {
        let font = self.fonts.face(FaceId(face)).unwrap().tables().unwrap();
        let data = ShaperData::new(&font);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let features: Vec<Feature> = features.iter().map(|name| Feature::from_str(name).unwrap()).collect();
        let shaped = data.shaper(&font).build().shape(buffer, ShapeOptions::new().features(&features));
        let starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let end = |start: usize| starts.iter().copied().filter(|next| *next > start).min().unwrap_or(text.len());
        let em = |units: i32| units as f32 / 1000.0;
        let pairs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        pairs
            .map(|(info, position)| Glyph {
                id: info.glyph_id,
                advance: em(position.x_advance),
                x_offset: em(position.x_offset),
                y_offset: em(position.y_offset),
                text: info.cluster as usize..end(info.cluster as usize),
            })
            .collect()
    }
}

/// A tag with what it holds.
pub(super) fn node(tag: Tag, children: Vec<TagChild>) -> TagChild {
    TagChild::Node(TagNode { tag, lang: None, span: Span::Unknown, children })
}

/// The same tag in another language.
pub(super) fn in_language(child: TagChild, lang: &str) -> TagChild {
    match child {
        TagChild::Node(node) => TagChild::Node(TagNode { lang: Some(Lang::new(lang)), ..node }),
        leaf => leaf,
    }
}
