"""Who pays whom for the work of the infrastructure, and so who answers to whom.

Words: *agreement* (one body pays another for something, for a time), *payer* and *provider* (the
two), *main agreement* (one that stands under no other), *sub-agreement* (its payer is the provider
of the one above it), *chain* (a main agreement with all below it), *contributor* (somebody else who
pays into a main agreement; the payer signs for all), *prime* (the provider that pays others on),
*acceptor* (whoever's officers accept a provider's returns).

Serves 003 s2.5 and Rec 1, 2, 4 and 7: one contract, sub-contracts as near to people as possible,
one framework over all of them.
"""
