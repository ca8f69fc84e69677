"""Tomar y cerrar recordatorios: lo maduro, por persona, una vez cada uno."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.borrador import Borrador
from dominio.modelo.entidad import Entidad
from dominio.modelo.entrega_de_recordatorios import LoDeHoy, RecordatorioMaduro, Resolucion
from dominio.modelo.persona import Persona
from dominio.modelo.recordatorio import Disparo, EstadoRecordatorio, RecordatorioTomado
from dominio.modelo.tipo_de_recordatorio import PreferenciaDeHorario
from dominio.valores.fechas import BOGOTA
from dominio.valores.porcentaje import Porcentaje
from tests.almacen.hechos import AHORA, UN_MINUTO, VIGENCIA, cargar, fila_plan, nuevo_avance, una_persona

FIN = date(2026, 9, 15)
UN_DIA = timedelta(days=1)
DISPARO = Disparo(FIN, "faltan_15", AHORA, AHORA + UN_DIA)
MARIA = "María Pérez Gómez"


def _programar(almacen: AlmacenSQL, entidad: Entidad, *disparos: Disparo) -> int:
    with almacen.unidad() as unidad:
        nuevos = unidad.recordatorios.programar(entidad.id, VIGENCIA, disparos or (DISPARO,))
        unidad.confirmar()
    return nuevos


def _maduros(almacen: AlmacenSQL, ahora: object = AHORA) -> list[RecordatorioMaduro]:
    with almacen.lectura() as unidad:
        return list(unidad.recordatorios.maduros(ahora))  # type: ignore[arg-type]


def _reclamar(almacen: AlmacenSQL) -> list[RecordatorioTomado]:
    """Lo maduro de todos, tomado; no queda cerrado."""
    with almacen.unidad() as unidad:
        maduros = unidad.recordatorios.maduros(AHORA)
        personas = sorted({maduro.destinatario_id for maduro in maduros})
        return list(unidad.recordatorios.reclamar(personas, [m.id for m in maduros], AHORA))


def _cerrar(
    almacen: AlmacenSQL,
    tomados: list[RecordatorioTomado],
    estado: EstadoRecordatorio = EstadoRecordatorio.ENVIADO,
    lote: int | None = None,
) -> None:
    with almacen.unidad() as unidad:
        cierre = [Resolucion(uno.id, estado, uno.persona_id, lote or uno.id) for uno in tomados]
        unidad.recordatorios.resolver(cierre, AHORA)
        unidad.confirmar()


def _plan(almacen: AlmacenSQL, entidad: Entidad, cuantas: int = 1) -> Persona:
    """Un plan de María con esas actividades, y ella con chat."""
    persona = una_persona(almacen, entidad, MARIA)
    cargar(almacen, entidad, *(fila_plan(f"A-{n:03}") for n in range(1, cuantas + 1)))
    return persona


def test_lo_maduro_espera_su_instante(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Antes de su hora no está; a su hora sí, las veces que se mire, hasta que se cierre."""
    _plan(almacen, entidad)
    _programar(almacen, entidad)

    assert _maduros(almacen, AHORA - UN_MINUTO) == []
    assert len(_maduros(almacen)) == len(_maduros(almacen)) == 1
    _cerrar(almacen, _reclamar(almacen))
    assert _maduros(almacen, AHORA + UN_DIA) == []


def test_quien_tiene_horario_propio_se_ve_desde_temprano(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Lo de hoy de quien acotó su horario se lee antes de la hora, con su horario."""
    persona = _plan(almacen, entidad)
    _programar(almacen, entidad)
    with almacen.unidad() as unidad:
        unidad.preferencias.fijar_horario(PreferenciaDeHorario(persona.id, time(7), time(8)), AHORA)
        unidad.confirmar()

    [maduro] = _maduros(almacen, AHORA - UN_MINUTO)

    assert (maduro.desde, maduro.hasta, maduro.programado) == (time(7), time(8), AHORA)
    assert _maduros(almacen, AHORA - UN_DIA) == []


def test_lo_aplazado_no_se_ve_hasta_entonces(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Aplazar no cambia cuándo tocaba; solo desde cuándo se vuelve a mirar."""
    _plan(almacen, entidad)
    _programar(almacen, entidad)
    [maduro] = _maduros(almacen)
    with almacen.unidad() as unidad:
        unidad.recordatorios.aplazar({maduro.id: AHORA + UN_MINUTO})
        unidad.confirmar()

    assert _maduros(almacen) == []
    assert _reclamar(almacen) == []
    assert _maduros(almacen, AHORA + UN_MINUTO) == [maduro]


def test_lo_reclamado_trae_lo_de_hoy(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Dice a qué chat va, cuánto va la actividad y de quién y dónde es."""
    persona = una_persona(almacen, entidad, MARIA)
    renglon = cargar(almacen, entidad, fila_plan())[0]
    with almacen.unidad() as unidad:
        unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, reportado_en=AHORA - 2 * UN_DIA))
        unidad.confirmar()
    _programar(almacen, entidad)

    (tomado,) = _reclamar(almacen)
    assert (tomado.chat_id, tomado.persona_id, tomado.persona) == (77, persona.id, persona.nombre)
    assert (tomado.avance, tomado.programado, tomado.fin) == (Porcentaje(4550), AHORA, FIN)
    assert (tomado.responsable, tomado.dependencia) == (MARIA, fila_plan().dependencia)
    assert tomado.clave == f"faltan_15|actividad:{renglon.id}|2026-09-15|{persona.id}"
    assert (tomado.objeto, tomado.en_dialogo, tomado.pospuestas) == (f"actividad:{renglon.id}", False, 0)


@pytest.mark.parametrize("causa", ["sin_chat", "bloqueado", "revocado"])
def test_a_quien_no_hay_como_llegarle_no_tiene_chat(
    almacen: AlmacenSQL, entidad: Entidad, causa: str
) -> None:
    """Nunca vinculada, bloqueó o se fue: viene sin chat, para contarla."""
    cargar(almacen, entidad, fila_plan())
    if causa != "sin_chat":
        persona = una_persona(almacen, entidad, MARIA)
        cargar(almacen, entidad, fila_plan())
        _programar(almacen, entidad)
        with almacen.unidad() as unidad:
            if causa == "revocado":
                unidad.personas.revocar(persona.id)
            else:
                unidad.personas.marcar_alcance(77, inalcanzable=True)
            unidad.confirmar()
    else:
        _programar(almacen, entidad)

    assert {tomado.chat_id for tomado in _reclamar(almacen)} == {None}


@pytest.mark.parametrize(("minutos", "en_dialogo"), [(10, True), (31, False)])
def test_dialogo_reciente_se_avisa(
    almacen: AlmacenSQL, entidad: Entidad, minutos: int, en_dialogo: bool
) -> None:
    """Un borrador vivo movido hace menos de media hora dice que la persona está contestando."""
    persona = _plan(almacen, entidad)
    _programar(almacen, entidad)
    movido = AHORA - minutos * UN_MINUTO
    with almacen.unidad() as unidad:
        unidad.borradores.guardar(Borrador(0, persona.id, 77, "avance", 1, "k", movido, AHORA + UN_MINUTO))
        unidad.confirmar()

    assert [maduro.en_dialogo for maduro in _maduros(almacen)] == [en_dialogo]
    assert [tomado.en_dialogo for tomado in _reclamar(almacen)] == [en_dialogo]


def test_lo_cerrado_no_se_vuelve_a_cerrar(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El primero que lo cierra manda: un aviso tardío no cambia lo que pasó."""
    _plan(almacen, entidad)
    _programar(almacen, entidad)
    tomados = _reclamar(almacen)

    _cerrar(almacen, tomados)
    _cerrar(almacen, tomados, EstadoRecordatorio.VENCIDO)

    with almacen.lectura() as unidad:
        assert unidad.recordatorios.contar(entidad.id) == {EstadoRecordatorio.ENVIADO: 1}


def test_lo_de_hoy_cuenta_mensajes(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Dos del mismo lote son un resumen; uno solo es suelto; lo de ayer y lo no enviado no cuentan."""
    persona = _plan(almacen, entidad, 4)
    _programar(almacen, entidad)
    uno, dos, tres, cuatro = _reclamar(almacen)
    _cerrar(almacen, [uno, dos], lote=uno.id)
    _cerrar(almacen, [tres])
    _cerrar(almacen, [cuatro], EstadoRecordatorio.VENCIDO)

    with almacen.lectura() as unidad:
        hoy = unidad.recordatorios.de_hoy([persona.id], AHORA)
        manana = unidad.recordatorios.de_hoy([persona.id], AHORA + UN_DIA)

    assert hoy == {persona.id: LoDeHoy(sueltos=1, resumenes=1)}
    assert manana == {}


def test_otro_proceso_no_se_lleva_la_mitad_de_una_persona(url_postgres: str) -> None:
    """Mientras uno tiene algo de una persona, otro no toma lo demás de ella; sí lo de otras."""
    almacen = AlmacenSQL(url_postgres)
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.crear("76001", "Distrito de prueba")
        unidad.confirmar()
    una_persona(almacen, entidad, MARIA)
    una_persona(almacen, entidad, "Luis Gil", 78)
    cargar(almacen, entidad, fila_plan("A-1"), fila_plan("A-2"), fila_plan("A-3", responsable="Luis Gil"))
    _programar(almacen, entidad)
    uno, dos, tres = sorted(_maduros(almacen), key=lambda maduro: maduro.id)
    maria, luis = uno.destinatario_id, tres.destinatario_id

    with almacen.unidad() as primero:
        assert len(primero.recordatorios.reclamar([maria], [uno.id], AHORA)) == 1
        with almacen.unidad() as segundo:
            tomados = segundo.recordatorios.reclamar([maria, luis], [dos.id, tres.id], AHORA)
            assert [tomado.id for tomado in tomados] == [tres.id]
        primero.confirmar()
    with almacen.unidad() as despues:
        assert len(despues.recordatorios.reclamar([maria], [uno.id, dos.id], AHORA)) == 2
    almacen.cerrar()


def test_horas_de_bogota_en_el_dia_de_hoy(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El día es el de Bogotá: lo enviado a las 20:00 de allá no es de mañana aunque en UTC ya lo sea."""
    persona = _plan(almacen, entidad)
    _programar(almacen, entidad)
    _cerrar(almacen, _reclamar(almacen))
    noche = AHORA.astimezone(BOGOTA).replace(hour=23, minute=59)

    with almacen.lectura() as unidad:
        assert unidad.recordatorios.de_hoy([persona.id], noche) == {persona.id: LoDeHoy(sueltos=1)}
        assert unidad.recordatorios.de_hoy([persona.id], noche + UN_MINUTO) == {}
