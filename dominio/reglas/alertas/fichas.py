"""Las reglas de alerta como datos: nombre, severidad y de dónde sale cada una."""

from __future__ import annotations

from collections.abc import Mapping

from dominio.modelo.alerta import FichaDeAlerta, ReglaDeAlerta
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.tipo_de_recordatorio import FichaDeRecordatorio, TipoRecordatorio

_CORTES = "Circular 001 de 2018 del Comité Institucional de Gestión y Desempeño"
_ESCALERA = "Escalera de recordatorios de la entidad, en días hábiles (Ley 4 de 1913 art. 62)"
_LAMINA = "Gobernación del Valle, «Formulación planes de acción 2021»"
_RESPONSABLES = f"{_LAMINA}, lámina «Importancia del Plan de Acción»: responsables con nombre y apellido"

Severidades = Mapping[ReglaDeAlerta, Severidad]

FICHAS: Mapping[ReglaDeAlerta, FichaDeAlerta] = {
    ficha.regla: ficha
    for ficha in (
        FichaDeAlerta(
            ReglaDeAlerta.VENCIDA,
            "Actividad vencida",
            Severidad.ERROR,
            "Vencida es la que pasó su fecha de terminación por debajo de 100 %",
            TipoRecordatorio.VENCIDA,
        ),
        FichaDeAlerta(
            ReglaDeAlerta.POR_VENCER,
            "Por vencer sin avance",
            Severidad.ADVERTENCIA,
            _ESCALERA,
            TipoRecordatorio.PLAZO,
        ),
        FichaDeAlerta(
            ReglaDeAlerta.ATRASADA,
            "Muy por debajo de lo esperado",
            Severidad.ADVERTENCIA,
            "La banda más baja del semáforo de la entidad",
        ),
        FichaDeAlerta(
            ReglaDeAlerta.GASTO_SIN_AVANCE,
            "Gasto sin avance",
            Severidad.ADVERTENCIA,
            "Alerta 2 de la auditoría de reportes del Valle del Cauca",
            TipoRecordatorio.GASTO_SIN_AVANCE,
        ),
        FichaDeAlerta(
            ReglaDeAlerta.AVANCE_SIN_GASTO,
            "Avance sin gasto",
            Severidad.INFORMATIVO,
            "«Avance físico sin ejecución financiera», observación de devolución del Valle del Cauca",
            TipoRecordatorio.AVANCE_SIN_GASTO,
        ),
        FichaDeAlerta(
            ReglaDeAlerta.CONTRATACION,
            "Contratación sin empezar",
            Severidad.ADVERTENCIA,
            "Formato del plan, «Requiere contratación»: anunciada, sin CDP ni compromisos",
            TipoRecordatorio.CONTRATACION,
        ),
        FichaDeAlerta(
            ReglaDeAlerta.SIN_REPORTE,
            "Sin reporte en el corte",
            Severidad.ADVERTENCIA,
            f"{_CORTES}; informativa hasta el primer aviso del cierre",
            TipoRecordatorio.CORTE_CIERRA,
        ),
        FichaDeAlerta(
            ReglaDeAlerta.OMISION,
            "Omisión",
            Severidad.ERROR,
            f"{_CORTES}: sin reporte al cerrar; no es un 0 %",
        ),
        FichaDeAlerta(
            ReglaDeAlerta.SIN_RESPONSABLE, "Actividad sin responsable", Severidad.ERROR, _RESPONSABLES
        ),
        FichaDeAlerta(
            ReglaDeAlerta.DEVUELTO,
            "Devuelto sin corregir",
            Severidad.ADVERTENCIA,
            "Devolución con lo que hay que subsanar",
            TipoRecordatorio.DEVUELTO,
        ),
        FichaDeAlerta(
            ReglaDeAlerta.COLA,
            "Reporte sin revisar",
            Severidad.ADVERTENCIA,
            "Cola de revisión de planeación",
            TipoRecordatorio.COLA,
        ),
        FichaDeAlerta(
            ReglaDeAlerta.VISTO_BUENO,
            "Visto bueno detenido",
            Severidad.ADVERTENCIA,
            "Visto bueno de la jefatura, opcional por entidad",
            TipoRecordatorio.COLA,
        ),
        FichaDeAlerta(
            ReglaDeAlerta.NO_ENTREGABLE, "No se le puede escribir", Severidad.ADVERTENCIA, _RESPONSABLES
        ),
        FichaDeAlerta(
            ReglaDeAlerta.RECLAMO,
            "Dice que no es suya",
            Severidad.ADVERTENCIA,
            "Ley 152 de 1994 art. 41: cada dependencia responde por su plan; planeación coordina",
        ),
        FichaDeAlerta(
            ReglaDeAlerta.CORTE,
            "Corte por cerrar",
            Severidad.ADVERTENCIA,
            _CORTES,
            TipoRecordatorio.CORTE_CIERRA,
        ),
        FichaDeAlerta(
            ReglaDeAlerta.LEGAL,
            "Fecha que exige la ley",
            Severidad.ERROR,
            "Ley 1474 de 2011 art. 74 y las demás fechas que la entidad verifique",
            TipoRecordatorio.LEGAL,
        ),
        FichaDeAlerta(
            ReglaDeAlerta.RUTA,
            "Paso del plan con el plazo vencido",
            Severidad.ADVERTENCIA,
            f"{_LAMINA}, lámina «Pasos para la elaboración Plan de Acción»",
            TipoRecordatorio.RUTA,
        ),
    )
}


def severidades(fichas: Mapping[TipoRecordatorio, FichaDeRecordatorio]) -> Severidades:
    """Cuánto pesa cada regla: lo mismo que su recordatorio, con lo que la entidad le haya ajustado.

    Fuente: la severidad es un dato de la entidad; lo que no se recuerda pesa lo que dice su ficha.
    """
    return {
        regla: ficha.severidad if ficha.recordatorio is None else fichas[ficha.recordatorio].severidad
        for regla, ficha in FICHAS.items()
    }


def nombre_de(regla: str) -> str:
    """«Actividad vencida»; un código que no se conoce, tal cual.

    Fuente: las fichas de este archivo.
    """
    return FICHAS[ReglaDeAlerta(regla)].nombre if regla in tuple(ReglaDeAlerta) else regla
