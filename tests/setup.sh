# Setup: finds what accumbens needs, and installs what is missing and nothing else.
#
# experiments/demo.sh and tests/run.sh read this file from the top folder and call
#
#   setup          for what the program and its tests need
#   setup check    for what `make check` needs besides
#
# Where nothing is missing, nothing is touched and no network is needed. It asks for sh and sed
# alone. A system with other packages is one more column of the table, its name in `system`, and a
# function install_NAME.

# A line for each need: when, how it is looked for, under which name, and the package that brings
# it with apt. A library is known by its pkg-config name; its header is looked for where there is
# no pkg-config yet.
needs() {
  cat << 'END'
always tool    gcc                     gcc
always tool    g++                     g++
always header  stdlib.h                libc6-dev
always tool    make                    make
always tool    pkg-config              pkg-config
always library gsl:gsl/gsl_version.h   libgsl-dev
always library yaml-0.1:yaml.h         libyaml-dev
always header  pcg_random.hpp          libpcg-cpp-dev
always library cmocka:cmocka.h         libcmocka-dev
always library sqlite3:sqlite3.h       libsqlite3-dev
check  tool    clang                   clang
check  runtime libclang_rt.fuzzer      libclang-rt-14-dev
check  tool    sbatch                  slurm-wlm
check  tool    munge                   munge
END
}

setup() {
  missing=$(list_missing "${1:-always}")
  [ -n "$missing" ] || return 0
  install_"$(system)"
  missing=$(list_missing "${1:-always}")
  [ -z "$missing" ] || stop "Installed, but still not to be found:" "  $missing"
}

# How many things can be built at a time.
cores() {
  nproc 2> /dev/null || getconf _NPROCESSORS_ONLN 2> /dev/null || echo 2
}

list_missing() {
  needs | while read -r when how name apt; do
    if [ "$when" = always ] || [ "$when" = "$1" ]; then
      has_"$how" "$name" || printf '%s ' "$apt"
    fi
  done | sed 's/ $//'
}

has_tool() {
  command -v "$1" > /dev/null
}

has_library() {
  if has_tool pkg-config; then
    pkg-config --exists "${1%%:*}"
  else
    has_header "${1#*:}"
  fi
}

has_header() {
  for folder in /usr/include /usr/include/*-linux-* /usr/local/include /opt/homebrew/include; do
    [ ! -f "$folder/$1" ] || return 0
  done
  return 1
}

# A library of clang's own, which clang itself knows where to find.
has_runtime() {
  has_tool clang && [ -f "$(clang -print-file-name="$1-$(uname -m).a")" ]
}

system() {
  if has_tool apt-get; then
    echo apt
  else
    echo unknown
  fi
}

install_unknown() {
  stop "accumbens needs gcc, g++, make, pkg-config, and GSL, libyaml, PCG, cmocka and SQLite" \
    "with their headers. Something is missing, and there is no apt-get to install it with." \
    "On Debian the missing packages are: $missing"
}

install_apt() {
  line="apt-get update && apt-get install -y --no-install-recommends $missing"
  echo "accumbens needs these packages, which are not here yet:"
  echo "  $missing"
  export DEBIAN_FRONTEND=noninteractive
  if [ "$(id -u)" = 0 ]; then
    echo "They and what they depend on will be installed now, by"
    echo "  $line"
    sh -c "$line" ||
      stop "That failed. Type this line when it can work, and start again:" "  $line"
  elif may_sudo; then
    echo "They and what they depend on will be installed now, by"
    echo "  sudo sh -c '$line'"
    sudo sh -c "$line" || stop "That failed. Type this line and start again:" "  su -c '$line'"
  elif has_tool sudo; then
    stop "That takes a password. Type this line and start again:" "  sudo sh -c '$line'"
  else
    stop "This account may not install them. Type this line and start again:" "  su -c '$line'"
  fi
}

# With a password where there is somebody to type it.
may_sudo() {
  has_tool sudo && { [ -t 0 ] || sudo -n true 2> /dev/null; }
}

stop() {
  printf '%s\n' "$@" >&2
  exit 3
}
