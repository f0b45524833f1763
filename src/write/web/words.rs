//! The words of a page that are no words of the issue: what its parts are called, for those who hear it.

use crate::ast::Lang;

/// The words in one language.
pub(super) struct Words {
    /// What the way to the sections is called.
    pub(super) contents: &'static str,
    /// What the notes at the end are called.
    pub(super) notes: &'static str,
    /// What the notes under a table are called.
    pub(super) table_notes: &'static str,
    /// Where the arrow behind a note leads.
    pub(super) back: &'static str,
    /// What a table without a caption is called.
    pub(super) table: &'static str,
    /// What a place is at which a page of the printed issue ended.
    pub(super) page_end: &'static str,
    /// What a book is like for those who cannot see it.
    pub(super) access: &'static str,
    /// The same of one that has pictures which nothing describes.
    pub(super) undescribed: &'static str,
}

const ENGLISH: Words = Words {
    contents: "Contents",
    notes: "Notes",
    table_notes: "Notes to the table",
    back: "Back to the text",
    table: "Table",
    page_end: "A page of the printed issue ended here",
    access: "Headings, lists, tables and notes are marked as such; what pictures show is said in words.",
    undescribed: "Headings, lists, tables and notes are marked as such; not every picture says what it shows.",
};

const SIMPLIFIED: Words = Words {
    contents: "目录",
    notes: "注释",
    table_notes: "表注",
    back: "返回正文",
    table: "表格",
    page_end: "印刷版此处换页",
    access: "标题、列表、表格和注释均有结构标记；图片均有文字说明。",
    undescribed: "标题、列表、表格和注释均有结构标记；部分图片没有文字说明。",
};

const TRADITIONAL: Words = Words {
    contents: "目錄",
    notes: "註釋",
    table_notes: "表註",
    page_end: "印刷版此處換頁",
    access: "標題、列表、表格和註釋均有結構標記；圖片均有文字說明。",
    undescribed: "標題、列表、表格和註釋均有結構標記；部分圖片沒有文字說明。",
    ..SIMPLIFIED
};

impl Words {
    /// The words for a page in a language; English ones where the program does not speak it.
    pub(super) fn of(lang: &Lang) -> &'static Words {
        match lang {
            lang if lang.is_traditional() => &TRADITIONAL,
            lang if lang.is_chinese() => &SIMPLIFIED,
            _ => &ENGLISH,
        }
    }
}
