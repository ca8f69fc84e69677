"""Gestionar personas: a quién se gestiona y qué firmas necesita un cambio de rol."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from dominio.errores.personas import (
    CambioCaducado,
    FaltaFirmaDeAdministracion,
    FirmaRepetida,
    RolPropio,
    SoloAdministracion,
)
from dominio.modelo.cambio_de_rol import CambioDeRol
from dominio.modelo.persona import Persona, Rol
from dominio.reglas.permisos import Permiso, puede

RESERVADOS = frozenset({Rol.ADMINISTRACION, Rol.PLANEACION})
VIGENCIA_DEL_CAMBIO = timedelta(days=7)


def puede_gestionar(actor: Persona, otra: Persona) -> bool:
    """Si puede revocar o volver a invitar a esa persona: a administración y planeación, solo administración.

    Fuente: docs/reglas.md §11; OWASP ASVS 5.0 §8.2 (nadie gestiona a quien tiene más autoridad).
    """
    reservada = otra.rol in RESERVADOS and otra.id != actor.id
    return puede(actor, Permiso.GESTIONAR_PERSONAS) and (not reservada or actor.rol is Rol.ADMINISTRACION)


def exigir_puede_gestionar(actor: Persona, otra: Persona) -> None:
    """Lanza ``SoloAdministracion`` si no puede gestionar a esa persona.

    Fuente: docs/reglas.md §11.
    """
    if not puede_gestionar(actor, otra):
        raise SoloAdministracion("persona", persona=otra.nombre)


def exige_administracion(anterior: Rol, nuevo: Rol) -> bool:
    """Si ese cambio necesita que una de las dos firmas sea de administración.

    Fuente: docs/reglas.md §11; OWASP ASVS 5.0 §2.3.5 (lo delicado lo autorizan dos personas).
    """
    return bool({anterior, nuevo} & RESERVADOS)


def puede_firmar(quien: Persona, cambio: CambioDeRol, pidio: Persona | None) -> bool:
    """Si su aprobación basta para que el cambio de rol se haga.

    Args:
        quien: quien aprobaría.
        cambio: el pedido.
        pidio: quien lo pidió, como es hoy; ``None`` si fue la línea de órdenes.

    Fuente: docs/reglas.md §11 (dos personas distintas, ninguna la afectada).
    """
    try:
        exigir_firma(quien, cambio, pidio)
    except (RolPropio, FirmaRepetida, FaltaFirmaDeAdministracion):
        return False
    return puede(quien, Permiso.GESTIONAR_PERSONAS)


def exigir_firma(quien: Persona, cambio: CambioDeRol, pidio: Persona | None) -> None:
    """Lanza por qué la aprobación de esa persona no basta.

    Lanza ``RolPropio`` si es la afectada, ``FirmaRepetida`` si es quien lo pidió y
    ``FaltaFirmaDeAdministracion`` si el cambio la necesita y ninguna de las dos lo es.

    Fuente: docs/reglas.md §11; OWASP ASVS 5.0 §2.3.5.
    """
    if quien.id == cambio.persona_id:
        raise RolPropio("persona")
    if quien.id == cambio.pedido_por:
        raise FirmaRepetida("persona")
    firmas = {quien.rol, Rol.ADMINISTRACION if pidio is None else pidio.rol}
    if exige_administracion(cambio.rol_anterior, cambio.rol_nuevo) and Rol.ADMINISTRACION not in firmas:
        raise FaltaFirmaDeAdministracion("persona")


def firmantes(personas: Iterable[Persona], cambio: CambioDeRol, pidio: Persona | None) -> tuple[Persona, ...]:
    """Las personas vinculadas cuya aprobación bastaría, en el orden dado.

    Fuente: docs/reglas.md §11.
    """
    return tuple(p for p in personas if p.telegram_id is not None and puede_firmar(p, cambio, pidio))


def exigir_vigente(cambio: CambioDeRol, persona: Persona, pidio: Persona | None, ahora: datetime) -> None:
    """Lanza ``CambioCaducado`` si lo pedido ya no corresponde a cómo están las cosas.

    Args:
        cambio: el pedido.
        persona: la afectada, como es hoy.
        pidio: quien lo pidió, como es hoy; ``None`` si fue la línea de órdenes.
        ahora: instante UTC.

    Fuente: docs/reglas.md §11 (una semana, mismo rol de partida y quien lo pidió todavía puede).
    """
    mismo = (persona.rol, persona.dependencia_id) == (cambio.rol_anterior, cambio.dependencia_anterior)
    sigue = pidio is None or puede(pidio, Permiso.GESTIONAR_PERSONAS)
    if ahora >= cambio.pedido_en + VIGENCIA_DEL_CAMBIO or not (mismo and sigue and persona.activa):
        raise CambioCaducado("persona")
