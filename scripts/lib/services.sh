# A private MariaDB and a private S3 server on free loopback ports, in a scratch folder, gone when the script ends.
# Sourced after ground.sh and tools.sh.

start_mariadb() {
  make_scratch
  local dir=$scratch/mariadb port pid i password=test-$RANDOM$RANDOM
  mkdir -p "$dir"
  PATH=$PATH:/usr/sbin
  mariadb-install-db --no-defaults --datadir="$dir/data" --auth-root-authentication-method=normal --skip-test-db \
    --user="$(id -un)" >"$dir/install.log" 2>&1 || {
    tail -n 20 "$dir/install.log" >&2
    die "MariaDB's data folder could not be made"
  }
  port=$(free_port)
  # Durability as in production (every commit flushed); only sizes are chosen for a test machine.
  mariadbd --no-defaults --user="$(id -un)" --datadir="$dir/data" --socket="$dir/s" --pid-file="$dir/pid" --port="$port" \
    --bind-address=127.0.0.1 --skip-name-resolve --character-set-server=utf8mb4 --collation-server=utf8mb4_bin \
    --max-allowed-packet=64M --max-connections=400 --innodb-buffer-pool-size=256M >"$dir/log" 2>&1 &
  pid=$!
  later stop "$pid" 20
  for ((i = 0; ; i++)); do
    mariadb --no-defaults --socket="$dir/s" --user=root -e 'SELECT 1' >/dev/null 2>&1 && break
    if [ "$i" -ge 300 ] || ! kill -0 "$pid" 2>/dev/null; then
      tail -n 20 "$dir/log" >&2
      die "MariaDB did not start"
    fi
    sleep 0.1
  done
  mariadb --no-defaults --socket="$dir/s" --user=root <<SQL
CREATE USER 'anjian'@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL ON \`anjian\\_test%\`.* TO 'anjian'@'127.0.0.1';
CREATE DATABASE anjian_test;
SQL
  export ANJIAN_TEST_MYSQL_DSN="anjian:$password@tcp(127.0.0.1:$port)/anjian_test"
  mariadb_socket=$dir/s
}

# mysql_database NAME: makes an empty database (NAME begins with anjian_test) and prints its address.
mysql_database() {
  mariadb --no-defaults --socket="$mariadb_socket" --user=root -e "DROP DATABASE IF EXISTS \`$1\`; CREATE DATABASE \`$1\`"
  printf '%s/%s\n' "${ANJIAN_TEST_MYSQL_DSN%/*}" "$1"
}

# start_s3 [minio|versitygw]
start_s3() {
  make_scratch
  local server=${1:-minio} port key=anjian-test secret=secret-$RANDOM$RANDOM$RANDOM health pid
  local dir=$scratch/$server
  build_tool "$server" || die "$server could not be built"
  port=$(free_port)
  mkdir -p "$dir/data/anjian-test"
  case $server in
  minio)
    health=/minio/health/ready
    env MINIO_ROOT_USER="$key" MINIO_ROOT_PASSWORD="$secret" MINIO_BROWSER=off MINIO_UPDATE=off \
      "$(tool minio)" server "$dir/data" --quiet --certs-dir "$dir/certs" --address "127.0.0.1:$port" >"$dir/log" 2>&1 &
    ;;
  versitygw)
    health=/health
    env ROOT_ACCESS_KEY="$key" ROOT_SECRET_KEY="$secret" \
      "$(tool versitygw)" --quiet --port "127.0.0.1:$port" --health /health posix "$dir/data" >"$dir/log" 2>&1 &
    ;;
  *) die "no such S3 server: $server (minio or versitygw)" ;;
  esac
  pid=$!
  later stop "$pid" 10
  wait_http "http://127.0.0.1:$port$health" 60 "$pid" || {
    tail -n 20 "$dir/log" >&2
    die "$server did not start"
  }
  export ANJIAN_TEST_S3_ENDPOINT=127.0.0.1:$port ANJIAN_TEST_S3_ACCESS_KEY=$key ANJIAN_TEST_S3_SECRET_KEY=$secret
  export ANJIAN_TEST_S3_BUCKET=anjian-test
}

# start_server FOLDER [SECONDS]: the built server, or $server_program, on a free port with the demo world and the
# ANJIAN_ settings of the environment; its log goes to FOLDER/server.log. Sets server_url and server_pid.
start_server() {
  local dir=$1 port
  port=$(free_port)
  mkdir -p "$dir"
  export ANJIAN_ADDR=127.0.0.1:$port ANJIAN_DATA_DIR=$dir/data ANJIAN_DEMO=true ANJIAN_PUBLIC_URL=http://localhost:$port
  "${server_program:-.cache/anjian}" >"$dir/server.log" 2>&1 &
  server_pid=$!
  printf '%s\n' "$server_pid" >"$dir/server.pid"
  later stop_server "$dir/server.pid"
  wait_http "http://127.0.0.1:$port/readyz" "${2:-180}" "$server_pid" || {
    tail -n 30 "$dir/server.log" >&2
    say "the server did not get ready"
    return 1
  }
  server_url=http://localhost:$port
}

# A story may have killed the server and started another: the file names the one that runs.
stop_server() { if [ -s "$1" ]; then stop "$(cat "$1")" 25; fi; }
