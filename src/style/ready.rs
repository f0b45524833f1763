//! The built-in styles as they are resolved, kept beside their TOML: to read that and lay one sheet over another takes a twelfth of the
//! time of an issue. `BLESS=1 cargo test --test json` writes them anew.

use super::cascade::{BUILT_IN, BuiltIn, built_in_source, resolve_anew};
use super::languages::Languages;
use super::sheet::StyleSheet;

/// What the built-in styles are told by: a sheet that was resolved from others is not taken.
const SOURCES: u64 = digest(BUILT_IN);

/// FNV-1a of the TOML of styles, which the compiler works out.
const fn digest(styles: &[BuiltIn]) -> u64 {
    let mut sum = 0xCBF2_9CE4_8422_2325;
    let mut style = 0;
    while style < styles.len() {
        let source = styles[style].source.as_bytes();
        let mut at = 0;
        while at < source.len() {
            sum = (sum ^ source[at] as u64).wrapping_mul(0x0100_0000_01B3);
            at += 1;
        }
        style += 1;
    }
    sum
}

/// The sheet of a built-in style, if what is kept is still true.
pub(super) fn sheet(style: &'static BuiltIn) -> Option<StyleSheet> {
    let mut lines = style.kept.lines();
    if lines.next()? != format!("{SOURCES:016x}") {
        return None;
    }
    let mut sheet: StyleSheet = serde_json::from_str(lines.next()?).ok()?;
    for line in lines {
        let (lang, own) = line.split_once(' ')?;
        let make = move || serde_json::from_str(own).ok().or_else(|| anew(style.source, lang));
        let plain = sheet.clone();
        sheet.lang.insert(lang.to_string(), move || make().unwrap_or(plain));
    }
    Some(sheet)
}

/// A style's sheet in a language, from its TOML.
fn anew(source: &str, lang: &str) -> Option<StyleSheet> {
    let sheet = resolve_anew(source, &|_| None).ok()?;
    sheet.lang.iter().find(|(known, _)| *known == lang).map(|(_, sheet)| sheet.clone())
}

/// The sheets of a built-in style as they are kept: what they are resolved from, the sheet without languages, and that of each language
/// after its subtag, a line each. `None` for other styles.
#[must_use]
pub fn ready(name: &str) -> Option<String> {
    let mut sheet = resolve_anew(built_in_source(name)?, &|_| None).ok()?;
    let languages = std::mem::take::<Languages>(&mut sheet.lang);
    let mut lines = vec![format!("{SOURCES:016x}"), serde_json::to_string(&sheet).ok()?];
    for (lang, own) in languages.iter() {
        lines.push(format!("{lang} {}", serde_json::to_string(own).ok()?));
    }
    Some(lines.join("\n") + "\n")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::*;

    /// Number by number, too: what is kept is text.
    #[test]
    fn what_is_kept_is_what_comes_of_the_source() {
        for style in BUILT_IN {
            let anew = resolve_anew(style.source, &|_| None).unwrap();
            assert!(sheet(style).unwrap() == anew, "BLESS=1 cargo test --test json");
            assert!(!anew.lang.is_empty());
        }
    }
}
