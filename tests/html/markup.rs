//! The markup of a page, read as simply as its writer lets it be: no `<` stands in it that opens no tag.

/// A page as it is accepted: without its look, which is the style's, and with pictures by their length.
pub(crate) fn listing(html: &str) -> String {
    let mut text = String::new();
    let mut in_style = false;
    for line in html.lines() {
        in_style |= line.starts_with("<style>");
        if !in_style && !line.contains("Content-Security-Policy") && !line.contains("name=\"generator\"") {
            text.push_str(&shortened(line));
            text.push('\n');
        }
        in_style &= !line.starts_with("</style>");
    }
    text
}

fn shortened(line: &str) -> String {
    let Some((before, after)) = line.split_once(";base64,") else { return line.to_string() };
    let end = after.find('"').unwrap();
    format!("{before};base64,({end} letters){}", &after[end..])
}

/// The values of an attribute, in order.
pub(crate) fn values<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    let tags = html.split('<').skip(1).filter_map(|tag| tag.split('>').next());
    tags.filter_map(|tag| tag.split_once(&opening)?.1.split('"').next()).collect()
}

/// The levels of headings, in order.
pub(crate) fn headings(html: &str) -> Vec<u8> {
    let names = html.split('<').skip(1).filter_map(|tag| tag.split([' ', '>']).next());
    names.filter_map(|name| name.strip_prefix('h')?.parse().ok()).collect()
}

/// The words of the body as the issue orders them: its notes last, without what only leads to and fro.
pub(crate) fn words(html: &str) -> String {
    let body = html.split_once("<body").unwrap().1.split_once('>').unwrap().1;
    let body = without(&without(body, "<nav", "</nav>").0, "<sup class=\"call\">", "</sup>").0;
    let body = without(&body, "<a class=\"back\"", "</a>").0;
    let (body, notes) = without(&body, "<section class=\"notes\"", "</section>");
    unescaped(&bare(&format!("{body}{notes}")))
}

/// A text without its parts between two marks, and those.
fn without(text: &str, from: &str, to: &str) -> (String, String) {
    let mut kept = String::new();
    let mut taken = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(from) {
        let (inner, after) = after.split_once(to).unwrap();
        kept.push_str(before);
        taken.push_str(&format!("{from}{inner}{to}"));
        rest = after;
    }
    (kept + rest, taken)
}

fn bare(markup: &str) -> String {
    markup.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect::<Vec<_>>().join(" ")
}

fn unescaped(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#824;", "\u{338}"), ("&amp;", "&")]
        .iter()
        .fold(text.to_string(), |text, (written, meant)| text.replace(written, meant))
}
