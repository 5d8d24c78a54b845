# The Spark that submits: SPARK_HOME, or what Maven fetched.

# Sets spark_source, spark_version, SPARK_HOME, submit and default_properties, the file that spark-submit reads.
find_spark() {
    local conf=${SPARK_CONF_DIR:-} core
    if [ -n "$conf" ] && [ ! -d "$conf" ]; then
        say "SPARK_CONF_DIR is $conf, which is not a folder: it is left out"
        conf=
        unset SPARK_CONF_DIR
    fi
    if [ -n "${SPARK_HOME:-}" ]; then
        spark_source=SPARK_HOME
        [ -x "$SPARK_HOME/bin/spark-submit" ] \
            || fail "SPARK_HOME is $SPARK_HOME, but there is no bin/spark-submit in it; mend it, or unset it to use Maven's Spark"
        for core in "$SPARK_HOME"/jars/spark-core_2.13-4.*.jar; do
            [ -f "$core" ] \
                || fail "SPARK_HOME is $SPARK_HOME, which is not a Spark 4 (no jars/spark-core_2.13-4.*.jar); unset it to use Maven's Spark"
            core=${core##*/spark-core_2.13-}
            spark_version=${core%.jar}
        done
        say "Spark in SPARK_HOME=$SPARK_HOME"
        default_properties=${conf:-$SPARK_HOME/conf}/spark-defaults.conf
        if [ -z "$properties_file" ] && [ ! -f "$default_properties" ]; then
            default_properties=$root/conf/spark-defaults.conf
            spark_options+=(--properties-file "$default_properties")
        fi
        submit=("$SPARK_HOME/bin/spark-submit")
    else
        spark_source=Maven
        spark_version=$(pom_spark_version)
        say "Spark fetched by Maven"
        default_properties=${conf:-$root/conf}/spark-defaults.conf
        export SPARK_HOME=$fetched_spark SPARK_CONF_DIR=${conf:-$root/conf} SPARK_SCALA_VERSION=2.13
        submit=()
    fi
}

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
        "$java" "${short_lived[@]}" -cp "$SPARK_HOME/jars/*" \
            org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@" || status=$?
        printf '%d\0' $status
    )
    status=${command[${#command[@]} - 1]}
    [ "$status" = 0 ] || exit "$status"
    unset "command[${#command[@]}-1]" "command[0]"
    command=("${command[@]}")
    command[0]=${command[0]#$'\n'}
    exec "${command[@]}"
}
