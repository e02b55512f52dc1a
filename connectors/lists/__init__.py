"""Lists of strangers: what is new on them, who stands on them, and what is gone from them.

`paging` reads what is newest, `membership` says who came and left, `keeping` asks again for what
was passed on; `gathering` makes pages of a look, `purse` counts what it may cost.
"""
