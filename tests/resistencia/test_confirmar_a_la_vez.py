"""La misma persona confirma veinte veces a la vez en dos réplicas: un reporte y un folio."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from dominio.modelo.envio import EnvioTomado
from tests.resistencia.instalacion import mediodia, sembrar
from tests.resistencia.replicas import Replica, mensaje, replicas, toque

AHORA = mediodia(date(2026, 9, 4))
VECES = 20
FOLIO = re.compile(r"AV-\d{4}-\d{6}")


@pytest.mark.parametrize("motor", ["sqlite", "postgres"])
@pytest.mark.parametrize("con", ["boton", "texto"])
def test_veinte_confirmar_son_un_reporte(request: pytest.FixtureRequest, motor: str, con: str) -> None:
    """Veinte «Confirmar» simultáneos guardan uno; cada toque se contesta y todos dicen el mismo folio."""
    instalacion = sembrar(request.getfixturevalue(f"url_{motor}"), 1, AHORA)
    reportero = instalacion.reporteros[0]
    with replicas(instalacion.url, 2, AHORA) as dos:
        resumen = _hasta_el_resumen(dos, reportero.cuenta, reportero.actividad)
        dato = _dato_de(resumen, "Confirmar")
        actos = [
            toque(100 + n, reportero.cuenta, dato, AHORA)
            if con == "boton"
            else mensaje(100 + n, reportero.cuenta, "confirmar", AHORA)
            for n in range(VECES)
        ]
        juntos = Barrier(VECES)

        def confirmar(numero: int) -> list[EnvioTomado]:
            juntos.wait(30)
            return list(dos[numero % 2].recibir(actos[numero]))

        with ThreadPoolExecutor(VECES) as hilos:
            salieron = list(hilos.map(confirmar, range(VECES)))

    [avance] = instalacion.avances()
    assert str(avance.porcentaje.centesimas) == "4500"
    dichos = {folio for tomadas in salieron for tomada in tomadas for folio in FOLIO.findall(_texto(tomada))}
    assert dichos == {avance.folio}
    acuses = [tomada for tomadas in salieron for tomada in tomadas if tomada.envio.clase.value == "acuse"]
    assert len(acuses) == 1
    if con == "boton":
        contestados = [[t.envio.metodo for t in tomadas].count("answerCallbackQuery") for tomadas in salieron]
        assert contestados == [1] * VECES


def _hasta_el_resumen(dos: list[Replica], cuenta: int, actividad: str) -> EnvioTomado:
    """Responde el diálogo alternando de réplica; devuelve la pantalla de resumen."""
    ultimo: EnvioTomado | None = None
    for numero, texto in enumerate((f"/avance {actividad}", "45", "resumen")):
        ultimo = dos[numero % 2].recibir(mensaje(10 + numero, cuenta, texto, AHORA))[-1]
    assert ultimo is not None
    return ultimo


def _dato_de(tomada: EnvioTomado, rotulo: str) -> str:
    teclado = tomada.envio.cuerpo["reply_markup"]
    assert isinstance(teclado, dict)
    return next(
        boton["callback_data"]
        for fila in teclado["inline_keyboard"]
        for boton in fila
        if boton["text"] == rotulo
    )


def _texto(tomada: EnvioTomado) -> str:
    return str(tomada.envio.cuerpo.get("text", ""))
