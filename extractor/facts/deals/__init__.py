"""Who bought, sold, lent, fined or agreed on what with whom: a table of rules for each type of deal.

The tables are in `trade`, `finance` and `contracts`; `matches` reads what their rules find.
"""
