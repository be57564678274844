#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Whoever cannot use a pointer, or a key, or see, stops the boots as fast as anybody (safety.md H24): each way to
STOP, from the page of the session and from the deepest page beside it, and how long the boots waited for it. The
shipped window over the double of BlueZ; both ends have one clock. Nothing can lie over STOP meanwhile: in a
session no menu and no dialog can be opened, which is tried here too."""
import os
import time

from desk import Desk
from outcome import Outcome
from radio import BOOTS, Radio
from steps import Ebb
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'reach')
STOP_MAX_MS = 250  # safety.md, H24
RUNNING = 1  # the boots' own word: EBB_RUN_RUNNING


class Now:
    """What the tests hand on to each other"""

    desk = radio = ebb = None


def go_session(_):
    return None


def go_device(ebb):
    ebb.press('button', text='Boots: ')
    ebb.press('list item', ebb.boots)
    ebb.wait('label', 'If the link is lost')


PAGES = {'session': go_session, 'device': go_device}
# What is looked up is looked up before it is pressed: only the press is timed.
WAYS = {
    'escape': lambda ebb: lambda: ebb.key('Escape'),
    'space': lambda ebb: lambda: ebb.key('space'),
    'control-period': lambda ebb: lambda: ebb.key('ctrl+period'),
    'pointer': lambda ebb: (lambda place: lambda: ebb.point(*place))(ebb.place(ebb.wait('button', 'Stop'))),
    'assistive-technology': lambda ebb: ebb.wait('button', 'Stop').act,
}


def begin():
    Now.ebb.tick_all()
    Now.ebb.start()
    Now.ebb.wait_air()


def press(way, page):
    """Milliseconds from before the press to Stop at the boots"""
    ebb, radio = Now.ebb, Now.radio
    begin()
    PAGES[page](ebb)
    hand = WAYS[way](ebb)
    radio.ask('mark')
    began_us = time.monotonic_ns() // 1000
    hand()
    wait_for(lambda: radio.state()['stop_us'], f'Stop by {way}')
    state = radio.state()
    wait_for(lambda: radio.state()['run_state'] != RUNNING, 'boots that stop')
    ebb.finish()
    return (state['stop_us'] - began_us) / 1000


def boots_are_paired():
    Now.ebb.pair()
    Now.ebb.tick_all()
    Now.ebb.see_guide()


def make_reach(way, page):
    def reach():
        took_ms = press(way, page)
        print(f'# {way} on the page {page}: {took_ms:.0f} ms', flush=True)
        expect(took_ms <= STOP_MAX_MS, f'Stop by {way} came after {took_ms:.0f} ms, at most {STOP_MAX_MS} are')
    reach.__name__ = f'/safety/H24/stop-in-time/{way}-on-the-page-{page}'
    return reach


def nothing_lies_over_stop():
    """Neither a menu nor a window can be opened over it, by pointer or by key"""
    ebb = Now.ebb
    begin()
    expect(not ebb.wait('button', text='Main menu').is_sensitive, 'the menu can be opened')
    expect(not ebb.wait('button', text='People: ').is_sensitive, 'the people can be opened')
    ebb.key('F10', 'ctrl+question', 'ctrl+p', 'shift+F10')
    time.sleep(1)  # until it would be there
    expect(ebb.has_focus(), 'another window has the focus')
    expect(not ebb.find('menu item'), 'a menu is open')
    Now.radio.ask('mark')
    place = ebb.place(ebb.wait('button', 'Stop'))
    ebb.point(*place)
    wait_for(lambda: Now.radio.state()['stop_us'], 'Stop')
    ebb.finish()


nothing_lies_over_stop.__name__ = '/safety/H24/nothing-lies-over-stop'


def main():
    outcome = Outcome(LOGS)
    with Desk(LOGS) as Now.desk:
        Now.radio = Radio(Now.desk)
        Now.ebb = Ebb(Now.desk, boots=BOOTS, environment={
            **Now.desk.home('reach'), 'DBUS_SYSTEM_BUS_ADDRESS': Now.radio.address})
        try:
            if outcome.run(boots_are_paired, window=lambda: Now.ebb):
                outcome.run(*(make_reach(way, page) for way in WAYS for page in PAGES), nothing_lies_over_stop,
                            window=lambda: Now.ebb)
        finally:
            Now.ebb.close()
            Now.radio.close()
    outcome.end()


if __name__ == '__main__':
    main()
