#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Lines as people type them: what is wrong is named with its value and what was expected, ends
with the documented status, and starts nothing. test_lines.py EBBCTL EBB EBB_BOOTS DATA"""
import json
import os
import shutil
import sqlite3
import time

from home import DATA, EBB, EBBCTL, EBB_BOOTS, expect, run_tests

FAILED, USAGE, REFUSED, NO_BOOTS, BUSY = 1, 2, 3, 4, 5
QUICK = ('--demo', '--speed', '100')


def options_of_other_commands_are_refused(home):
    for command, option in (('history', '--minutes=5'), ('programs', '--boots=a'),
                            ('scan', '--limit=1'), ('watch', '--adapter=hci0'),
                            ('stop', '--yes'), ('boots', '--seconds=2'), ('demo', '--legs=left'),
                            ('info', '--legs=both'), ('stop', '--record=a'), ('history', '--output=a')):
        home.fail(command, option, status=USAGE,
                  says=[option.split('=')[0], f'“{command}”', f'ebbctl {command}'])
    home.fail('scan', '--demo', '--adapter', 'hci7', status=USAGE, says=['hci7', '--demo'])


def numbers_are_named_with_their_range(home):
    for option, value, expected in (
            ('--minutes', 'abc', 'a whole number'), ('--minutes', '5x', 'a whole number'),
            ('--minutes', '', 'a whole number'), ('--minutes', '0', '1 to 1440'),
            ('--minutes', '-2147483648', '1 to 1440'),
            ('--minutes', '99999999999999999999999', '1 to 1440')):
        home.fail('run', 'flush', *QUICK, f'{option}={value}', status=USAGE, says=[value, expected])
    home.fail('scan', '--seconds=31', status=USAGE, says=['31', '1 to 30'])
    home.fail('history', '--limit=-1', status=USAGE, says=['-1', '0 (all) or more'])
    for speed in ('0', '0.5', '100.5', '1000', 'nan', 'inf', 'fast', '', '-1', '1e99'):
        for program in (None, EBB):
            arguments = ['--demo', f'--speed={speed}'] + (['programs'] if program is None else [])
            home.fail(*arguments, **({'program': program} if program else {}), status=USAGE,
                      says=[f'“{speed}”', '1 to 100'])
    home.fail('history', '--speed', '2', status=USAGE, says=['--speed', '--demo'])
    home.fail('--speed', '2', program=EBB, status=USAGE, says=['--speed', '--demo'])


def window_names_what_it_does_not_take(home):
    for line, named in ((['extra'], 'extra'), (['--nosuch'], '--nosuch'), (['-x'], '-x'),
                        (['--demo', 'file.json'], 'file.json'), (['--', 'x'], 'x')):
        home.fail(*line, program=EBB, status=USAGE, says=[f'{named}', 'ebb --help'])


def window_without_a_display_says_so(home):
    home.fail('--demo', program=EBB, status=FAILED, says=['no display', 'WAYLAND_DISPLAY', 'ebbctl'])


def bytes_that_are_no_text_are_named(home):
    for line, named in ((('--speed=\udcff', 'demo'), '--speed is'),
                        (('run', 'flush', '--demo', '--legs=\udcff'), '--legs'),
                        (('run', 'flush', '--demo', '--minutes=\udcff'), '--minutes is'),
                        (('run', '\udcff', '--demo'), 'no program is called')):
        home.fail(*line, status=USAGE, says=[named, '\ufffd'])
        expect(home.run(*line, '--json').objects[0]['exit_code'] == USAGE, f'{line}')


def boots_program_names_what_it_does_not_take(home):
    for line, named in ((['extra'], 'extra'), (['--nosuch'], '--nosuch'),
                        (['--side', 'middle'], 'middle'), (['--seed', 'x'], 'x'),
                        (['--silent-after', '-3'], '-3'), (['--silent-after', 'nan'], 'nan'),
                        (['--drop-link-after', '4000'], '4000'),
                        (['--ignore-stops', '-1'], '-1'), (['--name', ''], 'bytes'),
                        (['--name', 'x' * 30], '30 bytes')):
        home.fail(*line, program=EBB_BOOTS, status=USAGE, says=[named])


def help_and_version_need_nothing(home):
    del home.environment['HOME']
    for program in (None, EBB, EBB_BOOTS):
        given = {'program': program} if program else {}
        ended = home.succeed('--help', **given)
        expect('Exit' in ended.output and not ended.errors, f'{ended}')
        expect(home.succeed('--version', **given).output.startswith('ebb'), 'no version')


def lists_say_nothing_of_a_bus_they_do_not_need(home):
    for command in ('history', 'programs', 'boots'):
        ended = home.succeed(command)
        expect(ended.errors == '', f'{ended}')


def refusals_say_what_to_do(home):
    for line, says in (
            (('gentle-wave', '--minutes=61'), ['61 minutes', 'too long', '30 minutes']),
            (('gentle-wave', '--minutes=1'), ['1 minute', 'too short', '5 minutes'])):
        ended = home.fail('run', *line, '--yes', *QUICK, status=REFUSED, says=says)
        expect('bound' not in ended.errors, f'words of a log: {ended}')


def every_list_is_one_object_a_line(home):
    expect(len(home.succeed('programs', '--json').objects) == 5, 'five programs')
    expect(home.succeed('history', '--json').objects == [], 'no history')
    found = home.succeed('scan', '--json', *QUICK).objects
    expect(found[0]['identity'] == 'sim:1' and found[0]['simulated'], f'{found}')


def boots_blink_when_they_are_asked_to(home):
    ended = home.succeed('blink', 'sim:1', *QUICK)
    expect('sim:1' in ended.output and '5 seconds' in ended.output, f'{ended}')
    blink = home.succeed('blink', 'sim:1', '--json', *QUICK).objects[0]
    expect(blink['identity'] == 'sim:1' and blink['blink_s'] == 5 and blink['serial'], f'{blink}')
    home.fail('blink', status=USAGE, says='blink BOOTS')
    home.fail('blink', 'nope', '--demo', status=NO_BOOTS, says='“nope”')
    expect(home.fail('blink', 'nope', '--demo', '--json', status=NO_BOOTS,
                     says='“nope”').objects[0]['exit_code']
           == NO_BOOTS, 'the status is in the object')


def boots_that_are_a_set_name_each_other(home):
    home.succeed('history')
    store = sqlite3.connect(home.at('data', 'ebb', 'ebb.sqlite3'))
    for identity, partner in (('sim:8', 'sim:9'), ('sim:9', 'sim:8')):
        store.execute('INSERT INTO boots VALUES (?, ?, ?, ?, 0)',
                      (identity, 'serial ' + identity, 'Boot', 'ebb-profile-1'))
        store.execute('INSERT INTO setting VALUES (?, ?)', ('partner:' + identity, partner))
    store.execute("INSERT INTO leg_check VALUES ('serial sim:9', 'swapped', 0)")
    store.commit()
    store.close()
    told = {boots['identity']: boots for boots in home.succeed('boots', '--demo', '--json').objects}
    expect(told['sim:8']['partner'] == 'sim:9' and told['sim:9']['partner'] == 'sim:8', f'{told}')
    expect(told['sim:8']['sides'] == 'unknown' and told['sim:9']['sides'] == 'swapped', f'{told}')


def what_is_not_there_is_named_at_once(home):
    started = time.monotonic()
    home.fail('stop', 'nope', '--demo', status=NO_BOOTS, says='“nope”')
    home.fail('pair', 'nope', '--demo', status=NO_BOOTS, says='“nope”')
    home.fail('info', 'nope', '--demo', status=NO_BOOTS, says='“nope”')
    home.fail('stop', 'nope', status=NO_BOOTS, says=['“nope”', 'Bluetooth service'])
    home.fail('pair', 'nope', status=NO_BOOTS, says=['“nope”', 'Bluetooth service'])
    home.fail('stop', status=NO_BOOTS, says='nothing to stop')
    home.fail('info', status=NO_BOOTS, says='no boots are yours')
    home.fail('scan', status=NO_BOOTS, says='Bluetooth service')
    home.fail('forget', 'nope', status=NO_BOOTS, says='“nope”')
    home.fail('watch', status=NO_BOOTS, says='no Ebb program')
    home.fail('run', 'nosuch', *QUICK, status=USAGE, says='“nosuch”')
    home.fail('run', 'flush', '--legs', 'third', *QUICK, status=USAGE, says='“third”')
    home.fail('nosuch', status=USAGE, says='“nosuch”')
    home.fail(status=USAGE, says='no command')
    expect(time.monotonic() - started < 45, 'it took too long')


def errors_are_objects_too(home):
    for line, status in ((('stop', 'nope', '--demo'), NO_BOOTS), (('run', 'x', '--demo'), USAGE),
                         (('watch',), NO_BOOTS), (('history', '--yes'), USAGE)):
        ended = home.run(*line, '--json')
        expect([each['exit_code'] for each in ended.objects] == [status], f'{ended}')
        expect(ended.status == status, f'{ended}')


def remembered_simulated_boots_need_a_demo(home):
    home.succeed('pair', 'Simulated boots', *QUICK)
    expect(len(home.succeed('boots', '--json').objects) == 1, 'they are remembered')
    home.fail('run', 'flush', '--yes', status=NO_BOOTS, says='no boots are yours')
    home.fail('run', 'flush', '--yes', '--boots', 'sim:1', status=USAGE, says=['sim:1', '--demo'])
    home.fail('pair', 'sim:1', status=USAGE, says=['sim:1', '--demo'])
    home.fail('info', 'Simulated boots', status=USAGE, says=['Simulated boots', '--demo'])
    home.fail('stop', status=NO_BOOTS, says='nothing to stop')
    home.succeed('forget', 'sim:1')
    expect(home.succeed('boots', '--json').objects == [], 'they are forgotten')


def info_tells_what_boots_can_do(home):
    told = home.succeed('info', '--json', *QUICK).objects
    expect(told[0]['zones']['left'] and told[0]['pressure_max_mmhg'] == 80, f'{told}')
    text = home.succeed('info', *QUICK).output
    expect('left leg: foot' in text and '80 mmHg' in text, text)


def names_of_other_scripts_are_names(home):
    home.fail('pair', 'Stövlar 靴', '--demo', status=NO_BOOTS, says='“Stövlar 靴”')
    home.fail('forget', '--', '--json', status=NO_BOOTS, says='“--json”')
    home.fail('forget', '', status=NO_BOOTS, says='“”')
    home.fail('run', 'ü' * 3000, '--demo', status=USAGE, says='üüü')


def terminals_without_utf_8_get_signs_they_have(home):
    home.environment['LC_ALL'] = 'C'
    ended = home.succeed('run', 'gentle-wave', '--minutes=5', '--yes', '--demo', '--speed=40')
    expect('#' in ended.output and '.....' in ended.output, f'a bar: {ended}')
    expect('???' not in ended.output and 'Gentle wave - Finished' in ended.output, f'{ended}')
    home.fail('pair', 'nope', '--demo', status=NO_BOOTS, says='"nope"')
    ended = home.run('run', 'Stövlar', '--json')
    expect('“Stövlar”' in ended.objects[0]['error'], f'JSON is UTF-8 everywhere: {ended}')


def store_that_cannot_be_used_is_named_and_kept(home):
    home.succeed('boots')
    path = home.at('data', 'ebb', 'ebb.sqlite3')
    with sqlite3.connect(path) as database:
        database.execute('PRAGMA user_version = 9999')
    database.close()
    with open(path, 'rb') as file:
        before = file.read()
    for line, status in ((('history',), FAILED), (('boots',), FAILED), (('pair', 'x'), FAILED),
                         (('run', 'flush', '--yes', *QUICK), REFUSED)):
        home.fail(*line, status=status, says='9999')
    home.succeed('programs')
    home.succeed('info', *QUICK)
    with open(path, 'rb') as file:
        expect(file.read() == before, 'the store of a newer version was changed')


def folder_of_data_that_is_none_is_named(home):
    with open(home.at('data'), 'w', encoding='utf-8'):
        pass
    home.fail('history', status=FAILED, says=home.at('data'))
    home.fail('run', 'flush', '--yes', *QUICK, status=REFUSED, says=home.at('data'))


def folder_of_locks_that_is_none_is_named(home):
    os.rmdir(home.at('runtime'))
    with open(home.at('runtime'), 'w', encoding='utf-8'):
        pass
    home.fail('run', 'flush', '--yes', *QUICK, status=REFUSED,
              says=[home.at('runtime', 'ebb'), 'expected a folder'])
    home.succeed('history')
    home.fail('watch', status=NO_BOOTS, says='no Ebb program')


def damaged_data_are_named(home):
    os.unlink(home.at('share'))
    shutil.copytree(DATA, home.at('share'))
    program = home.at('share', 'programs', '20-flush.json')
    with open(program, encoding='utf-8') as file:
        text = file.read()
    for damaged in (text[:40], '', '[]', '\x00\xff', text.replace('"id"', '"identity"'),
                    json.dumps({**json.loads(text), 'surprise': 1})):
        with open(program, 'w', encoding='utf-8') as file:
            file.write(damaged)
        ended = home.fail('programs', status=FAILED, says='20-flush.json')
        expect('gentle-wave' in ended.output, f'the others are still there: {ended}')
        home.fail('run', 'flush', '--yes', *QUICK, status=FAILED, says=['20-flush.json', '“flush”'])
    home.succeed('stop', '--demo', 'sim:1')
    home.succeed('history')
    home.fail('stop', status=NO_BOOTS, says='nothing to stop')
    home.succeed('run', 'warm-up', '--minutes=5', '--yes', *QUICK)
    with open(program, 'w', encoding='utf-8') as file:
        file.write(text.replace('"flush"', '"gentle-wave"'))
    home.fail('programs', status=FAILED, says=['20-flush.json', '“gentle-wave”', 'of its own'])
    shutil.rmtree(home.at('share', 'programs'))
    home.fail('programs', status=FAILED, says='share/programs')
    home.succeed('stop', '--demo', 'sim:1')
    os.unlink(home.at('share', 'limits.json'))
    home.fail('run', 'flush', '--yes', *QUICK, status=FAILED, says='limits.json')


def output_that_is_closed_is_a_failure(home):
    ended = home.run('-c', f'exec "{EBBCTL}" history >&-', program='/bin/sh')
    expect(ended.status == FAILED and 'could not be written' in ended.errors, f'{ended}')
    ended = home.run('-c', f'exec "{EBBCTL}" programs <&- 2>&-', program='/bin/sh')
    expect(ended.status == 0 and 'flush' in ended.output, f'{ended}')


if __name__ == '__main__':
    run_tests(options_of_other_commands_are_refused, numbers_are_named_with_their_range,
              window_names_what_it_does_not_take, boots_program_names_what_it_does_not_take,
              window_without_a_display_says_so, bytes_that_are_no_text_are_named,
              help_and_version_need_nothing, lists_say_nothing_of_a_bus_they_do_not_need,
              refusals_say_what_to_do,
              every_list_is_one_object_a_line, boots_blink_when_they_are_asked_to,
              boots_that_are_a_set_name_each_other,
              what_is_not_there_is_named_at_once,
              errors_are_objects_too, remembered_simulated_boots_need_a_demo,
              info_tells_what_boots_can_do, names_of_other_scripts_are_names,
              terminals_without_utf_8_get_signs_they_have,
              store_that_cannot_be_used_is_named_and_kept, folder_of_data_that_is_none_is_named,
              folder_of_locks_that_is_none_is_named, damaged_data_are_named,
              output_that_is_closed_is_a_failure)
