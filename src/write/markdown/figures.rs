//! Figures, and boxes.

use super::blocks::braces;
use super::escape::{self, Place};
use super::inlines::{address, attribute};
use super::{Desk, Tongue};
use crate::ast::{Boxed, Figure, Inline, Placement, text};

/// The longest title that stands in braces; what is longer is a heading.
const LONGEST: usize = 500;

impl Desk<'_, '_> {
    /// Text in a frame: its title is plain words in braces, or else a heading that opens it.
    pub(super) fn boxed(&mut self, boxed: &Boxed, tongue: Tongue<'_>) -> String {
        let inner = self.blocks(&boxed.blocks, tongue);
        let title = text::inlines(&boxed.title);
        let plain = matches!(boxed.title.as_slice(), [] | [Inline::Text { .. }]) && title.len() <= LONGEST;
        let mut attributes = Vec::new();
        attributes.extend((plain && !title.is_empty()).then(|| attribute("title", &title)));
        attributes.extend(boxed.id.iter().map(|id| format!("#{id}")));
        let head = if plain { String::new() } else { format!("# {}\n\n", self.heading_words(&boxed.title)) };
        format!("::: box{}\n{head}{inner}\n:::", braces(&attributes))
    }

    /// A picture alone in its paragraph; a caption that is more than words stands below it in a block.
    pub(super) fn figure(&mut self, figure: &Figure) -> String {
        let mut alternative = String::new();
        escape::words(&figure.alternative, Some(']'), Place::Line, &mut alternative);
        let plain = matches!(figure.caption.as_slice(), [] | [Inline::Text { .. }]);
        let caption = text::inlines(&figure.caption);
        let caption = match plain && !caption.is_empty() {
            false => String::new(),
            true => format!(" \"{}\"", quoted(&caption)),
        };
        let mut attributes = Vec::new();
        attributes.extend(self.names.of_figure(figure.id.as_ref()).map(|id| format!("#{id}")));
        attributes.extend(figure.width.map(|width| format!("width={}%", percent(width))));
        attributes.extend(standing(figure.placement, figure.spans_page));
        let braces = braces(&attributes);
        let picture = format!("![{alternative}]({}{caption}){}", address(&figure.image), braces.trim_start());
        match plain {
            true => picture,
            false => format!("::: figure\n{picture}\n\n{}\n:::", self.caption_words(&figure.caption)),
        }
    }

    fn caption_words(&mut self, caption: &[Inline]) -> String {
        let words = self.run(caption, Place::Paragraph);
        escape::lines(&words)
    }
}

/// Words between quotation marks. pulldown-cmark reads no title in which a bare asterisk stands before a mark like `《`.
fn quoted(words: &str) -> String {
    let special = |char| matches!(char, '\\' | '"' | '&' | '*');
    words.chars().flat_map(|char| special(char).then_some('\\').into_iter().chain([char])).collect()
}

fn percent(share: f64) -> String {
    let figure = format!("{:.3}", share * 100.0);
    figure.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// The attributes that say where something stands on pages.
pub(super) fn standing(placement: Option<Placement>, spans_page: bool) -> impl Iterator<Item = String> {
    let name = Placement::NAMES.iter().find(|(_, known)| Some(*known) == placement);
    name.map(|(name, _)| format!("placement={name}")).into_iter().chain(spans_page.then(|| "span=page".to_string()))
}
