# What spark-submit would take from properties files and the environment where no option says it.

# $1: a properties file; $2: a key. Prints its value, without blanks behind and backslashes.
property() {
    [ -f "$1" ] || return 0
    sed -n "s/^[[:space:]]*${2//./\\.}[[:space:]=:][[:space:]=:]*//p" "$1" | tail -n 1 | sed 's/[[:space:]]*$//; s/\\//g'
}

read_settings() {
    local files=() file value
    [ -z "$properties_file" ] || files+=("$properties_file")
    [ -n "$properties_file" ] && [ $loads_defaults = no ] || files+=("$default_properties")
    for file in "${files[@]}"; do
        value=$(property "$file" spark.master)
        if [ -n "$value" ] && [ -z "$master_source" ]; then
            master=$value master_source="spark.master in $file"
        fi
        [ -n "$deploy_mode" ] || deploy_mode=$(property "$file" spark.submit.deployMode)
        [ -z "$(property "$file" spark.remote)" ] || fail_remote "spark.remote in $file"
        [ -z "$(property "$file" spark.driver.host)$(property "$file" spark.driver.bindAddress)" ] || has_address=yes
    done
    if [ -z "$master_source" ] && [ -n "${MASTER:-}" ]; then
        master=$MASTER master_source='MASTER in the environment'
    fi
    [ -z "${SPARK_REMOTE:-}" ] || fail_remote 'SPARK_REMOTE in the environment'
    deploy_mode=${deploy_mode:-${DEPLOY_MODE:-client}}
    [ -n "$master_source" ] || master='local[*]'
}

check_settings() {
    local cores='^local\[([1-9][0-9]*|\*)( *, *[1-9][0-9]*)?\]$' said=
    local workers='^local-cluster\[ *[1-9][0-9]* *, *[1-9][0-9]* *, *[1-9][0-9]* *\]$'
    case $master in
        local | yarn | k8s://?* | spark://?*:[0-9]*) ;;
        *)
            case $master_source in --master | spark.master) ;; *) said=" ($master_source)" ;; esac
            [[ $master =~ $cores || $master =~ $workers ]] || fail "the master must be local, local[N], local[*],\
 spark://HOST:PORT, k8s://ADDRESS or yarn, but was $master$said" 2
            ;;
    esac
    case $deploy_mode in
        client) ;;
        cluster)
            [[ $master != local* ]] || fail "--deploy-mode cluster needs the master of a cluster, but it is $master:\
 name one with --master, or leave --deploy-mode out" 2
            ;;
        *) fail "--deploy-mode must be client or cluster, but was $deploy_mode" 2 ;;
    esac
}
