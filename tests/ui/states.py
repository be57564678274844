# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Which pictures show which state of the window, in the order of its specification: the bar with
STOP, the session, the boots. pictures.py sees to it that each of them was taken in every variant."""

SHOWN = {
    'the bar with STOP': ('starting', 'running', 'paused', 'stopping', 'link-lost', 'fault',
                          'elsewhere', 'elsewhere-asked', 'elsewhere-deaf', 'left-open'),
    'closing while live': ('closing', 'closing-anyway'),
    'no boots': ('no-boots',),
    'questions missing': ('questions-missing', 'questions-felt', 'questions-again'),
    'not allowed by answers': ('not-allowed', 'urgent'),
    'disconnected': ('disconnected', 'bond-forgotten', 'bond-lost', 'untrusted-version',
                     'untrusted-answers', 'untrusted-others', 'lacking', 'held',
                     'disconnected-one'),
    'connecting': ('connecting', 'connecting-again'),
    'ready': ('ready', 'ready-ticked', 'ready-recorded', 'ready-one-leg', 'putting-on',
              'programs'),
    'ready, refused': ('refused-battery', 'refused-not-vented', 'refused-length', 'refused-fault',
                       'refused-levels'),
    'starting': ('starting',),
    'running': ('running', 'running-table', 'running-recorded', 'running-heat-off',
                'boots-live', 'device-live'),
    'paused': ('stopping-then-paused', 'paused'),
    'stopping': ('stopping', 'stopping-silent', 'closing'),
    'finished': ('finished', 'finished-did-not-start', 'finished-refused',
                 'finished-did-not-continue', 'finished-no-air', 'finished-own-timer',
                 'finished-button', 'finished-others', 'finished-sleep', 'finished-not-heard', 'finished-felt'),
    'presence check': ('presence', 'presence-heat', 'finished-no-answer'),
    'low battery': ('running-battery', 'finished-battery'),
    'link lost': ('link-lost', 'link-lost-b', 'link-lost-c', 'link-lost-d', 'link-lost-one',
                  'finished-link-lost', 'finished-open', 'left-open', 'finished-left-open'),
    'fault': ('fault', 'fault-no-reading', 'fault-not-vented', 'fault-tight', 'fault-boots',
              'fault-other-program', 'fault-heat', 'fault-empty', 'closing-anyway'),
    'running elsewhere': ('elsewhere', 'elsewhere-levels', 'elsewhere-account', 'elsewhere-asked',
                          'elsewhere-deaf'),
    'list of boots': ('boots', 'boots-found', 'boots-twins', 'boots-crowd',
                      'boots-not-mine', 'boots-disconnected', 'boots-live'),
    'nothing found': ('boots-nothing-found',),
    'unknown device': ('boots-others',),
    'no adapter': ('radio-no-adapter',),
    'adapters by choice': ('adapters',),
    'off': ('radio-off',),
    'blocked': ('radio-blocked',),
    'service missing': ('radio-no-service',),
    'no permission': ('radio-no-permission',),
    'pairing': ('pairing', 'pairing-going', 'pairing-enter', 'pairing-confirm', 'pairing-blink'),
    'pairing that fails': ('pairing-refused', 'pairing-timed-out', 'pairing-wrong-code',
                           'pairing-lost', 'pairing-slow', 'pairing-version'),
    'first inflation': ('legs', 'legs-filling', 'legs-neither', 'legs-other', 'legs-done',
                        'legs-turned'),
    'device': ('device', 'device-switched', 'device-live', 'device-disconnected',
               'device-bond-lost', 'device-d', 'device-levels', 'device-set', 'device-turned'),
    'forget': ('forget',),
    'save a report': ('report',),
    'questions': ('question', 'question-yes', 'question-leg', 'question-age', 'question-again',
                  'question-due', 'question-due-wrong',
                  'question-urgent', 'questions-done', 'questions-done-refused'),
    'answers': ('answers', 'answers-extended'),
    'people': ('people-nameless', 'people', 'people-same-name', 'ready-named', 'paused-named'),
    'person': ('person', 'person-current', 'person-born', 'person-delete'),
}

# A dialog is no wider before a wide window.
AS_WIDE_AS_IT_IS = ('forget', 'person-delete')

# What this version has not, and so nothing can show.
NOT_BUILT = ('first run', 'plan prompt', 'wired run sheet', 'wired boots', 'closed protocol')
