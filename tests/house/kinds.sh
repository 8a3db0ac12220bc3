# Kinds: the register that the Makefile writes from the folders of plugs.

. tests/sentence.sh

# In a folder of its own, without what the make that runs the tests was told.
register() {
  (
    unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL VARIANT BUILD
    cd "$scratch" && make -s build/kinds.c
  )
}

# The register from the line that holds $1 to the next "};".
part() {
  sed -n "/$1/,/^};/p" "$scratch/build/kinds.c"
}

is() {
  part "$1" > "$scratch/part"
  printf '%s\n' "$2" | diff - "$scratch/part"
}

cp Makefile "$scratch"
mkdir -p "$scratch/src/env" "$scratch/src/measure"
touch "$scratch/src/env/gridworld.c" "$scratch/src/env/bandit.c" "$scratch/src/measure/steps.c"
holds "a register is written" register
holds "the kinds of a room stand in it by name" is 'extern const EnvKind env_bandit' \
  'extern const EnvKind env_bandit;
extern const EnvKind env_gridworld;
const EnvKind *const env_kinds[] = {
  &env_bandit,
  &env_gridworld,
  NULL
};'
holds "a file of measures is an array of them" is 'extern const MeasureKind' \
  'extern const MeasureKind measure_steps[];
const MeasureKind *const measure_kinds[] = {
  measure_steps,
  NULL
};'
holds "a room without kinds has an empty list" is 'PolicyKind' \
  'const PolicyKind *const policy_kinds[] = {
  NULL
};'

touch -t 200001010000 "$scratch/build/kinds.c"
holds "it is written again" register
holds "but not touched while nothing has changed" \
  test -z "$(find "$scratch/build/kinds.c" -newer "$scratch/Makefile")"

rm "$scratch/src/env/bandit.c"
register
holds "a kind whose file is gone is gone" is 'EnvKind' \
  'extern const EnvKind env_gridworld;
const EnvKind *const env_kinds[] = {
  &env_gridworld,
  NULL
};'
finish
