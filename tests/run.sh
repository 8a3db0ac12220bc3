#!/bin/sh
# Run: installs what is missing, builds, and runs all tests.
#
#   sh tests/run.sh            as `make test`
#   sh tests/run.sh --check    as `make check`: sanitizers, byte identity, fuzzing; takes longer

cd "$(dirname "$0")/.." || exit 3
. tests/setup.sh

case $* in
  '')
    setup
    exec make -s -j "$(cores)" test
    ;;
  --check)
    setup check
    exec make -s -j "$(cores)" check
    ;;
  *)
    echo "usage: sh tests/run.sh [--check]" >&2
    exit 2
    ;;
esac
