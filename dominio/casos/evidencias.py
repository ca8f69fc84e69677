"""Ver lo que respalda un reporte, con permiso y dejando traza."""

from __future__ import annotations

from collections.abc import Sequence

from dominio.casos.contexto import Contexto, caso
from dominio.errores import NoEncontrado
from dominio.modelo.evidencia import Evidencia, EvidenciaRepetida
from dominio.modelo.identidad import IdActividad
from dominio.modelo.reporte import Avance
from dominio.puertos.plan import Filtro
from dominio.reglas.permisos import Permiso, ambito_de_consulta


@caso(Permiso.CONSULTAR)
def evidencias_de(ctx: Contexto, folio: str) -> Sequence[Evidencia]:
    """Los archivos de un avance, en el orden en que llegaron; queda anotado quién los pidió.

    Las ve quien puede consultar la dependencia de la actividad.

    Raises:
        NoEncontrado: no hay un avance con ese folio al alcance de quien pide.
    """
    avance = _al_alcance(ctx, folio)
    evidencias = ctx.unidad.evidencias.de(avance.id)
    ctx.anotar(
        "consultar_evidencias",
        f"folio:{folio}",
        None,
        {"evidencias": [evidencia.id for evidencia in evidencias]},
    )
    return evidencias


@caso(Permiso.CONSULTAR)
def evidencias_repetidas(ctx: Contexto, folio: str) -> Sequence[EvidenciaRepetida]:
    """Los archivos del avance que también respaldan otra actividad de la entidad.

    Raises:
        NoEncontrado: no hay un avance con ese folio al alcance de quien pide.
    """
    return ctx.unidad.evidencias.repetidas_de(_al_alcance(ctx, folio).id)


@caso(Permiso.REGISTRAR_AVANCE)
def usos_de_archivos(
    ctx: Contexto, archivos: Sequence[str], actividad_id: IdActividad
) -> Sequence[EvidenciaRepetida]:
    """Qué otras actividades de la entidad respaldan ya esos archivos (``file_unique_id``).

    Se dice mientras se adjuntan: la persona sabe si es una equivocación o si la jornada fue de las dos.
    """
    return ctx.unidad.evidencias.usos(ctx.entidad.id, archivos, actividad_id)


def _al_alcance(ctx: Contexto, folio: str) -> Avance:
    hallado = ctx.unidad.ciclo.avance(ctx.entidad.id, folio)
    if hallado is None:
        raise NoEncontrado("folio", folio=folio)
    filtro = Filtro(actividad_id=hallado.avance.actividad_id, dependencia_id=ambito_de_consulta(ctx.actor))
    if not ctx.unidad.planes.renglones(ctx.entidad.id, hallado.vigencia, filtro):
        raise NoEncontrado("folio", folio=folio)
    return hallado.avance
