"""Corregir un movimiento: el acumulado que debía quedar, con su cadena y su papel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dominio.casos.corregir_gasto import (
    DatosCorreccionGasto,
    corregir_ejecucion,
    gasto_por_corregir,
    revisar_correccion_de_gasto,
)
from dominio.casos.ejecutar import DatosEjecucion, registrar_ejecucion
from dominio.errores import (
    CadenaDeGastoRota,
    CorreccionSinDocumento,
    FechaFutura,
    NoEncontrado,
    PermisoDenegado,
)
from dominio.errores.ciclo import CorreccionNoEsLaUltima, CorreccionSinCambios, CorreccionSinMotivo
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.reporte import Correccion, Ejecucion
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from tests.dominio.casos.mundo import MARTES, Mundo

NOVIEMBRE = datetime(2026, 11, 10, 15, tzinfo=UTC)


def _registrar(mundo: Mundo, momento: MomentoGasto, pesos: int, documento: str | None = None) -> Ejecucion:
    with mundo.como("hector") as ctx:
        registro = mundo.registro("A-001")
        datos = DatosEjecucion(f"{momento}{pesos}", registro.id, momento, Pesos.de(pesos), False, documento)
        return registrar_ejecucion(ctx, datos)


def _corregir(
    mundo: Mundo, folio: str, pesos: int, quien: str = "hector", ahora: datetime = MARTES, **mas: object
) -> Ejecucion:
    datos = DatosCorreccionGasto(f"c-{folio}-{pesos}", folio, Pesos.de(pesos), "Sobraba un cero", "RP 310")
    with mundo.como(quien, ahora) as ctx:
        return corregir_ejecucion(ctx, replace(datos, **mas))  # type: ignore[arg-type]


def test_correccion_deja_el_acumulado_que_debia_quedar(mundo: Mundo) -> None:
    """Otro folio, incremento negativo si baja, y el registro en su sitio."""
    original = _registrar(mundo, MomentoGasto.CDP, 800, "CDP 145")
    corregida = _corregir(mundo, original.folio, 80)

    assert (corregida.anterior, corregida.valor) == (Pesos.de(800), Pesos.de(80))
    assert corregida.incremento == Pesos.diferencia(-720_00)
    assert corregida.correccion == Correccion(original.folio, 1, "Sobraba un cero")
    assert mundo.registro("A-001").saldos.cdp == Pesos.de(80)
    [traza] = mundo.traza("corregir_ejecucion")
    assert traza.antes is not None
    assert (traza.antes["folio"], traza.antes["acumulado"]) == (original.folio, "800.00")


def test_correccion_respeta_la_cadena_por_arriba_y_por_abajo(mundo: Mundo) -> None:
    """El CDP corregido no puede quedar por debajo de lo comprometido ni por encima de la apropiación."""
    cdp = _registrar(mundo, MomentoGasto.CDP, 800)
    _registrar(mundo, MomentoGasto.COMPROMISO, 500)
    for pesos in (400, 1200):
        with pytest.raises(CadenaDeGastoRota):
            _corregir(mundo, cdp.folio, pesos)
    with mundo.como("hector") as ctx, pytest.raises(CadenaDeGastoRota):
        revisar_correccion_de_gasto(ctx, cdp.folio, Pesos.de(400))

    assert _corregir(mundo, cdp.folio, 500).valor == Pesos.de(500)


def test_bajar_pide_documento_y_subir_no(mundo: Mundo) -> None:
    """Un número menor sin papel no se guarda."""
    original = _registrar(mundo, MomentoGasto.CDP, 300)
    with pytest.raises(CorreccionSinDocumento):
        _corregir(mundo, original.folio, 200, documento=None)

    assert _corregir(mundo, original.folio, 400, documento=None).documento is None


def test_solo_el_ultimo_de_su_momento(mundo: Mundo) -> None:
    """Otro momento no lo cierra; otro movimiento del mismo, sí."""
    primero = _registrar(mundo, MomentoGasto.CDP, 300)
    _registrar(mundo, MomentoGasto.COMPROMISO, 100)
    segundo = _registrar(mundo, MomentoGasto.CDP, 400)
    with pytest.raises(CorreccionNoEsLaUltima) as negada:
        _corregir(mundo, primero.folio, 350)

    assert negada.value.datos["ultimo"] == segundo.folio
    assert _corregir(mundo, segundo.folio, 350).correccion is not None


def test_repetir_la_clave_no_corrige_dos_veces(mundo: Mundo) -> None:
    """Confirmar dos veces mueve el registro una sola."""
    original = _registrar(mundo, MomentoGasto.CDP, 800)

    assert _corregir(mundo, original.folio, 80) == _corregir(mundo, original.folio, 80)
    assert mundo.registro("A-001").saldos.cdp == Pesos.de(80)


def test_sin_cambios_no_se_guarda_y_un_papel_distinto_si_es_cambio(mundo: Mundo) -> None:
    """El mismo valor con otro documento corrige el documento."""
    original = _registrar(mundo, MomentoGasto.CDP, 300, "CDP 1")
    with pytest.raises(CorreccionSinCambios):
        _corregir(mundo, original.folio, 300, documento="CDP 1")
    corregida = _corregir(mundo, original.folio, 300, documento="CDP 2")

    assert (corregida.documento, corregida.incremento) == ("CDP 2", Pesos.de(0))


def test_fecha_y_motivo_se_exigen_como_al_registrar(mundo: Mundo) -> None:
    """Una fecha futura o un motivo en blanco no se guardan."""
    original = _registrar(mundo, MomentoGasto.CDP, 300)
    with pytest.raises(FechaFutura):
        _corregir(mundo, original.folio, 400, fecha_documento=date(2026, 12, 1))
    with pytest.raises(CorreccionSinMotivo):
        _corregir(mundo, original.folio, 400, motivo=" ")
    assert mundo.registro("A-001").saldos.cdp == Pesos.de(300)


@pytest.mark.parametrize("quien", ["luz", "jefe_salud", "consulta", "administracion"])
def test_no_corrige_quien_no_tiene_el_registro(mundo: Mundo, quien: str) -> None:
    """Ni otra dependencia ni quien no registra."""
    original = _registrar(mundo, MomentoGasto.CDP, 300)
    with pytest.raises(PermisoDenegado):
        _corregir(mundo, original.folio, 400, quien)


def test_corrige_tambien_la_jefatura_y_el_folio_debe_existir(mundo: Mundo) -> None:
    """Quien tiene a cargo la actividad; un folio de avance no es un movimiento."""
    original = _registrar(mundo, MomentoGasto.CDP, 300)
    with mundo.como("jefe_infra") as ctx:
        hallado, registro = gasto_por_corregir(ctx, original.folio)
    with pytest.raises(NoEncontrado):
        _corregir(mundo, "AV-2026-000001", 400)

    assert (hallado.ejecucion, registro.saldos.cdp) == (original, Pesos.de(300))
    assert _corregir(mundo, original.folio, 400, "jefe_infra").autor == "Persona jefe_infra"


def test_correccion_de_un_corte_cerrado_queda_marcada(mundo: Mundo) -> None:
    """Entra al corte abierto y se dice que es extemporánea."""
    original = _registrar(mundo, MomentoGasto.CDP, 300)
    tardia = _corregir(mundo, original.folio, 400, ahora=NOVIEMBRE)

    assert (tardia.corte, tardia.extemporaneo) == (Corte.de("2026-T4"), True)
