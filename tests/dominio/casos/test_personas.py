"""Gestionar personas: quién se ve, a quién se revoca y qué se va con ella."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dominio.casos.delegar import DatosDelegacion, delegar
from dominio.casos.personas import Revocacion, ficha_de, listar_personas, revocar
from dominio.casos.vincular import DatosInvitacion, invitar, vincular
from dominio.errores import EntradaInvalida, NoEncontrado, PermisoDenegado
from dominio.errores.personas import PapelDeVinculada, SoloAdministracion, UltimaAdministracion
from dominio.modelo.borrador import Borrador
from dominio.modelo.envio import Envio
from dominio.modelo.ficha import Situacion
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from tests.dominio.casos.mundo import MARTES, Mundo


def _vincular(mundo: Mundo, quien: str, cuenta: int) -> Persona:
    """Le da cuenta de Telegram a una persona del mundo."""
    with mundo.almacen.unidad() as unidad:
        persona = mundo.personas[quien]
        unidad.personas.invitar(persona.id, f"r{cuenta}", MARTES + timedelta(hours=1), None)
        vinculada = unidad.personas.vincular(f"r{cuenta}", cuenta, MARTES)
        assert vinculada is not None
        unidad.confirmar()
    mundo.personas[quien] = vinculada
    return vinculada


def _revocar(mundo: Mundo, quien: str, a_quien: str) -> Revocacion:
    with mundo.como(quien) as ctx:
        return revocar(ctx, mundo.personas[a_quien].id, "se fue")


def test_responsables_sin_vincular_van_primero(mundo: Mundo) -> None:
    """Lo primero que se ve es a quién le falta entrar, de más a menos actividades."""
    _vincular(mundo, "luz", 501)
    with mundo.como("planeacion") as ctx:
        fichas = listar_personas(ctx)

    assert fichas[0].persona.id == mundo.personas["hector"].id
    assert fichas[0].falta_vincular
    assert (fichas[0].actividades, fichas[0].dependencia) == (2, "Secretaría de Infraestructura")
    assert sum(ficha.falta_vincular for ficha in fichas) == 1


@pytest.mark.parametrize(
    ("texto", "quienes"),
    [
        ("hector", {"hector"}),
        ("SALUD jefe", {"jefe_salud"}),
        ("sin vincular", {"hector", "luz"}),
        ("administracion", {"administracion"}),
        ("marte", set()),
    ],
)
def test_busqueda_por_nombre_dependencia_rol_y_situacion(mundo: Mundo, texto: str, quienes: set[str]) -> None:
    """Las palabras van en cualquier orden, sin tildes ni mayúsculas."""
    with mundo.como("planeacion") as ctx:
        halladas = {ficha.persona.id for ficha in listar_personas(ctx, texto)}

    assert halladas == {mundo.personas[quien].id for quien in quienes}


def test_ficha_dice_en_que_punto_esta(mundo: Mundo) -> None:
    """Sin invitar → invitada → sin invitar al vencer → vinculada → inalcanzable → revocada."""
    hector = mundo.personas["hector"].id

    def situacion(pasado: timedelta = timedelta(0)) -> Situacion:
        with mundo.como("planeacion", MARTES + pasado) as ctx:
            return ficha_de(ctx, hector).situacion

    vistas = [situacion()]
    with mundo.como("planeacion") as ctx:
        invitar(ctx, DatosInvitacion("Héctor Fabio Rengifo", Rol.RESPONSABLE))
    vistas += [situacion(), situacion(timedelta(hours=72))]
    _vincular(mundo, "hector", 502)
    vistas.append(situacion())
    with mundo.almacen.unidad() as unidad:
        unidad.personas.marcar_alcance(502, inalcanzable=True)
        unidad.confirmar()
    vistas.append(situacion())
    _revocar(mundo, "planeacion", "hector")
    vistas.append(situacion())

    assert vistas == [
        Situacion.SIN_INVITAR,
        Situacion.INVITADA,
        Situacion.SIN_INVITAR,
        Situacion.VINCULADA,
        Situacion.INALCANZABLE,
        Situacion.REVOCADA,
    ]


def test_revocar_se_lleva_todo_lo_suyo(mundo: Mundo) -> None:
    """Cuenta, borradores, invitaciones, lo pendiente de enviarle y el menú de su chat; queda la traza."""
    luz = _vincular(mundo, "luz", 503)
    with mundo.almacen.unidad() as unidad:
        vence = MARTES + timedelta(days=1)
        unidad.borradores.guardar(Borrador(0, luz.id, 503, "avance", 1, "k-1", MARTES, vence, version=1))
        unidad.personas.invitar(luz.id, "otra", vence, None)
        unidad.salidas.encolar([Envio(503, "sendMessage", {"text": "recordatorio"})], MARTES)
        unidad.confirmar()

    _revocar(mundo, "planeacion", "luz")

    with mundo.almacen.unidad() as unidad:
        assert unidad.personas.por_telegram(503) is None
        assert unidad.borradores.traer(luz.id, 503) is None
        assert unidad.personas.invitada("otra", MARTES) is None
        [queda] = unidad.salidas.reclamar(MARTES, timedelta(minutes=1), 10)
    assert queda.envio.metodo == "deleteMyCommands"
    assert queda.envio.cuerpo == {"scope": {"type": "chat", "chat_id": 503}}
    [traza] = mundo.traza("revocar_persona")
    assert traza.actor_id == mundo.personas["planeacion"].id
    assert traza.despues == {"motivo": "se fue", "delegaciones_terminadas": []}


def test_revocar_termina_sus_delegaciones(mundo: Mundo) -> None:
    """Quien ya no entra no reporta por nadie, ni nadie por ella."""
    _vincular(mundo, "jefe_salud", 504)
    _vincular(mundo, "luz", 505)
    datos = DatosDelegacion(
        mundo.personas["luz"].id, mundo.personas["jefe_salud"].id, MARTES.date(), MARTES.date()
    )
    with mundo.como("luz") as ctx:
        delegar(ctx, datos)

    terminadas = _revocar(mundo, "planeacion", "jefe_salud").delegaciones

    assert [delegacion.titular for delegacion in terminadas] == ["Luz Dary Angulo"]
    with mundo.almacen.lectura() as unidad:
        assert unidad.delegaciones.de_persona(mundo.personas["luz"].id, MARTES.date()) == []


def test_a_quien_no_se_vinculo_solo_se_le_anula_la_invitacion(mundo: Mundo) -> None:
    """Sigue siendo la responsable que el plan nombra; su enlace viejo ya no sirve."""
    with mundo.como("planeacion") as ctx:
        codigo = invitar(ctx, DatosInvitacion("Luz Dary Angulo", Rol.RESPONSABLE)).codigo
    _revocar(mundo, "planeacion", "luz")

    with mundo.como("planeacion") as ctx:
        assert ficha_de(ctx, mundo.personas["luz"].id).situacion is Situacion.SIN_INVITAR
    with mundo.almacen.unidad() as unidad, pytest.raises(Exception, match="invitación"):
        vincular(unidad, codigo, 506, MARTES, None)


@pytest.mark.parametrize("quien", ["hector", "jefe_infra", "consulta"])
def test_revocar_exige_permiso(mundo: Mundo, quien: str) -> None:
    """Solo planeación y administración."""
    with pytest.raises(PermisoDenegado):
        _revocar(mundo, quien, "luz")


def test_planeacion_no_revoca_a_quien_administra(mundo: Mundo) -> None:
    """A administración y planeación solo las gestiona administración; a sí misma sí se puede revocar."""
    _vincular(mundo, "administracion", 507)
    _vincular(mundo, "planeacion", 508)
    with pytest.raises(SoloAdministracion):
        _revocar(mundo, "planeacion", "administracion")

    assert _revocar(mundo, "planeacion", "planeacion").persona.telegram_id == 508


def test_ultima_administracion_no_se_revoca_por_chat(mundo: Mundo) -> None:
    """Otra sin vincular no cuenta; con otra vinculada sí se puede, y desde el servidor siempre."""
    _vincular(mundo, "administracion", 509)
    with mundo.almacen.unidad() as unidad:
        nueva = NuevaPersona(mundo.entidad.id, "Otra Administradora", Rol.ADMINISTRACION)
        mundo.personas["otra"] = unidad.personas.crear(nueva)
        unidad.confirmar()
    with pytest.raises(UltimaAdministracion):
        _revocar(mundo, "administracion", "administracion")

    _vincular(mundo, "otra", 510)
    _revocar(mundo, "administracion", "administracion")
    with mundo.almacen.unidad() as unidad:
        por_cli = replace(mundo.contexto(unidad, "otra"), canal="cli")
        assert revocar(por_cli, mundo.personas["otra"].id).persona.nombre == "Otra Administradora"


def test_quien_perdio_el_rol_mientras_esperaba_no_revoca(mundo: Mundo) -> None:
    """Se mira el rol de ahora y no el que traía al empezar."""
    with mundo.almacen.unidad() as unidad:
        ctx = mundo.contexto(unidad, "administracion")
        unidad.personas.actualizar_papel(mundo.personas["administracion"].id, Rol.CONSULTA, None)
        with pytest.raises(PermisoDenegado):
            revocar(ctx, mundo.personas["luz"].id)


def test_persona_de_otra_entidad_no_existe(mundo: Mundo) -> None:
    """Ni se ve ni se revoca."""
    with mundo.almacen.unidad() as unidad:
        otra = unidad.entidades.crear("05001", "Medellín")
        ajena = unidad.personas.crear(NuevaPersona(otra.id, "Ajena Total", Rol.CONSULTA))
        unidad.confirmar()
    mundo.personas["ajena"] = ajena

    with mundo.como("administracion") as ctx, pytest.raises(NoEncontrado):
        ficha_de(ctx, ajena.id)
    with pytest.raises(NoEncontrado):
        _revocar(mundo, "administracion", "ajena")
    with mundo.como("administracion") as ctx, pytest.raises(NoEncontrado):
        revocar(ctx, IdPersona(99_999))


def test_motivo_tiene_tope(mundo: Mundo) -> None:
    """Trescientos caracteres; con uno más no se revoca."""
    luz = mundo.personas["luz"].id
    with mundo.como("planeacion", confirmar=False) as ctx, pytest.raises(EntradaInvalida):
        revocar(ctx, luz, "x" * 301)
    with mundo.como("planeacion") as ctx:
        revocar(ctx, luz, "x" * 300)


def test_invitar_no_cambia_el_rol_de_quien_ya_entra(mundo: Mundo) -> None:
    """El rol lo cambian dos personas; con el mismo rol, la invitación es para otro teléfono."""
    _vincular(mundo, "luz", 511)
    with mundo.como("planeacion", confirmar=False) as ctx, pytest.raises(PapelDeVinculada):
        invitar(ctx, DatosInvitacion("Luz Dary Angulo", Rol.JEFE))
    with mundo.como("planeacion", confirmar=False) as ctx, pytest.raises(PapelDeVinculada):
        invitar(ctx, DatosInvitacion("Luz Dary Angulo", Rol.RESPONSABLE, "30"))

    with mundo.como("planeacion") as ctx:
        assert invitar(ctx, DatosInvitacion("Luz Dary Angulo", Rol.RESPONSABLE)).persona.telegram_id == 511


def test_otro_telefono_deja_sin_nada_al_anterior(mundo: Mundo) -> None:
    """Lo que estaba por salir al teléfono viejo no sale, y su menú se borra."""
    _vincular(mundo, "luz", 512)
    with mundo.como("planeacion") as ctx:
        codigo = invitar(ctx, DatosInvitacion("Luz Dary Angulo", Rol.RESPONSABLE)).codigo
        ctx.unidad.salidas.encolar([Envio(512, "sendMessage", {"text": "recordatorio"})], MARTES)
    with mundo.almacen.unidad() as unidad:
        vincular(unidad, codigo, 513, MARTES, 1)
        unidad.confirmar()

    with mundo.almacen.unidad() as unidad:
        assert unidad.personas.por_telegram(512) is None
        [queda] = unidad.salidas.reclamar(MARTES, timedelta(minutes=1), 10)
    assert (queda.envio.chat_id, queda.envio.metodo) == (512, "deleteMyCommands")
