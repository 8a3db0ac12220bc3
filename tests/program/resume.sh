# Resume: a run killed at any moment goes on, and in the end nobody sees that it was.
#
# The experiment walks.yaml is killed at KILLS (20) moments spread over the time that it takes,
# each time in a folder of its own, and given the same command again. Then it is asked to stop.

. tests/sentence.sh
record=$BUILD/tests/tools/record
experiment=tests/program/walks.yaml

run() {
  "$ACCUMBENS" run "$experiment" --out "$scratch/$1" --jobs 1 --quiet 2> "$scratch/err"
}

now() {
  date +%s%N
}

# What a folder holds, but for the name of its record.
files() {
  ls "$scratch/$1" | sed 's/^record.*sqlite$/record/'
}

# How often each run is in the record; looked up in a copy, so that what was left half done stays.
runs() {
  rm -rf "$scratch/copy"
  cp -r "$scratch/$1" "$scratch/copy" 2> /dev/null || return 0
  set -- "$scratch"/copy/*.sqlite
  [ -e "$1" ] || return 0
  "$record" "$@" 2> /dev/null | sed 's/|.*//' | sort | uniq -c | awk '{ print $1 }'
}

same() {
  for file in curves.csv summary.csv claims.csv values.csv manifest.yaml; do
    cmp "$scratch/whole/$file" "$scratch/$1/$file" || return
  done
  files whole > "$scratch/wanted"
  files "$1" | diff "$scratch/wanted" - || return
  runs whole > "$scratch/wanted"
  runs "$1" | cmp "$scratch/wanted" -
}

# The second process does what the first had not written down, and no more.
once() {
  cat "$scratch/err"
  if [ "$1" -gt 0 ]; then
    grep -q "^1200 of 1200 runs done ($1 before)" "$scratch/err"
  else
    grep -q '^1200 of 1200 runs done in' "$scratch/err"
  fi
}

begin=$(now)
run whole
span=$((($(now) - begin) / 1000000))
holds "an undisturbed run ends well" same whole

# Kills a run after $2 milliseconds; there may be no record yet, or half of one.
kill_at() {
  "$ACCUMBENS" run "$experiment" --out "$scratch/$1" --jobs 1 --quiet > "$scratch/said" 2>&1 &
  pid=$!
  sleep "$(awk "BEGIN { print $2 / 1000 }")"
  kill -9 $pid
  wait $pid
} 2> /dev/null

kills=${KILLS:-20}
midway=0
for k in $(seq "$kills"); do
  kill_at killed $((span * k / (kills + 1)))
  before=$(runs killed | wc -l)
  [ "$before" -eq 0 ] || [ "$before" -eq 1200 ] || midway=$((midway + 1))
  run killed
  holds "killed after $k/$((kills + 1)) of its time it goes on to the same end" same killed
  holds "and does nothing twice ($before before)" once "$before"
  rm -rf "$scratch/killed"
done
holds "some kills fell between two commits" test "$midway" -gt 0

for k in 1 2 3 4; do
  kill_at often $((span * k / 6))
done
run often
holds "killed again and again it comes to the same end" same often

# asked SIGNAL: a run that is asked to stop in the midst of its work.
asked() {
  rm -rf "$scratch/asked"
  "$ACCUMBENS" run "$experiment" --out "$scratch/asked" --jobs 1 --quiet 2> "$scratch/said" &
  pid=$!
  sleep "$(awk "BEGIN { print $span / 5000 }")"
  kill -s "$1" $pid
  wait $pid
  code=$?
  cat "$scratch/said"
}

for signal in TERM USR1 INT; do
  asked $signal > "$scratch/asked.said"
  before=$(runs asked | wc -l)
  holds "SIG$signal stops it with 4" test "$code" -eq 4
  holds "it says so" grep -q '^stopped; what was done is kept' "$scratch/asked.said"
  holds "what was done is kept" grep -q "^$before of 1200 runs done" "$scratch/asked.said"
  run asked
  holds "after SIG$signal the same command comes to the same end" same asked
  holds "and does nothing twice after SIG$signal" once "$before"
done
finish
