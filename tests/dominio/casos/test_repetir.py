"""Sin novedad e igual que antes: una vez por corte, y el cero se justifica."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dominio.casos.repetir import (
    DatosRepeticion,
    repetir_avance,
    reportadas_en_el_corte,
    revisar_repeticion,
)
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.errores import EntradaInvalida, NoEncontrado, PermisoDenegado
from dominio.errores.ciclo import CeroSinJustificar, RepetirSeriaBajar, SinReporteAnterior, YaReportada
from dominio.modelo.identidad import IdActividad
from dominio.modelo.reporte import Avance, Modalidad, NuevoAvance, OrigenReporte
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import CERO, Porcentaje
from tests.dominio.casos.mundo import MARTES, PLAN, Mundo

ABRIL = datetime(2026, 4, 25, 15, tzinfo=UTC)
NOVIEMBRE = datetime(2026, 11, 10, 15, tzinfo=UTC)
SIN_NOVEDAD, IGUAL = Modalidad.SIN_NOVEDAD, Modalidad.IGUAL


def _reportar(mundo: Mundo, puntos: int = 40, ahora: datetime = MARTES) -> Avance:
    with mundo.como("hector", ahora) as ctx:
        valor = ValorAvance(porcentaje=Porcentaje.de(puntos))
        datos = DatosAvance(f"r{puntos}", mundo.actividad("A-001").id, valor, "Se avanzó", "Llovió mucho")
        return registrar_avance(ctx, datos)


def _repetir(
    mundo: Mundo, modalidad: Modalidad, ahora: datetime = NOVIEMBRE, quien: str = "hector", **mas: str
) -> Avance:
    clave = mas.pop("clave", "rep")
    datos = DatosRepeticion(clave, mundo.actividad("A-001").id, modalidad, **mas)
    with mundo.como(quien, ahora) as ctx:
        return repetir_avance(ctx, datos)


@pytest.mark.parametrize("modalidad", [SIN_NOVEDAD, IGUAL])
def test_repite_el_valor_en_el_corte_abierto(mundo: Mundo, modalidad: Modalidad) -> None:
    """El mismo avance, en el corte de hoy, diciendo cómo se reportó."""
    anterior = _reportar(mundo)
    repetido = _repetir(mundo, modalidad)

    assert (repetido.porcentaje, repetido.modalidad) == (anterior.porcentaje, modalidad)
    assert (repetido.corte, repetido.extemporaneo) == (Corte.de("2026-T4"), False)
    [traza] = mundo.traza("repetir_avance")
    assert traza.despues is not None
    assert traza.despues["modalidad"] == modalidad.value


def test_igual_dice_que_reporte_repite(mundo: Mundo) -> None:
    """Quien revisa sabe de dónde salió."""
    anterior = _reportar(mundo)
    with mundo.como("hector", NOVIEMBRE) as ctx:
        revision = revisar_repeticion(ctx, mundo.actividad("A-001").id, IGUAL)
    _repetir(mundo, IGUAL)

    assert revision.anterior == anterior
    assert mundo.traza("repetir_avance")[0].despues["repite"] == anterior.folio  # type: ignore[index]


@pytest.mark.parametrize("modalidad", [SIN_NOVEDAD, IGUAL])
def test_una_vez_por_corte(mundo: Mundo, modalidad: Modalidad) -> None:
    """Con reporte en el corte no se repite; la misma clave devuelve el mismo."""
    _reportar(mundo)
    repetido = _repetir(mundo, modalidad)

    assert _repetir(mundo, modalidad) == repetido
    with pytest.raises(YaReportada) as negada:
        _repetir(mundo, modalidad, clave="otra")
    assert negada.value.datos["folio"] == repetido.folio


def test_quien_ya_reporto_a_mano_tampoco_repite(mundo: Mundo) -> None:
    """Sin novedad no pisa lo que se acaba de reportar."""
    _reportar(mundo)
    with pytest.raises(YaReportada):
        _repetir(mundo, SIN_NOVEDAD, MARTES)


def test_igual_sin_anterior_lo_dice(mundo: Mundo) -> None:
    """Lo que trajo el libro no es un reporte que se pueda repetir."""
    mundo.importar(*(replace(fila, avance=Porcentaje.de(30)) for fila in PLAN), ahora=ABRIL)
    with pytest.raises(SinReporteAnterior):
        _repetir(mundo, IGUAL)


def test_sin_novedad_en_cero_pide_justificacion(mundo: Mundo) -> None:
    """Nunca reportada sigue en 0 %: hay que decir qué lo ha impedido."""
    with pytest.raises(CeroSinJustificar):
        _repetir(mundo, SIN_NOVEDAD)
    with pytest.raises(CeroSinJustificar):
        _repetir(mundo, SIN_NOVEDAD, dificultades="  ")
    repetido = _repetir(mundo, SIN_NOVEDAD, dificultades="Está en estudios previos")

    assert (repetido.porcentaje, repetido.dificultades) == (CERO, "Está en estudios previos")


def test_igual_no_baja_lo_que_ya_se_sabe(mundo: Mundo) -> None:
    """Si un libro trajo más después, repetir lo viejo sería bajar: eso se reporta, con su motivo."""
    _reportar(mundo)
    with mundo.almacen.unidad() as unidad:
        # Lo último que se sabe, por un camino que no es el chat.
        vigencia = unidad.planes.vigencias(mundo.entidad.id)[0]
        viejo = unidad.reportes.ultimo_avance(mundo.actividad("A-001").id)
        assert viejo is not None
        nuevo = NuevoAvance(
            "libro", mundo.entidad.id, vigencia, viejo.actividad_id, Corte.de("2026-T4"), Porcentaje.de(60),
            None, None, None, None, False, None, MARTES, OrigenReporte.IMPORTACION,
        )  # fmt: skip
        unidad.reportes.guardar_avance(nuevo)
        unidad.confirmar()

    with pytest.raises(RepetirSeriaBajar):
        _repetir(mundo, IGUAL)
    assert _repetir(mundo, SIN_NOVEDAD).porcentaje == Porcentaje.de(60)


@pytest.mark.parametrize(("quien", "error"), [("luz", PermisoDenegado), ("consulta", PermisoDenegado)])
def test_repetir_exige_tenerla_a_cargo(mundo: Mundo, quien: str, error: type[Exception]) -> None:
    """Como reportar."""
    _reportar(mundo)
    with pytest.raises(error):
        _repetir(mundo, SIN_NOVEDAD, quien=quien)


def test_repetir_lo_que_no_existe_o_con_textos_largos_no_se_puede(mundo: Mundo) -> None:
    """Nada queda guardado."""
    _reportar(mundo)
    with mundo.como("hector") as ctx, pytest.raises(NoEncontrado):
        revisar_repeticion(ctx, IdActividad(999_999), SIN_NOVEDAD)
    with pytest.raises(EntradaInvalida):
        _repetir(mundo, SIN_NOVEDAD, dificultades="a" * 2_001)


def test_reportadas_en_el_corte_son_las_del_corte_abierto(mundo: Mundo) -> None:
    """Al abrir el siguiente, vuelve a faltar."""
    _reportar(mundo)
    with mundo.como("consulta") as ctx:
        assert reportadas_en_el_corte(ctx) == {mundo.actividad("A-001").id}
    with mundo.como("consulta", NOVIEMBRE) as ctx:
        assert reportadas_en_el_corte(ctx) == frozenset()
