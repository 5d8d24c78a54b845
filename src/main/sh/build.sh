# The build with Maven: one at a time, and what it leaves is whole or not there.

# What Maven writes after all jars is the list of them, with colons between.
listed_jars() {
    { tr ':' '\n' <"$fetched_spark/jars.list" && echo; } | sed -n '/./p'
}

is_spark_whole() {
    local name
    [ -s "$fetched_spark/jars.list" ] || return 1
    while IFS= read -r name; do
        [ -f "$fetched_spark/$name" ] || return 1
    done < <(listed_jars)
}

# Whole, of the version that the pom names and no older than it, and with no jar of another version.
is_spark_current() {
    # grep -q would end before it has read all, which ends what writes to it, with an error that counts.
    is_spark_whole && [ ! "$root/pom.xml" -nt "$fetched_spark/jars.list" ] \
        && listed_jars | grep -xF "jars/spark-core_2.13-$(pom_spark_version).jar" >/dev/null || return 1
    local found=("$fetched_spark"/jars/*.jar)
    [ ${#found[@]} -eq "$(listed_jars | sed -n '$=')" ]
}

pom_spark_version() {
    sed -n 's:.*<spark\.version>\(.*\)</spark\.version>.*:\1:p' "$root/pom.xml" | sed -n 1p
}

# Shade packs picocli under another name, and puts its jar in the place of the plain one in one step.
is_job_jar() {
    [ -f "$1" ] && [ "$(tail -c 22 "$1" | head -c 4)" = $'PK\005\006' ] \
        && LC_ALL=C grep -aqF dev/collimate/shaded/picocli/CommandLine.class "$1"
}

# Why a build is needed; nothing if it is not.
reason_to_build() {
    if [ ! -e "$built_jar" ] || [ ! -e "$fetched_spark" ]; then
        echo 'first use: it fetches Spark too, which takes some minutes'
    elif ! is_job_jar "$built_jar" || ! is_spark_whole; then
        echo 'the last build did not end'
    elif [ -n "$(find "$root/pom.xml" "$root/src/main" -name sh -prune -o -newer "$built_jar" -print | head -n 1)" ]; then
        echo 'sources changed'
    elif ! is_spark_current; then
        echo 'another version of Spark, or jars of several'
    fi
}

# A lock on file 9 that ends with the processes that hold it: this one, and a Maven that outlives it.
lock() {
    if command -v flock >/dev/null; then
        flock "$@" 9
    elif command -v perl >/dev/null; then
        perl -e 'use Fcntl ":flock"; open my $file, ">&=9" or die; flock $file, LOCK_EX | (@ARGV ? LOCK_NB : 0) or exit 1' -- "$@"
    else
        say 'neither flock nor perl found: two builds at once would disturb each other'
    fi
}

ensure_built() {
    local reason
    reason=$(reason_to_build)
    [ -n "$reason" ] || return 0
    mkdir -p "$root/target" 2>/dev/null && [ -w "$root/target" ] \
        || fail "$root/target cannot be written, and a build is needed ($reason); use a checkout of your own, or COLLIMATE_JAR"
    exec 9>>"$root/target/.build.lock"
    if ! lock -n; then
        say "another submit.sh builds $built_jar; waiting for it"
        lock
        reason=$(reason_to_build)
    fi
    [ -z "$reason" ] || build "$reason"
    exec 9>&-
}

build() {
    command -v mvn >/dev/null || fail "mvn not found; install Apache Maven 3.8 or newer"
    find_compiler
    local version aside=$fetched_spark.new spark_build=(-Dmdep.skip=true -Dmaven.clean.skip=true)
    version=$(mvn -v | sed -n 's/.*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p' | sed -n 1p)
    [ "${version%%.*}" -gt 3 ] || [ "${version#*.}" -ge 8 ] || fail "Maven ${version} is too old; 3.8 or newer is needed"
    say "building $built_jar with Maven ($1)"
    # What a build that was killed left of it.
    rm -rf "$aside"
    is_spark_current || spark_build=("-Dspark.home=$aside")
    # Sources that change while it builds are newer than this.
    touch "$root/target/.build.lock"
    # Only what a job needs: tests and the formatter's check are the developer's business.
    (cd "$root" && mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true "${spark_build[@]}" package) >&2 \
        || fail "the build failed, see Maven's messages above"
    if [ -d "$aside" ]; then
        rm -rf "$fetched_spark.old"
        [ ! -e "$fetched_spark" ] || mv "$fetched_spark" "$fetched_spark.old"
        mv "$aside" "$fetched_spark"
        rm -rf "$fetched_spark.old"
    fi
    touch -r "$root/target/.build.lock" "$built_jar"
}
