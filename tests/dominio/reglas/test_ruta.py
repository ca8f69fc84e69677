"""La ruta del plan: plazos hacia atrás desde enero, lo que se dice a mano y el estado de cada paso."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dominio.errores import EntradaInvalida
from dominio.errores.ruta import MarcaNoAdmitida, MarcaSinRazon, PasoObligatorio
from dominio.modelo.documento import (
    ArchivoDeDocumento,
    ClaseDocumento,
    Documento,
    EstadoDocumento,
    IdDocumento,
)
from dominio.modelo.entidad import Entidad
from dominio.modelo.hallazgo import Aceptacion, Hallazgo, Severidad
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.marca import ClaseDeMarca, Marca
from dominio.modelo.ruta import EstadoDePaso, EstadoDeRequisito, Paso, Prueba, Requisito, RequisitoVisto
from dominio.reglas.plazos import dias_habiles_entre
from dominio.reglas.ruta import (
    FICHAS,
    clases_de_marca,
    detiene,
    dia_de_publicacion,
    empieza_la_ruta,
    estado_del_paso,
    exigir_marca,
    exigir_plazo_posible,
    periodo_de_gobierno,
    plazo_propuesto,
    requisito_visto,
    ultimas_marcas,
)
from dominio.valores.fechas import Vigencia
from recordatorios.calendario import calendario_de

V2026 = Vigencia(2026)
AHORA = datetime(2026, 1, 9, 15, tzinfo=UTC)
HABIL = calendario_de(Entidad(IdEntidad(1), "76001", "Distrito de Prueba")).es_habil


def _marca(objeto: str, clase: ClaseDeMarca = ClaseDeMarca.HECHO, razon: str | None = "Circular 1") -> Marca:
    return Marca(objeto, clase, razon, None, AHORA)


def _documento(estado: EstadoDocumento) -> Documento:
    archivo = ArchivoDeDocumento("acta.pdf", "application/pdf", 10)
    return Documento(IdDocumento(1), V2026, ClaseDocumento.ACTA, 1, archivo, estado, None, None, None, AHORA)


@pytest.mark.parametrize(
    ("anio", "debido"), [(2026, date(2026, 1, 30)), (2027, date(2027, 1, 29)), (2025, date(2025, 1, 31))]
)
def test_publicar_vence_el_ultimo_habil_hasta_el_31_de_enero(anio: int, debido: date) -> None:
    """El 31 de enero que cae en fin de semana se recuerda contra el hábil anterior, y no es propuesta."""
    plazo = plazo_propuesto(Paso.PUBLICACION, Vigencia(anio), HABIL)

    assert (plazo.fecha, plazo.propuesto) == (debido, False)
    assert "1474" in plazo.norma


def test_plazos_propuestos_cuentan_habiles_con_festivos() -> None:
    """Entre cada plazo y el de publicar hay los hábiles de su ficha; los festivos de diciembre no cuentan."""
    ultimo = plazo_propuesto(Paso.PUBLICACION, V2026, HABIL).fecha
    for paso in Paso:
        plazo = plazo_propuesto(paso, V2026, HABIL)
        assert HABIL(plazo.fecha), paso
        assert dias_habiles_entre(plazo.fecha, ultimo, HABIL) == FICHAS[paso].antes
    # Cuarenta hábiles no son ocho semanas: se saltan la Inmaculada, Navidad, Año Nuevo y Reyes.
    assert plazo_propuesto(Paso.LINEAMIENTOS, V2026, HABIL).fecha == date(2025, 12, 1)


def test_plazos_propuestos_van_en_el_orden_de_los_pasos() -> None:
    """Ningún paso vence antes que el anterior, y la ruta se anuncia antes que todos."""
    fechas = [plazo_propuesto(paso, V2026, HABIL).fecha for paso in Paso]

    assert fechas == sorted(fechas)
    assert empieza_la_ruta(V2026, HABIL) < fechas[0]


def test_plazo_de_publicar_no_pasa_de_la_ley() -> None:
    """Los demás pasos admiten cualquier día del año; el de publicar, hasta el 31 de enero."""
    exigir_plazo_posible(Paso.PUBLICACION, V2026, dia_de_publicacion(V2026))
    exigir_plazo_posible(Paso.REMISION, V2026, date(2026, 3, 2))
    with pytest.raises(EntradaInvalida) as error:
        exigir_plazo_posible(Paso.PUBLICACION, V2026, date(2026, 2, 1))
    assert error.value.datos["maximo"] == date(2026, 1, 31)
    with pytest.raises(EntradaInvalida):
        exigir_plazo_posible(Paso.REMISION, V2026, date(2024, 12, 31))


def test_ley_no_se_excusa() -> None:
    """Remitir, aprobar y publicar no pueden «no aplicar»; un paso tampoco se da por hecho a mano."""
    for paso in (Paso.REMISION, Paso.APROBACION, Paso.PUBLICACION):
        with pytest.raises(PasoObligatorio):
            exigir_marca(paso, ClaseDeMarca.NO_APLICA, "No hay tiempo")
    with pytest.raises(MarcaNoAdmitida):
        exigir_marca(Paso.INSUMOS, ClaseDeMarca.HECHO, "Listo")
    exigir_marca(Paso.METAS, ClaseDeMarca.NO_APLICA, "No hay metas de gestión")


def test_lo_que_dicen_los_datos_no_se_marca() -> None:
    """Los elementos del plan, los errores, la remisión y el acta se prueban solos."""
    for requisito in (Requisito.SIN_ERRORES, Requisito.RECIBIDO, Requisito.ACTA, Requisito.OBJETIVOS):
        assert clases_de_marca(requisito) == ()
        with pytest.raises(MarcaNoAdmitida):
            exigir_marca(requisito, ClaseDeMarca.HECHO, "Ya está")
    assert clases_de_marca(Requisito.INDICATIVO) == (ClaseDeMarca.NO_APLICA, ClaseDeMarca.SIN_MARCA)


def test_marca_exige_su_prueba() -> None:
    """Sin la prueba o la razón no hay marca; quitarla no la pide."""
    for clase in (ClaseDeMarca.HECHO, ClaseDeMarca.NO_APLICA):
        with pytest.raises(MarcaSinRazon):
            exigir_marca(Requisito.MFMP, clase, None)
    exigir_marca(Requisito.MFMP, ClaseDeMarca.SIN_MARCA, None)


@pytest.mark.parametrize(
    ("prueba", "debido"),
    [
        (Prueba(), EstadoDeRequisito.FALTA),
        (Prueba(0, 4), EstadoDeRequisito.FALTA),
        (Prueba(3, 4), EstadoDeRequisito.EN_CURSO),
        (Prueba(4, 4), EstadoDeRequisito.CUMPLIDO),
        # Sin nada que contar no hay nada cumplido.
        (Prueba(0, 0), EstadoDeRequisito.FALTA),
        (Prueba(documento=_documento(EstadoDocumento.PENDIENTE)), EstadoDeRequisito.EN_CURSO),
        (Prueba(documento=_documento(EstadoDocumento.GUARDADO)), EstadoDeRequisito.CUMPLIDO),
    ],
)
def test_requisito_se_deduce_de_su_prueba(prueba: Prueba, debido: EstadoDeRequisito) -> None:
    """Las cuentas completas o el archivo ya guardado lo cumplen; a medias o guardándose, va en curso."""
    assert requisito_visto(Requisito.MFMP, prueba, {}).estado is debido


def test_marca_no_tapa_los_datos() -> None:
    """«No aplica» no borra lo que ya está probado, y vale donde los datos no dicen nada."""
    marcas = {"mfmp": _marca("mfmp", ClaseDeMarca.NO_APLICA)}

    probado = requisito_visto(Requisito.MFMP, Prueba(1, 1), marcas)
    sin_probar = requisito_visto(Requisito.MFMP, Prueba(), marcas)
    assert (probado.estado, sin_probar.estado) == (
        EstadoDeRequisito.CUMPLIDO,
        EstadoDeRequisito.NO_APLICA,
    )
    # Una marca que la regla no admite no cuenta aunque esté guardada.
    forzada = {"sin_errores": _marca("sin_errores")}
    assert requisito_visto(Requisito.SIN_ERRORES, Prueba(0, 3), forzada).estado is EstadoDeRequisito.FALTA


def test_paso_hecho_solo_con_todo_probado() -> None:
    """Un requisito que falta lo deja en curso; los opcionales no lo detienen ni lo empiezan."""
    listo = RequisitoVisto(Requisito.PDT, EstadoDeRequisito.CUMPLIDO)
    falta = RequisitoVisto(Requisito.MFMP, EstadoDeRequisito.FALTA)
    opcional = RequisitoVisto(Requisito.AJUSTES, EstadoDeRequisito.FALTA, opcional=True)
    de_adorno = RequisitoVisto(Requisito.SEGUIMIENTO, EstadoDeRequisito.CUMPLIDO, opcional=True)

    assert estado_del_paso([listo, opcional], None) is EstadoDePaso.HECHO
    assert estado_del_paso([listo, falta], None) is EstadoDePaso.EN_CURSO
    assert estado_del_paso([falta, de_adorno], None) is EstadoDePaso.SIN_EMPEZAR
    no_aplica = _marca("paso:insumos", ClaseDeMarca.NO_APLICA)
    assert estado_del_paso([falta], no_aplica) is EstadoDePaso.NO_APLICA


def test_vale_la_ultima_marca() -> None:
    """Lo dicho se agrega: vale lo último, y quitarlo lo deja sin marca."""
    marcas = [
        _marca("mfmp"),
        _marca("pac"),
        _marca("mfmp", ClaseDeMarca.NO_APLICA),
        _marca("pac", ClaseDeMarca.SIN_MARCA),
    ]

    assert {objeto: m.clase for objeto, m in ultimas_marcas(marcas).items()} == {
        "mfmp": ClaseDeMarca.NO_APLICA
    }


@pytest.mark.parametrize(
    ("anio", "periodo"), [(2024, (2024, 2027)), (2027, (2024, 2027)), (2023, (2020, 2023))]
)
def test_periodo_de_gobierno_es_de_cuatro_anios(anio: int, periodo: tuple[int, int]) -> None:
    """El plan de desarrollo de 2024 rige hasta 2027."""
    desde, hasta = periodo_de_gobierno(Vigencia(anio))

    assert (desde.anio, hasta.anio) == periodo


def test_solo_detienen_los_errores_abiertos_de_la_programacion() -> None:
    """Un error de R01 a R19 sin aceptar detiene; una advertencia, uno aceptado o uno del seguimiento, no."""
    error = Hallazgo("R09", Severidad.ERROR, "M-1", None, "La meta no coincide.")
    aceptado = Hallazgo(
        "R09", Severidad.ERROR, "M-1", None, "La meta no coincide.", Aceptacion("Ajuste", None, AHORA)
    )

    assert detiene(error)
    assert not detiene(aceptado)
    assert not detiene(Hallazgo("R12", Severidad.ADVERTENCIA, "A-1", None, "No suma 100."))
    assert not detiene(Hallazgo("R37", Severidad.ERROR, "M-1", None, "Omisión."))
    assert not detiene(Hallazgo("omision", Severidad.ERROR, "A-1", None, "Omisión."))
