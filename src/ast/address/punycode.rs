//! Letters of all scripts in those of ASCII (RFC 3492), as the names of hosts have them.

const BASE: u32 = 36;
const LEAST: u32 = 1;
const MOST: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST: u32 = 0x80;

/// The letters that a label stands for, given without what marks it as one; none where it stands for nothing.
pub(super) fn decoded(label: &str) -> Option<String> {
    let (plain, rest) = Some(label).filter(|label| label.is_ascii())?.rsplit_once('-').unwrap_or(("", label));
    let mut letters: Vec<char> = plain.chars().collect();
    let (mut code, mut place, mut bias) = (FIRST, 0_u32, FIRST_BIAS);
    let mut figures = rest.bytes();
    while figures.len() > 0 {
        let before = place;
        place = place.checked_add(number(&mut figures, bias)?)?;
        let count = u32::try_from(letters.len()).ok()?.checked_add(1)?;
        bias = adapted(place - before, count, before == 0);
        code = code.checked_add(place / count)?;
        place %= count;
        letters.insert(place as usize, char::from_u32(code)?);
        place += 1;
    }
    Some(letters.into_iter().collect())
}

/// The next number, whose last figure is a small one.
fn number(figures: &mut std::str::Bytes<'_>, bias: u32) -> Option<u32> {
    let (mut number, mut weight, mut step) = (0_u32, 1_u32, BASE);
    loop {
        let figure = match figures.next()? {
            byte @ b'a'..=b'z' => u32::from(byte - b'a'),
            byte @ b'0'..=b'9' => u32::from(byte - b'0') + 26,
            _ => return None,
        };
        number = number.checked_add(figure.checked_mul(weight)?)?;
        let least = step.saturating_sub(bias).clamp(LEAST, MOST);
        if figure < least {
            return Some(number);
        }
        weight = weight.checked_mul(BASE - least)?;
        step += BASE;
    }
}

fn adapted(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut steps = 0;
    while delta > (BASE - LEAST) * MOST / 2 {
        delta /= BASE - LEAST;
        steps += BASE;
    }
    steps + (BASE - LEAST + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn labels_of_the_standard_and_of_the_web_are_read() {
        for (label, letters) in [
            ("fiqs8s", "中国"),
            ("mnchen-3ya", "münchen"),
            ("3b-ww4c5e180e575a65lsy2b", "3年b組金八先生"),
            ("egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"),
        ] {
            assert_eq!(decoded(label).as_deref(), Some(letters));
        }
        for label in ["zzzzzz99999", "a-!", "99999999", "中-a"] {
            assert_eq!(decoded(label), None, "{label}");
        }
    }
}
