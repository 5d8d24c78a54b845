#!/usr/bin/env bash
# Runs a Collimate command on Spark:
#
#   ./submit.sh [spark-submit options] COMMAND [command options]
#
# Without SPARK_HOME it runs on the Spark that Maven fetched, with master local[*] unless --master says otherwise; with
# SPARK_HOME on that one's bin/spark-submit. It builds the jar on first use and when sources changed.
#
#   SPARK_HOME      an installed Spark 4 (Scala 2.13)
#   JAVA_HOME       a JDK, 17 or newer
#   COLLIMATE_JAR   a jar to submit in place of the built one; any address that spark-submit takes (hdfs:, s3a:, local:)
set -euo pipefail

fail() {
    echo "submit.sh: $1" >&2
    exit "${2:-1}"
}

say() {
    echo "submit.sh: $1" >&2
}

script=${BASH_SOURCE[0]}
while [ -L "$script" ]; do
    link=$(readlink "$script")
    case $link in
        /*) script=$link ;;
        *) script=$(dirname "$script")/$link ;;
    esac
done
root=$(cd -P "$(dirname "$script")" && pwd)
main_class=dev.collimate.cli.Main
built_jar=$root/target/collimate.jar
fetched_spark=$root/target/spark

# --- Arguments: spark-submit's own options (org.apache.spark.launcher.SparkSubmitOptionParser), then the command. ---

options_with_value=' --archives --class --conf -c --deploy-mode --driver-class-path --driver-cores
    --driver-default-class-path --driver-java-options --driver-library-path --driver-memory --exclude-packages
    --executor-cores --executor-memory --files --jars --keytab --kill --master --name --num-executors --packages
    --principal --properties-file --proxy-user --py-files --queue --remote --repositories --status
    --total-executor-cores '
switches=' --load-spark-defaults --supervise --usage-error --verbose -v '

usage() {
    sed -n '2,/^set -euo/{/^#/s/^# \{0,1\}//p;}' "$root/submit.sh"
}

spark_options=()
deploy_mode=client
own_properties=no
manages=no

# Spark's own words for a wrong master are a stack trace.
check_master() {
    local cores='^local\[([1-9][0-9]*|\*)( *, *[1-9][0-9]*)?\]$'
    case $1 in
        local | local-cluster\[*\] | yarn | k8s://?* | spark://?*:[0-9]*) return ;;
    esac
    [[ $1 =~ $cores ]] \
        || fail "the master must be local, local[N], local[*], spark://HOST:PORT, k8s://ADDRESS or yarn, but was $1" 2
}

note_option() {
    case $1 in
        --master) check_master "$2" ;;
        --deploy-mode) deploy_mode=$2 ;;
        --conf | -c)
            case $2 in
                spark.submit.deployMode=*) deploy_mode=${2#*=} ;;
                spark.master=*) check_master "${2#*=}" ;;
            esac
            ;;
        --properties-file) own_properties=yes ;;
        --kill | --status) manages=yes ;;
    esac
}

while [ $# -gt 0 ]; do
    name=${1%%=*}
    case $1 in
        -h | --help)
            usage
            set -- --help
            break
            ;;
        --version)
            manages=yes
            spark_options+=("$1")
            shift
            continue
            ;;
        -*) ;;
        *) break ;;
    esac
    if [[ $switches == *[[:space:]]$1[[:space:]]* ]]; then
        spark_options+=("$1")
        shift
    elif [[ $options_with_value == *[[:space:]]$name[[:space:]]* && $1 == --*=?* ]]; then
        note_option "$name" "${1#*=}"
        spark_options+=("$1")
        shift
    elif [[ $options_with_value == *[[:space:]]$1[[:space:]]* ]]; then
        [ $# -ge 2 ] || fail "the spark-submit option $1 needs a value" 2
        note_option "$1" "$2"
        spark_options+=("$1" "$2")
        shift 2
    else
        fail "$name is not a spark-submit option; use: ./submit.sh [spark-submit options] COMMAND [command options]" 2
    fi
done

# --- Java, the jar and Spark. ---

if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    javac=$JAVA_HOME/bin/javac
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it; set it to a JDK 17 or newer"
else
    java=$(command -v java) || fail "java not found; install a JDK 17 or newer, or set JAVA_HOME to one"
    javac=$(command -v javac || true)
fi
java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
[ "${java_version:-0}" -ge 17 ] || fail "$java is of version ${java_version:-unknown}; a JDK 17 or newer is needed"

build() {
    command -v mvn >/dev/null || fail "mvn not found; install Apache Maven 3.8 or newer"
    [ -x "$javac" ] || fail "$java belongs to a Java without compiler; install a JDK 17 or newer, or set JAVA_HOME to one"
    local version
    version=$(mvn -v | sed -n 's/.*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    [ "${version%%.*}" -gt 3 ] || [ "${version#*.}" -ge 8 ] || fail "Maven ${version} is too old; 3.8 or newer is needed"
    say "building $built_jar with Maven ($1)"
    # Only what a job needs: tests and the formatter's check are the developer's business.
    (cd "$root" && mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package) >&2 \
        || fail "the build failed, see Maven's messages above"
    touch "$built_jar"
}

jar=${COLLIMATE_JAR:-$built_jar}
if [ -z "${COLLIMATE_JAR:-}" ]; then
    if [ ! -f "$built_jar" ] || [ ! -d "$fetched_spark/jars" ]; then
        build 'first use: it fetches Spark too, which takes some minutes'
    elif [ -n "$(find "$root/pom.xml" "$root/src/main" -newer "$built_jar" -print | head -n 1)" ]; then
        build 'sources changed'
    fi
fi

if [ -n "${SPARK_HOME:-}" ]; then
    [ -x "$SPARK_HOME/bin/spark-submit" ] \
        || fail "SPARK_HOME is $SPARK_HOME, but there is no bin/spark-submit in it; mend it, or unset it to use Maven's Spark"
    ls "$SPARK_HOME"/jars/spark-core_2.13-4.*.jar >/dev/null 2>&1 \
        || fail "SPARK_HOME is $SPARK_HOME, which is not a Spark 4 (no jars/spark-core_2.13-4.*.jar); unset it to use Maven's Spark"
    say "Spark in SPARK_HOME=$SPARK_HOME"
    if [ $own_properties = no ] && [ ! -f "${SPARK_CONF_DIR:-$SPARK_HOME/conf}/spark-defaults.conf" ]; then
        spark_options+=(--properties-file "$root/conf/spark-defaults.conf")
    fi
    submit=("$SPARK_HOME/bin/spark-submit")
else
    [ -d "$fetched_spark/jars" ] || fail "no Spark: set SPARK_HOME, or unset COLLIMATE_JAR so that Maven fetches one"
    say "Spark fetched by Maven"
    export SPARK_HOME=$fetched_spark SPARK_CONF_DIR=${SPARK_CONF_DIR:-$root/conf} SPARK_SCALA_VERSION=2.13
    submit=()
fi

# spark-submit's part for a Spark that has no bin folder: Spark's launcher prints the whole java command, each word ended
# by NUL, after a first NUL and a line end.
run_submit() {
    if [ ${#submit[@]} -gt 0 ]; then
        exec "${submit[@]}" "$@"
    fi
    local word command=() status
    while IFS= read -r -d '' word; do
        command+=("$word")
    done < <(
        status=0
        "$java" -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@" \
            || status=$?
        printf '%d\0' $status
    )
    status=${command[${#command[@]} - 1]}
    [ "$status" = 0 ] || exit "$status"
    unset "command[${#command[@]}-1]" "command[0]"
    command=("${command[@]}")
    command[0]=${command[0]#$'\n'}
    exec "${command[@]}"
}

# --- What the program needs to know. ---

export COLLIMATE_HOME=$root
if [ -t 2 ]; then
    COLLIMATE_TERMINAL_WIDTH=$(tput cols 2>/dev/null || echo 80)
    COLLIMATE_CLEAR_LINE=$'\r\e[K'
    export COLLIMATE_TERMINAL_WIDTH COLLIMATE_CLEAR_LINE
fi

file_address() {
    local LC_ALL=C path=$1 address=file:// character i
    for ((i = 0; i < ${#path}; i++)); do
        character=${path:i:1}
        case $character in
            [a-zA-Z0-9/._~-]) address+=$character ;;
            *) address+=$(printf '%%%02X' "'$character") ;;
        esac
    done
    printf '%s' "$address"
}
export SPARK_SUBMIT_OPTS="-Dlog4j2.configurationFile=$(file_address "$root/conf/log4j2.properties") ${SPARK_SUBMIT_OPTS:-}"

# --- Run. ---

if [ $manages = yes ]; then
    run_submit "${spark_options[@]}"
fi

program=("$java" -cp "$jar:$SPARK_HOME/jars/*")
[ $# -gt 0 ] || exec "${program[@]}" "$main_class"
for argument in "$@"; do
    case $argument in
        -h | --help) exec "${program[@]}" "$main_class" "$@" ;;
    esac
done

# A driver that runs inside the cluster finds no files of this machine: their options are put on its command line.
if [ "$deploy_mode" = cluster ] && [ $# -gt 0 ]; then
    resolved=()
    while IFS= read -r -d '' argument; do
        resolved+=("$argument")
    done < <(
        status=0
        "${program[@]}" dev.collimate.cli.ResolveOptions "$@" || status=$?
        printf '%d\0' $status
    )
    status=${resolved[${#resolved[@]} - 1]}
    [ "$status" = 0 ] || exit "$status"
    unset "resolved[${#resolved[@]}-1]"
    set -- "${resolved[@]}"
fi

run_submit ${spark_options[@]+"${spark_options[@]}"} --class "$main_class" "$jar" "$@"
