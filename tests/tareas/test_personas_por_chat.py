"""El servicio entero: tarjetas en línea, grupos, el menú al revocar y los datos propios."""

from __future__ import annotations

import json

import pytest

from bot.simulador.prueba import TelegramLocal
from tests.apoyo.plan import CUENTAS
from tests.canales.banco import hasta
from tests.tareas.oficina import OTRA_PLANEACION, Oficina


@pytest.fixture
def tg(oficina: Oficina) -> TelegramLocal:
    """El Telegram de la oficina."""
    return oficina.telegram


async def test_busqueda_en_linea_de_quien_esta_vinculado(oficina: Oficina, tg: TelegramLocal) -> None:
    """Cifras agregadas, solo para quien busca y por poco tiempo; la tarjeta publicada no se contesta."""
    pilar = tg.persona(CUENTAS["pilar"], "Pilar")
    [resultado] = await pilar.busca("educación")
    [llamada] = tg.llamadas("answerInlineQuery")

    assert "Secretaría de Educación" in resultado["title"]
    assert llamada.parametros["is_personal"] is True
    assert 0 < llamada.parametros["cache_time"] <= 60
    assert "Beto" not in json.dumps(resultado, ensure_ascii=False)

    consulta = next(reversed(tg.mundo.consultas))
    antes = len(pilar.mensajes())
    pilar.manos.elige(consulta, resultado["id"])
    await pilar.escribe("/ayuda")
    await pilar.espera(lambda visto: "Ayuda" in visto.texto)
    assert len(pilar.mensajes()) == antes + 1
    assert tg.rechazos() == []


async def test_busqueda_en_linea_de_un_desconocido(oficina: Oficina, tg: TelegramLocal) -> None:
    """Nada, y el botón para entrar; lo que trae ese botón no cuenta como invitación errada."""
    extranio = tg.persona(999, "Extraño")

    assert await extranio.busca("educación") == []
    consulta = tg.mundo.consultas[next(reversed(tg.mundo.consultas))]
    assert consulta.respuesta is not None
    assert consulta.respuesta["boton"] == {"text": "Abrir el asistente", "start_parameter": "abrir"}
    await extranio.escribe("/start abrir")
    visto = await extranio.espera()
    assert "solo para personas invitadas" in visto.texto
    with oficina.almacen.lectura() as unidad:
        assert unidad.auditoria.cabeza(None) is None


async def test_revocar_borra_el_menu_y_la_busqueda(oficina: Oficina, tg: TelegramLocal) -> None:
    """En el teléfono de quien pierde el acceso no queda ninguna orden, y buscar ya no muestra nada."""
    ana, pilar = tg.persona(CUENTAS["ana"], "Ana"), tg.persona(CUENTAS["pilar"], "Pilar")
    await ana.escribe("/start")
    await hasta(lambda: "avance" in tg.comandos(ana))
    assert await ana.busca("salud") != []

    await pilar.escribe("/personas revocar Ana Ruiz")
    await pilar.espera(lambda visto: "pierde el acceso" in visto.texto)
    await pilar.toca("Confirmar")
    await hasta(lambda: tg.comandos(ana) == [])

    assert await ana.busca("salud") == []
    await ana.escribe("/mis")
    assert "solo para personas invitadas" in (await ana.espera()).texto
    assert tg.rechazos() == []


async def test_al_agregarlo_a_un_grupo_no_dice_nada(oficina: Oficina, tg: TelegramLocal) -> None:
    """Ni al llegar, ni con una foto; a una orden o si lo nombran, una frase sin datos."""
    pilar = tg.persona(CUENTAS["pilar"], "Pilar")
    grupo = pilar.manos.crea_grupo("Secretarías").id
    en_grupo = pilar.en(grupo)
    await en_grupo.adjunta(b"abc", "foto.txt", pie=f"@{tg.mundo.bot['username']} mire")
    dicho = await en_grupo.espera()
    await en_grupo.escribe("/estado")
    otra = await en_grupo.espera(lambda visto: visto.id != dicho.id)

    assert "solo atiendo en privado" in dicho.texto
    assert dicho.texto == otra.texto
    assert len(en_grupo.mensajes()) == 2


async def test_descargar_lo_propio(oficina: Oficina, tg: TelegramLocal) -> None:
    """Llega un archivo JSON con lo de esa persona y nada de las demás."""
    ana = tg.persona(CUENTAS["ana"], "Ana")
    await ana.escribe("/misdatos")
    await ana.espera(lambda visto: "Ley 1581" in visto.texto)
    await ana.toca("Descargar mis datos")
    archivo = await ana.espera(lambda visto: visto.documento, 60)

    datos = json.loads(ana.descarga(archivo))
    assert archivo.documento is not None
    assert archivo.documento["file_name"] == "mis-datos.json"
    assert datos["persona"]["nombre"] == "Ana Ruiz"
    assert datos["reportes_de_avance"] == []


async def test_al_cambiar_de_rol_cambia_el_menu(oficina: Oficina, tg: TelegramLocal) -> None:
    """Lo pide una persona de planeación, lo aprueba otra desde su aviso, y la orden nueva aparece."""
    ana, pilar = tg.persona(CUENTAS["ana"], "Ana"), tg.persona(CUENTAS["pilar"], "Pilar")
    otra = tg.persona(OTRA_PLANEACION, "Otra")
    await ana.escribe("/start")
    await hasta(lambda: "avance" in tg.comandos(ana))
    assert "exportar" not in tg.comandos(ana)

    await pilar.escribe("/personas rol Ana Ruiz")
    await pilar.espera(lambda visto: "¿Qué rol tendrá?" in visto.texto)
    await pilar.escribe("jefatura")
    await pilar.espera(lambda visto: "¿En qué dependencia?" in visto.texto)
    await pilar.escribe("Salud")
    await pilar.espera(lambda visto: "revise antes de guardar" in visto.texto)
    await pilar.toca("Confirmar")
    await otra.espera(lambda visto: "pide un cambio de rol" in visto.texto)
    await otra.toca("Aprobar")

    await ana.espera(lambda visto: "Su rol cambió" in visto.texto)
    await hasta(lambda: "exportar" in tg.comandos(ana))
    assert tg.rechazos() == []
