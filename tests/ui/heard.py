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
    'boots-not-mine': ('focus', 'so Ebb forgot them'),
    'legs': ('status', 'Connected · 4 zones'),
    'legs-filling': ('focus', 'One boot is filling gently. Which leg do you feel?'),
    'legs-neither': ('focus', 'Check the hoses'),
    'legs-other': ('focus', 'Now the other boot'),
    'legs-done': ('focus', 'Left and right are set'),
    'ready': None,
    'ready-ticked': None,
    'putting-on': None,
    'programs': None,
    'running': ('status', 'Running'),
    'running-table': None,
    'boots-live': None,
    'device-live': None,
    'paused': ('status', 'Paused. Air is out.'),
    'finished': ('status', f'{VENTED} You stopped it at'),
    'boots': ('status', 'Looking for boots'),
    'boots-nothing-found': ('status', 'Nothing found yet.'),
    'device': None,
    'device-switched': None,
    'forget': None,
    'ready-recorded': None,
    'running-recorded': ('status', 'Running'),
    'report': None,
    'elsewhere-account': ('alert', 'Another app controls these boots. STOP lets the air out.'),
    'elsewhere-asked': None,
    'elsewhere-deaf': ('alert', 'The program that runs them does not answer.'),
    # trouble.py
    'disconnected': ('status', 'Not connected. Press Connect.'),
    'connecting-again': None,
    'boots-disconnected': None,
    'device-disconnected': None,
    'connecting': ('status', 'Connecting…'),
    'elsewhere': ('alert', 'Another app controls these boots. STOP lets the air out.'),
    'starting': ('status', 'Starting'),
    'stopping': ('status', 'Stopping'),
    'link-lost': ('alert', LOST + 'Air may still be in them. These boots let it out by themselves '
                                  'within 20 seconds of losing the link. Do not wait for that.'),
    'finished-link-lost': ('status', f'{VENTED} The link was lost at'),
    'stopping-silent': ('alert', 'Air may still be in the boots.'),
    'fault-no-reading': ('alert', 'Ebb stopped: no pressure reading for 3\u00a0s. Ebb does not know '
                                  'how tight they are. Open the boots if they feel tight.'),
    'fault': ('alert', 'Ebb stopped: pressure went above the plan'),
    'fault-empty': ('status', VENTED, 'whole'),
    'closing': ('status', 'Letting the air out, then closing'),
    'closing-anyway': ('alert', 'Ebb sent Stop, and air is still in the boots.'),
    # Said before anybody could listen to a window that has just come.
    'left-open': ('focus', 'Ebb ended before the boots were empty'),
    'finished-left-open': ('status', f'{VENTED} Ebb ended in the middle of it'),
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
    'pairing-going': ('focus', 'Pairing…'),
    'pairing-enter': ('focus', 'Type the code the boots show'),
    'adapters': None,
    'bond-forgotten': ('status', 'Not paired with this computer'),
    'bond-lost': ('status', 'The boots forgot this computer'),
    'device-bond-lost': None,
    # faults.py
    'pairing-version': ('focus', 'These boots speak another version.'),
    'refused-battery': ('status', 'They might stop with air inside. Charge to'),
    'refused-not-vented': ('status', 'Air is still in the boots. Wait until'),
    'refused-fault': ('status', 'The boots report a fault. Look at them,'),
    'untrusted-version': ('status', 'These boots speak another version.'),
    'untrusted-answers': ('status', 'These are not the boots they say they are.'),
    'finished-did-not-start': ('status', f'{VENTED} The boots did not start.'),
    'finished-no-air': ('status', f'{VENTED} Hardly any air reached the legs any more'),
    'running-battery': ('status', 'The session ends by itself at'),
    'finished-battery': ('status', f'{VENTED} Battery low, ended early'),
    'finished-button': ('status', f'{VENTED} The boots’ own button stopped it'),
    'finished-others': ('status', f'{VENTED} Another app, or somebody near, stopped it'),
    'stopping-then-paused': ('status', 'Stopping'),
    'fault-not-vented': ('alert', 'Ebb sent Stop, and air is still in the boots. Ebb keeps sending '
                                  'Stop. Open the boots now.'),
    'fault-tight': ('alert', 'Ebb stopped: a zone stayed tight for 60\u00a0s. Long squeezing is bad '
                             'for nerves. Open the boots now.'),
    'fault-boots': ('alert', 'Ebb stopped: the boots report a fault. Something in them is not as it '
                             'should be.'),
    # kinds.py
    'untrusted-others': ('status', 'These are not the boots you paired.'),
    'lacking': ('status', 'These boots lack a part that Ebb needs.'),
    'held': ('status', 'Another program holds these boots'),
    'link-lost-b': ('alert', LOST + 'These boots can keep running for up to 10\u00a0min without a '
                                    'link.'),
    'link-lost-c': ('alert', LOST + 'These boots can keep running for up to 10\u00a0min without a '
                                    'link.'),
    'finished-open': ('status', 'You said that the boots are open.'),
    'device-d': None,
    'refused-length': ('status', '20 minutes can not be run. The limit is 15 minutes.'),
    'link-lost-d': ('alert', LOST + 'Ebb does not know when these boots stop.'),
    'refused-levels': ('status', 'These boots have levels, no mmHg.'),
    'device-levels': None,
    'elsewhere-levels': ('alert', 'Another app controls these boots. STOP lets the air out.'),
    'ready-one-leg': None,
    'device-set': None,
    'link-lost-one': ('alert', LOST),
    'disconnected-one': ('status', 'The right boot: Not connected'),
    'legs-turned': ('focus', 'Left and right are set'),
    'device-turned': None,
    'finished-sleep': ('status', f'{VENTED} The computer went to sleep at'),
    'boots-twins': ('status', 'Boots found nearby'),
    'boots-others': None,
    'boots-crowd': None,
    # presence.py
    'presence-heat': ('alert', 'Still awake? Press I’m Here within'),
    'running-heat-off': ('status', 'Heat turned off. Nobody answered.'),
    'presence': ('alert', 'Still awake? Press I’m Here within'),
    'finished-no-answer': ('status', f'{VENTED} Nobody answered whether they were awake'),
}
