//! HTML in a source: its words are kept, its tags are not.

/// What an HTML tag in a line is.
#[derive(Debug, PartialEq)]
pub(super) enum Tag {
    /// `<br>`.
    LineBreak,
    /// `<!-- … -->`.
    Comment,
    /// A tag of HTML.
    Known,
    /// Something in angle brackets that is no HTML, and so may be words.
    Words,
}

/// Tags that writers of Markdown use; anything else may be words.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// What a tag in a line is.
pub(super) fn inline(tag: &str) -> Tag {
    if tag.starts_with("<!--") {
        return Tag::Comment;
    }
    match name(tag).as_str() {
        "br" => Tag::LineBreak,
        name if TAGS.contains(&name) => Tag::Known,
        _ => Tag::Words,
    }
}

fn name(tag: &str) -> String {
    let inner = tag.trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    inner.get(..end).unwrap_or_default().to_ascii_lowercase()
}

/// The words of a block of HTML: one text for each line break or block tag in it. Comments are left out.
pub(super) fn words(block: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut rest = block;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        push(&mut lines, before);
        let end =
            if tag.starts_with("<!--") { tag.find("-->").map(|at| at + 3) } else { tag.find('>').map(|at| at + 1) };
        let Some((tag, after)) = end.and_then(|end| tag.split_at_checked(end)) else {
            push(&mut lines, tag);
            rest = "";
            break;
        };
        match inline(tag) {
            Tag::Words => push(&mut lines, tag),
            Tag::Known if !is_block(&name(tag)) => {}
            Tag::Comment => {}
            Tag::Known | Tag::LineBreak => lines.push(String::new()),
        }
        rest = after;
    }
    push(&mut lines, rest);
    lines
        .iter()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect()
}

fn is_block(name: &str) -> bool {
    !matches!(
        name,
        "a" | "abbr"
            | "b"
            | "big"
            | "cite"
            | "code"
            | "em"
            | "font"
            | "i"
            | "mark"
            | "q"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "u"
    )
}

fn push(lines: &mut [String], words: &str) {
    let plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{A0}");
    if let Some(line) = lines.last_mut() {
        line.push_str(&plain.replace("&amp;", "&"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_keep_their_words() {
        assert_eq!(
            words("<div class=\"x\">\nOne <b>two</b> &amp; three<br/>four\n<!-- no -->\n</div>"),
            ["One two & three", "four"]
        );
        assert_eq!(words("<p>a < b"), ["a < b"]);
        assert_eq!(words("<!-- only -->"), Vec::<String>::new());
    }

    #[test]
    fn tags_in_a_line() {
        assert_eq!(inline("<br />"), Tag::LineBreak);
        assert_eq!(inline("<!-- x -->"), Tag::Comment);
        assert_eq!(inline("</SPAN>"), Tag::Known);
        assert_eq!(inline("<name>"), Tag::Words);
    }
}
