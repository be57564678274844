#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
"""The shipped window over the double of BlueZ (radio.c), where the computer's own side of the air
goes wrong: the adapter, bluetoothd, the permission to speak to it, and pairing. Each state is
produced outside of Ebb and read from the window; of each there is a picture in every variant."""
import json
import os
import signal
import subprocess

from looks import ManyLooks, run_walks
from radio import BOOTS, Radio
from steps import Ebb, program
from waiting import expect, wait_for

LOGS = os.path.join(os.environ['EBB_LOGS'], 'ui', 'air')
CODE, OTHER_CODE = '123456', '123457'
OWN, SPARE = ('checkbox', 'hci0'), ('checkbox', 'hci1')
STOPPED = 0  # the boots' own word: EBB_RUN_STOPPED
REFUSED = (('AuthenticationRejected', 'pairing-refused', 'The boots refused to pair',
            'They may belong to another computer or phone. Hold the pair button until its light '
            'blinks, then pair again.'),
           # Boots that are bonded with another machine: Security Manager, "Pairing Not Supported".
           ('AuthenticationFailed', None, 'The boots refused to pair',
            'They may belong to another computer or phone. Hold the pair button until its light '
            'blinks, then pair again.'),
           ('AuthenticationTimeout', 'pairing-timed-out', 'Pairing took too long',
            'Hold the pair button, stay within 2\u00a0m, close other apps.'))


class Air(ManyLooks):
    """What can happen to the air, one after the other"""

    sees_stop = False

    def __init__(self, desk, walk, portal):
        self.radio = Radio(desk)

        def open_window(environment):
            self.open = lambda: Ebb(
                desk, environment={**environment, 'DBUS_SYSTEM_BUS_ADDRESS': self.radio.address},
                boots=BOOTS)
            return self.open()
        super().__init__(desk, LOGS, walk, open_window, portal)

    def close(self):
        super().close()
        self.radio.close()

    def walk(self):
        self.ebb.look_for_boots()
        self.no_adapter()
        self.adapter_is_off()
        self.adapter_is_blocked()
        self.service_is_missing()
        self.permission_is_missing()
        for outcome in REFUSED:
            self.pairing_is_refused(*outcome)
        self.codes_differ()
        self.code_is_typed_wrong()
        self.link_is_lost_while_pairing()
        self.pairing_is_left()
        self.pairing_takes_long()
        self.adapter_is_chosen()
        self.paired_in_the_panel()
        self.forgotten_in_the_panel()
        self.forgotten_by_the_boots()
        if self.variant == 'light':
            self.ebb.tick_all()
            self.ebb.see_guide()
            self.lost_in_session('kill', 'run')
            self.lost_in_session('unplug', 'plug')
            self.lost_in_session('off', 'on')
            self.ended_while_pairing()

    def said(self, *sentences):
        """What the window says, to those who read it and to those who hear it"""
        for sentence in sentences:
            self.ebb.wait('label', sentence)

    def is_looking_again(self):
        """The way back from each of these: nobody has to press anything"""
        wait_for(lambda: self.radio.state()['is_scanning'], 'a scan')
        self.ebb.wait('button', f'Pair {BOOTS}')

    # ui.md section 5

    def no_adapter(self):
        self.radio.ask('unplug')
        self.said('No Bluetooth on this computer')
        expect(not self.ebb.find('button', f'Pair {BOOTS}'), 'boots to pair, without Bluetooth')
        self.take('radio-no-adapter')
        self.radio.ask('plug')
        self.is_looking_again()

    def adapter_is_off(self):
        self.radio.ask('off')
        self.said('Bluetooth is off')
        self.take('radio-off')
        self.ebb.press('button', 'Turn On')
        wait_for(lambda: self.radio.state()['is_powered'], 'an adapter that is on')
        self.is_looking_again()

    def adapter_is_blocked(self):
        self.radio.ask('block')
        self.said('Bluetooth is off')
        self.ebb.press('button', 'Turn On')
        self.said('Bluetooth is blocked', 'By airplane mode or a switch on the computer.')
        expect(not self.radio.state()['is_powered'], 'the adapter is on all the same')
        self.ebb.wait('button', 'Bluetooth Settings')
        self.take('radio-blocked')
        self.radio.ask('unblock')
        self.is_looking_again()

    def service_is_missing(self):
        self.radio.ask('kill')
        self.said('The Bluetooth service is not running')
        self.ebb.wait(None, 'sudo systemctl enable --now bluetooth')
        self.ebb.wait('button', 'Copy')
        self.take('radio-no-service')
        self.ebb.press('button', 'Try Again')
        self.said('The Bluetooth service is not running')
        self.radio.ask('run')
        self.is_looking_again()

    def permission_is_missing(self):
        self.radio.ask('kill')
        self.said('The Bluetooth service is not running')
        self.radio.set_permission(False)
        self.radio.ask('run')
        self.said('Ebb may not use Bluetooth')
        self.take('radio-no-permission')
        self.ebb.press('button', 'Try Again')
        self.said('Ebb may not use Bluetooth')
        self.radio.set_permission(True)
        self.ebb.press('button', 'Try Again')
        self.is_looking_again()

    # ui.md section 12

    def expect_nothing_left(self):
        state = self.radio.state()
        expect(not state['is_paired'], 'half a bond is left')
        wait_for(lambda: not self.radio.state()['is_connected'], 'a link that was let go')
        wait_for(lambda: self.radio.state()['agents'] == 0, 'no agent that is left')
        expect(state['default_agents'] == 0, 'an agent for all programs')

    def leave_page(self):
        self.ebb.press('button', 'Back')
        self.ebb.wait_gone('label', 'Set up boots')
        self.ebb.wait('label', 'Boots')

    def pairing_fails(self, picture, *sentences):
        self.said(*sentences)
        self.expect_nothing_left()
        if picture:
            self.take(picture)

    def pairing_is_refused(self, error, picture, *sentences):
        self.radio.ask(f'refuse {error}')
        self.ebb.open_pairing()
        self.ebb.press('button', 'Pair')
        self.pairing_fails(picture, *sentences)
        # The one button for it, and the same answer.
        self.ebb.press('button', 'Try Again')
        self.pairing_fails(None, *sentences)
        self.radio.ask('accept')
        self.leave_page()

    def codes_differ(self):
        self.radio.ask('pairing confirm')
        self.ebb.open_pairing()
        self.ebb.press('button', 'Pair')
        self.said('Do the boots show this code?', '123\u00a0456')
        self.take('pairing-confirm')
        self.ebb.press('button', 'Different')
        self.pairing_fails('pairing-wrong-code', 'The codes were not the same',
                           'Nothing was kept: other boots may have answered. Pair again, and '
                           'compare every digit.')
        self.leave_page()

    def type_code(self, code):
        self.said('Type the code the boots show')
        # The field has the focus already.
        self.ebb.key(*code)
        self.ebb.key('Return')

    def code_is_typed_wrong(self):
        self.radio.ask('pairing enter')
        self.ebb.open_pairing()
        self.ebb.press('button', 'Pair')
        self.said('Type the code the boots show')
        self.take('pairing-enter')
        self.type_code(OTHER_CODE)
        self.pairing_fails(None, 'The codes were not the same')
        self.leave_page()

    def link_is_lost_while_pairing(self):
        """Before anybody has compared anything"""
        self.radio.ask('pairing confirm')
        self.ebb.open_pairing()
        self.ebb.press('button', 'Pair')
        self.said('Do the boots show this code?')
        self.radio.ask('away')
        self.pairing_fails('pairing-lost', 'The link was lost while pairing',
                           'Nothing was kept. Stay within 2\u00a0m, then pair again.')
        self.radio.ask('back')
        self.leave_page()

    def pairing_is_left(self):
        """By the person, in the middle of it"""
        self.radio.ask('pairing confirm')
        self.ebb.open_pairing()
        self.ebb.press('button', 'Pair')
        self.said('Do the boots show this code?')
        expect(self.radio.state()['agents'] == 1, 'no agent of ours while it asks')
        self.leave_page()
        self.expect_nothing_left()

    def pairing_takes_long(self):
        """Boots that do not answer the connection: nothing is asked, and it can be left"""
        self.radio.ask('hang')
        self.ebb.open_pairing()
        self.ebb.press('button', 'Pair')
        self.said('Pairing… this can take 10\u00a0s')
        self.take('pairing-going')
        self.leave_page()
        self.radio.ask('back')
        self.expect_nothing_left()

    def adapter_is_chosen(self):
        """Nothing is shown with one; with two the chosen one is used, and in the next run too"""
        ebb = self.ebb
        expect(not ebb.find('label', 'Bluetooth adapter'), 'a choice of one adapter')
        self.radio.ask('spare')
        ebb.wait('label', 'Bluetooth adapter')
        expect(ebb.wait(*OWN).is_checked, 'the adapter in use is not marked')
        expect(self.radio.state()['spare_scans'] == 0, 'it looks with the other one')
        if self.variant == 'light':
            self.choice_waits_for_another_program()
        ebb.press(*SPARE)
        wait_for(lambda: self.radio.state()['spare_scans'] > 0, 'a scan with the other adapter')
        wait_for(lambda: not self.radio.state()['is_scanning'], 'no scan with the first')
        wait_for(lambda: ebb.wait(*SPARE).is_checked, 'the mark of the adapter in use')
        ebb.wait_gone('button', f'Pair {BOOTS}')
        self.take('adapters')
        if self.variant == 'light':
            self.ears.close()
            ebb.close()
            ebb = self.ebb = self.open()
            self.ears.listen_to(ebb)
            ebb.press('button', 'Find Boots')
            expect(ebb.wait(*SPARE).is_checked, 'the choice was not remembered')
        ebb.press(*OWN)
        self.is_looking_again()

    def choice_waits_for_another_program(self):
        """It has a session, and would lose its link"""
        line = [program('ebbctl'), 'run', 'gentle-wave', '--demo', '--yes', '--json']
        # Its boots are not to be among those that this window knows.
        data = os.path.join(self.environment['HOME'], 'data-elsewhere')
        with subprocess.Popen(line, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              env={**os.environ, **self.environment,
                                   'XDG_DATA_HOME': data}) as session:
            expect(any(json.loads(said).get('state') == 'running' for said in session.stdout),
                   'the other program ended before it ran')
            self.ebb.key('F5')
            self.ebb.wait_gone('label', 'Bluetooth adapter')
            session.terminate()
            session.communicate()
        self.ebb.key('F5')
        self.ebb.wait('label', 'Bluetooth adapter')

    def paired_in_the_panel(self):
        """While Ebb is open: there is nothing left to ask, and no agent of ours to ask it"""
        self.radio.ask('pairing enter')
        self.radio.ask('pair')
        self.ebb.open_pairing()
        self.ebb.press('button', 'Pair')
        self.ebb.say_they_blinked()
        state = self.radio.state()
        expect(state['is_connected'] and state['agents'] == 0, f'paired in the panel: {state}')

    def pair_again(self):
        """One press, and what the boots themselves want"""
        self.ebb.press('button', 'Pair Again')
        self.type_code(CODE)
        self.ebb.say_they_blinked()
        state = self.radio.state()
        expect(state['is_paired'] and state['agents'] == 0, f'paired again: {state}')

    def forgotten_in_the_panel(self):
        self.radio.ask('forget')
        self.ebb.wait('label', text='Not paired with this computer')
        self.take('bond-forgotten', 'Not paired with this computer')
        self.pair_again()

    def forgotten_by_the_boots(self):
        """The computer still has its half of the bond, which is in the way"""
        self.radio.ask('lose-bond')
        self.ebb.wait('label', text='The boots forgot this computer')
        self.take('bond-lost', 'The boots forgot this computer')
        # From the page of these boots, and with a code that is wrong at first.
        self.ebb.key('ctrl+b')
        self.ebb.press('label', text='The boots forgot this computer')
        self.said('They were reset, or paired with another. Hold their pair button until its light '
                  'blinks, then pair again. Their name and history stay.')
        self.take('device-bond-lost')
        self.ebb.press('button', 'Pair Again')
        self.type_code(OTHER_CODE)
        self.pairing_fails(None, 'The codes were not the same')
        self.ebb.press('button', 'Try Again')
        self.type_code(CODE)
        self.ebb.say_they_blinked()

    # The same in the middle of a session

    def lost_in_session(self, go, come):
        ebb = self.ebb
        ebb.wait_ready()
        ebb.start()
        ebb.wait_air()
        self.expect_no_choice()
        self.radio.ask(go)
        self.radio.ask('mark')
        self.said('The boots stopped answering', 'Press the stop button on the boots')
        ebb.wait('button', 'Stop')
        numbers = ebb.figure()
        expect(numbers and set(numbers) == {None}, f'the figure tells {numbers}')
        # A press on Stop is taken, and is no reason to say that they are empty.
        ebb.key('Escape')
        self.said('The boots stopped answering')
        expect(not ebb.find('label', 'Finished'), 'finished, without a reading')
        self.radio.ask(come)
        ebb.wait('label', text='The link was lost at', seconds=60)
        state = self.radio.state()
        expect(state['first_write'] == 'stop', f'first came {state["first_write"]}')
        expect(state['starts'] == 0, 'a START after the loss')
        expect(state['run_state'] == STOPPED, f'they run: {state}')
        ebb.finish(was_lost=True)

    def expect_no_choice(self):
        """Another adapter would cost the session its link"""
        self.ebb.key('ctrl+b')
        self.ebb.wait('label', 'What the badges mean')
        expect(not self.ebb.find('label', 'Bluetooth adapter'), 'a choice while live')
        self.ebb.press('button', 'Back')
        self.ebb.wait('button', 'Less pressure')

    def ended_while_pairing(self):
        """By a signal, as when the person logs out while the code is asked"""
        self.radio.ask('pairing confirm')
        self.radio.ask('forget')
        self.ebb.press('button', 'Pair Again')
        self.said('Do the boots show this code?')
        expect(self.radio.state()['agents'] == 1, 'no agent of ours while it asks')
        self.ebb.process.send_signal(signal.SIGTERM)
        expect(self.ebb.wait_end() == 0, 'ebb ended badly')
        self.expect_nothing_left()
        state = self.radio.state()
        expect(state['orphans'] == 0, 'an agent that nobody took back')


if __name__ == '__main__':
    run_walks(LOGS, Air)
