#!/bin/sh
# Demo: installs what is missing, builds, and lets thirty larvae learn to cross four rooms.
#
#   sh experiments/demo.sh
#
# The results are in results/larva_four_rooms/: the same bytes on every machine.

cd "$(dirname "$0")/.." || exit 3
. tests/setup.sh

setup
echo "Building build/accumbens"
make -s -j "$(cores)" || exit
exec build/accumbens run experiments/larva_four_rooms.yaml
