#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Boots that keep the link and go silent."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lib import Boots, ebbctl, expect, fresh_home, run_tests, start_session

boots = None


def silence_is_stopped_and_never_called_stopped_unread():
    global boots
    fresh_home()
    boots = Boots()
    ebbctl('pair', 'Ebb boots', '--json')
    session, _ = start_session(boots)
    seen = session.mark()
    boots.write('silent')
    session.wait_message(lambda message: message.get('state') in ('fault', 'stopping', 'link-lost'),
                         'the silence noticed', 30, since=seen)
    session.wait_message(lambda message: message.get('stops_sent', 0) >= 3, 'Stop sent', 20,
                         since=seen)
    unread = [message for message in session.messages(seen) if message.get('state') == 'idle']
    expect(not unread, f'it said idle: {unread[:1]}')


def the_boots_vent_by_themselves():
    boots.wait_message(lambda message: message.get('event') == 'status'
                       and message['run_state'] == 'stopped' and message['end_reason'] == 'lease',
                       'vented by the lease', 40)


run_tests(silence_is_stopped_and_never_called_stopped_unread, the_boots_vent_by_themselves)
