"""Lists of strangers: `paging` reads what is newest on them, `membership` who stands on them."""
