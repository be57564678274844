# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Runs a bench in a VM of its own, beside a real bluetoothd and two virtual controllers."""
import fcntl
import json
import os
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VM = os.path.join(os.path.dirname(HERE), 'vm')
NEVER_CAME_UP = (77, 125)  # no controllers; the guest died before it could say anything
TRIES = 3


def run(build, prefix, script, arguments, limit_s, preload=None, name=None, is_alone=True):
    """(the messages of tests/bench/guest/SCRIPT, why it did not end well or None). They are kept
    in build/bench/NAME.jsonl too. is_alone: no other VM runs meanwhile; otherwise those that need
    not be alone may."""
    name = name or script
    base = os.environ.get('VM_BASE', os.path.join(build, 'vm'))
    logs = os.path.join(build, 'logs', 'bench', name)
    os.makedirs(logs, exist_ok=True)
    with open(os.path.join(logs, 'setup.log'), 'w', encoding='utf-8') as log:
        subprocess.run([os.path.join(VM, 'setup.sh'), base], check=True, stdout=log, stderr=log,
                       stdin=subprocess.DEVNULL)
    inside = ['env', 'EBB_PREFIX=' + prefix, 'EBB_BUILD=' + build, 'PYTHONDONTWRITEBYTECODE=1',
              'GSETTINGS_SCHEMA_DIR=' + os.path.join(prefix, 'share/glib-2.0/schemas'),
              'dbus-run-session', '--', '/usr/bin/python3', '-B',
              os.path.join(HERE, 'guest', script + '.py'), *map(str, arguments)]
    command = [os.path.join(VM, 'run-vm.sh'), '-t', str(limit_s), '-m', '1024', '--',
               shlex.join(inside)]
    environment = {**os.environ, 'VM_BASE': base, 'VM_OUT': logs, 'VM_PRELOAD': preload or ''}
    path = os.path.join(build, 'bench', name + '.jsonl')
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(os.path.join(base, 'one-at-a-time.lock'), 'w', encoding='utf-8') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if is_alone else fcntl.LOCK_SH)
        for _ in range(TRIES):
            messages, status, said = run_once(command, environment, path)
            if status not in NEVER_CAME_UP or messages:
                break
    failures = [message['failure'] for message in messages if 'failure' in message]
    if not status and not failures:
        return messages, None
    return messages, f'status {status}: {(failures or [said.strip()[-300:]])[0]}'


def run_once(command, environment, path):
    """Keeps each sample when it comes"""
    messages, said = [], ''
    with open(path, 'w', encoding='utf-8') as raw, \
            subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=sys.stderr, text=True) as process:
        for line in process.stdout:
            if line.startswith('{'):
                raw.write(line.rstrip('\r\n') + '\n')
                raw.flush()
                messages.append(json.loads(line))
            else:
                said += line
        status = process.wait()
    return messages, status, said
