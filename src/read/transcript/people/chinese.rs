//! People whom a Chinese text introduces: `中国工程院院士吴志强认为`, `吴志强（同济大学原副校长）表示`.

use super::super::words::Words;
use super::Introduction;
use crate::ast::text::is_east_asian;
use std::ops::Range;

/// Verbs by which reports lead up to what somebody said.
const SAYING: [&str; 22] = [
    "认为", "表示", "指出", "提出", "介绍", "强调", "建议", "谈到", "坦言", "透露", "呼吁", "说明", "分析", "提到",
    "主张", "分享", "总结", "称", "说", "阐述", "谈及", "直言",
];

/// Words by which offices end.
const OFFICES: [&str; 42] = [
    "院士",
    "主任",
    "校长",
    "书记",
    "部长",
    "局长",
    "处长",
    "教授",
    "研究员",
    "总裁",
    "董事长",
    "主席",
    "会长",
    "秘书长",
    "院长",
    "所长",
    "司长",
    "厅长",
    "市长",
    "省长",
    "委员",
    "经理",
    "专家",
    "科学家",
    "顾问",
    "署长",
    "理事长",
    "主编",
    "工程师",
    "大使",
    "总监",
    "学者",
    "创始人",
    "合伙人",
    "代表",
    "负责人",
    "成员",
    "参赞",
    "组长",
    "馆长",
    "行长",
    "博士",
];

/// The commonest surnames of one character.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛牛樊葛邢安齐庞颜倪章鲁俞裴岳翟耿聂殷焦左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季成霍苗谷盛曲翁冉蓝路游靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝";

/// Surnames of two characters.
const DOUBLE_SURNAMES: [&str; 8] = ["欧阳", "司马", "上官", "诸葛", "司徒", "东方", "夏侯", "尉迟"];

/// Words between a name, or a list of names, and the verb.
const AFTER_NAMES: [&str; 8] = ["等人", "等", "还", "也", "又", "曾", "同时", "进一步"];

/// Words that join the last people of a list.
const JOINING: [&str; 5] = ["以及", "及", "和", "与", "、"];

/// Words that lead up to an office and are no part of it.
const LEADING: [&str; 13] =
    ["但是", "但", "据", "对此", "此外", "然而", "而", "与此同时", "同时", "因此", "为此", "随后", "以及"];

/// Words of names that open as those do.
const NOT_LEADING: [&str; 6] = ["但丁", "据点", "据守", "而立", "同时代", "同时期"];

/// The people whom the words introduce, in order.
pub(super) fn introductions(words: &Words, sentences: &[Range<usize>]) -> Vec<Introduction> {
    let mut found = Vec::new();
    for sentence in sentences {
        // What a person says often says that others said something: the first verb of a sentence is the report's.
        if let Some(verb) = first_verb(&words.text, sentence)
            && let Some(mut last) = introduction(words, sentence, verb)
        {
            found.extend(companions(words, &mut last));
            found.push(last);
        }
    }
    found
}

fn first_verb(text: &str, sentence: &Range<usize>) -> Option<usize> {
    // Nobody is introduced at greater length than this.
    let end = text.floor_char_boundary(sentence.end.min(sentence.start + 450));
    let near = text.get(sentence.start..end)?;
    let found = near.char_indices().filter(|(_, c)| !c.is_ascii()).map(|(at, _)| at).find(|&at| {
        let rest = near.get(at..).unwrap_or_default();
        SAYING.iter().any(|verb| rest.starts_with(verb)) && person_ends(near.get(..at).unwrap_or_default())
    });
    found.map(|at| at + sentence.start)
}

/// Whether a text may end in a person: in a name with a surname before it, or in a bracket behind one.
fn person_ends(before: &str) -> bool {
    let before = without_tail(before);
    before.ends_with(['）', ')']) || name_start(before).is_some()
}

/// A text without the words that stand behind a person in it.
fn without_tail(before: &str) -> &str {
    let bare = AFTER_NAMES.iter().find_map(|word| before.strip_suffix(word));
    bare.filter(|bare| bare.ends_with(['）', ')']) || name_start(bare).is_some()).unwrap_or(before)
}

fn introduction(words: &Words, sentence: &Range<usize>, verb: usize) -> Option<Introduction> {
    let before = without_tail(words.text.get(sentence.start..verb)?);
    let verb = sentence.start + before.len();
    if let Some(inner) = before.strip_suffix(['）', ')']) {
        let open = inner.rfind(['（', '('])?;
        let bracket = inner.get(open..)?.chars().next()?.len_utf8();
        let name = name_start(inner.get(..open)?)?;
        let office = inner.get(open + bracket..).filter(|office| ends_in_office(office)).map(|office| {
            let start = sentence.start + open + bracket;
            start..start + office.len()
        })?;
        return Some(Introduction { name: sentence.start + name..sentence.start + open, office: Some(office) });
    }
    let bold = words.bold.iter().rfind(|bold| bold.end <= verb && bold.end + 3 >= verb && bold.start >= sentence.start);
    let start = match bold {
        Some(bold) => bold_name(words, bold)?,
        None => sentence.start + name_start(before)?,
    };
    let office = office(words.text.get(sentence.start..start)?);
    let office = office.map(|office| sentence.start + office.start..sentence.start + office.end);
    (office.is_some() || bold.is_some()).then_some(Introduction { name: start..verb, office })
}

/// The people, each with an office, who stand in one list before the last: `大学教授李四、省长王五认为`.
fn companions(words: &Words, last: &mut Introduction) -> Vec<Introduction> {
    let mut found = Vec::new();
    let Some(office) = &mut last.office else { return found };
    let Some(list) = words.text.get(office.clone()).filter(|_| office.end <= last.name.start) else { return found };
    let first = office.start;
    for (at, mark) in joints(list) {
        let start = office.start;
        let part = words.text.get(start..first + at).map(|part| part.trim_end_matches('，'));
        let person = part.and_then(|part| Some(start + named_by_office(part)?..start + part.len()));
        let goes_on = list.get(at + mark.len()..).is_some_and(|rest| !rest.starts_with('、'));
        if let Some(name) = person.filter(|_| goes_on) {
            office.start = first + at + mark.len();
            found.push(Introduction { office: Some(start..name.start), name });
        }
    }
    found
}

/// The words that may join two people, each with its place.
fn joints(list: &str) -> impl Iterator<Item = (usize, &'static str)> {
    list.char_indices().filter_map(|(at, _)| {
        let rest = list.get(at..)?;
        JOINING.into_iter().find(|word| rest.starts_with(word)).map(|word| (at, word))
    })
}

/// Where the name starts with which a text ends, if an office stands before it.
fn named_by_office(text: &str) -> Option<usize> {
    name_start(text).filter(|&at| at < text.len() && text.get(..at).is_some_and(ends_in_office))
}

/// The name in bold, which may hold the office before it.
fn bold_name(words: &Words, bold: &Range<usize>) -> Option<usize> {
    let inner = words.text.get(bold.clone())?;
    let is_name = (2..=4).contains(&inner.chars().count()) || inner.contains('·');
    if is_name && inner.chars().all(is_name_character) {
        Some(bold.start)
    } else {
        Some(bold.start + name_start(inner)?)
    }
}

fn is_name_character(c: char) -> bool {
    c == '·' || (is_east_asian(c) && c.is_alphabetic())
}

/// Where the name starts with which a text ends. A name of two to four characters opens with a surname; where an office
/// or the text's start stands before it, that decides between two readings. A foreign name has a middle dot.
fn name_start(text: &str) -> Option<usize> {
    let tail: Vec<(usize, char)> =
        text.char_indices().rev().take(16).take_while(|&(_, c)| is_name_character(c)).collect();
    if tail.iter().any(|&(_, c)| c == '·') {
        let whole = tail.last().map(|&(at, _)| at)?;
        let within = text.get(whole..)?;
        return Some(whole + after_office(within));
    }
    let starts = [3, 2, 4].into_iter().filter_map(|count| tail.get(count - 1).map(|&(at, _)| (count, at)));
    let named: Vec<usize> =
        starts.filter(|&(count, at)| opens_with_surname(text, at, count)).map(|(_, at)| at).collect();
    let introduced = |at: &&usize| text.get(..**at).is_some_and(|before| before.is_empty() || ends_in_office(before));
    named.iter().find(introduced).copied()
}

fn opens_with_surname(text: &str, at: usize, count: usize) -> bool {
    let name = text.get(at..).unwrap_or_default();
    let double = DOUBLE_SURNAMES.iter().any(|surname| name.starts_with(surname));
    double && count > 2 || (count < 4 && name.chars().next().is_some_and(|c| SURNAMES.contains(c)))
}

/// How much of a text its offices take.
fn after_office(text: &str) -> usize {
    OFFICES.iter().filter_map(|office| text.rfind(office).map(|at| at + office.len())).max().unwrap_or_default()
}

fn ends_in_office(text: &str) -> bool {
    let text = text.trim_end();
    OFFICES.iter().any(|office| text.ends_with(office))
}

/// The office at the end of what stands before a name: from the last comma on that parts no list of people, and from
/// the words on that lead up to it.
fn office(before: &str) -> Option<Range<usize>> {
    let trimmed = before.trim_end();
    let marks = trimmed.rmatch_indices(['，', ',', '；', '：', '。']);
    let mut clauses = marks.map(|(at, mark)| (at, at + mark.len()));
    let start = clauses.find(|&(at, end)| !parts_people(trimmed, at, end)).map_or(0, |(_, end)| end);
    let phrase = without_lead(trimmed.get(start..)?.trim_start());
    ends_in_office(trimmed).then_some(trimmed.len() - phrase.len()..trimmed.len())
}

/// Whether a comma stands between a person and the word that joins the next one to it.
fn parts_people(text: &str, comma: usize, end: usize) -> bool {
    let joined = text.get(end..).is_some_and(|rest| JOINING.iter().any(|word| rest.starts_with(word)));
    joined && text.get(..comma).is_some_and(|before| named_by_office(before).is_some())
}

fn without_lead(phrase: &str) -> &str {
    let mut rest = phrase;
    while let Some(bare) = LEADING.iter().find_map(|word| rest.strip_prefix(word)) {
        if NOT_LEADING.iter().any(|name| rest.starts_with(name)) {
            break;
        }
        rest = bare.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::super::sample::{introduced, one};
    use super::*;

    fn found(source: &str) -> Vec<(String, Option<String>)> {
        introduced(source, introductions)
    }

    #[test]
    fn an_office_stands_before_the_name() {
        assert_eq!(
            found("论坛上，中国科学院院士、东湖大学原副校长周明远认为，创新重要。"),
            one("周明远", Some("中国科学院院士、东湖大学原副校长"))
        );
        assert_eq!(found("东湖实验室主任李华表示：好。"), one("李华", Some("东湖实验室主任")));
        assert_eq!(
            found("联合国环境署前执行主任埃里克·林德认为要绿色。"),
            one("埃里克·林德", Some("联合国环境署前执行主任"))
        );
    }

    #[test]
    fn people_stand_in_one_list() {
        let (si, wu) = (one("李四", Some("武汉大学教授")), one("王五", Some("湖北省省长")));
        for mark in ["、", "和", "与", "及", "以及", "，以及"] {
            let text = format!("武汉大学教授李四{mark}湖北省省长王五认为，创新重要。");
            assert_eq!(found(&text), [si.clone(), wu.clone()].concat());
        }
        let all = [one("周明远", Some("中国科学院院士、东湖大学原副校长")), si, wu].concat();
        assert_eq!(
            found("中国科学院院士、东湖大学原副校长周明远、武汉大学教授李四和湖北省省长王五认为，创新重要。"),
            all
        );
        assert_eq!(
            found("国家发展和改革委员会、科学技术委员会主任李华认为，好。"),
            one("李华", Some("国家发展和改革委员会、科学技术委员会主任"))
        );
    }

    #[test]
    fn a_list_may_end_in_a_foreign_name() {
        assert_eq!(
            found("东湖实验室主任李华以及联合国环境署前执行主任埃里克·林德表示，水系重要。"),
            [one("李华", Some("东湖实验室主任")), one("埃里克·林德", Some("联合国环境署前执行主任"))].concat()
        );
        assert_eq!(found("武汉等城市，以及环境署主任王五表示，好。"), one("王五", Some("环境署主任")));
    }

    #[test]
    fn words_behind_a_name_are_no_part_of_it() {
        let person = one("王五", Some("上海市副市长"));
        for behind in ["等", "等人", "还", "也", "曾", "进一步"] {
            assert_eq!(found(&format!("上海市副市长王五{behind}指出，好。")), person, "{behind}");
        }
        assert_eq!(found("王五（上海市副市长）等指出，好。"), person);
    }

    #[test]
    fn words_before_an_office_are_no_part_of_it() {
        let person = one("李小龙", Some("东湖大学校长"));
        for before in ["但", "据", "对此", "此外", "而", "同时", "而据", "会议期间，但"] {
            assert_eq!(found(&format!("{before}东湖大学校长李小龙介绍，要快。")), person, "{before}");
        }
        for office in ["数据局局长", "而立书院院长", "但丁研究会会长", "同时代书店经理"] {
            assert_eq!(found(&format!("{office}李小龙介绍，要快。")), one("李小龙", Some(office)));
        }
    }

    #[test]
    fn an_office_stands_in_brackets() {
        assert_eq!(found("周明远（东湖大学校长）指出，要创新。"), one("周明远", Some("东湖大学校长")));
    }

    #[test]
    fn bold_shows_the_name() {
        assert_eq!(found("一是创新。**周明远**认为，好。"), one("周明远", None));
        assert_eq!(found("**东湖实验室主任李华**认为，好。"), one("李华", Some("东湖实验室主任")));
    }

    #[test]
    fn leaves_other_subjects_alone() {
        for text in ["与会专家认为，要创新。", "会议指出，要创新。", "大家普遍认为好。", "研究表明。"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
