#!/bin/sh
# Make Debian's Java 17 available to the tests of Spark. Nothing is fetched but from the package
# sources of this machine. Without root, and outside continuous integration, these tests skip.
set -eu

if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    exit 0
fi
if command -v java >/dev/null 2>&1; then
    exit 0
fi
remedy="apt-get install openjdk-17-jre-headless (or set JAVA_HOME to a Java 17 of your own)"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "== installing Java"
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless >/dev/null
    then
        exit 0
    fi
fi
if [ -n "${CI:-}" ]; then
    echo "no Java, and continuous integration needs one: $remedy" >&2
    exit 1
fi
echo "no Java: the tests of Spark are passed over. Remedy: $remedy" >&2
