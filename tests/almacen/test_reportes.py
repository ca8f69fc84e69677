"""Avances, ejecución y evidencias guardados."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import ConflictoDeVersion, MontoNegativo, NoEncontrado
from dominio.modelo.entidad import Entidad
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdRegistro
from dominio.modelo.reporte import ArchivoAdjunto, EstadoReporte, OrigenReporte
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.almacen.hechos import (
    AHORA,
    CORTE,
    VIGENCIA,
    cargar,
    fila_plan,
    nueva_ejecucion,
    nuevo_avance,
    registros,
    una_persona,
)

FOTO = ArchivoAdjunto("file-1", "unico-1", "foto.jpg", "image/jpeg", 1234, "album")


def test_avance_se_guarda_con_folio_y_mueve_su_actividad(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """En la misma transacción quedan el reporte y el último avance de la actividad."""
    autora = una_persona(almacen, entidad)
    renglon = cargar(almacen, entidad, fila_plan())[0]
    nuevo = nuevo_avance(entidad, renglon, autor_id=autora.id, evidencias=(FOTO,))
    with almacen.unidad() as unidad:
        avance, es_nuevo = unidad.reportes.guardar_avance(nuevo)
        unidad.confirmar()

    assert es_nuevo
    assert (avance.folio, avance.version, avance.estado) == ("AV-2026-000001", 1, EstadoReporte.ENVIADO)
    assert (avance.porcentaje, avance.cantidad, avance.corte) == (nuevo.porcentaje, Decimal("5.25"), CORTE)
    assert (avance.autor, avance.reportado_en, avance.evidencias) == ("Ana Ruiz", AHORA, 1)
    with almacen.lectura() as unidad:
        guardado = unidad.planes.actividad(entidad.id, renglon.id)
        assert unidad.reportes.ultimo_avance(renglon.id) == avance
        assert unidad.reportes.con_reporte_en(entidad.id, VIGENCIA, CORTE) == {renglon.id}
        assert unidad.reportes.evidencias_de(avance.id) == ["foto.jpg"]
    assert (guardado.avance, guardado.cantidad) == (nuevo.porcentaje, nuevo.cantidad)
    assert (guardado.sin_revisar, guardado.ultimo_corte) == (True, "2026-T3")
    assert guardado.version == renglon.version + 1


def test_avance_importado_no_cuenta_como_reporte_del_corte(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Que el libro traiga un avance no dice que la persona haya reportado en ese corte."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    with almacen.unidad() as unidad:
        unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, origen=OrigenReporte.IMPORTACION))
        unidad.confirmar()

    with almacen.lectura() as unidad:
        assert unidad.reportes.con_reporte_en(entidad.id, VIGENCIA, CORTE) == frozenset()


def test_clave_repetida_es_el_mismo_reporte(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Confirmar dos veces deja un reporte, no gasta folio y no mueve la actividad."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    with almacen.unidad() as unidad:
        primero, _ = unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon))
        otro = nuevo_avance(entidad, renglon, porcentaje=Porcentaje(9900))
        assert unidad.reportes.guardar_avance(otro) == (primero, False)
        segundo, _ = unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, "envio-2"))
        assert unidad.reportes.por_clave("envio-1") == "AV-2026-000001"
        assert unidad.reportes.por_clave("nada") is None
        unidad.confirmar()

    assert (segundo.folio, segundo.version) == ("AV-2026-000002", 2)
    with almacen.lectura() as unidad:
        assert unidad.planes.actividad(entidad.id, renglon.id).avance == Porcentaje(4550)


def test_folio_deshecho_no_deja_hueco(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Una transacción que no se confirma devuelve su número."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    for clave in ("se-deshace", "queda"):
        with almacen.unidad() as unidad:
            avance, _ = unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, clave))
            if clave == "queda":
                unidad.confirmar()
    assert avance.folio == "AV-2026-000001"


def test_avances_de_importacion_van_de_una_vez_y_sin_repetir(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Folios seguidos, aprobados de nacimiento, y aplicarlos otra vez no guarda nada."""
    renglones = cargar(almacen, entidad, *(fila_plan(f"A-{n:03d}") for n in range(3)))
    nuevos = [
        nuevo_avance(entidad, renglon, f"libro-{renglon.codigo}", origen=OrigenReporte.IMPORTACION)
        for renglon in renglones
    ]
    with almacen.unidad() as unidad:
        assert unidad.reportes.guardar_avances(nuevos[:1]) == 1
        assert unidad.reportes.guardar_avances([*nuevos, nuevos[2]]) == 2
        assert unidad.reportes.guardar_avances(nuevos) == 0
        with pytest.raises(NoEncontrado):
            unidad.reportes.guardar_avances([replace(nuevos[0], clave_envio="x", actividad_id=999)])  # type: ignore[arg-type]
        unidad.confirmar()

    with almacen.lectura() as unidad:
        avances = unidad.reportes.avances(entidad.id, VIGENCIA)
        guardados = unidad.planes.renglones(entidad.id, VIGENCIA)
    assert [avance.folio for avance in avances] == [f"AV-2026-{n:06d}" for n in (1, 2, 3)]
    assert {avance.estado for avance in avances} == {EstadoReporte.APROBADO}
    assert {(r.avance, r.sin_revisar) for r in guardados} == {(Porcentaje(4550), False)}


def test_reportes_se_piden_hasta_un_corte(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Un corte mensual y uno trimestral se comparan por su fecha de cierre."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    with almacen.unidad() as unidad:
        for numero, corte in enumerate(("2026-T1", "2026-M08", "2026-T4")):
            nuevo = nuevo_avance(entidad, renglon, f"e{numero}", corte=Corte.de(corte))
            unidad.reportes.guardar_avance(nuevo)
        hasta = unidad.reportes.avances(entidad.id, VIGENCIA, CORTE)
        todos = unidad.reportes.avances(entidad.id, VIGENCIA)
    assert [str(avance.corte) for avance in hasta] == ["2026-T1", "2026-M08"]
    assert len(todos) == 3


def test_ejecucion_mueve_el_acumulado_del_registro(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Quedan el movimiento con su folio y el saldo nuevo, con la versión un paso más allá."""
    cargar(almacen, entidad, fila_plan())
    registro = registros(almacen, entidad)[0]
    with almacen.unidad() as unidad:
        guardada, es_nueva = unidad.reportes.guardar_ejecucion(
            nueva_ejecucion(entidad, registro), registro.version
        )
        repetida = unidad.reportes.guardar_ejecucion(nueva_ejecucion(entidad, registro), registro.version)
        unidad.confirmar()

    assert es_nueva
    assert repetida == (guardada, False)
    assert (guardada.folio, guardada.actividad_codigo, guardada.fuente) == (
        "EJ-2026-000001",
        "A-001",
        "SGP Educación",
    )
    despues = registros(almacen, entidad)[0]
    assert (despues.saldos.cdp, despues.version) == (Pesos(1000_00), registro.version + 1)
    with almacen.lectura() as unidad:
        assert unidad.reportes.ejecuciones(entidad.id, VIGENCIA, CORTE) == [guardada]
        assert unidad.reportes.ejecuciones(entidad.id, VIGENCIA, CORTE.anterior()) == []
        assert unidad.reportes.por_clave("gasto-1") == "EJ-2026-000001"


def test_ejecucion_sobre_un_registro_movido_no_pisa(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Con la versión vieja hay conflicto, no cambia nada y no se gasta folio."""
    cargar(almacen, entidad, fila_plan())
    registro = registros(almacen, entidad)[0]
    with almacen.unidad() as unidad:
        unidad.reportes.guardar_ejecucion(nueva_ejecucion(entidad, registro), registro.version)
        tardia = nueva_ejecucion(entidad, registro, "gasto-2", valor=Pesos(5))
        with pytest.raises(ConflictoDeVersion):
            unidad.reportes.guardar_ejecucion(tardia, registro.version)
        segunda, _ = unidad.reportes.guardar_ejecucion(tardia, registro.version + 1)
        with pytest.raises(NoEncontrado):
            unidad.reportes.guardar_ejecucion(replace(tardia, clave_envio="x", registro_id=IdRegistro(99)), 0)
        unidad.confirmar()

    assert segunda.folio == "EJ-2026-000002"
    assert registros(almacen, entidad)[0].saldos.cdp == Pesos(5)


def test_sumar_no_deja_un_acumulado_negativo(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Suma y resta en la base; por debajo de cero se niega y nada cambia."""
    cargar(almacen, entidad, fila_plan())
    registro = registros(almacen, entidad)[0]
    with almacen.unidad() as unidad:
        unidad.reportes.sumar_ejecucion(registro.id, MomentoGasto.PAGO, 500)
        unidad.reportes.sumar_ejecucion(registro.id, MomentoGasto.PAGO, -200)
        with pytest.raises(MontoNegativo):
            unidad.reportes.sumar_ejecucion(registro.id, MomentoGasto.PAGO, -301)
        with pytest.raises(NoEncontrado):
            unidad.reportes.sumar_ejecucion(IdRegistro(99), MomentoGasto.PAGO, 1)
        unidad.confirmar()
    assert registros(almacen, entidad)[0].saldos.pagos == Pesos(300)


def test_evidencia_llega_al_disco_o_se_abandona_y_se_audita(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Al quinto intento fallido deja de pedirse y queda en la traza; guardada, también deja de pedirse."""
    renglon = cargar(almacen, entidad, fila_plan())[0]
    otra = replace(FOTO, file_id="file-2", nombre="acta.pdf")
    with almacen.unidad() as unidad:
        unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, evidencias=(FOTO, otra)))
        foto, acta = unidad.reportes.evidencias_por_guardar(10)
        assert (foto.file_id, acta.nombre, foto.tamano) == ("file-1", "acta.pdf", 1234)
        unidad.reportes.evidencia_guardada(foto.id, "a" * 64, 1200)
        for intento in range(5):
            assert [por.id for por in unidad.reportes.evidencias_por_guardar(10)] == [acta.id], intento
            assert unidad.auditoria.ultimas(entidad.id, 1) == []
            unidad.reportes.evidencia_fallida(acta.id, "Telegram ya no lo tiene")
        assert unidad.reportes.evidencias_por_guardar(10) == []
        traza = unidad.auditoria.ultimas(entidad.id, 5)
    assert [(anotacion.accion, anotacion.objeto) for _, anotacion, _ in traza] == [
        ("perder_evidencia", "folio:AV-2026-000001")
    ]


def test_instante_con_otra_zona_vuelve_en_utc(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El mismo instante, con microsegundos, aunque se dé en hora de Bogotá."""
    from zoneinfo import ZoneInfo

    renglon = cargar(almacen, entidad, fila_plan())[0]
    bogota = (AHORA + timedelta(microseconds=7)).astimezone(ZoneInfo("America/Bogota"))
    with almacen.unidad() as unidad:
        avance, _ = unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, reportado_en=bogota))
    assert avance.reportado_en == bogota
    assert avance.reportado_en.utcoffset() == timedelta(0)
