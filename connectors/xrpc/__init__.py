"""Reads what servers of the AT Protocol list, look by look.

`peer` asks them, `directory` says where a repository stands, `shelf` reads one, `fame` sweeps posts
that draw attention, `faces` watches what accounts say of themselves, `memory` is the cursor, and
`looking` puts one look together.
"""
