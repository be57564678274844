# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A link that is lost at each transition of a session, over a real bluetoothd. The moments are those of
tests/app/engine/cut-life.c."""
import time

from drop import drop
from lib import START, Process, expect, let_links_end, program, wait_for
from moment import ARRIVES_S, EMPTY_S, boot_us
from rig import end_guardian

# After the moment, the link is lost up to so much later.
NOW_S, AT_ONCE_S, PAUSED_S, UNDER_WAY_S = 0, .3, 3, 15
# By then the boots have answered all that was asked: bluetoothd 5.66 does not outlive a link that ends
# before its side of the boots has.
QUIET_S = 1
SESSION_S = 60
COMPLETE_MINUTES = 5  # session_min_s of limits.json: no session is shorter
COMPLETE_S = COMPLETE_MINUTES * 60 + 120
TOLD_OF = ('starting', 'running', 'paused', 'stopping', 'fault')
QUESTION = 'Type yes'


class Life:
    """A session before somebody at a terminal, who says what it is asked"""

    def __init__(self, boots, numbers):
        self.boots, self.numbers = boots, numbers
        self.since = boots.mark()
        let_links_end()
        # It asks where its JSON does not go.
        self.session = Process('/bin/sh', '-c', 'exec "$0" "$@" 2>&1', program('ebbctl'), 'run', 'gentle-wave',
                               '--minutes', COMPLETE_MINUTES, '--json', on_terminal=True)

    def wait_state(self, state, seconds=SESSION_S, since=0):
        self.session.wait_line(f'"state":"{state}"', seconds, since)

    def is_said(self, state, since):
        return any(f'"state":"{state}"' in line for line in self.session.lines[since:])

    def said_since(self, since):
        """Questions stand at the head of a line that the next of its JSON goes on with"""
        return '\n'.join([*self.session.lines[since:], self.session.partial])

    def get_state(self):
        """What it said last"""
        for line in reversed([*self.session.lines, self.session.partial]):
            before, _, after = line.partition('"state":"')
            if after:
                return after.partition('"')[0]
        return 'idle'

    def count_starts(self):
        return self.boots.operations(self.since).count(START)

    def confirm(self):
        """Where what the session said stood"""
        since = self.session.mark()
        self.session.write('yes')
        return since

    def press_stopping(self, key):
        """Returns when the boots have heard Stop, at some moment of a run"""
        self.pass_up_to(AT_ONCE_S + 8 * self.numbers.random())
        since = self.boots.mark()
        self.session.press(key)
        self.boots.wait_write('stop', 'Stop', ARRIVES_S, since=since)

    def pass_up_to(self, seconds):
        time.sleep(seconds * self.numbers.random())  # the moment is what is random


def reach_connected(life):
    life.session.wait_line(QUESTION, SESSION_S)
    time.sleep(QUIET_S)


def reach_armed(life):
    life.session.wait_line(QUESTION, SESSION_S)
    life.wait_state('armed', since=life.confirm())


def reach_starting(life):
    reach_armed(life)
    wait_for(lambda: life.count_starts() == 1, 'START', SESSION_S)


def reach_running(life):
    reach_armed(life)
    life.wait_state('running')


def reach_pausing(life):
    reach_running(life)
    life.press_stopping('p')


def reach_paused(life):
    reach_pausing(life)
    life.session.wait_line(f'{QUESTION} to continue', SESSION_S)


def reach_armed_again(life):
    reach_paused(life)
    life.wait_state('armed', since=life.confirm())


def reach_starting_again(life):
    reach_armed_again(life)
    wait_for(lambda: life.count_starts() == 2, 'START once more', SESSION_S)


def reach_stopping(life):
    reach_running(life)
    life.press_stopping(' ')


def reach_complete(life):
    reach_running(life)
    life.wait_state('stopping', COMPLETE_S)


def reach_returning(life):
    """On its way back from a link that was lost before"""
    reach_running(life)
    since, _ = drop(life.boots)
    life.boots.wait_message(lambda message: message.get('event') == 'linked', 'a new link', ARRIVES_S, since=since)


def reach_fault(life):
    """The boots say that a zone has far more air than it should"""
    reach_running(life)
    life.boots.do('fault drift 60')
    life.wait_state('fault')


MOMENTS = {
    'connected': (reach_connected, PAUSED_S),
    'armed': (reach_armed, AT_ONCE_S),
    'starting': (reach_starting, AT_ONCE_S),
    'running': (reach_running, AT_ONCE_S),
    'well-under-way': (reach_running, UNDER_WAY_S),
    'pausing': (reach_pausing, NOW_S),
    'paused': (reach_paused, PAUSED_S),
    'armed-again': (reach_armed_again, AT_ONCE_S),
    'starting-again': (reach_starting_again, AT_ONCE_S),
    'stopping': (reach_stopping, NOW_S),
    'complete': (reach_complete, NOW_S),
    'on-return': (reach_returning, AT_ONCE_S),
    'fault': (reach_fault, AT_ONCE_S),
}


def wait_told(life, since, lost_us):
    """How long after the loss it was said, None where the session was over before that"""
    def is_told():
        return life.is_said('link-lost', since) or any(
            '"state":"fault"' in line and '"link_lost_ms":' in line and '"link_lost_ms":null' not in line
            for line in life.session.lines[since:])
    wait_for(lambda: is_told() or life.is_said('idle', since) or life.session.process.poll() is not None,
             'a word of the lost link', ARRIVES_S)
    return (boot_us() - lost_us) / 1000 if is_told() else None


def end(life, since):
    """Whoever is asked whether to continue says no"""
    def is_over():
        return life.session.process.poll() is not None
    wait_for(lambda: is_over() or QUESTION in life.said_since(since), 'the end of the session', SESSION_S)
    if not is_over():
        life.session.write('no')
    life.session.wait_end(SESSION_S)
    # Where nobody looks at boots with a fault, it goes on for its time.
    end_guardian()


def is_tried_for(life, since, mark):
    """Boots whose session was over as they were lost, seen empty on their first return, are let go"""
    def is_linked():
        return any(message.get('event') == 'linked' for message in life.boots.messages(mark))
    wait_for(lambda: is_linked() or life.is_said('idle', since), 'a new link', EMPTY_S)
    return is_linked()


def judge(life, since, mark, lost_us, told_ms):
    """No START after the loss, Stop first, and boots that are empty: since when"""
    boots = life.boots
    if told_ms is not None and is_tried_for(life, since, mark):
        first = boots.first_write_on_return(mark)
        expect(first['role'] == 'stop', f'first came {first}')
    elif told_ms is not None:
        at_loss = [status for status in boots.events('status') if status['at_us'] <= lost_us][-1]
        expect(at_loss['run_state'] == 'stopped', f'let go as they were {at_loss}')
    late = [message for message in boots.writes('control', mark)
            if int(message['hex'][:2], 16) == START and message['at_us'] > lost_us]
    expect(not late, f'a START after the loss at {lost_us}: {late}')
    wait_for(lambda: boots.events('status')[-1]['run_state'] == 'stopped', 'boots that are empty', EMPTY_S)
    return boots.events('status')[-1]['at_us']


def end_unasked(life, mark):
    """Nobody had said yes: without a word the link is made again, and nothing is sent but questions"""
    life.boots.wait_message(lambda message: message.get('event') == 'answer', 'a handshake', ARRIVES_S, since=mark)
    expect(not life.count_starts(), 'a START, and nobody said yes')
    life.session.write('no')


def cut_at(name, boots, numbers):
    """One loss: what was found"""
    reach, spread_s = MOMENTS[name]
    life = Life(boots, numbers)
    reach(life)
    life.pass_up_to(spread_s)
    state, since = life.get_state(), life.session.mark()
    mark, lost_us = drop(boots)
    told_ms, empty_us = None, lost_us
    if name == 'connected':
        end_unasked(life, mark)
    else:
        told_ms = wait_told(life, since, lost_us)
        expect(state not in TOLD_OF or told_ms is not None or state == 'stopping', f'{state}, and no word of the loss')
        boots.do('clear drift')
        empty_us = judge(life, since, mark, lost_us, told_ms)
    end(life, since)
    return {'state': state, 'told_ms': told_ms,
            'empty_ms': (empty_us - lost_us) / 1000 if empty_us > lost_us else None}
