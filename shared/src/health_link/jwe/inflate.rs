//! Raw DEFLATE (RFC 1951), inflated within a bound.

use miniz_oxide::inflate::{
    TINFLStatus,
    core::{DecompressorOxide, decompress, inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF},
};

/// Bytes to begin with, where the bound allows.
const FIRST: usize = 4096;

/// Why nothing was inflated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotInflated {
    TooLarge,
    /// It is cut off, or not DEFLATE.
    Broken,
    BytesAfterIt,
}

/// Inflates one stream, which ends where its bytes end. Never more than `most` bytes are allocated for it.
pub(super) fn inflate(mut stream: &[u8], most: usize) -> Result<Vec<u8>, NotInflated> {
    let mut state = Box::<DecompressorOxide>::default();
    let mut inflated = vec![0; most.min(stream.len().saturating_mul(2).max(FIRST))];
    let mut filled = 0;
    loop {
        let (status, read, written) =
            decompress(&mut state, stream, &mut inflated, filled, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF);
        filled += written;
        stream = stream.get(read..).unwrap_or_default();
        match status {
            TINFLStatus::Done if stream.is_empty() => {
                inflated.truncate(filled);
                return Ok(inflated);
            }
            TINFLStatus::Done => return Err(NotInflated::BytesAfterIt),
            TINFLStatus::HasMoreOutput if inflated.len() < most => {
                let length = inflated.len().saturating_mul(2).min(most);
                inflated.reserve_exact(length - inflated.len());
                inflated.resize(length, 0);
            }
            TINFLStatus::HasMoreOutput => return Err(NotInflated::TooLarge),
            _ => return Err(NotInflated::Broken),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn the_bound_is_on_what_is_inflated() {
        for length in [0, 1, 4095, 4096, 4097, 100_000] {
            let bytes = vec![7; length];
            let stream = compress_to_vec(&bytes, 9);
            assert_eq!(inflate(&stream, length), Ok(bytes.clone()), "{length}");
            assert_eq!(inflate(&stream, length + 1), Ok(bytes), "{length}");
            if let Some(less) = length.checked_sub(1) {
                assert_eq!(inflate(&stream, less), Err(NotInflated::TooLarge), "{length}");
            }
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_stream_ends_where_its_bytes_end() {
        let bytes: Vec<u8> = (0..2000_u32).map(|n| (n * n % 251) as u8).collect();
        for level in [0, 1, 6] {
            let stream = compress_to_vec(&bytes, level);
            for length in 0..stream.len() {
                assert_eq!(inflate(&stream[..length], 5000), Err(NotInflated::Broken), "{level}: {length}");
            }
            for more in 1..12 {
                let longer = [stream.as_slice(), &vec![0; more]].concat();
                assert_eq!(inflate(&longer, 5000), Err(NotInflated::BytesAfterIt), "{level}: {more}");
            }
        }
        // A zlib header, which raw DEFLATE has not.
        let zlib = miniz_oxide::deflate::compress_to_vec_zlib(&bytes, 6);
        assert_eq!(inflate(&zlib, 5000), Err(NotInflated::Broken));
    }
}
