"""Delegar: a quién, por cuánto y con qué otras delegaciones no se puede cruzar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dominio.errores import EntradaInvalida
from dominio.errores.personas import DelegacionCruzada, DelegacionEncadenada
from dominio.modelo.delegacion import Delegacion
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.reglas.permisos import Permiso, puede

MAXIMO_DIAS = 180


def puede_delegar_por(actor: Persona, titular: Persona) -> bool:
    """Si puede delegar las actividades de esa persona: las propias, o planeación las de cualquiera.

    Fuente: docs/reglas.md §12; Ley 152/1994 art. 41 (planeación coordina).
    """
    reporta = puede(titular, Permiso.REGISTRAR_AVANCE)
    return reporta and (actor.id == titular.id or actor.rol is Rol.PLANEACION)


def puede_recibir(candidata: Persona, titular: Persona, actor: Persona) -> bool:
    """Si puede recibir la delegación: otra persona vinculada que reporte, de la misma dependencia.

    Planeación puede escoger a una de otra dependencia.

    Fuente: docs/reglas.md §12; Ley 489/1998 art. 9 (se delega en quien tiene funciones afines).
    """
    if candidata.id == titular.id or candidata.telegram_id is None:
        return False
    vecina = candidata.dependencia_id == titular.dependencia_id or actor.rol is Rol.PLANEACION
    return vecina and puede(candidata, Permiso.REGISTRAR_AVANCE)


def puede_terminar(actor: Persona, delegacion: Delegacion, titular: Persona) -> bool:
    """Si puede terminarla antes: el titular, el delegado, su jefe o planeación.

    Fuente: docs/reglas.md §12; Ley 489/1998 art. 12 (quien delega puede reasumir).
    """
    if actor.id in (delegacion.titular_id, delegacion.delegado_id) or actor.rol is Rol.PLANEACION:
        return True
    return actor.rol is Rol.JEFE and actor.dependencia_id == titular.dependencia_id


def exigir_fechas(desde: date, hasta: date, hoy: date) -> None:
    """Lanza ``EntradaInvalida`` si empieza antes de hoy, termina antes de empezar o pasa de 180 días.

    Fuente: docs/reglas.md §12.
    """
    if desde < hoy:
        raise EntradaInvalida("delegacion_pasada", "desde", hoy=hoy)
    if hasta < desde:
        raise EntradaInvalida("delegacion_al_reves", "hasta", desde=desde)
    if (hasta - desde).days >= MAXIMO_DIAS:
        raise EntradaInvalida("delegacion_larga", "hasta", maximo=MAXIMO_DIAS)


def exigir_compatible(
    titular: IdPersona, delegado: IdPersona, fechas: tuple[date, date], existentes: Iterable[Delegacion]
) -> None:
    """Lanza ``DelegacionCruzada`` o ``DelegacionEncadenada`` si choca con una que rige en esas fechas.

    El titular no delega dos veces a la vez; quien recibe no delega lo suyo, ni recibe quien está ausente.

    Args:
        titular: quien se ausentaría.
        delegado: quien reportaría.
        fechas: desde y hasta, incluidos.
        existentes: las del titular y del delegado, dadas o recibidas.

    Fuente: docs/reglas.md §12; Ley 489/1998 art. 11 num. 2 (lo recibido por delegación no se delega).
    """
    for otra in existentes:
        if otra.terminada_en is not None or otra.hasta < fechas[0] or otra.desde > fechas[1]:
            continue
        if otra.titular_id == titular:
            raise DelegacionCruzada("desde", **_datos(otra))
        if titular == otra.delegado_id or delegado == otra.titular_id:
            raise DelegacionEncadenada("quien", **_datos(otra))


def _datos(delegacion: Delegacion) -> dict[str, object]:
    return {
        "titular": delegacion.titular,
        "delegado": delegacion.delegado,
        "desde": delegacion.desde,
        "hasta": delegacion.hasta,
    }
