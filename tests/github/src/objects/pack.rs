//! A pack: objects as they are handed to git, after gitformat-pack(5).

use sha1::{Digest, Sha1};

use super::{Id, Kind, Objects};

/// The most that one block of a zlib stream holds when it is not compressed (RFC 1951, section 3.2.4).
const LARGEST_BLOCK_BYTES: usize = 65_535;

/// Packs these objects. They are small, so that they are stored as they are and no compressor is needed.
pub(crate) fn pack(objects: &Objects, ids: &[Id]) -> Vec<u8> {
    let found: Vec<_> = ids.iter().filter_map(|id| objects.get(*id)).collect();
    let mut bytes = b"PACK\0\0\0\x02".to_vec();
    bytes.extend_from_slice(&u32::try_from(found.len()).unwrap_or(u32::MAX).to_be_bytes());
    for object in found {
        write_header(&mut bytes, object.kind, object.bytes.len());
        write_zlib(&mut bytes, &object.bytes);
    }
    let sum = Sha1::digest(&bytes);
    bytes.extend_from_slice(&sum);
    bytes
}

fn write_header(bytes: &mut Vec<u8>, kind: Kind, length: usize) {
    let number = match kind {
        Kind::Commit => 1,
        Kind::Tree => 2,
        Kind::Blob => 3,
    };
    let mut rest = length >> 4;
    let mut byte = (number << 4) | (length & 0x0f) as u8;
    while rest > 0 {
        bytes.push(byte | 0x80);
        byte = (rest & 0x7f) as u8;
        rest >>= 7;
    }
    bytes.push(byte);
}

fn write_zlib(bytes: &mut Vec<u8>, content: &[u8]) {
    bytes.extend_from_slice(&[0x78, 0x01]);
    let blocks: Vec<&[u8]> = if content.is_empty() { vec![&[]] } else { content.chunks(LARGEST_BLOCK_BYTES).collect() };
    for (index, block) in blocks.iter().enumerate() {
        let length = block.len() as u16;
        bytes.push(u8::from(index + 1 == blocks.len()));
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(&(!length).to_le_bytes());
        bytes.extend_from_slice(block);
    }
    bytes.extend_from_slice(&adler32(content).to_be_bytes());
}

/// The checksum at the end of a zlib stream (RFC 1950, section 9).
fn adler32(content: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    let (mut low, mut high) = (1, 0);
    for byte in content {
        low = (low + u32::from(*byte)) % MODULUS;
        high = (high + low) % MODULUS;
    }
    high << 16 | low
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_checksum_is_the_known_one() {
        assert_eq!(super::adler32(b"Wikipedia"), 0x11e6_0398);
    }
}
