"""Los hechos para las alertas, en los dos motores: desde cuándo, lo anunciado y lo devuelto."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.casos.alertas import ver_alertas
from dominio.casos.contexto import Contexto
from dominio.casos.devolver import devolver
from dominio.casos.ejecutar import DatosEjecucion, registrar_ejecucion
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdActividad, IdDependencia
from dominio.modelo.revision import CampoObservado, Observacion
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.apoyo.plan import AHORA, VIGENCIA, Entorno, LunesAViernes, sembrar

_LOGRO = "Se dictaron doce talleres con 240 asistentes en las veredas del norte del municipio."


@dataclass
class _Sitio:
    """La entidad sembrada, y cómo actúa cada quien tantos días después."""

    almacen: AlmacenSQL
    entorno: Entorno

    @contextmanager
    def como(self, quien: str, dias: int = 0) -> Iterator[Contexto]:
        """Contexto de esa persona; se confirma al salir."""
        with self.almacen.unidad() as unidad:
            persona, cuando = self.entorno.personas[quien], AHORA + timedelta(days=dias)
            yield Contexto(unidad, persona, self.entorno.entidad, cuando, LunesAViernes())
            unidad.confirmar()

    def actividad(self, codigo: str) -> IdActividad:
        """Su número."""
        with self.almacen.lectura() as unidad:
            renglones = unidad.planes.renglones(self.entorno.entidad.id, VIGENCIA)
        return next(r.id for r in renglones if r.codigo == codigo)

    def reportar(self, codigo: str, puntos: int, dias: int) -> str:
        """Ana reporta; devuelve el folio."""
        datos = DatosAvance(
            f"{codigo}-{puntos}-{dias}",
            self.actividad(codigo),
            ValorAvance(Porcentaje.de(puntos)),
            _LOGRO,
            "Ninguna dificultad en el periodo.",
            "Se contó dos veces.",
            aclaracion="Por gestión.",
        )
        with self.como("ana", dias) as ctx:
            return registrar_avance(ctx, datos).folio


@pytest.fixture
def sitio(almacen: AlmacenSQL) -> _Sitio:
    """La entidad de las conversaciones."""
    return _Sitio(almacen, sembrar(almacen))


def test_primer_avance_es_el_mas_viejo_mayor_que_cero(almacen: AlmacenSQL, sitio: _Sitio) -> None:
    """El cero no cuenta, y lo que traía el libro no se sabe desde cuándo lo lleva."""
    entorno = sitio.entorno
    sitio.reportar("A-001", 0, 0)
    sitio.reportar("A-001", 10, 3)
    sitio.reportar("A-001", 20, 5)
    with almacen.lectura() as unidad:
        primero = unidad.alertas.primer_avance(entorno.entidad.id, VIGENCIA)

    assert primero.get(sitio.actividad("A-001")) == date(2026, 9, 7)
    # A-003 llegó del libro con 90 %.
    assert sitio.actividad("A-003") not in primero


def test_primer_gasto_es_la_primera_obligacion(almacen: AlmacenSQL, sitio: _Sitio) -> None:
    """El CDP no es gasto; la obligación sí, con la fecha de su documento si es anterior."""
    entorno = sitio.entorno
    with almacen.lectura() as unidad:
        registro = next(
            r for r in unidad.planes.registros(entorno.entidad.id, VIGENCIA) if r.actividad_codigo == "A-001"
        )
    pasos = ((MomentoGasto.CDP, 0), (MomentoGasto.COMPROMISO, 1), (MomentoGasto.OBLIGACION, 4))
    for momento, dias in pasos:
        with sitio.como("ana", dias) as ctx:
            datos = DatosEjecucion(
                f"g-{momento}", registro.id, momento, Pesos.de(100), False, "D-1", date(2026, 9, 2)
            )
            registrar_ejecucion(ctx, datos)
        with almacen.lectura() as unidad:
            gasto = unidad.alertas.primer_gasto(entorno.entidad.id, VIGENCIA)
        esperado = {registro.actividad_id: date(2026, 9, 2)} if momento is MomentoGasto.OBLIGACION else {}
        assert gasto == esperado


def test_por_contratar_es_lo_que_dice_el_plan(almacen: AlmacenSQL, sitio: _Sitio) -> None:
    """Solo las que tienen un registro que requiere contratación; otra vigencia no tiene ninguna."""
    entorno = sitio.entorno
    with almacen.lectura() as unidad:
        registros = unidad.planes.registros(entorno.entidad.id, VIGENCIA)
        anunciadas = unidad.alertas.por_contratar(entorno.entidad.id, VIGENCIA)
        otra = unidad.alertas.por_contratar(entorno.entidad.id, Vigencia(2025))

    assert anunciadas == {r.actividad_id for r in registros if r.contratacion and r.actividad_id}
    assert otra == frozenset()


def test_sin_corregir_trae_lo_devuelto_de_todos_con_su_observacion(
    almacen: AlmacenSQL, sitio: _Sitio
) -> None:
    """De cualquier autor y por dependencia; al corregirlo deja de estar."""
    entorno = sitio.entorno
    folio = sitio.reportar("A-001", 40, 0)
    with sitio.como("pilar", 1) as ctx:
        devolver(ctx, folio, Observacion("Falta el acta.", None, CampoObservado.EVIDENCIA))
    with almacen.lectura() as unidad:
        entidad = entorno.entidad.id
        (todos,) = unidad.alertas.sin_corregir(entidad, [VIGENCIA])
        assert unidad.alertas.sin_corregir(entidad, [VIGENCIA], todos.dependencia_id) == [todos]
        assert unidad.alertas.sin_corregir(entidad, [VIGENCIA], IdDependencia(todos.dependencia_id + 1)) == []
        assert todos.folio == folio
        assert todos.decidida is not None
        assert todos.decidida.observacion is not None
        assert todos.decidida.observacion.error == "Falta el acta."
    sitio.reportar("A-001", 50, 2)
    with almacen.lectura() as unidad:
        assert unidad.alertas.sin_corregir(entidad, [VIGENCIA]) == []


def test_ver_alertas_da_lo_mismo_en_los_dos_motores(almacen: AlmacenSQL, sitio: _Sitio) -> None:
    """La lista entera, con una sola entidad sembrada: la misma cuenta por regla siempre."""
    entorno = sitio.entorno
    entidad = entorno.entidad
    with almacen.lectura() as unidad:
        ctx = Contexto(unidad, entorno.personas["pilar"], entidad, AHORA, LunesAViernes())
        panorama = ver_alertas(ctx)

    cuentas = {regla: sum(a.regla == regla for a in panorama.alertas) for regla in ("vencida", "sin_reporte")}
    with almacen.lectura() as unidad:
        renglones = unidad.planes.renglones(entidad.id, VIGENCIA)
    cien = Porcentaje.de(100)
    abiertas = [r for r in renglones if r.avance is None or r.avance < cien]
    assert cuentas == {
        "vencida": sum(r.fin < AHORA.date() for r in abiertas),
        "sin_reporte": sum(r.inicio <= AHORA.date() for r in abiertas),
    }
