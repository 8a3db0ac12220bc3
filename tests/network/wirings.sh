# Wirings: animals that share one, from the experiment to its intervals, whole and in shards.

. tests/sentence.sh

mkdir "$scratch/experiments"
ln -s "$PWD/envs" "$PWD/models" "$scratch"
experiment=$scratch/experiments/wirings.yaml
results=$scratch/results/wirings
cp tests/network/wirings.yaml "$experiment"

# Whether two animals' rows of learnt.csv, GROUP,SEED each, end with the same number.
alike() {
  awk -F, -v one="$1" -v other="$2" '
    $1 "," $2 == one { a = $3 }
    $1 "," $2 == other { b = $3 }
    END { print a, b; exit a == "" || b == "" || a != b }' "$results/learnt.csv"
}

# Prints the lowest and the highest number of an animal of a group in the column of a file.
ends() {
  awk -F, -v group="$1" -v column="$3" '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $1 == group { sum[$2] += $at[column]; n[$2]++ }
    END {
      for (s in sum) {
        x = sum[s] / n[s]
        if (low == "" || x < low) low = x
        if (high == "" || x > high) high = x
      }
      printf "%.4g %.4g\n", low, high
    }' "$2"
}

interval() {
  sed -n "s/^$1,.*\"\[\(.*\), \(.*\)\]\",12,.*/\1 \2/p" "$results/claims.csv"
}

in_summary() {
  awk -F, '$1 == "'"$1"'" && $3 == "return" { printf "%.4g %.4g\n", $7, $8 }' \
    "$results/summary.csv"
}

inside() {
  awk -v a="$1" -v b="$2" 'BEGIN {
    print a " inside of " b
    split(a, x, " ")
    split(b, y, " ")
    exit !(x[1] > y[1] && x[2] < y[2] && x[2] > x[1])
  }'
}

holds "it runs" "$ACCUMBENS" run "$experiment" --jobs 1
holds "seeds 1 and 4 share a wiring" alike shared,1 shared,4
holds "and so do 3 and 12" alike shared,3 shared,12
fails "1 and 2 do not" alike shared,1 shared,2
fails "of its own has 4 another one than 1" alike own,1 own,4
holds "the wiring that is shared is that of its number" alike own,2 shared,11
holds "the manifest says how many" grep -q 'model.network.graphs: 3' "$results/manifest.yaml"

# All three are the same in one draw of 27, which is more than 2.5 %.
holds "of three wirings the interval spans the lowest and the highest" \
  test "$(interval 'three wirings are few')" = "$(ends shared "$results/learnt.csv" weights)"
holds "of wirings of their own it does not" \
  inside "$(interval 'twelve are more')" "$(ends own "$results/learnt.csv" weights)"
holds "and the summary's likewise" \
  test "$(in_summary shared)" = "$(ends shared "$results/curves.csv" return)"
holds "for both" inside "$(in_summary own)" "$(ends own "$results/curves.csv" return)"

"$ACCUMBENS" compare "$experiment" shared own --measure return --csv > "$scratch/rivals.csv"
holds "compared, three signs are flipped: p is a number of eighths" awk -F, '
  NR == 1 { for (i = 1; i <= NF; i++) if ($i == "p") at = i; next }
  { print $at; n++; bad = bad || at == 0 || $at * 8 != int($at * 8) || $at == 0 }
  END { exit bad || n == 0 }' "$scratch/rivals.csv"

cp -r "$results" "$scratch/whole"
rm -r "$results"
for shard in 0/2 1/2; do
  holds "shard $shard runs" "$ACCUMBENS" run "$experiment" --shard $shard
done
holds "shards are merged" "$ACCUMBENS" merge "$experiment"
for file in learnt.csv curves.csv summary.csv claims.csv manifest.yaml; do
  holds "$file is that of the undivided run" cmp "$results/$file" "$scratch/whole/$file"
done

"$ACCUMBENS" check "$experiment" model.network.wiring=real > "$scratch/out" 2> "$scratch/err"
holds "a real wiring is not counted" test $? -eq 1
place=$(awk '{ at = index($0, "graphs: 3") } at { print NR ":" at + 8; exit }' "$experiment")
holds "and that is told at its place" grep -Fqx \
  "$experiment:$place: error: 'graphs' counts random wirings, and 'wiring' is real" "$scratch/err"
"$ACCUMBENS" describe connectome > "$scratch/described"
holds "describe names it" grep -q '^  graphs .*per_animal unless said' "$scratch/described"

finish
