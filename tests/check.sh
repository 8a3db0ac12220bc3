# Check: what `make check` does beyond `make test`.
#
# Each step is kept and counted like a test: everything builds without a warning under gcc and
# clang; all tests pass under the address and undefined-behaviour sanitizers; one seed gives the
# same bytes under both compilers, with and without optimisation, for every number of threads and
# every width; shards on a real Slurm give what a run in one piece does, though a node is lost on
# the way; a large sweep killed at twenty moments goes on to the same end; the readers of files
# survive FUZZ seconds (60) of libFuzzer between them.

MAKE=${MAKE:-make}
FUZZ=${FUZZ:-60}
out=build/check
LIMIT=3600
export LIMIT

step() {
  name=$1
  shift
  sh tests/one.sh "$out/$name.sh.out" "$@"
}

fuzz() {
  name=$(basename "$1")
  corpus=build/fuzz/corpus/$name
  mkdir -p "$corpus"
  seeds=
  [ ! -d "tests/fuzz/$name" ] || seeds=tests/fuzz/$name
  step "fuzz_$name" "$1" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -verbosity=0 -artifact_prefix="build/fuzz/$name-" "$corpus" $seeds
}

rm -rf "$out"
step gcc "$MAKE" BUILD=build/gcc CC=gcc CXX=g++ CFLAGS=-Werror programs
step clang "$MAKE" BUILD=build/clang CC=clang CXX=clang++ CFLAGS=-Werror programs
step san "$MAKE" VARIANT=san test

programs=
for build in gcc:g++:O0 gcc:g++:O3 clang:clang++:O0 clang:clang++:O3; do
  cc=${build%%:*}
  level=${build##*:}
  cxx=${build#*:}
  folder=build/$cc-$level
  opt=-$level
  [ "$level" != O3 ] || opt='-O3 -march=native'
  step "build_$cc-$level" "$MAKE" BUILD="$folder" CC="$cc" CXX="${cxx%:*}" OPT="$opt" all
  programs="$programs $folder/accumbens"
done
step build_tools "$MAKE" all build/tests/tools/record
step matrix sh tests/matrix.sh $programs
step slurm sh tests/slurm.sh
step sweep sh tests/sweep.sh

step build_fuzz "$MAKE" VARIANT=fuzz fuzzers
set -- tests/fuzz/*.c
for file in "$@"; do
  [ ! -f "$file" ] || fuzz "build/fuzz/${file%.c}" $((FUZZ / $#))
done

echo
echo "===== make check"
sh tests/tally.sh "$out"/*.sh.out
