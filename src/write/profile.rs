//! What kind of PDF is asked for.

use std::str::FromStr;

/// What a PDF keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfProfile {
    /// PDF/A (ISO 19005) of level a, which is tagged.
    Archival {
        /// Whether the source and JATS are inside: PDF/A-3a, else PDF/A-2a.
        with_source: bool,
        /// Whether it is PDF/UA-1 (ISO 14289-1) as well.
        accessible: bool,
    },
    /// PDF/UA-1 alone.
    Accessible,
    /// PDF/X-4 (ISO 15930-7), for the press.
    Press(Sheets),
}

/// What the press prints on one side of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sheets {
    /// One page; the press imposes.
    #[default]
    Pages,
    /// Two pages of a booklet that is folded and stitched through the spine.
    Booklet,
}

impl Default for PdfProfile {
    fn default() -> PdfProfile {
        PdfProfile::Archival { with_source: false, accessible: true }
    }
}

impl PdfProfile {
    /// Whether the source and JATS are inside.
    #[must_use]
    pub fn carries_source(self) -> bool {
        matches!(self, PdfProfile::Archival { with_source: true, .. })
    }
}

/// The names that `--pdf` understands, with what they are.
pub const PDF_PROFILES: [(&str, PdfProfile); 6] = [
    ("a-2a,ua-1", PdfProfile::Archival { with_source: false, accessible: true }),
    ("a-2a", PdfProfile::Archival { with_source: false, accessible: false }),
    ("a-3a,ua-1", PdfProfile::Archival { with_source: true, accessible: true }),
    ("a-3a", PdfProfile::Archival { with_source: true, accessible: false }),
    ("ua-1", PdfProfile::Accessible),
    ("x-4", PdfProfile::Press(Sheets::Pages)),
];

impl FromStr for PdfProfile {
    type Err = String;

    /// Reads standards in any order, parted by commas: `a-2a,ua-1`.
    fn from_str(text: &str) -> Result<PdfProfile, String> {
        let mut asked: Vec<String> = text.split(',').map(|name| name.trim().to_ascii_lowercase()).collect();
        asked.sort_unstable();
        asked.dedup();
        let joined = asked.join(",");
        let found = PDF_PROFILES.iter().find(|(name, _)| *name == joined);
        found.map(|(_, profile)| *profile).ok_or_else(|| refusal(&asked))
    }
}

/// Why standards cannot be kept to, and what to ask for instead.
fn refusal(asked: &[String]) -> String {
    let known = ["a-2a", "a-3a", "ua-1", "x-4"];
    let unknown = asked.iter().find(|name| !known.contains(&name.as_str()));
    match unknown.map(String::as_str) {
        None if asked.iter().any(|name| name == "x-4") => {
            "a file for the press carries no structure, so `x-4` stands alone; build it apart".into()
        }
        None => "a file is either `a-2a` or `a-3a`, which has the source inside".into(),
        Some(name) => {
            format!(
                "there is no profile `{name}`; there are `a-2a` and `a-3a`, each alone or with `,ua-1`, `ua-1` and `x-4`"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standards_are_read_in_any_order() {
        for text in ["a-2a,ua-1", "UA-1, A-2a", "ua-1,a-2a,ua-1"] {
            assert_eq!(text.parse(), Ok(PdfProfile::default()), "{text}");
        }
        assert_eq!("x-4".parse(), Ok(PdfProfile::Press(Sheets::Pages)));
        assert_eq!("a-2a".parse(), Ok(PdfProfile::Archival { with_source: false, accessible: false }));
        assert!("ua-1,a-3a".parse().is_ok_and(PdfProfile::carries_source));
        assert_eq!("ua-1".parse(), Ok(PdfProfile::Accessible));
    }

    #[test]
    fn standards_that_exclude_each_other_or_do_not_exist_are_told() {
        for (text, said) in [
            ("x-4,ua-1", "`x-4` stands alone"),
            ("a-3a,a-2a", "either `a-2a` or `a-3a`"),
            ("x-1a", "there is no profile `x-1a`"),
            ("", "there is no profile ``"),
        ] {
            let refused = text.parse::<PdfProfile>();
            assert!(refused.clone().is_err_and(|why| why.contains(said)), "{text}: {refused:?}");
        }
    }
}
