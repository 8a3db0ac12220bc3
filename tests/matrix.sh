# Matrix: one seed gives the same bytes, whatever built the program and however it runs.
#
#   sh tests/matrix.sh               $ACCUMBENS with 1 and 2 threads and widths 1, 7, 32
#   sh tests/matrix.sh PROGRAM...    the same for each of these builds
#
# Every run is compared with the first: all its CSV files and what its record holds. The
# experiments are those of tests/matrix/, made to be short, and with PROGRAMs those of
# experiments/, too, in two ways, with SEEDS (0..8: more animals than a width of 7 holds at a
# time), but for sweeps of more than CONDITIONS (20).

. tests/sentence.sh
record=$BUILD/tests/tools/record

# Runs an experiment into an empty folder. `run` tells claims that fail, as some do with so few
# animals, and ends with 0 all the same.
run() {
  rm -rf "$scratch/run"
  "$1" run "$2" --out "$scratch/run" --jobs "$3" --width "$4" ${5:+--seeds "$5"} &&
    [ -s "$scratch/run/manifest.yaml" ]
}

# What a run wrote: a line for each file, and one for the record (where anything was run at all).
digest() {
  for file in "$scratch"/run/*.csv "$scratch"/run/*.svg "$scratch"/run/*.yaml; do
    [ ! -f "$file" ] || printf '%s %s\n' "$(basename "$file")" "$(cksum < "$file")"
  done
  set -- "$scratch"/run/*.sqlite
  [ -f "$1" ] || return 0
  "$record" "$@" > "$scratch/record" || return
  printf 'record %s\n' "$(sort "$scratch/record" | cksum)"
}

same() {
  run "$@" && digest > "$scratch/digest" || return
  [ -f "$scratch/first" ] || cp "$scratch/digest" "$scratch/first"
  diff "$scratch/first" "$scratch/digest"
}

# Whether an experiment has few conditions ("FILE: 7 conditions x 30 seeds, ..").
few() {
  n=$("$1" check "$2" | sed -n 's/.*: \([0-9]*\) conditions* x .*/\1/p')
  [ "${n:-0}" -le "${CONDITIONS:-20}" ]
}

# compare EXPERIMENT SEEDS WAYS PROGRAM...: a way is JOBSxWIDTH.
compare() {
  experiment=$1
  seeds=$2
  ways=$3
  shift 3
  rm -f "$scratch/first"
  for program in "$@"; do
    for way in $ways; do
      holds "$experiment: the same bytes from $program --jobs ${way%x*} --width ${way#*x}" \
        same "$program" "$experiment" "${way%x*}" "${way#*x}" "$seeds"
    done
  done
}

for experiment in tests/matrix/*.yaml; do
  compare "$experiment" '' '1x1 1x7 1x32 2x1 2x7 2x32' "${@:-$ACCUMBENS}"
done
if [ $# -gt 0 ]; then
  for experiment in experiments/*.yaml; do
    few "$1" "$experiment" || continue
    compare "$experiment" "${SEEDS:-0..8}" '1x32 2x7' "$@"
  done
fi
finish
