"""El barrido con las reglas de cada persona: su resumen, su horario, lo que falla y la traza que queda."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta

import pytest

from bot.textos.recordatorio import redactar
from dominio.modelo.encargo import Encargo, TipoEncargo
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.modelo.recordatorio import EstadoRecordatorio, RecordatorioTomado
from dominio.modelo.tipo_de_recordatorio import PreferenciaDeHorario, TipoRecordatorio
from recordatorios.barrido import Barrido
from recordatorios.calendario import calendario_de
from tests.recordatorios.plan_chico import Actividad, Escena, RelojFijo, barrer, bogota

JUNIO_30 = date(2026, 6, 30)
TOCA = "2026-06-24T08:00"  # faltan 3 hábiles para el 30 de junio de 2026
LUNES = "2026-06-22T07:30"
SEMANAL = TipoRecordatorio.RESUMEN_SEMANAL


def _planeacion(lugar: Escena, nombre: str = "Paula Mora") -> int:
    """Alguien de planeación con chat."""
    with lugar.almacen.unidad() as unidad:
        persona = unidad.personas.crear(NuevaPersona(lugar.entidad.id, nombre, Rol.PLANEACION))
        unidad.confirmar()
    lugar.vincular(nombre)
    return persona.id


def _encargos(lugar: Escena) -> list[Encargo]:
    """Los trabajos largos por hacer."""
    hallados = []
    with lugar.almacen.unidad() as unidad:
        while encargo := unidad.encargos.reclamar(bogota(TOCA), timedelta(minutes=1)):
            hallados.append(encargo)
    return hallados


def test_el_resumen_de_la_semana_es_un_encargo_con_lo_demas_dentro(lugar: Escena) -> None:
    """A las 7:30 del lunes planeación recibe un solo mensaje, con lo suyo de las 8:00 dentro."""
    paula = _planeacion(lugar)
    # Faltan 7 hábiles para el 2 de julio el lunes 22 de junio.
    lugar.plan([Actividad("A-001", date(2026, 7, 2), "Paula Mora"), Actividad("A-002", date(2026, 7, 2))])

    antes = barrer(lugar, "2026-06-22T07:00")
    resumen = barrer(lugar, LUNES)
    a_las_ocho = barrer(lugar, "2026-06-22T08:00")

    assert (antes.enviados, antes.aplazados) == ([], 0)
    assert {(uno.tipo, uno.persona) for uno in resumen.enviados} == {
        (SEMANAL, "Paula Mora"),
        (TipoRecordatorio.PLAZO, "Paula Mora"),
    }
    [encargo] = _encargos(lugar)
    lote = resumen.enviados[0].lote
    assert (encargo.tipo, encargo.persona_id) == (TipoEncargo.EXPORTAR, paula)
    assert (encargo.parametros["resumen"], encargo.parametros["lote"]) == ("semanal", lote)
    ids = encargo.parametros["recordatorios"]
    assert isinstance(ids, list)
    assert len(ids) == 2
    assert {uno.lote for uno in resumen.enviados} == {lote}
    assert [(uno.persona, uno.actividad) for uno in a_las_ocho.enviados] == [("Ana Ruiz", "A-002")]


def test_al_volver_de_una_caida_por_persona_un_mensaje(lugar: Escena) -> None:
    """Tres horas abajo sobre la hora: lo de cada persona sale unido, y lo de una sola cosa como siempre."""
    lugar.plan(
        [Actividad("A-001", JUNIO_30), Actividad("A-002", JUNIO_30), Actividad("A-003", JUNIO_30, "Luis Gil")]
    )

    resultado = barrer(lugar, "2026-06-24T11:00")

    assert len(resultado.enviados) == 3
    assert lugar.pendientes() == 2
    assert len({uno.lote for uno in resultado.enviados if uno.persona == "Ana Ruiz"}) == 1


def test_horario_propio(lugar: Escena) -> None:
    """Quien pidió de 10 a 12 lo recibe a las 10; los demás, a las 8."""
    lugar.plan([Actividad("A-001", JUNIO_30), Actividad("A-002", JUNIO_30, "Luis Gil")])
    with lugar.almacen.unidad() as unidad:
        ana = unidad.personas.por_nombre(lugar.entidad.id, "Ana Ruiz")
        assert ana is not None
        unidad.preferencias.fijar_horario(PreferenciaDeHorario(ana.id, time(10), time(12)), bogota(TOCA))
        unidad.confirmar()

    assert [uno.persona for uno in barrer(lugar, TOCA).enviados] == ["Luis Gil"]
    assert barrer(lugar, "2026-06-24T09:59").enviados == []
    assert [uno.persona for uno in barrer(lugar, "2026-06-24T10:00").enviados] == ["Ana Ruiz"]


def test_un_resumen_al_dia_aunque_maduren_mas(lugar: Escena) -> None:
    """Tras el resumen, lo que entra al plan ese día sale suelto hasta tres y el resto al otro día hábil."""
    primeras = [Actividad(f"A-{n:03}", JUNIO_30) for n in range(1, 5)]
    lugar.plan(primeras)
    barrido = Barrido(lugar.almacen, calendario_de, redactar, RelojFijo(bogota(TOCA)))
    resumen = barrido.correr(bogota(TOCA))
    lugar.plan([*primeras, *(Actividad(f"B-{n:03}", JUNIO_30) for n in range(1, 6))])

    despues = barrer(lugar, "2026-06-24T08:20")
    otra_vez = barrer(lugar, "2026-06-24T08:21")
    manana = barrer(lugar, "2026-06-25T07:00")

    assert (len(resumen.enviados), lugar.pendientes()) == (4, 1 + 3 + 1)
    assert (len(despues.enviados), despues.otro_dia) == (3, 2)
    assert (otra_vez.enviados, otra_vez.otro_dia) == ([], 0)
    assert [uno.actividad for uno in manana.enviados] == ["B-004", "B-005"]


def test_lo_que_no_se_puede_preparar_no_estorba(lugar: Escena) -> None:
    """Si el texto de una persona falla, a las demás les llega; a los diez minutos se intenta otra vez."""
    lugar.plan([Actividad("A-001", JUNIO_30), Actividad("A-002", JUNIO_30, "Luis Gil")])

    def redactar_mal(tomados: Sequence[RecordatorioTomado]) -> Mapping[str, object]:
        if tomados[0].persona == "Ana Ruiz":
            raise RuntimeError("este texto no sale")
        return redactar(tomados)

    malo = Barrido(lugar.almacen, calendario_de, redactar_mal, RelojFijo(bogota(TOCA)))
    resultado = malo.correr(bogota(TOCA))

    assert ([uno.persona for uno in resultado.enviados], resultado.fallidos) == (["Luis Gil"], 1)
    assert barrer(lugar, "2026-06-24T08:09").enviados == []
    assert [uno.persona for uno in barrer(lugar, "2026-06-24T08:10").enviados] == ["Ana Ruiz"]


def test_cada_tanda_deja_una_fila_de_traza(lugar: Escena) -> None:
    """Dice cuántos de cada tipo quedaron en cada estado, y nada más; un barrido ocioso no deja ninguna."""
    lugar.plan([Actividad(f"A-{n:03}", JUNIO_30, f"Persona {n}") for n in range(5)])
    [chat] = lugar.vincular("Persona 0")
    with lugar.almacen.unidad() as unidad:
        unidad.personas.marcar_alcance(chat, inalcanzable=True)
        unidad.confirmar()

    barrer(lugar, TOCA)
    barrer(lugar, "2026-06-24T08:01")

    with lugar.almacen.lectura() as unidad:
        filas = [fila for _n, fila, _en in unidad.auditoria.ultimas(lugar.entidad.id, 50)]
    [traza] = [fila for fila in filas if fila.accion == "enviar_recordatorios"]
    assert traza.despues == {"plazo enviado": 4, "plazo no_entregable": 1}
    assert (traza.canal, traza.actor_id) == ("recordatorios", None)


@pytest.mark.parametrize("zona", ["UTC", "Asia/Tokyo", "America/Bogota"])
def test_la_zona_de_la_maquina_no_importa(lugar: Escena, zona: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Con el reloj de la máquina en otra zona sale lo mismo y a la misma hora de Bogotá."""
    import time as del_sistema

    monkeypatch.setenv("TZ", zona)
    del_sistema.tzset()
    try:
        lugar.plan([Actividad("A-012", JUNIO_30)])
        assert barrer(lugar, "2026-06-24T07:59").enviados == []
        assert [uno.hito for uno in barrer(lugar, TOCA).enviados] == ["faltan_3"]
    finally:
        monkeypatch.undo()
        del_sistema.tzset()


def test_el_reloj_que_salta_un_dia_no_repite_ni_pierde(lugar: Escena) -> None:
    """Salta un día y vuelve: lo que salió no sale otra vez, y lo de hoy sale."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    barrido = Barrido(lugar.almacen, calendario_de, redactar, RelojFijo(bogota(TOCA)))

    instantes = ["2026-06-24T08:00", "2026-06-25T08:00", "2026-06-24T08:05", "2026-06-26T08:00"]
    salieron = [[uno.hito for uno in barrido.correr(bogota(i)).enviados] for i in instantes]

    assert salieron == [["faltan_3"], [], [], ["faltan_1"]]


def test_tres_dias_abajo_lo_que_sirve_una_vez_y_lo_demas_vencido(lugar: Escena) -> None:
    """Nadie recibe lo de antier; queda contado."""
    lugar.plan([Actividad("A-012", date(2026, 6, 26)), Actividad("A-013", JUNIO_30, "Luis Gil")])
    barrer(lugar, "2026-06-22T09:00")
    barrer(lugar, "2026-06-24T00:05")  # programa «faltan 3» de A-013 y se apaga

    resultado = barrer(lugar, "2026-06-26T13:00")

    assert sorted((uno.actividad, uno.hito) for uno in resultado.enviados) == [
        ("A-012", "vence_hoy"),
        ("A-013", "faltan_1"),
    ]
    assert lugar.estados()[EstadoRecordatorio.VENCIDO] == resultado.vencidos > 0
