//! Streams that lie in the program with what they are deflated to: parts that Word files of most issues have, letter by letter. One
//! that is no longer made only lies there in vain; a test holds that none is and that none is missing.

/// `BLESS=1 cargo test --test docx common` writes it: stream after stream, each as its bytes and as they are deflated, with the length
/// of either in four bytes before it, the highest first.
static READY: &[u8] = include_bytes!("../../assets/word/common.parts");

/// What bytes are deflated to, if they lie in the program.
pub(super) fn find(bytes: &[u8]) -> Option<&'static [u8]> {
    streams(READY).find_map(|(plain, deflated)| (plain == bytes).then_some(deflated))
}

fn streams(mut rest: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let (plain, after) = piece(rest)?;
        let (deflated, after) = piece(after)?;
        rest = after;
        Some((plain, deflated))
    })
}

/// The first of pieces, and those after it.
fn piece(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::DeflateDecoder;
    use std::io::Read;

    #[test]
    fn what_lies_in_the_program_is_whole() {
        let length: usize = streams(READY).map(|(plain, deflated)| 8 + plain.len() + deflated.len()).sum();
        assert!(length == READY.len() && length > 0);
        for (plain, deflated) in streams(READY) {
            let mut inflated = Vec::new();
            assert!(DeflateDecoder::new(deflated).read_to_end(&mut inflated).is_ok() && inflated == plain);
            assert_eq!(find(plain), Some(deflated));
        }
    }

    #[test]
    fn nothing_else_is_found() {
        let (first, _) = streams(READY).next().unwrap_or_default();
        let mut other = first.to_vec();
        other.iter_mut().take(1).for_each(|byte| *byte ^= 1);
        assert!(find(&other).is_none() && find(b"").is_none() && find(&first[..first.len() - 1]).is_none());
        assert!(streams(&READY[..READY.len() - 1]).count() < streams(READY).count());
    }
}
