"""Importar libros de la entidad: qué se guarda, qué se queda y qué vuelve con sus reportes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dominio.casos.importar import importar, revisar_importacion
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.errores import ImportacionConErrores
from dominio.modelo.importacion import Decisiones
from dominio.modelo.libro import FilaPlan, LibroLeido, ResumenImportacion
from dominio.modelo.plan import Registro, Renglon
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, PLAN, V2026, Mundo
from tests.dominio.reglas.test_libro_con_perfil import gasto

INFRA = PLAN[:2]
SALUD = PLAN[2:]


def _libro(*filas: FilaPlan, **mas: Any) -> LibroLeido:
    return LibroLeido(plan=filas, perfil="seguimiento", **mas)


def _importar(mundo: Mundo, libro: LibroLeido, dias: int = 1, **decisiones: Any) -> ResumenImportacion:
    with mundo.como("planeacion", MARTES + timedelta(days=dias)) as ctx:
        return importar(ctx, V2026, libro, "libro.xlsx", Decisiones(**decisiones))


def _revisar(mundo: Mundo, libro: LibroLeido, **decisiones: Any) -> ResumenImportacion:
    with mundo.como("planeacion") as ctx:
        resumen = revisar_importacion(ctx, V2026, libro, Decisiones(**decisiones)).resumen
    assert resumen is not None
    return resumen


def _renglones(mundo: Mundo) -> list[Renglon]:
    with mundo.almacen.lectura() as unidad:
        return list(unidad.planes.renglones(mundo.entidad.id, V2026))


def _registros(mundo: Mundo) -> list[Registro]:
    with mundo.almacen.lectura() as unidad:
        return list(unidad.planes.registros(mundo.entidad.id, V2026))


def test_libro_de_una_dependencia_no_retira_las_demas(mundo: Mundo) -> None:
    """Salud sigue entera, con su meta en el plan y en el mismo lugar; lo que falta de Obras sale."""
    antes = {r.codigo: r for r in _renglones(mundo)}
    resumen = _importar(mundo, _libro(INFRA[0]))

    assert resumen.quedan == (("Secretaría de Salud", 2),)
    assert resumen.retiradas == ("A-002",)
    despues = _renglones(mundo)
    assert [r.codigo for r in despues] == ["A-001", "A-012", "A-013"]
    assert despues[1:] == [antes["A-012"], antes["A-013"]]
    assert len(_registros(mundo)) == 3
    with mundo.almacen.lectura() as unidad:
        assert {m.codigo for m in unidad.planes.metas(mundo.entidad.id, V2026)} == {"2402-01", "1905-01"}


def test_libro_completo_si_las_retira(mundo: Mundo) -> None:
    """Cuando la persona dice que es el plan entero, lo que no trae se cierra."""
    resumen = _importar(mundo, _libro(*INFRA), completo=True)

    assert (resumen.quedan, resumen.retiradas) == ((), ("A-012", "A-013"))
    assert [r.codigo for r in _renglones(mundo)] == ["A-001", "A-002"]


def test_libro_parcial_dos_veces_no_cambia_nada(mundo: Mundo) -> None:
    """La segunda vez es igual: ni diferencias, ni versiones, ni orden."""
    nueva = replace(INFRA[0], actividad_codigo="A-090", actividad="Nueva", fila=9)
    _importar(mundo, _libro(nueva, *INFRA))
    antes = _renglones(mundo), _registros(mundo)
    segunda = _importar(mundo, _libro(nueva, *INFRA), dias=2)

    assert segunda.sin_cambios
    assert (_renglones(mundo), _registros(mundo)) == antes


def test_retirada_sin_codigo_vuelve_con_sus_reportes(mundo: Mundo) -> None:
    """Se va en un libro, vuelve en el siguiente con otro consecutivo, y su avance está ahí."""
    sin_codigo = [replace(f, actividad_codigo=f"2402-{n}", sin_codigo=True) for n, f in enumerate(INFRA, 1)]
    actividad = mundo.actividad("A-002")
    with mundo.como("hector") as ctx:
        registrar_avance(ctx, DatosAvance("k", actividad.id, ValorAvance(Porcentaje.de(60))))

    ida = _importar(mundo, _libro(sin_codigo[0]))
    assert (ida.retiradas, ida.retiradas_con_reportes) == (("A-002",), 1)
    _importar(mundo, _libro(replace(sin_codigo[1], actividad_codigo="2402-1"), sin_codigo[0]), dias=2)

    vuelta = mundo.actividad("A-002")
    assert (vuelta.id, vuelta.avance) == (actividad.id, Porcentaje.de(60))


def test_nombre_parecido_se_avisa_y_se_puede_separar(mundo: Mundo) -> None:
    """Con comparador se reconoce y se dice; separada, es una actividad nueva y la vieja sale."""
    parecida = replace(INFRA[0], actividad_codigo="X-1", sin_codigo=True, actividad="Construir placahuella")
    libro = _libro(parecida, INFRA[1])

    def comparar(_nombre: str, posibles: Any) -> tuple[int, int] | None:
        return next(((n, 95) for n, p in enumerate(posibles) if "placa" in p), None)

    junta = _revisar(mundo, libro, parecido=comparar)
    aparte = _revisar(mundo, libro, parecido=comparar, separar=frozenset({"A-001"}))

    assert [(una.codigo, una.puntos) for una in junta.parecidas] == [("A-001", 95)]
    assert [(c.campo, c.tipo) for c in junta.cambios] == [("nombre", "cambia")]
    assert aparte.parecidas == ()
    assert aparte.retiradas == ("A-001",)


def test_gasto_de_un_proyecto_que_no_esta_en_el_plan_se_guarda(mundo: Mundo) -> None:
    """Con perfil crea el proyecto y su registro; con el formato propio sigue siendo un error."""
    fila = gasto(
        2, bpin="2024000000001", proyecto="Acueducto", fuente="Regalías", cdp=70, dependencia="Obras"
    )
    with mundo.como("planeacion") as ctx, pytest.raises(ImportacionConErrores):
        importar(ctx, V2026, LibroLeido(ejecucion=(fila,)), "propio.xlsx")

    _importar(mundo, LibroLeido(ejecucion=(fila,), perfil="gasto"))
    (suelto,) = [r for r in _registros(mundo) if r.actividad_id is None]

    assert (suelto.bpin, suelto.proyecto, suelto.fuente) == ("2024000000001", "Acueducto", "Regalías")
    assert suelto.saldos.cdp == Pesos.de(70)
    with mundo.almacen.lectura() as unidad:
        nombres = {d.id: d.nombre for d in unidad.entidades.dependencias(mundo.entidad.id)}
    assert nombres[suelto.dependencia_id] == "Obras"
    assert _importar(mundo, LibroLeido(ejecucion=(fila,), perfil="gasto"), dias=2).sin_cambios


def test_gasto_sin_dependencia_no_se_le_carga_a_la_primera(mundo: Mundo) -> None:
    """No se sabe de quién es: queda en «Sin dependencia», y no en la primera del plan."""
    _importar(mundo, LibroLeido(ejecucion=(gasto(2, proyecto="Deuda", cdp=9),), perfil="gasto"))
    (suelto,) = [r for r in _registros(mundo) if r.actividad_id is None]

    with mundo.almacen.lectura() as unidad:
        nombres = {d.id: d.nombre for d in unidad.entidades.dependencias(mundo.entidad.id)}
    assert (suelto.proyecto, nombres[suelto.dependencia_id]) == ("Deuda", "Sin dependencia")


def test_lo_que_no_enlaza_se_muestra_con_su_suma(mundo: Mundo) -> None:
    """El resumen y la traza dicen cuántos renglones y cuánto dinero quedó fuera."""
    resumen = _importar(mundo, LibroLeido(ejecucion=(gasto(7, cdp=9),), perfil="gasto"))

    (fuera,) = resumen.fuera
    assert (fuera.filas, dict(fuera.sumas)) == ((7,), {"cdp": Pesos.de(9).a_decimal()})
    despues = mundo.traza("importar")[0].despues or {}
    assert (despues["perfil"], despues["fuera"]) == ("gasto", {"sin_enlace": 1})


def test_responsable_que_es_una_oficina_no_crea_persona(mundo: Mundo) -> None:
    """«Secretaría de Obras» queda escrito en la actividad y nadie nuevo aparece; «Rosa Mina», sí."""
    oficina = replace(INFRA[0], responsable="Secretaría de Obras")
    persona = replace(INFRA[1], responsable="Rosa Mina")
    _importar(mundo, _libro(oficina, persona))

    with mundo.almacen.lectura() as unidad:
        nombres = {p.nombre for p in unidad.personas.listar(mundo.entidad.id)}
    assert "Rosa Mina" in nombres
    assert "Secretaría de Obras" not in nombres
    assert (mundo.actividad("A-001").responsable, mundo.actividad("A-001").responsable_id) == (
        "Secretaría de Obras",
        None,
    )


def test_codigos_solo_se_corrigen_si_se_aceptan(mundo: Mundo) -> None:
    """Se proponen con su clave; sin aceptarlos queda el que vino."""
    filas = [replace(f, producto_codigo="2402041") for f in PLAN[:3]]
    libro = _libro(*filas, replace(PLAN[3], producto_codigo="406010"))

    resumen = _revisar(mundo, libro)
    assert [(d.clase, d.trae, d.propone) for d in resumen.codigos] == [("producto_mga", "406010", "0406010")]
    _importar(mundo, libro)
    assert mundo.actividad("A-013").producto_codigo == "406010"
    _importar(mundo, libro, dias=2, aceptar_codigos=frozenset({"producto_mga:406010"}))
    assert mundo.actividad("A-013").producto_codigo == "0406010"


def test_contradicciones_de_un_libro_con_perfil_no_lo_detienen(mundo: Mundo) -> None:
    """La misma actividad con otro responsable en otra fuente se guarda, y se dice."""
    otra = replace(INFRA[0], fuente_codigo="1.3", fuente="Crédito", responsable="Otra Persona")
    resumen = _importar(mundo, _libro(INFRA[0], otra, INFRA[1], *SALUD))

    assert resumen.registros == 5
    assert any("cosas distintas" in aviso for aviso in resumen.avisos)
    with mundo.como("planeacion") as ctx:
        propio = revisar_importacion(ctx, V2026, LibroLeido(plan=(INFRA[0], otra)))
    assert propio.errores


def test_gasto_por_fuente_reemplaza_el_total_y_no_se_suma_dos_veces(mundo: Mundo) -> None:
    """El plan trae 100 sin fuente y la ejecución 60 y 50 por fuente: son 110, también al repetir el plan."""
    sin_fuente = replace(INFRA[0], fuente_codigo=None, fuente=None)
    total = gasto(2, actividad_codigo="A-001", compromisos=100, cdp=100)
    plan = _libro(sin_fuente, *PLAN[1:], ejecucion=(total,))
    detalle = tuple(
        gasto(n, actividad_codigo="A-001", fuente_codigo=f"F{n}", compromisos=monto, cdp=monto)
        for n, monto in ((2, 60), (3, 50))
    )
    _importar(mundo, plan)
    antes = _comprometido(mundo)
    _importar(mundo, LibroLeido(ejecucion=detalle, perfil="gasto"), dias=2)
    con_detalle = _comprometido(mundo)
    otra_vez = _importar(mundo, plan, dias=3)

    assert (antes, con_detalle, _comprometido(mundo)) == (Pesos.de(100), Pesos.de(110), Pesos.de(110))
    (fuera,) = otra_vez.fuera
    assert (fuera.motivo, dict(fuera.sumas)["compromisos"]) == ("ya_por_fuente", Pesos.de(100).a_decimal())
    assert (otra_vez.cambios, otra_vez.sin_cambios) == ((), True)


def _comprometido(mundo: Mundo) -> Pesos:
    return mundo.actividad("A-001").saldos.compromisos


def test_dependencia_vacia_no_retira_nada(mundo: Mundo) -> None:
    """Dos libros sin dependencia son de quién sabe quién: el segundo no cierra lo del primero."""
    de_uno = [replace(f, dependencia="", dependencia_codigo=None) for f in INFRA]
    de_otro = replace(
        de_uno[0], actividad_codigo="B-001", actividad="Otra", meta_codigo="X-1", bpin=None, proyecto=None
    )
    _importar(mundo, _libro(*de_uno))
    resumen = _importar(mundo, _libro(de_otro), dias=2)

    assert resumen.retiradas == ()
    assert dict(resumen.quedan) == {"": 2, "Secretaría de Salud": 2}
    assert any("no dice la dependencia de 1 actividad" in aviso for aviso in resumen.avisos)
    assert {r.codigo for r in _renglones(mundo)} == {"A-001", "A-002", "A-012", "A-013", "B-001"}


def test_cerrar_actividades_con_reportes_se_dice(mundo: Mundo) -> None:
    """Solo con formato de la entidad y solo si alguna de las que salen tiene reportes."""
    with mundo.como("hector") as ctx:
        registrar_avance(ctx, DatosAvance("k", mundo.actividad("A-002").id, ValorAvance(Porcentaje.de(60))))

    assert _revisar(mundo, _libro(INFRA[0])).cierra_con_reportes
    assert not _revisar(mundo, _libro(*INFRA)).cierra_con_reportes
    assert not _revisar(mundo, replace(_libro(INFRA[0]), perfil=None)).cierra_con_reportes


def test_codigo_que_perdio_su_cero_sigue_siendo_el_guardado(mundo: Mundo) -> None:
    """Excel le quitó el cero: es la misma actividad, conserva su código y se dice que es dudoso."""
    con_cero = [replace(f, actividad_codigo=f"040100{n}") for n, f in enumerate(INFRA, 1)]
    _importar(mundo, _libro(*con_cero, *SALUD), completo=True)
    sin_cero = [replace(f, actividad_codigo=f.actividad_codigo[1:]) for f in con_cero]
    gastado = gasto(actividad_codigo="401002", fuente_codigo=sin_cero[1].fuente_codigo, pagos=1_000)
    resumen = _importar(mundo, _libro(*sin_cero, *SALUD, ejecucion=(gastado,)), dias=2)

    assert [c for c in resumen.cambios if c.clase == "actividad"] == []
    assert resumen.fuera == ()
    dudosos = [(d.trae, d.propone, d.conservado) for d in resumen.codigos if d.clase == "actividad"]
    assert dudosos == [("401001", "0401001", True), ("401002", "0401002", True)]


@pytest.mark.parametrize("cambio", [{"actividad": "Otra cosa"}, {"dependencia": "Secretaría de Salud"}])
def test_sin_cero_pero_de_otra_actividad_no_se_junta(mundo: Mundo, cambio: dict[str, Any]) -> None:
    """Con otro nombre u otra dependencia no se sabe que sea la misma: es nueva."""
    guardada = replace(INFRA[0], actividad_codigo="0401001")
    _importar(mundo, _libro(guardada, *SALUD), completo=True)
    resumen = _importar(
        mundo, _libro(replace(guardada, actividad_codigo="401001", **cambio), *SALUD), dias=2, completo=True
    )

    nuevas = [c.objeto for c in resumen.cambios if (c.clase, c.tipo) == ("actividad", "nuevo")]
    assert nuevas == ["401001"]


def test_conviven_codigos_con_cero_y_sin_el(mundo: Mundo) -> None:
    """En la primera carga se avisa el que perdió su cero; aceptado, queda con él."""
    plan = (replace(INFRA[0], actividad_codigo="0401001"), replace(INFRA[1], actividad_codigo="401002"))
    (dudoso,) = [d for d in _revisar(mundo, _libro(*plan)).codigos if d.clase == "actividad"]
    assert (dudoso.trae, dudoso.propone, dudoso.conservado) == ("401002", "0401002", False)

    _importar(mundo, _libro(*plan), aceptar_codigos=frozenset({"actividad:401002"}))
    assert {"0401001", "0401002"} <= {r.codigo for r in _renglones(mundo)}
