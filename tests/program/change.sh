# Change: settings that change are told and kept apart; manifests and threads change nothing.

. tests/sentence.sh
experiment=$scratch/experiments/x.yaml
mkdir -p "$scratch/experiments"
ln -s "$PWD/envs" "$PWD/models" "$scratch"

run() {
  "$ACCUMBENS" run "$@" --quiet > "$scratch/out" 2> "$scratch/err"
}

same() {
  for file in "$1"/*; do
    case $file in
      *.sqlite) ;;
      *) cmp "$file" "$2/$(basename "$file")" || return ;;
    esac
  done
  test "$(ls "$1" | wc -l)" -eq "$(ls "$2" | wc -l)"
}

cat > "$experiment" << 'END'
about: A walk.
env: random_walk
model: td
seeds: 5
phases: [{name: walk, episodes: 20}]
record: {values: {measure: values, over: {episode: last}, by: [state]}}
figures: {values: {measure: values, over: {episode: last}, against: state}}
END
out=$scratch/out.d
run "$experiment" --out "$out"
cp -r "$out" "$scratch/first"
sed 's/episodes: 20/episodes: 30/; s/{values: {measure: values/{last: {measure: values/' \
  "$experiment" > "$scratch/experiments/y.yaml"
mv "$scratch/experiments/y.yaml" "$experiment"
run "$experiment" --out "$out"
cat > "$scratch/wanted" << END
'$out' was written with other settings; its runs stay in the record, apart:
  phases.walk.episodes: 20 -> 30
  record.values: {"measure":"values","over":{"episode":"l... -> (none)
  record.last: (none) -> {"measure":"values","over":{"episode":"l...
  figures.values: {"measure":"values","over":{"episode":"l... -> (none)
  figures.last: (none) -> {"measure":"values","over":{"episode":"l...
END
holds "what changed is told, line by line" sh -c \
  "sed '\$d' '$scratch/err' | diff '$scratch/wanted' -"
holds "old runs do not count" grep -q '^5 of 5 runs done in ' "$scratch/err"
holds "what the old settings left is gone" test ! -e "$out/values.csv" -a ! -e "$out/values.svg"
holds "what the new ones leave is there" test -s "$out/last.csv" -a -s "$out/last.svg"
holds "a row for every new episode" test "$(wc -l < "$out/curves.csv")" -eq 151
sed -i 's/episodes: 30/episodes: 20/; s/{last: {measure/{values: {measure/' "$experiment"
run "$experiment" --out "$out"
holds "back to the old settings nothing is run" grep -q '^5 of 5 runs done (5 before)' \
  "$scratch/err"
holds "and their files come back to the byte" same "$scratch/first" "$out"

# A manifest is an experiment; so is that of the main experiment, whatever threads and widths.
larva=experiments/larva_four_rooms.yaml
brief="phases.learn.episodes=4 phases.rest.episodes=2 phases.moved.episodes=3"
brief="$brief --seeds 1..3"
sed '/^claims:/,/^record:/{/^record:/!d;}' "$larva" > "$scratch/experiments/larva.yaml"
larva=$scratch/experiments/larva.yaml
run "$larva" $brief --out "$scratch/larva"
holds "the main experiment runs briefly" test -s "$scratch/larva/weights.csv"
holds "values are labelled by place" grep -q '^1,"\[9, 9\]",' "$scratch/larva/values.csv"
holds "dopamine by cell and episode" grep -q '^seed,cell,episode,dopamine$' \
  "$scratch/larva/released.csv"
holds "weights by synapse" grep -q '^1,K[0-9]*_R->O[0-9]*_R,' "$scratch/larva/weights.csv"
mkdir -p "$scratch/again/experiments"
cp "$scratch/larva/manifest.yaml" "$scratch/again/experiments/larva.yaml"
ln -s "$PWD/models" "$scratch/again"
run "$scratch/again/experiments/larva.yaml" --out "$scratch/fed"
holds "its manifest gives the same bytes" same "$scratch/larva" "$scratch/fed"
for how in '--jobs 1 --width 1' '--jobs 2 --width 7' '--jobs 2 --width 32'; do
  rm -rf "$scratch/other"
  run "$larva" $brief --out "$scratch/other" $how
  holds "$how gives the same bytes" same "$scratch/larva" "$scratch/other"
done

# The command that repeats a diverging animal, as it was printed.
cat > "$experiment" << 'END'
about: A walk too far.
env: random_walk
model: td
seeds: 4
phases: [{name: walk, episodes: 300}]
model.agent.gamma: 1
model.plasticity.lambda: 1
groups: {calm: {}, wild: {model.plasticity.alpha: 2}}
END
run "$experiment" 'env.ends=[0, 3]' --out "$scratch/wild"
holds "the others are done" grep -q '^4 of 8 runs done, 4 diverged' "$scratch/err"
line=$(grep '^diverged: .*seed 3:' "$scratch/err")
command=$(grep -A 1 '^diverged: .*seed 3:' "$scratch/err" | sed -n 's/^  alone: [^ ]* //p')
eval "set -- $command"
"$ACCUMBENS" "$@" > "$scratch/out" 2> "$scratch/err"
holds "the command printed repeats it" grep -qxF "$line" "$scratch/err"
holds "and no other" grep -q '^0 of 1 runs done, 1 diverged' "$scratch/err"
finish
