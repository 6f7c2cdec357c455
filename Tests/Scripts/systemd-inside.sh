# systemd-inside.sh: what systemd.sh runs inside the system it boots.
fails=0
check() {
  local what=$1
  shift
  if "$@"; then echo "  ok    $what"; else echo "  FAIL  $what" && fails=$((fails + 1)); fi
}
property() { systemctl show -P "$1" saring.service; }
is() { [ "$(property "$1")" = "$2" ]; }
wait_for() { # SECONDS COMMAND…
  local tries=$(($1 * 10))
  shift
  until "$@"; do
    [ $((tries -= 1)) -gt 0 ] || return 1
    sleep 0.1
  done
}
restarted() { [ "$(property NRestarts)" = "$1" ] && is ActiveState active; }
said() { journalctl -u saring -o cat --no-pager | grep -qF -- "$1"; }
state=/var/lib/saring
drop() { cp "$1" "$state/inbox/.new" && chgrp saring "$state/inbox/.new" && chmod 640 "$state/inbox/.new" && mv "$state/inbox/.new" "$state/inbox/$2"; }
drop_in() { # NAME LINES
  mkdir -p /etc/systemd/system/saring.service.d
  printf '[Service]\n%b\n' "$2" >"/etc/systemd/system/saring.service.d/$1.conf"
  systemctl daemon-reload
}
fresh() {
  systemctl stop saring
  rm -rf /etc/systemd/system/saring.service.d
  systemctl daemon-reload
  systemctl reset-failed saring 2>/dev/null || true
}
cd /run/box/install
install -m 755 saring /usr/bin/saring
mkdir -p /usr/share/saring /etc/saring/rules
cp -r rules /usr/share/saring/
chmod -R a+rX /usr/share/saring /etc/saring
cp systemd/saring.service /etc/systemd/system/
cp systemd/saring.sysusers /usr/lib/sysusers.d/saring.conf
cp systemd/saring.tmpfiles /usr/lib/tmpfiles.d/saring.conf
systemd-sysusers saring.conf
systemd-tmpfiles --create saring.conf
systemctl daemon-reload
for ((c = 0; c < 3000; c++)); do echo "{\"id\":\"$c\",\"text\":\"sedapnya kak $c, rahasia77\"}"; done >/tmp/dump

echo "The unit …"
check "verifies without a word" [ -z "$(systemd-analyze verify /etc/systemd/system/saring.service 2>&1 | grep -i saring)" ]
exposure=$(systemd-analyze security --offline=true --no-pager /etc/systemd/system/saring.service | awk '/Overall exposure/ { for (i = 1; i < NF; i++) if ($i == "saring.service:") print $(i + 1) }')
check "exposure $exposure, at most 0.5" awk "BEGIN { exit !(\"$exposure\" != \"\" && $exposure + 0 <= 0.5) }"
check "starts" systemctl start saring
check "is active when start returns" is ActiveState active
check "status in plain words: $(property StatusText)" sh -c "systemctl show -P StatusText saring | grep -q '^no dump waiting, rules of'"
drop /tmp/dump first.ndjson
check "judges what is dropped" wait_for 20 test -e $state/done/first.ndjson
check "one line in the journal, at priority info" \
  [ "$(journalctl -u saring -p 6..6 -o cat --no-pager | grep -c '^first.ndjson: 3000 comments')" = 1 ]
check "no text of a comment in the journal" sh -c "! journalctl -u saring -o cat --no-pager | grep -q rahasia77"
ln -s /etc/shadow $state/inbox/link
check "a rejected file is a warning" wait_for 10 sh -c "journalctl -u saring -p 4..4 -o cat --no-pager | grep -q '^link: rejected'"
check "saring status agrees" wait_for 5 sh -c "saring status | grep -q '1 judged, 0 known already, 1 rejected'"

echo "Reload …"
pid=$(property MainPID)
echo 'rulez: [' >/etc/saring/rules/broken.yaml
check "reload returns" systemctl reload saring
check "a broken file is in the status" wait_for 10 sh -c "systemctl show -P StatusText saring | grep -q '1 broken rule file'"
check "and an error with its place in the journal" sh -c "journalctl -u saring -p 3..3 -o cat --no-pager | grep -q 'broken.yaml:1:'"
rm /etc/saring/rules/broken.yaml
check "mended, it is gone from the status" wait_for 10 sh -c "! systemctl show -P StatusText saring | grep -q broken"
check "the process stays the same" is MainPID "$pid"

echo "The sandbox …"
pid=$(property MainPID)
check "a network of its own, with nothing in it" \
  [ "$(readlink "/proc/$pid/ns/net")" != "$(readlink /proc/1/ns/net)" -a "$(grep -c : "/proc/$pid/net/dev")" = 1 ]
check "no new privileges" grep -q '^NoNewPrivs:.1' "/proc/$pid/status"
check "system calls are filtered" grep -q '^Seccomp:.2' "/proc/$pid/status"
check "no capabilities" grep -q '^CapEff:.0*$' "/proc/$pid/status"
for place in /etc /usr /var /var/lib /home /root; do
  check "$place cannot be written to" sh -c "! nsenter -t $pid -m -- touch $place/saring-was-here 2>/dev/null"
done
check "not root" [ "$(stat -c %U "/proc/$pid")" = saring ]

echo "It comes back …"
fresh
systemctl start saring
kill -SEGV "$(property MainPID)"
check "after SEGV" wait_for 10 restarted 1
drop /tmp/dump second.ndjson
kill -KILL "$(property MainPID)"
check "after kill -9" wait_for 10 restarted 2
check "and goes on" wait_for 20 test -e $state/done/second.ndjson
fresh
drop_in watchdog 'WatchdogSec=2'
systemctl start saring
kill -STOP "$(property MainPID)"
check "after a hang, by the watchdog" wait_for 20 restarted 1
check "which systemd says" sh -c "journalctl -u saring -o cat --no-pager | grep -qi 'watchdog timeout'"

echo "It gives up where that is right …"
fresh
drop_in crash 'ExecStart=\nExecStart=/bin/sh -c "kill -SEGV $$$$"\nType=simple'
systemctl start saring
check "the start limit ends a crash at every start" wait_for 30 is ActiveState failed
check "after ten" sh -c "journalctl -u saring -o cat --no-pager | grep -q 'Start request repeated too quickly'"
fresh
echo 'rulez: [' >/etc/saring/rules/broken.yaml
check "broken rules at the start: status 2" sh -c "! systemctl start saring 2>/dev/null"
check "… and no second start" is NRestarts 0
rm /etc/saring/rules/broken.yaml

echo "Three dumps that crash it do not end it …"
fresh
cp shim.so /usr/lib/saring-shim.so
drop_in poison 'Environment=LD_PRELOAD=/usr/lib/saring-shim.so FAULTS=pread:poison:1:SEGV'
for p in 1 2 3; do
  { cat /tmp/dump; echo "{\"text\":\"$p\"}"; } >/tmp/poison
  drop /tmp/poison "poison-$p.ndjson"
done
{ cat /tmp/dump; echo '{"text":"healthy"}'; } >/tmp/healthy
drop /tmp/healthy healthy.ndjson
systemctl start saring
check "all are set aside" wait_for 120 sh -c "[ \$(ls $state/rejected/poison-*.error.json 2>/dev/null | wc -l) = 3 ]"
check "the healthy one is judged" test -e $state/done/healthy.ndjson
check "the service is active" wait_for 10 is ActiveState active

echo "Upgrade and stop …"
fresh
for ((d = 0; d < 5; d++)); do { cat /tmp/dump; echo "{\"text\":\"$d\"}"; } >/tmp/next; drop /tmp/next "waiting-$d.ndjson"; done
systemctl start saring
sleep 0.3
install -m 755 saring /usr/bin/saring.new && mv /usr/bin/saring.new /usr/bin/saring
check "restarts with dumps waiting" systemctl restart saring
check "and judges them all" wait_for 60 sh -c "[ \$(ls $state/done/waiting-* | wc -l) = 5 ]"
check "stops" systemctl stop saring
check "cleanly" is Result success
check "a second stop and start" sh -c "systemctl start saring && systemctl stop saring"

echo "Without machine code …"
fresh
mkdir -p /etc/systemd/system/saring.service.d
cp systemd/no-jit.conf /etc/systemd/system/saring.service.d/
systemctl daemon-reload
systemctl start saring
{ cat /tmp/dump; echo '{"text":"no jit"}'; } >/tmp/next
drop /tmp/next no-jit.ndjson
check "the journal says JIT off" wait_for 10 said 'JIT off'
check "dumps are judged" wait_for 60 test -e $state/done/no-jit.ndjson
check "with the same verdicts" sh -c "[ \"\$(grep -o '\"verdict\":\"[a-z]*\"' $state/verdicts/no-jit.ndjson.verdicts.ndjson | head -3000 | md5sum)\" = \"\$(grep -o '\"verdict\":\"[a-z]*\"' $state/verdicts/first.ndjson.verdicts.ndjson | md5sum)\" ]"
systemctl stop saring
[ "$fails" = 0 ] || journalctl -u saring -o cat --no-pager | tail -15
echo "$fails failed"
exit $((fails > 0))
