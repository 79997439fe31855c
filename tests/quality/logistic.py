"""Logistic regression over named signs that hold or do not: plain Python, since the data is a few thousand lines."""
import math

def folds(names, n):
    """The names in n groups, always the same ones."""
    names = sorted(names)
    return [set(names[i::n]) for i in range(n)]

def fit(rows, penalty=1.0, rounds=200, expected={}):
    """rows: (signs, right, weight); `always` is to be among the signs, and is not held back by the penalty, which draws the others to what
    is expected of them, 0 unless said. Returns sign -> weight."""
    names = sorted({sign for signs, _, _ in rows for sign in signs} | expected.keys())
    number = {name: i for i, name in enumerate(names)}
    lines = [([number[s] for s in signs], 1.0 if right else 0.0, weight) for signs, right, weight in rows]
    held = [0.0 if name == 'always' else penalty for name in names]
    total = sum(weight for *_, weight in rows)
    drawn = [expected.get(name, 0.0) for name in names]
    weights, seen = list(drawn), [1e-6] * len(names)
    for _ in range(rounds):  # AdaGrad on the whole: no step size to tune
        slope = [h * (w - d) / total for h, w, d in zip(held, weights, drawn)]
        for signs, right, weight in lines:
            miss = (1 / (1 + math.exp(-sum(weights[s] for s in signs))) - right) * weight / total
            for s in signs: slope[s] += miss
        for i, g in enumerate(slope):
            seen[i] += g * g
            weights[i] -= .3 * g / math.sqrt(seen[i])
    return dict(zip(names, weights))

def probability(weights, signs, lower=0.0):
    return 1 / (1 + math.exp(-(sum(weights.get(s, 0.0) for s in signs) - lower)))
