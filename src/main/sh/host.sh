# A machine whose name does not lead to it: Spark, which asks for the address of that name, would end in a stack trace.

check_host_name() {
    [ -z "${SPARK_LOCAL_IP:-}${SPARK_LOCAL_HOSTNAME:-}" ] && [ $has_address = no ] && [ -f "$local_jar" ] || return 0
    local trouble
    trouble=$("$java" "${short_lived[@]}" -cp "$local_jar" dev.collimate.cli.HostName 2>/dev/null || true)
    [ -n "$trouble" ] || return 0
    # A driver elsewhere is reached by another name, but spark-submit must know one of its own.
    [ "$deploy_mode" = client ] || [[ $trouble == *'no address' ]] || return 0
    case $master in
        local*)
            say "$trouble: Spark binds to the loopback address"
            export SPARK_LOCAL_IP=127.0.0.1
            ;;
        *) fail "$trouble: set SPARK_LOCAL_IP to an address of this machine that the executors reach, or mend its name" ;;
    esac
}
