#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Ebb in the background: the installed program as the bus starts it, with no window and a plan for tomorrow.
background.py SECONDS prints how often it woke in so many seconds, as strace saw it, and its anonymous memory.

A wake-up is the return of a call that waits. What any thread of the process does counts.
"""
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from air import read_anonymous_kib
from start import fresh_environment

PREFIX = os.environ['EBB_PREFIX']
NAME = 'io.github.ebb_boots.Ebb'
SETTLE_S = 20
WAITS = 'poll,ppoll,select,pselect6,epoll_wait,epoll_pwait,futex,nanosleep,clock_nanosleep'
# "<... poll resumed>" and "poll(...) = 1": both are returns; one that was broken off is none.
RETURNS = re.compile(r'^\d+\s+\S+\s+.*\)\s+= (?!\? )')


def program(name):
    return os.path.join(PREFIX, 'bin', name)


def prepare(home):
    environment = fresh_environment(home)
    folder = os.path.join(environment['XDG_CONFIG_HOME'], 'autostart')
    os.makedirs(folder)
    with open(os.path.join(folder, f'{NAME}.desktop'), 'w', encoding='utf-8') as file:
        file.write(f'[Desktop Entry]\nType=Application\nName=Ebb\nExec={program("ebb")}\n')
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    subprocess.run([program('ebbctl'), 'plan', 'add', 'gentle-wave', '--start', f'{tomorrow}T20:30',
                    '--rule', 'FREQ=DAILY'], env=environment, check=True,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return environment


def find_ebb(tracer):
    """Of the processes below the one that watches"""
    with open(f'/proc/{tracer}/task/{tracer}/children', encoding='utf-8') as file:
        for pid in file.read().split():
            if os.path.realpath(f'/proc/{pid}/exe') == os.path.realpath(program('ebb')):
                return int(pid)
    raise RuntimeError('ebb does not run')


def count_wakes(path, since, until):
    """Between two times of the clock on the wall"""
    count = 0
    with open(path, encoding='utf-8', errors='replace') as file:
        for line in file:
            moment = float(line.split()[1])
            count += since <= moment < until and bool(RETURNS.match(line))
    return count


def watch(home, seconds):
    environment = prepare(home)
    log = os.path.join(home, 'strace')
    command = ['dbus-run-session', '--', 'strace', '-f', '-ttt', '-e', f'trace={WAITS}', '-o', log,
               program('ebb'), '--gapplication-service']
    session = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(SETTLE_S)
        since = time.time()
        time.sleep(seconds)
        until = time.time()
        with open(f'/proc/{session.pid}/task/{session.pid}/children', encoding='utf-8') as file:
            children = [int(pid) for pid in file.read().split()]
        tracer = next(pid for pid in children
                      if os.path.basename(os.path.realpath(f'/proc/{pid}/exe')) == 'strace')
        kib = read_anonymous_kib(find_ebb(tracer))
        return {'seconds': seconds, 'wakes': count_wakes(log, since, until), 'anonymous_kib': kib,
                'wakes_at_start': count_wakes(log, 0, since)}
    finally:
        session.terminate()
        session.wait()


def main():
    home = tempfile.mkdtemp(prefix='ebb-bench-')
    try:
        print(json.dumps(watch(home, int(sys.argv[1]))))
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == '__main__':
    main()
