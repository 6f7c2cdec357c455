# make demo   install what is missing, build, and watch the daemon sieve sample dumps
# make test   install what is missing, build, and run all tests
PREFIX ?= /usr
SYSCONFDIR ?= /etc
UNITDIR ?= /lib/systemd/system
SYSUSERSDIR ?= /usr/lib/sysusers.d
TMPFILESDIR ?= /usr/lib/tmpfiles.d
RELEASE = .build/release/saring
# With Swift's libraries inside, so that the installed program does not hang on the toolchain's place.
BUILD = swift build -c release --static-swift-stdlib
PACKAGES = libpcre2-dev libsimdjson-dev libarchive-dev nettle-dev pkg-config

.PHONY: demo test deps build lint bench fuzz test-large test-kill test-order test-spamassassin test-faults test-power test-systemd test-hostile test-sanitizers soak install uninstall clean

demo: build
	Tests/Scripts/demo.sh $(RELEASE)

test: deps
	swift test
	QUIET=1 Tests/Scripts/faults.sh .build/debug/saring --quick

# Asks apt only for what dpkg does not know as installed.
deps:
	@missing=$$(for p in $(PACKAGES); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$sudo apt-get update -q && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing; \
	fi

build: deps
	$(BUILD) --product saring

lint:
	swift format lint --strict --recursive Sources Tests Package.swift
	.ci/check-imports

# Speed and memory of one worker over a generated million comments; comments that keep rules busy; loading 2,000 rules.
bench: deps
	$(BUILD) --product saring
	$(BUILD) --product saring-bench
	.build/release/saring-bench
	.build/release/saring-bench rules
	.build/release/saring-bench hostile rules

# Kills the daemon 500 times while it works through 2,000 dumps.
test-kill: build
	Tests/Scripts/kill.sh $(RELEASE)

# Lets everything fail that can; parts need root and say so.
test-faults: build
	Tests/Scripts/faults.sh $(RELEASE)

# Cuts the power under the daemon; needs root.
test-power: build
	Tests/Scripts/powercut.sh $(RELEASE)

# Runs the unit in a systemd of its own; needs root.
test-systemd: build
	Tests/Scripts/systemd.sh $(RELEASE)

# Drops a thousand bad dumps of each format into a daemon, and judges comments that are meant to keep rules busy.
test-hostile: build
	$(BUILD) --product saring-hostile
	Tests/Scripts/hostile.sh $(RELEASE) .build/release/saring-hostile

# Passes the tests under the thread and the address sanitizer; builds twice.
test-sanitizers: deps
	Tests/Scripts/sanitize.sh thread
	Tests/Scripts/sanitize.sh address

# An hour of mixed load with faults.
soak: build
	Tests/Scripts/soak.sh $(RELEASE) 3600

# Reads the order of the daemon's system calls; needs strace.
test-order: build
	Tests/Scripts/order.sh $(RELEASE)

# Judges a GiB of each shape within 256 MiB of memory; takes an hour.
test-large: build
	Tests/Scripts/large.sh $(RELEASE)

# Throws bytes at every reader and loader, ten minutes each.
fuzz: deps
	Tests/Scripts/fuzz.sh 600

# Tries SpamAssassin's body patterns; fetches its Debian package. TEXTS=FOLDER gives further texts.
test-spamassassin: deps
	Tests/Scripts/spamassassin.sh $(TEXTS)

install: build
	install -D -m 755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/saring
	cd rules && find . -type f -exec install -D -m 644 {} $(DESTDIR)$(PREFIX)/share/saring/rules/{} \;
	install -d -m 755 $(DESTDIR)$(SYSCONFDIR)/saring/rules $(DESTDIR)$(SYSCONFDIR)/saring/formats
	sed 's|/usr/bin/saring|$(PREFIX)/bin/saring|; s|/usr/share/saring|$(PREFIX)/share/saring|' systemd/saring.service \
	  | install -D -m 644 /dev/stdin $(DESTDIR)$(UNITDIR)/saring.service
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/saring/systemd systemd/no-jit.conf systemd/README.md
	install -D -m 644 systemd/saring.sysusers $(DESTDIR)$(SYSUSERSDIR)/saring.conf
	install -D -m 644 systemd/saring.tmpfiles $(DESTDIR)$(TMPFILESDIR)/saring.conf
	if [ -z "$(DESTDIR)" ]; then systemd-sysusers saring.conf && systemd-tmpfiles --create saring.conf; fi

# Leaves the user's own rules in $(SYSCONFDIR)/saring, the user saring, and all dumps and verdicts where they are.
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/saring $(DESTDIR)$(UNITDIR)/saring.service
	rm -f $(DESTDIR)$(SYSUSERSDIR)/saring.conf $(DESTDIR)$(TMPFILESDIR)/saring.conf
	rm -rf $(DESTDIR)$(PREFIX)/share/saring

clean:
	swift package clean
