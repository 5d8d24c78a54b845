#!/bin/sh
# run-tests.sh TARGET "VERSION..." "VERSION...": the tests of the Python package on PySpark of each version, in full on the
# first ones and in short on the others, with the jar in TARGET. Environments and wheels lie in TARGET.
set -eu
target=$1
full=$2
smoke=$3
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    echo "run-tests.sh: the Python tests need Python 3.10 or newer as $python; set PYTHON to one" >&2
    exit 1
fi

# Made aside and marked at the end, so that one that was stopped is made anew.
environment() {
    folder=$target/python/spark-$1
    wanted=$1-$(cksum < "$here/requirements.txt" | tr ' ' '-')
    [ "$(cat "$folder/complete" 2>/dev/null)" = "$wanted" ] && return
    rm -rf "$folder"
    "$python" -m venv "$folder"
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile \
        -r "$here/requirements.txt" "pyspark==$1"
    echo "$wanted" > "$folder/complete"
}

# The package as it would be installed, not the sources.
install() {
    rm -rf "$target/python/source" "$target/python/wheel"
    mkdir -p "$target/python/wheel"
    cp -R "$here" "$target/python/source"
    "$target/python/spark-$1/bin/python" -m pip wheel --quiet --disable-pip-version-check --no-deps \
        --no-build-isolation --wheel-dir "$target/python/wheel" "$target/python/source"
    "$target/python/spark-$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall \
        "$target"/python/wheel/*.whl
}

run() {
    version=$1
    shift
    environment "$version"
    install "$version"
    echo "run-tests.sh: PySpark $version $*"
    cd "$here"
    # A copy: submit.sh would build the jar in its own place anew where sources are newer.
    cp "$target/collimate.jar" "$target/python/collimate.jar"
    COLLIMATE_JAR=$target/python/collimate.jar PYTHONDONTWRITEBYTECODE=1 \
        "$target/python/spark-$version/bin/python" -m pytest -p no:cacheprovider "$@"
}

for version in $full; do
    run "$version"
    run "$version" --connect
done
for version in $smoke; do
    run "$version" -m smoke
done
