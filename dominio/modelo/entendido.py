"""Lo que se entendió de una frase; nada de esto se guarda sin que la persona confirme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.objeto import Objeto
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje


class Intencion(StrEnum):
    """Qué quiere la persona con lo que escribió."""

    REPORTAR_AVANCE = "reportar_avance"
    REPORTAR_EJECUCION = "reportar_ejecucion"
    SIN_NOVEDAD = "sin_novedad"
    IGUAL_QUE_ANTES = "igual_que_antes"
    CORREGIR = "corregir"
    CONSULTAR_ESTADO = "consultar_estado"
    CONSULTAR_ATRASADAS = "consultar_atrasadas"
    CONSULTAR_PENDIENTES = "consultar_pendientes"
    MIS_ACTIVIDADES = "mis_actividades"
    CONSULTAR_VENCIMIENTOS = "consultar_vencimientos"
    CONSULTAR_CORTE = "consultar_corte"
    CONSULTAR_SIN_REPORTE = "consultar_sin_reporte"
    CONSULTAR_RESPONSABLE = "consultar_responsable"
    CONSULTAR_DATO = "consultar_dato"
    EXPLICAR = "explicar"
    EXPORTAR = "exportar"
    PLANTILLA = "plantilla"
    POSPONER = "posponer"
    AUSENCIA = "ausencia"
    SALUDO = "saludo"
    GRACIAS = "gracias"
    AYUDA = "ayuda"
    NADA = "nada"


# Las que terminan guardando algo: llegan a un resumen y nunca más allá.
ESCRIBEN = frozenset(
    {
        Intencion.REPORTAR_AVANCE,
        Intencion.REPORTAR_EJECUCION,
        Intencion.SIN_NOVEDAD,
        Intencion.IGUAL_QUE_ANTES,
        Intencion.CORREGIR,
        Intencion.AUSENCIA,
        Intencion.POSPONER,
    }
)


@dataclass(frozen=True, slots=True)
class Entendido:
    """Una frase ya leída.

    Attributes:
        objetos: de qué se habla: ninguno, uno, o los candidatos de mejor a peor.
        porcentaje: total acumulado declarado, en puntos.
        cantidad: total ejecutado («14 de 24»); ``de`` es el total que la persona nombró.
        monto: pesos; ``None`` si no lo dijo o si lo dicho admite dos lecturas.
        periodo: como lo escribió («marzo», «tercer trimestre», «2026-T3»).
        desde, hasta: fechas que nombró («hasta el 15», «la otra semana»).
        hora: la que nombró («a las 8»); sin decir más, de una a seis es de la tarde.
        persona: nombre de otra persona («me reemplaza Jorge»).
        perdida: nombró un código o un número que no está entre lo que ve.
        ajeno: lo que nombró existe, pero es de otra dependencia: cómo se llama.
    """

    frase: str
    intencion: Intencion
    objetos: tuple[Objeto, ...] = ()
    porcentaje: Porcentaje | None = None
    cantidad: Decimal | None = None
    de: Decimal | None = None
    momento: MomentoGasto | None = None
    monto: Pesos | None = None
    periodo: str | None = None
    desde: date | None = None
    hasta: date | None = None
    persona: str | None = None
    hora: time | None = None
    perdida: bool = False
    ajeno: str | None = None
