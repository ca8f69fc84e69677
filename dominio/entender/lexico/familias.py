"""Todas las familias, en el orden en que se buscan."""

from __future__ import annotations

from dominio.entender.lexico import de_la_consulta, de_la_lengua, del_reporte

# Lema → formas, como expresión regular de la palabra entera. Manda la primera que calce.
FAMILIAS: tuple[tuple[str, str], ...] = (
    *del_reporte.FAMILIAS,
    *de_la_consulta.FAMILIAS,
    *de_la_lengua.FAMILIAS,
)
