"""Las dos firmas de un cambio de rol y a quién se gestiona."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dominio.errores.personas import (
    CambioCaducado,
    FaltaFirmaDeAdministracion,
    FirmaRepetida,
    RolPropio,
    SoloAdministracion,
)
from dominio.modelo.cambio_de_rol import CambioDeRol, EstadoCambio
from dominio.modelo.identidad import IdCambioDeRol, IdEntidad, IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.reglas.doble_firma import (
    exige_administracion,
    exigir_firma,
    exigir_puede_gestionar,
    exigir_vigente,
    firmantes,
    puede_firmar,
    puede_gestionar,
)
from tests.dominio.casos.mundo import MARTES


def _persona(numero: int, rol: Rol, **cambios: object) -> Persona:
    base = Persona(
        IdPersona(numero), IdEntidad(1), f"Persona {numero}", None, rol, None, 500 + numero, MARTES
    )
    return replace(base, **cambios)  # type: ignore[arg-type]


ADMINISTRA, OTRA_ADMINISTRA = _persona(1, Rol.ADMINISTRACION), _persona(2, Rol.ADMINISTRACION)
PLANEA, OTRA_PLANEA = _persona(3, Rol.PLANEACION), _persona(4, Rol.PLANEACION)
REPORTA = _persona(5, Rol.RESPONSABLE)
CAMBIO = CambioDeRol(
    id=IdCambioDeRol(1),
    entidad_id=IdEntidad(1),
    persona_id=REPORTA.id,
    persona=REPORTA.nombre,
    rol_anterior=Rol.RESPONSABLE,
    rol_nuevo=Rol.JEFE,
    dependencia_anterior=None,
    dependencia_nueva=None,
    dependencia=None,
    motivo=None,
    pedido_por=PLANEA.id,
    pidio=PLANEA.nombre,
    pedido_en=MARTES,
    estado=EstadoCambio.PEDIDO,
)


@pytest.mark.parametrize(
    ("actor", "otra", "puede"),
    [
        (ADMINISTRA, OTRA_ADMINISTRA, True),
        (ADMINISTRA, PLANEA, True),
        (PLANEA, REPORTA, True),
        (PLANEA, PLANEA, True),
        (PLANEA, OTRA_PLANEA, False),
        (PLANEA, ADMINISTRA, False),
        (REPORTA, REPORTA, False),
        (replace(ADMINISTRA, activa=False), REPORTA, False),
    ],
)
def test_a_quien_se_gestiona(actor: Persona, otra: Persona, *, puede: bool) -> None:
    """A los roles reservados, solo administración; a uno mismo, sí."""
    assert puede_gestionar(actor, otra) is puede
    if not puede:
        with pytest.raises(SoloAdministracion):
            exigir_puede_gestionar(actor, otra)


@pytest.mark.parametrize("reservado", [Rol.ADMINISTRACION, Rol.PLANEACION])
def test_reservados_en_cualquier_sentido(reservado: Rol) -> None:
    """Llegar a él o salir de él; los demás cambios no lo exigen."""
    assert exige_administracion(Rol.CONSULTA, reservado)
    assert exige_administracion(reservado, Rol.CONSULTA)
    assert not exige_administracion(Rol.RESPONSABLE, Rol.JEFE)


@pytest.mark.parametrize(
    ("quien", "error"),
    [(REPORTA, RolPropio), (PLANEA, FirmaRepetida), (OTRA_PLANEA, None), (ADMINISTRA, None)],
)
def test_firma_de_otra_persona(quien: Persona, error: type[Exception] | None) -> None:
    """Ni la afectada ni quien pidió."""
    if error is None:
        exigir_firma(quien, CAMBIO, PLANEA)
        return
    with pytest.raises(error):
        exigir_firma(quien, CAMBIO, PLANEA)


def test_reservado_con_una_firma_de_administracion() -> None:
    """Basta con que lo sea cualquiera de las dos; la línea de órdenes vale por administración."""
    cambio = replace(CAMBIO, rol_nuevo=Rol.PLANEACION)
    with pytest.raises(FaltaFirmaDeAdministracion):
        exigir_firma(OTRA_PLANEA, cambio, PLANEA)
    exigir_firma(ADMINISTRA, cambio, PLANEA)
    exigir_firma(PLANEA, replace(cambio, pedido_por=ADMINISTRA.id), ADMINISTRA)
    exigir_firma(PLANEA, replace(cambio, pedido_por=None), None)


def test_firmantes_vinculados_y_con_permiso() -> None:
    """Quien no tiene chat no se entera, y quien no gestiona personas no firma."""
    sin_chat = replace(OTRA_ADMINISTRA, telegram_id=None)
    todas = (ADMINISTRA, sin_chat, PLANEA, OTRA_PLANEA, REPORTA, _persona(9, Rol.JEFE))

    assert firmantes(todas, CAMBIO, PLANEA) == (ADMINISTRA, OTRA_PLANEA)
    assert not puede_firmar(replace(OTRA_PLANEA, activa=False), CAMBIO, PLANEA)


@pytest.mark.parametrize(
    ("persona", "pidio", "pasado", "vale"),
    [
        (REPORTA, PLANEA, timedelta(days=7, seconds=-1), True),
        (REPORTA, PLANEA, timedelta(days=7), False),
        (replace(REPORTA, rol=Rol.CONSULTA), PLANEA, timedelta(0), False),
        (replace(REPORTA, activa=False), PLANEA, timedelta(0), False),
        (REPORTA, replace(PLANEA, rol=Rol.CONSULTA), timedelta(0), False),
        (REPORTA, replace(PLANEA, activa=False), timedelta(0), False),
        (REPORTA, None, timedelta(0), True),
    ],
)
def test_lo_pedido_vale_mientras_nada_cambie(
    persona: Persona, pidio: Persona | None, pasado: timedelta, *, vale: bool
) -> None:
    """Una semana, el mismo rol de partida y quien lo pidió todavía puede."""
    if vale:
        exigir_vigente(CAMBIO, persona, pidio, MARTES + pasado)
        return
    with pytest.raises(CambioCaducado):
        exigir_vigente(CAMBIO, persona, pidio, MARTES + pasado)
