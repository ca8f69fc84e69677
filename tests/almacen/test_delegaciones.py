"""Delegaciones, reportes por delegación y fichas guardadas, en los tres motores."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import NoEncontrado
from dominio.modelo.delegacion import Delegacion, NuevaDelegacion
from dominio.modelo.entidad import Entidad
from dominio.modelo.ficha import Situacion
from dominio.modelo.identidad import IdDelegacion
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.modelo.recordatorio import Disparo, RecordatorioTomado
from tests.almacen.hechos import (
    AHORA,
    UN_MINUTO,
    VIGENCIA,
    cargar,
    fila_plan,
    nuevo_avance,
    una_entidad,
    una_persona,
)

HOY = AHORA.date()
UN_DIA = timedelta(days=1)


def _delegar(
    almacen: AlmacenSQL, titular: Persona, delegado: Persona, desde: date = HOY, hasta: date = HOY
) -> Delegacion:
    nueva = NuevaDelegacion(
        titular.entidad_id, titular.id, delegado.id, desde, hasta, "vacaciones", titular.id, AHORA
    )
    with almacen.unidad() as unidad:
        delegacion = unidad.delegaciones.crear(nueva)
        unidad.confirmar()
    return delegacion


@pytest.fixture
def pareja(almacen: AlmacenSQL, entidad: Entidad) -> tuple[Persona, Persona]:
    """Quien se ausenta y quien reporta."""
    return una_persona(almacen, entidad), una_persona(almacen, entidad, "Luis Gil", 78)


def test_delegacion_vuelve_como_se_guardo(almacen: AlmacenSQL, pareja: tuple[Persona, Persona]) -> None:
    """Con los nombres de las dos personas."""
    ana, luis = pareja
    delegacion = _delegar(almacen, ana, luis, HOY, HOY + UN_DIA)

    assert (delegacion.titular, delegacion.delegado) == ("Ana Ruiz", "Luis Gil")
    assert (delegacion.desde, delegacion.hasta, delegacion.motivo) == (HOY, HOY + UN_DIA, "vacaciones")
    assert delegacion.rige(HOY)
    assert not delegacion.rige(HOY - UN_DIA)
    with almacen.lectura() as unidad:
        assert unidad.delegaciones.traer(ana.entidad_id, delegacion.id) == delegacion
        assert unidad.delegaciones.de_persona(luis.id, HOY) == [delegacion]
        assert unidad.delegaciones.de_persona(ana.id, HOY + 2 * UN_DIA) == []


def test_delegacion_de_otra_entidad_no_existe(almacen: AlmacenSQL, pareja: tuple[Persona, Persona]) -> None:
    """Cada entidad ve las suyas."""
    delegacion = _delegar(almacen, *pareja)
    otra = una_entidad(almacen, "05001")
    with almacen.lectura() as unidad:
        with pytest.raises(NoEncontrado):
            unidad.delegaciones.traer(otra.id, delegacion.id)
        with pytest.raises(NoEncontrado):
            unidad.delegaciones.traer(pareja[0].entidad_id, IdDelegacion(999))


@pytest.mark.parametrize(("dias", "rige"), [(-1, False), (0, True), (2, True), (3, False)])
def test_recibidas_segun_el_dia(
    almacen: AlmacenSQL, pareja: tuple[Persona, Persona], dias: int, *, rige: bool
) -> None:
    """Las dos fechas cuentan; el titular no recibe nada."""
    ana, luis = pareja
    _delegar(almacen, ana, luis, HOY, HOY + 2 * UN_DIA)
    with almacen.lectura() as unidad:
        assert bool(unidad.delegaciones.recibidas(luis.id, HOY + timedelta(days=dias))) is rige
        assert unidad.delegaciones.recibidas(ana.id, HOY) == []


def test_terminar_una_vez(almacen: AlmacenSQL, pareja: tuple[Persona, Persona]) -> None:
    """La segunda dice que ya estaba, y lo leído antes en la misma transacción se olvida."""
    ana, luis = pareja
    delegacion = _delegar(almacen, ana, luis)
    with almacen.unidad() as unidad:
        assert unidad.delegaciones.recibidas(luis.id, HOY) == [delegacion]
        assert unidad.delegaciones.terminar(delegacion.id, ana.id, AHORA)
        assert not unidad.delegaciones.terminar(delegacion.id, luis.id, AHORA)
        assert unidad.delegaciones.recibidas(luis.id, HOY) == []
        assert unidad.delegaciones.traer(ana.entidad_id, delegacion.id).terminada_en == AHORA


def test_terminar_las_de_una_persona(almacen: AlmacenSQL, pareja: tuple[Persona, Persona]) -> None:
    """Dadas y recibidas, de hoy o por venir; las que ya acabaron quedan como estaban."""
    ana, luis = pareja
    pasada = _delegar(almacen, ana, luis, HOY - 5 * UN_DIA, HOY - UN_DIA)
    dada = _delegar(almacen, ana, luis, HOY, HOY)
    recibida = _delegar(almacen, luis, ana, HOY + UN_DIA, HOY + UN_DIA)
    with almacen.unidad() as unidad:
        terminadas = unidad.delegaciones.terminar_de(ana.id, None, AHORA, HOY)
        assert [una.id for una in terminadas] == [dada.id, recibida.id]
        assert unidad.delegaciones.terminar_de(ana.id, None, AHORA, HOY) == []
        assert unidad.delegaciones.traer(ana.entidad_id, pasada.id).terminada_en is None


def test_reporte_dice_por_quien(almacen: AlmacenSQL, pareja: tuple[Persona, Persona]) -> None:
    """El mismo folio en otra entidad es otro reporte."""
    ana, luis = pareja
    delegacion = _delegar(almacen, ana, luis)
    otra = una_entidad(almacen, "05001")
    with almacen.unidad() as unidad:
        unidad.delegaciones.anotar_reporte(ana.entidad_id, "AV-2026-000001", delegacion.id)
        assert unidad.delegaciones.de_reporte(ana.entidad_id, "AV-2026-000001") == delegacion
        assert unidad.delegaciones.de_reporte(ana.entidad_id, "AV-2026-000002") is None
        assert unidad.delegaciones.de_reporte(otra.id, "AV-2026-000001") is None


def test_fichas_de_la_entidad(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Con dependencia, actividades de la vigencia e invitación que todavía sirve; de una entidad."""
    cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002"))
    una_persona(almacen, entidad, "Ana Ruiz", 77)
    una_persona(almacen, una_entidad(almacen, "05001"), "Ajena Total", 79)
    with almacen.unidad() as unidad:
        maria = unidad.personas.por_nombre(entidad.id, "María Pérez Gómez")
        assert maria is not None
        unidad.personas.invitar(maria.id, "vieja", AHORA + 2 * UN_MINUTO, None)
        unidad.personas.invitar(maria.id, "nueva", AHORA + UN_MINUTO, None)
        fichas = unidad.personas.fichas(entidad.id, VIGENCIA, AHORA)
        vencida = unidad.personas.fichas(entidad.id, VIGENCIA, AHORA + UN_MINUTO)
        unidad.personas.anular_invitaciones(maria.id)
        anulada = unidad.personas.fichas(entidad.id, None, AHORA)

    assert [ficha.persona.nombre for ficha in fichas] == ["Ana Ruiz", "María Pérez Gómez"]
    assert [ficha.situacion for ficha in fichas] == [Situacion.VINCULADA, Situacion.INVITADA]
    assert (fichas[1].dependencia, fichas[1].actividades) == ("Secretaría de Educación", 2)
    # La segunda invitación anuló a la primera: vale la fecha de la que sirve.
    assert fichas[1].invitacion_vence == AHORA + UN_MINUTO
    assert vencida[1].situacion is anulada[1].situacion is Situacion.SIN_INVITAR
    assert anulada[1].actividades == 0


def test_cuenta_y_folios_de_lo_reportado(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Solo lo de esa persona."""
    ana, luis = una_persona(almacen, entidad), una_persona(almacen, entidad, "Luis Gil", 78)
    [renglon] = cargar(almacen, entidad, fila_plan("A-001"))
    with almacen.unidad() as unidad:
        propio, _ = unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, "uno", autor_id=ana.id))
        unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, "dos", autor_id=luis.id))
        assert unidad.personas.contar_reportes(ana.id) == (1, 0)
        assert unidad.personas.folios_de(ana.id) == {propio.folio}


def _recordar(almacen: AlmacenSQL, entidad: Entidad) -> RecordatorioTomado:
    """El único recordatorio de la actividad de María que vence hoy, como sale hoy."""
    with almacen.unidad() as unidad:
        disparo = Disparo(date(2026, 9, 15), "faltan_10", AHORA - UN_MINUTO, AHORA + UN_DIA)
        unidad.recordatorios.programar(entidad.id, VIGENCIA, [disparo])
        [maduro] = unidad.recordatorios.maduros(AHORA)
        [tomado] = unidad.recordatorios.reclamar([maduro.destinatario_id], [maduro.id], AHORA)
    return tomado


def test_recordatorio_le_llega_al_delegado(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Con la misma clave del titular: al terminar la delegación no sale otra vez."""
    cargar(almacen, entidad, fila_plan("A-001"))
    maria = una_vinculada(almacen, entidad, "María Pérez Gómez", 80)
    luis = una_persona(almacen, entidad, "Luis Gil", 78)
    sin_delegar = _recordar(almacen, entidad)
    delegacion = _delegar(almacen, maria, luis)
    delegado = _recordar(almacen, entidad)
    with almacen.unidad() as unidad:
        unidad.delegaciones.terminar(delegacion.id, None, AHORA)
        unidad.confirmar()

    assert (sin_delegar.persona, sin_delegar.chat_id, sin_delegar.titular) == ("María Pérez Gómez", 80, None)
    assert (delegado.persona_id, delegado.persona, delegado.chat_id) == (luis.id, "Luis Gil", 78)
    assert (delegado.titular, delegado.clave) == ("María Pérez Gómez", sin_delegar.clave)
    assert _recordar(almacen, entidad).chat_id == 80


def test_recordatorio_de_antes_de_la_delegacion_es_del_titular(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """La que empieza mañana todavía no cambia nada; la que terminó ayer, tampoco."""
    cargar(almacen, entidad, fila_plan("A-001"))
    maria = una_vinculada(almacen, entidad, "María Pérez Gómez", 80)
    luis = una_persona(almacen, entidad, "Luis Gil", 78)
    _delegar(almacen, maria, luis, HOY + UN_DIA, HOY + 3 * UN_DIA)
    _delegar(almacen, maria, luis, HOY - 3 * UN_DIA, HOY - UN_DIA)

    assert _recordar(almacen, entidad).chat_id == 80


def test_recordatorio_vuelve_al_titular_si_el_delegado_no_tiene_chat(
    almacen: AlmacenSQL, entidad: Entidad
) -> None:
    """Mejor al ausente que a nadie."""
    cargar(almacen, entidad, fila_plan("A-001"))
    maria = una_vinculada(almacen, entidad, "María Pérez Gómez", 80)
    luis = una_persona(almacen, entidad, "Luis Gil", 78)
    _delegar(almacen, maria, luis)
    with almacen.unidad() as unidad:
        unidad.personas.marcar_alcance(78, inalcanzable=True)
        unidad.confirmar()

    assert _recordar(almacen, entidad).chat_id == 80


def test_recordatorio_de_titular_sin_chat_sale_al_delegado(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Aunque el titular nunca se haya vinculado."""
    cargar(almacen, entidad, fila_plan("A-001"))
    luis = una_persona(almacen, entidad, "Luis Gil", 78)
    with almacen.lectura() as unidad:
        maria = unidad.personas.por_nombre(entidad.id, "María Pérez Gómez")
    assert maria is not None
    _delegar(almacen, maria, luis)

    tomado = _recordar(almacen, entidad)
    assert (tomado.chat_id, tomado.vigente) == (78, True)


def una_vinculada(almacen: AlmacenSQL, entidad: Entidad, nombre: str, cuenta: int) -> Persona:
    """Una persona que el plan ya nombra, con cuenta."""
    with almacen.unidad() as unidad:
        persona = unidad.personas.por_nombre(entidad.id, nombre) or unidad.personas.crear(
            NuevaPersona(entidad.id, nombre, Rol.RESPONSABLE)
        )
        unidad.personas.invitar(persona.id, f"v-{cuenta}", AHORA + UN_DIA, None)
        vinculada = unidad.personas.vincular(f"v-{cuenta}", cuenta, AHORA)
        assert vinculada is not None
        unidad.confirmar()
    return vinculada
