"""El barrido de punta a punta sobre bases de verdad: qué sale, qué se retira y qué espera."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.textos.recordatorio import redactar
from dominio.modelo.envio import ClaseEnvio
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from recordatorios.barrido import Barrido
from recordatorios.calendario import calendario_de
from recordatorios.resultado import ResultadoBarrido
from tests.recordatorios.plan_chico import Actividad, Escena, RelojFijo, barrer, bogota

JUNIO_30 = date(2026, 6, 30)
TOCA = "2026-06-24T08:00"  # faltan 3 hábiles para el 30 de junio de 2026


def test_barrido_encola_el_recordatorio_una_sola_vez(lugar: Escena) -> None:
    """A su hora sale un mensaje con su clave, y repetir el barrido no añade otro."""
    lugar.plan([Actividad("A-012", JUNIO_30, nombre="Dotar <la> biblioteca & más")])

    antes = barrer(lugar, "2026-06-24T07:59")
    primero = barrer(lugar, TOCA)
    segundo = barrer(lugar, "2026-06-24T08:01")

    assert antes.enviados == []
    assert (segundo.programados, segundo.enviados) == (0, [])
    assert (antes.programados, antes.aplazados, primero.programados) == (1, 0, 0)
    [enviado] = primero.enviados
    assert (enviado.persona, enviado.actividad, enviado.hito) == ("Ana Ruiz", "A-012", "faltan_3")
    [tomado] = lugar.salida(bogota(TOCA))
    renglon = lugar.renglon("A-012")
    assert tomado.envio.clave == f"faltan_3|actividad:{renglon.id}|2026-06-30|{renglon.responsable_id}"
    assert (tomado.envio.clase, tomado.envio.metodo) == (ClaseEnvio.RECORDATORIO, "sendMessage")
    assert tomado.envio.chat_id == enviado.chat
    assert tomado.envio.cuerpo["text"] == enviado.texto
    assert "<b>Faltan 3 días hábiles</b>" in enviado.texto
    assert "Dotar &lt;la&gt; biblioteca &amp; más" in enviado.texto
    assert "30 de junio de 2026" in enviado.texto


def test_mensaje_vence_al_cerrar_la_jornada(lugar: Escena) -> None:
    """Si Telegram no responde en el día, el recordatorio no llega de noche."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    barrer(lugar, TOCA)

    [tomado] = lugar.salida(bogota(TOCA))

    assert tomado.envio.vence_en == bogota("2026-06-24T19:00")


def test_simular_no_escribe_nada(lugar: Escena) -> None:
    """El ensayo dice lo que saldría y no deja filas; después sale igual."""
    lugar.plan([Actividad("A-012", JUNIO_30)])

    ensayo = barrer(lugar, TOCA, simular=True)

    assert (lugar.pendientes(), lugar.estados().total()) == (0, 0)
    de_verdad = barrer(lugar, TOCA)
    assert [replace(uno, lote=0) for uno in ensayo.enviados] == [
        replace(uno, lote=0) for uno in de_verdad.enviados
    ]
    assert (ensayo.programados, ensayo.cuentas) == (de_verdad.programados, de_verdad.cuentas)
    assert len(ensayo.enviados) == 1


@pytest.mark.parametrize("instante", ["2026-06-24T20:00", "2026-06-27T10:00", "2026-06-29T10:00"])
def test_no_sale_de_noche_ni_en_dia_no_habil(lugar: Escena, instante: str) -> None:
    """De noche, en sábado y en festivo no sale nada, aunque haya algo por decir."""
    lugar.plan([Actividad("A-012", JUNIO_30), Actividad("A-013", date(2026, 6, 26))])

    resultado = barrer(lugar, instante)

    assert resultado.enviados == []
    assert lugar.pendientes() == 0


def test_lo_de_la_noche_sale_en_la_manana_con_los_dias_de_ese_dia(lugar: Escena) -> None:
    """Lo alcanzado a las 20:00 sale a las 7:00 del día siguiente y ya no dice tres sino dos."""
    lugar.plan([Actividad("A-012", JUNIO_30)])

    assert barrer(lugar, "2026-06-24T20:00").aplazados == 1
    assert barrer(lugar, "2026-06-25T06:59").enviados == []
    [enviado] = barrer(lugar, "2026-06-25T07:00").enviados

    assert enviado.hito == "faltan_3"
    assert "Faltan 2 días hábiles" in enviado.texto


def test_caida_de_tres_horas_se_alcanza_con_un_mensaje(lugar: Escena) -> None:
    """Si el proceso estuvo caído de 7 a 11, a las 11 sale uno."""
    lugar.plan([Actividad("A-012", JUNIO_30)])

    resultado = barrer(lugar, "2026-06-24T11:00")

    assert [enviado.hito for enviado in resultado.enviados] == ["faltan_3"]


def test_caida_de_tres_dias_no_da_rafaga(lugar: Escena) -> None:
    """Tras tres días se habla solo del hito de hoy; lo que ya no sirve queda vencido y contado."""
    lugar.plan([Actividad("A-012", JUNIO_30), Actividad("A-013", date(2026, 7, 2), "Luis Gil")])

    barrer(lugar, "2026-06-24T08:00")

    resultado = barrer(lugar, "2026-06-30T09:00")  # perdió 3 y 1; A-013: perdió «faltan 3» del 26

    assert [(uno.actividad, uno.hito) for uno in resultado.enviados] == [("A-012", "vence_hoy")]
    assert resultado.vencidos == 1
    assert lugar.estados()[EstadoRecordatorio.VENCIDO] == 1


def test_plan_recien_cargado_no_cuenta_lo_de_antes(lugar: Escena) -> None:
    """Una entidad a la que nunca se le recordó nada no tiene recordatorios perdidos."""
    lugar.plan([Actividad("A-012", JUNIO_30), Actividad("A-013", date(2026, 5, 13), "Luis Gil")])

    resultado = barrer(lugar, "2026-06-23T10:00")

    assert resultado == ResultadoBarrido()


def test_salto_del_reloj_no_repite(lugar: Escena) -> None:
    """Si el reloj retrocede una hora o salta un día, nadie recibe dos veces el mismo hito."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    barrido = Barrido(lugar.almacen, calendario_de, redactar, RelojFijo(bogota(TOCA)))
    instantes = ["T08:00", "T08:30", "T07:30", "T08:00", "T08:31"]

    enviados = [uno for hora in instantes for uno in barrido.correr(bogota(f"2026-06-24{hora}")).enviados]
    salto = barrido.correr(bogota("2026-06-25T08:31"))

    assert [uno.hito for uno in enviados] == ["faltan_3"]
    assert salto.enviados == []


def test_persona_sin_chat_queda_contada(lugar: Escena) -> None:
    """Quien no ha abierto su invitación o bloqueó el bot no recibe nada, y se sabe cuántos son."""
    actividades = [Actividad("A-012", JUNIO_30), Actividad("A-013", JUNIO_30, "Luis Gil")]
    lugar.plan(actividades, vincular=False)
    [chat] = lugar.vincular("Luis Gil")
    with lugar.almacen.unidad() as unidad:
        unidad.personas.marcar_alcance(chat, inalcanzable=True)
        unidad.confirmar()

    resultado = barrer(lugar, TOCA)

    assert (resultado.no_entregables, resultado.enviados) == (2, [])
    assert lugar.estados() == {EstadoRecordatorio.NO_ENTREGABLE: 2}


@pytest.mark.parametrize(("cuantas", "mensajes"), [(3, 3), (4, 1), (12, 1)])
def test_mas_de_tres_van_en_un_solo_mensaje(lugar: Escena, cuantas: int, mensajes: int) -> None:
    """Hasta tres van sueltos; desde cuatro, un resumen con a lo sumo ocho botones."""
    lugar.plan([Actividad(f"A-{n:03}", JUNIO_30) for n in range(1, cuantas + 1)])

    resultado = barrer(lugar, TOCA)

    assert len(resultado.enviados) == cuantas
    assert lugar.pendientes() == mensajes
    assert lugar.estados() == {EstadoRecordatorio.ENVIADO: cuantas}
    if mensajes == 1:
        [tomado] = lugar.salida(bogota(TOCA))
        teclado = tomado.envio.cuerpo["reply_markup"]
        assert isinstance(teclado, dict)
        botones = [boton for fila in teclado["inline_keyboard"] for boton in fila]
        assert len(botones) <= 8
        assert botones[0] == {"text": "Reportar A-001", "callback_data": f"n:r:{lugar.renglon('A-001').id}"}


def test_festivo_local_corre_el_hito(lugar: Escena) -> None:
    """Con feria local el martes 24 de noviembre, «falta 1» del miércoles 25 sale el lunes 23."""
    lugar.configurar(festivos=("2026-11-24",))
    lugar.plan([Actividad("A-012", date(2026, 11, 25))])

    assert [uno.hito for uno in barrer(lugar, "2026-11-23T08:00").enviados] == ["faltan_1"]
    assert barrer(lugar, "2026-11-24T08:00").enviados == []
    assert [uno.hito for uno in barrer(lugar, "2026-11-25T08:00").enviados] == ["vence_hoy"]


def test_cada_entidad_con_su_calendario(lugar: Escena) -> None:
    """Dos entidades en la misma base: la que trabaja el sábado recibe el sábado; la otra no."""
    lugar.plan([Actividad("A-012", date(2026, 11, 21))])
    otra = Escena(lugar.almacen, "05001")
    otra.plan([Actividad("B-001", date(2026, 11, 21), "Luis Gil")])
    otra.configurar(sabado_habil=True)

    viernes = [(uno.actividad, uno.hito) for uno in barrer(lugar, "2026-11-20T08:00").enviados]
    sabado = [(uno.actividad, uno.hito) for uno in barrer(lugar, "2026-11-21T08:00").enviados]

    assert sorted(viernes) == [("A-012", "vence_hoy"), ("B-001", "faltan_1")]
    assert sabado == [("B-001", "vence_hoy")]


def test_vencida_una_por_semana(lugar: Escena) -> None:
    """Lo vencido se recuerda el primer día hábil y luego una vez por semana, hasta terminarlo."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    barrido = Barrido(lugar.almacen, calendario_de, redactar, RelojFijo(bogota(TOCA)))
    dias = [bogota("2026-07-01T08:00") + timedelta(days=n) for n in range(22)]

    salieron = {
        dia.date(): uno.hito
        for dia in dias
        for uno in barrido.correr(dia).enviados
        if uno.tipo is TipoRecordatorio.VENCIDA
    }
    lugar.reportar("A-012", 100, dias[-1])
    despues = [barrido.correr(dias[-1] + timedelta(days=n)).enviados for n in range(1, 8)]

    # El lunes 13 y el lunes 20 son festivos, pero esta cae en miércoles: no se corre.
    assert salieron == {date(2026, 7, dia): f"vencida_2026-07-{dia:02}" for dia in (1, 8, 15, 22)}
    assert despues == [[]] * 7


def test_instante_en_utc_o_en_bogota_da_lo_mismo(lugar: Escena) -> None:
    """A las 23:59 UTC del 30 de junio en Bogotá son las 18:59: todavía vence hoy."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    instante = datetime.fromisoformat("2026-06-30T23:59:00+00:00")

    [enviado] = barrer(lugar, instante).enviados

    assert enviado.hito == "vence_hoy"


def test_barrido_que_se_alarga_deja_el_resto_al_siguiente(lugar: Escena) -> None:
    """Quien se quedó dormido no sigue enviando con la hora de antes: lo hace el tic que viene."""
    lugar.plan([Actividad("A-012", JUNIO_30)])

    class RelojQueSalta(RelojFijo):
        """Pasan diez minutos entre una mirada y la siguiente."""

        def ahora(self) -> datetime:
            self.instante += timedelta(minutes=10)
            return super().ahora()

    dormido = Barrido(lugar.almacen, calendario_de, redactar, RelojQueSalta(bogota(TOCA)))

    assert dormido.correr(bogota(TOCA)).aplazados == 1
    assert lugar.pendientes() == 0
    assert len(barrer(lugar, "2026-06-24T08:01").enviados) == 1
