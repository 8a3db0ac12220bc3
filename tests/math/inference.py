# Inference: statistics as scipy has them, and the recorded numbers held against them.
#
#   python3 tests/math/inference.py record    the table of tests/math/data/inference.csv
#   python3 tests/math/inference.py check     exit 0 where scipy gives the recorded numbers,
#                                             1 where not, 77 where there is no scipy
#
# tests/math/inference.c holds our own numbers against the same table. Samples are halves of small
# whole numbers, so that there are ties; power is scipy's noncentral t. Recorded with scipy 1.17.1.

import csv
import os
import sys

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "inference.csv")


def sample(seed, n, spread):
    state, out = seed, []
    for _ in range(n):
        state = (1103515245 * state + 12345) % 2**31
        out.append((state >> 16) % spread / 2)
    return out


def power(stats, delta, df, alpha):
    t = stats.t.isf(alpha / 2, df)
    return stats.nct.sf(t, df, delta) + stats.nct.cdf(-t, df, delta)


def needed(stats, effect, sides, wanted, alpha):
    n = 2
    while power(stats, effect * (n / sides) ** 0.5, sides * (n - 1), alpha) < wanted:
        n += 1
    return n


def of_samples(numpy, stats, special):
    for n in list(range(1, 14)) + [30, 31]:
        a = sample(n, n, 40)
        yield "trim_mean", a, [], stats.trim_mean(a, 0.25)
    for n, m in [(2, 3), (5, 5), (8, 12), (30, 30), (30, 10)]:
        a, b = sample(n, n, 21), sample(100 + m, m, 31)
        welch = stats.ttest_ind(a, b, equal_var=False)
        yield "welch_t", a, b, welch.statistic
        yield "welch_df", a, b, welch.df
        yield "welch_p", a, b, welch.pvalue
        yield "superiority", a, b, stats.mannwhitneyu(a, b).statistic / (n * m)
        df = n + m - 2
        pooled = ((n - 1) * numpy.var(a, ddof=1) + (m - 1) * numpy.var(b, ddof=1)) / df
        factor = numpy.exp(special.gammaln(df / 2) - special.gammaln((df - 1) / 2))
        d = (numpy.mean(a) - numpy.mean(b)) / pooled**0.5
        yield "hedges", a, b, d * factor / (df / 2) ** 0.5
    for n in range(2, 14):
        a = [x - 4 for x in sample(7 * n, n, 24)]
        flips = {"permutation_type": "samples", "n_resamples": 2**14}
        test = stats.permutation_test((a,), numpy.sum, **flips)
        yield "sign_flip", a, [], test.pvalue


def of_power(stats):
    for df in [1, 2, 5, 9, 29, 58, 200, 1000]:
        for delta in [0.1, 1, 2.5, 4]:
            for alpha in [0.05, 0.01]:
                yield "power", [delta, df, alpha], [], power(stats, delta, df, alpha)
    for effect in [0.15, 0.3, 0.5, 0.8, 1.2, 2.5, 5]:
        for wanted in [0.8, 0.9]:
            for name, sides in [("pairs_needed", 1), ("units_needed", 2)]:
                n = needed(stats, effect, sides, wanted, 0.05)
                yield name, [effect, wanted, 0.05], [], n


def rows():
    import numpy
    from scipy import special, stats

    for part in (of_samples(numpy, stats, special), of_power(stats)):
        for what, a, b, value in part:
            lists = [" ".join(f"{x:g}" for x in numbers) for numbers in (a, b)]
            yield [what, *lists, repr(float(value))]


def main(task):
    try:
        import scipy
    except ImportError:
        return 77
    if task == "record":
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerows([["what", "a", "b", "value"], *rows()])
        return 0
    with open(TABLE, encoding="ascii") as table:
        recorded = list(csv.reader(table))[1:]
    wrong = 0
    for old, new in zip(recorded, rows(), strict=True):
        near = abs(float(old[3]) - float(new[3])) < 1e-9 * (1 + abs(float(new[3])))
        if old[:3] == new[:3] and near:
            continue
        print(f"recorded {old}; scipy {scipy.__version__} gives {new}")
        wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
