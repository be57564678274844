#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""Words Ebb never says: words.py ROOT

Ebb is for comfort; it is no medical device and claims nothing about health. A disclaimer does
not cancel a claim made elsewhere, so everything a person may read is looked at: string literals
of the programs, templates, programs, store texts, the README and every translation.
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from lint import Report, read, walk

BANNED = [
    r'circulat\w*', r'blood\s+flow', r'swell\w*', r'swollen', r'lymph\w*', r'(?:o)?edema\w*',
    r'pain[\s-]+relie\w*', r'relie\w+\s+(?:of\s+)?pain', r'DVT', r'blood\s+clots?',
    r'thrombos\w*', r'varicose', r'diabet\w*',
    r'recover(?:y|s)?\s+(?:speed|time|faster|quicker)', r'(?:faster|quicker|speeds?\s+up)\s+recover\w*',
    r'treat(?:s|ed|ing|ment|ments)?', r'heal(?:s|ed|ing)?', r'cure[sd]?', r'curing', r'detox\w*',
    r'therap\w*', r'toxins?', r'clinical\w*', r'medically\s+proven', r'scientifically\s+proven',
    r'safe\s+for\s+you', r'you\s+are\s+safe', r'prevents?\s+\w*\s*clots?', r'speeds?\s+(?:up\s+)?(?:your\s+)?recover\w*',
]
WORDS = re.compile(r'\b(?:' + '|'.join(BANNED) + r')\b', re.IGNORECASE)
# Adjacent literals are one sentence to the compiler, and to the reader.
LITERALS = re.compile(r'(?:"(?:\\.|[^"\\\n])*"\s*)+')
# Questions and warnings must name what they ask about; the context marks them for a reader who
# knows the field, and in these files, whose sentences were read over by hand, it is an exemption.
REVIEWED = ('ui/questions/ebb-question-words.c', 'ui/questions/ebb-questions-page.c', 'ui/session/ebb-rule-words.c',
            'ui/session/ebb-screening-page.c', 'app/bin/ebbctl-verdict-words.c')
SAFETY = re.compile(r'\bC_ ?\(\s*"safety",\s*(?:"(?:\\.|[^"\\\n])*"\s*)+\)'
                    r'|<property[^>]*context="safety"[^>]*>[^<]*</property>')
SOURCES = (('.c', ('ui', 'app')), ('.h', ('ui', 'app')), ('.1', ('data',)), ('.ui', ('ui',)), ('.json', ('data',)), ('.in', ('data',)),
           ('.xml', ('data',)), ('.desktop', ('data',)), ('.po', ('po',)), ('.pot', ('po',)))
# The questions name what they ask about; they are read over by hand.
EXEMPT = ('data/screening.json',)
ALLOWED = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'words-allowed.txt')
RULE = 'no health claims in any word a person reads'


def texts_of(path, text):
    """Yields (offset, words) of what a person may read."""
    if path in REVIEWED:
        text = SAFETY.sub(lambda match: re.sub(r'[^\n]', ' ', match.group(0)), text)
    if not path.endswith(('.c', '.h')):
        yield 0, text
        return
    for match in LITERALS.finditer(re.sub(r'^\s*#\s*include.*$', '', text, flags=re.MULTILINE)):
        yield match.start(), re.sub(r'"\s*"', '', match.group(0))


def read_allowed():
    """[(where, phrase)]: phrases that are questions or warnings"""
    with open(ALLOWED, encoding='utf-8') as lines:
        return [tuple(line.strip().split(': ', 1)) for line in lines
                if line.strip() and not line.startswith('#')]


def without_allowed(path, words, allowed):
    for where, phrase in allowed:
        if path.startswith(where):
            words = words.replace(phrase, ' ' * len(phrase))
    return words


def check(root):
    report = Report(RULE)
    allowed = read_allowed()
    paths = [path for suffix, under in SOURCES for path in walk(root, [suffix], under)]
    paths += [name for name in ('README.md',) if os.path.exists(os.path.join(root, name))]
    for path in paths:
        if path in EXEMPT:
            continue
        text = read(root, path)
        for offset, words in texts_of(path, text):
            words = without_allowed(path, words, allowed)
            for match in WORDS.finditer(words):
                line = text.count('\n', 0, offset + (0 if path.endswith(('.c', '.h')) else match.start())) + 1
                report.add(RULE, path, line, f'"{match.group(0)}"')
    return report


if __name__ == '__main__':
    check(sys.argv[1]).finish()
