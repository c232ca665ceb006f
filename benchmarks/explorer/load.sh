#!/usr/bin/env bash
# load.sh URL [SECONDS [CLIENTS]]: many clients at once against a running explorer, and the time that
# single requests take. Needs wrk (Debian: apt-get install wrk) and curl. Start the explorer with
#   similarity serve --db DB --port 8017
# and give its process id in SERVER_PID to have its memory shown before and after.
set -euo pipefail
url=${1:?"usage: load.sh URL [SECONDS [CLIENTS]]"}
seconds=${2:-60}
clients=${3:-200}
id=$(curl -sf "$url/api/materials?limit=1" | sed 's/.*"id":"\([^"]*\)".*/\1/')

memory() {
  if [ -n "${SERVER_PID:-}" ]; then
    awk -v when="$1" '/^VmRSS/ { printf "memory %s: %.0f MB\n", when, $2 / 1024 }' \
      "/proc/$SERVER_PID/status"
  fi
}

# single PATH: median, 95th percentile and largest of 40 requests one after the other, in ms.
single() {
  for _ in $(seq 40); do
    curl -sf -o /dev/null -w '%{time_total}\n' "$url$1"
  done | sort -n | awk -v path="$1" '{ t[NR] = 1000 * $1 }
    END { printf "%-60s median %.1f ms, 95 %% %.1f ms, max %.1f ms\n", path, t[20], t[38], t[40] }'
}

memory "before"
for path in /api/info '/api/materials?limit=50' '/api/materials?limit=50&sort=gap_ev&order=desc' \
  "/api/materials/$id" "/api/materials/$id/neighbours?k=10" '/optimade/v1/structures?page_limit=20'
do
  single "$path"
done

script=$(mktemp --suffix=.lua)
trap 'rm -f "$script"' EXIT
cat > "$script" << LUA
local paths = {
  "/api/info", "/api/materials?limit=50", "/api/materials?limit=50&sort=gap_ev&order=desc",
  "/api/materials?where=nelements%20%3D%202&limit=50", "/api/materials/$id",
  "/api/materials/$id/neighbours?k=10", "/api/filter/completions?where=gap_ev%20",
}
local turn = 0
request = function()
  turn = turn + 1
  return wrk.format("GET", paths[turn % #paths + 1])
end
LUA
wrk -t2 -c"$clients" -d"${seconds}s" --timeout 30s --latency -s "$script" "$url"
memory "after"
