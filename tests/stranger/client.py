"""A second client, written from docs/PROTOCOL.md alone: it joins an office, sends a record with a file, gets the receipt and
verifies it. Also writes the golden bytes that can be made from the page (`golden FOLDER`). Needs the package `cryptography`."""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIZES = [4096, 16384, 32768, 65536]
MOST = 65433


def b64(data):
    return base64.b64encode(data).decode()


def sha256(data):
    return hashlib.sha256(data).digest()


def public(key):
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def as_letters(data):
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    text = "".join(LETTERS[int(bits[at:at + 5], 2)] for at in range(0, len(bits), 5))
    return "-".join(text[at:at + 4] for at in range(0, len(text), 4))


def from_letters(text, length):
    text = text.upper().replace("-", "").replace("O", "0").replace("I", "1").replace("L", "1")
    bits = "".join(f"{LETTERS.index(letter):05b}" for letter in text)
    return bytes(int(bits[at:at + 8], 2) for at in range(0, length * 8, 8))


def key_id(key):
    return as_letters(sha256(key)[:16])


# HPKE, RFC 9180: base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305.

KEM_ID, KDF_ID, AEAD_ID = (0x20).to_bytes(2, "big"), (1).to_bytes(2, "big"), (3).to_bytes(2, "big")
KEM_SUITE, HPKE_SUITE = b"KEM" + KEM_ID, b"HPKE" + KEM_ID + KDF_ID + AEAD_ID


def extract(salt, ikm):
    return hmac.new(salt or bytes(32), ikm, hashlib.sha256).digest()


def expand(prk, info, length):
    out, block, number = b"", b"", 1
    while len(out) < length:
        block = hmac.new(prk, block + info + bytes([number]), hashlib.sha256).digest()
        out, number = out + block, number + 1
    return out[:length]


def labeled_extract(suite, salt, label, ikm):
    return extract(salt, b"HPKE-v1" + suite + label + ikm)


def labeled_expand(suite, prk, label, info, length):
    return expand(prk, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, length)


def derive_key_pair(ikm):
    prk = labeled_extract(KEM_SUITE, b"", b"dkp_prk", ikm)
    return X25519PrivateKey.from_private_bytes(labeled_expand(KEM_SUITE, prk, b"sk", b"", 32))


def key_and_nonce(shared, info):
    context = b"\0" + labeled_extract(HPKE_SUITE, b"", b"psk_id_hash", b"")
    context += labeled_extract(HPKE_SUITE, b"", b"info_hash", info)
    secret = labeled_extract(HPKE_SUITE, shared, b"secret", b"")
    return [labeled_expand(HPKE_SUITE, secret, label, context, length) for label, length in [(b"key", 32), (b"base_nonce", 12)]]


def shared_secret(exchanged, enc, to):
    prk = labeled_extract(KEM_SUITE, b"", b"eae_prk", exchanged)
    return labeled_expand(KEM_SUITE, prk, b"shared_secret", enc + to, 32)


def close(to, info, plain, ephemeral=None):
    ephemeral = ephemeral or X25519PrivateKey.generate()
    enc = public(ephemeral)
    shared = shared_secret(ephemeral.exchange(X25519PublicKey.from_public_bytes(to)), enc, to)
    key, nonce = key_and_nonce(shared, info.encode())
    return enc + ChaCha20Poly1305(key).encrypt(nonce, plain, b"")


def open_closed(key, info, closed):
    enc, own = closed[:32], public(key)
    shared = shared_secret(key.exchange(X25519PublicKey.from_public_bytes(enc)), enc, own)
    opener, nonce = key_and_nonce(shared, info.encode())
    return ChaCha20Poly1305(opener).decrypt(nonce, closed[32:], b"")


def office_keys(secret):
    """The keys of the golden files; a real office keeps its own to itself."""
    letters = derive_key_pair(expand(extract(b"", secret), b"doorstep office letters v1", 32))
    return Ed25519PrivateKey.from_private_bytes(secret), letters


# Records and letters.

def record_bytes(envelope, signature, body):
    return len(envelope).to_bytes(4, "big") + envelope + signature + body


def parts(kind, name, whole):
    for start in range(0, max(len(whole), 1), MOST):
        part = whole[start:start + MOST]
        label = bytes([kind]) + name + len(whole).to_bytes(8, "big") + start.to_bytes(8, "big")
        yield label + len(part).to_bytes(4, "big") + part


def letter(part, office, device, ephemeral=None):
    size, length = next((at, length) for at, length in enumerate(SIZES) if len(part) + 2 + 48 <= length)
    plain = part.ljust(length - 2 - 48, b"\0")
    return bytes([1, size]) + close(office, f"doorstep letter v1 {device}", plain, ephemeral)


def worker_key(device, user, key, record_key):
    message = "\n".join(["doorstep worker key v1", device, user, public(key).hex(), ""])
    return {"user": user, "key": b64(public(key)), "proof": b64(record_key.sign(message.encode()))}


def padded(record):
    size, length = next((at, length) for at, length in enumerate(SIZES) if len(record) + 2 + 48 + 4 <= length)
    return size, (len(record).to_bytes(4, "big") + record).ljust(length - 2 - 48, b"\0")


def change(record, to, device, user, ephemeral=None):
    size, plain = padded(record)
    return bytes([1, size]) + close(to, f"doorstep change v1 {device} {user}", plain, ephemeral)


def open_change(closed, key, device, user):
    assert closed[0] == 1 and len(closed) == SIZES[closed[1]], "no change"
    plain = open_closed(key, f"doorstep change v1 {device} {user}", closed[2:])
    length = int.from_bytes(plain[:4], "big")
    assert not any(plain[4 + length:]), "no zeros behind it"
    record = plain[4:4 + length]
    at = 4 + int.from_bytes(record[:4], "big")
    return record[4:at], record[at:at + 64], record[at + 64:]


def with_length(data):
    return len(data).to_bytes(4, "big") + data


def disclosure(gives, agreements, to, signing, pin, ephemeral=None):
    """`to` are the other office's keys; each agreement is what the description lists of it."""
    plain = bytes([gives])
    for disclosed, vouch, vouched, receipt, given, record, files in agreements:
        plain += with_length(disclosed) + with_length(vouch) + vouched + with_length(receipt) + given + with_length(record)
        plain += len(files).to_bytes(4, "big") + b"".join(map(with_length, files))
    closed = close(to[1], "doorstep disclosure v1", plain, ephemeral)
    pins = sha256(to[0] + to[1])[:16] + pin
    return b"doorstep disclosure\n\x01" + pins + signing.sign(b"doorstep disclosure v1\n" + pins + sha256(closed)) + closed


def sealed(device, tenant, key, seq, prev, files, body):
    envelope = json.dumps({
        "v": 1, "id": str(uuid.uuid4()), "dev": device, "seq": seq, "prev": prev, "kind": "plan.sealed", "schema": 2,
        "tenant": tenant, "case": str(uuid.uuid4()), "doc": str(uuid.uuid4()), "parents": [],
        "author": {"user": str(uuid.UUID(int=7)), "role": "social-worker", "agency": "childrens-services"},
        "wall": "2026-06-09T17:41:07+01:00", "mono_ns": 1, "boot": "a stranger's", "clk": None,
        "body": {"sha256": sha256(body).hex(), "len": len(body)},
        "blobs": [{"sha256": sha256(file).hex(), "len": len(file), "mime": mime, "role": role} for file, mime, role in files],
        "alg": "ed25519"}).encode()
    return envelope, key.sign(b"doorstep record v1\n" + envelope)


# Talking.

class Office:
    def __init__(self, address, pin):
        self.address, self.pin, self.signing = address, pin, None
        self.device = self.request_key = None

    def call(self, method, target, body=b"", signed=True):
        nonce = os.urandom(16).hex()
        headers = {"doorstep-nonce": nonce, "content-type": "application/octet-stream"}
        if signed:
            created = str(int(time.time()))
            message = "\n".join(["doorstep request v2", self.signing.hex(), self.device, method, target,
                                 sha256(body).hex(), created, nonce, ""])
            headers |= {"doorstep-device": self.device, "doorstep-created": created,
                        "doorstep-signature": b64(self.request_key.sign(message.encode()))}
        request = urllib.request.Request(self.address + target, body or None, headers, method=method)
        try:
            answer = urllib.request.urlopen(request)
        except urllib.error.HTTPError as refused:
            answer = refused
        status, said, proof = answer.status, answer.read(), answer.headers["doorstep-answer"]
        if self.signing is None:
            keys = json.loads(said)["keys"]
            both = base64.b64decode(keys["signing"]), base64.b64decode(keys["letters"])
            assert as_letters(sha256(both[0] + both[1])[:16]) == self.pin, "another office"
            self.signing, self.letters = both
        message = "\n".join(["doorstep answer v1", self.signing.hex(), method, target, sha256(body).hex(),
                             headers.get("doorstep-signature", ""), nonce, str(status), sha256(said).hex(), ""])
        Ed25519PublicKey.from_public_bytes(self.signing).verify(base64.b64decode(proof), message.encode())
        return status, json.loads(said)

    def join(self, code, record_key, request_key, again=None):
        code = as_letters(from_letters(code, 10))
        message = "\n".join(["doorstep join v1", code, public(record_key).hex(), public(request_key).hex(), again or "", ""])
        asked = {"code": code, "record_key": b64(public(record_key)), "request_key": b64(public(request_key)), "again": again,
                 "device_name": "A stranger", "proof": b64(record_key.sign(message.encode()))}
        closed = close(self.letters, "doorstep joining v1", json.dumps(asked).encode())
        status, reply = self.call("POST", "/v1/enrol", closed, signed=False)
        assert status == 200, reply
        self.device, self.request_key = reply["device"], request_key
        return reply

    def verify(self, signed, record):
        receipt = base64.b64decode(signed["receipt"])
        key = Ed25519PublicKey.from_public_bytes(self.signing)
        key.verify(base64.b64decode(signed["signature"]), b"doorstep receipt v1\n" + receipt)
        read = json.loads(receipt)
        assert (read["v"], read["record"], read["office_key"]) == (1, record, key_id(self.signing)), read
        return read


def visit(line):
    address, pin, code = line.split()
    office = Office(address, pin)
    status, hello = office.call("GET", "/v1/hello", signed=False)
    assert status == 200 and hello["protocol"]["min"] <= 1 <= hello["protocol"]["max"], hello
    record_key, request_key = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    joined = office.join(code, record_key, request_key)

    pdf, agreement = os.urandom(150_000), b'{"form":2}'
    files = [(agreement, "application/json", "agreement"), (pdf, "application/pdf", "family-copy")]
    body = json.dumps({"v": 2, "title": "A stranger's plan", "reference": "FSP-0000-0000-0"}).encode()
    envelope, signature = sealed(joined["device"], joined["tenant"], record_key, 1, None, files, body)
    name = sha256(envelope)

    def send(kind, name, whole):
        letters = b"".join(letter(part, office.letters, office.device) for part in parts(kind, name, whole))
        status, reply = office.call("POST", "/v1/letters", letters)
        assert status == 200 and all(result == {"result": "kept"} for result in reply["results"]), reply

    def ask():
        status, reply = office.call("POST", "/v1/ask", json.dumps({"records": [name.hex()]}).encode())
        assert status == 200, reply
        return reply["records"][0]

    assert ask() == {"state": "missing"}
    send(1, name, record_bytes(envelope, signature, body))
    lacking = ask()
    assert lacking["state"] == "lacks" and len(lacking["files"]) == 2, lacking
    for file, _, _ in files:
        send(2, sha256(file), file)
    safe = ask()
    assert safe["state"] == "safe", safe
    receipt = office.verify(safe["receipt"], name.hex())
    send(2, sha256(pdf), pdf)
    assert ask() == safe, "the same bytes each time"

    worker = X25519PrivateKey.generate()
    user = str(uuid.UUID(int=7))
    asked = {"worker": worker_key(office.device, user, worker, record_key), "after": None, "most": 100_000}
    status, reply = office.call("POST", "/v1/changes", json.dumps(asked).encode())
    assert status == 200 and (reply["changes"], reply["more"]) == ([], False), reply
    asked["after"] = reply["next"]
    status, again = office.call("POST", "/v1/changes", json.dumps(asked).encode())
    assert status == 200 and again == reply, again
    asked["worker"]["proof"] = b64(bytes(64))
    status, refused = office.call("POST", "/v1/changes", json.dumps(asked).encode())
    assert (status, refused) == (400, {"code": "bad_request"}), refused

    envelope, _ = sealed(joined["device"], joined["tenant"], record_key, 2, name.hex(), [], b"{}")
    forged = record_bytes(envelope, bytes(64), b"{}")
    letters = letter(next(parts(1, sha256(envelope), forged)), office.letters, office.device)
    _, reply = office.call("POST", "/v1/letters", letters)
    assert reply["results"] == [{"result": "refused", "code": "bad_signature"}], reply
    print(json.dumps({"record": name.hex(), "office_seq": receipt["office_seq"], "pdf": sha256(pdf).hex()}))


def golden(folder):
    signing, letters = office_keys(bytes([9] * 32))
    to, device_key = public(letters), Ed25519PrivateKey.from_private_bytes(bytes([7] * 32))
    device = "018f0000-0000-7000-8000-000000000002"
    code = as_letters(bytes(range(10)))

    def write(name, data):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)

    pin = as_letters(sha256(public(signing) + to)[:16])
    write("enrolment-line.txt", f"https://office.brindlewood.example {pin} {code}\n".encode())
    with open(os.path.join(folder, "envelope.json"), "rb") as file:
        record = sha256(file.read())
    receipt = json.dumps({"v": 1, "record": record.hex(), "epoch": "018f0000-0000-7000-8000-000000000007", "office_seq": 41,
                          "received_at": "2026-06-09T18:02:11.000123Z", "office_key": key_id(public(signing))},
                         separators=(",", ":")).encode()
    write("receipt.json", receipt)
    write("receipt.sig", signing.sign(b"doorstep receipt v1\n" + receipt))
    nonce, created = bytes([11] * 16).hex(), "1773074527"
    body = b'{"records":[]}'
    message = "\n".join(["doorstep request v2", public(signing).hex(), device, "POST", "/v1/ask", sha256(body).hex(), created, nonce, ""])
    signature = b64(device_key.sign(message.encode()))
    write("request.txt", f"doorstep-device: {device}\ndoorstep-created: {created}\ndoorstep-nonce: {nonce}\n"
          f"doorstep-signature: {signature}\n".encode())
    asked, body = body, b'{"results":[]}'
    message = "\n".join(["doorstep answer v1", public(signing).hex(), "POST", "/v1/ask", sha256(asked).hex(), signature, nonce, "200",
                         sha256(body).hex(), ""])
    write("answer.txt", (b64(signing.sign(message.encode())) + "\n").encode())
    ephemeral = X25519PrivateKey.from_private_bytes(bytes([5] * 32))
    whole = bytes(at % 251 for at in range(150_000))
    one = letter(list(parts(2, sha256(whole), whole))[-1], to, device, ephemeral)
    write("letter.bin", one)
    named = sha256(public(signing) + to)[:16] + uuid.UUID(device).bytes
    signature = device_key.sign(b"doorstep letters file v1\n" + named + sha256(one))
    write("letters-file-head.bin", b"doorstep letters\n\x01" + named + signature)
    request_key = public(Ed25519PrivateKey.from_private_bytes(bytes([6] * 32)))
    message = "\n".join(["doorstep join v1", code, public(device_key).hex(), request_key.hex(), device, ""])
    asked = {"code": code, "record_key": b64(public(device_key)), "request_key": b64(request_key), "again": device,
             "device_name": "Tablet 7", "proof": b64(device_key.sign(message.encode()))}
    write("joining.bin", close(to, "doorstep joining v1", json.dumps(asked).encode(), ephemeral))
    with open(os.path.join(folder, "office-envelope.json"), "rb") as file:
        envelope = file.read()
    with open(os.path.join(folder, "office-body.json"), "rb") as file:
        body = file.read()
    signature = signing.sign(b"doorstep record v1\n" + envelope)
    write("office-record.sig", signature)
    user = "018f0000-0000-7000-8000-000000000006"
    worker = derive_key_pair(expand(extract(b"", bytes([4] * 32)), b"doorstep worker key v1", 32))
    write("worker-key.json", json.dumps(worker_key(device, user, worker, device_key), separators=(",", ":")).encode())
    closed = change(record_bytes(envelope, signature, body), public(worker), device, user, ephemeral)
    write("change.bin", closed)
    assert open_change(closed, worker, device, user) == (envelope, signature, body)
    with open(os.path.join(folder, "written.json"), "rb") as file:
        said = json.dumps(json.loads(file.read())[-1], separators=(",", ":"), ensure_ascii=False).encode()
    told = json.loads(envelope)
    told |= {"id": "018f0000-0000-7000-8000-00000000000c", "kind": "disclosure", "body": {"sha256": sha256(said).hex(), "len": len(said)}}
    told = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()
    disclosed = record_bytes(told, signing.sign(b"doorstep record v1\n" + told), said)
    vouch = json.dumps({"v": 1, "tenant": "018f0000-0000-7000-8000-000000000003", "device": device,
                        "record_key": b64(public(device_key)), "name": "Tablet 7"}, separators=(",", ":")).encode()
    with open(os.path.join(folder, "envelope.json"), "rb") as first, open(os.path.join(folder, "body.json"), "rb") as second:
        envelope, body = first.read(), second.read()
    record = record_bytes(envelope, device_key.sign(b"doorstep record v1\n" + envelope), body)
    agreement = (disclosed, vouch, signing.sign(b"doorstep vouch v1\n" + vouch), receipt,
                 signing.sign(b"doorstep receipt v1\n" + receipt), record, [b"%PDF-1.7 not really"])
    other = [public(key) for key in office_keys(bytes([8] * 32))]
    pin = sha256(public(signing) + to)[:16]
    write("disclosure.bin", disclosure(1, [agreement], other, signing, pin, ephemeral))
    own = [b64(key) for key in (public(signing), to)]
    write("agency-line.txt", (":".join(["018f0000-0000-7000-8000-000000000003", *own]) + "\n").encode())
    unlock = derive_key_pair(expand(extract(b"", bytes(range(10))), b"doorstep unlock key v1", 32))
    write("code-key.txt", (b64(public(unlock)) + "\n").encode())


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["visit", line]:
            visit(line)
        case ["golden", folder]:
            golden(folder)
        case _:
            sys.exit("client.py visit 'ADDRESS PIN CODE' | golden FOLDER")
