"""La lista de los recordatorios enviados, para leerla en Excel o como texto separado por punto y coma."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from almacen.libros.columnas import Clase, Columna
from almacen.libros.contenido import es_peligroso, texto_seguro
from almacen.libros.estilos import FORMATO_INSTANTE
from almacen.libros.por_partes import LibroPorPartes
from almacen.libros.tabla import Tabla
from dominio.modelo.recordatorio import EstadoRecordatorio, RespuestaARecordatorio
from dominio.modelo.seguimiento import ListaDeEnviados, RecordatorioEnviado
from dominio.reglas.recordatorios import FICHAS
from dominio.reglas.seguimiento import escalon_de
from dominio.valores.fechas import a_bogota

_T, _C, _F, _N = Clase.TEXTO, Clase.CODIGO, Clase.FECHA, Clase.NUMERO
COLUMNAS: tuple[Columna, ...] = (
    Columna("en", "Fecha y hora (Bogotá)", _F, 17),
    Columna("estado", "Qué pasó", _T, 26),
    Columna("persona", "Para quién era", _T, 28),
    Columna("destinatario", "A quién le llegó", _T, 28),
    Columna("tipo", "Qué se recordó", _T, 34),
    Columna("dependencia", "Dependencia", _T, 28),
    Columna("codigo", "Código", _C, 14),
    Columna("objeto", "Actividad u objeto", _T, 44),
    Columna("plazo", "Plazo o día del que cuelga", _F, 14),
    Columna("programado", "Tocaba a las (Bogotá)", _F, 17),
    Columna("mensaje", "Mensaje", _N, 11),
    Columna("respuesta", "Respuesta", _T, 22),
    Columna("respondido", "Respondió (Bogotá)", _F, 17),
    Columna("reporte", "Reporte que llegó", _C, 18),
    Columna("reportado", "Reporte recibido (Bogotá)", _F, 17),
)
_CON_HORA = dict.fromkeys(("en", "programado", "respondido", "reportado"), FORMATO_INSTANTE)
_ESTADOS = {
    EstadoRecordatorio.PROGRAMADO: "Programado",
    EstadoRecordatorio.ENVIADO: "Enviado",
    EstadoRecordatorio.CUMPLIDO: "No hizo falta: ya se había reportado",
    EstadoRecordatorio.CANCELADO: "Cancelado: dejó de ser cierto",
    EstadoRecordatorio.VENCIDO: "Vencido: no alcanzó a salir",
    EstadoRecordatorio.SILENCIADO: "No salió: la persona lo calló",
    EstadoRecordatorio.NO_ENTREGABLE: "No entregable: no tiene el chat",
}
_RESPUESTAS = {
    RespuestaARecordatorio.POSPUESTO: "Lo pospuso",
    RespuestaARecordatorio.NO_ES_MIA: "Dijo «no es mía»",
    RespuestaARecordatorio.SILENCIADO: "Pidió silencio",
    RespuestaARecordatorio.INSISTIDO: "Se lo recordó al responsable",
}
_ESCALONES = {"vence_hoy": "vence hoy", "faltan_1": "falta 1 día hábil"}


def escribir_lista(lista: ListaDeEnviados, destino: Path) -> None:
    """Escribe la lista en el formato que dice el nombre del destino (.csv; cualquier otro, .xlsx)."""
    if destino.suffix.lower() == ".csv":
        _escribir_csv(lista, destino)
        return
    titulo = f"Recordatorios de la vigencia {lista.vigencia}"
    libro = LibroPorPartes(titulo, lista.entidad.nombre)
    tabla = Tabla(
        "Recordatorios",
        titulo,
        COLUMNAS,
        fijas=1,
        formatos=_CON_HORA,
        cortes=("codigo",),
        repetidas=("en",),
    )
    filas = (renglon(uno) for uno in lista.filas)
    libro.tabla(tabla, _rotulo(lista), len(lista.filas), filas)
    libro.guardar(destino)


def renglon(uno: RecordatorioEnviado) -> Sequence[object]:
    """Los valores de ``COLUMNAS``, con las horas de Bogotá y las palabras de quien lo lee."""
    return (
        _hora(uno.en),
        _ESTADOS[uno.estado],
        uno.persona,
        # Lo que salió sin decir a quién le llegó, le llegó a quien era.
        (uno.destinatario or uno.persona) if uno.estado is EstadoRecordatorio.ENVIADO else None,
        _que(uno),
        uno.dependencia,
        uno.actividad_codigo,
        uno.actividad or _objeto(uno.objeto),
        uno.plazo,
        _hora(uno.programado),
        uno.mensaje,
        None if uno.respuesta is None else _RESPUESTAS[uno.respuesta],
        _hora(uno.respondido_en),
        uno.reporte,
        _hora(uno.reportado_en),
    )


def _hora(cuando: datetime | None) -> datetime | None:
    """La hora de Bogotá sin su zona, que Excel no guarda."""
    return None if cuando is None else a_bogota(cuando).replace(tzinfo=None)


def _que(uno: RecordatorioEnviado) -> str:
    """«Plazo de una actividad: faltan 3 días hábiles»."""
    nombre = FICHAS[uno.tipo].nombre
    escalon = escalon_de(uno.tipo, uno.hito)
    if escalon.startswith("faltan_") or escalon == "vence_hoy":
        dias = escalon.removeprefix("faltan_")
        nombre = f"{nombre}: {_ESCALONES.get(escalon) or f'faltan {dias} días hábiles'}"
    return f"{nombre} (pospuesto {uno.pospuestas})" if uno.pospuestas else nombre


def _objeto(objeto: str) -> str:
    """«Corte 2026-T3», «Fecha de ley PA-31-ENE»: lo que no es de una actividad."""
    clase, _dos, cual = objeto.partition(":")
    clases = {
        "corte": "Corte",
        "legal": "Fecha de ley",
        "ruta": "Paso del plan:",
        "reporte": "Reporte",
        "semana": "Resumen de la semana",
        "dia": "Resumen del día",
        "cola": "Reportes sin revisar",
        "actividad": "Actividad",
    }
    return f"{clases.get(clase, clase)} {cual}".strip()


def _rotulo(lista: ListaDeEnviados) -> str:
    partes = [lista.entidad.nombre, f"Vigencia {lista.vigencia}"]
    if lista.desde is not None:
        partes.append(f"desde el {lista.desde:%d/%m/%Y}")
    if lista.hasta is not None:
        partes.append(f"hasta el {lista.hasta:%d/%m/%Y}")
    if lista.dependencia is not None:
        partes.append(lista.dependencia)
    partes.append(f"generada el {a_bogota(lista.generada_en):%d/%m/%Y %H:%M}")
    return " · ".join(partes)


def _escribir_csv(lista: ListaDeEnviados, destino: Path) -> None:
    """Con marca de orden de bytes y punto y coma: así lo abre bien un Excel en español."""
    with destino.open("w", encoding="utf-8-sig", newline="") as archivo:
        escritor = csv.writer(archivo, delimiter=";")
        escritor.writerow(columna.titulo for columna in COLUMNAS)
        escritor.writerows(_en_texto(renglon(uno)) for uno in lista.filas)


def _en_texto(valores: Sequence[object]) -> Iterator[str]:
    for valor in valores:
        if valor is None:
            yield ""
        elif isinstance(valor, datetime):
            yield f"{valor:%d/%m/%Y %H:%M}"
        elif isinstance(valor, date):
            yield f"{valor:%d/%m/%Y}"
        else:
            texto = texto_seguro(str(valor))
            # El apóstrofo es lo que evita que quien lo abra ejecute lo que alguien escribió.
            yield f"'{texto}" if es_peligroso(texto) else texto
