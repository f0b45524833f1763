//! Page furniture: running heads and folios.

use super::galley::{Galley, Place};
use super::look::Look;
use super::masthead::rule;
use super::strip::shift;
use super::text::{Piece, Text};
use crate::ast::Lang;
use crate::diagnostics::Span;
use crate::frame::{ArtifactKind, Content, LeafId, Placed};
use crate::geom::{Em, Pt, Rect};
use crate::style::{Align, ColourRole, TextRole, TextStyle};

/// From a running head's baseline to the rule under it, em.
const HEAD_RULE: f64 = 0.5;

impl Galley<'_> {
    /// The running head of a page, from 0, relative to the top left of the text block; page 1 has none.
    pub(super) fn running_head(&mut self, page: usize) -> Vec<Placed> {
        let masthead = &self.document.masthead;
        let words = if page.is_multiple_of(2) { &masthead.running_recto } else { &masthead.running_verso };
        let Some(words) = words.as_deref().filter(|words| page > 0 && !words.is_empty()) else { return Vec::new() };
        let style = &self.sheet.text.running_head;
        let head = &self.sheet.running_head;
        let y = -head.gap.to_pt();
        let lang = self.document.front.lang.clone();
        let mut items = self.furniture((words, lang), style, style.align, ArtifactKind::Header, y);
        if head.rule > Pt::ZERO {
            let area = Rect::new(Pt::ZERO, y + Em(HEAD_RULE).at(style.size), self.sheet.measure(), head.rule);
            items.push(rule(area, self.sheet.colour(ColourRole::Quiet)));
        }
        items
    }

    /// The folio of a page, from 0, relative to the top left of the text block.
    pub(super) fn folio(&mut self, page: usize, height: Pt) -> Vec<Placed> {
        let folio = &self.sheet.folio;
        let style = &self.sheet.text.folio;
        let words = folio.pattern.replace("{page}", &(page + 1).to_string());
        let align = match (folio.outside, page.is_multiple_of(2)) {
            (false, _) => Align::Centre,
            (true, true) => Align::Right,
            (true, false) => Align::Left,
        };
        let lang = self.folio_language();
        let y = height + folio.gap.to_pt();
        let mut items = self.furniture((&words, lang), style, align, ArtifactKind::Footer, y);
        let inset = folio.inset.at(style.size);
        let inset = match align {
            Align::Right => -inset,
            Align::Left => inset,
            _ => Pt::ZERO,
        };
        items.iter_mut().for_each(|placed| shift(&mut placed.item, inset, Pt::ZERO));
        items
    }

    /// The language of folios: they have no words, and their dashes are those of their face whatever the language
    /// (GB/T 9704-2012, 7.5: 数字左右各放一条一字线).
    fn folio_language(&self) -> Lang {
        let lang = &self.document.front.lang;
        let chinese = !lang.is_chinese() && self.shaper.is_chinese_face(self.sheet.text.folio.face, lang);
        if chinese { Lang::new("zh") } else { lang.clone() }
    }

    fn furniture(
        &mut self,
        (words, lang): (&str, Lang),
        style: &TextStyle,
        align: Align,
        kind: ArtifactKind,
        y: Pt,
    ) -> Vec<Placed> {
        let mut text = Text::default();
        let piece = Piece {
            range: 0..0,
            look: Look::of(style, self.sheet),
            lang: lang.clone(),
            leaf: LeafId(u32::MAX),
            span: Span::Unknown,
            link: None,
            note: None,
        };
        text.push(words, piece);
        let place = Place {
            left: Pt::ZERO,
            width: self.sheet.measure(),
            role: TextRole::RunningHead,
            lang,
            align: Some(align),
            looseness: 0,
        };
        let strips = self.set(&text, style, &place);
        let ink = strips.into_iter().next().map(|mut strip| {
            strip.shift(Pt::ZERO, y - strip.baseline);
            strip.ink
        });
        let artifact = |placed: Placed| Placed { content: Content::Artifact(kind), ..placed };
        ink.unwrap_or_default().into_iter().map(artifact).collect()
    }
}
