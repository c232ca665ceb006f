#!/bin/bash
# A build in shards on a Slurm of its own, with one task killed half-way: for root on Debian or Ubuntu.
#
#   run.sh Similarity.Cli.dll [BUILD-OPTION…]
#
# Starts munged, slurmctld and slurmd for one node, in a temporary folder and on the loopback
# interface; submits `build --slurm --shards 4` over the polymorphs; kills task 1 while it works;
# sees that the merge names the missing shard and exits with 4; submits again, which takes task 1
# alone; sees that the merge exits with 0; and compares the export with that of a build in one piece,
# byte for byte. Whatever happens, the daemons are gone at the end. Installs slurm-wlm and munge
# where they are missing.
set -euo pipefail

program=(dotnet "$(realpath "${1:?the path of Similarity.Cli.dll}")")
shift
options=(--kind kinetic --set kgrid=1,1,1 "$@")
inputs=$(realpath "$(dirname "$0")/../../../database/polymorphs/mp_families.jsonl.gz")
patience=${SIMILARITY_SLURM_PATIENCE:-1200}

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

[ "$(id -u)" = 0 ] || fail "Slurm's daemons need root here"
if ! command -v sbatch slurmctld slurmd munged > /dev/null; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends slurm-wlm munge
fi

root=$(mktemp -d)
# The program's folder of work has a name that scripts must quote.
work="$root/it's a \"folder\""
mkdir "$root/state" "$root/spool" "$work"
chmod 755 "$root"
daemons=()

cleanup() {
    status=$?
    if [ $status != 0 ]; then
        tail -n 5 "$root"/*.log "$work"/*.shards/*.log >&2 || true
    fi
    for daemon in slurmctld slurmd munged; do
        if [ -s "$root/$daemon.pid" ]; then
            kill "$(cat "$root/$daemon.pid")" || true
        fi
    done
    for _ in $(seq 100); do
        ls "$root"/*.pid > /dev/null 2>&1 || break
        sleep 0.1
    done
    rm -rf "$root"
    exit $status
}
trap cleanup EXIT

host=$(hostname -s)
cat > "$root/slurm.conf" << END
ClusterName=similarity
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=26817
SlurmdPort=26818
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$root/munge.socket
CredType=cred/munge
StateSaveLocation=$root/state
SlurmdSpoolDir=$root/spool
SlurmctldPidFile=$root/slurmctld.pid
SlurmdPidFile=$root/slurmd.pid
SlurmctldLogFile=$root/slurmctld.log
SlurmdLogFile=$root/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
MinJobAge=3600
SlurmdTimeout=300
MessageTimeout=60
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF="$root/slurm.conf"

head -c 1024 /dev/urandom > "$root/munge.key"
chmod 400 "$root/munge.key"
munged --force --socket="$root/munge.socket" --key-file="$root/munge.key" \
    --pid-file="$root/munged.pid" --log-file="$root/munged.log" --seed-file="$root/munged.seed"
slurmctld -c
slurmd -N "$host"

# eventually DESCRIPTION COMMAND…
eventually() {
    local what=$1
    shift
    for _ in $(seq $((patience * 2))); do
        if "$@" > /dev/null 2>&1; then
            return
        fi
        sleep 0.5
    done
    fail "never: $what"
}

node_is_idle() { sinfo -h -o %T | grep -qx idle; }
job_is_over() { [ -z "$(squeue -h -j "$1" 2> /dev/null)" ]; }
exit_code() { scontrol -o show job "$1" | grep -o 'ExitCode=[0-9]*:[0-9]*' | sort -u; }
number() { grep -o "\"$1\":[0-9]*" "$work/submitted.json" | cut -d: -f2; }
pending() { grep -o '"shards_pending":\[[0-9,]*\]' "$work/submitted.json"; }

submit() {
    "${program[@]}" build --db materials.db "$inputs" "${options[@]}" \
        --slurm --shards 4 --time 60 --json --quiet > submitted.json
}

eventually "the node is idle" node_is_idle
cd "$work"

echo "== $(sinfo --version): four shards, two at a time"
submit
array=$(number array) merge=$(number merge)
[ "$(pending)" = '"shards_pending":[0,1,2,3]' ] || fail "expected all shards: $(pending)"
task_works() {
    # The first batch is written: the task is in the middle of its work.
    [ -s materials.db.shards/1-of-4.db ] && [ -s materials.db.shards/1-of-4.db-wal ] &&
        [ "$(squeue -h -r -j "${array}_1" -o %T)" = RUNNING ]
}
eventually "task 1 works" task_works
scancel --signal=KILL --full "${array}_1"
echo "killed task 1 of job $array"

eventually "the merge is over" job_is_over "$merge"
[ ! -e materials.db.shards/1-of-4.done ] || fail "task 1 was done before it was killed"
[ "$(exit_code "$merge")" = ExitCode=4:0 ] || fail "the merge: $(exit_code "$merge")"
grep "shard 1-of-4 is missing" "materials.db.shards/merge-$merge.log" || fail "no shard named"

echo "== again: only what is missing"
submit
array=$(number array) merge=$(number merge)
[ "$(pending)" = '"shards_pending":[1]' ] || fail "expected shard 1 alone: $(pending)"
eventually "the merge is over" job_is_over "$merge"
[ "$(exit_code "$merge")" = ExitCode=0:0 ] || fail "the merge: $(exit_code "$merge")"
tail -n 1 "materials.db.shards/merge-$merge.log"

echo "== a third time: nothing to submit"
submit
grep -q '"jobs":null' submitted.json || fail "something was submitted"
"${program[@]}" db verify --db materials.db

echo "== in one piece"
"${program[@]}" build --db whole.db "$inputs" "${options[@]}" --quiet
"${program[@]}" db export --db materials.db --out merged
"${program[@]}" db export --db whole.db --out whole
diff -r merged whole || fail "the exports differ"
sha256sum merged/* | cut -c1-16,65-
echo "PASSED: the merged export is that of a build in one piece, byte for byte"
