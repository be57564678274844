#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window over the double of BlueZ (radio.c) while another controller runs the boots. It
is produced outside of Ebb; what the window says is read from it, and what it does at the boots."""
import os

from desk import Desk, expect, wait_for
from outcome import Outcome
from radio import BOOTS, Radio
from steps import Ebb, history

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'mishaps')
STOPPED = 0  # the boots' own word: EBB_RUN_STOPPED
# What begins or changes anything.
MOVERS = ('Start', 'Pause', 'Continue', 'Less', 'More', 'Fill', 'Connect')


class Now:
    """What the tests hand on to each other"""

    desk = radio = environment = ebb = None


def home(name):
    return {**Now.desk.home(name, is_moving=False), 'DBUS_SYSTEM_BUS_ADDRESS': Now.radio.address}


def said(*sentences, seconds=None):
    for sentence in sentences:
        Now.ebb.wait('label', text=sentence, seconds=seconds)


def expect_stop_and_no_start(state):
    expect(state['first_write'] == 'stop', f'first came {state["first_write"]}')
    expect(state['starts'] == 0, 'a START nobody asked for')


def boots_are_set_up():
    Now.environment = home('person')
    Now.ebb = Ebb(Now.desk, environment=Now.environment, boots=BOOTS)
    Now.ebb.pair()
    Now.ebb.tick_all()
    Now.ebb.see_guide()


# Another controller

def boots_that_another_controller_runs_are_shown_and_left_alone():
    ebb, radio = Now.ebb, Now.radio
    radio.ask('mark')
    radio.ask('take-over')
    wait_for(lambda: radio.state()['is_taken_over'], 'another controller that runs them')
    said('Another app controls these boots',
         'Ebb did not start them, and changes nothing. STOP lets the air out.', 'Highest zone: ')
    ebb.wait_air()
    movers = [node.name for node in ebb.nodes()
              if node.role == 'button' and node.name.startswith(MOVERS)]
    expect(not movers, f'buttons that move air: {movers}')
    state = radio.state()
    expect(state['is_taken_over'], 'they run no more')
    expect(state['first_write'] == 'none', f'Ebb wrote to {state["first_write"]}')


def stop_lets_their_air_out():
    ebb, radio = Now.ebb, Now.radio
    ebb.press('button', 'Stop')
    wait_for(lambda: not radio.state()['is_taken_over'], 'Stop at the boots', 2)
    ebb.wait('label', 'Check before you start', seconds=40)
    state = radio.state()
    expect_stop_and_no_start(state)
    expect(state['run_state'] == STOPPED, f'at rest, and the boots run: {state}')
    expect(history(Now.environment) == [], 'what another ran is written down as ours')


def main():
    outcome = Outcome(LOGS)
    with Desk(LOGS) as Now.desk:
        Now.radio = Radio(Now.desk)
        try:
            outcome.run(
                boots_are_set_up,
                boots_that_another_controller_runs_are_shown_and_left_alone,
                stop_lets_their_air_out, window=lambda: Now.ebb)
        finally:
            if Now.ebb:
                Now.ebb.close()
            Now.radio.close()
    outcome.end()


if __name__ == '__main__':
    main()
