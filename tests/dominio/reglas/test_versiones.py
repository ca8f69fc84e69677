"""Qué es modificar el plan, qué exige y cómo estaba el gasto."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from dominio.errores import CadenaDeGastoRota
from dominio.errores.versiones import (
    ActoFueraDeFecha,
    CambioImposible,
    ModificacionSinActo,
    ModificacionSinCambios,
)
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.libro import Cambio
from dominio.modelo.modificacion import ActoDelPlan, CampoModificable, DatosDeModificacion
from dominio.modelo.version_del_plan import ClaseDeEdicion, EdicionDelPlan, IdEdicion
from dominio.reglas.cambios_sin_libro import Valor, exigir_cambio, exigir_monto
from dominio.reglas.versiones import (
    HechoDeGasto,
    cambia_la_programacion,
    exigir_acto,
    rotulo_de,
    saldos_antes,
    saldos_despues,
)
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import RENGLON, registro, saldos

HOY = date(2026, 9, 4)
ENTONCES = datetime(2026, 7, 2, 4, 59, tzinfo=UTC)  # 1 de julio, 23:59 en Bogotá
APROBADA = EdicionDelPlan(
    id=IdEdicion(1),
    vigencia=Vigencia(2026),
    secuencia=2,
    clase=ClaseDeEdicion.APROBADA,
    numero=1,
    version=1,
    en=ENTONCES,
    autor=None,
    origen="",
    razon=None,
    acto=ActoDelPlan("Acta 003", date(2026, 1, 28)),
    huella="",
)
COMPLETOS = DatosDeModificacion("Adición", "Decreto 4", date(2026, 7, 1))


@pytest.mark.parametrize(
    ("cambio", "trae_plan", "debe"),
    [
        (Cambio("actividad", "A-1", "cambia", "fecha de terminación", "a", "b"), True, True),
        (Cambio("actividad", "A-1", "ya no está"), True, True),
        (Cambio("meta", "M-1", "cambia", "programado 2026", "1", "2"), False, True),
        (Cambio("registro", "A-1 · 1.2", "nuevo"), True, True),
        (Cambio("registro", "A-1 · 1.2", "cambia", "monto", "1", "2"), True, True),
        (Cambio("POAI", "2024 · 1.2", "cambia", "apropiación", "1", "2"), False, True),
        (Cambio("registro", "A-1 · 1.2", "nuevo"), False, False),
        (Cambio("registro", "A-1 · 1.2", "cambia", "CDP", "1", "2"), True, False),
        (Cambio("meta", "M-1", "cambia", "logro 2025", "1", "2"), False, False),
    ],
)
def test_solo_lo_programado_es_modificacion(cambio: Cambio, trae_plan: bool, debe: bool) -> None:
    """La ejecución y los logros de un libro no modifican el plan; lo demás sí."""
    assert cambia_la_programacion([cambio], trae_plan=trae_plan) is debe


def test_en_borrador_no_se_exige_acto() -> None:
    """Sin aprobar, un cambio vale sin nada, y si trae acto se guarda."""
    assert exigir_acto(None, None, HOY) is None
    assert exigir_acto(COMPLETOS, None, HOY) == ActoDelPlan("Decreto 4", date(2026, 7, 1))


@pytest.mark.parametrize(
    ("datos", "faltan"),
    [
        (None, ("razon", "acto", "fecha_acto")),
        (replace(COMPLETOS, razon="  "), ("razon",)),
        (replace(COMPLETOS, acto=None), ("acto",)),
        (replace(COMPLETOS, fecha_acto=None), ("fecha_acto",)),
    ],
)
def test_aprobado_se_exige_todo(datos: DatosDeModificacion | None, faltan: tuple[str, ...]) -> None:
    """Aprobado, falta cualquiera de los tres y se dice cuál."""
    with pytest.raises(ModificacionSinActo) as error:
        exigir_acto(datos, APROBADA, HOY)
    assert error.value.datos["faltan"] == faltan


@pytest.mark.parametrize("fecha", [date(2026, 9, 5), date(2026, 1, 27)])
def test_acto_fuera_de_fecha(fecha: date) -> None:
    """Ni posterior a hoy ni anterior al acto que aprobó el plan; los dos extremos sí caben."""
    with pytest.raises(ActoFueraDeFecha):
        exigir_acto(replace(COMPLETOS, fecha_acto=fecha), APROBADA, HOY)
    for cabe in (HOY, date(2026, 1, 28)):
        assert exigir_acto(replace(COMPLETOS, fecha_acto=cabe), APROBADA, HOY) is not None


def test_rotulo_dice_version_y_hora_de_bogota() -> None:
    """La hora es la de Bogotá aunque el instante sea UTC."""
    assert rotulo_de(APROBADA, ENTONCES) == "Versión 1, al 01/07/2026 23:59"
    assert rotulo_de(None, ENTONCES) == "Borrador, al 01/07/2026 23:59"


def _hecho(anterior: int, valor: int, *, devuelto: bool = False) -> HechoDeGasto:
    return HechoDeGasto(MomentoGasto.CDP, Pesos.de(anterior), Pesos.de(valor), devuelto)


def test_gasto_hacia_adelante_y_hacia_atras() -> None:
    """Los hechos dejan el saldo donde fue, y deshacerlos lo devuelve a donde estaba."""
    inicial = saldos(1000, 100)
    hechos = [_hecho(100, 300), _hecho(300, 450), _hecho(300, 450, devuelto=True)]

    despues = saldos_despues(inicial, hechos)

    assert despues == saldos(1000, 300)
    assert saldos_antes(despues, hechos) == inicial


def test_devolver_lo_que_un_libro_reemplazo_no_mueve_nada() -> None:
    """Si el acumulado ya no es el del movimiento, su devolución no lo toca."""
    assert saldos_despues(saldos(1000, 800), [_hecho(100, 300, devuelto=True)]) == saldos(1000, 800)


@pytest.mark.parametrize(
    ("campo", "valor"),
    [
        (CampoModificable.FIN, date(2027, 1, 1)),
        (CampoModificable.INICIO, date(2025, 12, 31)),
        (CampoModificable.PONDERACION, Porcentaje.de("100.01")),
        (CampoModificable.CANTIDAD, Decimal(0)),
        (CampoModificable.CANTIDAD, None),
    ],
)
def test_lo_que_no_cabe_en_la_actividad(campo: CampoModificable, valor: Valor) -> None:
    """Fechas fuera de la vigencia, pesos de más de 100 y cantidades en cero no se guardan."""
    with pytest.raises(CambioImposible):
        exigir_cambio(RENGLON, campo, valor, Vigencia(2026))


def test_la_actividad_no_termina_antes_de_empezar() -> None:
    """Ni moviendo el fin ni moviendo el inicio; el mismo día sí cabe."""
    corta = replace(RENGLON, inicio=date(2026, 5, 1), fin=date(2026, 6, 1))
    for campo, malo in (
        (CampoModificable.FIN, date(2026, 4, 30)),
        (CampoModificable.INICIO, date(2026, 6, 2)),
    ):
        with pytest.raises(CambioImposible):
            exigir_cambio(corta, campo, malo, Vigencia(2026))
    exigir_cambio(corta, CampoModificable.FIN, date(2026, 5, 1), Vigencia(2026))


def test_lo_que_ya_estaba_asi_no_es_cambio() -> None:
    """Salvo en una actividad sin fechas: confirmar la de la vigencia es darle fecha."""
    with pytest.raises(ModificacionSinCambios):
        exigir_cambio(RENGLON, CampoModificable.FIN, RENGLON.fin, Vigencia(2026))
    exigir_cambio(replace(RENGLON, sin_fechas=True), CampoModificable.FIN, RENGLON.fin, Vigencia(2026))


def test_monto_no_baja_de_lo_que_ya_tiene_cdp() -> None:
    """Sin ejecución cargada el monto es la definitiva; con ella, la definitiva es otra y no se toca."""
    uno = registro(monto=Pesos.de(1000), saldos=saldos(1000, 600))
    exigir_monto(uno, Pesos.de(600))
    with pytest.raises(CadenaDeGastoRota):
        exigir_monto(uno, Pesos.de(599))
    exigir_monto(replace(uno, saldos=saldos(5000, 600)), Pesos.de(10))
    with pytest.raises(ModificacionSinCambios):
        exigir_monto(uno, Pesos.de(1000))
