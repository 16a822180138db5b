"""Ids for rows that are prepared now and written later: no other row gets them in the meantime."""

from django.db import connection, transaction


def reserve(model, count: int) -> list[int]:
    """`count` ids of `model`, rising. Those that are never used are left out, which harms nothing."""
    if not count:
        return []
    take = {"sqlite": _from_sqlite, "postgresql": _from_postgresql}[connection.vendor]
    with transaction.atomic(), connection.cursor() as cursor:
        return take(cursor, model._meta, count)


def _from_sqlite(cursor, meta, count):
    table = [meta.db_table]
    cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, *table])
    if not cursor.rowcount:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [*table, count])
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", table)
    (last,) = cursor.fetchone()
    return list(range(last - count + 1, last + 1))


def _from_postgresql(cursor, meta, count):
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
        [meta.db_table, meta.pk.column, count],
    )
    return sorted(number for (number,) in cursor.fetchall())
