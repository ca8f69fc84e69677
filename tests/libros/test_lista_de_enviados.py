"""La lista de recordatorios como libro y como texto separado: con palabras y sin fórmulas."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from almacen.libros.escritor import EscritorOpenpyxl
from almacen.libros.lista_de_enviados import COLUMNAS, renglon
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.modelo.recordatorio import EstadoRecordatorio, RespuestaARecordatorio
from dominio.modelo.seguimiento import ListaDeEnviados, RecordatorioEnviado
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.fechas import Vigencia

EN = datetime(2026, 9, 5, 4, 30, tzinfo=UTC)  # 4 de septiembre, 11:30 p. m. en Bogotá
UNO = RecordatorioEnviado(
    id=1,
    en=EN,
    programado=datetime(2026, 9, 4, 13, tzinfo=UTC),
    estado=EstadoRecordatorio.ENVIADO,
    tipo=TipoRecordatorio.PLAZO,
    hito="faltan_3",
    persona_id=IdPersona(1),
    persona="Ana Ruiz",
    destinatario_id=IdPersona(2),
    destinatario="Sara Mina",
    dependencia="Secretaría de Salud",
    actividad_id=IdActividad(1),
    actividad_codigo="A-001",
    actividad="=HYPERLINK(1)",
    objeto="actividad:1",
    plazo=date(2026, 9, 9),
    mensaje=12,
    pospuestas=1,
    respuesta=RespuestaARecordatorio.POSPUESTO,
    respondido_en=EN,
    reporte="AV-2026-000003",
    reportado_en=EN,
)
LEGAL = replace(
    UNO,
    id=2,
    tipo=TipoRecordatorio.LEGAL,
    hito="legal_7",
    estado=EstadoRecordatorio.NO_ENTREGABLE,
    destinatario=None,
    actividad_id=None,
    actividad_codigo=None,
    actividad=None,
    objeto="legal:PA-31-ENE",
    mensaje=None,
    respuesta=None,
    respondido_en=None,
    reporte=None,
    reportado_en=None,
)
LISTA = ListaDeEnviados(
    Entidad(IdEntidad(1), "76001", "Distrito de Prueba"), Vigencia(2026), None, None, None, EN, (UNO, LEGAL)
)


def test_libro_con_palabras_horas_de_bogota_y_sin_formulas(tmp_path: Path) -> None:
    """Cada columna dice lo suyo; lo que parece fórmula queda como texto."""
    EscritorOpenpyxl().recordatorios(LISTA, tmp_path / "lista.xlsx")
    hoja = openpyxl.load_workbook(tmp_path / "lista.xlsx")["Recordatorios"]
    titulos = [celda.value for celda in hoja[3]]
    fila = dict(zip(titulos, [celda.value for celda in hoja[4]], strict=True))

    assert titulos == [columna.titulo for columna in COLUMNAS]
    assert f"{fila['Fecha y hora (Bogotá)']:%d/%m/%Y %H:%M}" == "04/09/2026 23:30"
    assert (fila["Para quién era"], fila["A quién le llegó"]) == ("Ana Ruiz", "Sara Mina")
    assert fila["Qué se recordó"] == "Plazo de una actividad: faltan 3 días hábiles (pospuesto 1)"
    assert (fila["Qué pasó"], fila["Respuesta"], fila["Mensaje"]) == ("Enviado", "Lo pospuso", 12)
    assert (fila["Reporte que llegó"], fila["Actividad u objeto"]) == ("AV-2026-000003", "=HYPERLINK(1)")
    assert hoja["H4"].data_type == "s"
    assert [hoja["B5"].value, hoja["D5"].value, hoja["H5"].value] == [
        "No entregable: no tiene el chat",
        None,
        "Fecha de ley PA-31-ENE",
    ]


def test_csv_se_abre_en_excel_y_no_ejecuta_nada(tmp_path: Path) -> None:
    """Punto y coma, marca de orden de bytes, y el apóstrofo delante de lo que parece fórmula."""
    EscritorOpenpyxl().recordatorios(LISTA, tmp_path / "lista.csv")
    crudo = (tmp_path / "lista.csv").read_bytes()
    filas = list(csv.reader(crudo.decode("utf-8-sig").splitlines(), delimiter=";"))

    assert crudo.startswith(b"\xef\xbb\xbf")
    assert filas[1][0] == "04/09/2026 23:30"
    assert filas[1][7] == "'=HYPERLINK(1)"
    assert [len(fila) for fila in filas] == [len(COLUMNAS)] * 3


@pytest.mark.parametrize("tipo", list(TipoRecordatorio))
@pytest.mark.parametrize("estado", list(EstadoRecordatorio))
def test_todo_tipo_y_estado_tiene_sus_palabras(
    tmp_path: Path, tipo: TipoRecordatorio, estado: EstadoRecordatorio
) -> None:
    """Ninguno se queda sin decir, y ninguno sale con guiones bajos de programador."""
    lista = replace(LISTA, filas=(replace(LEGAL, tipo=tipo, estado=estado),))
    EscritorOpenpyxl().recordatorios(lista, tmp_path / "lista.csv")

    assert "_" not in (tmp_path / "lista.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("respuesta", RespuestaARecordatorio)
def test_toda_respuesta_se_dice_con_palabras(respuesta: RespuestaARecordatorio) -> None:
    """Cualquier respuesta que se guarde sale en la lista, sin su nombre de programa."""
    dicho = dict(zip((c.titulo for c in COLUMNAS), renglon(replace(UNO, respuesta=respuesta)), strict=True))

    assert " " in str(dicho["Respuesta"])
