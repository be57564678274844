#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""./check bench: measures the shipped programs. See README.md beside this file.

run.py [--full] [--only PART] [--count N] [--tap FILE]. Figures go to standard output, one JSON object
what is met and missed goes to standard error, and as TAP to FILE; raw samples go to build/bench/.
The exit status is 1 if a target is missed or a sample is missing.
"""
import argparse
import json
import os
import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import hall
import radio
import start
import vm
from figures import Results
from places import SCREEN

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get('EBB_BUILD', os.path.join(TOP, 'build'))
PREFIX = os.environ.get('EBB_PREFIX', os.path.join(BUILD, 'prefix'))
os.environ.update(EBB_BUILD=BUILD, EBB_PREFIX=PREFIX)
TARGETS = ('floor-window', 'first-frame', 'bare-boots', 'bare-press', 'inject', 'nobundle.so',
           'turns.so', 'flood-boots', 'ebb-client', 'bare-client')
KILLS = DROPS = 50
AWAY_S = BACKGROUND_S = 600
WAKES_MAX = 2  # in that time: nothing polls, and a desktop may say something once
ROUNDS, CONNECTIONS = 5, 2  # of the clients; CONNECTIONS is that of guest/client.py
# A VM that says nothing more is given up after so long a start and so long for each sample.
START_S, STOP_S, KILL_S, DROP_S, ROUND_S = 120, 12, 30, 60, 120


def build_programs():
    targets = ['tests/bench/' + name for name in TARGETS]
    subprocess.run(['ninja', '-C', os.path.join(BUILD, 'run'), '--quiet', *targets], check=True,
                   stdout=sys.stderr)
    return os.path.join(BUILD, 'run', 'tests', 'bench')


def describe_machine(results):
    with open('/proc/cpuinfo', encoding='utf-8') as file:
        model = next((line.split(':')[1].strip() for line in file if line.startswith('model name')),
                     'unknown')
    with open('/proc/loadavg', encoding='utf-8') as file:
        load = file.read().split()[0]
    results.note(f'machine: {model}, {os.cpu_count()} processors, load {load} before')


def measure_start(results, folder, options):
    start.measure(results, folder, os.path.join(PREFIX, 'bin', 'ebb'), 30 if options.full else 7)


def run_in_vm(name, script, arguments, limit_s, folder, is_alone=True):
    """What take () takes. Boots are no BlueZ server: see nobundle.c."""
    return name, *vm.run(BUILD, PREFIX, script, arguments, limit_s,
                         os.path.join(folder, 'nobundle.so'), name, is_alone)


def take(results, ran):
    """What was printed; that it ended badly is a target missed, and no reason to hide the rest"""
    name, messages, problem = ran
    results.judge(problem is None, f'{name} ended well' + (f', not with {problem}' if problem
                                                           else ''))
    return messages


def measure_client(results, folder, options, is_alone=True):
    rounds = 2 * ROUNDS if options.full else ROUNDS
    ran = run_in_vm('client', 'client', [rounds], START_S + ROUND_S * rounds, folder, is_alone)
    radio.report_client(results, take(results, ran), rounds, CONNECTIONS)


def measure_kill(results, folder, options, is_alone=True):
    count = options.count or KILLS
    ran = run_in_vm('kill', 'loss', [count, 0], START_S + KILL_S * count, folder, is_alone)
    radio.report_kill(results, take(results, ran), count)


def run_drop(folder, options, is_alone=True):
    count = options.count or DROPS
    return run_in_vm('drop', 'loss', [0, count], START_S + DROP_S * count, folder, is_alone)


def report_drop(results, ran, options):
    radio.report_drop(results, take(results, ran), options.count or DROPS)


def measure_drop(results, folder, options):
    report_drop(results, run_drop(folder, options), options)


def measure_stop(results, folder, options):
    with begin_places(folder) as places:
        measure_stop_at(results, folder, options, places)


def measure_stop_at(results, folder, options, places):
    count = options.count or (1000 if options.full else 200)
    path = os.path.join(BUILD, 'bench', 'places.json')
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(places.end(), file, indent=1)
    ran = run_in_vm('stop', 'stop', [path, SCREEN, count], START_S + 3 * STOP_S * count, folder)
    radio.report_stop(results, take(results, ran), count)


class Beside:
    """A program of this folder that runs beside what comes next; it has a display of its own"""

    def __init__(self, script, *arguments):
        self.script = script
        self.process = subprocess.Popen(
            [sys.executable, '-B', os.path.join(HERE, script), *map(str, arguments)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)

    def end(self):
        """What it printed: one JSON object"""
        said = self.process.communicate()[0]
        if self.process.returncode:
            raise RuntimeError(f'{self.script} ended with {self.process.returncode}')
        return json.loads(said)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()


def begin_crowd(folder):
    return Beside('air.py', 'crowd', os.path.join(folder, 'turns.so'))


def begin_away(folder, options):
    return Beside('air.py', 'away', os.path.join(folder, 'floor-window'), options.count or AWAY_S)


def begin_background(options):
    return Beside('background.py', options.count or BACKGROUND_S)


def end_background(results, background):
    """That strace saw the start shows that it would have seen a wake-up"""
    seen = background.end()
    results.judge(seen['wakes_at_start'] > 0, 'strace saw the start of the background')
    results.value('background_wakes', f'in {seen["seconds"]} s', 1, seen['wakes'])
    results.value('background_memory_anonymous', 'KiB', 1, seen['anonymous_kib'])
    results.judge(seen['wakes'] <= WAKES_MAX,
                  f'background_wakes is {seen["wakes"]}, at most {WAKES_MAX}')


def measure_background(results, _folder, options):
    with begin_background(options) as background:
        end_background(results, background)


def begin_places(folder):
    return Beside('places.py', os.path.join(folder, 'inject'))


def end_crowd(results, crowd):
    hall.report_crowd(results, crowd.end())


def end_away(results, away):
    hall.report_away(results, away.end())


def measure_crowd(results, folder, _options):
    with begin_crowd(folder) as crowd:
        end_crowd(results, crowd)


def measure_away(results, folder, options):
    with begin_away(folder, options) as away:
        end_away(results, away)


PARTS = {'start': measure_start, 'client': measure_client, 'kill': measure_kill,
         'drop': measure_drop, 'stop': measure_stop, 'crowd': measure_crowd, 'away': measure_away,
         'background': measure_background}


def measure(results, name, part, *arguments):
    try:
        part(results, *arguments)
    except Exception as error:  # the other parts are still worth having
        results.note(traceback.format_exc())
        results.judge(False, f'{name} could be measured ({type(error).__name__}: {error})')


def measure_all(results, folder, options):
    """What has a floor in turns with it, a far bound, or is processor time, runs beside others: half
    an hour would not do otherwise. Beside the presses of Stop, and the starts, there is nothing.
    Away is a window in which next to nothing happens."""
    measure(results, 'start', measure_start, folder, options)
    with begin_away(folder, options) as away, begin_background(options) as background, \
            ThreadPoolExecutor(1) as beside:
        drop = beside.submit(run_drop, folder, options, is_alone=False)
        measure(results, 'client', measure_client, folder, options, False)
        with begin_places(folder) as places:
            with begin_crowd(folder) as crowd:
                measure(results, 'kill', measure_kill, folder, options, False)
                measure(results, 'crowd', end_crowd, crowd)
            measure(results, 'drop', lambda *_: report_drop(results, drop.result(), options))
            measure(results, 'away', end_away, away)
            measure(results, 'background', end_background, background)
            measure(results, 'stop', measure_stop_at, folder, options, places)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('--full', action='store_true', help='n = 1000 instead of 200')
    parser.add_argument('--only', choices=list(PARTS), help='one part alone')
    parser.add_argument('--count', type=int,
                        help='so many samples of stop, kill and drop, or seconds away, for a try')
    parser.add_argument('--tap', help='where to write what was met and missed')
    options = parser.parse_args()
    results = Results(os.path.join(BUILD, 'bench'), options.tap)
    describe_machine(results)
    folder = build_programs()
    if options.only:
        measure(results, options.only, PARTS[options.only], folder, options)
    else:
        measure_all(results, folder, options)
    results.finish()
    sys.exit(1 if results.failed else 0)


if __name__ == '__main__':
    main()
