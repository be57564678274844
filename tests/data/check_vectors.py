# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Run the second decoder over the vectors of PROTOCOL.md, and over its example of a session.

check_vectors.py SOURCE_DIR prints TAP: one line for each vector, then what they cover, then a test
that the checks themselves bite.
"""

import copy
import json
import pathlib
import re
import sys

import protocol_decoder as protocol

SCHEMA = "ebb-protocol-vectors/1"
VALID_AT_LEAST = 40
REASONS = {protocol.TRUNCATED, protocol.WRONG_VERSION, protocol.UNKNOWN, protocol.RANGE}
KEYS = {"name", "hex", "bytes", "result"}
KEYS_PERHAPS = {"decoded", "trailing", "about"}
PIECE_KEYS = {"bytes", "field", "value"}
# Section 16: the message on each characteristic, by direction.
SESSION = {("→", "Control"): "request", ("→", "Stop"): "stop", ("→", "Program"): "chunk",
           ("←", "Control"): "response", ("←", "Status"): "status"}
SESSION_ROW = re.compile(r"^\| ([→←]) \| (\w+) \| `([^`]*)` \|", re.MULTILINE)


class Tap:
    """Counts and prints test lines."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def line(self, name, faults):
        """One test: it failed if there are faults."""
        self.count += 1
        self.failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {self.count} - {name}")
        for fault in faults:
            print(f"# {fault}")

    def end(self):
        """The plan."""
        print(f"1..{self.count}")


def once(pairs):
    """A JSON object whose keys are there once."""
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError(f"a key is there twice: {[key for key, _ in pairs]}")
    return value


def canonical(value):
    """Text that differs whenever two JSON values differ, also true from 1."""
    return json.dumps(value, sort_keys=True)


def check_annotation(vector):
    """The pieces are well formed and add up to the whole."""
    faults = []
    for piece in vector["bytes"]:
        if set(piece) != PIECE_KEYS or not all(piece.values()):
            faults.append(f"a piece is not bytes, field and value: {piece}")
    if not re.fullmatch("([0-9a-f]{2})*", vector["hex"]):
        faults.append("hex is not lower-case pairs")
    if "".join(piece.get("bytes", "") for piece in vector["bytes"]) != vector["hex"]:
        faults.append("the annotation does not add up to hex")
    return faults


def check_decoded(vector, fields, used):
    """What was decoded is what the vector says, field by field."""
    wanted = vector.get("decoded")
    if vector["result"] != "ok" or wanted is None:
        return [f"decoded, but the vector says {vector['result']}"]
    faults = []
    for name in sorted(set(fields) | set(wanted)):
        if name not in fields or name not in wanted:
            faults.append(f"{name} is in only one of the two")
        elif canonical(fields[name]) != canonical(wanted[name]):
            faults.append(f"{name} is {fields[name]}, the vector says {wanted[name]}")
    over = len(vector["hex"]) // 2 - used
    if over != vector.get("trailing", 0):
        faults.append(f"{over} bytes are left over, the vector says {vector.get('trailing', 0)}")
    return faults


def check_vector(message, vector):
    """All that is wrong with one vector."""
    if not KEYS <= set(vector) <= KEYS | KEYS_PERHAPS:
        return [f"keys {sorted(vector)}"]
    faults = check_annotation(vector)
    if faults:
        return faults
    try:
        fields, used = protocol.decode(message, bytes.fromhex(vector["hex"]))
    except protocol.Refused as refused:
        if vector["result"] not in REASONS or "decoded" in vector or "trailing" in vector:
            faults.append(f"refused ({refused}), but the vector says {vector['result']}")
        elif vector["result"] != refused.reason:
            faults.append(f"refused ({refused}), the vector says {vector['result']}")
        return faults
    return check_decoded(vector, fields, used)


def read_vectors(directory):
    """All vectors as (message, vector), and what is wrong with the files as such."""
    vectors, faults = [], []
    for path in sorted(directory.glob("*.json")):
        whole = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)
        if set(whole) != {"schema", "message", "vectors"} or whole["schema"] != SCHEMA:
            faults.append(f"{path.name}: not {SCHEMA}")
            continue
        if whole["message"] not in protocol.DECODERS:
            faults.append(f"{path.name}: message {whole['message']}")
            continue
        names = [vector["name"] for vector in whole["vectors"]]
        faults += [f"{path.name}: {name} is there twice"
                   for name in sorted(set(names)) if names.count(name) > 1]
        vectors += [(whole["message"], vector) for vector in whole["vectors"]]
    return vectors, faults


def missing(about, wanted, held):
    """One fault for each of wanted that is not held."""
    return [f"no vector has {about} {one}" for one in wanted if one not in held]


def check_coverage(vectors):
    """There are enough valid vectors, and they hold every message and every word."""
    valid = [(message, vector) for message, vector in vectors if vector["result"] == "ok"]
    faults = []
    if len(valid) < VALID_AT_LEAST:
        faults.append(f"{len(valid)} valid vectors, expected {VALID_AT_LEAST}")
    faults += missing("a valid", protocol.DECODERS, {message for message, _ in valid})
    faults += missing("a cut-off", protocol.DECODERS,
                      {message for message, vector in vectors
                       if vector["result"] == protocol.TRUNCATED})
    faults += missing("a refusal", REASONS, {vector["result"] for _, vector in vectors})
    for message, name, words in (("request", "op", protocol.OPS),
                                 ("request", "legs", protocol.LEGS.values()),
                                 ("response", "op", protocol.OPS),
                                 ("response", "result", protocol.RESULTS),
                                 ("status", "run_state", protocol.RUN_STATES),
                                 ("status", "end_reason", protocol.END_REASONS),
                                 ("telemetry", "run_state", protocol.RUN_STATES),
                                 ("program", "pattern", protocol.PATTERNS)):
        held = {vector["decoded"].get(name) for of, vector in valid if of == message}
        faults += missing(f"{message} {name}", words, held)
    return faults


def check_cut(vectors):
    """Every valid message that is cut anywhere is truncated (a chunk can be cut: section 8)."""
    faults = []
    for message, vector in vectors:
        if vector["result"] != "ok" or message == "chunk":
            continue
        whole = bytes.fromhex(vector["hex"])
        for size in range(len(whole) - vector.get("trailing", 0)):
            try:
                protocol.decode(message, whole[:size])
                faults.append(f"{message} {vector['name']} decodes with {size} bytes")
            except protocol.Refused as refused:
                if refused.reason != protocol.TRUNCATED:
                    faults.append(f"{message} {vector['name']} with {size} bytes: {refused}")
    return faults


def check_session(document):
    """The session of section 16 decodes, and every kind of row is in it."""
    rows = SESSION_ROW.findall(document)
    faults = missing("(section 16) a row", SESSION, {row[:2] for row in rows})
    for arrow, characteristic, written in rows:
        text = written.replace(" ", "").replace("…", "")
        try:
            protocol.decode(SESSION[arrow, characteristic], bytes.fromhex(text))
        except (KeyError, ValueError, protocol.Refused) as wrong:
            faults.append(f"{arrow} {characteristic} {written}: {wrong!r}")
    return faults


def with_flipped_byte(vector, at):
    """A copy whose byte is another one, in hex and in one single piece."""
    flipped = copy.deepcopy(vector)
    data = bytearray.fromhex(vector["hex"])
    data[at] ^= 1
    flipped["hex"] = data.hex()
    flipped["bytes"] = [{"bytes": data.hex(), "field": "all", "value": "flipped"}]
    return flipped


def check_flipped_bytes(vectors):
    """No byte of a valid vector can change without a complaint, except bytes of the future."""
    faults = []
    for message, vector in vectors:
        if vector["result"] != "ok":
            continue
        for at in range(len(vector["hex"]) // 2 - vector.get("trailing", 0)):
            if not check_vector(message, with_flipped_byte(vector, at)):
                faults.append(f"{message} {vector['name']}: byte {at} may be anything")
    return faults


def check_spoilt_vectors(vectors):
    """Each vector is complained about once its annotation or its result is another."""
    faults = []
    for message, vector in vectors:
        spoilt = {"hex": dict(vector, hex=vector["hex"] + "00"),
                  "annotation": dict(vector, bytes=vector["bytes"][:-1]),
                  "trailing": dict(vector, trailing=vector.get("trailing", 0) + 1)}
        if not vector["bytes"]:
            del spoilt["annotation"]
        for result in (REASONS | {"ok"}) - {vector["result"]}:
            spoilt[f"result {result}"] = dict(vector, result=result)
        for name in vector.get("decoded", ()):
            decoded = dict(vector["decoded"])
            del decoded[name]
            spoilt[f"no {name}"] = dict(vector, decoded=decoded)
        faults += [f"{message} {vector['name']} passes with another {what}"
                   for what, one in spoilt.items() if not check_vector(message, one)]
    return faults


def main():
    """Print TAP; the exit status says whether all is well."""
    source = pathlib.Path(sys.argv[1])
    vectors, faults = read_vectors(source / "tests/data/protocol")
    tap = Tap()
    tap.line("the files of vectors are well formed", faults)
    for message, vector in vectors:
        tap.line(f"{message} {vector['name']}", check_vector(message, vector))
    tap.line("the vectors cover every message and word", check_coverage(vectors))
    tap.line("a valid message that is cut is truncated", check_cut(vectors))
    document = (source / "ble/PROTOCOL.md").read_text(encoding="utf-8")
    tap.line("the session of PROTOCOL.md decodes", check_session(document))
    tap.line("a flipped byte is found", check_flipped_bytes(vectors))
    tap.line("a spoilt vector is found", check_spoilt_vectors(vectors))
    tap.end()
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
