# Sentences: what shell tests are written with.
#
#   . tests/sentence.sh
#   holds "an empty file is an empty map" test "$got" = "$wanted"
#   fails "an unknown key is refused" "$ACCUMBENS" check "$scratch/bad.yaml"
#   finish
#
# Each sentence is a test of its own: a command that must succeed, or must not; what it says is
# shown only where it went wrong. $scratch is an empty folder that goes when the test ends; $BUILD
# and $ACCUMBENS are the build's folder and program. The lines are cmocka's, so that both are
# counted alike.

BUILD=${BUILD:-build}
ACCUMBENS=${ACCUMBENS:-$BUILD/accumbens}
scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' HUP INT TERM
well=0
badly=0
bad=

holds() {
  sentence=$1
  shift
  if "$@" > "$scratch/.said" 2>&1; then
    right "$sentence"
  else
    wrong "$sentence"
  fi
}

fails() {
  sentence=$1
  shift
  if "$@" > "$scratch/.said" 2>&1; then
    wrong "$sentence"
  else
    right "$sentence"
  fi
}

right() {
  well=$((well + 1))
  echo "[       OK ] $1"
}

wrong() {
  badly=$((badly + 1))
  bad="$bad[  FAILED  ] $1
"
  echo "[  FAILED  ] $1"
  cat "$scratch/.said"
}

finish() {
  echo "[  PASSED  ] $well test(s)."
  [ "$badly" -gt 0 ] || exit 0
  printf '[  FAILED  ] %d test(s), listed below:\n%s' "$badly" "$bad"
  exit 1
}
