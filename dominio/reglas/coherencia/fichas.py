"""Las fichas de todas las reglas, por código: de aquí salen la ayuda, docs/coherencia.md y los ajustes."""

from __future__ import annotations

from collections.abc import Mapping

from dominio.errores.coherencia import ReglaDesconocida
from dominio.modelo.coherencia import AjusteDeRegla, FichaDeRegla, ReglaVigente
from dominio.reglas.coherencia.fichas_del_plan import DEL_PLAN
from dominio.reglas.coherencia.fichas_del_reporte import DEL_REPORTE

FICHAS: dict[str, FichaDeRegla] = {ficha.codigo: ficha for ficha in (*DEL_PLAN, *DEL_REPORTE)}


def ficha_de(codigo: str) -> FichaDeRegla:
    """La ficha de esa regla («r12» y «12» también valen).

    Raises:
        ReglaDesconocida: no hay ninguna con ese código.

    Fuente: reglas R01 a R40 de coherencia PI–POAI–PAC–PA.
    """
    limpio = codigo.strip().upper()
    if limpio.isascii() and limpio.isdecimal() and len(limpio) < 3:
        limpio = f"R{int(limpio):02d}"
    if limpio not in FICHAS:
        raise ReglaDesconocida("regla", regla=codigo.strip()[:20])
    return FICHAS[limpio]


def vigentes(ajustes: Mapping[str, AjusteDeRegla]) -> tuple[ReglaVigente, ...]:
    """Todas las reglas como las tiene la entidad, en el orden de sus códigos.

    Args:
        ajustes: código de regla → lo que la entidad cambió.

    Fuente: reglas R01 a R40 de coherencia PI–POAI–PAC–PA.
    """
    return tuple(
        ReglaVigente(ficha, ajustes.get(codigo, AjusteDeRegla(codigo))) for codigo, ficha in FICHAS.items()
    )
