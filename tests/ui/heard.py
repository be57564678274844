# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""What is heard for each state of the window that has a picture: the region of the window that says
it, and words of the sentence. "alert": at once; "status": in its turn; "focus": what is asked there
has the focus, and is read for it; "whole": and no word more; None: no state of its own, or one that a person brought about by
the key or the button whose name was just read."""

VENTED = 'Every zone is below 10\u00a0mmHg.'
LOST = 'The boots stopped answering. Press the stop button on the boots. '

HEARD = {
    # look.py
    'no-boots': ('status', 'No boots yet'),
    'boots-found': ('status', 'Boots found nearby'),
    'pairing': None,
    'pairing-blink': ('focus', 'Did the light on your boots blink?'),
    'ready': ('status', 'Connected · 4 zones'),
    'ready-ticked': None,
    'putting-on': None,
    'programs': None,
    'starting': ('status', 'Starting'),
    'running': ('status', 'Running'),
    'running-table': None,
    'boots-live': None,
    'device-live': None,
    'paused': ('status', 'Paused. Air is out.'),
    'stopping': ('status', 'Stopping'),
    'finished': ('status', f'{VENTED} You stopped it at'),
    # trouble.py
    'disconnected': ('status', 'Not connected. Press Connect.'),
    'connecting': ('status', 'Connecting…'),
    'elsewhere': ('alert', 'Another app controls these boots. STOP lets the air out.'),
    'link-lost': ('alert', LOST + 'Air may still be in them. These boots let it out by themselves '
                                  'within 20 seconds of losing the link. Do not wait for that.'),
    'finished-link-lost': ('status', f'{VENTED} The link was lost at'),
    'stopping-silent': ('alert', 'Air may still be in the boots.'),
    'fault-no-reading': ('alert', 'Ebb stopped: no pressure reading for 3\u00a0s. Ebb does not know '
                                  'how tight they are. Open the boots if they feel tight.'),
    'fault': ('alert', 'Ebb stopped: pressure went above the plan'),
    'fault-empty': ('status', VENTED, 'whole'),
    # air.py
    'radio-no-adapter': ('status', 'No Bluetooth on this computer.'),
    'radio-off': ('status', 'Bluetooth is off.'),
    'radio-blocked': ('status', 'Bluetooth is blocked.'),
    'radio-no-service': ('status', 'The Bluetooth service is not running.'),
    'radio-no-permission': ('status', 'Ebb may not use Bluetooth.'),
    'pairing-refused': ('focus', 'The boots refused to pair.'),
    'pairing-timed-out': ('focus', 'Pairing took too long.'),
    'pairing-wrong-code': ('focus', 'The codes were not the same.'),
    'pairing-confirm': ('focus', 'Do the boots show 123\u00a0456?'),
    'pairing-enter': ('focus', 'Code'),
    'adapters': None,
    'bond-forgotten': ('status', 'Not paired with this computer'),
    'bond-lost': ('status', 'The boots forgot this computer'),
    'device-bond-lost': None,
    # faults.py
    'pairing-version': ('focus', 'These boots speak another version.'),
    'refused-battery': ('status', 'They might stop with air inside. Charge to'),
    'refused-not-vented': ('status', 'Air is still in the boots. Wait until'),
    'refused-length': ('status', '20 minutes can not be run. The limit is 15 minutes.'),
    'refused-fault': ('status', 'The boots report a fault. Look at them,'),
    'untrusted-version': ('status', 'These boots speak another version.'),
    'untrusted-answers': ('status', 'These are not the boots they say they are.'),
    'finished-did-not-start': ('status', f'{VENTED} The boots did not start.'),
    'running-battery': ('status', 'The session ends by itself at'),
    'finished-battery': ('status', f'{VENTED} Battery low, ended early'),
    'finished-button': ('status', f'{VENTED} The boots’ own button stopped it'),
    'finished-others': ('status', f'{VENTED} Another app, or somebody near, stopped it'),
    'stopping-then-paused': ('status', 'Stopping'),
    'fault-not-vented': ('alert', 'Ebb sent Stop, and air is still in the boots. Ebb keeps sending '
                                  'Stop. Open the boots now.'),
    'fault-boots': ('alert', 'Ebb stopped: the boots report a fault. Something in them is not as it '
                             'should be.'),
    'link-lost-b': ('alert', LOST + 'These boots can keep running for up to 10\u00a0min without a '
                                    'link.'),
    'link-lost-c': ('alert', LOST + 'These boots can keep running for up to 10\u00a0min without a '
                                    'link.'),
    'link-lost-d': ('alert', LOST + 'Ebb does not know when these boots stop.'),
    'refused-levels': ('status', 'These boots have levels, no mmHg.'),
    'elsewhere-levels': ('alert', 'Another app controls these boots. STOP lets the air out.'),
}
