//! What Chinese writers call the facts, blocks and classes that have English names here: for advice, never for reading.

/// Keys of the front matter.
const KEYS: [(&str, &str); 49] = [
    ("刊名", "series"),
    ("简报名称", "series"),
    ("名称", "series"),
    ("期号", "number"),
    ("期数", "number"),
    ("期", "number"),
    ("总期号", "whole-number"),
    ("总期数", "whole-number"),
    ("总第", "whole-number"),
    ("增刊", "supplement"),
    ("更正", "corrects"),
    ("标题", "title"),
    ("题目", "title"),
    ("题名", "title"),
    ("副标题", "subtitle"),
    ("日期", "date"),
    ("时间", "date"),
    ("出版日期", "date"),
    ("印发日期", "date"),
    ("主办", "publisher"),
    ("主办单位", "publisher"),
    ("编印单位", "publisher"),
    ("印发单位", "publisher"),
    ("发布单位", "publisher"),
    ("出版者", "publisher"),
    ("单位", "publisher"),
    ("编辑", "compilers"),
    ("编者", "compilers"),
    ("编写", "compilers"),
    ("编审", "compilers"),
    ("责任编辑", "compilers"),
    ("编者按", "editors-note"),
    ("按语", "editors-note"),
    ("人物", "people"),
    ("人名", "people"),
    ("版记", "imprint"),
    ("审核", "reviewers"),
    ("审稿", "reviewers"),
    ("分送", "distribution"),
    ("发送", "distribution"),
    ("抄送", "copies-to"),
    ("印发机关", "issued-by"),
    ("印数", "copies"),
    ("份数", "copies"),
    ("语言", "lang"),
    ("关键词", "keywords"),
    ("样式", "style"),
    ("密级", "classification"),
    ("份号", "copy-number"),
];

/// Blocks of colons.
const BLOCKS: [(&str, &str); 18] = [
    ("编者按", "editors-note"),
    ("编者的话", "editors-note"),
    ("按语", "editors-note"),
    ("引文", "quote"),
    ("引用", "quote"),
    ("引语", "quote"),
    ("方框", "box"),
    ("框", "box"),
    ("专栏", "box"),
    ("资料", "box"),
    ("图", "figure"),
    ("图片", "figure"),
    ("插图", "figure"),
    ("表注", "table-foot"),
    ("表下注", "table-foot"),
    ("分页", "page-break"),
    ("换页", "page-break"),
    ("分页符", "page-break"),
];

/// Classes of words.
const CLASSES: [(&str, &str); 10] = [
    ("人名", "person"),
    ("人物", "person"),
    ("姓名", "person"),
    ("职务", "position"),
    ("职位", "position"),
    ("页码", "page"),
    ("页", "page"),
    ("下划线", "underline"),
    ("着重号", "dots"),
    ("分页", "page-break"),
];

/// The key that a Chinese name most likely means.
#[must_use]
pub fn key(name: &str) -> Option<&'static str> {
    meant(&KEYS, name)
}

/// The block that a Chinese name most likely means.
pub(super) fn block(name: &str) -> Option<&'static str> {
    meant(&BLOCKS, name)
}

/// The class that a Chinese name most likely means.
pub(super) fn class(name: &str) -> Option<&'static str> {
    meant(&CLASSES, name)
}

fn meant(names: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    names.iter().find(|(chinese, _)| *chinese == name).map(|(_, meant)| *meant)
}

#[cfg(test)]
mod tests {
    use super::super::directive_blocks::DIRECTIVES;
    use super::super::{front, spans};
    use super::*;

    #[test]
    fn every_name_stands_for_one_that_there_is() {
        assert!(KEYS.iter().all(|(_, key)| front::is_key(key)));
        assert!(BLOCKS.iter().all(|(_, block)| DIRECTIVES.contains(block)));
        assert!(CLASSES.iter().all(|(_, class)| spans::classes().any(|known| known == *class)));
    }
}
