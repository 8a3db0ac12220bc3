# Compare: two conditions from the record, in numbers that can be had from the curves as well.

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

# refuses SENTENCE LINE WORD...: ends with 2, the line is the first that is said.
refuses() {
  sentence=$1 line=$2
  shift 2
  run "$@"
  holds "$sentence" ended 2
  sed 1q "$scratch/err" > "$scratch/first"
  holds "$sentence, in these words" says "$line" first
}

# The cell of a column of the row of $scratch/out that has these phase and measure; names in
# quotes, which hold commas, are left out.
cell() {
  awk -F, -v column="$1" -v phase="$2" -v measure="$3" '
    { gsub(/"[^"]*"/, "name") }
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["phase"] == phase && $at["measure"] == measure { print $at[column] }' "$scratch/out"
}

# Whether two numbers are the same but for rounding.
near() {
  awk -v a="$1" -v b="$2" 'BEGIN { print a, b; d = a - b; exit !(d < 1e-9 && d > -1e-9) }'
}

mkdir -p "$scratch/experiments"
ln -s "$PWD/envs" "$PWD/models" "$scratch"
experiment=$scratch/experiments/rivals.yaml
results=$scratch/results/rivals
cat > "$experiment" << 'END'
about: Two learners on a cliff, dry and wet.
env:   cliff
model: sarsa
seeds: 8
groups:
  sarsa:      {}
  q_learning: {model.agent.kind: q_learning}
sweep: {parameters: {env.slip: {values: [0, 0.1]}}}
phases:
  - {name: learn, episodes: 60}
  - {name: rest, episodes: 5, model.plasticity.alpha: 0.2}
END

run compare "$experiment" sarsa q_learning
holds "what was never run cannot be compared" ended 1
holds "and how to run it is told" says "32 of 32 animals are not in the record; to have them: \
accumbens run $experiment --out $results" err
fails "to compare makes no folder" test -e "$scratch/results"

"$ACCUMBENS" run "$experiment" --quiet 2> /dev/null
run compare "$experiment" sarsa q_learning
holds "two groups are compared" ended 0
holds "in the worlds they share" grep -q '^in 2 worlds: slip$' "$scratch/out"
holds "phase by phase, measure by measure" \
  test "$(grep -c '^[a-z]*: [a-z]*, ' "$scratch/out")" -eq 4
cp "$scratch/out" "$scratch/text"
run compare "$results" sarsa q_learning
holds "the folder of results says the same" cmp "$scratch/out" "$scratch/text"
run compare --csv "$experiment" group=sarsa,slip=0 q_learning,slip=0
cp "$scratch/out" "$scratch/table"
run compare "$experiment" group=sarsa,slip=0 q_learning,slip=0 --csv
holds "the same twice is the same to the byte" cmp "$scratch/out" "$scratch/table"

# ---- against what other tables say

holds "eight seeds are eight pairs" test "$(cell pairs learn return)" -eq 8
for statistic in mean mean_low mean_high iqm iqm_low iqm_high; do
  wanted=$(awk -F, -v column=$statistic '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $1 == "sarsa" && $2 == 0 && $at["phase"] == "learn" && $at["measure"] == "return" {
      print $at[column] }' "$results/summary.csv")
  name=$(echo "$statistic" | sed 's/^\(mean\|iqm\)/\1_a/')
  holds "$name is the $statistic of the summary" near "$(cell "$name" learn return)" "$wanted"
done

# The mean difference, d_z, P(A > B) and the exact p, anew from the curves.
awk -F, '
  NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
  $at["slip"] == 0 && $at["phase"] == "learn" && $at["episode"] > 10 {
    sum[$at["group"], $at["seed"]] += $at["return"] / 50 }
  END {
    for (s = 1; s <= 8; s++) {
      d[s] = sum["sarsa", s] - sum["q_learning", s]
      mean += d[s] / 8
      for (o = 1; o <= 8; o++) {
        a = sum["sarsa", s]; b = sum["q_learning", o]
        won += a > b ? 1 : a == b ? 0.5 : 0
      }
    }
    for (s = 1; s <= 8; s++) square += (d[s] - mean) ^ 2 / 7
    for (p = 0; p < 256; p++) {
      total = 0
      for (s = 1; s <= 8; s++) total += int(p / 2 ^ (s - 1)) % 2 ? d[s] : -d[s]
      hits += total ^ 2 > (8 * mean) ^ 2 * (1 - 1e-9)
    }
    printf "%.17g %.17g %.17g %.17g\n", mean, mean / sqrt(square), won / 64, hits / 256
  }' "$results/curves.csv" > "$scratch/anew"
read -r mean effect won p < "$scratch/anew"
holds "the difference is that of the curves" near "$(cell mean_difference learn return)" "$mean"
holds "so is its size" near "$(cell effect_size learn return)" "$effect"
holds "so is the chance that A is larger" near "$(cell superiority learn return)" "$won"
holds "so is p" near "$(cell p learn return)" "$p"
holds "of all sign flips" test "$(cell test learn return)" = "all sign flips"

run compare "$experiment" q_learning,slip=0 sarsa,slip=0 --csv
holds "the other way round the difference has the other sign" \
  near "$(cell mean_difference learn return)" "-$mean"
holds "and the same p" near "$(cell p learn return)" "$p"

# ---- measure, window, profile

run compare "$experiment" sarsa q_learning --measure return --window 5 --csv
holds "one measure alone" test "$(wc -l < "$scratch/out")" -eq 3
holds "over a window of one's own" test "$(cell window learn return)" = "last 5"
holds "which may be the whole phase" test "$(cell window rest return)" = all
run compare "$experiment" sarsa q_learning --window all --csv
holds "or of all phases" test "$(cell window learn steps)" = all
run compare "$experiment" sarsa q_learning --measure return --profile
holds "a profile has 51 steps a phase" test "$(wc -l < "$scratch/out")" -eq 103
holds "and ends where nobody is above" \
  test "$(sed -n '$p' "$scratch/out" | cut -d, -f7,10)" = 0,0

for wish in 'over: {phase: learn, episode: every 10}, by: [episode]' \
  'over: {episode: 1..5}, by: [phase, episode]'; do
  sed "s/^phases:/record: {curves: {measure: return, $wish}}\n&/" "$experiment" \
    > "$scratch/experiments/thin.yaml"
  "$ACCUMBENS" run "$scratch/experiments/thin.yaml" --quiet 2> /dev/null
  run compare "$scratch/experiments/thin.yaml" sarsa q_learning --csv --window all
  holds "curves that \`record\` asks for are compared, too ($wish)" ended 0
  wanted=$(awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["group"] == "sarsa" && (!("phase" in at) || $at["phase"] == "learn") {
      sum += $at["return"]; n++ }
    END { printf "%.17g\n", sum / n }' "$scratch/results/thin/curves.csv")
  holds "from the episodes that there are" near "$(cell mean_a learn return)" "$wanted"
done

# ---- who is not there

"$ACCUMBENS" run "$experiment" --seeds 1..5 --out "$scratch/few" --quiet 2> /dev/null
run compare "$experiment" sarsa,slip=0 q_learning,slip=0 --out "$scratch/few" --csv
holds "who was run is compared" test "$(cell pairs learn steps)" -eq 5
holds "and who was not is told" says "6 of 16 animals are not in the record; to have them: \
accumbens run $experiment --out $scratch/few" err

# ---- wrong words

refuses "an unknown group is told" "there is no condition 'sarsaa'; did you mean 'sarsa'?" \
  compare "$experiment" sarsaa q_learning
refuses "a condition is no rival of its own" "'sarsa' and 'sarsa' are the same condition" \
  compare "$experiment" sarsa sarsa
refuses "an unknown measure is told" \
  "no curve of 'weights' is recorded by episode (steps, return)" \
  compare "$experiment" sarsa q_learning --measure weights
refuses "two conditions are needed" "accumbens: compare EXPERIMENT A B" compare "$experiment" sarsa
refuses "and no third" "accumbens: compare EXPERIMENT A B, and not c" compare "$experiment" a b c
refuses "a window has an episode" "accumbens: not a number in range after --window" \
  compare "$experiment" sarsa q_learning --window 0
refuses "an option needs its value" "accumbens: nothing follows --measure" \
  compare "$experiment" sarsa q_learning --measure
refuses "an unknown option is told" "accumbens: there is no option --jobs" \
  compare "$experiment" sarsa q_learning --jobs 2
run compare nowhere/none.yaml a b
holds "a missing file ends with 1" ended 1
holds "and is told" says \
  'nowhere/none.yaml: error: cannot be read: No such file or directory' err
finish
