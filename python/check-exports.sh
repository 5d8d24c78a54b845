#!/bin/sh
# check-exports.sh FOLDER: whether other programs read the exports in FOLDER/files; their environment lies in FOLDER too.
set -eu
folder=$1
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
environment=$folder/environment

sh "$here/require-python.sh"
wanted=$("$python" -V)-$(cksum < "$here/exports/requirements.txt")
if [ "$(cat "$environment/complete" 2>/dev/null)" != "$wanted" ]; then
    rm -rf "$environment"
    "$python" -m venv "$environment"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile \
        -r "$here/exports/requirements.txt"
    echo "$wanted" > "$environment/complete"
fi
cd "$here/exports"
EXPORTS=$folder/files PYTHONPATH=$here/src PYTHONDONTWRITEBYTECODE=1 \
    "$environment/bin/python" -m pytest -q -p no:cacheprovider -c /dev/null --rootdir . test_exports.py
