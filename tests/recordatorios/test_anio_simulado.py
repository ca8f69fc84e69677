"""Un año hora por hora, con dos procesos y reinicios, contra un cálculo aparte."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from almacen.libros.escritor import EscritorOpenpyxl
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.seguimiento import FiltroDeEnviados, ListaDeEnviados, RecordatorioEnviado
from dominio.reglas.seguimiento import con_su_reporte
from dominio.valores.fechas import a_bogota
from tests.recordatorios.anio.calculo import HABILES, Calculo
from tests.recordatorios.anio.mundo import Mundo, crear
from tests.recordatorios.anio.vida import Vida
from tests.recordatorios.plan_chico import VIGENCIA

SUELTOS = 3
_NOMBRES = {
    "empieza": "Comienzo de una actividad",
    "vence_hoy": "Plazo de una actividad: vence hoy",
    "vencida": "Actividad vencida",
    "abre": "Apertura de un corte",
    "cierra": "Cierre de un corte",
    "cola": "Reportes sin revisar",
    "legal": "Fecha que exige la ley",
    "contratacion": "Contratación anunciada y sin empezar",
    "escala_jefatura_3": "Vencida y sin respuesta, a la jefatura",
    "escala_planeacion_5": "Vencida y sin respuesta, a planeación",
    "resumen_semanal": "Resumen de la semana",
    "resumen_diario": "Resumen diario del servicio",
}
_OBJETOS = {
    "PA-31-ENE": "Fecha de ley PA-31-ENE",
    "semana": "Resumen de la semana",
    "dia": "Resumen del día",
    "cola": "Reportes sin revisar",
}


def _vivir(mundo: Mundo, semilla: int, archivo: Path) -> Sequence[RecordatorioEnviado]:
    """Vive el año y deja en el archivo la lista que leería planeación."""
    almacen = AlmacenSQL("sqlite:///:memory:")
    try:
        vida = Vida(almacen, mundo, semilla)
        vida.vivir()
        with almacen.lectura() as unidad:
            todos = unidad.seguimiento.enviados(vida.entidad.id, VIGENCIA, FiltroDeEnviados())
    finally:
        almacen.cerrar()
    ahora = a_bogota(vida.ahora)
    lista = ListaDeEnviados(vida.entidad, VIGENCIA, None, None, None, ahora, con_su_reporte(todos, []))
    EscritorOpenpyxl().recordatorios(lista, archivo)
    return todos


def _comparar(mundo: Mundo, archivo: Path) -> None:
    """El archivo dice exactamente lo que dice el cálculo: ni uno de más, ni uno de menos, ni dos veces."""
    esperado = Calculo(mundo)
    with archivo.open(encoding="utf-8-sig", newline="") as abierto:
        filas = list(csv.DictReader(abierto, delimiter=";"))
    salieron = [_leida(fila, "Fecha y hora (Bogotá)") for fila in filas if fila["Qué pasó"] == "Enviado"]
    sin_chat = [
        _leida(fila, "Tocaba a las (Bogotá)")
        for fila in filas
        if fila["Qué pasó"].startswith("No entregable")
    ]

    assert len(salieron) == len(set(salieron))
    debian = {
        (f"{cuando:%d/%m/%Y %H:%M}", quien, *_dicho(hito, que))
        for cuando, quien, hito, que in esperado.salidas
    }
    assert sorted(set(salieron) - debian)[:5] == []
    assert sorted(debian - set(salieron))[:5] == []
    sin_ellos = {
        (f"{dia:%d/%m/%Y}", quien, *_dicho(hito, que)) for dia, quien, hito, que in esperado.sin_chat
    }
    assert sorted({(cuando[:10], *resto) for cuando, *resto in sin_chat} ^ sin_ellos)[:5] == []


def _leida(fila: Mapping[str, str], hora: str) -> tuple[str, str, str, str]:
    return (
        fila[hora],
        fila["Para quién era"],
        fila["Qué se recordó"],
        fila["Código"] or fila["Actividad u objeto"],
    )


def _dicho(hito: str, objeto: str) -> tuple[str, str]:
    """Con las palabras de la lista."""
    clase, _guion, numero = hito.partition("_")
    if clase == "faltan":
        return (
            f"Plazo de una actividad: {'falta' if numero == '1' else 'faltan'} {numero} {_dias(numero)}",
            objeto,
        )
    nombre = _NOMBRES[hito if hito in _NOMBRES else clase]
    return nombre, {"abre": f"Corte {objeto}", "cierra": f"Corte {objeto}"}.get(
        clase, _OBJETOS.get(objeto, objeto)
    )


def _dias(numero: str) -> str:
    return "día hábil" if numero == "1" else "días hábiles"


def _con_decencia(todos: Sequence[RecordatorioEnviado]) -> None:
    enviados = [uno for uno in todos if uno.estado is EstadoRecordatorio.ENVIADO]
    _decentes(enviados)
    _a_lo_sumo_un_resumen(enviados)


def _decentes(enviados: Sequence[RecordatorioEnviado]) -> None:
    """Ninguno en festivo, en fin de semana ni de noche."""
    instantes = {a_bogota(uno.en) for uno in enviados}
    assert {instante.date() for instante in instantes} <= set(HABILES)
    assert all(7 <= instante.hour < 19 for instante in instantes)


def _a_lo_sumo_un_resumen(enviados: Sequence[RecordatorioEnviado]) -> None:
    """Por persona y día: hasta tres sueltos, o todo en un mensaje."""
    mensajes: dict[tuple[str, datetime], dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    for uno in enviados:
        dia = a_bogota(uno.en).replace(hour=0, minute=0)
        mensajes[uno.destinatario or uno.persona, dia][uno.mensaje] += 1
    for lotes in mensajes.values():
        assert sum(cuantos > 1 for cuantos in lotes.values()) <= 1
        assert sum(lotes.values()) <= SUELTOS or len(lotes) <= 1


def test_un_anio_de_veintiseis_actividades(tmp_path: Path) -> None:
    """Sale lo que dice el cálculo aparte: cada uno una vez, a hora decente y nunca tras su reporte."""
    mundo, archivo = crear(26, gente=9, dependencias=3, semilla=26), tmp_path / "recordados.csv"

    todos = _vivir(mundo, 7, archivo)

    _comparar(mundo, archivo)
    _con_decencia(todos)
    assert len(todos) > 1000


@pytest.mark.lento
def test_un_anio_de_cinco_mil_actividades(tmp_path: Path) -> None:
    """Lo mismo con cinco mil actividades, seiscientas personas y veinticinco dependencias."""
    mundo, archivo = crear(5000, gente=600, dependencias=25, semilla=5000), tmp_path / "recordados.csv"

    todos = _vivir(mundo, 11, archivo)

    _comparar(mundo, archivo)
    _con_decencia(todos)
    assert len(todos) > 100_000
