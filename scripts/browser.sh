#!/bin/sh
# Make Debian's Chromium available to the tests. Nothing is fetched but from the package sources of
# this machine. Without root, and outside continuous integration, the tests of the browser skip.
set -eu

browser="${BIRUNI_CHROMIUM:-/usr/bin/chromium}"
if [ -x "$browser" ]; then
    exit 0
fi
remedy="apt-get install chromium (or set BIRUNI_CHROMIUM to a Chromium of your own)"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "== installing chromium"
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null
    then
        exit 0
    fi
fi
if [ -n "${CI:-}" ]; then
    echo "no browser at $browser, and continuous integration needs one: $remedy" >&2
    exit 1
fi
echo "no browser at $browser: its tests are passed over. Remedy: $remedy" >&2
