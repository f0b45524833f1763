//! The baseline grid in Word. The pages' grid has one pitch less than lines on a page, since the first line's type begins
//! at the top of the text block; Word gives every line its whole pitch, so that the last line would fall off the page.

use crate::geom::Pt;
use crate::style::{StyleSheet, TextRole};
use std::borrow::Cow;

/// What lies within the precision of lengths, points.
const SAME: f64 = 1e-3;

/// The style with the pitch at which a page of Word holds as many lines as a printed one.
pub(super) fn fitted(style: &StyleSheet) -> Cow<'_, StyleSheet> {
    let (page, body) = (&style.page, &style.text.body);
    let height = page.height.to_pt() - page.top.to_pt() - page.bottom.to_pt();
    let lines = ((height - body.size + Pt(SAME)) / body.leading).floor() + 1.0;
    // Word counts lines in twentieths of a point.
    let pitch = Pt((height.0 / lines * 20.0).floor() / 20.0);
    if !page.baseline_grid || lines <= 1.0 || pitch >= body.leading {
        return Cow::Borrowed(style);
    }
    let mut fitted = style.clone();
    for role in TextRole::ALL.iter().filter(|role| style.text.of(**role).leading == body.leading) {
        fitted.text.of_mut(*role).leading = pitch;
    }
    Cow::Owned(fitted)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::*;

    fn style(name: &str) -> StyleSheet {
        let load = |name: &str| crate::style::built_in_source(name).map(str::to_string);
        crate::style::resolve(crate::style::built_in_source(name).unwrap(), &load).unwrap()
    }

    #[test]
    fn the_official_page_holds_its_twenty_two_lines() {
        let style = style("gbt9704");
        let pitch = fitted(&style).text.body.leading;
        let height = style.page.height.to_pt() - style.page.top.to_pt() - style.page.bottom.to_pt();
        assert!(pitch * 22.0 <= height && (pitch + Pt(0.05)) * 22.0 > height, "{pitch:?}");
        assert_eq!(fitted(&style).text.heading_1.leading, pitch);
        assert_eq!(fitted(&style).text.footnote, style.text.footnote);
    }

    #[test]
    fn pages_without_a_grid_are_left_as_they_are() {
        let style = style("plain");
        assert_eq!(*fitted(&style), style);
    }
}
