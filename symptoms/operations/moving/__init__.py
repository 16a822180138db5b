"""Move everything from one database to another, of the same kind or of the other: `manage.py movedata`.

`move` goes from table to table and can go on after an interruption; `tables` says which there are and in
which order; `rows` copies one and sums it up; `sequences` sees to it that no number is given twice.
"""
