# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The figures of what was measured in the VM, and the targets they are held to."""
import statistics

from figures import percentile

STOP_MAX_MS, STOP_RATIO_MAX = 100, 1.3
KILL_MAX_MS = 500
NOTIFICATION_RATIO_MAX = 1.3


def judge_count(results, name, found, wanted):
    results.judge(found == wanted, f'{name} has {found} samples of {wanted}')


def report_stop(results, messages, count):
    for condition in ('idle', 'busy', 'hung'):
        name = 'stop_latency_' + condition
        found = [message for message in messages if message.get('sample') == name]
        judge_count(results, name, len(found), count)
        if not found:
            continue
        stop = [(each['stop_us'] - each['pressed_us']) / 1000 for each in found]
        bare = [(each['bare_us'] - each['pressed_us']) / 1000 for each in found]
        results.figure(name, 'ms', stop, bare, held_at='p99')
        bound = max(STOP_MAX_MS, STOP_RATIO_MAX * percentile(bare, .99))
        results.judge(percentile(stop, .99) <= bound,
                      f'{name} p99 is {percentile(stop, .99):.0f} ms, at most {bound:.0f} ms '
                      f'(a bare write: {percentile(bare, .99):.0f} ms)')
        if condition == 'hung':
            hung = sum(each['was_hung'] for each in found)
            results.judge(hung == len(found),
                          f'{name}: the request hung through {hung} of {len(found)} presses')


def report_kill(results, messages, count):
    found = [message['ms'] for message in messages if message.get('sample') == 'kill_to_stop']
    judge_count(results, 'kill_to_stop', len(found), count)
    if found:
        p99 = results.figure('kill_to_stop', 'ms', found)['p99']
        results.judge(p99 <= KILL_MAX_MS, f'kill_to_stop p99 is {p99:.0f} ms, at most '
                                          f'{KILL_MAX_MS} ms')


def report_drop(results, messages, count):
    ours, bare = ([message for message in messages
                   if message.get('sample') == 'drop' and message['client'] == client]
                  for client in ('ebb', 'bare'))
    judge_count(results, 'drop', len(ours), count)
    judge_count(results, 'drop of a bare loop', len(bare), count)
    for name, key in (('drop_to_stop', 'stop_ms'), ('drop_to_ready', 'ready_ms')):
        if ours and bare:
            results.figure(name, 'ms', [each[key] for each in ours], [each[key] for each in bare])


def report_client(results, messages, rounds, connections):
    ours, bare = ([message for message in messages if message.get('client') == kind]
                  for kind in ('ebb', 'bare'))
    connects, bare_connects = ([each['ms'] for each in side if each['sample'] == 'connect']
                               for side in (ours, bare))
    judge_count(results, 'connect_to_ready', len(connects), rounds * connections)
    if connects and bare_connects:
        results.figure('connect_to_ready', 'ms', connects, bare_connects)
    for sample, report in (('notifications', report_notifications), ('commands', report_commands)):
        rates = sorted({each['rate'] for each in messages if each.get('sample') == sample})
        results.judge(bool(rates), f'{sample} were measured')
        for rate in rates:
            mine, floor = ([each for each in side
                            if each['sample'] == sample and each['rate'] == rate]
                           for side in (ours, bare))
            judge_count(results, f'{sample} at {rate} a second', len(mine), rounds)
            if mine and floor:
                report(results, rate, mine, floor)


def report_notifications(results, rate, ours, bare):
    name = f'notification_cpu_{rate}'
    line = results.value(name, 'ms each', sum(len(each['sent_us']) for each in ours),
                         cost(ours, 'sent_us'), cost(bare, 'sent_us'))
    results.judge(line['ratio'] <= NOTIFICATION_RATIO_MAX,
                  f'{name} is {line["ratio"]:.2f} times bare descriptors, at most '
                  f'{NOTIFICATION_RATIO_MAX}')
    delays = [delays_of(side) for side in (ours, bare)]
    results.figure(f'notification_delivery_{rate}', 'ms', *delays)
    report_lost(results, f'notification_lost_{rate}', len(delays[0]),
                sum(len(each['sent_us']) for each in ours))


def report_commands(results, rate, ours, bare):
    results.value(f'command_cpu_{rate}', 'ms each', sum(len(each['pressed_us']) for each in ours),
                  cost(ours, 'pressed_us'), cost(bare, 'pressed_us'))
    # One link keeps their order, so the first that went is the first that came.
    delays = [[(arrived - pressed) / 1000 for each in side
               for pressed, arrived in zip(each['pressed_us'], each['arrived_us'])]
              for side in (ours, bare)]
    results.figure(f'command_delivery_{rate}', 'ms', *delays)
    report_lost(results, f'command_lost_{rate}', len(delays[0]),
                sum(len(each['pressed_us']) for each in ours))


def report_lost(results, name, arrived, sent):
    results.value(name, 'messages', sent, sent - arrived)
    results.judge(arrived == sent, f'{name}: {sent - arrived} of {sent}, none expected')


def cost(runs, key):
    """Processor time for each message, milliseconds, in the middle one of the rounds: one that was
    disturbed, or was lucky, decides nothing"""
    return statistics.median(each['cpu_us'] / len(each[key]) / 1000 for each in runs)


def delays_of(runs):
    delays = []
    for each in runs:
        for number, received_us in {number: us for number, us in each['received']}.items():
            delays.append((received_us - each['sent_us'][number]) / 1000)
    return delays
