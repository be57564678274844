# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What a person does with the window, in the words of the window, and what other programs of the
account say meanwhile."""
import json
import os
import re
import subprocess
import threading

from desk import Window
from waiting import Failure, expect, wait_for

PREFIX = os.environ['EBB_PREFIX']
BOOTS = 'Simulated boots'
TICKS = ('Awake and sober, not about to sleep', 'Nothing new in either leg',
         'Left boot on left leg, right on right')
EMPTY_MMHG = 10
AIR_MMHG = 15  # enough for a valve that sticks: what is hardly not empty is so by itself soon
# Which leg it is, is what is asked
LEG_TICKS = (*TICKS[:2], 'The boots are on, and closed')


def program(name):
    return os.path.join(PREFIX, 'bin', name)


class Ebb(Window):
    """The window, and the steps of a session in it"""

    def __init__(self, desk, *arguments, environment, boots=BOOTS, path=None, process=None):
        """path: of another program than the shipped one; process: one that runs"""
        super().__init__(desk, path or program('ebb'), *arguments, environment=environment,
                         process=process)
        self.boots = boots
        self.focus()

    # Before

    def look_for_boots(self):
        self.press('button', 'Find Boots')
        self.wait('button', f'Pair {self.boots}', seconds=40)

    def open_pairing(self):
        if not self.find('button', f'Pair {self.boots}'):
            self.press('button', 'Look Again')  # they were not heard of for half a minute
        self.press('button', f'Pair {self.boots}')
        self.wait('label', 'Set up boots')

    def say_they_blinked(self, fill='Fill One Boot'):
        self.wait('button', 'No, Not Mine', seconds=60)
        self.press('button', 'Yes')
        self.wait('button', fill)
        self.press('button', 'Not Now')
        self.wait_ready()

    def pair(self):
        self.look_for_boots()
        self.open_pairing()
        self.press('button', 'Pair')
        self.say_they_blinked()

    def pair_more(self, name, fill='Fill One Boot'):
        """Others than those that it knows, which are what it uses from then on"""
        self.boots = name
        self.press('button', text='Boots: ')
        self.wait('button', f'Pair {name}', seconds=40)
        self.open_pairing()
        self.press('button', 'Pair')
        self.say_they_blinked(fill)

    def wait_ready(self):
        self.wait('label', 'Check before you start', seconds=60)
        self.wait('label', text='Connected', seconds=60)

    def tick(self, name):
        was = self.wait('checkbox', name).is_checked
        self.press('checkbox', name)
        wait_for(lambda: self.wait('checkbox', name).is_checked != was, f'the tick "{name}"')

    def tick_all(self, names=None):
        for name in names or TICKS:
            if not self.wait('checkbox', name).is_checked:
                self.tick(name)

    @property
    def start_button(self):
        return self.wait('button', text='Start, up to')

    def see_guide(self):
        """The first start of a home shows how the boots go on"""
        self.press('button', text='Start, up to')
        self.wait('label', 'Putting them on')
        self.press('button', 'They Are On')
        self.wait('label', 'Check before you start')

    def start(self, names=None):
        self.tick_all(names)
        wait_for(lambda: self.start_button.is_sensitive, 'Start that can be pressed')
        self.press('button', text='Start, up to')
        self.wait('button', 'Less pressure', seconds=40)

    def make_ready(self):
        """From an empty home to Start, once"""
        self.pair()
        self.tick_all()
        wait_for(lambda: self.start_button.is_sensitive, 'Start that can be pressed')
        self.see_guide()

    def begin_to_feel(self, question, leg):
        """The leg check fills a boot, until it can be answered by the button of that leg"""
        self.tick_all(LEG_TICKS)
        self.press('button', text='Fill ')
        self.wait('button', 'Stop')
        self.wait('heading', text=question)
        wait_for(lambda: self.wait('button', leg).is_sensitive, f'air for the answer "{leg}"', 40)

    def feel(self, question, leg):
        """The leg check fills a boot, and somebody names the leg that feels it"""
        self.begin_to_feel(question, leg)
        self.press('button', leg)

    def feel_the_legs(self, question, read_felt):
        """By somebody who knows their own legs, and not what is written on the boots. read_felt ():
        by leg, as its button is called, the air around it"""
        felt = {}
        self.begin_to_feel(question, 'Left')

        def is_one_felt():
            felt.update(read_felt())
            return min(felt.values()) < EMPTY_MMHG < max(felt.values())
        wait_for(is_one_felt, 'air in one leg alone')
        self.press('button', max(felt, key=felt.get))

    # While and after

    def wait_air(self, above_mmhg=EMPTY_MMHG, seconds=40):
        wait_for(lambda: max(self.figure(), default=0) > above_mmhg,
                 f'more than {above_mmhg} mmHg in the figure', seconds)

    def figure(self, nodes=None):
        """The numbers of the figure, as it tells them: foot to thigh, left leg first; None where
        it says that it does not know"""
        nodes = self.nodes() if nodes is None else nodes
        legs = next((node for node in nodes if node.role == 'image' and node.name == 'Legs'), None)
        return read_figure(legs.description) if legs else []

    def table(self, nodes=None):
        """The same numbers as figure() from the table under it, which is open"""
        nodes = self.nodes() if nodes is None else nodes
        cells = [node.name for node in nodes if node.role == 'cell']
        # Top first, and in each row left and right.
        return [read_cell(cell) for side in (0, 1) for cell in reversed(cells[side::2])]

    def wait_finished(self, seconds=40, was_lost=False):
        """Watches the way there: neither word nor page may run ahead of the reading. was_lost: boots
        that came back may have proven it by an answer before their first reading; then the page
        shows no figure at all"""
        def look():
            nodes = self.nodes()
            said = [node.name for node in nodes if node.role == 'label']
            if not any('Every zone is below' in name for name in said if 'keeps' not in name):
                return False
            numbers = self.figure(nodes)
            if was_lost and not numbers and 'Finished' in said:
                return True
            expect(numbers and None not in numbers and max(numbers) < EMPTY_MMHG,
                   f'it says empty, and the figure says {numbers}')
            return 'Finished' in said
        wait_for(look, 'Finished', seconds)

    def finish(self, was_lost=False):
        self.wait_finished(was_lost=was_lost)
        self.press('button', 'Done')
        self.wait('label', 'Check before you start')


def read_figure(description):
    """'Left: foot 38, upper calf 21 filling, thigh unknown. Right: …' in numbers"""
    legs = re.sub(r' Heat -?\d+ degrees\.', '', description)
    return [None if zone.rstrip('. ').endswith('unknown') else int(re.search(r'(\d+)', zone)[1])
            for zone in re.split(r', |\. ', legs) if re.search(r'\d|unknown', zone)]


def read_cell(words):
    """'21, filling, 40 °C' is 21; 'unknown' is None"""
    return None if words == 'unknown' else int(re.match(r'\d+', words)[0])


class Watch:
    """ebbctl watch --json, from outside"""

    def __init__(self, environment):
        self.messages = []
        self.changed = threading.Condition()
        self.process = subprocess.Popen(
            [program('ebbctl'), 'watch', '--json'], text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **environment})
        threading.Thread(target=self._read, daemon=True).start()
        wait_for(lambda: self.messages, 'a first line of ebbctl watch')

    def _read(self):
        for line in self.process.stdout:
            with self.changed:
                self.messages.append(json.loads(line))

    @property
    def last(self):
        with self.changed:
            return self.messages[-1]

    def count(self):
        with self.changed:
            return len(self.messages)

    def since(self, mark):
        with self.changed:
            return self.messages[mark:]

    def wait_state(self, state, seconds=None):
        wait_for(lambda: self.last['state'] == state, f'ebbctl watch: {state}', seconds)

    def close(self):
        self.process.terminate()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def numbers_of(message):
    """The same list as read_figure(), of a line of ebbctl watch"""
    if not message['reading_known']:
        return [None for side in ('left', 'right') for _ in message['zones'][side]]
    return [zone['pressure_mmhg'] for side in ('left', 'right')
            for zone in message['zones'][side].values()]


def ebbctl(environment, *arguments, seconds=60):
    """(exit status, messages)"""
    done = subprocess.run([program('ebbctl'), *map(str, arguments)], text=True, timeout=seconds,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env={**os.environ, **environment}, check=False)
    messages = []
    for line in done.stdout.splitlines():
        try:
            messages.append(json.loads(line))
        except ValueError:
            messages.append({'text': line})
    if done.returncode != 0:
        messages += [{'error': line} for line in done.stderr.splitlines()]
    return done.returncode, messages


def history(environment):
    status, records = ebbctl(environment, 'history', '--json')
    expect(status == 0, f'ebbctl history: {records}')
    return records


def is_told(numbers, message):
    """Whether these whole numbers are those of the line"""
    reported = numbers_of(message)
    return len(numbers) == len(reported) and all(
        told == real if told is None or real is None else abs(told - real) < 0.56
        for told, real in zip(numbers, reported))


def expect_figure_tells(window, watch, rounds=12, read=Ebb.figure):
    """The figure, or what read (window) gives of it, tells what the boots reported at that moment,
    and nothing older or made up"""
    told = set()
    for _ in range(rounds):
        mark = max(0, watch.count() - 3)
        count = watch.count()
        wait_for(lambda: watch.count() > count, 'news from the boots')
        numbers = read(window)
        after = watch.count()
        wait_for(lambda: watch.count() >= after, 'the same news from outside')
        wait_for(lambda: any(is_told(numbers, message) for message in watch.since(mark)),
                 f'{numbers} of the figure among what the boots said: '
                 f'{[numbers_of(message) for message in watch.since(mark)]}', 2)
        told.add(tuple(numbers))
    if len(told) < 2:
        raise Failure(f'the figure never moved: {told}')
