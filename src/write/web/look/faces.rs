//! Families by role. A page brings no faces along: each reader's machine has some of those that a style or a Word file names.

use crate::style::{FaceRole, StyleSheet};

/// What machines have that have none of a style's: macOS, Windows, Linux.
const HAN_SERIF: [&str; 3] = ["Songti SC", "SimSun", "Noto Serif CJK SC"];
const HAN_SANS: [&str; 3] = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC"];
const HAN_KAI: [&str; 3] = ["Kaiti SC", "KaiTi", "LXGW WenKai"];

/// The families of a role, first choice first. That of Latin letters stands before those of Han characters, which have some
/// too.
pub(super) fn stack(style: &StyleSheet, role: FaceRole) -> String {
    let face = style.face(role);
    let families = face.map(|face| face.families.as_slice()).unwrap_or_default();
    let word = face.map(|face| [face.word.as_str(), face.word_east_asia.as_str()]).unwrap_or_default();
    let (usual, generic) = match role {
        FaceRole::Sans => (HAN_SANS, "sans-serif"),
        FaceRole::Kai => (HAN_KAI, "serif"),
        _ => (HAN_SERIF, "serif"),
    };
    let (first, rest) = families.split_at(families.len().min(1));
    let wanted = first.iter().map(String::as_str).chain([word[0]]).chain(rest.iter().map(String::as_str));
    let mut stack: Vec<String> = once_each(wanted.chain([word[1]]).chain(usual)).into_iter().map(quoted).collect();
    stack.push(generic.into());
    stack.join(",")
}

/// Families whose regular face is called so.
const HEAVY: [&str; 4] = ["Noto", "Source", "Songti", "PingFang"];

/// Marks that Chinese and Western text share, full-width in the one and narrow in the other: dashes, quotes, dots.
const SHARED: &str = "U+B7,U+2014,U+2018-2019,U+201C-201D,U+2026";

/// The faces that such marks have in Chinese text, which the style's Western family would draw too.
pub(super) fn shared_marks(style: &StyleSheet) -> String {
    let text = style.face(FaceRole::Text);
    let western = text.map(|face| (face.families.first(), &face.word));
    let is_western = |name: &&String| western.is_some_and(|(first, word)| first == Some(*name) || word == *name);
    let face = |role: FaceRole, usual: [&'static str; 3]| {
        let families = style.face(role).map(|face| face.families.as_slice()).unwrap_or_default();
        let own = families.iter().filter(|name| !is_western(name)).map(String::as_str);
        let sources: Vec<String> = once_each(own.chain(usual)).into_iter().flat_map(sources).collect();
        format!("@font-face{{font-family:{};src:{};unicode-range:{SHARED}}}\n", marks(role), sources.join(","))
    };
    [face(FaceRole::Text, HAN_SERIF), face(FaceRole::Sans, HAN_SANS)].concat()
}

/// The names that a family's regular face may go by on the reader's machine: the family's, or from some founders one that says how heavy
/// it is too.
fn sources(family: &str) -> impl Iterator<Item = String> {
    let weighed = HEAVY.iter().any(|founder| family.starts_with(founder)).then(|| format!("{family} Regular"));
    [Some(family.to_string()), weighed].into_iter().flatten().map(|name| format!("local({})", quoted(&name)))
}

/// Names without empty ones and without those that came before.
fn once_each<'n>(wanted: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let mut names: Vec<&str> = Vec::new();
    for name in wanted {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What such marks are set in, beside the families of a role.
pub(super) fn marks(role: FaceRole) -> &'static str {
    if role == FaceRole::Sans { "\"Han-sans\"" } else { "\"Han\"" }
}

/// A name as a string of CSS in which nothing can end it or the element around (Syntax 3, 4.3.7).
fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " -_.()".contains(c);
    let inner: String =
        name.chars().map(|c| if plain(c) { c.to_string() } else { format!("\\{:x} ", u32::from(c)) }).collect();
    format!("\"{inner}\"")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn no_name_ends_its_string() {
        assert_eq!(quoted("仿宋 (x)"), "\"仿宋 (x)\"");
        assert_eq!(quoted("a\"</style>\n"), "\"a\\22 \\3c \\2f style\\3e \\a \"");
    }
}
