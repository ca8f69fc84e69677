"""Invitar y vincular: quién puede invitar a quién y cómo se gasta una invitación."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dominio.casos import vincular as modulo
from dominio.casos.vincular import DatosInvitacion, Invitacion, consultar_invitacion, invitar, vincular
from dominio.errores import (
    CuentaYaVinculada,
    DemasiadosIntentos,
    DependenciaFaltante,
    EntradaInvalida,
    InvitacionInvalida,
    NoEncontrado,
    NombreVacio,
    PermisoDenegado,
)
from dominio.modelo.persona import Persona, Rol
from tests.dominio.casos.mundo import MARTES, Mundo


def _invitar(mundo: Mundo, datos: DatosInvitacion, quien: str = "planeacion") -> Invitacion:
    with mundo.como(quien) as ctx:
        return invitar(ctx, datos)


def _vincular(mundo: Mundo, codigo: str, telegram_id: int = 500) -> Persona:
    with mundo.almacen.unidad() as unidad:
        persona = vincular(unidad, codigo, telegram_id, MARTES, 88)
        unidad.confirmar()
    return persona


def _fallar(mundo: Mundo, codigo: str, telegram_id: int = 666) -> type[Exception]:
    """Intenta consultar, confirma como lo hace quien llama, y devuelve la clase del error."""
    with mundo.almacen.unidad() as unidad:
        with pytest.raises((InvitacionInvalida, DemasiadosIntentos)) as causa:
            consultar_invitacion(unidad, codigo, telegram_id, MARTES)
        unidad.confirmar()
    return causa.type


def test_invitar_reutiliza_a_la_persona_del_plan(mundo: Mundo) -> None:
    """El responsable que el plan nombra no se duplica, aunque se escriba sin tildes."""
    invitacion = _invitar(mundo, DatosInvitacion("hector fabio  rengifo", Rol.RESPONSABLE))

    assert invitacion.persona == mundo.personas["hector"]
    assert invitacion.vence_en == MARTES + timedelta(hours=72)
    assert len(mundo.traza("invitar")) == 1


def test_codigo_es_secreto_largo_y_no_se_guarda(mundo: Mundo) -> None:
    """Cabe en el enlace de Telegram, tiene más de 128 bits y no aparece en la traza."""
    invitacion = _invitar(mundo, DatosInvitacion("Ana Lucía Mina", Rol.CONSULTA))
    otra = _invitar(mundo, DatosInvitacion("Ana Lucía Mina", Rol.CONSULTA))

    assert 22 <= len(invitacion.codigo) <= 64
    assert invitacion.codigo.replace("-", "").replace("_", "").isalnum()
    assert invitacion.codigo != otra.codigo
    assert invitacion.codigo not in repr(mundo.traza("invitar"))


@pytest.mark.parametrize("texto", ["20", "secretaria de SALUD"])
def test_dependencia_por_codigo_o_nombre(mundo: Mundo, texto: str) -> None:
    """Se acepta como la escriba quien invita."""
    invitacion = _invitar(mundo, DatosInvitacion("Ana Lucía Mina", Rol.JEFE, texto))

    assert invitacion.persona.dependencia_id == mundo.actividad("A-012").dependencia_id


@pytest.mark.parametrize(
    ("datos", "error"),
    [
        (DatosInvitacion("Ana Lucía Mina", Rol.JEFE), DependenciaFaltante),
        (DatosInvitacion("Ana Lucía Mina", Rol.RESPONSABLE), DependenciaFaltante),
        (DatosInvitacion("Ana Lucía Mina", Rol.JEFE, "Secretaría de Marte"), NoEncontrado),
        (DatosInvitacion(" . ", Rol.CONSULTA), NombreVacio),
        (DatosInvitacion("x" * 201, Rol.CONSULTA), EntradaInvalida),
    ],
)
def test_invitacion_incompleta_no_se_hace(
    mundo: Mundo, datos: DatosInvitacion, error: type[Exception]
) -> None:
    """Se dice qué falta antes de crear a nadie."""
    with pytest.raises(error):
        _invitar(mundo, datos)


@pytest.mark.parametrize("quien", ["hector", "jefe_infra", "consulta"])
def test_invitar_exige_permiso(mundo: Mundo, quien: str) -> None:
    """Solo planeación y administración."""
    with pytest.raises(PermisoDenegado):
        _invitar(mundo, DatosInvitacion("Ana Lucía Mina", Rol.CONSULTA), quien)


@pytest.mark.parametrize("rol", [Rol.ADMINISTRACION, Rol.PLANEACION])
def test_roles_reservados_los_invita_administracion(mundo: Mundo, rol: Rol) -> None:
    """Planeación no se multiplica sola desde el chat; por la línea de órdenes, todo."""
    datos = DatosInvitacion("Ana Lucía Mina", rol)
    with pytest.raises(PermisoDenegado):
        _invitar(mundo, datos)

    assert _invitar(mundo, datos, "administracion").persona.rol is rol
    with mundo.almacen.unidad() as unidad:
        por_cli = replace(mundo.contexto(unidad, "planeacion"), canal="cli")
        assert invitar(por_cli, replace(datos, nombre="Otra Persona")).persona.rol is rol


def test_planeacion_no_se_queda_con_la_cuenta_de_administracion(mundo: Mundo) -> None:
    """Reinvitar por su nombre a quien administra, con otro rol, daría un enlace para entrar como él."""
    nombre = mundo.personas["administracion"].nombre
    with pytest.raises(PermisoDenegado):
        _invitar(mundo, DatosInvitacion(nombre, Rol.CONSULTA))


def test_cambio_de_papel_queda_en_la_traza(mundo: Mundo) -> None:
    """El antes y el después del rol de quien ya existía."""
    invitacion = _invitar(mundo, DatosInvitacion("Luz Dary Angulo", Rol.JEFE))

    assert invitacion.persona.dependencia_id == mundo.actividad("A-012").dependencia_id
    (anotacion,) = mundo.traza("invitar")
    assert anotacion.antes is not None
    assert anotacion.despues is not None
    assert (anotacion.antes["rol"], anotacion.despues["rol"]) == ("responsable", "jefe")


def test_consultar_no_gasta_y_vincular_si(mundo: Mundo) -> None:
    """Se muestra el aviso sin gastar; aceptar vincula, anota la norma y deja la hora."""
    codigo = _invitar(mundo, DatosInvitacion("Héctor Fabio Rengifo", Rol.RESPONSABLE)).codigo
    with mundo.almacen.unidad() as unidad:
        for _ in range(2):
            assert consultar_invitacion(unidad, codigo, 500, MARTES).nombre == "Héctor Fabio Rengifo"

    persona = _vincular(mundo, codigo)
    assert (persona.telegram_id, persona.acepto_aviso_en) == (500, MARTES)
    (anotacion,) = mundo.traza("vincular_cuenta")
    assert anotacion.actor_id == persona.id
    assert anotacion.update_id == 88
    assert anotacion.despues is not None
    assert "1581" in str(anotacion.despues["norma"])
    with pytest.raises(InvitacionInvalida):
        _vincular(mundo, codigo, 501)


def test_invitacion_inexistente_usada_o_vencida_se_ven_igual(mundo: Mundo) -> None:
    """Quien prueba códigos no aprende nada de la respuesta."""
    codigo = _invitar(mundo, DatosInvitacion("Héctor Fabio Rengifo", Rol.RESPONSABLE)).codigo
    _vincular(mundo, codigo)
    vencida = _invitar(mundo, DatosInvitacion("Luz Dary Angulo", Rol.RESPONSABLE)).codigo
    with mundo.almacen.unidad() as unidad, pytest.raises(InvitacionInvalida) as por_vencida:
        consultar_invitacion(unidad, vencida, 666, MARTES + timedelta(hours=72, seconds=1))

    assert {_fallar(mundo, "nada"), _fallar(mundo, codigo), _fallar(mundo, "\ud800ñ🙂")} == {
        InvitacionInvalida
    }
    assert por_vencida.value.datos == {}


def test_invitar_de_nuevo_anula_la_anterior(mundo: Mundo) -> None:
    """Un enlace reenviado por error deja de servir al pedir otro."""
    viejo = _invitar(mundo, DatosInvitacion("Luz Dary Angulo", Rol.RESPONSABLE)).codigo
    _invitar(mundo, DatosInvitacion("Luz Dary Angulo", Rol.RESPONSABLE))

    assert _fallar(mundo, viejo) is InvitacionInvalida


def test_once_fallos_en_una_hora_bloquean_y_dejan_de_anotarse(mundo: Mundo) -> None:
    """Diez fallos se dejan; el undécimo se corta y la traza no crece más."""
    assert [_fallar(mundo, "nada") for _ in range(10)] == [InvitacionInvalida] * 10
    assert [_fallar(mundo, "nada") for _ in range(3)] == [DemasiadosIntentos] * 3
    assert _fallar(mundo, "nada", 667) is InvitacionInvalida
    with mundo.almacen.lectura() as unidad:
        cabeza = unidad.auditoria.cabeza(None)
    assert cabeza is not None
    assert cabeza.secuencia == 11


def test_cuenta_de_otra_persona_no_se_vincula(mundo: Mundo) -> None:
    """Un teléfono es de una sola persona, y la invitación queda sin gastar."""
    _vincular(mundo, _invitar(mundo, DatosInvitacion("Héctor Fabio Rengifo", Rol.RESPONSABLE)).codigo)
    codigo = _invitar(mundo, DatosInvitacion("Luz Dary Angulo", Rol.RESPONSABLE)).codigo

    with pytest.raises(CuentaYaVinculada):
        _vincular(mundo, codigo)
    assert _vincular(mundo, codigo, 501).nombre == "Luz Dary Angulo"


def test_sin_persona_nombra_funciones_que_existen() -> None:
    """La lista que la arquitectura exceptúa no tiene nombres viejos."""
    assert all(callable(getattr(modulo, nombre)) for nombre in modulo.SIN_PERSONA)


@pytest.mark.parametrize("escrita", ["Salud", "salud", "20", "secretaría de salud"])
def test_dependencia_se_acepta_por_parte_inequivoca(mundo: Mundo, escrita: str) -> None:
    """Como en /estado: basta «Salud» si solo una dependencia la lleva en el nombre."""
    invitada = _invitar(mundo, DatosInvitacion("Ana Lucía Mina", Rol.JEFE, escrita)).persona

    assert invitada.dependencia_id == mundo.personas["jefe_salud"].dependencia_id


@pytest.mark.parametrize(("escrita", "varias"), [("Secretaría", True), ("Marte", False)])
def test_dependencia_dudosa_dice_cuales_hay(mundo: Mundo, escrita: str, varias: bool) -> None:
    """No se adivina: el error trae las que se parecen, o todas."""
    with pytest.raises(NoEncontrado) as rechazo:
        _invitar(mundo, DatosInvitacion("Ana Lucía Mina", Rol.JEFE, escrita))

    opciones = rechazo.value.datos["opciones"]
    assert isinstance(opciones, tuple)
    assert sorted(opciones) == ["20 Secretaría de Salud", "30 Secretaría de Infraestructura"]
    assert rechazo.value.datos["varias"] is varias
