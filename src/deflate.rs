//! Deflating. The tables that it takes are large and are cleared before they are used, which costs more than to deflate a short
//! stream: a file makes them once for all of its streams, and leaves them to the next one.

use flate2::{Compress, Compression, FlushCompress, Status};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Tables that nobody uses at the moment.
static IDLE: Mutex<Vec<Compress>> = Mutex::new(Vec::new());

/// Streams with what they were deflated to at a level.
type Known = FxHashMap<(u32, Box<[u8]>), Arc<[u8]>>;

/// Streams that may come again, since a package of one issue has most of its parts in common with those of the next.
static COMMON: Mutex<Option<Known>> = Mutex::new(None);
/// So many streams are kept at the most, and none that is longer, bytes.
const KEPT: usize = 256;
const LONGEST: usize = 32 << 10;

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

    /// The same, kept for the time when the same bytes come again.
    pub fn common(&mut self, bytes: &[u8]) -> Option<Arc<[u8]>> {
        if bytes.len() > LONGEST {
            return self.bare(bytes).map(Arc::from);
        }
        let key = (self.level.level(), Box::from(bytes));
        let common = || COMMON.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stream) = common().as_ref().and_then(|known| known.get(&key)) {
            return Some(Arc::clone(stream));
        }
        let stream: Arc<[u8]> = Arc::from(self.bare(bytes)?);
        let mut known = common();
        let known = known.get_or_insert_default();
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(key, Arc::clone(&stream));
        Some(stream)
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
    fn what_comes_again_is_deflated_as_it_was() {
        for level in [2, 6] {
            let mut deflater = Deflater::new(level);
            for bytes in [text(), text()[..999].to_vec(), Vec::new()] {
                let first = deflater.common(&bytes).unwrap();
                assert_eq!(*first, *deflater.bare(&bytes).unwrap());
                assert_eq!(first, deflater.common(&bytes).unwrap());
            }
        }
        for count in 0..2 * KEPT {
            Deflater::new(6).common(format!("part {count}").as_bytes()).unwrap();
        }
        assert!(COMMON.lock().unwrap().as_ref().unwrap().len() <= KEPT);
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
