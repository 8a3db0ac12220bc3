# Textbook: published results come out, claim by claim; manifests run again give the same bytes.
#
# Each experiment is verified once from its file and once from the manifest that this left. What a
# run with two threads wrote is compared with what the manifest's wrote with one.

. tests/sentence.sh

# Verdict and claim of each row of a claims.csv, the claim without its quotes.
verdicts() {
  sed -n -e 1d -e 's/^"\([^"]*\(""[^"]*\)*\)",\([a-z]*\),.*/\3 \1/p' -e t \
    -e 's/^\([^,"]*\),\([a-z]*\),.*/\2 \1/p' "$1"
}

# Whether folders hold the same files, records aside.
same() {
  diff -r -x '*.sqlite*' "$1" "$2"
}

claims_of() {
  sed -n 's/^  - that:.*/claim/p' "$1" | wc -l
}

# Every criterion C1 .. C$2 of the source is among the claims that were judged.
has_criteria() {
  i=1
  while [ "$i" -le "$2" ]; do
    grep -q "^[a-z]* C$i: " "$1" || return
    i=$((i + 1))
  done
}

reproduce() {
  name=$1
  file=experiments/$name.yaml
  to=$scratch/$name
  holds "$name is verified" "$ACCUMBENS" verify "$file" --out "$to" --jobs 2
  verdicts "$to/claims.csv" > "$scratch/$name.verdicts"
  while read -r verdict claim; do
    holds "$name: $claim" test "$verdict" = pass
  done < "$scratch/$name.verdicts"
  holds "$name: each of its claims was judged" \
    test "$(wc -l < "$scratch/$name.verdicts")" -eq "$(claims_of "$file")"
  [ "$2" -eq 0 ] || holds "$name: the source's criteria C1 to C$2 are all there" \
    has_criteria "$scratch/$name.verdicts" "$2"
  holds "$name: its manifest is verified" \
    "$ACCUMBENS" verify "$to/manifest.yaml" --out "$to.again" --jobs 1
  holds "$name: and gives the same bytes" same "$to" "$to.again"
}

reproduce sb_gridworld_exact 2
reproduce sb_rw_td_mc 4
reproduce sb_windy 3
reproduce sb_cliff 4
reproduce sb_lambda 4
reproduce sdm97_shift 5
reproduce learners_meet_exact 0
reproduce key_and_door 0

# A claim with a wrong band fails, and no other does.
wrong=$scratch/wrong.yaml
sed 's/near: 0[.]9333/near: 0.9343/' "$scratch/sdm97_shift/manifest.yaml" > "$wrong"
fails "a band was changed" cmp "$wrong" "$scratch/sdm97_shift/manifest.yaml"
"$ACCUMBENS" verify "$wrong" --out "$scratch/wrong" > "$scratch/wrong.out"
holds "a claim that does not hold ends with 1" test $? -eq 1
verdicts "$scratch/wrong/claims.csv" > "$scratch/wrong.verdicts"
holds "it is the one whose band is wrong" \
  test "$(grep -v '^pass ' "$scratch/wrong.verdicts")" = \
  'fail C4: in the end the cue alone calls dopamine'
holds "and it is told, with what was measured" \
  grep -q '^FAIL  C4: in the end .* 0[.]9333 .* near 0[.]9343' "$scratch/wrong.out"
holds "the others are judged as before" \
  test "$(grep -c '^pass ' "$scratch/wrong.verdicts")" -eq \
  "$(($(wc -l < "$scratch/sdm97_shift.verdicts") - 1))"
finish
