"""One step of a recurrent cell: input x, state h before the step, new state; L is any loss of the new state."""

from texproof import Matrix, Vector, dims, model, unknown

m, n = dims("m n")
BEFORE = {"h": r"h_{t-1}", "y": "h_t", "x": "x_t", "c": r"c_{t-1}", "d": "c_t"}


@model(latex={**BEFORE, "a": "a_t"})
def step(xp, x: Vector[m], h: Vector[n], W: Matrix[n, m], U: Matrix[n, n], b: Vector[n]):
    a = W @ x + U @ h + b
    y = xp.tanh(a)
    L = unknown(y)
    return {"a": a, "y": y, "L": L}


@model(latex={**BEFORE, "c_tilde": r"\tilde{c}_t", "d": "c_t", "ai": "a_i", "af": "a_f", "ao": "a_o", "ac": "a_c"})
def lstm(xp, ai: Vector[n], af: Vector[n], ao: Vector[n], ac: Vector[n], c: Vector[n]):
    def sigma(t):
        return 1 / (1 + xp.exp(-t))

    i, f, o = sigma(ai), sigma(af), sigma(ao)
    g = xp.tanh(ac)
    d = f * c + i * g
    y = o * xp.tanh(d)
    L = unknown(y, d)
    return {"i": i, "f": f, "o": o, "g": g, "d": d, "y": y, "L": L, "sigma": sigma}


@model(latex={**BEFORE, "az": "a_z", "ar": "a_r", "ah": "a_h", "U": "U_h", "v": "v"})
def gru(xp, az: Vector[n], ar: Vector[n], v: Vector[n], h: Vector[n], U: Matrix[n, n]):
    def sigma(t):
        return 1 / (1 + xp.exp(-t))

    z, r = sigma(az), sigma(ar)
    a = v + U @ (r * h)
    g = xp.tanh(a)
    y = (1 - z) * h + z * g
    L = unknown(y)
    return {"z": z, "r": r, "a": a, "g": g, "y": y, "L": L, "sigma": sigma}
