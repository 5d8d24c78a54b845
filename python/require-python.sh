#!/bin/sh
# require-python.sh: fails, in a line, where PYTHON, or python3 where it is not set, is not Python 3.10 or newer.
python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    echo "require-python.sh: the profiles python and export need Python 3.10 or newer as $python; set PYTHON to one" >&2
    exit 1
fi
