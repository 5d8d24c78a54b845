# The jar that is submitted, and one on this machine to ask for options: a jar inside an image or on HDFS cannot be
# opened from here.

# --help says what the program knows without Spark.
needs_no_spark() {
    [ $# -gt 0 ] || return 0
    local argument
    for argument in "$@"; do
        case $argument in -h | --help) return 0 ;; esac
    done
    return 1
}

path_of_address() {
    local path=${1#file:}
    [[ $path != //* ]] || path=/${path#//*/}
    path=${path//\\/\\\\}
    printf '%b' "${path//%/\\x}"
}

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

# Sets jar and local_jar; builds where one of them is the built one.
find_jar() {
    jar=${COLLIMATE_JAR:-$built_jar}
    local_jar=$built_jar
    if [ $manages = yes ]; then
        [ "$spark_source" = SPARK_HOME ] || is_spark_whole || ensure_built
        return
    fi
    case $jar in
        "$built_jar") ;;
        file:*)
            local_jar=$(path_of_address "$jar")
            check_jar "$local_jar"
            ;;
        local:*)
            local path
            path=$(path_of_address "file:${jar#local:}")
            # A driver on this machine opens it here; one in a cluster where it runs.
            [ "$deploy_mode" = cluster ] || check_jar "$path"
            ! is_job_jar "$path" || local_jar=$path
            ;;
        [a-zA-Z]*:*) ;;
        *)
            check_jar "$jar"
            local_jar=$jar
            ;;
    esac
    if [ "$jar" = "$built_jar" ]; then
        ensure_built
    elif [ "$spark_source" = Maven ] && ! is_spark_whole; then
        ensure_built
    elif [ "$local_jar" = "$built_jar" ] && { [ "$deploy_mode" = cluster ] || needs_no_spark "$@"; }; then
        say "$jar cannot be opened from here: options are checked by the jar that is built"
        ensure_built
    fi
}

check_jar() {
    is_job_jar "$1" || fail "COLLIMATE_JAR is $COLLIMATE_JAR, which is not a jar of Collimate"
}
