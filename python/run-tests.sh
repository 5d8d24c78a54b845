#!/bin/sh
# run-tests.sh TARGET "VERSION..." "VERSION...": the tests of the Python package on PySpark of each version, in full on the
# first ones, classic and on Spark Connect, and in short on the others, with the jar in TARGET. All that is installed lies in
# TARGET; pip keeps in its cache what it fetched and built. JOBS runs go on at a time, two where it is not set.
set -eu
target=$1
full=$2
smoke=$3
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
environment=$target/python/environment
logs=$target/python/logs

sh "$here/require-python.sh"

# Both are made aside or marked at the end, so that one that was stopped is made anew. All versions of PySpark share the
# packages that they need, and those folders are the ones of the profile distribution.
install_environment() {
    wanted=$("$python" -V)-$(cksum < "$here/requirements.txt")
    [ "$(cat "$environment/complete" 2>/dev/null)" = "$wanted" ] && return
    rm -rf "$environment"
    "$python" -m venv "$environment"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile -r "$here/requirements.txt"
    echo "$wanted" > "$environment/complete"
}

install_pyspark() {
    folder=$target/distribution/$1
    [ -d "$folder" ] && return
    rm -rf "$folder.new"
    mkdir -p "$target/distribution"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile --no-deps \
        --target "$folder.new" "pyspark==$1"
    mv "$folder.new" "$folder"
}

# The package as it would be installed, not the sources.
install_package() {
    rm -rf "$target/python/source" "$target/python/wheel"
    mkdir -p "$target/python/wheel"
    cp -R "$here" "$target/python/source"
    "$environment/bin/python" -m pip wheel --quiet --disable-pip-version-check --no-deps \
        --no-build-isolation --wheel-dir "$target/python/wheel" "$target/python/source"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall \
        "$target"/python/wheel/*.whl
}

install_environment
install_package
for version in $full $smoke; do
    install_pyspark "$version"
done
# A copy: submit.sh would build the jar in its own place anew where sources are newer.
cp "$target/collimate.jar" "$target/python/collimate.jar"
rm -rf "$logs"
mkdir -p "$logs"

# One run a line: the version, and what else pytest is to know.
runs() {
    for version in $full; do
        echo "$version"
        echo "$version --connect"
    done
    for version in $smoke; do
        echo "$version -m smoke"
    done
}

run='
    version=$1
    log=$logs/$(echo "$*" | tr -d " ").log
    start=$(date +%s)
    if PYTHONPATH=$target/distribution/$version COLLIMATE_JAR=$target/python/collimate.jar \
        PYSPARK_PYTHON=$environment/bin/python PYTHONDONTWRITEBYTECODE=1 \
        "$environment/bin/python" -m pytest -p no:cacheprovider --durations=5 $(echo "$*" | cut -s -d " " -f 2-) \
        > "$log" 2>&1
    then
        echo "run-tests.sh: PySpark $*: $(tail -n 1 "$log")"
    else
        cat "$log"
        echo "run-tests.sh: PySpark $* failed after $(($(date +%s) - start)) s; the log above is $log" >&2
        exit 1
    fi'
export target environment logs
cd "$here"
runs | xargs -P "${JOBS:-2}" -I LINE sh -c "set -- LINE;$run"
