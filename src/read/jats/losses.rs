//! What became of every word of another publisher's article: what nothing took is told, the largest element at a time.

use super::desk::Desk;
use crate::diagnostics::{Diagnostic, Span, code};
use crate::xml::{Element, Node};

/// So many characters of what was left out are shown.
const SHOWN: usize = 60;

/// Elements that hold what is said of an article, and are never told as a whole.
const ROOMS: [&str; 8] =
    ["article", "front", "journal-meta", "article-meta", "title-group", "permissions", "body", "back"];

/// Words that nothing took.
struct Loss {
    /// The element that was left out, or in which words stand loose.
    name: String,
    /// Whether the whole element was left out.
    whole: bool,
    span: Span,
    words: String,
}

/// What is under an element.
#[derive(Default)]
struct Under {
    /// Whether anything was taken.
    kept: bool,
    losses: Vec<Loss>,
}

impl Desk<'_> {
    /// Tells of everything in an article that has words, and that was neither taken nor told of yet.
    pub(super) fn account(&mut self, article: &Element<'_>) {
        for loss in self.under(article).losses {
            self.lost(&loss);
        }
    }

    /// Tells that an element was left out with its words.
    pub(super) fn drop_whole(&mut self, element: &Element<'_>) {
        self.told.insert(element.offset);
        self.lost(&whole(element));
    }

    fn under(&self, element: &Element<'_>) -> Under {
        if self.took.contains(&element.offset) || self.told.contains(&element.offset) {
            return Under { kept: true, losses: Vec::new() };
        }
        let mut under = Under::default();
        for node in &element.children {
            match node {
                Node::Element(inner) => {
                    let inner = self.under(inner);
                    under.kept |= inner.kept;
                    under.losses.extend(inner.losses);
                }
                Node::Text(_, offset) if self.took.contains(offset) => under.kept = true,
                Node::Text(words, offset) if has_words(words) => under.losses.push(Loss {
                    name: element.name.to_string(),
                    whole: false,
                    span: Span::text(*offset, offset + words.len()),
                    words: words.to_string(),
                }),
                Node::Text(..) => {}
            }
        }
        if !under.kept && !under.losses.is_empty() && !ROOMS.contains(&element.name) {
            under.losses = vec![whole(element)];
        }
        under
    }

    fn lost(&mut self, loss: &Loss) {
        let (name, words) = (&loss.name, shown(&loss.words));
        let message = match loss.whole {
            true => format!("a bulletin has no `{name}`; it was left out: “{words}”"),
            false => format!("words that stand loose in `{name}` were left out: “{words}”"),
        };
        let hint = "put what matters of it where readers are to find it";
        self.sink.report(Diagnostic::new(code::ELEMENT_DROPPED, message).at(loss.span).hint(hint));
    }
}

fn whole(element: &Element<'_>) -> Loss {
    let mut words = Vec::new();
    gather(element, &mut words);
    Loss { name: element.name.to_string(), whole: true, span: super::desk::span(element), words: words.join(" ") }
}

fn gather<'a>(element: &'a Element<'_>, words: &mut Vec<&'a str>) {
    for node in &element.children {
        match node {
            Node::Element(inner) => gather(inner, words),
            Node::Text(text, _) if !text.trim().is_empty() => words.push(text.trim()),
            Node::Text(..) => {}
        }
    }
}

/// Whether there is anything to lose: a letter or a figure.
pub(super) fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

fn shown(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
        None => words,
    }
}
