#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Ebb Authors
#
# setup.sh FOLDER: makes in FOLDER what run-vm.sh boots: Debian's kernel, unpacked and not
# installed, and a small initramfs. Does nothing when it is there. The packages it needs are in
# build-aux/packages/vm.txt.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
base=${1:?"usage: setup.sh FOLDER"}
mkdir -p "$base"
base=$(cd "$base" && pwd -P)
exec 8>"$base/setup.lock"
flock 8

# 6.1.0-52 first: 6.1.0-55 and -56 hit a kernel BUG in hci_chan_del when a bonded peer forgot its
# bond. Never the cloud flavour, which has no Bluetooth.
kernels=(linux-image-6.1.0-52-amd64)

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

download_kernel() {
  local package newest
  newest=$(apt-cache depends linux-image-amd64 2>/dev/null |
    awk '/Depends: linux-image-[0-9]/ { print $2; exit }')
  mkdir -p "$base/packages"
  for package in "${kernels[@]}" $newest; do
    (cd "$base/packages" && apt-get download -q "$package") && return 0
  done
  return 1
}

if ! compgen -G "$base/kernel/boot/vmlinuz-*" >/dev/null; then
  if ! download_kernel; then
    as_root apt-get -o DPkg::Lock::Timeout=500 update -q
    download_kernel || {
      echo "setup.sh: apt-get could not download ${kernels[*]} nor what linux-image-amd64 depends on" >&2
      exit 1
    }
  fi
  rm -rf "$base/kernel.new"
  dpkg -x "$(find "$base/packages" -name 'linux-image-*.deb' | head -n 1)" "$base/kernel.new"
  rm -rf "$base/kernel" "$base/packages"
  mv "$base/kernel.new" "$base/kernel"
fi

[ "$base/initrd.gz" -nt "$here/setup.sh" ] && [ "$base/initrd.gz" -nt "$here/guest/initramfs-init" ] &&
  [ -e "$base/vmlinuz" ] && exit 0

version=$(basename "$(find "$base/kernel/lib/modules" -mindepth 1 -maxdepth 1 | head -n 1)")
/sbin/depmod -b "$base/kernel" "$version"
tree="$base/initrd"
rm -rf "$tree"
mkdir -p "$tree"/{bin,dev,proc,sys,modules,mnt}
cp "$(command -v busybox)" "$tree/bin/busybox"
install -m 755 "$here/guest/initramfs-init" "$tree/init"
: >"$tree/modules/order"
# The modules that mount the host's root, each after those it depends on.
for module in virtio_pci virtio_mmio virtio_console 9pnet_virtio 9p overlay; do
  /sbin/modprobe -d "$base/kernel" -S "$version" --show-depends "$module" |
    awk '$1 == "insmod" { print $2 }' | while read -r file; do
    name=$(basename "$file")
    grep -qx "$name" "$tree/modules/order" && continue
    cp "$file" "$tree/modules/"
    echo "$name" >>"$tree/modules/order"
  done
done
cp -f "$base/kernel/boot/vmlinuz-$version" "$base/vmlinuz"
# Debian compresses the kernel with xz. Uncompressed it boots by PVH, 2.5 s sooner without KVM.
python3 - "$base" <<'PYTHON' || rm -f "$base/vmlinux"
import lzma
import sys
base = sys.argv[1]
with open(base + '/vmlinuz', 'rb') as file:
    packed = file.read()
kernel = lzma.LZMADecompressor().decompress(packed[packed.index(b'\xfd7zXZ\0'):])
assert kernel[:4] == b'\x7fELF'
with open(base + '/vmlinux', 'wb') as file:
    file.write(kernel)
PYTHON
(cd "$tree" && find . | cpio -o -H newc --quiet | gzip -1) >"$base/initrd.gz.new"
mv "$base/initrd.gz.new" "$base/initrd.gz"
rm -rf "$tree"
