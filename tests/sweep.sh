# Sweep: a large sweep that is killed goes on to the same end, whenever that happens.
#
# It is killed at KILLS (20) moments of the time that it takes and given the same command again;
# what is left for people is each time that of an undisturbed run.
# Part of `make check`: it takes the sweep's own time KILLS + 1 times.

. tests/sentence.sh
experiment=experiments/q_learning_sweep.yaml

run() {
  "$ACCUMBENS" run "$experiment" --out "$scratch/$1" --quiet 2> "$scratch/err"
}

now() {
  date +%s%N
}

# Every file for people, byte for byte; the record is compared run by run in tests/program.
same() {
  for file in "$scratch"/whole/*.csv "$scratch"/whole/*.yaml; do
    cmp "$file" "$scratch/$1/$(basename "$file")" || return
  done
}

# Runs it and kills it after $2 milliseconds.
kill_at() {
  "$ACCUMBENS" run "$experiment" --out "$scratch/$1" --quiet > "$scratch/said" 2>&1 &
  pid=$!
  sleep "$(awk "BEGIN { print $2 / 1000 }")"
  kill -9 $pid
  wait $pid
} 2> /dev/null

begin=$(now)
holds "an undisturbed sweep ends well" run whole
span=$((($(now) - begin) / 1000000))
holds "it leaves its curves" test -s "$scratch/whole/curves.csv"
echo "it took $span ms"

kills=${KILLS:-20}
midway=0
for k in $(seq "$kills"); do
  rm -rf "$scratch/killed"
  kill_at killed $((span * k / (kills + 1)))
  run killed
  ! grep -q ' before)' "$scratch/err" || midway=$((midway + 1))
  holds "killed after $k/$((kills + 1)) of its time it goes on to the same end" same killed
done
holds "most kills left something to go on from ($midway of $kills)" \
  test "$midway" -ge $((kills / 2))
finish
