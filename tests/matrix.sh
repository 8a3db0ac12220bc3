# Matrix: one seed gives the same bytes, whatever built the program and however it runs.
#
#   sh tests/matrix.sh               $ACCUMBENS with 1 and 2 threads and widths 1, 7, 32
#   sh tests/matrix.sh PROGRAM...    the same for each of these builds
#
# Every run is compared with the first: all its CSV files and what its record holds. The
# experiments are those of tests/matrix/, made to be short, and with PROGRAMs those of
# experiments/, too, with SEEDS (0..8: more animals than a width of 7 holds at a time).

. tests/sentence.sh
record=$BUILD/tests/tools/record

# Runs an experiment into an empty folder. That a claim fails with so few animals (exit 1) does not
# matter here; that nothing was written does.
run() {
  rm -rf "$scratch/run"
  "$1" run "$2" --out "$scratch/run" --jobs "$3" --width "$4" ${5:+--seeds "$5"}
  [ $? -le 1 ] && [ -s "$scratch/run/curves.csv" ]
}

# What a run wrote: a line for each CSV file, and one for the record.
digest() {
  for file in "$scratch"/run/*.csv; do
    printf '%s %s\n' "$(basename "$file")" "$(cksum < "$file")"
  done
  "$record" "$scratch"/run/*.sqlite > "$scratch/record" || return
  printf 'record %s\n' "$(sort "$scratch/record" | cksum)"
}

same() {
  run "$@" && digest > "$scratch/digest" || return
  [ -f "$scratch/first" ] || cp "$scratch/digest" "$scratch/first"
  diff "$scratch/first" "$scratch/digest"
}

compare() {
  experiment=$1
  seeds=$2
  shift 2
  rm -f "$scratch/first"
  for program in "$@"; do
    for jobs in 1 2; do
      for width in 1 7 32; do
        holds "$experiment: the same bytes from $program --jobs $jobs --width $width" \
          same "$program" "$experiment" "$jobs" "$width" "$seeds"
      done
    done
  done
}

for experiment in tests/matrix/*.yaml; do
  compare "$experiment" '' "${@:-$ACCUMBENS}"
done
if [ $# -gt 0 ]; then
  for experiment in experiments/*.yaml; do
    compare "$experiment" "${SEEDS:-0..8}" "$@"
  done
fi
finish
