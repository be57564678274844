# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A second decoder of the profile, written from ble/PROTOCOL.md alone.

decode(message, data) gives (fields, used): the fields as section 17 names them and how many bytes
they took, or raises Refused with the reason of section 12. "Step" below is a step of its table.
"""

import struct
import zlib

TRUNCATED = "truncated"
WRONG_VERSION = "wrong-version"
UNKNOWN = "unknown"
RANGE = "range"

MAJOR = 1
ANSWER = 0x80
PROGRAM_FORMAT = 1

PRESSURE_NONE = 0xFFFF
TEMPERATURE_NONE = -32768
PRESSURE_MAX = 40000
HEAT_MIN, HEAT_MAX = 200, 430
OWNER_BUTTON = 0xFFFFFFFF

CHUNK_HEADER = 2
CHUNK_MAX = 162
CHUNK_END_MAX = 65535

CYCLE_MAX_DS = 1200
SQUEEZE_MAX_DS = 600

ZONES = ("foot", "ankle", "lower_calf", "upper_calf", "knee", "lower_thigh", "upper_thigh")
MASK_BITS = (1 << len(ZONES)) - 1

RUN_STATES = ("stopped", "running", "venting")
END_REASONS = ("none", "stop", "button", "lease", "complete", "fault")
FAULTS = ("none", "overpressure", "sensor", "valve", "heat", "battery")
PATTERNS = ("sequential", "wave", "together")
LEGS = {1: "left", 2: "right", 3: "both"}
RESULTS = ("success", "not-supported", "invalid-parameter", "failed", "not-permitted",
           "epoch-closed", "not-vented", "no-program", "busy", "above-cap", "not-running",
           "battery-low", "fault")  # from 01
OPS = ("hello", "read-state", "begin-program", "commit-program", "start", "renew",
       "set-intensity", "set-heat", "identify", "set-telemetry-period")  # from 01

BIT_HEAT = 1 << 2
BIT_LEVELS = 1 << 5
FLAG_ALTERNATE = 1 << 0


class Refused(Exception):
    """The message is refused; reason is a result of section 12."""

    def __init__(self, reason, about=""):
        super().__init__(f"{reason}: {about}" if about else reason)
        self.reason = reason


# Small parts.

def need(data, size):
    """Refuse data that are shorter than size."""
    if len(data) < size:
        raise Refused(TRUNCATED, f"{len(data)} bytes of {size}")


def between(name, value, low, high):
    """Refuse a value below low or above high."""
    if not low <= value <= high:
        raise Refused(RANGE, f"{name} {value}, not {low} to {high}")


def rule(holds, about):
    """Refuse a message against a rule of its table."""
    if not holds:
        raise Refused(RANGE, about)


def unpack(layout, data, at=0):
    """One field after the other: layout is a list of (struct letter, name)."""
    form = "<" + "".join(letter for letter, _ in layout)
    return dict(zip((name for _, name in layout), struct.unpack_from(form, data, at)))


def size_of(layout):
    """The bytes that a layout takes."""
    return struct.calcsize("<" + "".join(letter for letter, _ in layout))


def word(names, value, about):
    """The word of an enumeration from 0."""
    if value >= len(names):
        raise Refused(UNKNOWN, f"{about} {value}")
    return names[value]


def op_word(op):
    """The word of an op, or its number if no version defines it."""
    return OPS[op - 1] if 1 <= op <= len(OPS) else op


def check_mask(name, mask):
    """Bit 7 of a mask is 0."""
    rule(mask & ~MASK_BITS == 0, f"{name} has bit 7 set")


def zone_names(mask):
    """The zones of a mask, by rising bit."""
    return [name for bit, name in enumerate(ZONES) if mask >> bit & 1]


def sides(left, right):
    """Two masks as lists of names."""
    return {"left": zone_names(left), "right": zone_names(right)}


def pressure(value):
    """A pressure, or None if it is not known."""
    return None if value == PRESSURE_NONE else value


def temperature(value):
    """A temperature, or None if it is not known or off."""
    return None if value == TEMPERATURE_NONE else value


def check_heat(name, value):
    """A heat setpoint is in range or off."""
    if value != TEMPERATURE_NONE:
        between(name, value, HEAT_MIN, HEAT_MAX)


def read_zones(data, at, left, right, layout, convert):
    """The records of the zones in two masks, left side first; gives them and where they end."""
    held = {"left": {}, "right": {}}
    size = size_of(layout)
    for side, mask in (("left", left), ("right", right)):
        for name in zone_names(mask):
            held[side][name] = convert(unpack(layout, data, at))
            at += size
    return held, at


# Features.

FEATURES = (
    ("B", "major"), ("B", "minor"), ("I", "bits"),
    ("B", "zones_left"), ("B", "zones_right"),
    ("B", "settable_left"), ("B", "settable_right"),
    ("B", "heated_left"), ("B", "heated_right"),
    ("B", "level_count"),
    ("H", "pressure_min_pa"), ("H", "pressure_max_pa"), ("H", "pressure_step_pa"),
    ("h", "heat_min_ddeg"), ("h", "heat_max_ddeg"),
    ("H", "telemetry_fastest_ms"), ("B", "lease_s"), ("H", "program_max_bytes"),
)


def check_feature_masks(raw):
    """Which zones there are, and what they can do."""
    for name in ("zones", "settable", "heated"):
        for side in ("left", "right"):
            check_mask(name, raw[f"{name}_{side}"])
            rule(raw[f"{name}_{side}"] & ~raw[f"zones_{side}"] == 0,
                 f"{name} {side} has a zone that does not exist")
    rule(raw["zones_left"] or raw["zones_right"], "no zones")
    is_heated = bool(raw["heated_left"] or raw["heated_right"])
    rule(is_heated == bool(raw["bits"] & BIT_HEAT), "bit heat and the heated zones disagree")


def check_feature_ranges(raw):
    """The numbers of Features."""
    if raw["bits"] & BIT_LEVELS:
        between("level count", raw["level_count"], 1, 100)
    else:
        between("level count", raw["level_count"], 0, 0)
        between("highest setpoint", raw["pressure_max_pa"], 0, PRESSURE_MAX)
        between("lowest setpoint", raw["pressure_min_pa"], 0, raw["pressure_max_pa"])
        between("setpoint step", raw["pressure_step_pa"], 1, raw["pressure_max_pa"])
    if raw["bits"] & BIT_HEAT:
        between("highest heat", raw["heat_max_ddeg"], HEAT_MIN, HEAT_MAX)
        between("lowest heat", raw["heat_min_ddeg"], HEAT_MIN, raw["heat_max_ddeg"])
    between("fastest telemetry", raw["telemetry_fastest_ms"], 100, 1000)
    between("lease", raw["lease_s"], 5, 30)
    between("program room", raw["program_max_bytes"], 96, 65535)


def decode_features(data):
    """Section 5, Features."""
    if data and data[0] != MAJOR:  # step 1
        raise Refused(WRONG_VERSION, f"major {data[0]}")
    need(data, size_of(FEATURES))
    raw = unpack(FEATURES, data)
    check_feature_masks(raw)
    check_feature_ranges(raw)
    fields = {name: value for name, value in raw.items()
              if not name.endswith(("_left", "_right"))}
    for name in ("zones", "settable", "heated"):
        fields[name] = sides(raw[f"{name}_left"], raw[f"{name}_right"])
    for name in ("heat_min_ddeg", "heat_max_ddeg"):
        fields[name] = temperature(raw[name])
    return fields, size_of(FEATURES)


# Status.

STATUS = (
    ("B", "run_state"), ("B", "end_reason"), ("B", "fault"),
    ("I", "epoch"), ("I", "closed_epoch"), ("I", "owner"),
)


def decode_status(data, at=0):
    """Section 5, Status; also the state in an answer."""
    need(data, at + size_of(STATUS))
    fields = unpack(STATUS, data, at)
    fields["run_state"] = word(RUN_STATES, fields["run_state"], "run state")
    fields["end_reason"] = word(END_REASONS, fields["end_reason"], "end reason")
    fields["fault"] = word(FAULTS, fields["fault"], "fault")
    return fields, at + size_of(STATUS)


# Telemetry.

TELEMETRY = (
    ("B", "run_state"), ("I", "epoch"), ("I", "closed_epoch"), ("H", "counter"),
    ("I", "elapsed_ms"), ("H", "remaining_s"), ("H", "lease_left_ms"), ("H", "cycle"),
    ("H", "intensity_pa"),
    ("B", "filling_left"), ("B", "filling_right"), ("B", "zones_left"), ("B", "zones_right"),
)
TELEMETRY_ZONE = (
    ("H", "pressure_pa"), ("H", "setpoint_pa"),
    ("h", "temperature_ddeg"), ("h", "heat_setpoint_ddeg"),
)


def telemetry_zone(raw):
    """One zone of a sample."""
    return {
        "pressure_pa": pressure(raw["pressure_pa"]),
        "setpoint_pa": pressure(raw["setpoint_pa"]),
        "temperature_ddeg": temperature(raw["temperature_ddeg"]),
        "heat_setpoint_ddeg": temperature(raw["heat_setpoint_ddeg"]),
    }


def decode_telemetry(data):
    """Section 5, Telemetry."""
    need(data, size_of(TELEMETRY))
    raw = unpack(TELEMETRY, data)
    fields = {name: raw[name] for _, name in TELEMETRY[:9]}
    fields["run_state"] = word(RUN_STATES, raw["run_state"], "run state")
    for side in ("left", "right"):
        for name in ("zones", "filling"):
            check_mask(name, raw[f"{name}_{side}"])
        rule(raw[f"filling_{side}"] & ~raw[f"zones_{side}"] == 0,
             f"filling {side} has a zone that the sample does not hold")
    left, right = raw["zones_left"], raw["zones_right"]
    rule(left or right, "no zones")
    need(data, size_of(TELEMETRY)
         + size_of(TELEMETRY_ZONE) * (left.bit_count() + right.bit_count()))
    fields["filling"] = sides(raw["filling_left"], raw["filling_right"])
    fields["zones"] = sides(left, right)
    fields["zone"], used = read_zones(data, size_of(TELEMETRY), left, right, TELEMETRY_ZONE,
                                      telemetry_zone)
    return fields, used


# Stop and Program's chunks.

def decode_stop(data):
    """Section 6, as a decoder sees it: boots stop whatever it holds."""
    need(data, 4)
    return {"epoch": struct.unpack_from("<I", data)[0]}, 4


def decode_chunk(data):
    """Section 8, Upload: all bytes after the offset are program."""
    need(data, CHUNK_HEADER + 1)
    offset = struct.unpack_from("<H", data)[0]
    size = len(data) - CHUNK_HEADER
    rule(len(data) <= CHUNK_MAX, f"{len(data)} bytes in a chunk")
    rule(offset + size <= CHUNK_END_MAX, f"offset {offset} and {size} bytes")
    return {"offset": offset, "data": data[CHUNK_HEADER:].hex()}, len(data)


# Requests.

REQUEST = (("B", "op"), ("H", "sequence"), ("I", "owner"), ("I", "epoch"))
PARAMETERS = {
    "hello": (("B", "major"), ("B", "minor"), ("I", "nonce")),
    "read-state": (),
    "begin-program": (("H", "size"), ("I", "crc")),
    "commit-program": (("I", "crc"),),
    "start": (("I", "program_crc"), ("H", "offset_s"), ("H", "duration_s"), ("B", "legs"),
              ("H", "pressure_cap_pa"), ("h", "heat_cap_ddeg"), ("H", "intensity_pa")),
    "renew": (),
    "set-intensity": (("H", "intensity_pa"),),
    "set-heat": (("h", "heat_ddeg"),),
    "identify": (("B", "duration_s"),),
    "set-telemetry-period": (("H", "period_ms"),),
}
RANGES = {
    ("begin-program", "size"): (1, 65535),
    ("start", "duration_s"): (1, 3600),
    ("start", "legs"): (1, 3),
    ("start", "pressure_cap_pa"): (1, PRESSURE_MAX),
    ("start", "intensity_pa"): (0, PRESSURE_MAX),
    ("set-intensity", "intensity_pa"): (1, PRESSURE_MAX),
    ("identify", "duration_s"): (1, 30),
    ("set-telemetry-period", "period_ms"): (100, 1000),
}


def check_request(op, fields):
    """Step 5 for a request."""
    rule(fields["owner"] not in (0, OWNER_BUTTON), "owner")
    for name, value in fields.items():
        if (op, name) in RANGES:
            between(name, value, *RANGES[op, name])
        if name in ("heat_ddeg", "heat_cap_ddeg"):
            check_heat(name, value)
    if op == "start":
        rule(fields["offset_s"] < fields["duration_s"], "offset not below duration")


def decode_request(data):
    """Section 7, Requests."""
    if data and not 1 <= data[0] <= len(OPS):  # step 1
        raise Refused(UNKNOWN, f"op {data[0]:02x}")
    at = size_of(REQUEST)
    if data and op_word(data[0]) == "hello" and len(data) > at and data[at] != MAJOR:  # step 2
        raise Refused(WRONG_VERSION, f"major {data[at]}")
    need(data, at)
    op = op_word(data[0])
    used = at + size_of(PARAMETERS[op])
    need(data, used)
    fields = unpack(REQUEST, data)
    fields.update(unpack(PARAMETERS[op], data, at))
    check_request(op, fields)
    fields["op"] = op
    if "legs" in fields:
        fields["legs"] = LEGS[fields["legs"]]
    for name in ("heat_ddeg", "heat_cap_ddeg"):
        if name in fields:
            fields[name] = temperature(fields[name])
    return fields, used


# Answers.

RESPONSE = (("B", "answer"), ("B", "op"), ("B", "result"), ("H", "sequence"))
GREETING = (("B", "major"), ("B", "minor"), ("I", "nonce_echo"))


def decode_response(data):
    """Section 7, Answers."""
    if data and data[0] != ANSWER:  # step 1
        raise Refused(UNKNOWN, f"first byte {data[0]:02x}")
    need(data, size_of(RESPONSE))
    raw = unpack(RESPONSE, data)
    if not 1 <= raw["result"] <= len(RESULTS):
        raise Refused(UNKNOWN, f"result {raw['result']:02x}")
    op, result = op_word(raw["op"]), RESULTS[raw["result"] - 1]
    if op not in OPS and result != "not-supported":
        raise Refused(UNKNOWN, f"op {raw['op']:02x} with {result}")
    fields = {"op": op, "result": result, "sequence": raw["sequence"]}
    used = size_of(RESPONSE)
    if result != "success" or op not in ("hello", "read-state"):
        return fields, used
    greeting = GREETING if op == "hello" else ()
    if greeting and len(data) > used and data[used] != MAJOR:  # step 6
        raise Refused(WRONG_VERSION, f"major {data[used]}")
    end = used + size_of(greeting) + size_of(STATUS) + 2
    need(data, end)
    fields.update(unpack(greeting, data, used))
    fields["status"], at = decode_status(data, used + size_of(greeting))
    fields["highest_pa"] = pressure(struct.unpack_from("<H", data, at)[0])
    return fields, end


# Programs.

PROGRAM = (
    ("B", "format"), ("B", "pattern"), ("B", "flags"),
    ("H", "inflate_ds"), ("H", "hold_ds"), ("H", "deflate_ds"), ("H", "rest_ds"),
    ("H", "heat_s"), ("B", "left"), ("B", "right"), ("B", "lead_in"), ("B", "lead_out"),
)
PROGRAM_ZONE = (("H", "setpoint_pa"), ("h", "heat_ddeg"))


def cycle_and_squeeze(raw):
    """The length of a cycle and of the longest squeeze, in ds."""
    longer = max(raw["left"].bit_count(), raw["right"].bit_count())
    pattern = PATTERNS[raw["pattern"]]
    inflating = (1 if pattern == "together" else longer) * raw["inflate_ds"]
    cycle = inflating + raw["hold_ds"] + raw["deflate_ds"] + raw["rest_ds"]
    squeeze = (inflating if pattern == "sequential" else raw["inflate_ds"]) + raw["hold_ds"]
    return cycle, squeeze


def check_program(raw):
    """Step 5 for a program."""
    between("inflate", raw["inflate_ds"], 10, 300)
    between("hold", raw["hold_ds"], 0, 300)
    between("deflate", raw["deflate_ds"], 10, 65535)
    between("heat time", raw["heat_s"], 0, 3600)
    check_mask("zones left", raw["left"])
    check_mask("zones right", raw["right"])
    rule(raw["left"] or raw["right"], "no zones")
    if raw["flags"] & FLAG_ALTERNATE:
        rule(raw["left"] and raw["right"], "alternate with one leg")
    between("lead-in count", raw["lead_in"], 0, 4)
    between("lead-out count", raw["lead_out"], 0, 4)
    cycle, squeeze = cycle_and_squeeze(raw)
    between("cycle", cycle, 0, CYCLE_MAX_DS)
    between("squeeze", squeeze, 0, SQUEEZE_MAX_DS)


def program_zone(raw):
    """One zone of a program."""
    between("setpoint", raw["setpoint_pa"], 1, PRESSURE_MAX)
    check_heat("heat", raw["heat_ddeg"])
    return {"setpoint_pa": raw["setpoint_pa"], "heat_ddeg": temperature(raw["heat_ddeg"])}


def decode_program(data):
    """Section 8, Bytes."""
    if data and data[0] != PROGRAM_FORMAT:  # step 1
        raise Refused(UNKNOWN, f"format {data[0]}")
    at = size_of(PROGRAM)
    need(data, at)
    raw = unpack(PROGRAM, data)
    pattern = word(PATTERNS, raw["pattern"], "pattern")
    if raw["flags"] & ~FLAG_ALTERNATE:
        raise Refused(UNKNOWN, f"flags {raw['flags']:02x}")
    check_program(raw)
    left, right = raw["left"], raw["right"]
    lead_out_at = at + raw["lead_in"]
    zones_at = lead_out_at + raw["lead_out"]
    need(data, zones_at + size_of(PROGRAM_ZONE) * (left.bit_count() + right.bit_count()))
    for percent in data[at:zones_at]:
        between("percent", percent, 1, 100)
    zone, used = read_zones(data, zones_at, left, right, PROGRAM_ZONE, program_zone)
    fields = {name: raw[name] for _, name in PROGRAM[3:8]}
    fields.update({
        "pattern": pattern,
        "is_alternate": bool(raw["flags"] & FLAG_ALTERNATE),
        "zones": sides(left, right),
        "lead_in_percent": list(data[at:lead_out_at]),
        "lead_out_percent": list(data[lead_out_at:zones_at]),
        "zone": zone,
        "crc": zlib.crc32(data),
        "cycle_ms": cycle_and_squeeze(raw)[0] * 100,
        "peak_pa": max(held["setpoint_pa"] for side in zone.values() for held in side.values()),
    })
    return fields, used


DECODERS = {
    "features": decode_features,
    "status": decode_status,
    "telemetry": decode_telemetry,
    "stop": decode_stop,
    "request": decode_request,
    "response": decode_response,
    "chunk": decode_chunk,
    "program": decode_program,
}


def decode(message, data):
    """Decode one message; gives its fields and how many bytes they took."""
    return DECODERS[message](bytes(data))
