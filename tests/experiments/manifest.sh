# Manifest: it says all that an experiment says; run in its place it gives the same bytes.
#
# Groups with sweeps of their own, phases with settings of their own, files named by groups, and
# what the command line set. Connectomes are looked for from the manifest upwards.

. tests/sentence.sh

same() {
  diff -r -x '*.sqlite*' "$1" "$2"
}

# again CASE NAME EXPERIMENT [PATH=value]...
again() {
  case=$1
  to=$scratch/$2
  shift 2
  holds "$case: it runs" "$ACCUMBENS" run "$@" --out "$to" --quiet
  holds "$case: its manifest runs" \
    "$ACCUMBENS" run "$to/manifest.yaml" --out "$to.again" --quiet
  holds "$case: the same bytes" same "$to" "$to.again"
}

ln -s "$PWD/models" "$scratch"
again "a world of chance" rooms tests/matrix/rooms.yaml
again "a larva" larva tests/matrix/larva.yaml
again "files named by groups" exact experiments/learners_meet_exact.yaml --seeds 2..4
again "settings of the command line" set experiments/sb_cliff.yaml --seeds '[3, 7]' \
  model.policy.epsilon=0.2 phases.learn.episodes=510
fails "they make a difference" grep -q 'epsilon: 0.1$' "$scratch/set/manifest.yaml"

# Nothing that a manifest needs is elsewhere: no file is named by it.
for name in rooms larva exact set; do
  for what in env model; do
    fails "$name: no file is named for its $what" \
      grep -q "^ *$what: [a-z]" "$scratch/$name/manifest.yaml"
  done
done
finish
