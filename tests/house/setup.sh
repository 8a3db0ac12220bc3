# Setup: what tests/setup.sh says and does on systems where something is missing.
#
# The systems are played: PATH holds nothing but links to a few tools and, in place of the others,
# scripts that note down that they were called. Headers are those of this machine.

. tests/sentence.sh
setup=$PWD/tests/setup.sh
notes=$scratch/notes

# A system with these tools, for the user of that number.
system_of() {
  rm -rf "$scratch/bin"
  mkdir "$scratch/bin"
  : > "$notes"
  for tool in sh sed uname cat chmod; do
    ln -s "$(command -v $tool)" "$scratch/bin/$tool"
  done
  tool id "echo $1"
  shift
  for name in "$@"; do
    tool "$name" 'exit 0'
  done
}

tool() {
  printf '#!/bin/sh\n%s\n' "$2" > "$scratch/bin/$1"
  chmod +x "$scratch/bin/$1"
}

# An apt-get that notes what it is asked and then brings the tool.
with_apt() {
  tool apt-get "echo apt-get \"\$@\" >> '$notes'
  [ \$1 = update ] || printf '#!/bin/sh\n' > '$scratch/bin/$1'
  [ \$1 = update ] || chmod +x '$scratch/bin/$1'"
}

run() {
  said=$(PATH=$scratch/bin sh -c ". '$setup'; setup $1" 2>&1 < /dev/null)
  ended=$?
}

noted() {
  printf '%s\n' "$said" "ended with $ended; called:" && cat "$notes"
  [ "$(cat "$notes")" = "$1" ]
}

says() {
  printf '%s\n' "$said"
  case $said in
    *"$1"*) ;;
    *) return 1 ;;
  esac
}

everything='gcc g++ make pkg-config'
install='apt-get install -y --no-install-recommends'

system_of 0 $everything
with_apt nothing
run
holds "where nothing is missing, nothing is said" test -z "$said"
holds "where nothing is missing, nothing is touched" noted ''

system_of 0 gcc g++ pkg-config
with_apt make
run
holds "root has what is missing installed, and nothing else" noted "apt-get update
$install make"
holds "what will be installed is said before" says "not here yet:
  make
They and what they depend on will be installed now"
holds "and then all is well" test "$ended" = 0

system_of 1000 gcc g++ pkg-config
with_apt make
run
holds "a user who may not install is told the line to type" \
  says "  su -c 'apt-get update && $install make'"
holds "and nothing is installed" noted ''
holds "and the script stops" test "$ended" = 3

system_of 1000 gcc g++ pkg-config
with_apt make
tool sudo 'exit 1'
run
holds "where sudo wants a password and nobody is there, its line is told" \
  says "  sudo sh -c 'apt-get update && $install make'"

system_of 1000 gcc g++ pkg-config
with_apt make
tool sudo "if [ \"\$1\" = -n ]; then exit 0; fi; echo sudo >> '$notes'; exec \"\$@\""
run
holds "sudo is used where it is there" noted "sudo
apt-get update
$install make"

system_of 0 gcc make pkg-config
with_apt g++
tool apt-get 'exit 100'
run
holds "where installing fails, the script stops with the line to type" \
  says "start again:
  apt-get update && $install g++"
holds "with exit code 3" test "$ended" = 3

system_of 0 gcc g++ make
tool pkg-config 'case $* in *cmocka*) exit 1 ;; esac'
run
holds "without apt-get the packages are named" says "the missing packages are: libcmocka-dev"

system_of 1000 $everything
with_apt clang
run check
holds "the checks ask for clang and its libraries, and for Slurm" \
  says "$install clang libclang-rt-14-dev slurm-wlm munge'"
finish
