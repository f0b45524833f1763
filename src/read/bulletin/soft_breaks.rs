//! Line ends inside a paragraph: a space between Latin words, nothing between Han characters.

use super::overlay::is_han;
use crate::ast::Inline;

/// Stands for a line end until the whole run is known.
pub(super) const SOFT_BREAK: char = '\n';

/// Resolves every line end of a run. Between Han and Latin, a text in Chinese takes none and any other takes a space.
pub(super) fn resolve(run: &mut [Inline], chinese: bool) {
    let mut words = Vec::new();
    collect(run, &mut words);
    if !words.contains(&SOFT_BREAK) {
        return;
    }
    let mut joints = joints(&words, chinese).into_iter();
    apply(run, &mut joints);
}

fn collect(run: &[Inline], words: &mut Vec<char>) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } => words.extend(text.chars()),
            _ => collect(inline.children(), words),
        }
    }
}

/// For every line end, whether it becomes a space.
fn joints(words: &[char], chinese: bool) -> Vec<bool> {
    let mut joints = Vec::new();
    let mut before = ' ';
    for (index, &c) in words.iter().enumerate() {
        if c != SOFT_BREAK {
            before = c;
            continue;
        }
        let after = words.get(index + 1).copied().unwrap_or(' ');
        let (left, right) = (is_han(before), is_han(after));
        let solid = chinese && (left || right || is_mark(before) && is_mark(after));
        joints.push(!(left && right || solid));
    }
    joints
}

/// Whether a mark stands in Chinese as in Western text: between two of them a Chinese line ends without a space.
fn is_mark(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

fn apply(run: &mut [Inline], joints: &mut impl Iterator<Item = bool>) {
    for inline in run {
        if let Inline::Text { text, .. } = inline {
            if text.contains(SOFT_BREAK) {
                let resolve = |c| match c {
                    SOFT_BREAK => joints.next().unwrap_or(true).then_some(' '),
                    c => Some(c),
                };
                *text = text.chars().filter_map(resolve).collect();
            }
        } else if let Some(children) = inline.children_mut() {
            apply(children, joints);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::{Emphasis, text};
    use crate::diagnostics::Span;

    fn resolved(words: &str, chinese: bool) -> String {
        let mut run = vec![Inline::text(words, Span::Unknown)];
        resolve(&mut run, chinese);
        text::inlines(&run)
    }

    #[test]
    fn han_joins_and_latin_parts() {
        assert_eq!(resolved("区域\n创新，\n是", false), "区域创新，是");
        assert_eq!(resolved("regional\ninnovation", true), "regional innovation");
        assert_eq!(resolved("the term 创新\nis", false), "the term 创新 is");
        assert_eq!(resolved("使用\nGDP", true), "使用GDP");
        assert_eq!(resolved("会议指出——\n“以水定城”", true), "会议指出——“以水定城”");
        assert_eq!(resolved("the term —\n“city”", false), "the term — “city”");
    }

    #[test]
    fn line_ends_at_the_edge_of_styled_words_see_beyond_it() {
        let inner = vec![Inline::text("创新\n", Span::Unknown)];
        let styled = Inline::Styled { span: Span::Unknown, emphasis: Emphasis::Strong, inlines: inner };
        let mut run = vec![styled, Inline::text("发展", Span::Unknown)];
        resolve(&mut run, false);
        assert_eq!(text::inlines(&run), "创新发展");
    }
}
