#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
#
# run-vm.sh [-t SECONDS] [-m MIB] [-n] [-b] -- COMMAND
# run-vm.sh [-t SECONDS] [-m MIB] [-b] -l LIST
# Boots a small VM on the host's own files (read-only, with a tmpfs over them), runs COMMAND there
# beside a real bluetoothd with two virtual controllers, powers off. With a list, a file of lines
# "NAME COMMAND", it runs them one after the other, each beside a bluetoothd and controllers of its
# own: VM_OUT/NAME gets logs, "output" and at the end "status". Where that is missing the guest died,
# its controllers never came up (77), or its time was over.
#   -t  time limit for each command, 120 s    -m  memory, 640 MiB
#   -n  no Bluetooth                          -b  btmon writes btmon.log
# VM_BASE: the folder setup.sh made (build/vm). VM_OUT: a folder for logs, one for each VM.
# VM_PRELOAD: a library to preload into bluetoothd. VM_BLUETOOTHD_OPTIONS: for example -d.
# Exit status: that of COMMAND; 124: time limit; 125: the guest died.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
base=${VM_BASE:-$here/../../build/vm}
out=${VM_OUT:-$base/out}
# Engineering choices: a boot takes 22 s of a machine that has something else to do, a scenario 60 s.
BOOT_MAX_S=120
COMMAND_MEAN_S=120
limit_s=120 memory_mib=640 bluetooth=1 btmon=0 list=
while getopts t:m:nbl: option; do
  case $option in
    t) limit_s=$OPTARG ;;
    m) memory_mib=$OPTARG ;;
    n) bluetooth=0 ;;
    b) btmon=1 ;;
    l) list=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ "${1-}" != -- ] || shift
mkdir -p "$out"
base=$(cd "$base" && pwd -P)
out=$(cd "$out" && pwd -P)

# /dev/kvm may be there and of no use: under kvm_pvm a stock kernel is interpreted.
machine=(-accel "tcg,thread=multi,tb-size=512" -cpu max)
if [ -w /dev/kvm ] && { [ -d /sys/module/kvm_intel ] || [ -d /sys/module/kvm_amd ]; } &&
  [ ! -d /sys/module/kvm_pvm ]; then
  machine=(-accel kvm -cpu host)
fi

# A list is done in far less than its commands' limits together, but for a guest that hangs whole.
guest_limit_s=$((limit_s + BOOT_MAX_S))
rm -f "$out"/{rc,fifo,command.env,serial.log,list}
if [ -n "$list" ]; then
  cp "$list" "$out/list"
  guest_limit_s=$((guest_limit_s + COMMAND_MEAN_S * $(wc -l <"$list")))
fi
mkfifo "$out/fifo"
: >"$out/rc"
quote() { printf "'%s'" "${1//\'/\'\\\'\'}"; }
{
  echo "VM_COMMAND=$(quote "$*")"
  echo "VM_LIMIT_S=$limit_s"
  echo "VM_DIRECTORY=$(quote "$PWD")"
  echo "VM_BLUETOOTH=$bluetooth"
  echo "VM_BTMON=$btmon"
  echo "VM_PRELOAD=$(quote "${VM_PRELOAD-}")"
  echo "VM_BLUETOOTHD_OPTIONS=$(quote "${VM_BLUETOOTHD_OPTIONS-}")"
} >"$out/command.env"
cat "$out/fifo" &
reader=$!
kernel=$base/vmlinux
[ -s "$kernel" ] || kernel=$base/vmlinuz
# In the foreground: whoever ends this script ends the machine with it.
timeout --foreground -k 5 "$guest_limit_s" qemu-system-x86_64 -M q35 "${machine[@]}" -m "$memory_mib" -smp 2 \
  -nodefaults -no-user-config -display none -no-reboot \
  -kernel "$kernel" -initrd "$base/initrd.gz" \
  -append "console=ttyS0 quiet cryptomgr.notests panic=-1 nokaslr mitigations=off vm_base=$base vm_out=$out vm_guest=$here/guest" \
  -serial file:"$out/serial.log" \
  -fsdev local,id=r,path=/,security_model=none,readonly=on,multidevs=remap \
  -device virtio-9p-pci,fsdev=r,mount_tag=hostroot \
  -fsdev local,id=o,path="$out",security_model=none -device virtio-9p-pci,fsdev=o,mount_tag=hostout \
  -device virtio-serial-pci \
  -chardev file,id=out,path="$out/fifo",append=on -device virtserialport,chardev=out,name=out \
  -chardev file,id=rc,path="$out/rc" -device virtserialport,chardev=rc,name=rc \
  -object rng-random,id=rng0,filename=/dev/urandom -device virtio-rng-pci,rng=rng0 </dev/null
ended=$?
# Nobody ever opened the other end: the reader would wait for ever.
if [ $ended -ne 0 ] && [ ! -s "$out/rc" ]; then kill $reader 2>/dev/null; fi
wait $reader 2>/dev/null
rm -f "$out/fifo"
[ $ended = 124 ] && {
  echo "run-vm: not done after $guest_limit_s s; see $out/serial.log" >&2
  exit 124
}
status=$(cat "$out/rc")
[ -n "$status" ] || {
  echo "run-vm: no status from the guest (qemu ended with $ended); see $out/serial.log" >&2
  exit 125
}
exit "$status"
