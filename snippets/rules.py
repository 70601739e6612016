"""What the rules of a proof for every size are about: free symbols with their hypotheses, and unknown functions."""

from texproof import (
    Function,
    Matrix,
    Scalar,
    Vector,
    diagonal,
    dims,
    invertible,
    model,
    nonzero,
    orthogonal,
    positive,
    symmetric,
    unknown,
)

m, n, p, q = dims("m n p q")


@model
def entries(xp, X: Matrix[m, n]):
    return {}


@model
def numbers(xp, x: Vector[n], sigma: Function):
    u = unknown(x)
    v = unknown(x)
    return {"u": u, "v": v}


@model
def positives(xp, x: Vector[n, positive]):
    return {}


@model
def composed(xp, X: Matrix[m, n]):
    A = unknown(X, shape=(m, n))
    L = unknown(A)
    return {"A": A, "L": L}


@model
def inverses(xp, X: Matrix[n, n, invertible], Y: Matrix[n, n, invertible], c: Scalar[nonzero]):
    return {}


@model
def kroneckers(xp, X: Matrix[m, m, invertible], Y: Matrix[n, n, invertible]):
    return {}


@model
def structured(xp, S: Matrix[n, n, symmetric], D: Matrix[n, n, diagonal], Q: Matrix[n, n, orthogonal], x: Vector[n]):
    return {}


@model
def matrices(xp, X: Matrix[m, n]):
    A = unknown(X, shape=(m, n))
    B = unknown(X, shape=(n, m))
    return {"A": A, "B": B}


@model
def traces(xp, X: Matrix[m, n], A: Matrix[m, m], B: Matrix[n, m], C: Matrix[n, n], T: Matrix[m, n]):
    return {}


@model
def forms(xp, x: Vector[n], A: Matrix[n, n]):
    return {}


@model
def inverted(xp, X: Matrix[n, n, invertible], A: Matrix[n, n], a: Vector[n], b: Vector[n]):
    return {}


@model
def arranged(xp, X: Matrix[m, n], A: Matrix[p, m], B: Matrix[n, q], C: Matrix[p, q], T: Matrix[m, n]):
    return {}
