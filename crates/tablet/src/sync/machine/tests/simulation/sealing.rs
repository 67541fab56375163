//! Sealing on a tablet of the simulation: a signed record, its files, and the letters that carry them.

use record::letter::{Carried, Part};
use record::{Algorithm, Author, BlobRef, BodyRef, ENVELOPE_VERSION, Envelope, Kind, SignedRecord};

use super::*;

impl World {
    /// Seals something on a tablet: a record with up to three files, some larger than a letter.
    pub(super) fn seal(&mut self, at: usize) {
        let files: Vec<Vec<u8>> = (0..self.dice.below(4))
            .map(|_| {
                let len = [10, 3000, 66_000, 140_000][self.dice.below(4)];
                let seed = u8::try_from(self.dice.below(256)).unwrap();
                (0..len).map(|byte: usize| seed ^ u8::try_from(byte % 251).unwrap()).collect()
            })
            .collect();
        let (id, body) = (self.bytes::<16>(), self.bytes::<40>().to_vec());
        let seeds: Vec<[u8; 32]> = (0..12).map(|_| self.bytes()).collect();
        let (keys, first) = (self.keys, self.ids);
        let tablet = &mut self.tablets[at];
        let envelope = Envelope {
            v: ENVELOPE_VERSION,
            id: id.into(),
            dev: tablet.device.id,
            seq: tablet.head.map_or(1, |head| head.seq + 1),
            prev: tablet.head.map(|head| head.hash),
            kind: Kind::PlanSealed,
            schema: 2,
            tenant: tablet.tenant,
            case: [4; 16].into(),
            doc: id.into(),
            parents: Vec::new(),
            author: Author { user: tablet.user, role: "social-worker".into(), agency: "police".into() },
            wall: DateTime::UNIX_EPOCH.fixed_offset(),
            mono_ns: 0,
            boot: String::new(),
            clk: None,
            body: BodyRef::of(&body),
            blobs: files.iter().map(|file| BlobRef::of(file, "application/pdf", "family-copy")).collect(),
            alg: Algorithm::Ed25519,
        };
        let record = SignedRecord::sign(&envelope, body, &tablet.key).unwrap();
        let hash = record.hash();
        let mut parts = Part::all(Carried::Record(hash), &record.to_bytes());
        for file in &files {
            parts.extend(Part::all(Carried::File(Hash::of(file)), file));
        }
        let mut letters = BTreeMap::new();
        let mut all = Vec::new();
        for (number, (part, seed)) in (1..).zip(parts.iter().zip(seeds.iter().cycle())) {
            let bytes = part.close(&keys.letters, tablet.device.id, *seed).unwrap();
            let file = match part.of {
                Carried::Record(_) => None,
                Carried::File(file) => Some(file),
            };
            let id = first + number;
            all.push(Letter { id, file, part: (part.start, part.end()), len: bytes.len() as u64 });
            letters.insert(id, bytes);
        }
        self.ids += i64::try_from(all.len()).unwrap();
        let tablet = &mut self.tablets[at];
        tablet.head = Some(record::Head { seq: envelope.seq, hash });
        let item = Item { hash, letters: all, state: ItemState::Waiting, receipt: None, lacks: None };
        tablet.sealed.insert(hash, Sealed { item, letters, receipt: None });
        self.note("sealed");
    }
}
