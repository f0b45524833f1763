//! The colours of a style on white and on black, each with the contrast that text has to have (WCAG 2.2, 1.4.3).

use crate::style::{ColourRole, StyleSheet};

/// The least contrast of text: 4.5, and a little for what this reckoning is off.
const LEAST: f64 = 4.8;
const PAPER: [u8; 3] = [255, 255, 255];
const NIGHT: [u8; 3] = [0x16, 0x18, 0x1b];
/// The ground of boxes by night.
const NIGHT_TINT: [u8; 3] = [0x22, 0x25, 0x2a];
/// Text by night: white on black glares.
const NIGHT_INK: [u8; 3] = [0xe6, 0xe3, 0xdd];

const ROLES: [ColourRole; 4] = [ColourRole::Ink, ColourRole::Accent, ColourRole::Quiet, ColourRole::Link];

/// The name of a colour among the page's.
pub(super) fn name(role: ColourRole) -> &'static str {
    match role {
        ColourRole::Ink => "ink",
        ColourRole::Accent => "accent",
        ColourRole::Quiet => "quiet",
        ColourRole::Link => "link",
        ColourRole::Tint => "tint",
    }
}

/// The colours on paper: those of the style, darker where they would not be read.
pub(super) fn by_day(style: &StyleSheet) -> String {
    let tint = style.colour(ColourRole::Tint).rgb;
    let grounds = [PAPER, tint];
    let text = ROLES.map(|role| (role, readable(style.colour(role).rgb, [0, 0, 0], &grounds)));
    declared(PAPER, tint, text)
}

/// The colours on a dark screen: those of the style, lighter. What is black by day is white.
pub(super) fn by_night(style: &StyleSheet) -> String {
    let text = ROLES.map(|role| {
        let rgb = style.colour(role).rgb;
        let is_ink = role == ColourRole::Ink || rgb == style.colour(ColourRole::Ink).rgb;
        (role, if is_ink { NIGHT_INK } else { readable(rgb, [255, 255, 255], &[NIGHT, NIGHT_TINT]) })
    });
    declared(NIGHT, NIGHT_TINT, text)
}

/// The colours in a book: the reading system has those of ground and text, and the style its accent.
pub(super) fn in_a_book(style: &StyleSheet) -> String {
    let accent = readable(style.colour(ColourRole::Accent).rgb, [0, 0, 0], &[PAPER]);
    let all = ["--ink", "--quiet", "--link", "--fine"].map(|name| format!("{name}:currentColor;")).concat();
    format!("--ground:transparent;--tint:transparent;--accent:#{};{all}", hex(accent))
}

fn hex(rgb: [u8; 3]) -> String {
    rgb.iter().map(|channel| format!("{channel:02x}")).collect()
}

fn declared(ground: [u8; 3], tint: [u8; 3], text: [(ColourRole, [u8; 3]); 4]) -> String {
    let fine = mixed(ground, text[0].1, 0.2);
    let text: String = text.iter().map(|(role, rgb)| format!("--{}:#{};", name(*role), hex(*rgb))).collect();
    format!("--ground:#{};--tint:#{};--fine:#{};{text}", hex(ground), hex(tint), hex(fine))
}

/// A colour as near to the wanted one as it can be read on every ground, on the way from it to another.
fn readable(wanted: [u8; 3], to: [u8; 3], grounds: &[[u8; 3]]) -> [u8; 3] {
    let steps = (0..=20).map(|step| mixed(wanted, to, f64::from(step) / 20.0));
    let mut last = to;
    for colour in steps {
        last = colour;
        if grounds.iter().all(|ground| contrast(colour, *ground) >= LEAST) {
            break;
        }
    }
    last
}

fn mixed(from: [u8; 3], to: [u8; 3], share: f64) -> [u8; 3] {
    let channel = |at: usize| {
        let (from, to) = (f64::from(from[at]), f64::from(to[at]));
        (from + (to - from) * share).round() as u8
    };
    [channel(0), channel(1), channel(2)]
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance. The curve of sRGB is a cubic here, since powers are not the same on every machine; it is off by less
/// than a hundredth.
fn luminance(rgb: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        c * (c * (c * 0.305_306_011 + 0.682_171_111) + 0.012_522_878)
    };
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.1);
        assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.1, "{}", contrast([0x76; 3], [255; 3]));
    }

    #[test]
    fn a_colour_that_can_be_read_stays_and_any_other_becomes_one() {
        assert_eq!(readable([0xc8, 0x10, 0x2e], [0; 3], &[PAPER]), [0xc8, 0x10, 0x2e]);
        for pale in [[255, 255, 0], [200, 200, 200], [0, 255, 255]] {
            assert!(contrast(readable(pale, [0; 3], &[PAPER]), PAPER) >= LEAST);
            assert!(contrast(readable(pale, [255; 3], &[NIGHT]), NIGHT) >= LEAST);
        }
        assert!(contrast(readable([0xc8, 0x10, 0x2e], [255; 3], &[NIGHT, NIGHT_TINT]), NIGHT_TINT) >= LEAST);
    }
}
