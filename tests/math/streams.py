# Streams: draws our streams with NumPy, and holds the recorded words against them.
#
#   python3 tests/math/streams.py record    the table of tests/math/data/streams.csv
#   python3 tests/math/streams.py check     exit 0 where NumPy gives the recorded words,
#                                           1 where not, 77 where there is no NumPy
#
# tests/math/chance.c holds our own words against the same table, so that both together say that
# the program's streams are those of the NumPy at hand.

import os
import sys

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "streams.csv")
SEEDS = [0, 1, 2, 30, 2**31, 2**32 - 1, 2**32, 2**32 + 1, 2**63, 2**64 - 1]
PURPOSES = range(9)
PLACES = [0, 1, 2, 3, 1000]


def draw(numpy):
    for seed in SEEDS:
        for purpose in PURPOSES:
            sequence = numpy.random.SeedSequence(seed, spawn_key=(purpose,))
            words = numpy.random.PCG64(sequence).random_raw(PLACES[-1] + 1)
            for place in PLACES:
                yield f"{seed},{purpose},{place},{words[place]}"


def main(task):
    try:
        import numpy
    except ImportError:
        return 77
    if task == "record":
        print(f"# numpy {numpy.__version__}: seed, purpose, place in the stream, word")
        print("\n".join(draw(numpy)))
        return 0
    with open(TABLE, encoding="ascii") as table:
        recorded = table.read().splitlines()[1:]
    wrong = [pair for pair in zip(recorded, draw(numpy), strict=True) if pair[0] != pair[1]]
    for old, new in wrong:
        print(f"recorded {old}; numpy {numpy.__version__} gives {new}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
