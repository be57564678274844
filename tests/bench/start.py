# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Start to first frame, and memory, of the shipped ebb beside the smallest libadwaita window.

The two take turns under one Xvfb, so that what else the machine does hits both. Each start has
an empty home of its own; there is no system bus, so ebb finds no adapter: that is what a first
start without Bluetooth is. The very first start of each is not counted: it warms the page cache.
"""
import json
import os
import shutil
import subprocess
import tempfile

RATIO_MAX = 1.5  # first frame, and anonymous memory, over the floor


def fresh_environment(home):
    runtime = os.path.join(home, 'runtime')
    os.makedirs(runtime, mode=0o700)
    settings = os.path.join(home, 'config', 'gtk-4.0')
    os.makedirs(settings)
    with open(os.path.join(settings, 'settings.ini'), 'w', encoding='utf-8') as file:
        file.write('[Settings]\ngtk-font-name=Cantarell 11\ngtk-icon-theme-name=Adwaita\n')
    return {**os.environ, 'HOME': home, 'XDG_RUNTIME_DIR': runtime, 'GDK_BACKEND': 'x11',
            'XDG_CONFIG_HOME': os.path.join(home, 'config'),
            'XDG_DATA_HOME': os.path.join(home, 'data'),
            'XDG_CACHE_HOME': os.path.join(home, 'cache'),
            'XDG_STATE_HOME': os.path.join(home, 'state'),
            'GSK_RENDERER': 'cairo', 'GSETTINGS_BACKEND': 'memory', 'ADW_DISABLE_PORTAL': '1',
            'DBUS_SYSTEM_BUS_ADDRESS': 'unix:path=' + os.path.join(home, 'no-system-bus')}


def start_once(watcher, command):
    home = tempfile.mkdtemp(prefix='ebb-bench-')
    try:
        run = subprocess.run(['dbus-run-session', '--', watcher, *command], text=True,
                             env=fresh_environment(home), stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        lines = [line for line in run.stdout.splitlines() if line.startswith('{')]
        if run.returncode or not lines:
            raise RuntimeError(f'{command[0]}: {run.stderr.strip()[-300:]}')
        return json.loads(lines[-1])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def measure(results, folder, ebb, rounds):
    """folder: where the bench programs were built. Runs under an X display."""
    watcher = os.path.join(folder, 'first-frame')
    programs = {'floor': [os.path.join(folder, 'floor-window')], 'ebb': [ebb]}
    samples = {name: [] for name in programs}
    for turn in range(rounds + 1):
        for name, command in programs.items():
            sample = start_once(watcher, command)
            if turn > 0:
                samples[name].append(sample)
    results.keep('start', samples)

    def figure(name, unit, key):
        return results.figure(name, unit, [sample[key] for sample in samples['ebb']],
                              [sample[key] for sample in samples['floor']])
    figure('start_cpu', 'ms', 'cpu_ms')
    for name, unit, key in (('start_to_first_frame', 'ms', 'first_frame_ms'),
                            ('memory_anonymous', 'KiB', 'anonymous_kib')):
        ratio = figure(name, unit, key)['ratio']
        results.judge(ratio <= RATIO_MAX,
                      f'{name} is {ratio:.2f} times the floor window, at most {RATIO_MAX}')
