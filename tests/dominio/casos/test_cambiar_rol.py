"""Cambiar un rol: dos personas distintas, y administración si el rol es reservado."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dominio.casos.cambiar_rol import (
    CambioPedido,
    DatosCambio,
    aprobar_cambio_de_rol,
    cambios_esperando,
    pedir_cambio_de_rol,
    rechazar_cambio_de_rol,
)
from dominio.casos.delegar import DatosDelegacion, delegar
from dominio.casos.personas import revocar
from dominio.errores import DependenciaFaltante, NoEncontrado, PermisoDenegado
from dominio.errores.personas import (
    CambioCaducado,
    CambioYaDecidido,
    CambioYaPedido,
    FaltaFirmaDeAdministracion,
    FirmaRepetida,
    RolPropio,
    RolSinCambio,
    UltimaAdministracion,
)
from dominio.modelo.identidad import IdCambioDeRol
from dominio.modelo.persona import NuevaPersona, Rol
from tests.dominio.casos.mundo import MARTES, Mundo

_CUENTAS = {"planeacion": 601, "administracion": 602, "luz": 603, "jefe_salud": 604}


@pytest.fixture
def vinculado(mundo: Mundo) -> Mundo:
    """El mundo con sus cuentas y una segunda persona de planeación y de administración."""
    with mundo.almacen.unidad() as unidad:
        for quien, rol in (("otra_planeacion", Rol.PLANEACION), ("otra_administracion", Rol.ADMINISTRACION)):
            mundo.personas[quien] = unidad.personas.crear(NuevaPersona(mundo.entidad.id, quien, rol))
        for n, quien in enumerate((*_CUENTAS, "otra_planeacion", "otra_administracion")):
            unidad.personas.invitar(mundo.personas[quien].id, quien, MARTES + timedelta(hours=1), None)
            vinculada = unidad.personas.vincular(quien, 601 + n, MARTES)
            assert vinculada is not None
            mundo.personas[quien] = vinculada
        unidad.confirmar()
    return mundo


def _pedir(mundo: Mundo, quien: str, a_quien: str, rol: Rol, ahora: datetime = MARTES) -> CambioPedido:
    with mundo.como(quien, ahora) as ctx:
        return pedir_cambio_de_rol(ctx, DatosCambio(mundo.personas[a_quien].id, rol))


def _aprobar(mundo: Mundo, quien: str, cambio: IdCambioDeRol, ahora: datetime = MARTES) -> None:
    with mundo.como(quien, ahora) as ctx:
        aprobar_cambio_de_rol(ctx, cambio)


def _rol(mundo: Mundo, quien: str) -> Rol:
    with mundo.almacen.lectura() as unidad:
        return unidad.personas.traer(mundo.personas[quien].id).rol


def test_cambio_entre_dos(vinculado: Mundo) -> None:
    """Pedirlo no cambia nada; la segunda firma sí, y la traza dice quién pidió y quién aprobó."""
    pedido = _pedir(vinculado, "planeacion", "luz", Rol.JEFE)
    assert _rol(vinculado, "luz") is Rol.RESPONSABLE

    _aprobar(vinculado, "otra_planeacion", pedido.cambio.id)

    assert _rol(vinculado, "luz") is Rol.JEFE
    [traza] = vinculado.traza("cambiar_rol")
    assert traza.actor_id == vinculado.personas["otra_planeacion"].id
    assert traza.antes is not None
    assert traza.despues is not None
    assert (traza.antes["rol"], traza.despues["rol"]) == ("responsable", "jefe")
    assert traza.despues["pedido_por"] == vinculado.personas["planeacion"].id


def test_quien_lo_pide_no_lo_aprueba(vinculado: Mundo) -> None:
    """Una persona con dos sombreros no son dos personas, tampoco la de administración."""
    pedido = _pedir(vinculado, "administracion", "luz", Rol.JEFE)

    with pytest.raises(FirmaRepetida):
        _aprobar(vinculado, "administracion", pedido.cambio.id)
    assert _rol(vinculado, "luz") is Rol.RESPONSABLE


@pytest.mark.parametrize(
    ("pide", "aprueba", "a_quien", "rol", "pasa"),
    [
        ("planeacion", "otra_planeacion", "luz", Rol.PLANEACION, False),
        ("planeacion", "administracion", "luz", Rol.PLANEACION, True),
        ("administracion", "planeacion", "luz", Rol.ADMINISTRACION, True),
        ("planeacion", "administracion", "otra_planeacion", Rol.CONSULTA, True),
        ("administracion", "planeacion", "otra_administracion", Rol.CONSULTA, True),
        ("planeacion", "otra_planeacion", "luz", Rol.CONSULTA, True),
    ],
)
def test_reservados_exigen_firma_de_administracion(
    vinculado: Mundo, pide: str, aprueba: str, a_quien: str, rol: Rol, *, pasa: bool
) -> None:
    """Desde o hacia administración o planeación, una de las dos firmas es de administración."""
    pedido = _pedir(vinculado, pide, a_quien, rol)
    if pasa:
        _aprobar(vinculado, aprueba, pedido.cambio.id)
        assert _rol(vinculado, a_quien) is rol
        return
    with pytest.raises(FaltaFirmaDeAdministracion):
        _aprobar(vinculado, aprueba, pedido.cambio.id)
    assert _rol(vinculado, a_quien) is not rol


def test_nadie_firma_lo_suyo(vinculado: Mundo) -> None:
    """Ni lo pide, ni lo aprueba, ni lo rechaza la persona afectada."""
    with pytest.raises(RolPropio):
        _pedir(vinculado, "planeacion", "planeacion", Rol.ADMINISTRACION)
    pedido = _pedir(vinculado, "administracion", "planeacion", Rol.ADMINISTRACION)
    with pytest.raises(RolPropio):
        _aprobar(vinculado, "planeacion", pedido.cambio.id)
    with vinculado.como("planeacion", confirmar=False) as ctx, pytest.raises(RolPropio):
        rechazar_cambio_de_rol(ctx, pedido.cambio.id)


@pytest.mark.parametrize("quien", ["luz", "jefe_salud", "consulta"])
def test_cambiar_rol_exige_permiso(vinculado: Mundo, quien: str) -> None:
    """Solo quienes gestionan personas piden y aprueban."""
    with pytest.raises(PermisoDenegado):
        _pedir(vinculado, quien, "hector", Rol.CONSULTA)
    pedido = _pedir(vinculado, "planeacion", "hector", Rol.CONSULTA)
    with pytest.raises(PermisoDenegado):
        _aprobar(vinculado, quien, pedido.cambio.id)


def test_se_decide_una_vez(vinculado: Mundo) -> None:
    """Aprobado o rechazado, ya no se puede volver a decidir."""
    uno = _pedir(vinculado, "planeacion", "luz", Rol.JEFE).cambio.id
    _aprobar(vinculado, "administracion", uno)
    otro = _pedir(vinculado, "planeacion", "hector", Rol.CONSULTA).cambio.id
    with vinculado.como("planeacion") as ctx:
        rechazar_cambio_de_rol(ctx, otro)

    for cambio in (uno, otro):
        with pytest.raises(CambioYaDecidido):
            _aprobar(vinculado, "otra_planeacion", cambio)
    assert _rol(vinculado, "hector") is Rol.RESPONSABLE
    assert len(vinculado.traza("rechazar_cambio_de_rol")) == 1


def test_uno_esperando_por_persona(vinculado: Mundo) -> None:
    """El segundo se rechaza; pasada una semana, el primero deja de estorbar y ya no se aprueba."""
    primero = _pedir(vinculado, "planeacion", "luz", Rol.JEFE).cambio.id
    with pytest.raises(CambioYaPedido):
        _pedir(vinculado, "administracion", "luz", Rol.CONSULTA)
    despues = MARTES + timedelta(days=7)
    with pytest.raises(CambioCaducado):
        _aprobar(vinculado, "administracion", primero, despues)

    segundo = _pedir(vinculado, "administracion", "luz", Rol.CONSULTA, despues).cambio.id
    with vinculado.como("planeacion", despues) as ctx:
        assert [cambio.id for cambio in cambios_esperando(ctx)] == [segundo]


def test_no_vale_si_quien_lo_pidio_ya_no_puede(vinculado: Mundo) -> None:
    """La primera firma vale mientras quien firmó siga gestionando personas."""
    pedido = _pedir(vinculado, "otra_planeacion", "luz", Rol.JEFE).cambio.id
    with vinculado.almacen.unidad() as unidad:
        unidad.personas.actualizar_papel(vinculado.personas["otra_planeacion"].id, Rol.CONSULTA, None)
        unidad.confirmar()

    with pytest.raises(CambioCaducado):
        _aprobar(vinculado, "administracion", pedido)


def test_revocar_anula_lo_que_pidio_y_lo_que_esperaba(vinculado: Mundo) -> None:
    """Con quien se va se van sus firmas."""
    _pedir(vinculado, "otra_planeacion", "hector", Rol.CONSULTA)
    _pedir(vinculado, "administracion", "otra_planeacion", Rol.CONSULTA)
    with vinculado.como("administracion") as ctx:
        revocar(ctx, vinculado.personas["otra_planeacion"].id)

        assert cambios_esperando(ctx) == []


def test_ultima_administracion_no_cambia_de_rol(vinculado: Mundo) -> None:
    """Si con ello no quedara quien administre, ni se pide."""
    with vinculado.como("administracion") as ctx:
        revocar(ctx, vinculado.personas["otra_administracion"].id)
    with pytest.raises(UltimaAdministracion):
        _pedir(vinculado, "planeacion", "administracion", Rol.CONSULTA)


def test_lo_que_no_cambia_o_no_esta_completo_no_se_pide(vinculado: Mundo) -> None:
    """El mismo papel, un rol sin su dependencia, o alguien que ya no está."""
    with pytest.raises(RolSinCambio):
        _pedir(vinculado, "planeacion", "luz", Rol.RESPONSABLE)
    with pytest.raises(DependenciaFaltante):
        _pedir(vinculado, "planeacion", "consulta", Rol.JEFE)
    with vinculado.como("planeacion") as ctx:
        revocar(ctx, vinculado.personas["luz"].id)
    with pytest.raises(NoEncontrado):
        _pedir(vinculado, "planeacion", "luz", Rol.JEFE)


def test_firmantes_son_los_que_bastan(vinculado: Mundo) -> None:
    """Se le avisa a quien de verdad puede aprobarlo; sin nadie más, la lista va vacía."""
    hacia_jefe = _pedir(vinculado, "planeacion", "luz", Rol.JEFE).firmantes
    hacia_planeacion = _pedir(vinculado, "planeacion", "jefe_salud", Rol.PLANEACION).firmantes

    def nombres(personas: object) -> set[str]:
        assert isinstance(personas, tuple)
        return {quien for quien, p in vinculado.personas.items() if p.id in {f.id for f in personas}}

    assert nombres(hacia_jefe) == {"administracion", "otra_administracion", "otra_planeacion"}
    assert nombres(hacia_planeacion) == {"administracion", "otra_administracion"}


def test_quien_deja_de_reportar_deja_de_recibir_delegaciones(vinculado: Mundo) -> None:
    """Al pasar a consulta se termina lo que tenía delegado."""
    datos = DatosDelegacion(
        vinculado.personas["luz"].id, vinculado.personas["jefe_salud"].id, MARTES.date(), MARTES.date()
    )
    with vinculado.como("luz") as ctx:
        delegar(ctx, datos)
    pedido = _pedir(vinculado, "planeacion", "jefe_salud", Rol.CONSULTA)
    _aprobar(vinculado, "administracion", pedido.cambio.id)

    with vinculado.almacen.lectura() as unidad:
        assert unidad.delegaciones.recibidas(vinculado.personas["jefe_salud"].id, MARTES.date()) == []
