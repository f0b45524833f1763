//! The built-in styles as they are resolved, kept beside their TOML: to read that and lay one sheet over another takes a twelfth of the
//! time of an issue. `BLESS=1 cargo test --test json` writes them anew.

use super::cascade::{built_in, built_in_source, resolve_anew};
use super::languages::Languages;
use super::sheet::StyleSheet;

/// The sheets of each built-in style, as [`ready`] writes them.
const READY: &[(&str, &str)] = &[
    ("gbt9704", include_str!("../../assets/styles/gbt9704.json")),
    ("plain", include_str!("../../assets/styles/plain.json")),
    ("pujiang", include_str!("../../assets/styles/pujiang.json")),
];

/// What the built-in styles are told by: a sheet that was resolved from others is not taken.
const SOURCES: u64 = digest(&[
    include_bytes!("../../styles/gbt9704.toml"),
    include_bytes!("../../styles/plain.toml"),
    include_bytes!("../../styles/pujiang.toml"),
]);

/// FNV-1a, which the compiler works out.
const fn digest(sources: &[&[u8]]) -> u64 {
    let mut sum = 0xCBF2_9CE4_8422_2325;
    let mut source = 0;
    while source < sources.len() {
        let mut at = 0;
        while at < sources[source].len() {
            sum = (sum ^ sources[source][at] as u64).wrapping_mul(0x0100_0000_01B3);
            at += 1;
        }
        source += 1;
    }
    sum
}

/// The sheet of a built-in style by its TOML, if it is kept and still true.
pub(super) fn sheet(source: &'static str) -> Option<StyleSheet> {
    let name = built_in().into_iter().find(|name| built_in_source(name) == Some(source))?;
    let (_, kept) = READY.iter().find(|(known, _)| *known == name)?;
    let mut lines = kept.lines();
    if lines.next()? != format!("{SOURCES:016x}") {
        return None;
    }
    let mut sheet: StyleSheet = serde_json::from_str(lines.next()?).ok()?;
    for line in lines {
        let (lang, own) = line.split_once(' ')?;
        let make = move || serde_json::from_str(own).ok().or_else(|| anew(source, lang));
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
        for name in built_in() {
            let source = built_in_source(name).unwrap();
            let anew = resolve_anew(source, &|_| None).unwrap();
            assert!(sheet(source).unwrap() == anew, "{name}: BLESS=1 cargo test --test json");
            assert!(!anew.lang.is_empty());
        }
    }
}
