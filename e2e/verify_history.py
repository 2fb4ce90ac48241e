#!/usr/bin/env python3
"""Verifies a saved access history ("History with proof") without Mikata: docs/access-log.md.

    python3 e2e/verify_history.py mikata-access-history.json [--key NAME+ID+KEY] [--older older.json]

The key should come from elsewhere than the file: the portal's /log/key seen on another device, or the operator.
Exit code 0: verified. 1: something does not hold. Only Python's own library is used; Ed25519 is RFC 8032.
"""

import argparse
import base64
import datetime
import hashlib
import json
import sys


class Altered(Exception):
    """What does not hold, in words."""


def need(holds, what):
    if not holds:
        raise Altered(what)


def sha256(data):
    return hashlib.sha256(data).digest()


def decode(text):
    return base64.b64decode(text, validate=True)


# Ed25519, RFC 8032 section 5.1 and its appendix: points are (X, Y, Z, T).

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number, point):
    result = (0, 1, 1, 0)
    while number > 0:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point_of(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    need(y < P, "a point of the signature is not canonical")
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * ROOT_OF_MINUS_ONE % P
    need((x * x - x2) % P == 0 and not (x == 0 and sign), "a point of the signature is not on the curve")
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = point_of(BASE_Y.to_bytes(32, "little"))


def ed25519_holds(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    return same(times(s, BASE), add(point_of(signature[:32]), times(k, point_of(public))))


# C2SP signed-note and tlog-checkpoint.


def read_key(text):
    name, key_id, encoded = text.split("+", 2)
    key = decode(encoded)
    need(sha256(name.encode() + b"\n" + key)[:4].hex() == key_id, "the key's id is not its hash")
    need(key[0] == 1, "the key is not an Ed25519 key")
    return name, bytes.fromhex(key_id), key[1:]


def read_checkpoint(note, key):
    name, key_id, public = key
    body, signatures = note.rsplit("\n\n", 1)
    text = body + "\n"
    for line in signatures.splitlines():
        parts = line.split(" ")
        if len(parts) == 3 and parts[0] == "\u2014" and parts[1] == name:
            signed = decode(parts[2])
            if signed[:4] == key_id and ed25519_holds(public, text.encode(), signed[4:]):
                break
    else:
        raise Altered("the checkpoint carries no signature of the log's key that holds")
    lines = text.splitlines()
    need(lines[0] == name, "the checkpoint is of another log")
    return int(lines[1]), decode(lines[2]), lines[3] if len(lines) > 3 else ""


# RFC 9162, section 2.1.3.2.


def leaf_hash(leaf):
    return sha256(b"\x00" + leaf)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def includes(leaf, index, size, proof, root):
    if index >= size:
        return False
    this, last, result = index, size - 1, leaf_hash(leaf)
    for step in proof:
        if last == 0:
            return False
        if this & 1 or this == last:
            result = node_hash(step, result)
            while not this & 1 and this != 0:
                this, last = this >> 1, last >> 1
        else:
            result = node_hash(result, step)
        this, last = this >> 1, last >> 1
    return last == 0 and result == root


# C2SP tlog-proof.


def read_proof(text):
    head, checkpoint = text.split("\n\n", 1)
    lines = head.split("\n")
    need(lines.pop(0) == "c2sp.org/tlog-proof@v1", "a proof is not of the format tlog-proof")
    extra = decode(lines.pop(0)[len("extra "):]) if lines[0].startswith("extra ") else b""
    need(lines[0].startswith("index "), "a proof names no index")
    index = int(lines.pop(0)[len("index "):])
    return extra, index, [decode(line) for line in lines], checkpoint


# Leaves and what they commit to: docs/access-log.md.


def read_leaf(leaf):
    need(len(leaf) == 113 and leaf[0] == 1, "a leaf is not of version 1")
    return {
        "pseudonym": leaf[1:33],
        "seq": int.from_bytes(leaf[33:41], "big"),
        "previous": leaf[41:73],
        "commitment": leaf[73:105],
        "at": int.from_bytes(leaf[105:113], "big", signed=True),
    }


def commitment(salt, fields):
    parts = [b"mikata.log.content.v1", salt]
    for name, value in fields:
        parts += [name.encode(), value.encode()]
    return sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts))


def verify(document, key_text):
    need(document.get("format") == "mikata-access-history-v1", "the file is not a history of this format")
    need(key_text in (None, document["key"]), "the file names another key than the one given")
    entries = document["entries"]
    if not entries:
        return [], 0, "nothing"
    key = read_key(key_text or document["key"])
    need(document["checkpoint"], "no checkpoint: the entries are not sealed yet")
    size, root, as_of = read_checkpoint(document["checkpoint"], key)
    previous, last_index, waiting, hashes = b"\0" * 32, -1, 0, []
    pseudonym = read_leaf(decode(entries[0]["leaf"]))["pseudonym"]
    for number, entry in enumerate(entries, 1):
        raw = decode(entry["leaf"])
        leaf = read_leaf(raw)
        need(leaf["seq"] == number, f"where entry {number} should be stands entry {leaf['seq']}")
        need(leaf["previous"] == previous, f"entry {number} does not follow upon the one before")
        need(leaf["pseudonym"] == pseudonym, f"entry {number} is somebody else's")
        committed = commitment(decode(entry["salt"]), entry["fields"])
        need(committed == leaf["commitment"], f"entry {number} is not what was entered")
        at = datetime.datetime.fromtimestamp(leaf["at"] / 1000, datetime.timezone.utc)
        said = dict(entry["fields"]).get("at", "")
        need(said == at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{leaf['at'] % 1000:03d}Z", f"entry {number} has two times")
        if entry["proof"] is None:
            waiting += 1
        else:
            need(waiting == 0, f"entry {number} is sealed before one that waits")
            extra, index, proof, checkpoint = read_proof(entry["proof"])
            need(checkpoint == document["checkpoint"], f"the proof of entry {number} is of another checkpoint")
            need(extra == raw and index > last_index, f"the proof of entry {number} is of another leaf")
            need(includes(raw, index, size, proof, root), f"entry {number} is not in the log")
            last_index = index
        previous = leaf_hash(raw)
        hashes.append(previous)
    return hashes, waiting, as_of


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--key", help="the log's public key, from elsewhere than the file")
    parser.add_argument("--older", help="a history saved before: this one must continue it")
    options = parser.parse_args()
    try:
        with open(options.file, encoding="utf-8") as file:
            document = json.load(file)
        hashes, waiting, as_of = verify(document, options.key)
        if options.older:
            with open(options.older, encoding="utf-8") as file:
                older, _, _ = verify(json.load(file), options.key or document["key"])
            need(hashes[: len(older)] == older, "this history does not continue the older one")
    except Altered as found:
        print(f"ALTERED: {found}")
        return 1
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError) as error:
        print(f"ALTERED or unreadable: {error!r}")
        return 1
    sealed = len(hashes) - waiting
    print(f"verified: {sealed} entries, sealed as of {as_of}; {waiting} not sealed yet")
    if not options.key:
        print("The key was taken from the file itself: compare it with one from elsewhere.")
        print(document["key"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
