"""Frases que cuentan algo: qué actividad, qué valor, y cuándo no se toma por un reporte."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dominio.entender.frase import entender
from dominio.entender.indice import IndiceDeFrases
from dominio.modelo.entendido import Intencion
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.objeto import Objeto
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.entender.corpus import HOY, codigos, indice_propio, leer
from tests.dominio.entender.plan_propio import plan_propio


@pytest.mark.parametrize(
    ("codigo", "frase"),
    [
        ("A-{:03d}", "la 12 va en 45"),
        ("A-{:03d}", "a12 45%"),
        ("A-{:03d}", "A 012: 45"),
        ("PA-{}", "pa 12 va en el 45"),
        ("PA-{}", "act.12 45 por ciento"),
        ("{}", "12 45"),
        ("{}", "la 12 va en 45"),
        ("{}", "45% 12"),
        ("{}", "la doce va en cuarenta y cinco"),
        ("2026-{:02d}", "la 12 va en 45"),
    ],
)
def test_actividad_se_reconoce_en_cualquier_numeracion(codigo: str, frase: str) -> None:
    """El código o su número, con ceros o sin ellos, señalan la actividad; lo otro es el avance."""
    indice = IndiceDeFrases(plan_propio(lambda orden, _propio: codigo.format(orden)))

    leido = entender(frase, indice, frozenset(), HOY)

    assert leido.intencion is Intencion.REPORTAR_AVANCE
    assert [objeto.id for objeto in leido.objetos] == [12]
    assert leido.porcentaje == Porcentaje.de(45)


@pytest.mark.parametrize(
    ("frase", "puntos"),
    [
        ("la 4.1 va en 62,5", "62.5"),
        ("la 4.1 va en 62.5", "62.5"),
        ("la 4.1 va por la mitad", "50"),
        ("la 4.1 va en tres cuartas partes", "75"),
        ("la 4.1 va en 3/4", "75"),
        ("vamos en un cuarto de la 4.1", "25"),
        ("la 4.1 va en cincuenta y dos por ciento", "52"),
        ("la 4.1 pasó de 40 a 52%", "52"),
        ("ya terminamos la 4.1", "100"),
        ("la 4.1 está al cien", "100"),
        ("reporte 0 en la 4.1", "0"),
        ("el alcantarillado de villa sol frente a dos quebradas va en 40", "40"),
    ],
)
def test_porcentaje_se_lee_de_una_sola_manera(frase: str, puntos: str) -> None:
    """Con cifras, en letras, en fracción o dicho de otro modo: siempre el total acumulado."""
    leido = leer(frase)

    assert (leido.intencion, codigos(leido)) == (Intencion.REPORTAR_AVANCE, ["4.1"])
    assert leido.porcentaje == Porcentaje.de(puntos)


@pytest.mark.parametrize(
    "frase",
    [
        "la 4.1 subió 5 puntos",  # un incremento no dice el total
        "la 4.1 va en 120%",
        "la 4.1 va en 0,45",  # 0,45 % o 45 %
        "a la 4.1 le falta el 20%",
        "ya casi terminamos la 4.1",
    ],
)
def test_porcentaje_dudoso_queda_sin_valor(frase: str) -> None:
    """Lo que admite dos lecturas o no dice el total abre el reporte sin valor."""
    leido = leer(frase)

    assert leido.porcentaje is None
    assert codigos(leido) == ["4.1"]


@pytest.mark.parametrize(
    ("frase", "cantidad", "de"),
    [
        ("la 1.2 va en 14 de 24", 14, 24),
        ("hicimos 10 de los 11 talleres de la 1.2", 10, 11),
        ("llevamos tres de cuatro en la 1.2", 3, 4),
        ("la 1.2 va en 14/24", 14, 24),
        ("se hicieron 11 brigadas de conciliacion", 11, None),
        ("van 9 km en la 1.2", 9, None),
    ],
)
def test_cantidad_se_distingue_del_porcentaje(frase: str, cantidad: int, de: int | None) -> None:
    """«14 de 24» y «van 9 km» son cantidades: no hay porcentaje que adivinar."""
    leido = leer(frase)

    assert (leido.intencion, codigos(leido)) == (Intencion.REPORTAR_AVANCE, ["1.2"])
    assert (leido.cantidad, leido.de) == (Decimal(cantidad), None if de is None else Decimal(de))
    assert leido.porcentaje is None


@pytest.mark.parametrize(
    ("frase", "momento", "monto"),
    [
        ("pagamos 1,2 millones de la 4.1", MomentoGasto.PAGO, "1200000"),
        ("giraron $ 35.000.000 de la 4.1", MomentoGasto.PAGO, "35000000"),
        ("pago 48 mil de la 4.1", MomentoGasto.PAGO, "48000"),
        ("pago de 250000 en la 4.1", MomentoGasto.PAGO, "250000"),
        ("se obligaron 22.000.000,50 en la 4.1", MomentoGasto.OBLIGACION, "22000000.50"),
        ("salió el rp de la 4.1 por 140 millones", MomentoGasto.COMPROMISO, "140000000"),
        ("registro presupuestal de 2 mil millones de la 4.1", MomentoGasto.COMPROMISO, "2000000000"),
        ("firmamos contrato por 95 millones de la 4.1", MomentoGasto.COMPROMISO, "95000000"),
        ("cdp de 1 millon 200 mil para la 4.1", MomentoGasto.CDP, "1200000"),
        ("disponibilidad por 2 millones y medio de la 4.1", MomentoGasto.CDP, "2500000"),
    ],
)
def test_gasto_dice_momento_y_monto(frase: str, momento: MomentoGasto, monto: str) -> None:
    """El momento sale del verbo y el monto se lee como en Colombia."""
    leido = leer(frase)

    assert (leido.intencion, codigos(leido)) == (Intencion.REPORTAR_EJECUCION, ["4.1"])
    assert (leido.momento, leido.monto) == (momento, Pesos.de(monto))


@pytest.mark.parametrize("dicho", ["mil doscientos millones", "1.200 millones", "treinta millones"])
def test_monto_ambiguo_se_pregunta(dicho: str) -> None:
    """En letras o con punto antes de «millones» no se adivina: sin monto."""
    leido = leer(f"compromisos por {dicho} en la 4.1")

    assert leido.intencion is Intencion.REPORTAR_EJECUCION
    assert (leido.momento, leido.monto) == (MomentoGasto.COMPROMISO, None)


@pytest.mark.parametrize(
    ("frase", "intencion"),
    [
        ("sin novedad en la 4.1", Intencion.SIN_NOVEDAD),
        ("la 4.1 no ha tenido avance este trimestre", Intencion.SIN_NOVEDAD),
        ("cero novedades en la 4.1", Intencion.SIN_NOVEDAD),
        ("igual que el mes pasado la 4.1", Intencion.IGUAL_QUE_ANTES),
        ("déjeme la 4.1 como estaba", Intencion.IGUAL_QUE_ANTES),
        ("corrige el avance de la 4.1", Intencion.CORREGIR),
        ("la 4.1 no era 90 era 80", Intencion.CORREGIR),
        ("por qué la 4.1 no ha tenido avance", Intencion.EXPLICAR),
        ("cuáles no han tenido avance", Intencion.CONSULTAR_ATRASADAS),
        ("cómo corrijo un reporte", Intencion.AYUDA),
    ],
)
def test_sin_novedad_igual_y_corregir_no_se_confunden_con_preguntas(frase: str, intencion: Intencion) -> None:
    """La misma palabra en una pregunta no escribe nada."""
    assert leer(frase).intencion is intencion


@pytest.mark.parametrize(
    "frase",
    [
        "¿la 4.1 va en 45?",
        "cuánto va la 4.1",
        "muéstreme las que van en menos de 50%",
        "la 4.1 debería ir en 45",
        "la 4.1 no va en 45",
        "le pagué 50 mil a Jorge del almuerzo",
        "el 50% de la gente está en paro",
        "vivo en la calle 4 con 45",
        "el partido terminó 3 a 2",
        "vendo moto en 3 millones",
        "el amor sigue igual",
        "los niños están en vacaciones",
        "la 4.1 vale 35 millones",
    ],
)
def test_lo_que_no_es_un_reporte_no_escribe(frase: str) -> None:
    """Preguntas, supuestos y plata ajena no son reportes."""
    assert leer(frase).intencion not in {
        Intencion.REPORTAR_AVANCE,
        Intencion.REPORTAR_EJECUCION,
        Intencion.SIN_NOVEDAD,
        Intencion.IGUAL_QUE_ANTES,
        Intencion.AUSENCIA,
    }


def test_nombre_compartido_deja_candidatos() -> None:
    """Si lo dicho nombra la meta o a varias actividades, se devuelven todas, de mejor a peor."""
    assert codigos(leer("los centros vida van en 60")) == ["5.1", "5.2"]
    assert codigos(leer("la 1.1 y la 1.2 van en 50")) == ["1.1", "1.2"]
    assert codigos(leer("el alcantarillado de villa sol va en 60")) == ["4.1"]


def test_actividades_propias_desempatan() -> None:
    """Quien reporta tiene una sola que responde a ese nombre: es esa; si no es suya, siguen todas."""
    suya = next(o.id for o in indice_propio().objetos if o.codigo == "5.2")

    assert codigos(entender("los centros vida van en 60", indice_propio(), frozenset({suya}), HOY)) == ["5.2"]
    assert codigos(leer("los centros vida van en 60")) == ["5.1", "5.2"]


def test_mensaje_respondido_da_el_objeto_solo_si_falta() -> None:
    """«va en 45» respondiendo a un recordatorio es de esa actividad; «la 4.1 va en 45», de la 4.1."""
    respondida = Objeto("actividad", "9.1", "Adquirir kits de ayuda humanitaria", 99)

    callada = entender("va en 45", indice_propio(), frozenset(), HOY, respondida=respondida)
    nombrada = entender("la 4.1 va en 45", indice_propio(), frozenset(), HOY, respondida=respondida)

    assert (callada.intencion, callada.objetos) == (Intencion.REPORTAR_AVANCE, (respondida,))
    assert codigos(nombrada) == ["4.1"]


def test_codigo_que_no_existe_no_toma_otro() -> None:
    """«La 99» no está en el plan: se reporta, pero no se sabe de cuál ni se usa el mensaje respondido."""
    respondida = Objeto("actividad", "9.1", "Adquirir kits de ayuda humanitaria", 99)

    leido = entender("la 99 va en 45", indice_propio(), frozenset(), HOY, respondida=respondida)

    assert (leido.intencion, leido.objetos) == (Intencion.REPORTAR_AVANCE, ())
