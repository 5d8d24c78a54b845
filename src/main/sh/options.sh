# The command line: spark-submit's own options (org.apache.spark.launcher.SparkSubmitOptionParser), then the command.
# Sets spark_options and command_line, and what the options say: master, deploy_mode, properties_file and others. A
# wrong value is told here in one line, where Spark would end in a stack trace.

options_with_value=' --archives --class --conf -c --deploy-mode --driver-class-path --driver-cores
    --driver-default-class-path --driver-java-options --driver-library-path --driver-memory --exclude-packages
    --executor-cores --executor-memory --files --jars --keytab --kill --master --name --num-executors --packages
    --principal --properties-file --proxy-user --py-files --queue --remote --repositories --status
    --total-executor-cores '
switches=' --load-spark-defaults --supervise --usage-error --verbose -v '

spark_options=()
command_line=()
master_source=
master=
deploy_mode=
deploy_option=no
properties_file=
loads_defaults=no
has_address=no
manages=no

usage() {
    sed -n '2,/^set -euo/{/^#/s/^# \{0,1\}//p;}' "$root/submit.sh"
}

read_options() {
    while [ $# -gt 0 ]; do
        local name=${1%%=*}
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
            [ "$1" != --load-spark-defaults ] || loads_defaults=yes
            spark_options+=("$1")
            shift
        elif [[ $options_with_value == *[[:space:]]$name[[:space:]]* && $1 == --*=* ]]; then
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
    command_line=("$@")
}

note_option() {
    case $1 in
        --master) master=$2 master_source=$1 ;;
        --deploy-mode) deploy_mode=$2 deploy_option=yes ;;
        --remote) fail_remote "$1" ;;
        --class) fail "--class cannot be chosen: submit.sh runs $main_class" 2 ;;
        --conf | -c)
            [[ $2 == ?*=* ]] || fail "$1 needs KEY=VALUE, but was ${2%%[=:[:space:]]*}" 2
            note_property "${2%%=*}" "${2#*=}"
            ;;
        --driver-memory | --executor-memory) check_memory "$1" "$2" ;;
        --driver-cores | --executor-cores | --num-executors | --total-executor-cores) check_count "$1" "$2" ;;
        --properties-file)
            [ -f "$2" ] && [ -r "$2" ] || fail "$1 is $2, which is not a file that can be read" 2
            properties_file=$2
            ;;
        --archives | --files | --jars | --py-files) check_files "$1" "$2" ;;
        --kill | --status) manages=yes ;;
    esac
}

note_property() {
    case $1 in
        spark.master) [ "$master_source" = --master ] || master=$2 master_source=$1 ;;
        spark.submit.deployMode) [ $deploy_option = yes ] || deploy_mode=$2 ;;
        spark.remote) fail_remote "$1" ;;
        spark.driver.host | spark.driver.bindAddress) has_address=yes ;;
        spark.driver.memory | spark.executor.memory) check_memory "$1" "$2" ;;
        spark.driver.cores | spark.executor.cores | spark.executor.instances | spark.cores.max) check_count "$1" "$2" ;;
    esac
}

fail_remote() {
    fail "$1 names a Spark Connect server, which runs no programs: name a master with --master in its place" 2
}

check_memory() {
    local size='^[0-9]*[1-9][0-9]*([kmgtpKMGTP]?[bB]?)$'
    [[ $2 =~ $size ]] || fail "$1 must be a size such as 800m or 4g, but was $2" 2
}

check_count() {
    [[ $2 =~ ^[0-9]*[1-9][0-9]*$ ]] || fail "$1 must be a whole number of at least 1, but was $2" 2
}

# Files of this machine only: Spark itself leaves out a jar that is missing and goes on.
check_files() {
    local path rest=$2,
    while [ -n "$rest" ]; do
        path=${rest%%,*} rest=${rest#*,}
        path=${path%%#*}
        case $path in
            '' | *[*?[{]*) continue ;;
            file:*) path=$(path_of_address "$path") ;;
            [a-zA-Z]*:*) continue ;;
        esac
        [ -e "$path" ] || fail "$1 names $path, which does not exist" 2
    done
}
