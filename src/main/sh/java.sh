# The JDK: what JAVA_HOME or PATH names if the Spark at hand runs on it, else another one of this machine.

jvm_folder=${JVM_FOLDER:-/usr/lib/jvm}

# For JVMs that live for a second: they start sooner.
short_lived=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC)

java_version() {
    { "$1" -version 2>&1 || true; } | sed -n 's/.* version "\([0-9]*\).*/\1/p' | sed -n 1p
}

# Before Spark 4.2, Hadoop calls what later JDKs took away (javax.security.auth.Subject.getSubject).
newest_java() {
    case $spark_version in
        4.0.* | 4.1.*) echo 21 ;;
        *) echo 25 ;;
    esac
}

is_suited() {
    local version
    version=$(java_version "$1")
    [ "${version:-0}" -ge 17 ] && [ "${version:-0}" -le "$(newest_java)" ]
}

# $1: a program that the JDK must have. Sets java_home; false where there is none.
search_jdk() {
    local home on_path
    on_path=$(command -v "$1" || true)
    [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for home in "${JAVA_HOME:-}" "$on_path" "$jvm_folder"/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -n "$home" ] && [ -x "$home/bin/java" ] && [ -x "$home/bin/$1" ] && is_suited "$home/bin/java"; then
            java_home=$home
            return
        fi
    done
    return 1
}

find_java() {
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
        [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it; set it to a JDK 17 or 21"
    else
        java=$(command -v java || true)
    fi
    [ -z "$java" ] || ! is_suited "$java" || return 0
    local found='java not found'
    [ -z "$java" ] || found="$java is of version $(java_version "$java")"
    search_jdk java || fail "$found; Spark $spark_version runs on JDK 17 to $(newest_java): install one, or set JAVA_HOME to it"
    say "$found; Spark $spark_version runs on JDK 17 to $(newest_java), so $java_home is used"
    use_java_home
}

use_java_home() {
    export JAVA_HOME=$java_home
    java=$JAVA_HOME/bin/java
}

find_compiler() {
    local javac
    if [ -n "${JAVA_HOME:-}" ]; then javac=$JAVA_HOME/bin/javac; else javac=$(command -v javac || true); fi
    [ ! -x "$javac" ] || return 0
    search_jdk javac || fail "$java belongs to a Java without compiler; install a JDK 17 to $(newest_java), or set JAVA_HOME to one"
    say "$java belongs to a Java without compiler, so $java_home is used"
    use_java_home
}
