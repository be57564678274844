#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Boots that lost their half of the bond, as after a reset: Ebb says so, and pairs them again."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import (APP_ADAPTER, BOOTS_ADAPTER, START, Adapter, Boots, Process, drop_links, ebbctl,
                 expect, fresh_home, run_tests, start_session, wait_for)

NO_BOOTS = 4
boots = None


def they_are_paired():
    global boots
    fresh_home()
    boots = Boots()
    ebbctl('pair', 'Ebb boots')
    wait_for(lambda: Adapter(BOOTS_ADAPTER).devices(), 'the computer, as the boots know it')


def the_boots_forget():
    """A reset: their key goes, and the link; the computer hears of neither"""
    adapter = Adapter(BOOTS_ADAPTER)
    for address in adapter.devices():
        adapter.forget(address)
    drop_links()
    expect(not any(device['Paired'] for device in adapter.devices().values()), 'they know it still')
    paired = [device['Paired'] for device in Adapter(APP_ADAPTER).devices().values()]
    expect(any(paired), 'the computer knows of it already')


def it_is_said_and_so_is_the_way_out():
    since = boots.mark()
    asked = Process('ebbctl', 'pair', 'Ebb boots')
    status = asked.wait_end(90)
    expect(status == NO_BOOTS and 'forgot this computer' in asked.tail()
           and '--again' in asked.tail(), f'status {status}, it said: {asked.tail()}')
    expect(START not in boots.operations(since), 'a START reached the boots')


def one_command_pairs_them_again():
    paired = ebbctl('pair', 'Ebb boots', '--again', '--json', seconds=90)
    expect(paired and paired[-1]['paired'], f'it said {paired}')


def and_a_session_runs_on_them():
    session, since = start_session(boots)
    session.kill(2)
    boots.wait_write('stop', 'Stop', since=since)
    boots.wait_state('stopped', since=since)
    expect(session.wait_end() == 0, f'status {session.process.returncode}: {session.tail()}')


run_tests(they_are_paired, the_boots_forget, it_is_said_and_so_is_the_way_out,
          one_command_pairs_them_again, and_a_session_runs_on_them)
