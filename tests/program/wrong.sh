# Wrong: what is said of files that are wrong, byte for byte, and that nothing is left behind.
#
# Each wrong/experiments/X.yaml has what is said of it beside it, in X.expected.

. tests/sentence.sh
wrong=tests/program/wrong

# Runs a file; what is said is kept, and whether a folder was made.
told() {
  timeout 10 "$ACCUMBENS" run "$1" --out "$scratch/results" > "$scratch/out" 2> "$scratch/err"
  code=$?
  diff "$2" "$scratch/err" && test $code -eq 1 -a ! -s "$scratch/out" -a ! -e "$scratch/results"
}

for file in "$wrong"/experiments/*.yaml; do
  holds "$(sed -n '1s/^# //p' "$file") ($(basename "$file"))" told "$file" "${file%.yaml}.expected"
  timeout 10 "$ACCUMBENS" check "$file" > "$scratch/out" 2> "$scratch/err"
  holds "to check says the same ($(basename "$file"))" cmp "$scratch/err" "${file%.yaml}.expected"
done

# In the main experiment's own connectome, an edge to a neuron that there is not.
larva=models/larva_mushroom_body
mkdir -p "$scratch/models/larva_mushroom_body" "$scratch/experiments"
cp -r "$larva/left" "$larva/right" "$scratch/models/larva_mushroom_body"
cp models/larva_mushroom_body.yaml "$scratch/models"
ln -s "$PWD/envs" "$scratch"
cp experiments/larva_four_rooms.yaml "$scratch/experiments"
edges=$scratch/models/larva_mushroom_body/right/synapses.csv
awk 'NR == 381 { sub(/^[^,]*/, "9999") } { print }' "$edges" > "$edges.new"
mv "$edges.new" "$edges"
line=$(sed -n 381p "$edges")
cat > "$scratch/wanted" << END
$edges:381:1: error: pre '9999' is not the id of a neuron in ${edges%synapses.csv}neurons.csv
    $line
    ^
1 error; nothing was run
END
holds "an edge to an unknown neuron is told at its line" \
  told "$scratch/experiments/larva_four_rooms.yaml" "$scratch/wanted"

# Files too large to be looked at, and some that are none.
huge=$scratch/experiments/huge.yaml
awk 'BEGIN { for (i = 0; i < 700000; i++) print "# a line of a file that is too long"; }' > "$huge"
{ timeout 10 "$ACCUMBENS" check "$huge"; } 2> "$scratch/err"
holds "a huge file is told by its size" \
  grep -qx "$huge: error: is larger than 16 MiB" "$scratch/err"
printf 'about: \0\n' > "$scratch/experiments/zero.yaml"
printf 'about: \377\376\n' > "$scratch/experiments/latin.yaml"
for file in zero latin; do
  timeout 10 "$ACCUMBENS" check "$scratch/experiments/$file.yaml" 2> "$scratch/err"
  code=$?
  holds "$file: bytes that are no text end with 1" test $code -eq 1
  holds "$file: and are told at their place" \
    grep -q "^$scratch/experiments/$file.yaml:1:8: error: " "$scratch/err"
done
timeout 10 "$ACCUMBENS" check "$scratch" 2> "$scratch/err"
holds "a folder is no experiment" grep -q "^$scratch: error: " "$scratch/err"
finish
