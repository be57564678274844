# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The figures of what air.py measured, and the targets they are held to."""

FRAME_MAX_MS = 16
GROWTH_MAX = 1.1  # of memory, from the first scan of a crowd to the last
AWAY_MAX_MS = 60  # of each minute: a thousandth of one processor


def report_crowd(results, seen):
    results.keep('crowd', seen)
    empty = scans_of(seen, 'empty')
    for hall in ('crowd', 'jam'):
        scans = scans_of(seen, hall)
        report_adverts(results, hall, scans, seen['wanted'])
        report_work(results, hall, scans, empty)
        results.value(f'{hall}_cpu', 'ms a scan', len(scans), mean(scans, 'cpu_ms'),
                      mean(empty, 'cpu_ms'))
        results.value(f'{hall}_memory_anonymous', 'KiB', len(scans), scans[-1]['anonymous_kib'],
                      empty[0]['anonymous_kib'])
    first, *_, last = (scan['anonymous_kib'] for scan in scans_of(seen, 'crowd'))
    results.judge(last <= GROWTH_MAX * first,
                  f'crowd_memory_anonymous is {last / first:.3f} times that of the first scan, at '
                  f'most {GROWTH_MAX}')


def scans_of(seen, hall):
    return [scan for scan in seen['scans'] if scan['hall'] == hall]


def mean(scans, key):
    return sum(scan[key] for scan in scans) / len(scans)


def report_adverts(results, hall, scans, wanted):
    # The last of a scan may fall to either side of its end.
    fewest = min(scan['adverts'] for scan in scans)
    results.judge(fewest >= .9 * wanted, f'{hall}: {fewest} adverts of {wanted} came in a scan')


def report_work(results, hall, scans, empty):
    frames, floor = (turns_of(each, 'frame') for each in (scans, empty))
    results.judge(bool(frames and floor), f'{hall}: {len(frames)} frames were painted')
    if frames and floor:
        p99 = results.figure(f'{hall}_frame_work', 'ms', frames, floor, held_at='p99')['p99']
        results.judge(p99 <= FRAME_MAX_MS,
                      f'{hall}_frame_work p99 is {p99:.1f} ms, at most {FRAME_MAX_MS}')
    others = turns_of(scans, 'other')
    if others:
        results.figure(f'{hall}_other_work', 'ms', others, turns_of(empty, 'other'),
                       held_at='p99')


def turns_of(scans, wanted):
    return [cpu_ms for scan in scans for cpu_ms, kind in scan['turns'] if kind == wanted]


def report_away(results, seen):
    results.keep('away', seen)
    ours, floor = (seen[key] * 60 / seen['seconds'] for key in ('cpu_ms', 'floor_ms'))
    results.value('away_cpu', 'ms a minute', seen['tries'], ours, floor)
    results.judge(ours <= AWAY_MAX_MS, f'away_cpu is {ours:.1f} ms a minute, at most {AWAY_MAX_MS}')
    results.judge(seen['tries'] > 0, f'away: the boots were tried for {seen["tries"]} times')
