//! Personal names: where one ends, and in which order its parts stand.

use crate::ast::{NameOrder, text::is_east_asian};

/// Particles inside a name.
const PARTICLES: [&str; 12] = ["de", "del", "della", "den", "der", "di", "da", "la", "van", "von", "bin", "al"];

/// The length of a name in Latin letters at the start of a text: two to four words with capitals, and particles.
pub(in crate::read) fn latin(text: &str) -> Option<usize> {
    let (mut end, mut capitals) = (0, 0);
    for (count, word) in text.get(..text.floor_char_boundary(80))?.split(' ').enumerate() {
        let body = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let body = if is_initial(body) { body } else { body.trim_end_matches('.') };
        let start = if count == 0 { 0 } else { end + 1 };
        let inner = capitals > 0 && PARTICLES.contains(&body) && body.len() == word.len();
        if !inner && !is_capitalised(body) {
            break;
        }
        capitals += u32::from(!inner);
        let whole = body.len() == word.len();
        end = start + body.len();
        if !whole || capitals > 4 {
            break;
        }
    }
    let name = text.get(..end)?;
    let last = name.rsplit(' ').next()?;
    ((2..=4).contains(&capitals) && !PARTICLES.contains(&last)).then_some(end)
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 2 && word.ends_with('.')
}

fn is_capitalised(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    let sound = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
    (is_initial(word) || letters.len() == word.len())
        && letters.starts_with(char::is_uppercase)
        && letters.chars().all(sound)
        && !letters.contains(is_east_asian)
}

/// How each name is ordered. Chinese characters stand surname first. Names in pinyin are ordered where a surname and a
/// given name tell themselves apart; one that could be read either way follows the others of its text.
pub(in crate::read) fn orders(names: &[String]) -> Vec<NameOrder> {
    let readings: Vec<Reading> = names.iter().map(|name| reading(name)).collect();
    let eastern = readings.contains(&Reading::Eastern) && !readings.contains(&Reading::Western);
    let order = |reading: &Reading| match reading {
        Reading::Eastern => NameOrder::Eastern,
        Reading::Either if eastern => NameOrder::Eastern,
        Reading::Western => NameOrder::Western,
        _ => NameOrder::Unknown,
    };
    readings.iter().map(order).collect()
}

/// The order that all the names have.
pub(in crate::read) fn common_order(names: &[String]) -> NameOrder {
    let orders = orders(names);
    match orders.first() {
        Some(first) if orders.iter().all(|order| order == first) => *first,
        _ => NameOrder::Unknown,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Eastern,
    Western,
    Either,
    Unknown,
}

fn reading(name: &str) -> Reading {
    if name.chars().next().is_some_and(is_east_asian) && !name.contains(['·', '•']) {
        return Reading::Eastern;
    }
    let mut words = name.split(' ');
    let (Some(first), Some(last), None) = (words.next(), words.next(), words.next()) else { return Reading::Unknown };
    let forward = is_surname(first) && is_pinyin(last);
    let backward = is_surname(last) && is_pinyin(first);
    match (forward, backward) {
        (true, false) => Reading::Eastern,
        (false, true) => Reading::Western,
        (true, true) => Reading::Either,
        (false, false) => Reading::Unknown,
    }
}

/// The commonest Chinese surnames in pinyin, with those of two syllables.
const SURNAMES: &str = " an bai bao bi bian cai cao cen chai chang chen cheng chi chu cui dai deng di ding dong dou du duan fan fang fei feng fu gan gao ge geng gong gou gu guan guo han hao he hong hou hu hua huang huo ji jia jian jiang jiao jin jing kang ke kong kuang lai lan lei leng li lian liang liao lin ling liu long lou lu lou luo lv ma mao mei meng mi miao mo mu nie ning niu ouyang ou pan pang pei peng pi pu qi qian qiao qin qiu qu quan ran ren rong ruan shan shang shao shen sheng shi shu si sima situ song su sun tan tang tao teng tian tong tu wan wang wei wen weng wu xi xia xiang xiao xie xing xiong xu xuan xue yan yang yao ye yi yin ying you yu yuan yue yun zang zeng zha zhai zhan zhang zhao zhen zheng zhong zhou zhu zhuang zhuge zhuo zong zou zu zuo ";

fn is_surname(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_alphabetic()) && SURNAMES.contains(&format!(" {} ", word.to_ascii_lowercase()))
}

const INITIALS: [&str; 24] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y",
    "w", "",
];

const FINALS: [&str; 37] = [
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "van", "ai", "an", "ao", "ei",
    "en", "er", "ia", "ie", "in", "iu", "ou", "ua", "ue", "ui", "un", "uo", "ve", "vn", "a", "e", "i", "o", "u", "v",
    "ueng",
];

/// Whether a word is one or two syllables of pinyin, as given names are; `-` and `'` may part them.
fn is_pinyin(word: &str) -> bool {
    let plain: String =
        word.chars().filter(|c| !matches!(c, '-' | '\'' | '’')).collect::<String>().to_ascii_lowercase();
    plain.len() <= 12 && rests(&plain).into_iter().any(|rest| rest.is_empty() || rests(rest).contains(&""))
}

/// What can be left of a word once a syllable is taken off its start.
fn rests(word: &str) -> Vec<&str> {
    let after = |initial: &&'static str| word.strip_prefix(*initial);
    let tails = INITIALS.iter().filter_map(after);
    tails.flat_map(|tail| FINALS.iter().filter_map(move |ending| tail.strip_prefix(ending))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(name: &str) -> NameOrder {
        orders(&[name.to_string()]).remove(0)
    }

    #[test]
    fn finds_the_end_of_a_name() {
        let name = |text: &'static str| latin(text).map(|end| &text[..end]);
        assert_eq!(name("Sun Dong, Academician"), Some("Sun Dong"));
        assert_eq!(name("J. K. Rowling said"), Some("J. K. Rowling"));
        assert_eq!(name("Ursula von der Leyen, President"), Some("Ursula von der Leyen"));
        assert_eq!(name("Jean-Luc O'Neill thought"), Some("Jean-Luc O'Neill"));
        assert_eq!(name("Erik Solheim. He"), Some("Erik Solheim"));
        for text in ["Shanghai is", "the Sun", "Ministry of Science", "One Two Three Four Five Six", "", "Sun 2 Dong"] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn knows_the_order_where_it_shows() {
        assert_eq!(["Wang Jixiang", "Zhou Shaodan", "孙东"].map(order), [NameOrder::Eastern; 3]);
        assert_eq!(order("Jixiang Wang"), NameOrder::Western);
        assert_eq!(["Erik Solheim", "Sun Dong", "Ann Lee"].map(order), [NameOrder::Unknown; 3]);
    }

    #[test]
    fn doubtful_names_follow_the_others() {
        let order = |names: &[&str]| common_order(&names.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(order(&["Sun Dong", "Wang Jixiang"]), NameOrder::Eastern);
        assert_eq!(order(&["Sun Dong", "Ann Lee"]), NameOrder::Unknown);
        assert_eq!(order(&[]), NameOrder::Unknown);
    }
}
