"""Lo publicable: los ocho elementos que la ley pide, el enlace y cuándo se publicó."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

from dominio.errores import FechaFutura
from dominio.errores.ruta import EnlaceInvalido
from dominio.modelo.plan import Registro, Renglon, TipoMeta
from dominio.modelo.ruta import Requisito
from dominio.reglas.ruta import dia_de_publicacion
from dominio.valores.dinero import CERO
from dominio.valores.fechas import Vigencia

MAXIMO_ENLACE = 500
_SITIO = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.ASCII)

# De los ocho, los siete que se leen del plan; el plan general de compras es un documento.
ELEMENTOS_DEL_PLAN = (
    Requisito.OBJETIVOS,
    Requisito.ESTRATEGIAS,
    Requisito.PROYECTOS,
    Requisito.METAS,
    Requisito.RESPONSABLES,
    Requisito.DISTRIBUCION,
    Requisito.INDICADORES,
)


def elementos_del_plan(
    renglones: Sequence[Renglon], registros: Iterable[Registro]
) -> dict[Requisito, tuple[int, int]]:
    """Cuántas actividades tienen cada elemento que la ley pide, de cuántas deben tenerlo.

    Objetivo, programa (estrategia), proyecto y distribución presupuestal se piden a las de metas de
    producto; meta, responsable e indicador, a todas.

    Fuente: Ley 1474 de 2011 art. 74 (objetivos, estrategias, proyectos, metas, responsables, planes
    generales de compras, distribución presupuestal e indicadores de gestión).
    """
    de_producto = [r for r in renglones if r.tipo_meta is TipoMeta.PRODUCTO]
    # Un plan que solo trae metas de gestión se mide entero: ningún elemento se da por cumplido sin nada.
    invertidas = de_producto or list(renglones)
    con_dinero = {uno.actividad_id for uno in registros if uno.monto > CERO}
    return {
        Requisito.OBJETIVOS: _cuenta(bool(r.objetivo) for r in invertidas),
        Requisito.ESTRATEGIAS: _cuenta(bool(r.programa or r.programa_codigo) for r in invertidas),
        Requisito.PROYECTOS: _cuenta(bool(r.proyecto or r.bpin) for r in invertidas),
        Requisito.METAS: _cuenta(bool(r.meta) for r in renglones),
        Requisito.RESPONSABLES: _cuenta(bool(r.responsable.strip()) for r in renglones),
        Requisito.DISTRIBUCION: _cuenta(r.id in con_dinero for r in invertidas),
        Requisito.INDICADORES: _cuenta(bool(r.indicador) for r in renglones),
    }


def _cuenta(cumplen: Iterable[bool]) -> tuple[int, int]:
    todos = list(cumplen)
    return sum(todos), len(todos)


def enlace_valido(escrito: str) -> str:
    """El enlace, si es la dirección https de un sitio web público.

    Raises:
        EnlaceInvalido: no es https, no nombra un sitio, trae usuario o clave, o es muy largo.

    Fuente: Ley 1474 de 2011 art. 74 («publicar en su respectiva página web»); OWASP ASVS 5.0 §1.2
    (una dirección se valida por partes, no por cómo empieza).
    """
    enlace = escrito.strip()
    try:
        partes = urlsplit(enlace)
        sitio, puerto = (partes.hostname or "").lower(), partes.port
    except ValueError as causa:
        raise EnlaceInvalido("enlace", escrito=enlace[:80]) from causa
    raro = any(letra.isspace() or not letra.isprintable() or letra in '<>"\\' for letra in enlace)
    if (
        partes.scheme.lower() != "https"
        or raro
        or len(enlace) > MAXIMO_ENLACE
        or "@" in partes.netloc
        or puerto == 0
        or len(sitio) > 253
        or not _SITIO.fullmatch(sitio)
    ):
        raise EnlaceInvalido("enlace", escrito=enlace[:80])
    return enlace


def exigir_fecha_de_publicacion(fecha: date, hoy: date) -> None:
    """Publicado es cosa hecha: la fecha no es futura.

    Raises:
        FechaFutura: todavía no llega.

    Fuente: Ley 1474 de 2011 art. 74.
    """
    if fecha > hoy:
        raise FechaFutura("fecha", fecha=fecha, hoy=hoy)


def es_extemporanea(fecha: date, vigencia: Vigencia) -> bool:
    """Si se publicó después del 31 de enero de la vigencia.

    Fuente: Ley 1474 de 2011 art. 74.
    """
    return fecha > dia_de_publicacion(vigencia)
