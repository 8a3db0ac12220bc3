# Main: the command line's words, its messages and what it ends with.
#
# 0 done, 1 a file is wrong or a claim fails, 2 usage, 3 the machine failed. What was asked for
# goes to standard output, complaints to standard error.

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

# Whether the first line on standard error is this, and nothing stands on standard output.
complained() {
  cat "$scratch/out"
  sed 1q "$scratch/err" | diff - "$scratch/first" && test ! -s "$scratch/out"
}

# refuses SENTENCE FIRST_LINE WORD...: ends with 2, says what is wrong, then how it is used.
refuses() {
  sentence=$1
  printf '%s\n' "$2" > "$scratch/first"
  shift 2
  run "$@"
  holds "$sentence" complained
  holds "$sentence, with 2" ended 2
  holds "$sentence, and how it is used" grep -q '^usage:$' "$scratch/err"
}

refuses "without a command it asks for one" "accumbens: what to do?"
refuses "an unknown command is told" "accumbens: there is no command dance" dance
refuses "no experiment is told" "accumbens: which experiment?" run
refuses "to check needs an experiment, too" "accumbens: which experiment?" check --quiet
refuses "an unknown option is told" "accumbens: there is no option --fast" \
  run experiments/sb_cliff.yaml --fast
refuses "an option without its value is told" "accumbens: nothing follows --out" \
  run experiments/sb_cliff.yaml --out
for word in 0 -1 2x 99999 ''; do
  refuses "'$word' threads are refused" "accumbens: not a number in range after --jobs" \
    run experiments/sb_cliff.yaml --jobs "$word"
done
refuses "a width beyond a cohort's is refused" "accumbens: not a number in range after --width" \
  run experiments/sb_cliff.yaml --width 33
refuses "nothing is listed but all" "accumbens: nothing follows 'list', so not env" list env
refuses "one kind is described at a time" "accumbens: describe one kind" describe
refuses "a connectome is named" "accumbens: connectome info FOLDER" connectome info

run check experiments/sb_cliff.yaml =3
printf "'=3' is not of the form PATH=value\n" > "$scratch/first"
holds "an override without a path is told" complained
holds "and is a mistake of usage" ended 2

for word in help --help; do
  run "$word"
  holds "$word is help that was asked for" ended 0
  holds "$word goes to standard output" test ! -s "$scratch/err"
  for verb in run verify check status merge slurm compare list describe connectome; do
    holds "$word names $verb" grep -q "^  accumbens $verb " "$scratch/out"
  done
  holds "$word tells what each end means" \
    grep -q '^exit: 0 done, 1 a file is wrong or a claim fails, 2 usage, 3 ' "$scratch/out"
done

for verb in run verify check; do
  run "$verb" nowhere/none.yaml
  holds "$verb: a missing file ends with 1" ended 1
  printf '%s\n' 'nowhere/none.yaml: error: cannot be read: No such file or directory' \
    '1 error; nothing was run' > "$scratch/all"
  holds "$verb: and is told exactly" diff "$scratch/err" "$scratch/all"
done

run check experiments/sb_cliff.yaml nowhere/none.yaml experiments/sb_windy.yaml
holds "of several files the worst end counts" ended 1
holds "and the others are checked" test "$(grep -c ': all is well$' "$scratch/out")" -eq 2

run run experiments/sdm97_shift.yaml --out /dev/null/results
holds "a folder that cannot be made is the machine's failure" ended 3
holds "and is told" grep -q "the folder '/dev/null'" "$scratch/err"
finish
