# Share: shards, merge, status, scripts and plans give what a run in one piece gives.

. tests/sentence.sh

# Runs the program; its two outputs and how it ended are kept.
run() {
  "$ACCUMBENS" "$@" > "$scratch/out" 2> "$scratch/err" < /dev/null
  code=$?
}

ended() {
  echo "it ended with $code:"
  cat "$scratch/out" "$scratch/err"
  test "$code" -eq "$1"
}

says() {
  cat "$scratch/out" "$scratch/err"
  grep -q -e "$1" "$scratch/out" "$scratch/err"
}

# Whether a folder holds what the run in one piece left, its record in one file, too.
like_local() {
  diff -r -x '*.sqlite' "$scratch/local" "$1" &&
    test "$(ls "$1"/*.sqlite | wc -l)" -eq 1 &&
    test "$(record "$1")" = "$(record "$scratch/local")"
}

record() {
  "$BUILD/tests/tools/record" "$1"/*.sqlite | sort | cksum
}

mkdir -p "$scratch/experiments"
ln -s "$PWD/envs" "$PWD/models" "$scratch"
small=$scratch/experiments/small.yaml
cat > "$small" << 'END'
about: Two learning rates, briefly.
env:   four_rooms
model: q_learning
seeds: 7
phases:
  - {name: learn, episodes: 20}
sweep:
  parameters:
    model.plasticity.alpha: {values: [0.1, 0.5]}
record:
  values: {measure: values, over: {episode: last}, by: [state]}
claims:
  - that:    it learns
    measure: steps
    over:    {episode: last, alpha: 0.5}
    is:      {above: 15}
figures:
  steps: {measure: steps, against: episode, lines: alpha}
END
run run "$small" --out "$scratch/local" --jobs 1
holds "the run in one piece" ended 0

# ---- shards and their merge

for i in 0 1 2; do
  run run "$small" --shard $i/3 --out "$scratch/turns"
  holds "shard $i of 3 runs" ended 0
  holds "shard $i says what to do in the end" says "shard $i of 3 is done; when all are: .* merge "
done
holds "shards leave a file each and nothing else" \
  test "$(ls "$scratch/turns" | sed 's/[.].*[.]/./' | tr '\n' ' ')" = \
  "record.sqlite record.sqlite record.sqlite "
run status "$small" --out "$scratch/turns"
holds "status counts all of them" says '^ *14 *0 *0 *0 *0  in all$'
run merge "$small" --out "$scratch/turns"
holds "one after the other they merge" ended 0
holds "to the bytes of a run in one piece" like_local "$scratch/turns"
run merge "$small" --out "$scratch/turns"
holds "to merge again does no harm" like_local "$scratch/turns"
run run "$small" --out "$scratch/turns"
holds "and to run again runs nothing" says '^14 of 14 runs done (14 before)'

at_once() {
  folder=$1
  pids=
  shift
  for shard; do
    "$ACCUMBENS" run "$small" --shard "$shard" --out "$folder" > /dev/null 2>> "$folder.err" &
    pids="$pids $!"
  done
  for pid in $pids; do
    wait "$pid" || { cat "$folder.err"; return 1; }
  done
}

holds "three shards at once" at_once "$scratch/once" 0/3 1/3 2/3
run merge "$small" --out "$scratch/once"
holds "give the same bytes" like_local "$scratch/once"
holds "each shard twice at once" at_once "$scratch/twice" 0/2 1/2 0/2 1/2
run merge "$small" --out "$scratch/twice"
holds "gives the same bytes" like_local "$scratch/twice"
holds "other numbers of shards into the same folder" at_once "$scratch/mixed" 0/2 2/5 3/4 1/2
run merge "$small" --out "$scratch/mixed"
holds "give the same bytes, too" like_local "$scratch/mixed"

run run "$small" --shard 0/3 --out "$scratch/part"
cp "$(ls "$scratch"/part/*.sqlite)" "$scratch/part/record.0-3.elsewhere.1.sqlite"
run merge "$small" --out "$scratch/part"
holds "runs that are missing keep a merge from writing results" ended 1
holds "it says how many" says '^9 of 14 runs are missing; to have them: .* run '
holds "equal copies are one" test "$(ls "$scratch"/part | wc -l)" -eq 1
run run "$small" --out "$scratch/part"
holds "the run goes on where shards left off" says '^14 of 14 runs done (5 before)'
holds "to the same bytes" like_local "$scratch/part"

# ---- who is which shard

auto() {
  env -i PATH="$PATH" "$@" "$ACCUMBENS" run "$small" --shard auto --out "$scratch/auto" \
    > "$scratch/out" 2> "$scratch/err"
  code=$?
}

for id in 1 3 5; do
  auto SLURM_ARRAY_TASK_ID=$id SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=5 \
    SLURM_ARRAY_TASK_STEP=2 SLURM_ARRAY_TASK_COUNT=3
  holds "task $id of 1-5:2 knows its shard" says "^shard $(((id - 1) / 2)) of 3 is done"
done
run merge "$small" --out "$scratch/auto"
holds "an array's tasks do all there is" like_local "$scratch/auto"
auto SLURM_PROCID=1 SLURM_NTASKS=4 SLURM_STEP_ID=0
holds "a task of srun knows its shard" says '^shard 1 of 4 is done'
auto SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=7 \
  SLURM_ARRAY_TASK_STEP=1 SLURM_ARRAY_TASK_COUNT=4
holds "an array with gaps is refused" ended 2
holds "and it says why" says 'the array is no full range: 4 tasks from 0 to 7 in steps of 1'
auto
holds "without Slurm there is no auto" ended 2
for word in 3/3 1 -1/3 0/0 x/y ''; do
  run run "$small" --shard "$word" --out "$scratch/none"
  holds "'$word' is no shard" ended 2
done
run verify "$small" --shard 0/3
holds "a shard is run, not verified" ended 2
run run "$small" --rerun diverged
holds "what failed is run again, and nothing else" ended 2
run run "$small" --rerun failed --out "$scratch/local"
holds "nothing failed, so nothing is run again" says '^14 of 14 runs done (14 before)'

# ---- commands and plans

run run "$small" --print-commands --shards 4 --out "$scratch/printed"
holds "a line a shard" test "$(wc -l < "$scratch/out")" -eq 4
cp "$scratch/out" "$scratch/commands"
holds "each is a command" sh -e "$scratch/commands"
run merge "$small" --out "$scratch/printed"
holds "that do all there is" like_local "$scratch/printed"
run run "$small" --plan --out "$scratch/planned"
holds "a plan counts" says '^2 conditions x 7 seeds: 14 runs, 0 known, 14 to do$'
holds "a plan tells the time" says '^time: about .* on [0-9]* threads* (14 of the runs were tried'
holds "a plan tells the room" says '^disk: about [0-9.]* kB of record'
holds "a plan leaves nothing" test ! -e "$scratch/planned"
run run "$small" --plan --out "$scratch/local"
holds "a plan knows what is done" says '14 runs, 14 known, 0 to do'

# ---- a living shard, and the script that Slurm is given

long=experiments/q_learning_sweep.yaml

# Waits until status tells that shard 1 of 2 is at work.
ready() {
  tries=0
  while [ $tries -lt 40 ]; do
    run status "$long" --out "$1"
    ! says '^being written: record[.]1-2[.]' > /dev/null || return 0
    sleep 0.1
    tries=$((tries + 1))
  done
  cat "$scratch/err"
  return 1
}

"$ACCUMBENS" run "$long" --shard 1/2 --jobs 1 --out "$scratch/long" 2> "$scratch/long.err" &
work=$!
holds "status tells that a shard is at work" ready "$scratch/long"
holds "and what it has to do" says '^ *0 *0 *0 *50000 *50000  in all$'
run merge "$long" --out "$scratch/long"
holds "nothing is merged meanwhile" ended 4
holds "and it says which file is in the way" says "record.1-2.*' is held by another process"
kill -TERM "$work"
wait "$work"
code=$?
holds "a shard that is stopped ends with 4" ended 4
holds "and keeps what it has" grep -q '^stopped; what was done is kept' "$scratch/long.err"
run status "$long" --out "$scratch/long"
holds "which status counts" says '^ *[1-9][0-9]* *0 *0 *0 *[1-9][0-9]*  in all$'

run slurm "$long" --shards 2 --out "$scratch/a job's"
holds "a batch script is written" ended 0
holds "of an array of shards" says '^#SBATCH --array=0-1$'
holds "whose tasks are told in time" says '^#SBATCH --signal=B:USR1@120$'
cp "$scratch/out" "$scratch/job.sh"
holds "it is a script" sh -n "$scratch/job.sh"
mkdir "$scratch/bin"
printf '#!/bin/sh\necho "scontrol $*" >> "%s"\n' "$scratch/asked" > "$scratch/bin/scontrol"
chmod +x "$scratch/bin/scontrol"

# The script as a task of an array, sent a signal when its shard is at work.
task() {
  PATH=$scratch/bin:$PATH SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_JOB_ID=77 \
    sh "$scratch/job.sh" > "$scratch/task" 2>&1 &
  work=$!
  ready "$scratch/a job's" || { cat "$scratch/task"; return 1; }
  kill -"$1" "$work"
  wait "$work"
  code=$?
}

holds "a task can be told to end" task TERM
holds "it ends with 4" ended 4
holds "and is not queued again" test ! -e "$scratch/asked"
holds "a task can be told that its time is over" task USR1
holds "it ends well" ended 0
holds "and is queued again under its array's name" \
  grep -q -x 'scontrol requeue 77_1' "$scratch/asked"
finish
