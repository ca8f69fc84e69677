"""Con qué palabras se pide el libro como estaba, y de qué día se entiende (hoy es martes 15/09/2026)."""

from __future__ import annotations

import pytest

from bot.ordenes.exportar_escrito import leer_de_antes, momento_en_frase
from dominio.errores import EntradaInvalida
from tests.dominio.casos.mundo import PLAN, Mundo

PIDEN: dict[str, dict[str, object] | None] = {
    "envíame el libro como estaba al 30 de junio": {"al": "2026-06-30"},
    "mándame el plan como estaba en marzo": {"al": "2026-03-31"},
    "Envíeme el consolidado como estaba en diciembre.": {"al": "2025-12-31"},
    "páseme el libro como estaba en septiembre": {"al": "2026-09-15"},
    "necesito el plan como iba el mes pasado": {"al": "2026-08-31"},
    "mándeme el libro como estaba a finales del primer trimestre": {"al": "2026-03-31"},
    "mándeme el libro como estaba en el segundo trimestre": {"al": "2026-06-30"},
    "quiero el excel del 1 de julio": {"al": "2026-07-01"},
    "por favor envíame el plan al 15/07/2026": {"al": "2026-07-15"},
    "el plan como estaba en marzo de 2025": {"al": "2025-03-31"},
    "la versión 1": {"version": 1},
    "envíame la versión 1": {"version": 1},
    "me puede enviar la primera versión del plan 2026": {"version": 1, "vigencia": 2026},
    "envíame el plan como estaba en la versión dos": {"version": 2},
    "mándame el libro de hace una semana": {"al": "2026-09-08"},
    "mándame la versión que firmó el alcalde": None,
    "mándame el libro como estaba antes del decreto": None,
    "mándame el libro como estaba en marzo o abril": None,
    "envíame el libro al 31 de juni": None,
    "envíame el plan de la semana pasada": None,
}
NO_PIDEN = (
    "cómo estaba el plan en marzo",
    "envíame el consolidado de marzo",
    "envíame el libro",
    "envíame la plantilla del plan, versión 2",
    "enviamos el informe del 30 de junio",
    "quiero saber qué vence del plan al 30 de junio",
    "necesito modificar el plan con fecha del 30 de junio",
    "la obra va en 45 % al 30 de junio",
)


@pytest.mark.parametrize("frase", PIDEN)
def test_la_frase_pide_el_mismo_momento_que_la_orden(mundo: Mundo, frase: str) -> None:
    """El día o la versión que dice; si no se entiende de cuándo, se pregunta y no sale lo de hoy."""
    mundo.importar(*PLAN)
    argumento, debido = momento_en_frase(frase), PIDEN[frase]
    assert argumento is not None
    with mundo.como("planeacion", confirmar=False) as ctx:
        if debido is None:
            with pytest.raises(EntradaInvalida) as error:
                leer_de_antes(ctx, argumento)
            assert error.value.pista == "momento_ilegible"
            return
        leido = leer_de_antes(ctx, argumento)
    assert {**leido.parametros, **debido} == leido.parametros
    assert leido.resto == ""


@pytest.mark.parametrize("frase", NO_PIDEN)
def test_lo_que_no_pide_el_libro_de_antes_sigue_su_camino(frase: str) -> None:
    """Preguntas, reportes y otros libros no se vuelven una exportación."""
    assert momento_en_frase(frase) is None


def test_la_dependencia_de_la_frase_se_conserva(mundo: Mundo) -> None:
    """«El libro de salud como estaba…» es el de esa dependencia."""
    mundo.importar(*PLAN)
    argumento = momento_en_frase("envíame el libro de salud como estaba al 30 de junio")
    assert argumento is not None
    with mundo.como("planeacion", confirmar=False) as ctx:
        leido = leer_de_antes(ctx, argumento)
    assert (leido.parametros["al"], leido.resto) == ("2026-06-30", "salud")
