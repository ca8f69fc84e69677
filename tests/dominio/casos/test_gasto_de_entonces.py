"""El gasto como estaba: movimientos, devoluciones y libros de ejecución, cada uno a su hora."""

from __future__ import annotations

from datetime import datetime

from dominio.casos.devolver import devolver
from dominio.casos.ejecutar import DatosEjecucion, registrar_ejecucion
from dominio.casos.versiones import Momento, armar_consolidado_de_entonces, historia_del_plan
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.libro import FilaEjecucion, LibroLeido
from dominio.modelo.revision import CampoObservado, Observacion
from dominio.valores.dinero import Pesos
from tests.dominio.casos.mundo import MARTES, V2026, Mundo
from tests.dominio.casos.versionado import UN_DIA, importar_libro


def _cdp(mundo: Mundo, total: int, cuando: datetime) -> str:
    registro = mundo.registro("A-001").id
    with mundo.como("hector", cuando) as ctx:
        datos = DatosEjecucion(
            f"cdp-{total}", registro, MomentoGasto.CDP, Pesos.de(total), es_incremento=False
        )
        return registrar_ejecucion(ctx, datos).folio


def _libro(mundo: Mundo, definitiva: int, cdp: int, cuando: datetime) -> None:
    fuente = mundo.registro("A-001").fuente_codigo
    fila = FilaEjecucion(
        *("Ejecución", 2, None, "A-001", fuente, None, None, None, None, None),
        *(Pesos.de(definitiva), Pesos.de(cdp), None, None, None, None),
    )
    importar_libro(mundo, LibroLeido(ejecucion=(fila,)), ahora=cuando)


def _visto(mundo: Mundo, instante: datetime) -> tuple[Pesos, Pesos]:
    """Definitiva y CDP de A-001 en ese instante, mirados al final."""
    with mundo.como("planeacion", MARTES + 60 * UN_DIA) as ctx:
        edicion = [e for e in historia_del_plan(ctx, V2026).ediciones if e.en <= instante][-1]
        momento = Momento(V2026, edicion, instante)
        armado = armar_consolidado_de_entonces(ctx, momento, None, None, "1")
    saldos = next(r.saldos for r in armado.registros if r.actividad_codigo == "A-001")
    return saldos.definitiva, saldos.cdp


def test_cada_instante_tiene_su_gasto(mundo: Mundo) -> None:
    """Lo que un libro reemplaza no vuelve, lo devuelto estuvo hasta que se devolvió y lo nuevo se suma."""
    dia = [MARTES + n * UN_DIA for n in range(7)]
    _cdp(mundo, 100, dia[1])
    _libro(mundo, 2000, 900, dia[2])
    folio = _cdp(mundo, 1200, dia[3])
    with mundo.como("planeacion", dia[4]) as ctx:
        devolver(ctx, folio, Observacion("El valor no coincide.", None, CampoObservado.VALOR))
    _cdp(mundo, 950, dia[5])
    _libro(mundo, 3000, 700, dia[6])

    esperados = [(1000, 0), (1000, 100), (2000, 900), (2000, 1200), (2000, 900), (2000, 950), (3000, 700)]
    assert [_visto(mundo, cuando) for cuando in dia] == [
        (Pesos.de(definitiva), Pesos.de(cdp)) for definitiva, cdp in esperados
    ]
