"""Planeación manda un catálogo con su pie: se muestra qué trae y se carga al confirmar, o de una vez."""

from __future__ import annotations

from dominio.modelo.catalogo import TipoCatalogo
from tests.tareas.oficina import PACIENCIA, Oficina, dice

MUNICIPIOS = "Código;Municipio\n05001;Medellín\n76001;Cali\n76002;Otro\n".encode()
SIN_CEROS = MUNICIPIOS.replace(b"05001", b"5001")


def _cargados(oficina: Oficina) -> list[str]:
    with oficina.almacen.lectura() as unidad:
        catalogo = unidad.catalogos.de(oficina.plan.entidad.id).por_tipo.get(TipoCatalogo.DIVIPOLA)
    return [] if catalogo is None else list(catalogo.entradas)


async def test_catalogo_se_muestra_y_se_carga_al_confirmar(oficina_en_cada_base: Oficina) -> None:
    """Dice qué entendió, no guarda nada hasta confirmar, y queda en el listado y en la traza."""
    oficina = oficina_en_cada_base
    pilar = oficina.persona("pilar")

    await pilar.adjunta(MUNICIPIOS, "divipola.csv", pie="Catálogo divipola 15 de enero de 2026")
    previa = await pilar.espera(dice("No se ha guardado nada todavía"), PACIENCIA)
    assert "3 códigos" in previa.texto
    assert previa.rotulos == ["Confirmar", "Descartar"]
    assert _cargados(oficina) == []

    await pilar.toca("Confirmar")
    await pilar.espera(dice("del 15 de enero de 2026 cargado: 3 códigos"), PACIENCIA)
    assert _cargados(oficina) == ["05001", "76001", "76002"]
    assert oficina.traza("cargar_catalogo") == 1

    await pilar.escribe("/catalogos")
    lista = await pilar.espera(dice("divipola.csv"), PACIENCIA)
    assert "Para cargar uno" in lista.texto
    await pilar.escribe("/catalogos municipios cal")
    await pilar.espera(dice("76001"), PACIENCIA)
    assert oficina.telegram.rechazos() == []


async def test_ceros_perdidos_se_ponen_solo_si_se_confirma(oficina: Oficina) -> None:
    """Aunque el pie diga «confirmar», si hay que cambiar códigos se pregunta; descartar no guarda nada."""
    pilar = oficina.persona("pilar")

    await pilar.adjunta(SIN_CEROS, "divipola.csv", pie="catálogo divipola confirmar")
    previa = await pilar.espera(dice("perdió los ceros"), PACIENCIA)
    assert "5001 → 05001" in previa.texto
    await pilar.toca("Descartar")
    await pilar.espera(dice("Descartado: no se guardó nada"), PACIENCIA)
    assert _cargados(oficina) == []

    await pilar.adjunta(SIN_CEROS, "divipola.csv", pie="catálogo divipola")
    await pilar.espera(dice("perdió los ceros"), PACIENCIA)
    await pilar.toca("Confirmar y poner los ceros")
    await pilar.espera(dice("se le puso el cero"), PACIENCIA)
    assert _cargados(oficina) == ["05001", "76001", "76002"]


async def test_lo_que_no_se_carga_y_lo_que_se_carga_escribiendo(oficina: Oficina) -> None:
    """Sin decir cuál, con el tipo equivocado o sin permiso, una frase; con «confirmar», sin tocar nada."""
    for corto, pie, frase in (
        ("pilar", "catálogo", "Para cargar uno"),
        ("ana", "catálogo divipola", "planeación"),
        ("pilar", "catálogo mga-producto", "cárguelo como «divipola»"),
    ):
        persona = oficina.persona(corto)
        await persona.adjunta(MUNICIPIOS, "divipola.csv", pie=pie)
        await persona.espera(dice(frase), PACIENCIA)
        assert _cargados(oficina) == []

    await persona.adjunta(MUNICIPIOS, "divipola.csv", pie="catalogo de municipios, confirmar")
    await persona.espera(dice("cargado: 3 códigos"), PACIENCIA)
    assert _cargados(oficina) == ["05001", "76001", "76002"]
