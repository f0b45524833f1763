//! The look of a page, from the style: its type, colours and rules as CSS, for screens by day and by night and for paper.

mod colours;
mod faces;
mod roles;

use crate::style::{Align, FaceRole, StyleSheet};
use crate::write::Issue;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What holds for every style.
const BASE: &str = include_str!("page.css");

/// What is otherwise in a book, whose reader chooses the grounds, the width and the size.
const BOOK: &str = include_str!("book.css");

/// The least room of a table's columns where what does not fit scrolls, which neither paper nor the pages of a book do.
const ROOMS: &str = "@media screen{.whole{white-space:nowrap}.some{min-width:6.8em}.much{min-width:9em}}\n";

/// Chinese keeps Western letters and figures a little off, and its marks lose their empty halves where lines begin and marks meet.
const SPACED: &str = "text-autospace:normal;text-spacing-trim:space-first";
const UNSPACED: &str = "text-autospace:no-autospace;text-spacing-trim:normal";

/// Screens of this width have no room beside the text.
const ON_A_PHONE: &str = "@media (max-width:32rem)";

/// The width of the text on a desk, rem.
const MEASURE: f64 = 38.0;

/// The style sheet of a page. `shares` are the widths that it asks for, in thousandths.
pub(in crate::write::web) fn sheet(style: &StyleSheet, shares: &BTreeSet<u16>) -> String {
    let night = format!("@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n", colours::by_night(style));
    [root(style, &colours::by_day(style)), night, BASE.into(), ROOMS.into(), rules(style, shares), paper(style)]
        .concat()
}

/// The style sheet of an issue in a book.
pub(in crate::write::web) fn book(issue: &Issue<'_>, shares: &BTreeSet<u16>) -> String {
    let style = issue.style;
    [root(style, &colours::in_a_book(style)), BASE.into(), rules(style, shares), BOOK.into()].concat()
}

fn root(style: &StyleSheet, colours: &str) -> String {
    let each = |value: &dyn Fn(&str, FaceRole) -> String| -> String {
        FACES.iter().map(|(name, role)| value(name, *role)).collect()
    };
    let stacks = each(&|name, role| format!("--all-{name}:{};", faces::stack(style, role)));
    let western = each(&|name, _| format!("--{name}:var(--all-{name});"));
    let chinese = each(&|name, role| format!("--{name}:{},var(--all-{name});", faces::marks(role)));
    let mut css = faces::shared_marks(style);
    let _ = writeln!(css, ":root{{{colours}{stacks}{western}{}}}", lengths(style));
    let _ = writeln!(css, ":root:lang(zh),[lang|=zh]{{{chinese}{SPACED}}}");
    let _ = writeln!(css, "[lang]:not(:lang(zh)){{{western}{UNSPACED}}}");
    css
}

fn rules(style: &StyleSheet, shares: &BTreeSet<u16>) -> String {
    let mut css = roles::rules(style);
    for share in shares {
        let _ = writeln!(css, ".w{share}{{width:{}%}}", tenths(*share));
        let _ = writeln!(css, "{ON_A_PHONE}{{img.w{share}{{width:{}}}}}", on_a_phone(*share));
    }
    css
}

/// A picture keeps the size that it has on a desk as far as a phone has room: half of that screen may be too small to read.
fn on_a_phone(share: u16) -> String {
    format!("min(100%,{}rem)", number(MEASURE * f64::from(share) / 1000.0))
}

/// The lists of families that rules name.
const FACES: [(&str, FaceRole); 4] =
    [("text", FaceRole::Text), ("display", FaceRole::Display), ("sans", FaceRole::Sans), ("kai", FaceRole::Kai)];

/// Rules and frames.
fn lengths(style: &StyleSheet) -> String {
    let (masthead, boxes, imprint) = (&style.masthead, &style.boxes, &style.imprint);
    let mut css = format!("--rule:{}pt;--rule-gap:{}mm;", number(masthead.rule.0), number(masthead.rule_gap.0));
    let _ = write!(css, "--box-rule:{}pt;--box-padding:{}pt;", number(boxes.rule.0), number(boxes.padding.0));
    let _ = write!(css, "--box-rule-colour:var(--{});", colours::name(boxes.colour));
    let ground = if boxes.fill { "var(--tint)" } else { "transparent" };
    let foot = if imprint.closed { imprint.outer_rule.0 } else { 0.0 };
    let _ = write!(css, "--box-ground:{ground};--imprint-rule:{}mm;", number(imprint.outer_rule.0));
    let _ = write!(css, "--imprint-inner:{}mm;--imprint-foot:{}mm;", number(imprint.inner_rule.0), number(foot));
    css
}

/// The page as a printer prints it.
fn paper(style: &StyleSheet) -> String {
    let page = &style.page;
    let [width, height, top, outer, bottom, inner] =
        [page.width, page.height, page.top, page.outer, page.bottom, page.inner].map(|length| number(length.0));
    let justify = if style.text.body.align == Align::Justify { "justify" } else { "start" };
    format!(
        "@page{{size:{width}mm {height}mm;margin:{top}mm {outer}mm {bottom}mm {inner}mm}}\n\
         @media print{{html{{font-size:{}pt}}body{{--justify:{justify}}}}}\n",
        number(style.text.body.size.0)
    )
}

/// A number to three places at most, without zeros at its end.
fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

/// Thousandths as per cent.
fn tenths(share: u16) -> String {
    format!("{}.{}", share / 10, share % 10).trim_end_matches(".0").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([1.0, 0.5, 1.0 / 3.0, -0.0001, 10.0].map(number), ["1", "0.5", "0.333", "0", "10"]);
        assert_eq!([1000, 333, 5, 100].map(tenths), ["100", "33.3", "0.5", "10"]);
    }
}
