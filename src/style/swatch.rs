//! A colour ready for the page, in the forms of the screen and of the press.

use super::sheet::Colour;

/// A colour in the form of the screen and in that of the press; whoever paints it chooses.
///
/// Neither form is reckoned from the other: a style says both, since black type must stand on the black plate alone and
/// a house colour is mixed of whole parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swatch {
    /// Red, green and blue of sRGB, 0 to 255.
    pub rgb: [u8; 3],
    /// Cyan, magenta, yellow and black, 0 to 255 for none to full.
    pub cmyk: [u8; 4],
}

impl Swatch {
    /// Black: no light on the screen, the black plate alone on the press.
    pub const BLACK: Swatch = Swatch { rgb: [0; 3], cmyk: [0, 0, 0, 255] };

    /// A style's colour; black where its sRGB is not `#rrggbb` (the cascade refuses such a style).
    #[must_use]
    pub fn of(colour: &Colour) -> Swatch {
        let part = |percent: f64| (percent.clamp(0.0, 100.0) * 2.55).round() as u8;
        colour.parse().map_or(Swatch::BLACK, |rgb| Swatch { rgb, cmyk: colour.cmyk.map(part) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn swatch(rgb: &str, cmyk: [f64; 4]) -> Swatch {
        Swatch::of(&Colour { rgb: rgb.into(), cmyk })
    }

    #[test]
    fn a_colour_keeps_both_forms() {
        let red = swatch("#c8102e", [0.0, 80.0, 80.0, 0.0]);
        assert_eq!(red, Swatch { rgb: [200, 16, 46], cmyk: [0, 204, 204, 0] });
    }

    #[test]
    fn what_is_no_colour_is_black() {
        assert_eq!(swatch("red", [0.0, 100.0, 100.0, 0.0]), Swatch::BLACK);
    }
}
