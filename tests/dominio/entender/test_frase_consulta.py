"""Frases que preguntan o piden: qué quieren y de qué hablan."""

from __future__ import annotations

from datetime import date, time

import pytest

from dominio.modelo.entendido import Intencion
from dominio.modelo.financiero import MomentoGasto
from tests.dominio.entender.corpus import codigos, leer


@pytest.mark.parametrize(
    ("frase", "objetos"),
    [
        ("cómo va hacienda", ["200"]),
        ("q tal va transito", ["600"]),
        ("cómo va la meta 4001-02", ["4001-02"]),
        ("cómo va el programa 4501", ["4501"]),
        ("cómo va el bpin 2024002540041", ["2024002540041"]),
        ("cómo va el proyecto de modernización tributaria", ["2024002540021"]),
        ("cómo van los bomberos", ["9.3"]),
        ("cómo va el plan", []),
        ("cómo vamos", []),
        ("vivienda", ["300"]),
        ("4.1", ["4.1"]),
        ("cómo van los semafros", ["6.2"]),
        ("cómo va el alcantarilado de villa sol", ["4.1"]),
    ],
)
def test_estado_encuentra_de_lo_general_a_lo_particular(frase: str, objetos: list[str]) -> None:
    """Dependencia, programa, proyecto, meta o actividad; por código, por nombre o con un error de tecleo."""
    leido = leer(frase)

    assert (leido.intencion, codigos(leido)) == (Intencion.CONSULTAR_ESTADO, objetos)


def test_estado_de_la_plata_dice_el_momento() -> None:
    """«Cuánto hemos pagado» pregunta por los pagos, y «cuánto llevamos» no nombra ninguno."""
    assert leer("cuánto se ha pagado en vivienda").momento is MomentoGasto.PAGO
    assert leer("cuánto hay comprometido en vivienda").momento is MomentoGasto.COMPROMISO
    assert leer("cuánto llevamos en vivienda").momento is None


@pytest.mark.parametrize(
    ("frase", "intencion", "objetos"),
    [
        ("cuáles están atrasadas", Intencion.CONSULTAR_ATRASADAS, []),
        ("qué va colgado en vivienda", Intencion.CONSULTAR_ATRASADAS, ["300"]),
        ("por qué sale atrasada la 4.1", Intencion.EXPLICAR, ["4.1"]),
        ("la 4.1 está atrasada?", Intencion.CONSULTAR_ESTADO, ["4.1"]),
        ("qué me falta", Intencion.CONSULTAR_PENDIENTES, []),
        ("quién falta por reportar en turismo", Intencion.CONSULTAR_SIN_REPORTE, ["800"]),
        ("mis actividades", Intencion.MIS_ACTIVIDADES, []),
        ("quién responde por la 4.1", Intencion.CONSULTAR_RESPONSABLE, ["4.1"]),
        ("a cargo de quién están los centros vida", Intencion.CONSULTAR_RESPONSABLE, ["5.1", "5.2"]),
        ("cuándo se vence la 4.1", Intencion.CONSULTAR_VENCIMIENTOS, ["4.1"]),
        ("cuándo cierra el corte", Intencion.CONSULTAR_CORTE, []),
        ("hasta cuándo hay plazo para reportar", Intencion.CONSULTAR_CORTE, []),
        ("de dónde sale el avance de vivienda", Intencion.EXPLICAR, ["300"]),
        ("de qué fuente sale la plata de la 4.1", Intencion.CONSULTAR_DATO, ["4.1"]),
        ("cuál es el bpin de la 4.1", Intencion.CONSULTAR_DATO, ["4.1"]),
        ("a qué meta le apunta la 1.2", Intencion.CONSULTAR_DATO, ["1.2"]),
        ("envíame el consolidado de marzo", Intencion.EXPORTAR, []),
        ("necesito el informe en excel de hacienda", Intencion.EXPORTAR, ["200"]),
        ("me regala el formato para llenar", Intencion.PLANTILLA, []),
        ("quiero hacer un reporte", Intencion.REPORTAR_AVANCE, []),
    ],
)
def test_cada_pregunta_va_a_lo_suyo(frase: str, intencion: Intencion, objetos: list[str]) -> None:
    """Preguntas que comparten palabras no se confunden entre sí."""
    leido = leer(frase)

    assert (leido.intencion, codigos(leido)) == (intencion, objetos)


@pytest.mark.parametrize(
    ("frase", "intencion"),
    [
        ("buenas tardes doctora, cómo está usted", Intencion.SALUDO),
        ("buenas tardes, cómo va vivienda", Intencion.CONSULTAR_ESTADO),
        ("listo muchas gracias", Intencion.GRACIAS),
        ("gracias, y cómo va vivienda", Intencion.CONSULTAR_ESTADO),
        ("no sé cómo se usa esto", Intencion.AYUDA),
        ("me ayuda a reportar la 4.1", Intencion.REPORTAR_AVANCE),
        ("los kits de ayuda humanitaria van en 80", Intencion.REPORTAR_AVANCE),
    ],
)
def test_cortesia_no_tapa_lo_que_se_pide(frase: str, intencion: Intencion) -> None:
    """El saludo y las gracias solo son la intención si no hay nada más."""
    assert leer(frase).intencion is intencion


@pytest.mark.parametrize(
    "frase",
    [
        *("llueve mucho hoy", "me presta el carro de la alcaldía", "cuánto gana el alcalde", "asdkjh", "😀"),
        *("cuándo pagan la prima", "quién ganó el partido", "se fue la luz", "12345", "100", "???", ""),
        *("necesito unas vacaciones", "qué hora es", "ya almorzó?", "me regala agua"),
    ],
)
def test_lo_ajeno_al_oficio_es_nada(frase: str) -> None:
    """Lo que no es del plan no se contesta como si lo fuera."""
    leido = leer(frase)

    assert (leido.intencion, leido.objetos) == (Intencion.NADA, ())


@pytest.mark.parametrize(
    ("frase", "desde", "hasta", "hora"),
    [
        ("recuérdame mañana", date(2026, 9, 5), None, None),
        ("recuérdemelo el lunes a las 8", date(2026, 9, 7), None, time(8)),
        ("avíseme el martes a las 3", date(2026, 9, 8), None, time(15)),
        ("recuérdeme pasado mañana en la tarde", date(2026, 9, 6), None, time(14)),
        ("estoy de vacaciones hasta el 15", None, date(2026, 9, 15), None),
        ("estoy de vacaciones hasta el 2", None, date(2026, 10, 2), None),
        ("me voy de vacaciones del 3 al 20 de noviembre", date(2026, 11, 3), date(2026, 11, 20), None),
        ("estoy en comisión del 10 al 14", date(2026, 9, 10), date(2026, 9, 14), None),
        ("la otra semana me reemplaza Jorge", date(2026, 9, 7), date(2026, 9, 13), None),
        ("qué vence esta semana", date(2026, 8, 31), date(2026, 9, 6), None),
        ("qué se vence este mes", date(2026, 9, 1), date(2026, 9, 30), None),
        ("cuáles se vencen en diciembre", date(2026, 12, 1), date(2026, 12, 31), None),
    ],
)
def test_fechas_se_cuentan_desde_hoy(
    frase: str, desde: date | None, hasta: date | None, hora: time | None
) -> None:
    """«El 15» es el próximo 15; «la otra semana», de lunes a domingo; una hora chica es de la tarde."""
    leido = leer(frase)

    assert (leido.desde, leido.hasta, leido.hora) == (desde, hasta, hora)


@pytest.mark.parametrize(
    ("frase", "periodo"),
    [
        ("envíame el consolidado de marzo", "marzo"),
        ("necesito el consolidado del tercer trimestre de hacienda", "tercer trimestre"),
        ("mándeme el consolidado del trimestre 2", "trimestre 2"),
        ("dependencias sin reporte del segundo trimestre", "segundo trimestre"),
        ("mándeme el consolidado", None),
        ("cómo va el barrio 20 de julio", None),
    ],
)
def test_periodo_queda_como_se_escribio(frase: str, periodo: str | None) -> None:
    """El periodo se reconoce y no se traduce; el nombre de un barrio no es una fecha."""
    assert leer(frase).periodo == periodo


@pytest.mark.parametrize(
    ("frase", "persona"),
    [
        ("la otra semana me reemplaza Jorge", "Jorge"),
        ("me reemplaza Carmen Rosa hasta el viernes", "Carmen Rosa"),
        ("Carlos me reemplaza esta semana", "Carlos"),
        ("delego mis actividades en Patricia Lozano", "Patricia Lozano"),
        ("queda Luis encargado mientras estoy de comisión", "Luis"),
        ("me reemplaza la ingeniera Ana", "Ana"),
        ("estoy de vacaciones hasta el 15", None),
    ],
)
def test_reemplazo_se_dice_con_su_nombre(frase: str, persona: str | None) -> None:
    """El nombre se devuelve como se escribió, sin el título."""
    leido = leer(frase)

    assert (leido.intencion, leido.persona) == (Intencion.AUSENCIA, persona)
