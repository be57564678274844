#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""After all other parts: every state of states.py has its picture in every variant, each variant
looks otherwise than the others, and nothing has a picture that the table does not know."""
import os

from heard import HEARD
from outcome import Outcome
from sight import PICTURES, VARIANTS
from states import AS_WIDE_AS_IT_IS, NOT_BUILT, SHOWN
from waiting import Failure
from words import WORDS

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'pictures')


def list_states():
    return sorted({state for states in SHOWN.values() for state in states})


def complain(lines):
    if lines:
        raise Failure('\n'.join(lines))


def read(state, variant):
    """The picture, or None"""
    try:
        with open(os.path.join(PICTURES, f'{state}-{variant}.png'), 'rb') as file:
            return file.read()
    except FileNotFoundError:
        return None


def every_state_has_words_a_sentence_and_a_row():
    complain([f'{state}: no row of states.py has it' for state in HEARD
              if state not in list_states()]
             + [f'{state}: heard.py does not say what is heard' for state in list_states()
                if state not in HEARD]
             + [f'{state}: words.py does not say what can be read' for state in list_states()
                if state not in WORDS]
             + [f'{state}: words.py has it, and no row of states.py' for state in WORDS
                if state not in list_states()]
             + [f'{row}: it has pictures, and is said not to be built' for row in NOT_BUILT
                if row in SHOWN])


def every_state_has_a_picture_in_every_variant():
    complain([f'{state}-{variant}.png is missing' for state in list_states()
              for variant in VARIANTS if read(state, variant) is None])


def no_variant_looks_like_another():
    wrong = []
    for state in list_states():
        seen = {}
        for variant in VARIANTS:
            if variant == 'narrow' and state in AS_WIDE_AS_IT_IS:
                continue
            other = seen.setdefault(read(state, variant), variant)
            if other != variant:
                wrong.append(f'{state}: {variant} looks like {other}')
    complain(wrong)


def main():
    outcome = Outcome(LOGS)
    for test in (every_state_has_words_a_sentence_and_a_row,
                 every_state_has_a_picture_in_every_variant, no_variant_looks_like_another):
        outcome.run(test)
    outcome.end()


if __name__ == '__main__':
    main()
