"""Lo que se guarda de uno: solo lo propio, y su entrega queda en la traza."""

from __future__ import annotations

import json
from pathlib import Path

from bot.tareas.mis_datos import escribir_mis_datos
from dominio.casos.mis_datos import mis_datos, mis_reportes
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import Mundo


def _reportar(mundo: Mundo, quien: str, codigo: str) -> str:
    datos = DatosAvance(
        f"{quien}-{codigo}", mundo.actividad(codigo).id, ValorAvance(Porcentaje.de(10)), "Se hizo"
    )
    with mundo.como(quien) as ctx:
        return registrar_avance(ctx, datos).folio


def test_solo_lo_propio(mundo: Mundo) -> None:
    """Lo que reportó otra persona, aunque sea de su dependencia, no es suyo."""
    folio = _reportar(mundo, "luz", "A-012")
    _reportar(mundo, "jefe_salud", "A-013")

    with mundo.como("luz") as ctx:
        propios = mis_datos(ctx)
        avances, ejecuciones = mis_reportes(ctx)

    assert (propios.avances, propios.ejecuciones, propios.dependencia) == (1, 0, "Secretaría de Salud")
    assert [avance.folio for avance in avances] == [folio]
    assert ejecuciones == []
    assert len(mundo.traza("entregar_datos_propios")) == 1


def test_archivo_es_json_legible(mundo: Mundo, tmp_path: Path) -> None:
    """Con tildes de verdad, nombres en español y nada de otra persona."""
    _reportar(mundo, "luz", "A-012")
    _reportar(mundo, "hector", "A-001")
    destino = tmp_path / "mis-datos.json"
    with mundo.como("luz") as ctx:
        escribir_mis_datos(ctx, destino)

    texto = destino.read_text(encoding="utf-8")
    datos = json.loads(texto)
    assert datos["persona"]["nombre"] == "Luz Dary Angulo"
    assert [reporte["actividad"] for reporte in datos["reportes_de_avance"]] == ["A-012"]
    assert "Secretaría de Salud" in texto
    assert "Héctor" not in texto
