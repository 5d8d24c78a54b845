#!/usr/bin/env bash
# Runs a Collimate command on Spark:
#
#   ./submit.sh [spark-submit options] COMMAND [command options]
#
# Without SPARK_HOME it runs on the Spark that Maven fetched, with master local[*] unless --master says otherwise; with
# SPARK_HOME on that one's bin/spark-submit. It builds the jar on first use and when sources changed.
#
#   SPARK_HOME      an installed Spark 4 (Scala 2.13)
#   SPARK_CONF_DIR  the folder of its spark-defaults.conf, in place of its conf
#   JAVA_HOME       a JDK that the Spark at hand runs on: 17 or 21, from Spark 4.2 on 25 too. Where it is of another
#                   version, and where it is not set and PATH has none, one is looked for
#   JVM_FOLDER      where JDKs are looked for, /usr/lib/jvm if not set
#   COLLIMATE_JAR   a jar to submit in place of the built one; any address that spark-submit takes (hdfs:, s3a:, local:)
set -euo pipefail

say() {
    echo "submit.sh: $1" >&2
}

fail() {
    say "$1"
    exit "${2:-1}"
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

for part in options settings java build jar spark host; do
    . "$root/src/main/sh/$part.sh"
done

read_options "$@"
set -- ${command_line[@]+"${command_line[@]}"}
find_spark
read_settings
check_settings
find_java
find_jar "$@"

export COLLIMATE_HOME=$root
if [ -t 2 ]; then
    COLLIMATE_TERMINAL_WIDTH=$(tput cols 2>/dev/null || echo 80)
    COLLIMATE_CLEAR_LINE=$'\r\e[K'
    export COLLIMATE_TERMINAL_WIDTH COLLIMATE_CLEAR_LINE
fi
export SPARK_SUBMIT_OPTS="-Dlog4j2.configurationFile=$(file_address "$root/conf/log4j2.properties") ${SPARK_SUBMIT_OPTS:-}"

if [ $manages = yes ]; then
    run_submit "${spark_options[@]}"
fi

program=("$java" "${short_lived[@]}" -cp "$local_jar:$SPARK_HOME/jars/*")
if needs_no_spark "$@"; then
    exec "${program[@]}" "$main_class" "$@"
fi

# A driver that runs inside the cluster finds no files of this machine: their options are put on its command line.
if [ "$deploy_mode" = cluster ]; then
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

check_host_name
run_submit ${spark_options[@]+"${spark_options[@]}"} --class "$main_class" "$jar" "$@"
