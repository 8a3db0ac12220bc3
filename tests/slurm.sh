# Slurm: a sweep on a real Slurm of two nodes, one of them lost on the way, gives the local bytes.
#
# The cluster is private: an ordinary user's own daemons on the loopback, in $scratch, gone when
# the test ends. Of four shards in an array one is told that its time is over (USR1 to the batch
# shell, as --signal=B: does), and two lose their node: the slurmd is killed and the node set down,
# so that Slurm queues them again while their first copies, which nobody has told, live on. Needs
# slurm-wlm and munge; without them it is skipped. Part of `make check` (a minute), not of `make
# test`.

. tests/sentence.sh

PATH=$PATH:/usr/sbin:/sbin
for tool in sbatch slurmctld slurmd munged; do
  command -v "$tool" > /dev/null || {
    echo "SKIP: there is no $tool; it comes with slurm-wlm and munge"
    echo "[  SKIPPED ] 1 test(s)."
    exit 0
  }
done

here=$(hostname -s)
port=$((20000 + $$ % 9000 * 4))
sweep=experiments/q_learning_sweep.yaml
export SLURM_CONF="$scratch/slurm.conf"
mkdir -p "$scratch/munge" "$scratch/ctld" "$scratch/spool/n0" "$scratch/spool/n1" "$scratch/log"
chmod 755 "$scratch" "$scratch/munge"

# ---- the cluster

configure() {
  echo 'CgroupPlugin=cgroup/v1' > "$scratch/cgroup.conf"
  cat > "$SLURM_CONF" << END
ClusterName=loop
SlurmctldHost=$here(127.0.0.1)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$scratch/munge/sock,cred_expire=6
SlurmctldPort=$port
StateSaveLocation=$scratch/ctld
SlurmdSpoolDir=$scratch/spool/%n
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd-%n.pid
SlurmctldLogFile=$scratch/log/slurmctld.log
SlurmdLogFile=$scratch/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=$scratch/log/jobcomp.txt
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
MailProg=/bin/true
ReturnToService=2
SchedulerParameters=batch_sched_delay=0,sched_interval=1
KillWait=5
SlurmdParameters=config_overrides
NodeName=n0 NodeHostname=$here NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=2 RealMemory=4000
NodeName=n1 NodeHostname=$here NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=2 RealMemory=4000
PartitionName=debug Nodes=n[0-1] Default=YES MaxTime=INFINITE State=UP
END
}

start() {
  dd if=/dev/urandom of="$scratch/munge/key" bs=1024 count=1 2> /dev/null
  chmod 600 "$scratch/munge/key"
  munged --key-file="$scratch/munge/key" --socket="$scratch/munge/sock" \
    --pid-file="$scratch/munged.pid" --log-file="$scratch/log/munged.log" \
    --seed-file="$scratch/munge/seed" || return
  slurmctld -c -f "$SLURM_CONF" && slurmd -c -f "$SLURM_CONF" -N n0 &&
    slurmd -c -f "$SLURM_CONF" -N n1 && until_true 30 nodes_idle
}

# Waits, at most $1 seconds, until a command is true.
until_true() {
  turns=$(($1 * 5))
  shift
  while ! "$@" > /dev/null 2>&1; do
    turns=$((turns - 1))
    [ "$turns" -gt 0 ] || { "$@"; tail -n 20 "$scratch"/log/*; squeue; return 1; }
    sleep 0.2
  done
}

nodes_idle() { test "$(sinfo -h -t idle -o %D)" = 2; }

# Ends what this test has started: its jobs, their first copies, the daemons.
stop() {
  scancel --user="$(id -un)" 2> /dev/null
  [ ! -f "$scratch/started" ] || while read -r pid rest; do
    kill -CONT "$pid" 2> /dev/null && kill -TERM "$pid" 2> /dev/null
  done < "$scratch/started"
  sleep 1
  for file in "$scratch"/slurmd-n*.pid "$scratch/slurmctld.pid" "$scratch/munged.pid"; do
    [ ! -f "$file" ] || kill "$(cat "$file")" 2> /dev/null
  done
  sleep 1
}
trap 'stop; rm -rf "$scratch"' EXIT

configure
holds "a cluster of two nodes is up" start

queue_empty() { test -z "$(squeue -h)"; }

# ---- places that Slurm gives: arrays with and without gaps, srun, the batch script itself

few="--seeds 1..2 --out $scratch/few"
cat > "$scratch/auto.sh" << END
#!/bin/sh
exec \$START "$ACCUMBENS" run "$sweep" $few --shard auto --jobs 1
END

# submit NAME OPTIONS...: the script, what it says in log/NAME.TASK.
submit() {
  name=$1
  shift
  sbatch --job-name="$name" --mem=100 --output="$scratch/log/$name.%a" "$@" "$scratch/auto.sh"
}

# How many logs of that name say this.
say() { grep -l -e "$2" "$scratch/log/$1".* | wc -l; }

# How many tasks of that name ended so.
ends() { grep -c "Name=$1 .*ExitCode=$2:0" "$scratch/log/jobcomp.txt"; }

submit gap --array=0,2,3 --export=ALL,START= > /dev/null
submit ranged --array=2-6:2 --export=ALL,START= > /dev/null
submit many --ntasks=2 --export=ALL,START='srun --mem=100' > /dev/null
submit alone --ntasks=2 --export=ALL,START= > /dev/null
holds "small jobs come to their end" until_true 60 queue_empty
holds "all tasks of an array with gaps are refused" test "$(say gap 'no full range')" -eq 3
holds "with 2" test "$(ends gap 2)" -eq 3
for i in 0 1 2; do
  holds "a task of 2-6:2 is shard $i" test "$(say ranged "^shard $i of 3 is done")" -eq 1
done
for i in 0 1; do
  holds "a task of srun is shard $i" test "$(say many "^shard $i of 2 is done")" -eq 1
done
holds "a batch script of two tasks is told of srun" test "$(say alone 'put srun before')" -eq 1
holds "and fails" test "$(ends alone 2)" -eq 1
holds "all their shards merge" "$ACCUMBENS" merge "$sweep" $few --quiet

# ---- the job, its program telling when and where it is started

out=$scratch/results
cat > "$scratch/accumbens" << END
#!/bin/sh
[ "\$1" != run ] ||
  echo "\$\$ \$SLURMD_NODENAME \$SLURM_ARRAY_TASK_ID \${SLURM_RESTART_COUNT:-0}" \\
    >> "$scratch/started"
exec "$ACCUMBENS" "\$@"
END
chmod +x "$scratch/accumbens"
"$ACCUMBENS" slurm "$sweep" --shards 4 --out "$out" |
  sed -e "s#^\( *\)$ACCUMBENS #\1$scratch/accumbens #" -e 's/sleep 60/sleep 1/' \
    -e "s#^\#SBATCH --output=#&$scratch/log/#" -e "s#--output=q_#--output=$scratch/log/q_#" \
    -e 's/--mem=[12]G/--mem=100/' > "$scratch/job.sh"

# Lines of $scratch/started with this node, or task, and this count of restarts.
started() { awk -v node="$1" -v again="$2" '$2 ~ node && $4 == again' "$scratch/started"; }
pids() { started "$@" | cut -d ' ' -f 1; }
all_at_work() { test "$(ls "$out"/record.*.sqlite | wc -l)" -eq 4 && all_started; }
all_started() { test "$(started . 0 | wc -l)" -eq 4 && test "$(started n1 0 | wc -l)" -eq 2; }
lost_again() { test "$(again_of n1)" -eq 2; }
told_again() { test "$(awk -v t="$told" '$3 == t && $4 == 1' "$scratch/started" | wc -l)" -eq 1; }

# How many of the tasks that a node had first were started again.
again_of() {
  awk -v node="$1" '$4 == 0 && $2 == node { had[$3] = 1 } $4 == 1 && $3 in had { n++ }
    END { print n + 0 }' "$scratch/started"
}

alive() {
  for pid in $(pids n1 0); do
    kill -0 "$pid" || return
  done
}

lose_node() {
  kill -STOP $(pids n1 0) && kill -9 "$(cat "$scratch/slurmd-n1.pid")" &&
    scontrol update nodename=n1 state=down reason=lost
}

: > "$scratch/started"
holds "the script submits the array and its merge" sh "$scratch/job.sh"
array=$(squeue -h -r -o '%F' -t PD,R,CF | sort -n | sed 1q)
holds "all four shards are at work, two on each node" until_true 60 all_at_work
told=$(started n0 0 | sed 1q | cut -d ' ' -f 3)
holds "one is told that its time is over" \
  scancel --batch --signal=USR1 "${array}_$told"
holds "the other node is lost" lose_node
holds "who was told is queued again and goes on" until_true 90 told_again
holds "the lost node's tasks are started again" until_true 90 lost_again
holds "while their first copies are alive" alive
kill -CONT $(pids n1 0)
holds "everything comes to its end" until_true 240 queue_empty

# ---- what came of it

"$ACCUMBENS" run "$sweep" --out "$scratch/local" > /dev/null 2>&1
holds "the merge was done" grep -q 'Name=q_learning_sweep-merge .*JobState=COMPLETED' \
  "$scratch/log/jobcomp.txt"
holds "the results are the local ones, byte for byte" \
  diff -r -x '*.sqlite' "$scratch/local" "$out"
holds "the record is one file" test "$(ls "$out"/*.sqlite | wc -l)" -eq 1
digest() { "$BUILD/tests/tools/record" "$1"/*.sqlite | sort | cksum; }
holds "of the same runs, to the bit" test "$(digest "$out")" = "$(digest "$scratch/local")"
[ "$badly" -eq 0 ] || tail -n 30 "$scratch"/log/* "$scratch/started"
finish
