"""Money is integer pence; words for it are made here."""

from decimal import ROUND_HALF_UP, Decimal


def pounds(pence: int) -> str:
    """`£1,471,000` for whole pounds, `£12.50` otherwise, `−£8,602` below nothing."""
    sign = "−" if pence < 0 else ""
    whole, rest = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}" + (f".{rest:02}" if rest else "")


def pence(amount: Decimal) -> int:
    """Pounds to pence, half up. ValueError when the amount has a fraction of a penny."""
    exact = amount * 100
    rounded = exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if exact != rounded:
        raise ValueError("An amount of money has at most two decimals.")
    return int(rounded)


def share_out(total: int, parts: list[int]) -> list[int]:
    """Divide whole units in proportion so that the parts add up to the total exactly; what is
    left over goes to the largest remainders, earlier first."""
    whole = sum(parts)
    shares = [total * part // whole for part in parts]
    order = sorted(range(len(parts)), key=lambda i: (-(total * parts[i] % whole), i))
    for index in order[: total - sum(shares)]:
        shares[index] += 1
    return shares
