//! What the licence bits of a font allow (OpenType OS/2 fsType).

/// What may be done with a font in documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The bits as the font has them.
    pub bits: u16,
    /// How far the font may be embedded.
    pub usage: Usage,
    /// Whether a part of the font may be embedded, which is what a PDF holds (bit 8 forbids it).
    pub subsetting: bool,
    /// Whether outlines may be embedded (bit 9 allows bitmaps alone).
    pub outlines: bool,
}

/// How far a font may be embedded (bits 0 to 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// Freely.
    Installable,
    /// In documents that may be changed.
    Editable,
    /// In documents that are read and printed.
    PreviewAndPrint,
    /// Not at all without leave of the owner.
    Restricted,
}

impl Permission {
    /// Reads the bits. Where several usage bits are set, the least restrictive counts, as versions of the table before 3
    /// have it.
    #[must_use]
    pub fn from_bits(bits: u16) -> Permission {
        let usage = match bits & 0xE {
            0 => Usage::Installable,
            usage if usage & 0x8 != 0 => Usage::Editable,
            usage if usage & 0x4 != 0 => Usage::PreviewAndPrint,
            _ => Usage::Restricted,
        };
        Permission { bits, usage, subsetting: bits & 0x100 == 0, outlines: bits & 0x200 == 0 }
    }

    /// Why the font may not be embedded as a PDF needs it: some of its outlines.
    #[must_use]
    pub fn refusal(self) -> Option<&'static str> {
        if self.usage == Usage::Restricted {
            return Some("bit 1 forbids embedding without leave of its owner");
        }
        if !self.outlines {
            return Some("bit 9 allows bitmaps alone to be embedded, not outlines");
        }
        (!self.subsetting).then_some("bit 8 forbids embedding a part of it, and a PDF holds the glyphs that are used")
    }

    /// The permission in words.
    #[must_use]
    pub fn words(self) -> String {
        let usage = match self.usage {
            Usage::Installable => "installable",
            Usage::Editable => "editable",
            Usage::PreviewAndPrint => "preview and print",
            Usage::Restricted => "restricted",
        };
        let subsetting = if self.subsetting { "" } else { ", no subsetting" };
        let outlines = if self.outlines { "" } else { ", bitmaps only" };
        format!("{usage}{subsetting}{outlines}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_read_as_the_standard_has_them() {
        let words = |bits| Permission::from_bits(bits).words();
        assert_eq!(words(0), "installable");
        assert_eq!(words(0x2), "restricted");
        assert_eq!(words(0x4), "preview and print");
        assert_eq!(words(0x8), "editable");
        assert_eq!(words(0x6), "preview and print");
        assert_eq!(words(0x104), "preview and print, no subsetting");
        assert_eq!(words(0x208), "editable, bitmaps only");
    }

    #[test]
    fn what_a_pdf_needs_is_refused_where_a_bit_forbids_it() {
        let refused =
            |bits| Permission::from_bits(bits).refusal().map(|why| why.split_once(' ').map(|w| w.1[..1].into()));
        assert_eq!([0, 0x4, 0x8, 0xC, 0x6].map(refused), [None, None, None, None, None]);
        let bit = |number: &str| Some(Some(String::from(number)));
        assert_eq!([0x2, 0x100, 0x200, 0x302].map(refused), [bit("1"), bit("8"), bit("9"), bit("1")]);
    }
}
