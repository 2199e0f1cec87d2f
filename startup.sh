#!/bin/sh
# Entry of the container: starts the API, waits until it is live, starts the web process.
# SIGTERM and SIGINT are passed on to both; if either dies, the other is ended and this exits non-zero.
set -u
cd "$(dirname "$0")" || exit 1

api_host=${API_HOST:-127.0.0.1}
case $api_host in
  0.0.0.0 | ::) api_host=127.0.0.1 ;;
  *:*) api_host="[$api_host]" ;;
esac
live_url="http://$api_host:${API_PORT:-3000}/api/health/live"

api=
web=

is_running() { kill -0 "$1" 2>/dev/null; }

# Asks both to end and waits for them; a second signal changes nothing.
stop() {
  trap '' TERM INT
  [ -n "$web" ] && kill -TERM "$web" 2>/dev/null
  [ -n "$api" ] && kill -TERM "$api" 2>/dev/null
  (
    sleep 10
    kill -KILL $web $api
  ) >/dev/null 2>&1 &
  watchdog=$!
  code=0
  for process in $web $api; do
    wait "$process"
    result=$?
    # 143: ended by the signal before it could handle it, so there was nothing to drain.
    [ "$result" -eq 0 ] || [ "$result" -eq 143 ] || code=1
  done
  kill -KILL "$watchdog" 2>/dev/null
  exit "${1:-$code}"
}

# $1 = what died, $2 = its process
died() {
  wait "$2"
  result=$?
  echo "$1 ended unexpectedly (code $result)" >&2
  [ "$result" -eq 0 ] && result=1
  stop "$result"
}

trap stop TERM INT

# The container's memory in bytes, by control groups of version 2 or 1; a word or a huge number is no limit. $1 is for tests.
cgroups=${1:-/sys/fs/cgroup}
limit=
for file in memory.max memory/memory.limit_in_bytes; do
  if [ -r "$cgroups/$file" ]; then
    read -r limit <"$cgroups/$file"
    break
  fi
done

# Without limits V8 lets garbage grow with the machine's memory (scripts/run/host.js says the same).
heap=320
case $limit in
  '' | *[!0-9]* | ?????????????*) ;;
  *) heap=$((limit / 1048576 * 3 / 8)) ;;
esac
[ "$heap" -le 320 ] || heap=320
[ "$heap" -ge 96 ] || heap=96
old_heap=--max-old-space-size=$heap

node "$old_heap" --max-semi-space-size=4 build/api/api.js &
api=$!
tries=0
until node -e 'fetch(process.argv[1]).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))' "$live_url"; do
  is_running "$api" || died 'the API' "$api"
  tries=$((tries + 1))
  if [ "$tries" -ge 60 ]; then
    echo "the API did not answer at $live_url" >&2
    stop 1
  fi
  sleep 1
done

node "$old_heap" --max-semi-space-size=2 build/api/web.js &
web=$!
while :; do
  is_running "$api" || died 'the API' "$api"
  is_running "$web" || died 'the web process' "$web"
  # In the background, so that a signal is handled at once and a dead process is reaped.
  sleep 1 &
  wait $!
done
