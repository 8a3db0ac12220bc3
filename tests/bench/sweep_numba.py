# Sweep in numba: the peer of sweep.c, written as an expert would for this task alone.
#
#   python3 tests/bench/sweep_numba.py tests/bench/sweep.yaml      prints the steps taken in all
#
# 1,000 runs x 200 episodes of Q-learning in four rooms: 10 learning rates x 10 rates of
# exploration x 10 seeds, gamma 0.99, random ties, at most 1,000 steps an episode. Single
# precision, a table of successors over the reachable cells, PCG32 of its own, one thread a core
# over the runs, functions compiled once and kept on disk. Steps and return of every episode are
# stored in memory; nothing is written.

import sys

import numpy as np
from numba import njit, prange, uint32, uint64

EPISODES, LIMIT, SEEDS = 200, 1000, 10
ALPHA = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1], np.float32)
EPSILON = np.array([0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5])


def read_rooms(path):
    text = open(path).read().split("map: |\n")[1]
    rows = [line.strip() for line in text.splitlines() if line.startswith("    #")]
    cells = [(r, c) for r, row in enumerate(rows) for c, x in enumerate(row) if x != "#"]
    number = {cell: i for i, cell in enumerate(cells)}
    successor = np.empty((len(cells), 4), np.int32)
    for (r, c), i in number.items():
        for a, (dr, dc) in enumerate([(-1, 0), (1, 0), (0, -1), (0, 1)]):
            successor[i, a] = number.get((r + dr, c + dc), i)
    at = {x: number[r, c] for r, row in enumerate(rows) for c, x in enumerate(row) if x in "SG"}
    return successor, at["S"], at["G"]


@njit(inline="always")
def draw(state):
    old = state[0]
    state[0] = old * uint64(6364136223846793005) + uint64(1442695040888963407)
    mixed = uint32(((old >> uint64(18)) ^ old) >> uint64(27))
    turn = uint32(old >> uint64(59))
    return uint32((mixed >> turn) | (mixed << ((uint32(32) - turn) & uint32(31))))


@njit(inline="always")
def choose(q, s, threshold, state):
    word = draw(state)
    if word < threshold:
        return draw(state) >> uint32(30)
    best = q[s, 0]
    ties, which = uint32(1), uint32(0)
    for a in range(1, 4):
        if q[s, a] > best:
            best, ties, which = q[s, a], uint32(1), uint32(a)
        elif q[s, a] == best:
            ties += uint32(1)
    if ties == 1:
        return which
    pick = uint32((uint64(draw(state)) * uint64(ties)) >> uint64(32))
    for a in range(4):
        if q[s, a] == best:
            if pick == 0:
                return uint32(a)
            pick -= uint32(1)
    return which


@njit(parallel=True, cache=True)
def sweep(successor, start, goal, alphas, thresholds, seeds, steps, returns):
    runs = alphas.size * thresholds.size * seeds
    gamma = np.float32(0.99)
    for run in prange(runs):
        alpha = alphas[run // (thresholds.size * seeds)]
        threshold = thresholds[run // seeds % thresholds.size]
        state = np.empty(1, np.uint64)
        state[0] = uint64(run + 1) * uint64(0x9E3779B97F4A7C15)
        draw(state)
        q = np.zeros((successor.shape[0], 4), np.float32)
        for episode in range(EPISODES):
            s, n, total = start, 0, np.float32(0)
            while n < LIMIT and s != goal:
                a = choose(q, s, threshold, state)
                to = successor[s, a]
                n += 1
                if to == goal:
                    total += np.float32(1)
                    q[s, a] += alpha * (np.float32(1) - q[s, a])
                else:
                    best = max(max(q[to, 0], q[to, 1]), max(q[to, 2], q[to, 3]))
                    q[s, a] += alpha * (gamma * best - q[s, a])
                s = to
            steps[run, episode] = n
            returns[run, episode] = total


successor, start, goal = read_rooms(sys.argv[1])
shape = (ALPHA.size * EPSILON.size * SEEDS, EPISODES)
steps, returns = np.empty(shape, np.int32), np.empty(shape, np.float32)
thresholds = (EPSILON * 2.0**32).astype(np.uint32)
sweep(successor, start, goal, ALPHA, thresholds, SEEDS, steps, returns)
print(steps.sum(), "steps,", steps[:, -50:].mean(), "at the end")
