//! The colour profile that says what the red, green and blue of a page are: sRGB, written out as ICC 4.2 asks. PDF/A
//! wants it inside the file.

/// The profile.
pub(crate) fn srgb() -> Vec<u8> {
    // XYZ of the three colours and of white, and the way from daylight to the profile's own white, as 16.16 fixed.
    let red = xyz([0x6fa2, 0x38f5, 0x0390]);
    let green = xyz([0x6299, 0xb785, 0x18da]);
    let blue = xyz([0x24a0, 0x0f84, 0xb6cf]);
    let white = xyz(WHITE);
    let adapted = [0x10c42, 0x5de, -0xcdb, 0x793, 0xfd90, -0x45f, -0x25e, 0x3dc, 0xc06e];
    // (0.948 v + 0.052) to the power of 2.4, or v / 12.92 below 0.04045.
    let curve = [0x0003_0000, 0x26666, 0xf2a7, 0x0d59, 0x13d0, 0x0a5b];
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", words("sRGB")),
        (b"cprt", words("No copyright")),
        (b"wtpt", white),
        (b"chad", typed(b"sf32", &adapted)),
        (b"rXYZ", red),
        (b"gXYZ", green),
        (b"bXYZ", blue),
        (b"rTRC", typed(b"para", &curve)),
        (b"gTRC", Vec::new()),
    ];
    assembled(tags.into_iter().chain([(b"bTRC", Vec::new())]).collect())
}

const WHITE: [i32; 3] = [0xf6d6, 0x10000, 0xd32d];
const HEADER: usize = 128;

/// Header, list of tags, tags; a tag without content shares that of the one before it.
fn assembled(tags: Vec<(&[u8; 4], Vec<u8>)>) -> Vec<u8> {
    let mut list = number(tags.len());
    let mut body: Vec<u8> = Vec::new();
    let start = HEADER + 4 + 12 * tags.len();
    let mut place = (0, 0);
    for (name, content) in tags {
        if !content.is_empty() {
            place = (start + body.len(), content.len());
            body.extend(content);
            body.resize(body.len().next_multiple_of(4), 0);
        }
        list.extend(name.iter().copied().chain(number(place.0)).chain(number(place.1)));
    }
    let mut profile = number(start + body.len());
    profile.extend(b"\0\0\0\0\x04\x20\0\0mntrRGB XYZ ");
    // The day of the profile: 1 January 2026.
    profile.extend(b"\x07\xea\0\x01\0\x01\0\0\0\0\0\0acsp");
    profile.resize(68, 0);
    profile.extend(WHITE.iter().flat_map(|it| it.to_be_bytes()));
    profile.resize(HEADER, 0);
    profile.extend(list);
    profile.extend(body);
    profile
}

fn typed(kind: &[u8; 4], numbers: &[i32]) -> Vec<u8> {
    let numbers = numbers.iter().flat_map(|it| it.to_be_bytes());
    kind.iter().copied().chain([0; 4]).chain(numbers).collect()
}

fn xyz(numbers: [i32; 3]) -> Vec<u8> {
    typed(b"XYZ ", &numbers)
}

/// A text in English, for all countries.
fn words(text: &str) -> Vec<u8> {
    let letters: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut words = typed(b"mluc", &[1, 12]);
    words.extend(b"enUS");
    words.extend(number(letters.len()));
    words.extend(number(28));
    words.extend(letters);
    words
}

fn number(number: usize) -> Vec<u8> {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes().to_vec()
}
