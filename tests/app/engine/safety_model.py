# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""A model of a session, small enough to be looked at from every side.

Program, link and boots as one state; everything that can happen next as a function of it. It was
written from the design, before the engine and apart from it. What begins with g_ stands in no
program: it remembers what really happened, for the invariants.

Requests (START, RENEW, READ) arrive in order, may be delayed for ever, and are lost with the link.
STOP has a road of its own, so it may overtake an older START. Time is a tick: boots that run lose one
of their lease at each, and vent when it is used up.
"""

from collections import deque, namedtuple

IDLE, SCREENING, ARMED, STARTING = 'idle', 'screening', 'armed', 'starting'
RUNNING, PAUSED, STOPPING, LINK_LOST = 'running', 'paused', 'stopping', 'link-lost'
LIVE = (STARTING, RUNNING, PAUSED, STOPPING, LINK_LOST)
LEASE, MAX_EPOCH, MAX_WAITING = 2, 3, 2

# app: its state. has_screened, has_token: a confirmation not used yet. epoch: the app's. is_up: the
# link. is_read: the boots' state, since it is up. waiting: requests on their way, of (kind, epoch).
# stop: the epoch of a STOP on its way, -1: none. is_running, lease, run_epoch, closed: the boots'.
# g_confirmed: epochs a human confirmed, as bits. g_stopped: highest epoch a human stopped.
# g_scheduled: the schedule spoke. g_age: ticks since the boots last took a START or RENEW.
State = namedtuple('State', 'app has_screened has_token epoch is_up is_read waiting stop is_running '
                   'lease run_epoch closed g_confirmed g_stopped g_scheduled g_age')
FIRST = State(IDLE, False, False, 0, True, False, (), -1, False, 0, -1, -1, 0, -1, False, 0)


class Design:
    """The rules, each of which can be taken away."""
    boots_lease = True
    boots_epochs = True
    token_is_used_up = True
    schedule_needs_human = True
    reads_first = True
    renew_cannot_start = True
    never_resumes = True
    waits_for_vented = True
    resume_needs_human = True
    journal = True
    stops_first = True
    stops_what_it_finds = True
    guardian = True
    end_closes_epoch = True

    def __init__(self, **rules):
        for name, value in rules.items():
            assert hasattr(self, name), name
            setattr(self, name, value)


def vent(state):
    """The boots let the air out."""
    return state._replace(is_running=False, lease=0)


def end_run(design, state):
    """They end a run by themselves."""
    closed = max(state.closed, state.run_epoch) if design.end_closes_epoch else state.closed
    return vent(state)._replace(closed=closed)


def hear_reading(design, state):
    """The answer to a READ."""
    heard = state._replace(is_read=True)
    if state.app == LINK_LOST:
        if not design.never_resumes:
            return heard._replace(app=RUNNING)
        return heard._replace(app=STOPPING if state.is_running else IDLE)
    is_quiet = state.stop == -1 and all(kind == 'READ' for kind, _ in state.waiting)
    if state.app == STOPPING and not state.is_running and is_quiet:
        return heard._replace(app=IDLE)
    if state.app == STARTING and state.is_running:
        return heard._replace(app=RUNNING)
    if state.app == RUNNING and not state.is_running and not state.waiting:
        return heard._replace(app=IDLE)
    if state.app == IDLE and state.is_running and design.stops_what_it_finds:
        return heard._replace(app=STOPPING, stop=max(state.epoch, state.run_epoch), is_read=False)
    return heard


def deliver_request(design, state):
    """The oldest request arrives."""
    (kind, epoch), state = state.waiting[0], state._replace(waiting=state.waiting[1:])
    if kind == 'READ':
        return hear_reading(design, state) if state.is_up else state
    is_open = not design.boots_epochs or epoch > state.closed
    runs = state._replace(is_running=True, lease=LEASE, run_epoch=epoch, g_age=0)
    if kind == 'START' and is_open:
        return runs
    if kind == 'RENEW' and design.renew_cannot_start:
        is_its_own = state.is_running and epoch == state.run_epoch
        return state._replace(lease=LEASE, g_age=0) if is_its_own else state
    return runs if kind == 'RENEW' and is_open else state


def deliver_stop(design, state):
    """STOP arrives."""
    closed = max(state.closed, state.stop) if design.boots_epochs else state.closed
    return vent(state)._replace(stop=-1, closed=closed)


def send(state, kind):
    """A request goes on its way, or None."""
    if not state.is_up or len(state.waiting) >= MAX_WAITING:
        return None
    return state._replace(waiting=state.waiting + ((kind, state.epoch),))


def tick(design, state):
    """Time passes. The program may hang: nothing makes it renew before."""
    if not state.is_running:
        return state
    state = state._replace(g_age=min(state.g_age + 1, LEASE + 1))
    if design.boots_lease:
        state = state._replace(lease=state.lease - 1)
        if state.lease <= 0:
            state = end_run(design, state)
    return state


def the_link(design, state):
    """What happens to the link and to the program."""
    is_live = state.app in LIVE
    fresh = state._replace(has_screened=False, has_token=False, is_read=False)
    if not state.is_up:
        stop = state.epoch if state.app == LINK_LOST and design.stops_first else -1
        yield 'reconnect', state._replace(is_up=True, is_read=False, stop=stop)
        yield 'crash', fresh._replace(app=LINK_LOST if is_live and design.journal else IDLE)
        return
    app = LINK_LOST if is_live else IDLE if state.app == ARMED else state.app
    yield 'link lost', state._replace(is_up=False, is_read=False, waiting=(), stop=-1, app=app,
                                      has_token=False)
    yield 'crash', fresh._replace(app=STOPPING if is_live and design.journal else IDLE,
                                  stop=state.epoch if is_live and design.guardian else state.stop)


def the_world(design, state):
    """What nobody at the screen does."""
    if state.waiting:
        yield 'deliver ' + state.waiting[0][0], deliver_request(design, state)
    if state.stop >= 0:
        yield 'deliver STOP', deliver_stop(design, state)
    yield from the_link(design, state)
    yield 'tick', tick(design, state)
    if state.is_running:
        pressed = end_run(design, state) if design.boots_epochs else vent(state)
        yield 'button', pressed._replace(g_stopped=max(state.g_stopped, state.run_epoch))
    if state.app == IDLE and not state.g_scheduled and state.is_read:
        after = state._replace(g_scheduled=True, app=SCREENING)
        if not design.schedule_needs_human and state.epoch < MAX_EPOCH:
            after = send(state._replace(g_scheduled=True, epoch=state.epoch + 1), 'START')
            after = after and after._replace(app=STARTING)
        yield 'schedule', after


def before_the_run(design, state):
    """What a human and the program do up to START."""
    may_write = state.is_read or not design.reads_first
    if state.app == IDLE and may_write:
        yield 'open', state._replace(app=SCREENING)
    if state.app == SCREENING:
        yield 'screened', state._replace(app=ARMED, has_screened=True)
        yield 'refused', state._replace(app=IDLE, has_screened=False)
    if state.app == ARMED and state.epoch < MAX_EPOCH and not state.has_token:
        epoch = state.epoch + 1
        yield 'confirm', state._replace(has_token=True, epoch=epoch,
                                        g_confirmed=state.g_confirmed | 1 << epoch)
    if state.app == ARMED and state.has_token and may_write and not state.is_running:
        after = send(state, 'START')
        yield 'START', after and after._replace(
            app=STARTING, has_token=not design.token_is_used_up, is_read=False)
    if not design.token_is_used_up and state.app == IDLE and state.has_token and may_write \
            and state.epoch < MAX_EPOCH:
        after = send(state._replace(epoch=state.epoch + 1), 'START')
        yield 'START', after and after._replace(app=STARTING)


def the_run(design, state):
    """What a human and the program do from START on."""
    is_reading = any(kind == 'READ' for kind, _ in state.waiting)
    paused = max(state.g_stopped, state.epoch)
    if state.app == RUNNING:
        yield 'RENEW', send(state, 'RENEW')
        if state.is_up:
            yield 'complete', state._replace(app=STOPPING, stop=state.epoch, is_read=False)
            yield 'pause', state._replace(app=PAUSED, stop=state.epoch, is_read=False,
                                          g_stopped=paused)
        if not is_reading:
            yield 'READ', send(state._replace(is_read=False), 'READ')
    if state.app == PAUSED and state.is_up and state.is_read and not state.is_running:
        if design.resume_needs_human:
            yield 'resume', state._replace(app=ARMED, has_token=False)
        else:
            after = send(state, 'START')
            yield 'START after a pause', after and after._replace(app=STARTING)
    if state.app in (ARMED, STARTING, RUNNING, PAUSED):
        after = state._replace(app=STOPPING, has_token=False, g_stopped=paused, is_read=False)
        yield 'stop', after._replace(stop=state.epoch) if state.is_up \
            else after._replace(app=LINK_LOST)
    if state.app == STOPPING and state.is_up and state.stop < 0:
        yield 'STOP again', state._replace(stop=state.epoch)
    if state.app == STOPPING and not design.waits_for_vented:
        yield 'assume stopped', state._replace(app=IDLE)


def successors(design, state):
    """All that can happen next, as (what, state)."""
    is_reading = any(kind == 'READ' for kind, _ in state.waiting)
    yield from the_world(design, state)
    if state.is_up and not state.is_read and not is_reading:
        yield 'READ', send(state, 'READ')
    yield from before_the_run(design, state)
    yield from the_run(design, state)


def judge_state(state):
    """The invariants that this state breaks."""
    if not state.is_running:
        return
    if state.run_epoch >= 0 and not state.g_confirmed >> state.run_epoch & 1:
        yield 'I1'
    if 0 < state.run_epoch <= state.g_stopped and state.stop < 0 and state.is_up \
            and state.app not in (STOPPING, LINK_LOST):
        yield 'I2'
    if state.run_epoch <= state.closed:
        yield 'I2d'
    if state.g_age > LEASE:
        yield 'I3'
    if state.app == IDLE and state.is_read and state.is_up and state.run_epoch == state.epoch \
            and not state.waiting and state.stop < 0 and state.g_stopped >= state.epoch:
        yield 'I6'


def judge_step(state, what, after):
    """The invariants that this step breaks."""
    if what.startswith('START') and not state.is_read:
        yield 'I4'
    if what == 'schedule' and after.app == STARTING:
        yield 'I5'
    if what == 'deliver READ' and state.app == LINK_LOST and after.app == RUNNING:
        yield 'I7'
    if what == 'START after a pause':
        yield 'I8'


def explore(design):
    """All states that can be reached, all steps between states of the app as (from, what, to), and
    the invariants that are broken."""
    seen, left = {FIRST}, deque([FIRST])
    steps, broken = set(), set()
    while left:
        state = left.popleft()
        for what, after in successors(design, state):
            if after is None or after == state:
                continue
            steps.add((state.app, what, after.app))
            broken.update(judge_step(state, what, after))
            if after in seen:
                continue
            seen.add(after)
            broken.update(judge_state(after))
            left.append(after)
    return seen, steps, broken
