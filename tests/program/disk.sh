# Disk: limits, folders that cannot be written, and files in the way are told, and nothing is lost.

. tests/sentence.sh
experiment=tests/program/walks.yaml

run() {
  "$ACCUMBENS" run "$experiment" --out "$scratch/$1" --jobs 1 --quiet > "$scratch/out" \
    2> "$scratch/err"
  code=$?
}

# The same where no file may grow beyond so many blocks of 512 bytes.
run_limited() {
  (
    ulimit -f "$2"
    "$ACCUMBENS" run "$experiment" --out "$scratch/$1" --jobs 1 --quiet > "$scratch/out"
  ) 2> "$scratch/err"
  code=$?
}

ended() {
  echo "it ended with $code:"
  cat "$scratch/err"
  test "$code" -eq "$1"
}

says() {
  cat "$scratch/err"
  grep -q "$1" "$scratch/err"
}

same() {
  for file in curves.csv summary.csv claims.csv values.csv manifest.yaml; do
    cmp "$scratch/whole/$file" "$scratch/$1/$file" || return
  done
  ls "$scratch/$1"
  test "$(ls "$scratch/$1" | wc -l)" -eq 6
}

run whole
holds "on a sound disk it ends well" ended 0
for blocks in 1 64 1000 4000; do
  run_limited full "$blocks"
  holds "where files end at $blocks blocks it ends with 3" ended 3
  holds "and says why and what to do at $blocks" says "$scratch/full/.*run the same command again"
  holds "no half file is left at $blocks" test ! -e "$scratch/full/curves.csv" -a \
    -z "$(ls "$scratch/full" 2> /dev/null | grep 'tmp$')"
done
run full
holds "with room the same command goes on" same full
holds "and something was kept" says '^1200 of 1200 runs done ([1-9][0-9]* before)'
rm -rf "$scratch/full"

# A file stands where the folder should be, and a folder where a file should be.
echo mine > "$scratch/taken"
run taken
holds "a file in the folder's place ends with 3" ended 3
holds "and is told" says "cannot make the folder '$scratch/taken'.*--out"
holds "and left alone" test "$(cat "$scratch/taken")" = mine
mkdir -p "$scratch/odd/curves.csv"
run odd
holds "a folder in a file's place ends with 3" ended 3
holds "and is told by its name" says "cannot write '$scratch/odd/curves.csv': Is a directory"
rmdir "$scratch/odd/curves.csv"
run odd
holds "moved away, the same command does the rest" same odd
holds "and runs nothing again" says '^1200 of 1200 runs done (1200 before)'

# Rights do not hold root back.
mkdir "$scratch/locked"
chmod 555 "$scratch/locked"
if ! touch "$scratch/locked/x" 2> /dev/null; then
  run locked
  holds "a folder that may not be written ends with 3" ended 3
  holds "and what to do is said" says "$scratch/locked.*--out"
  chmod 755 "$scratch/locked"
  run locked
  holds "with the right to write it is done" same locked
fi
chmod 755 "$scratch/locked"

record=$(ls "$scratch"/whole/*.sqlite)
head -c 100 /dev/zero > "$record"
run whole
holds "a damaged record ends with 3" ended 3
holds "and is named" says "$record"
finish
