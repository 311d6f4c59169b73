"""Keys and signatures that are the same on every run, for made-up certificates that verify.

The keys are computed from their names, so they are no secret: nothing made with them may ever be
trusted outside the tests.  RSA is PKCS#1 v1.5, ECDSA is over P-256.
"""
import functools
import hashlib

import der

E = 65537
RSA_HASHES = {
    "sha256": ("1.2.840.113549.1.1.11", "2.16.840.1.101.3.4.2.1"),
    "sha1": ("1.2.840.113549.1.1.5", "1.3.14.3.2.26"),
}
ECDSA_SHA256 = "1.2.840.10045.4.3.2"
SMALL_PRIMES = [n for n in range(3, 2000, 2) if all(n % p for p in range(3, int(n**0.5) + 1, 2))]


def is_prime(number):
    """Miller-Rabin with fixed bases."""
    if any(number % p == 0 for p in SMALL_PRIMES):
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in (2, 3, 5, 7, 11, 13):
        x = pow(base, odd, number)
        if x in (1, number - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % number
            if x == number - 1:
                break
        else:
            return False
    return True


def prime(word, size):
    start = int.from_bytes(der.filler(size // 8, word), "big")
    start |= 3 << (size - 2) | 1
    number = start
    while number % E == 1 or not is_prime(number):
        number += 2
    return number


class Rsa:
    def __init__(self, word, size=2048):
        p, q = prime(word + " p", size // 2), prime(word + " q", size // 2)
        self.modulus, self.secret = p * q, pow(E, -1, (p - 1) * (q - 1))
        self.size = size
        public = der.seq(der.integer(self.modulus), der.integer(E))
        self.public = der.seq(der.seq(der.oid(der.RSA), der.NULL), der.bits(public))
        self.identifier = hashlib.sha1(public, usedforsecurity=False).digest()

    def algorithm(self, digest="sha256"):
        return der.seq(der.oid(RSA_HASHES[digest][0]), der.NULL)

    def sign(self, octets, digest="sha256"):
        info = der.seq(der.seq(der.oid(RSA_HASHES[digest][1]), der.NULL),
                       der.tlv(4, hashlib.new(digest, octets, usedforsecurity=False).digest()))
        block = b"\0\1" + b"\xff" * (self.size // 8 - len(info) - 3) + b"\0" + info
        number = pow(int.from_bytes(block, "big"), self.secret, self.modulus)
        return number.to_bytes(self.size // 8, "big")


# --- P-256 (FIPS 186-4 D.1.2.3) -------------------------------------------------------------------

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (int.from_bytes(der.P256_GENERATOR[1:33], "big"), int.from_bytes(der.P256_GENERATOR[33:], "big"))


def add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and a[1] != b[1]:
        return None
    if a == b:
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(factor, point):
    result = None
    for bit in bin(factor)[2:]:
        result = add(result, result)
        result = add(result, point) if bit == "1" else result
    return result


class Ec:
    def __init__(self, word):
        self.secret = int.from_bytes(der.filler(32, word), "big") % N
        x, y = times(self.secret, G)
        public = b"\4" + x.to_bytes(32, "big") + y.to_bytes(32, "big")
        self.public = der.seq(der.seq(der.oid(der.EC), der.oid(der.P256)), der.bits(public))
        self.identifier = hashlib.sha1(public, usedforsecurity=False).digest()

    def algorithm(self, digest="sha256"):
        return der.seq(der.oid(ECDSA_SHA256))

    def sign(self, octets, digest="sha256"):
        number = int.from_bytes(hashlib.sha256(octets).digest(), "big")
        once = int.from_bytes(der.filler(32, f"{self.secret} {number}"), "big") % N
        r = times(once, G)[0] % N
        s = pow(once, -1, N) * (number + r * self.secret) % N
        return der.seq(der.integer(r), der.integer(s))


@functools.cache
def rsa(word, size=2048):
    return Rsa(word, size)


@functools.cache
def ec(word):
    return Ec(word)
