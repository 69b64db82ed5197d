#!/bin/sh
# Say what is missing before a virtual environment can be made; silent when all is there.
python=$1
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Python 3.11 or newer is needed; '$python' is not. On Debian: apt-get install python3 python3-venv." >&2
    echo "Another interpreter: make PYTHON=/path/to/python3.12 ..." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null && exit 0
    echo "Python's venv module is missing. On Debian, as root: apt-get install python3-venv" >&2
    exit 1
fi
