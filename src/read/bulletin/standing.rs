//! Where figures and tables stand on pages: `placement=top`, `span=page`.

use super::compositor::Compositor;
use crate::ast::Placement;
use crate::diagnostics::code;
use std::ops::Range;

/// The attributes that say where something stands.
pub(super) const STANDING: [&str; 2] = ["placement", "span"];

impl Compositor<'_> {
    /// Reads an attribute of [`STANDING`] into a placement and whether all columns are spanned.
    pub(super) fn standing(
        &mut self,
        (placement, spans_page): (&mut Option<Placement>, &mut bool),
        (key, value): (&str, &str),
        range: Range<usize>,
    ) {
        let known = Placement::NAMES.iter().find(|(name, _)| *name == value);
        match (key, value, known) {
            ("placement", _, Some((_, known))) => *placement = Some(*known),
            ("span", "page" | "column", _) => *spans_page = value == "page",
            ("span", ..) => {
                let hint = "write `span=page` for all columns of the page, and nothing for one of them";
                self.tell(code::ATTRIBUTE_INVALID, range, format!("`{value}` is nothing to span"), hint);
            }
            _ => {
                let hint = "write `placement=here`, `near`, `top` or `foot`";
                self.tell(code::ATTRIBUTE_INVALID, range, format!("`{value}` is no place on a page"), hint);
            }
        }
    }
}
