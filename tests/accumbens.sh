# Accumbens: what the commands do, beyond the words of the command line.

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
  printf '%s\n' "$1" | diff "$scratch/$2" -
}

# An experiment of this test's own, beside the project's worlds and models.
mkdir -p "$scratch/experiments"
ln -s "$PWD/envs" "$PWD/models" "$scratch"
mistaken=$scratch/experiments/bad.yaml
good=$scratch/experiments/good.yaml

# ---- check

cat > "$mistaken" << 'END'
about: Much is wrong.
env:   clif
model: sarsa
model.agent.gama: 0.9
seeds: 1:30
colour: red
phases:
  - {name: learn, episodes: many}
END
run check "$mistaken"
holds "a file with mistakes ends with 1" ended 1
holds "all mistakes of a file are told at once" says "$mistaken:2:8: error: there is no file \
$scratch/envs/clif.yaml
    env:   clif
           ^
    hint: did you mean 'cliff'?
$mistaken:4:1: error: there is nothing at 'model.agent.gama' to override
    model.agent.gama: 0.9
    ^
    hint: did you mean 'model.agent.gamma'?
$mistaken:5:8: error: 'seeds' must be numbers from 0 on, not '1:30'
    seeds: 1:30
           ^
    hint: such as 30, 1..30 or [1, 2, 5..9]
$mistaken:6:1: error: unknown key 'colour'
    colour: red
    ^
$mistaken:8:29: error: 'episodes' must be a whole number, not 'many'
    - {name: learn, episodes: many}
                              ^
5 errors; nothing was run" err
holds "nothing is printed beside them" test ! -s "$scratch/out"

cat > "$good" << 'END'
about: Sarsa on the cliff, briefly.
env:   cliff
model: sarsa
seeds: 3
phases:
  - {name: learn, episodes: 4}
claims:
  - that:    four episodes end
    measure: finished
    is:      {equals: 1}
END
run check "$good"
holds "a file without mistakes is well" \
  says "$good: 1 condition x 3 seeds, 1 claim: all is well" out
run check "$good" model.plasticity.alpha=0.2 --seeds 1..5
holds "overrides are checked with it" \
  says "$good: 1 condition x 5 seeds, 1 claim: all is well" out
run check "$good" model.plasticity.alpha=0.1,0.2
holds "a claim is made at each level that is swept" \
  says "$good: 2 conditions x 3 seeds, 2 claims: all is well" out
run check "$good" model.plasticity.alpha=3
holds "an override out of range ends with 1" ended 1
holds "and is told with its place" grep -q '^command line:1:' "$scratch/err"
fails "to check writes nothing" test -e "$scratch/results"

# ---- run

run run "$good"
holds "results lie beside the experiment's folder" test -s "$scratch/results/good/curves.csv"
holds "and it says where" grep -q "^results: $scratch/results/good\$" "$scratch/out"
cp "$scratch/results/good/curves.csv" "$scratch/curves.csv"
run run "$good"
holds "the same command again ends well" ended 0
holds "and runs nothing" grep -q '^3 of 3 runs done (3 before)' "$scratch/err"
run run "$good" model.plasticity.alpha=0.2
holds "other settings go elsewhere" \
  test "$(ls -d "$scratch"/results/good+* | wc -l)" -eq 1
holds "and leave the file's own results alone" \
  cmp "$scratch/results/good/curves.csv" "$scratch/curves.csv"
run run "$good" --out "$scratch/quiet" --quiet
holds "--quiet prints nothing" test ! -s "$scratch/out"
run verify "$good" --out "$scratch/verified"
holds "a claim that holds ends with 0" ended 0
sed 's/equals: 1/equals: 2/' "$good" > "$mistaken"
run verify "$mistaken" --out "$scratch/failed"
holds "a claim that fails ends with 1" ended 1
run run "$mistaken" --out "$scratch/failed"
holds "but to run it is no failure" ended 0

# ---- stopped and gone on with

long="run experiments/sb_cliff.yaml --seeds 1..64 --jobs 1 --quiet phases.learn.episodes=40000"
"$ACCUMBENS" $long --out "$scratch/stopped" > "$scratch/out" 2> "$scratch/err" &
for wait in 1 2 3 4 5 6 7 8 9 10; do   # until the record is there: animals run from then on
  ! ls "$scratch/stopped/"*.sqlite > /dev/null 2>&1 || break
  sleep 0.2
done
sleep 0.3
kill -TERM $!
wait $!
code=$?
holds "a run that is asked to stop ends with 4" ended 4
holds "and says that nothing is lost" \
  grep -q '^stopped; what was done is kept, and the same command goes on$' "$scratch/err"
fails "it leaves no results that look whole" test -e "$scratch/stopped/curves.csv"
run $long --out "$scratch/stopped"
holds "the same command ends what was begun" ended 0
run $long --out "$scratch/straight"
for file in curves.csv claims.csv summary.csv manifest.yaml; do
  if [ -f "$scratch/straight/$file" ]; then
    holds "$file is that of a run that was never stopped" \
      cmp "$scratch/stopped/$file" "$scratch/straight/$file"
  fi
done

# ---- list and describe

run list
holds "what there is is listed" ended 0
for room in env network agent policy signal plasticity; do
  for file in src/"$room"/*.c; do
    kind=$(basename "$file" .c)
    sed -n "/^$room\$/,/^[a-z]/p" "$scratch/out" > "$scratch/part"
    holds "$kind stands under $room" grep -q "^  $kind  *[^ ]" "$scratch/part"
  done
done
for room in env network agent policy signal plasticity measure; do
  for kind in $("$ACCUMBENS" list | sed -n "/^$room\$/,/^[a-z]/s/^  \\([^ ]*\\) .*/\\1/p"); do
    run describe "$kind"
    holds "$kind is described" ended 0
    holds "$kind is described as what it is" grep -q "^$room: $kind\$" "$scratch/out"
  done
done
run describe gridwrld
holds "an unknown kind ends with 1" ended 1
holds "and the nearest is named" \
  says "there is no kind or measure 'gridwrld'; did you mean 'gridworld'?" err
run connectome info "$scratch"
holds "a folder without a connectome ends with 1" ended 1
finish
