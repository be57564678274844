#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Reminders of the installed program, which the bus starts and which has no window: a desktop that shows
notifications receives them in real time, and somebody presses their buttons. What is planned comes from
another program of the account."""
import datetime
import os
import sqlite3
import time

from gi.repository import Gio, GLib

from desk import Desk, Started, run
from notices import Notices
from outcome import Outcome
from steps import TICKS, Ebb, ebbctl, history, program
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'reminders')
NAME = 'io.github.ebb_boots.Ebb'
TITLE = 'Time for Gentle wave?'
SOON_S = 6
LATER_S = 600


class Now:
    """What the tests hand on to each other"""

    desk = notices = environment = bus = ebb = due = None


def home(name):
    environment = Now.desk.home(name, is_moving=False)
    Now.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                      'UpdateActivationEnvironment', GLib.Variant('(a{ss})', ({
                          **environment, 'DISPLAY': os.environ['DISPLAY'],
                          'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo',
                          'DBUS_SYSTEM_BUS_ADDRESS': os.environ['DBUS_SYSTEM_BUS_ADDRESS'],
                      },)), None, Gio.DBusCallFlags.NONE, -1)
    return environment


def write_autostart():
    """As the switch of the window does: with it Ebb stays to remind"""
    folder = os.path.join(Now.environment['XDG_CONFIG_HOME'], 'autostart')
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, f'{NAME}.desktop'), 'w', encoding='utf-8') as file:
        file.write('[Desktop Entry]\nType=Application\nName=Ebb\n'
                   f'Exec={program("ebb")} --gapplication-service\n')


def do(*arguments):
    status, said = ebbctl(Now.environment, *arguments)
    expect(status == 0, f'ebbctl {arguments}: {said}')
    return said


def plan(person, seconds=SOON_S, minutes=20):
    """Its id; it is due so many seconds from now"""
    Now.notices.shown.clear()
    Now.due = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) \
        + datetime.timedelta(seconds=seconds)
    do('person', 'use', person)
    said = do('plan', 'add', 'gentle-wave', '--minutes', minutes, '--zone', 'UTC', '--start',
              Now.due.strftime('%Y-%m-%dT%H:%M:%S'), '--json')
    return said[0]['id']


def ask(*question):
    with sqlite3.connect(os.path.join(Now.environment['XDG_DATA_HOME'], 'ebb/ebb.sqlite3')) as store:
        return store.execute(*question).fetchall()


def find_process():
    """0: it is not on the bus"""
    try:
        return Now.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus',
                                 'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                                 GLib.Variant('(s)', (NAME,)), None, Gio.DBusCallFlags.NONE,
                                 -1).unpack()[0]
    except GLib.Error:
        return 0


def find_windows():
    return run('xdotool', 'search', '--onlyvisible', '--pid', str(find_process())).split()


def wait_reminder():
    notice = Now.notices.wait(TITLE, 60)
    expect(datetime.datetime.now(datetime.timezone.utc) >= Now.due, 'it came before its time')
    return notice


def start_it():
    Now.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                      'StartServiceByName', GLib.Variant('(su)', (NAME, 0)), None,
                      Gio.DBusCallFlags.NONE, -1)
    expect(find_process(), 'it is not on the bus')


# In the background

def the_bus_starts_it_without_a_window():
    Now.environment = home('household')
    do('person', 'add', 'Ada')
    do('person', 'add', 'Bo')
    write_autostart()
    start_it()
    expect(not find_windows(), 'it has a window')


def a_plan_of_another_program_is_told_at_its_time():
    plan('Bo')
    notice = wait_reminder()
    expect(notice.body.startswith('Bo planned it for ')
           and notice.body.endswith('Nothing moves until you press Start.'), notice.body)
    expect(list(notice.buttons)[-3:] == ['Open', 'In 10 Minutes', 'Skip'], notice.buttons)
    expect(not notice.is_urgent, 'it is urgent')
    expect(not find_windows(), 'it has a window')


def put_off_it_is_kept_for_ten_minutes_later():
    pressed = time.time()
    Now.notices.press(Now.notices.find(TITLE), 'In 10 Minutes')
    wait_for(lambda: ask("SELECT 1 FROM plan_reminder WHERE state = 'later'"), 'what was said')
    (due,), = ask('SELECT due_s FROM plan_reminder')
    expect(pressed + LATER_S - 2 <= due <= time.time() + LATER_S + 1, f'{due - pressed} s later')
    expect(not find_windows(), 'it has a window')


def what_is_skipped_is_left_out():
    number = plan('Ada')
    Now.notices.press(wait_reminder(), 'Skip')
    wait_for(lambda: ask('SELECT 1 FROM plan_skip s JOIN plan p ON p.number = s.plan'
                         ' WHERE p.id = ?', (number,)), 'the slot among those that are left out')
    expect(not find_windows(), 'it has a window')


def ended_by_force_it_tells_nothing_twice():
    plan('Ada')
    wait_reminder()
    count = Now.notices.count
    os.kill(find_process(), 9)
    wait_for(lambda: not find_process(), 'its end')
    start_it()
    plan('Ada')  # when that comes it has read what was planned before
    wait_reminder()
    expect(Now.notices.count == count + 1, f'{Now.notices.count - count} notifications')


# Open

def open_leads_to_what_was_planned_and_starts_nothing():
    """Of whose plan it is, though somebody else used Ebb last"""
    plan('Bo', minutes=10)
    do('person', 'use', 'Ada')
    Now.notices.press(wait_reminder(), 'Open')
    Now.ebb = Ebb(Now.desk, environment=Now.environment, process=Started(find_process()))
    Now.ebb.press('button', 'Try Simulated Boots')
    Now.ebb.wait_ready()
    Now.ebb.wait('button', text='Start for Bo')
    Now.ebb.wait('label', text='10\u00a0min')
    for name in TICKS:
        expect(not Now.ebb.wait('checkbox', name).is_checked, f'"{name}" is ticked')
    expect(history(Now.environment) == [], 'a session that nobody began')


def count_answered():
    return len(ask("SELECT 1 FROM plan_reminder WHERE state = 'answered'"))


def put_cards_away():
    """Of what was told before, and not answered"""
    while Now.ebb.find('button', 'Not Now'):
        before = count_answered()
        Now.ebb.press('button', 'Not Now')
        wait_for(lambda: count_answered() > before, 'what was said to the card')


def the_card_sets_it_up_too():
    """While the window is there it offers the same"""
    put_cards_away()
    plan('Ada', minutes=5)
    do('person', 'use', 'Bo')
    wait_reminder()
    Now.ebb.wait('label', text='Ada planned for ')
    Now.ebb.wait('label', text='The offer ends in ')
    Now.ebb.press('button', 'Set Up')
    Now.ebb.wait('button', text='Start for Ada')
    Now.ebb.wait('label', text='5\u00a0min')
    Now.ebb.wait_gone('label', text='The offer ends in ')
    Now.notices.wait_gone(TITLE)
    expect(history(Now.environment) == [], 'a session that nobody began')


def closed_it_goes_on_reminding():
    number = find_process()
    Now.ebb.press('button', 'Close')
    wait_for(lambda: not find_windows(), 'no window')
    plan('Ada')
    wait_reminder()
    expect(find_process() == number, 'it is another process')


def main():
    outcome = Outcome(LOGS)
    with Desk(LOGS) as Now.desk:
        Now.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        Now.notices = Notices()
        try:
            outcome.run(
                the_bus_starts_it_without_a_window, a_plan_of_another_program_is_told_at_its_time,
                put_off_it_is_kept_for_ten_minutes_later, what_is_skipped_is_left_out,
                ended_by_force_it_tells_nothing_twice,
                open_leads_to_what_was_planned_and_starts_nothing, the_card_sets_it_up_too,
                closed_it_goes_on_reminding, window=lambda: Now.ebb)
        finally:
            if find_process():
                os.kill(find_process(), 15)
            Now.notices.close()
    outcome.end()


if __name__ == '__main__':
    main()
