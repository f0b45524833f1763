//! JPEG files (ITU-T T.81): their size, whether they are whole, and whether they stand upright.

/// How near to its end a JPEG file must say that it ends: some cameras write a little more, and the small pictures that
/// some put into the head of the file end too.
pub(super) const TAIL: usize = 64 * 1024;
/// Where a camera notes how to turn the picture (Exif 3.0, 4.6.5, tag Orientation), and what it notes of one that is upright.
const ORIENTATION: u16 = 0x0112;
const UPRIGHT: u16 = 1;

/// The first frame of a file (ITU-T T.81, B.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JpegFrame {
    /// Its marker, which says how the picture is packed.
    pub marker: u8,
    /// Bits of a colour.
    pub depth: u8,
    /// Height in pixels.
    pub height: u16,
    /// Width in pixels.
    pub width: u16,
    /// How many colours.
    pub colours: u8,
}

impl JpegFrame {
    /// The first frame of a JPEG file.
    #[must_use]
    pub fn find(bytes: &[u8]) -> Option<JpegFrame> {
        let is_frame = |marker: u8| matches!(marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF);
        let (marker, body) = segments(bytes).find(|(marker, _)| is_frame(*marker))?;
        let &[depth, h1, h2, w1, w2, colours, ..] = body else { return None };
        Some(JpegFrame {
            marker,
            depth,
            height: u16::from_be_bytes([h1, h2]),
            width: u16::from_be_bytes([w1, w2]),
            colours,
        })
    }
}

/// The segments of a file up to the first that cannot be told apart: marker and content (B.1.1.4).
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes.strip_prefix(b"\xFF\xD8").unwrap_or_default();
    std::iter::from_fn(move || {
        // Any marker may have such bytes before it (B.1.1.2).
        while let [0xFF, after @ ..] = rest
            && after.first() == Some(&0xFF)
        {
            rest = after;
        }
        let [0xFF, marker, high, low, ..] = *rest else { return None };
        let end = 2 + usize::from(u16::from_be_bytes([high, low]));
        let body = rest.get(4..end).unwrap_or_else(|| rest.get(4..).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
        Some((marker, body))
    })
}

/// Whether the marker of the end is there.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or_default();
    tail.windows(2).any(|pair| pair == b"\xFF\xD9")
}

/// Refuses a picture that is to be turned before it is shown, which neither PDF nor Word does.
pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    if orientation(bytes).is_some_and(|turn| (2..=8).contains(&turn)) {
        let why =
            "the picture lies on its side or is mirrored, and its camera notes how to turn it, which no page does";
        return Err(format!("{why}: open it in a program for pictures and save it upright"));
    }
    Ok(())
}

/// What the camera notes of how the picture is to be turned.
fn orientation(bytes: &[u8]) -> Option<u16> {
    let exif = segments(bytes)
        .take_while(|(marker, _)| *marker != 0xDA)
        .find_map(|(marker, body)| body.strip_prefix(b"Exif\0\0").filter(|_| marker == 0xE1))?;
    let little = exif.starts_with(b"II");
    let number = |at: usize, length: usize| -> Option<usize> {
        let bytes = exif.get(at..at.checked_add(length)?)?;
        let fold = |value: usize, byte: &u8| value << 8 | usize::from(*byte);
        Some(if little { bytes.iter().rev().fold(0, fold) } else { bytes.iter().fold(0, fold) })
    };
    let table = number(4, 4)?;
    let entries = (0..number(table, 2)?).map(|at| table + 2 + 12 * at);
    let entry = entries.map_while(|at| Some((at, number(at, 2)?))).find(|(_, tag)| *tag == usize::from(ORIENTATION))?.0;
    u16::try_from(number(entry + 8, 2)?).ok().filter(|turn| *turn != UPRIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHART: &[u8] = include_bytes!("../../fixtures/bulletins/chart.jpg");

    /// A photo with a note of its camera.
    fn noted(tiff: &[u8]) -> Vec<u8> {
        let body = [b"Exif\0\0", tiff].concat();
        let length = (body.len() as u16 + 2).to_be_bytes();
        [b"\xFF\xD8\xFF\xE1", length.as_slice(), &body, &CHART[2..]].concat()
    }

    #[test]
    fn pictures_that_are_to_be_turned_are_told_of() {
        let little = |turn| [b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".as_slice(), &[turn, 0, 0, 0]].concat();
        let big = b"MM\0*\0\0\0\x08\0\x02\x01\x0F\0\x03\0\0\0\x01\0\x09\0\0\x01\x12\0\x03\0\0\0\x01\0\x08\0\0";
        assert_eq!([6, 3].map(|turn| orientation(&noted(&little(turn)))), [Some(6), Some(3)]);
        assert_eq!(orientation(&noted(big)), Some(8));
        assert!(check(&noted(&little(6))).is_err());
        assert_eq!(check(&noted(&little(1))), Ok(()));
    }

    #[test]
    fn notes_that_cannot_be_read_are_none() {
        for tiff in [b"".as_slice(), b"II*\0", b"II*\0\xFF\xFF\xFF\xFF", b"MM\0*\0\0\0\x08\xFF\xFF"] {
            assert_eq!(orientation(&noted(tiff)), None);
        }
    }
}
