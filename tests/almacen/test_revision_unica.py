"""Decidir sobre los reportes: una sola vez, y solo sobre el último."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.reporte import Correccion
from dominio.modelo.revision import (
    Decision,
)
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.almacen.hechos import (
    AHORA,
    CORTE,
    cargar,
    fila_plan,
    nuevo_avance,
    una_persona,
)
from tests.almacen.revisiones import actividad_guardada, cola, decidir, guardar, por_guardar, revisable


def test_dos_revisores_a_la_vez_deciden_una_vez(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Ocho hilos aprueban y devuelven el mismo reporte: gana uno, y el estado es el suyo."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    revisores = [una_persona(almacen, entidad, f"Revisora {n}", 100 + n) for n in range(8)]
    folio = guardar(almacen, entidad, renglon, "uno").folio
    salida = Barrier(8)

    def correr(hilo: int) -> Decision | None:
        decision = Decision.APROBADO if hilo % 2 else Decision.DEVUELTO
        salida.wait()
        return decision if decidir(almacen, entidad, folio, revisores[hilo], decision) else None

    with ThreadPoolExecutor(8) as hilos:
        ganadoras = [decision for decision in hilos.map(correr, range(8)) if decision is not None]

    assert len(ganadoras) == 1
    reporte = revisable(almacen, entidad, folio)
    assert reporte.estado.value == ganadoras[0].value
    assert reporte.decidida is not None
    assert reporte.decidida.decision is ganadoras[0]
    contaba = ganadoras[0] is Decision.APROBADO
    assert (actividad_guardada(almacen, entidad, renglon).avance is not None) == contaba


def test_reportar_y_decidir_a_la_vez_deja_el_ultimo_que_cuenta(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Mientras se devuelven reportes llegan otros: la actividad queda con el último que cuenta."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    pilar = una_persona(almacen, entidad, "Pilar Mora", 88)
    cortes = [Corte.de(f"2026-M{mes:02d}") for mes in range(1, 7)]
    folios = [
        guardar(almacen, entidad, renglon, f"v{n}", corte=corte).folio for n, corte in enumerate(cortes)
    ]
    salida = Barrier(6)

    def correr(hilo: int) -> None:
        salida.wait()
        if hilo % 2:
            guardar(almacen, entidad, renglon, f"n{hilo}", porcentaje=Porcentaje(5000 + hilo), corte=CORTE)
        else:
            decidir(almacen, entidad, folios[hilo], pilar, Decision.DEVUELTO)

    with ThreadPoolExecutor(6) as hilos:
        list(hilos.map(correr, range(6)))

    with almacen.lectura() as unidad:
        ultimo = unidad.reportes.ultimo_avance(renglon.id)
    assert ultimo is not None
    actividad = actividad_guardada(almacen, entidad, renglon)
    assert (actividad.avance, actividad.ultimo_corte) == (ultimo.porcentaje, str(ultimo.corte))


def test_solo_se_decide_el_ultimo_de_la_cadena(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Con una corrección encima, el viejo sale de la cola y no se puede decidir; se dice cuál sigue."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    ana, beto = una_persona(almacen, entidad), una_persona(almacen, entidad, "Beto Díaz", 78)
    viejo = guardar(almacen, entidad, renglon, "uno", autor_id=ana.id)
    correccion = Correccion(viejo.folio, 1, "Conté mal")
    nuevo = guardar(
        almacen, entidad, renglon, "dos", autor_id=beto.id, correccion=correccion, corte=Corte.de("2026-T4")
    )

    assert cola(almacen, entidad) == [nuevo.folio]
    assert revisable(almacen, entidad, viejo.folio).posterior == nuevo.folio
    assert decidir(almacen, entidad, viejo.folio, beto, Decision.APROBADO) == frozenset()
    assert revisable(almacen, entidad, nuevo.folio).autores == {ana.id, beto.id}


def test_un_reporte_mas_nuevo_del_corte_ocupa_su_lugar_mientras_cuente(
    almacen: AlmacenSQL, entidad: Entidad
) -> None:
    """Dos reportes del mismo corte: se revisa el último; si se devuelve, vuelve a la cola el anterior."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    pilar = una_persona(almacen, entidad, "Pilar Mora", 88)
    primero = guardar(almacen, entidad, renglon, "uno")
    segundo = guardar(almacen, entidad, renglon, "dos")
    assert cola(almacen, entidad) == [segundo.folio]

    decidir(almacen, entidad, segundo.folio, pilar, Decision.DEVUELTO)

    assert cola(almacen, entidad) == [primero.folio]


def test_avance_se_lee_con_el_que_contaba_antes(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El anterior es el último enviado o aprobado de una versión menor; un devuelto no lo es."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    pilar = una_persona(almacen, entidad, "Pilar Mora", 88)
    primero = guardar(almacen, entidad, renglon, "uno", corte=Corte.de("2026-T1"))
    devuelto = guardar(almacen, entidad, renglon, "dos", corte=Corte.de("2026-T2"))
    decidir(almacen, entidad, devuelto.folio, pilar, Decision.DEVUELTO)
    tercero = guardar(almacen, entidad, renglon, "tres")

    with almacen.lectura() as unidad:
        leidos = unidad.revisiones.avances(entidad.id, [primero.id, tercero.id])

    assert leidos[primero.id] == (primero, None)
    assert leidos[tercero.id] == (tercero, primero)


def test_lo_de_otra_entidad_ni_se_ve_ni_se_decide(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El mismo folio en dos entidades son dos reportes."""
    from tests.almacen.hechos import una_entidad

    otra = una_entidad(almacen, "05001")
    renglon = cargar(almacen, entidad, fila_plan())[0]
    ajena = cargar(almacen, otra, fila_plan())[0]
    pilar = una_persona(almacen, entidad, "Pilar Mora", 88)
    propio = guardar(almacen, entidad, renglon, "uno", reportado_en=AHORA - timedelta(days=1))
    ajeno = guardar(almacen, otra, ajena, "dos")
    assert propio.folio == ajeno.folio

    decidir(almacen, entidad, propio.folio, pilar, Decision.APROBADO)

    assert cola(almacen, otra) == [ajeno.folio]
    reporte = revisable(almacen, otra, ajeno.folio)
    with almacen.unidad() as unidad:
        assert (
            unidad.revisiones.decidir([por_guardar(entidad, reporte, pilar, Decision.APROBADO)])
            == frozenset()
        )


def test_devolver_mientras_otro_reporte_se_guarda_lo_espera(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El que está a medio guardar ya tomó la actividad: al devolver el viejo no se pisa el nuevo."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    pilar = una_persona(almacen, entidad, "Pilar Mora", 88)
    viejo = guardar(almacen, entidad, renglon, "viejo", corte=Corte.de("2026-T2"))
    revision = por_guardar(entidad, revisable(almacen, entidad, viejo.folio), pilar, Decision.DEVUELTO)

    def devolver() -> frozenset[str]:
        with almacen.unidad() as unidad:
            hechos = unidad.revisiones.decidir([revision])
            unidad.confirmar()
        return hechos

    with ThreadPoolExecutor(1) as hilo:
        with almacen.unidad() as unidad:
            unidad.reportes.guardar_avance(
                nuevo_avance(entidad, renglon, "nuevo", porcentaje=Porcentaje(7000))
            )
            espera = hilo.submit(devolver)
            with pytest.raises(TimeoutError):
                espera.result(timeout=0.3)
            unidad.confirmar()
        assert espera.result() == {viejo.folio}

    guardada = actividad_guardada(almacen, entidad, renglon)
    assert (guardada.avance, guardada.ultimo_corte) == (Porcentaje(7000), "2026-T3")
