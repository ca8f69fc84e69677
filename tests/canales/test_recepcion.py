"""Recepción: efecto una vez, en serie por persona, a la vez entre personas, y lo malo se aparta."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from bot.atencion.entrada import Entrada
from bot.canales.recepcion import Desenlace, OpcionesDeRecepcion
from bot.simulador import TelegramLocal
from dominio.errores import BaseOcupada
from dominio.modelo.envio import EnvioTomado
from tests.canales.banco import Banco, eco, hasta, mensaje

ANA, BETO = 501, 502
RAPIDO = OpcionesDeRecepcion(esperas=(0.01,))


def update(numero: int, texto: str, quien: int = ANA) -> Mapping[str, object]:
    """Update de un mensaje privado."""
    persona = {"id": quien, "is_bot": False, "first_name": "X"}
    chat = {"id": quien, "type": "private"}
    cuerpo = {"message_id": numero, "date": 1790000000, "chat": chat, "from": persona, "text": texto}
    return {"update_id": numero, "message": cuerpo}


async def test_recepcion_mismo_update_tres_veces(tg: TelegramLocal, banco: Banco) -> None:
    """El mismo update, repetido y a la vez, se contesta una sola vez y siempre se confirma."""
    await tg.persona(ANA, "Ana").escribe("/start")
    recepcion = banco.recepcion(eco(banco.almacen, banco))
    desenlaces = await asyncio.gather(*(recepcion.recibir(update(7, "hola")) for _ in range(3)))
    desenlaces.append(await recepcion.recibir(update(7, "hola")))
    await hasta(lambda: not banco.cartero.ocupado)

    assert desenlaces == [Desenlace.HECHO] * 4
    assert [ll.parametros["text"] for ll in tg.llamadas("sendMessage")] == ["eco: hola"]


async def test_recepcion_numeracion_que_baja(banco: Banco) -> None:
    """Un update con número menor que los vistos también cuenta: Telegram reinicia la numeración."""
    vistos: list[int] = []

    def procesar(entrada: Entrada) -> Sequence[EnvioTomado]:
        with banco.almacen.unidad() as unidad:
            if unidad.entrantes.anotar(entrada.update_id, ANA, banco.reloj.ahora()):
                vistos.append(entrada.update_id)
            unidad.confirmar()
        return ()

    recepcion = banco.recepcion(procesar)
    for numero in (900, 5, 900):
        await recepcion.recibir(update(numero, "x"))

    assert vistos == [900, 5]


async def test_recepcion_cinco_intentos_y_apartado(banco: Banco) -> None:
    """Un update que siempre falla se intenta cinco veces, se aparta con su crudo y se confirma."""
    intentos = 0

    def procesar(_: Entrada) -> Sequence[EnvioTomado]:
        nonlocal intentos
        intentos += 1
        with banco.almacen.unidad() as unidad:
            unidad.salidas.encolar([mensaje(ANA, "a medias")], banco.reloj.ahora())
            raise RuntimeError("no sé leer \ud800 esto\x00")

    desenlace = await banco.recepcion(procesar).recibir(update(7, "malo"))

    assert (desenlace, intentos) == (Desenlace.APARTADO, 5)
    assert banco.filas() == []
    with banco.sql.lectura() as unidad:
        [(numero, error, _)] = unidad.entrantes.apartados()
    assert numero == 7
    assert error.startswith("RuntimeError: no sé leer")
    assert banco.contar("SELECT count(*) FROM entrada_fallida WHERE crudo LIKE '%\"malo\"%'") == 1


async def test_recepcion_los_intentos_sobreviven_al_reinicio(banco: Banco) -> None:
    """Los intentos se cuentan en la base: tras un reinicio se sigue donde iba."""
    intentos = 0

    def procesar(_: Entrada) -> Sequence[EnvioTomado]:
        nonlocal intentos
        intentos += 1
        raise RuntimeError

    with banco.sql.unidad() as unidad:
        for _ in range(3):
            unidad.entrantes.fallido(7, "{}", "antes", banco.reloj.ahora())
        unidad.confirmar()

    assert await banco.recepcion(procesar).recibir(update(7, "x")) is Desenlace.APARTADO
    assert intentos == 2


async def test_recepcion_fallo_pasajero_termina_hecho(tg: TelegramLocal, banco: Banco) -> None:
    """Si un intento posterior sale bien, el update queda hecho y con un solo efecto."""
    await tg.persona(ANA, "Ana").escribe("/start")
    bueno, fallas = eco(banco.almacen, banco), [RuntimeError(), KeyError("x")]

    def procesar(entrada: Entrada) -> Sequence[EnvioTomado]:
        if fallas:
            raise fallas.pop()
        return bueno(entrada)

    assert await banco.recepcion(procesar).recibir(update(7, "hola")) is Desenlace.HECHO
    await hasta(lambda: len(tg.llamadas("sendMessage")) == 1)
    with banco.sql.lectura() as unidad:
        assert unidad.entrantes.apartados() == []


async def test_recepcion_apartado_avisa_a_la_persona(tg: TelegramLocal, banco: Banco) -> None:
    """A quien le apartaron un mensaje se le puede decir."""
    await tg.persona(ANA, "Ana").escribe("/start")

    def procesar(_: Entrada) -> Sequence[EnvioTomado]:
        raise RuntimeError

    def avisar(entrada: Entrada) -> Sequence[EnvioTomado]:
        return banco.encolar(mensaje(entrada.chat_id, "No pude procesar su mensaje."))

    recepcion = banco.recepcion(procesar, OpcionesDeRecepcion(esperas=(0.01,), al_apartar=avisar))
    await recepcion.recibir(update(7, "malo"))

    assert (await tg.persona(ANA, "Ana").espera()).texto == "No pude procesar su mensaje."


async def test_recepcion_personas_distintas_a_la_vez(banco: Banco) -> None:
    """Dos personas se atienden al mismo tiempo."""
    juntas = threading.Barrier(2, timeout=5)

    def procesar(_: Entrada) -> Sequence[EnvioTomado]:
        juntas.wait()
        return ()

    recepcion = banco.recepcion(procesar)
    desenlaces = await asyncio.gather(*(recepcion.recibir(update(n, "x", n)) for n in (ANA, BETO)))

    assert desenlaces == [Desenlace.HECHO] * 2


async def test_recepcion_una_persona_en_serie_y_en_orden(banco: Banco) -> None:
    """Los mensajes de una persona no se cruzan, aunque el primero falle y se reintente."""
    dentro, cruces, orden = 0, 0, []

    def procesar(entrada: Entrada) -> Sequence[EnvioTomado]:
        nonlocal dentro, cruces
        dentro += 1
        cruces += dentro > 1
        orden.append(entrada.texto)
        dentro -= 1
        if orden == ["0"]:
            raise RuntimeError
        return ()

    recepcion = banco.recepcion(procesar)
    await asyncio.gather(*(recepcion.recibir(update(n, str(n))) for n in range(20)))

    assert cruces == 0
    assert orden == ["0", *(str(n) for n in range(20))]
    assert recepcion.en_curso == 0


async def test_recepcion_un_malo_no_detiene_a_otra_persona(banco: Banco) -> None:
    """Mientras el update malo de Ana se reintenta, Beto es atendido."""
    atendidos: list[int] = []

    def procesar(entrada: Entrada) -> Sequence[EnvioTomado]:
        if entrada.usuario_id == ANA and entrada.texto == "malo":
            raise RuntimeError
        atendidos.append(entrada.update_id)
        return ()

    recepcion = banco.recepcion(procesar, OpcionesDeRecepcion(esperas=(0.2,)))
    malo = asyncio.create_task(recepcion.recibir(update(1, "malo")))
    detras = asyncio.create_task(recepcion.recibir(update(2, "bueno")))
    assert await recepcion.recibir(update(3, "x", BETO)) is Desenlace.HECHO
    assert not malo.done()

    assert await malo is Desenlace.APARTADO
    assert await detras is Desenlace.HECHO
    assert atendidos == [3, 2]


@pytest.mark.parametrize("momento", ["antes", "al_anotar"])
async def test_recepcion_sin_base_no_cuenta_intento(banco: Banco, momento: str) -> None:
    """Con la base caída no se confirma ni se gasta un intento: no es culpa del mensaje."""
    bueno = eco(banco.almacen, banco)

    def procesar(entrada: Entrada) -> Sequence[EnvioTomado]:
        if momento == "al_anotar":
            banco.almacen.caido = True
            raise RuntimeError
        return bueno(entrada)

    banco.almacen.caido = momento == "antes"
    recepcion = banco.recepcion(procesar)

    assert await recepcion.recibir(update(7, "hola")) is Desenlace.SIN_BASE
    banco.almacen.caido = False
    assert banco.contar("SELECT count(*) FROM entrada_fallida") == 0
    assert banco.contar("SELECT count(*) FROM entrada") == 0


async def test_recepcion_paso_previo_fuera_de_la_transaccion(banco: Banco) -> None:
    """El paso previo cambia la entrada antes de procesarla; si lanza, cuenta como intento."""
    vistos: list[str] = []
    fallas = [RuntimeError()]

    async def antes(entrada: Entrada) -> Entrada:
        if fallas:
            raise fallas.pop()
        return replace(entrada, texto="bajado")

    def procesar(entrada: Entrada) -> Sequence[EnvioTomado]:
        vistos.append(entrada.texto)
        return ()

    recepcion = banco.recepcion(procesar, OpcionesDeRecepcion(esperas=(0.01,), antes=antes))

    assert await recepcion.recibir(update(7, "hola")) is Desenlace.HECHO
    assert vistos == ["bajado"]


async def test_recepcion_ilegible(banco: Banco) -> None:
    """Lo que no es un update se dice y no se procesa."""
    recepcion = banco.recepcion(lambda _: pytest.fail("no debía procesarse"))

    assert await recepcion.recibir({"message": {}}) is Desenlace.ILEGIBLE


async def test_recepcion_lo_de_atras_no_adelanta_a_lo_que_no_se_guardo(banco: Banco) -> None:
    """Si un mensaje se quedó sin base, los que la persona mandó después tampoco se guardan."""
    vistos: list[str] = []

    def procesar(entrada: Entrada) -> Sequence[EnvioTomado]:
        vistos.append(entrada.texto)
        if len(vistos) == 1:
            raise BaseOcupada
        return ()

    recepcion = banco.recepcion(procesar)
    desenlaces = await asyncio.gather(*(recepcion.recibir(update(n, str(n))) for n in range(3)))
    desenlaces += await asyncio.gather(*(recepcion.recibir(update(n, str(n))) for n in range(3)))

    assert desenlaces == [Desenlace.SIN_BASE] * 3 + [Desenlace.HECHO] * 3
    assert vistos == ["0", "0", "1", "2"]
