"""Who pays whom for the work of the infrastructure, and so who answers to whom.

Words: *agreement* (one body pays another for something, for a time), *payer* and *provider* (the
two), *main agreement* (one that stands under no other), *sub-agreement* (its payer is the provider
of the one above it), *chain* (a main agreement with all below it), *contributor* (somebody else who
pays into a main agreement; the payer signs for all), *prime* (the provider that pays others on),
*acceptor* (whoever's officers accept a provider's returns), *scope* (which kinds of things that are
recorded an agreement pays for, and which it does not; of the others it is not said).

Serves 003 s2.5 and Rec 1, 2, 4 and 7: one contract, sub-contracts as near to people as possible,
one framework over all of them; and s2.6, s2.7 and s2.11: what is infrastructure, and what is not.
"""
