#!/usr/bin/env bash
# systemd.sh PROGRAM: boots this machine's systemd as process 1 of namespaces of its own, installs program and unit there
# and holds the service to what systemd/README.md says. Needs root, systemd, overlayfs and cgroup2; downloads nothing, and
# leaves the machine as it was.
set -euo pipefail
program=$(readlink -f "$1")
cd "$(dirname "$0")/../.."
left_out() { echo "LEFT OUT: $1"; exit 0; }
[ "$(id -u)" = 0 ] || left_out "the service's test needs root"
[ -x /lib/systemd/systemd ] && unshare --mount --pid --fork true 2>/dev/null || left_out "there is no systemd to boot"
groups=$(findmnt -n -o TARGET -t cgroup2 | head -1)
[ -n "$groups" ] && mkdir "$groups/saring-$$" 2>/dev/null || left_out "there are no control groups to boot systemd in"
group=$groups/saring-$$
box=$(mktemp -d)
init=
finish() {
  [ -z "$init" ] || kill -KILL "$init" 2>/dev/null || true
  for ((tries = 50; tries > 0; tries--)); do
    find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || true
    [ -d "$group" ] || break
    sleep 0.1
  done
  rm -rf "$box"
}
trap finish EXIT
mkdir "$box/install" "$box/shared"
cp "$program" "$box/install/saring"
cp -r rules systemd "$box/install/"
cp Tests/Scripts/systemd-inside.sh "$box/install/inside.sh"
"${CC:-cc}" -shared -fPIC -O1 -o "$box/install/shim.so" Tests/Scripts/fault-shim.c -ldl

cat >"$box/boot.sh" <<'BOOT'
#!/bin/bash
set -e
box=$1
mount --make-rprivate /
mount -t tmpfs -o size=512m tmpfs "$box/shared"
mkdir "$box"/shared/{upper,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$box/shared/upper,workdir=$box/shared/work" "$box/shared/root"
root=$box/shared/root
# Nothing of the machine's own is started, only what this test installs.
rm -rf "$root"/etc/systemd/system/*
: >"$root/etc/machine-id"
: >"$root/etc/fstab"
for unit in systemd-udevd.service systemd-udev-trigger.service systemd-udevd-kernel.socket systemd-udevd-control.socket \
  systemd-timesyncd.service systemd-networkd.service systemd-sysctl.service systemd-modules-load.service \
  kmod-static-nodes.service systemd-random-seed.service dev-hugepages.mount dev-mqueue.mount sys-kernel-debug.mount \
  sys-kernel-tracing.mount sys-kernel-config.mount sys-fs-fuse-connections.mount proc-sys-fs-binfmt_misc.automount \
  systemd-binfmt.service systemd-firstboot.service systemd-sysusers.service systemd-hwdb-update.service ldconfig.service \
  systemd-update-done.service systemd-machine-id-commit.service systemd-remount-fs.service systemd-pstore.service \
  systemd-boot-system-token.service swap.target getty.target console-getty.service; do
  ln -sf /dev/null "$root/etc/systemd/system/$unit"
done
mkdir -p "$root/etc/systemd/system/test.target.wants"
printf '[Unit]\nRequires=basic.target\nAfter=basic.target\nAllowIsolate=yes\n' >"$root/etc/systemd/system/test.target"
cat >"$root/etc/systemd/system/inside.service" <<'UNIT'
[Unit]
After=basic.target
[Service]
Type=oneshot
ExecStart=/bin/bash -c 'bash /run/box/install/inside.sh >/run/box/out 2>&1; echo $? >/run/box/status; systemctl --force --force poweroff'
UNIT
ln -s ../inside.service "$root/etc/systemd/system/test.target.wants/"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755,size=1m tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root"/dev/{pts,shm}
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
mount -t tmpfs tmpfs "$root/dev/shm"
ln -s /proc/self/fd "$root/dev/fd"
mkdir "$root/run/box"
mount --bind "$box" "$root/run/box"
# The kernel's knobs stay the machine's.
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,ro,bind "$root/proc/sys"
cd "$root"
mkdir .old
pivot_root . .old
umount -l /.old
ip link set lo up 2>/dev/null || true
exec env -i container=saring-test PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system --unit=test.target \
  --log-target=journal --log-level=notice --show-status=no
BOOT
chmod +x "$box/boot.sh"
(
  echo 0 >"$group/cgroup.procs"
  exec unshare --fork --kill-child --pid --mount --uts --ipc --net --cgroup "$box/boot.sh" "$box"
) </dev/null >"$box/console" 2>&1 &
init=$!
for ((tries = 2400; tries > 0; tries--)); do
  kill -0 "$init" 2>/dev/null || break
  sleep 0.1
done
cat "$box/out" 2>/dev/null || true
[ -s "$box/status" ] || { echo "systemd did not come to an end; its console:"; tail -30 "$box/console"; exit 1; }
exit "$(cat "$box/status")"
