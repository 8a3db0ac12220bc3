# Inference: the scipy at hand, where there is one, gives the numbers that are on record.

. tests/sentence.sh

python3 tests/math/inference.py check > "$scratch/said" 2>&1
answer=$?
cat "$scratch/said"
case $answer in
  77 | 127)
    echo "[  SKIPPED ] scipy_gives_the_recorded_numbers: no python3 with scipy here"
    echo "[  SKIPPED ] 1 test(s), listed below:"
    ;;
  *) holds "scipy gives the recorded numbers" test $answer = 0 ;;
esac
finish
