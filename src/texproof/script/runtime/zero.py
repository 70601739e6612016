"""What is zero: differences as quotients of polynomials, in symbols and in what is no rational function."""

import math

import sympy as sp

from .arrays import LARGEST, PRODUCTS, RELATIONS, Beyond, Sign


def nodes(expressions, most):
    """Return how many different expressions there are in some. Beyond: more than `most`."""
    seen, left = set(), list(expressions)
    while left:
        e = left.pop()
        if e not in seen:
            seen.add(e)
            left.extend(e.args)
            if len(seen) > most:
                raise Beyond("what is too large")
    return len(seen)


def guard(array):
    """Stop where an array has grown too large for derivatives of it."""
    nodes([e for e in array.ravel() if isinstance(e, sp.Basic)], LARGEST)


def tidy(e):
    """Return an expression in one form for equal ones, where that is cheap: what unknown functions are taken of."""
    e = sp.sympify(e)
    if e.is_Atom:
        return e
    nodes([e], 2000)
    e = sp.expand(e)
    return sp.cancel(e) if sp.denom(sp.together(e)) != 1 and not e.has(sp.Function) and nodes([e], 2000) < 200 else e


class Rational:
    """Expressions as numerators over products of polynomials, in symbols and in what is no rational function."""

    def __init__(self, expressions):
        self.stand, self.relations, self.scale, self.work, self.known, self.flats = {}, {}, {}, 0, {}, {}
        for e in set().union(*(e.atoms(sp.exp) for e in expressions)):
            for rest, q in self.exponents(e):
                self.scale[rest] = math.lcm(self.scale.get(rest, 1), int(q.q))
        flat = [self.flat(e) for e in expressions]
        names = set().union(*(e.free_symbols for e in flat), *(r[1].free_symbols for r in self.relations.values()))
        order = sorted(names | self.relations.keys(), key=str)
        self.ring = sp.polys.rings.PolyRing(order or [sp.Dummy()], sp.QQ, sp.polys.orderings.lex)
        self.generator = dict(zip(order, self.ring.gens))
        self.flattened = flat

    def exponents(self, e):
        """Return the argument of an exponential as pairs of an expression and a rational number before it."""
        return [term.as_coeff_Mul()[::-1] for term in sp.Add.make_args(sp.expand(tidy(e.args[0])))]

    def named(self, key):
        if key not in self.stand:
            self.stand[key] = sp.Symbol(f"_{len(self.stand)}")
        return self.stand[key]

    def flat(self, e):
        if e not in self.flats:
            self.flats[e] = self.flattened_once(e)
        return self.flats[e]

    def flattened_once(self, e):
        if e.is_Rational:
            return e
        if e.is_Symbol:
            if e in RELATIONS:
                self.relations[e] = RELATIONS[e]
            return e
        if e.is_Float:
            raise TypeError(f"{e} is no exact number")
        if e is sp.I:
            return self.root(sp.Integer(-1), 2)
        if isinstance(e, sp.exp):
            powers = [(self.named(sp.exp(rest)), q * self.scale[rest]) for rest, q in self.exponents(e)]
            return sp.Mul(*(name**power for name, power in powers))
        if e.is_Add or e.is_Mul:
            return e.func(*(self.flat(a) for a in e.args))
        if e.is_Pow and e.exp.is_Integer:
            return self.flat(e.base) ** e.exp
        if e.is_Pow and e.exp.is_Rational:
            return self.root(tidy(e.base), e.exp.q) ** e.exp.p
        if isinstance(e, Sign):
            name = self.named(Sign(tidy(e.args[0])))
            self.relations[name] = (2, sp.Integer(1))
            return name
        if isinstance(e, (sp.sin, sp.cos)):
            argument = tidy(e.args[0])
            if argument.could_extract_minus_sign():
                return self.flat(e.func(argument))
            sine, cosine = self.named(sp.sin(argument)), self.named(sp.cos(argument))
            self.relations[sine] = (2, 1 - cosine**2)
            return sine if isinstance(e, sp.sin) else cosine
        return self.named(e.func(*map(tidy, e.args)) if e.args else e)

    def root(self, base, q):
        content, rest = base.as_content_primitive() if base.is_Add else (sp.Integer(1), base)
        if content != 1 and content > 0:
            return self.root(content, q) * self.root(rest, q)
        name = self.named(("root", base, q))
        self.relations[name] = (q, self.flat(base))
        return name

    def product(self, p, q):
        self.work += len(p) * len(q)
        if self.work > PRODUCTS:
            raise Beyond("what is too large")
        return p * q

    def of(self, e):
        """Return the numerator of an expression, and the powers of polynomials under it."""
        if e not in self.known:
            self.known[e] = self.found(e)
        return self.known[e]

    def found(self, e):
        if e.is_Rational:
            return self.ring.ground_new(sp.QQ(e.p, e.q)), {}
        if e.is_Symbol:
            return self.generator[e], {}
        if e.is_Pow:
            return self.of_power(e)
        parts = [self.of(a) for a in e.args]
        if e.is_Mul:
            top, under = self.ring.one, {}
            for above, below in sorted(parts, key=lambda part: len(part[0])):
                top = self.product(top, above)
                for d, k in below.items():
                    under[d] = under.get(d, 0) + k
            return top, under
        under = {}
        for _, below in parts:
            for d, k in below.items():
                under[d] = max(k, under.get(d, 0))
        total = self.ring.zero
        for above, below in parts:
            for d, k in under.items():
                if k > below.get(d, 0):
                    above = self.product(above, self.power(d, k - below.get(d, 0)))
            total = total + above
        return total, under

    def of_power(self, e):
        top, under = self.of(e.base)
        times = abs(int(e.exp))
        if e.exp > 0:
            return self.power(top, times), {d: k * times for d, k in under.items()}
        top = self.reduced(top)
        if not top:
            raise ZeroDivisionError(str(e.base))
        above, leading = self.ring.one, top.LC
        for d, k in under.items():
            above = self.product(above, self.power(d, k * times))
        monic = top.quo_ground(leading)
        return above.quo_ground(leading**times), ({} if monic == 1 else {monic: times})

    def power(self, p, k):
        found = self.ring.one
        for _ in range(k):
            found = self.product(found, p)
        return found

    def reduced(self, top):
        """Return a numerator in which no power is left that a relation replaces, up to a factor that is not 0."""
        changed = True
        while changed:
            changed = False
            for name, (q, value) in self.relations.items():
                at = self.ring.gens.index(self.generator[name])
                if any(monomial[at] >= q for monomial in top):
                    top, changed = self.replaced(top, at, q, self.of(value)), True
        return top

    def replaced(self, top, at, q, value):
        above, under = value
        below = self.ring.one
        for d, k in under.items():
            below = self.product(below, self.power(d, k))
        groups = {}
        for monomial, coefficient in top.terms():
            times = monomial[at] // q
            rest = (*monomial[:at], monomial[at] % q, *monomial[at + 1 :])
            groups.setdefault(times, {})[rest] = coefficient
        most, total = max(groups), self.ring.zero
        for times, terms in groups.items():
            factor = self.product(self.power(above, times), self.power(below, most - times))
            total = total + self.product(self.ring.from_dict(terms), factor)
        return total


def is_zero(differences):
    """Return whether expressions are 0, as rational functions of symbols, roots, exponentials and unknowns."""
    differences = [e for e in map(sp.sympify, differences) if e != 0]
    if not differences:
        return True
    nodes(differences, LARGEST)
    rational = Rational(differences)
    return all(not rational.reduced(rational.of(e)[0]) for e in rational.flattened)
