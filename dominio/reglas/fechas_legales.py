"""Fechas que exige la ley: las que trae el producto y la que hoy se recuerda."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dominio.modelo.tipo_de_recordatorio import FechaLegal
from dominio.reglas.plazos import EsHabil, habil_siguiente
from dominio.valores.fechas import Vigencia

PUBLICACION_DEL_PLAN = "PA-31-ENE"
# Solo la primera se recuerda sin que nadie la toque; las demás esperan a que alguien verifique su norma.
DE_OMISION: tuple[FechaLegal, ...] = (
    FechaLegal(
        PUBLICACION_DEL_PLAN,
        "Publicar el plan de acción con el informe de gestión del año anterior",
        "Ley 1474 de 2011 art. 74",
        1,
        31,
        activa=True,
    ),
    FechaLegal("CUIPO-T1", "CUIPO, primer trimestre", "Contaduría General, CHIP", 4, 30, activa=False),
    FechaLegal("CUIPO-T2", "CUIPO, segundo trimestre", "Contaduría General, CHIP", 7, 31, activa=False),
    FechaLegal("CUIPO-T3", "CUIPO, tercer trimestre", "Contaduría General, CHIP", 10, 31, activa=False),
    FechaLegal(
        "CUIPO-T4",
        "CUIPO, cuarto trimestre",
        "Contaduría General, CHIP",
        2,
        28,
        activa=False,
        del_anio_siguiente=True,
    ),
    FechaLegal(
        "SIRECI",
        "Rendición de la cuenta en SIRECI",
        "Contraloría General de la República",
        2,
        28,
        activa=False,
        del_anio_siguiente=True,
    ),
)


def con_las_de_omision(guardadas: Iterable[FechaLegal]) -> tuple[FechaLegal, ...]:
    """Las de la entidad; las que no ha tocado, como vienen.

    Fuente: cada vencimiento es un dato con su norma y quién lo verificó; solo nace activo el 31 de enero.
    """
    dichas = {fecha.codigo: fecha for fecha in guardadas}
    propias = [fecha for codigo, fecha in dichas.items() if codigo not in {f.codigo for f in DE_OMISION}]
    return (*(dichas.get(fecha.codigo, fecha) for fecha in DE_OMISION), *propias)


def dia_de(fecha: FechaLegal, vigencia: Vigencia) -> date:
    """El día que cae esa fecha para esa vigencia; el 29 de febrero de un año común es el 28.

    Fuente: la norma de cada fecha; «a más tardar el 31 de enero» es un día fijo del calendario.
    """
    anio = vigencia.anio + int(fecha.del_anio_siguiente)
    if (fecha.mes, fecha.dia) == (2, 29) and (anio % 4 or (anio % 100 == 0 and anio % 400)):
        return date(anio, 2, 28)
    return date(anio, fecha.mes, fecha.dia)


def prorroga(dia: date, es_habil: EsHabil) -> date | None:
    """Hasta qué día se correría un plazo que vence en día no hábil; ``None`` si vence en hábil.

    Solo se muestra: se recuerda contra el hábil anterior, porque «a más tardar» no espera a nadie.

    Fuente: Ley 4 de 1913 art. 62 (el último día feriado o vacante se extiende al primer hábil).
    """
    corrida = habil_siguiente(dia, es_habil)
    return None if corrida == dia else corrida
