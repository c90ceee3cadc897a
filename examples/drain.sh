#!/bin/sh
# An app beside the drain sidecar, in shell (needs wget, as in busybox): asks /drain, hands out its affinity while it may,
# reports open sessions, and learns of a change by a long poll. Stands for your app: PORT and the session count are yours to fill in.
set -u
sidecar=${DRAIN_URL:-http://localhost:9901}
sessions_file=${SESSIONS_FILE:-/tmp/sessions} # your app knows how many sessions are open; here a file says it

ask() { wget -q -O - --header 'Accept: text/plain' "$sidecar/drain${1:-}"; }

# No answer must change nothing: the last known state holds.
state=$(ask) || state=unknown

affinity() {
  case $state in
    draining | stopping) echo "affinity none" ;; # mint no new one; sessions that are here stay
    *) echo "affinity ${DEPLOYMENT_ID:-?}" ;;
  esac
}

report() {
  count=$(cat "$sessions_file" 2>/dev/null || echo 0)
  # busybox wget has no PUT; a request is three lines of text.
  body="{\"count\":$count,\"ttl_seconds\":60}"
  address=${sidecar#http://}
  printf 'PUT /busy/shell HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' \
    "$address" "${#body}" "$body" | nc "${address%:*}" "${address#*:}" | head -n 1 | grep -q ' 200 ' || echo "report failed" >&2
}

(while :; do report; sleep "${REPORT_SECONDS:-20}"; done) &
reporter=$!
trap 'kill $reporter 2>/dev/null; exit 0' TERM INT

affinity
while :; do
  new=$(ask "?wait=30&since=$state") || { sleep 1; continue; }
  if [ "$new" != "$state" ]; then
    state=$new
    affinity
  fi
done
