//! Deflating and inflating, a whole stream at a time. The tables that it takes are large, and fresh memory costs more than a short stream: a file
//! makes them once for all of its streams, and leaves them to the next one.

mod ready;

use libdeflater::{CompressionLvl, Compressor, DecompressionError, Decompressor};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How hard to look for what can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effort {
    /// As fast as can be.
    Quick,
    /// Half as fast, for a fifteenth less of XML, and with tables twice as large.
    Thorough,
}

impl Effort {
    fn level(self) -> CompressionLvl {
        let level = match self {
            Effort::Quick => 1,
            Effort::Thorough => 6,
        };
        CompressionLvl::new(level).unwrap_or_default()
    }
}

/// Tables that nobody uses at the moment.
static IDLE: Mutex<Vec<Tables>> = Mutex::new(Vec::new());

/// What one deflater at a time works with.
struct Tables {
    effort: Effort,
    compressor: Compressor,
    /// Where the stream comes to lie.
    room: Vec<u8>,
}

impl Tables {
    /// Idle ones, else new ones.
    fn take(effort: Effort) -> Tables {
        let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
        let place = idle.iter().position(|tables| tables.effort == effort);
        let new = || Tables { effort, compressor: Compressor::new(effort.level()), room: Vec::new() };
        place.map_or_else(new, |place| idle.swap_remove(place))
    }

    /// Makes room for whatever bytes may be deflated to, with the head and the sum of a zlib stream.
    fn make_room(&mut self, bytes: &[u8]) {
        let most = self.compressor.zlib_compress_bound(bytes.len());
        if self.room.len() < most {
            // Made anew rather than longer, so that memory that the system gives cleared is not cleared once more.
            self.room = vec![0; most.next_power_of_two()];
        }
    }
}

/// Streams with what they were deflated to.
type Known = FxHashMap<(Effort, Box<[u8]>), Arc<[u8]>>;

/// Streams that may come again, since a package of one issue has most of its parts in common with those of the next.
static COMMON: Mutex<Option<Known>> = Mutex::new(None);
/// So many streams are kept at the most, and none that is longer, bytes.
const KEPT: usize = 256;
const LONGEST: usize = 32 << 10;

/// Deflates stream after stream. What comes of one does not depend on those before.
pub struct Deflater {
    effort: Effort,
    /// None only once they are left to the next.
    tables: Option<Tables>,
}

impl Deflater {
    /// A deflater that makes such an effort.
    #[must_use]
    pub fn new(effort: Effort) -> Deflater {
        Deflater { effort, tables: Some(Tables::take(effort)) }
    }

    /// Bytes as a zlib stream (RFC 1950).
    pub fn zlib(&mut self, bytes: &[u8]) -> Option<&[u8]> {
        let tables = self.tables.as_mut()?;
        tables.make_room(bytes);
        let length = tables.compressor.zlib_compress(bytes, &mut tables.room).ok()?;
        tables.room.get(..length)
    }

    /// Bytes deflated, with nothing around them (RFC 1951).
    pub fn bare(&mut self, bytes: &[u8]) -> Option<&[u8]> {
        let tables = self.tables.as_mut()?;
        tables.make_room(bytes);
        let length = tables.compressor.deflate_compress(bytes, &mut tables.room).ok()?;
        tables.room.get(..length)
    }

    /// The same for bytes that come in many files: they lie in the program, deflated better than here, or are kept for the time when
    /// they come again.
    pub fn common(&mut self, bytes: &[u8]) -> Option<Arc<[u8]>> {
        if let Some(stream) = ready::find(bytes) {
            return Some(Arc::from(stream));
        }
        if bytes.len() > LONGEST {
            return self.bare(bytes).map(Arc::from);
        }
        let key = (self.effort, Box::from(bytes));
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

/// What a zlib stream in the program was made of; for streams of others there is no bound to its length.
#[must_use]
pub fn inflate(stream: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = vec![0; 2 * stream.len()];
    loop {
        match Decompressor::new().zlib_decompress(stream, &mut bytes) {
            Ok(length) => {
                bytes.truncate(length);
                return Some(bytes);
            }
            Err(DecompressionError::InsufficientSpace) => bytes = vec![0; 2 * bytes.len()],
            Err(DecompressionError::BadData) => return None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use super::*;
    use flate2::read::{DeflateDecoder, ZlibDecoder};
    use std::io::Read;

    const EFFORTS: [Effort; 2] = [Effort::Quick, Effort::Thorough];

    fn text() -> Vec<u8> {
        (0..9_000_u32).flat_map(|number| format!("{} of {number}, ", number * number % 97).into_bytes()).collect()
    }

    fn noise() -> Vec<u8> {
        let mut seed = 1_u64;
        let next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 56) as u8
        };
        std::iter::repeat_with(next).take(500_000).collect()
    }

    #[test]
    fn what_comes_again_is_deflated_as_it_was() {
        for effort in EFFORTS {
            let mut deflater = Deflater::new(effort);
            for bytes in [text(), text()[..999].to_vec(), Vec::new()] {
                let first = deflater.common(&bytes).unwrap();
                assert_eq!(*first, *deflater.bare(&bytes).unwrap());
                assert_eq!(first, deflater.common(&bytes).unwrap());
            }
        }
        for count in 0..2 * KEPT {
            Deflater::new(Effort::Quick).common(format!("part {count}").as_bytes()).unwrap();
        }
        assert!(COMMON.lock().unwrap().as_ref().unwrap().len() <= KEPT);
    }

    #[test]
    fn what_was_deflated_is_inflated() {
        for (effort, bytes) in
            EFFORTS.iter().flat_map(|effort| [text(), noise(), Vec::new(), b"a".to_vec()].map(|bytes| (*effort, bytes)))
        {
            let mut deflater = Deflater::new(effort);
            let (mut wrapped, mut bare) = (Vec::new(), Vec::new());
            let stream = deflater.zlib(&bytes).unwrap();
            assert!(inflate(stream).unwrap() == bytes && inflate(&stream[1..]).is_none(), "{} bytes", bytes.len());
            ZlibDecoder::new(stream).read_to_end(&mut wrapped).unwrap();
            DeflateDecoder::new(deflater.bare(&bytes).unwrap()).read_to_end(&mut bare).unwrap();
            assert!(wrapped == bytes && bare == bytes, "{effort:?}, {} bytes", bytes.len());
        }
    }

    #[test]
    fn more_effort_leaves_more_out() {
        let [quick, thorough] = EFFORTS.map(|effort| Deflater::new(effort).zlib(&text()).unwrap().len());
        assert!(thorough < quick && quick < text().len() / 2, "{thorough}, {quick}");
    }

    /// Tables in whatever state give what new ones do.
    #[test]
    fn a_stream_does_not_depend_on_those_before() {
        let bytes = text();
        for effort in EFFORTS {
            let mut compressor = Compressor::new(effort.level());
            let mut new = vec![0; 2 * bytes.len()];
            let length = compressor.zlib_compress(&bytes, &mut new).unwrap();
            let mut deflater = Deflater::new(effort);
            for before in [&noise(), &bytes[1..], &bytes, b""] {
                deflater.zlib(before).unwrap();
                assert_eq!(deflater.zlib(&bytes).unwrap(), &new[..length]);
            }
        }
    }
}
