"""Las correcciones de códigos: solo las aceptadas, en todas las hojas y sin juntar renglones."""

from __future__ import annotations

from dataclasses import replace

from dominio.modelo.lectura import CodigoDudoso
from dominio.modelo.libro import FilaEjecucion, FilaIndicativo, FilaPlan, FilaPOAI, LibroLeido
from dominio.reglas.codigos import aceptadas, clave_de, revisar_codigos
from dominio.reglas.correccion_de_codigos import aplicar_correcciones
from tests.dominio.reglas.libros_con_codigos import con_todo, libro_con


def _corregir(libro: LibroLeido, *claves: str) -> LibroLeido:
    con_codigos = replace(libro, codigos=revisar_codigos(libro))
    return aplicar_correcciones(con_codigos, aceptadas(con_codigos.codigos, claves))


def test_corrige_en_todas_las_hojas_lo_aceptado_y_nada_mas() -> None:
    """Se acepta el BPIN: cambia en el plan y en la ejecución; la fuente, sin aceptar, queda como vino."""
    libro = con_todo()
    nuevo = _corregir(libro, "bpin:2024257990001.0")

    assert {f.bpin for f in nuevo.plan} == {nuevo.ejecucion[0].bpin} == {"2024257990001"}
    con_fuente: tuple[FilaPlan | FilaPOAI | FilaEjecucion, ...] = (*nuevo.plan, *nuevo.poai, *nuevo.ejecucion)
    assert {f.fuente_codigo for f in con_fuente} == {"121000"}
    assert "2024257990001.0" not in {d.trae for d in nuevo.codigos}
    assert "121000" in {d.trae for d in nuevo.codigos}
    assert libro.plan[0].bpin == "2024257990001.0"


def test_corregir_la_meta_llega_al_indicativo_y_al_poai() -> None:
    """La meta corregida sigue siendo la misma en todos los instrumentos."""
    nuevo = _corregir(con_todo(), "101")

    con_meta: tuple[FilaPlan | FilaPOAI | FilaIndicativo, ...] = (*nuevo.plan, *nuevo.poai, *nuevo.indicativo)
    assert {f.meta_codigo for f in con_meta} == {"0101"}


def test_sin_aceptar_nada_el_libro_es_el_mismo() -> None:
    """Ni una clave, o una que no está, o una duda sin propuesta: nada cambia."""
    libro = con_todo()

    assert _corregir(libro).plan == libro.plan
    assert _corregir(libro, "fuente:999").plan == libro.plan
    sin_salida = CodigoDudoso("bpin", "2024257990001.0", None, (), 3, "")
    assert aplicar_correcciones(libro, [sin_salida]).plan == libro.plan


def test_corregir_no_junta_dos_renglones() -> None:
    """Dos fondos que son la misma fuente en una actividad no se cambian: se dice, y lo demás sí."""
    libro = libro_con(
        {"actividad_codigo": "A-001", "fuente_codigo": "12430301"},
        {"actividad_codigo": "A-001", "fuente_codigo": "12430302"},
        {"actividad_codigo": "A-002", "fuente_codigo": "121000"},
    )
    nuevo = _corregir(libro, "todas")

    assert [f.fuente_codigo for f in nuevo.plan] == ["12430301", "12430302", "1.2.1.0.00"]
    assert len(nuevo.avisos) == 2
    assert "12430301 no se cambió por 1.2.4.3.03" in nuevo.avisos[0]
    assert {d.trae for d in nuevo.codigos} == {"12430301", "12430302"}


def test_claves_con_que_se_acepta() -> None:
    """Por clase y valor, por el valor solo, o todas; lo que no tiene propuesta no se acepta."""
    dudosos = revisar_codigos(libro_con({"fuente_codigo": "121000", "bpin": "N/A"}))

    assert [clave_de(d) for d in dudosos] == ["bpin:N/A", "fuente:121000"]
    for claves in ({"fuente:121000"}, {"121000"}, {"todas"}):
        assert [d.trae for d in aceptadas(dudosos, claves)] == ["121000"]
    assert aceptadas(dudosos, {"bpin:N/A"}) == ()
