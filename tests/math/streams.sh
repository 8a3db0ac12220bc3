# Streams: the NumPy at hand, where there is one, gives the words that are on record.

. tests/sentence.sh

python3 tests/math/streams.py check > "$scratch/said" 2>&1
answer=$?
cat "$scratch/said"
case $answer in
  77 | 127)
    echo "[  SKIPPED ] numpy_gives_the_recorded_words: no python3 with numpy here"
    echo "[  SKIPPED ] 1 test(s), listed below:"
    ;;
  *) holds "numpy gives the recorded words" test $answer = 0 ;;
esac
finish
