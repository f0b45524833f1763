//! Deflating. The tables that it takes are large and are cleared before they are used, which costs more than to deflate a short
//! stream: a file makes them once for all of its streams, and leaves them to the next one.

use flate2::{Compress, Compression, FlushCompress, Status};
use std::sync::{Mutex, PoisonError};

/// Tables that nobody uses at the moment.
static IDLE: Mutex<Vec<Compress>> = Mutex::new(Vec::new());

/// What a zlib stream has before and after what is deflated: two bytes that say how, and a sum (RFC 1950).
const HEAD: usize = 2;
const SUM: usize = 4;

/// Deflates stream after stream. What comes of one does not depend on those before.
#[derive(Debug)]
pub struct Deflater {
    level: Compression,
    /// None only once they are left to the next.
    tables: Option<Compress>,
    stream: Vec<u8>,
}

impl Deflater {
    /// A deflater that looks so hard for what can be left out, from 1 to 9.
    #[must_use]
    pub fn new(level: u32) -> Deflater {
        let level = Compression::new(level);
        let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Deflater { level, tables: Some(idle.unwrap_or_else(|| Compress::new(level, true))), stream: Vec::new() }
    }

    /// Bytes as a zlib stream (RFC 1950).
    pub fn zlib(&mut self, bytes: &[u8]) -> Option<&[u8]> {
        let tables = self.tables.as_mut()?;
        if tables.total_out() > 0 {
            tables.reset();
        }
        tables.set_level(self.level).ok()?;
        self.stream.clear();
        self.stream.reserve(bytes.len() + bytes.len() / 1000 + 64);
        loop {
            let taken = usize::try_from(tables.total_in()).ok()?;
            let status = tables.compress_vec(bytes.get(taken..)?, &mut self.stream, FlushCompress::Finish).ok()?;
            if status == Status::StreamEnd {
                return Some(&self.stream);
            }
            // What cannot be made smaller grows, at the lowest levels by more than there was room for.
            self.stream.reserve(bytes.len() / 8 + 64);
        }
    }

    /// Bytes deflated, with nothing around them (RFC 1951).
    pub fn bare(&mut self, bytes: &[u8]) -> Option<&[u8]> {
        let stream = self.zlib(bytes)?;
        stream.get(HEAD..stream.len().checked_sub(SUM)?)
    }
}

impl Drop for Deflater {
    fn drop(&mut self) {
        IDLE.lock().unwrap_or_else(PoisonError::into_inner).extend(self.tables.take());
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::*;
    use flate2::read::{DeflateDecoder, ZlibDecoder};
    use std::io::Read;

    fn text() -> Vec<u8> {
        (0..9_000_u32).flat_map(|number| format!("{} of {number}, ", number * number % 97).into_bytes()).collect()
    }

    #[test]
    fn what_was_deflated_is_inflated() {
        for bytes in [text(), Vec::new(), b"a".to_vec()] {
            let mut deflater = Deflater::new(6);
            let (mut wrapped, mut bare) = (Vec::new(), Vec::new());
            ZlibDecoder::new(deflater.zlib(&bytes).unwrap()).read_to_end(&mut wrapped).unwrap();
            DeflateDecoder::new(deflater.bare(&bytes).unwrap()).read_to_end(&mut bare).unwrap();
            assert!(wrapped == bytes && bare == bytes);
        }
    }

    #[test]
    fn what_cannot_be_made_smaller_is_deflated_too() {
        let mut seed = 1_u64;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 56) as u8
        })
        .take(500_000)
        .collect();
        assert!([1, 2, 6, 9].iter().all(|&level| Deflater::new(level).zlib(&noise).is_some()));
    }

    /// Tables in whatever state and of whatever level give what new ones do.
    #[test]
    fn a_stream_does_not_depend_on_those_before() {
        let bytes = text();
        for level in [1, 2, 4, 6, 9] {
            let mut new = Vec::with_capacity(bytes.len());
            let mut tables = Compress::new(Compression::new(level), true);
            tables.compress_vec(&bytes, &mut new, FlushCompress::Finish).unwrap();
            for before in [9, 2, 6, 1] {
                let mut other = Deflater::new(before);
                other.zlib(&bytes[before as usize..]).unwrap();
                other.level = Compression::new(level);
                assert_eq!(other.zlib(&bytes).unwrap().get(HEAD..), new.get(HEAD..));
                assert_eq!(other.zlib(&bytes).unwrap(), new, "{before}, then {level}");
            }
        }
    }
}
