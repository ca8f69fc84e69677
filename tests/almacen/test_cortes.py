"""Los cortes guardados: se agregan decisiones, una a la vez, con las omisiones de cada cierre."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import ConflictoDeVersion
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.corte import AccionDeCorte, NuevoActo, Omision
from dominio.modelo.entidad import Entidad
from dominio.modelo.persona import Persona
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import OrigenReporte
from dominio.modelo.revision import Decision
from dominio.valores.fechas import Corte, Vigencia
from tests.almacen.hechos import (
    AHORA,
    CORTE,
    VIGENCIA,
    cargar,
    fila_plan,
    nuevo_avance,
    una_entidad,
    una_persona,
)
from tests.almacen.revisiones import decidir, guardar


def _acto(entidad: Entidad, **cambios: Any) -> NuevoActo:
    datos: dict[str, Any] = {
        "entidad_id": entidad.id,
        "corte": CORTE,
        "numero": 1,
        "accion": AccionDeCorte.CERRAR,
        "hasta": None,
        "motivo": None,
        "autor_id": None,
        "en": AHORA,
    }
    return NuevoActo(**(datos | cambios))


def _omision(renglon: Renglon, quien: Persona | None = None) -> Omision:
    return Omision(
        actividad_id=renglon.id,
        meta_id=None,
        codigo=renglon.codigo,
        nombre=renglon.nombre,
        dependencia_id=renglon.dependencia_id,
        dependencia=renglon.dependencia,
        responsable_id=quien.id if quien else None,
        responsable=renglon.responsable,
    )


def test_acto_vuelve_como_se_guardo(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Lo decidido se lee con su autor, su fecha y su motivo; lo de otra vigencia no sale."""
    persona = una_persona(almacen, entidad)
    hasta = date(2026, 10, 30)
    with almacen.unidad() as unidad:
        guardado = unidad.cortes.guardar(
            _acto(entidad, accion=AccionDeCorte.PRORROGAR, hasta=hasta, motivo="Paro", autor_id=persona.id)
        )
        unidad.cortes.guardar(_acto(entidad, corte=Corte.de("2025-T4")))
        unidad.confirmar()

    with almacen.lectura() as unidad:
        assert unidad.cortes.actos(entidad.id, VIGENCIA) == [guardado]
        assert unidad.cortes.actos(una_entidad_ajena(entidad), VIGENCIA) == []
    assert (guardado.corte, guardado.hasta, guardado.motivo) == (CORTE, hasta, "Paro")
    assert (guardado.autor, guardado.en, guardado.numero) == (persona.nombre, AHORA, 1)


def una_entidad_ajena(entidad: Entidad) -> Any:
    """El número de una entidad que no es esa."""
    return entidad.id + 1


def test_mismo_numero_es_una_sola_decision(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Dos decisiones con el mismo número sobre un corte: la segunda no entra ni deja omisiones."""
    renglones = cargar(almacen, entidad, fila_plan())
    with almacen.unidad() as unidad:
        unidad.cortes.guardar(_acto(entidad))
        with pytest.raises(ConflictoDeVersion):
            unidad.cortes.guardar(_acto(entidad, omisiones=(_omision(renglones[0]),)))
        unidad.cortes.guardar(_acto(entidad, numero=2, accion=AccionDeCorte.REABRIR, hasta=date(2026, 10, 1)))
        unidad.cortes.guardar(_acto(entidad, corte=Corte.de("2026-T2")))
        unidad.confirmar()

    with almacen.lectura() as unidad:
        actos = unidad.cortes.actos(entidad.id, VIGENCIA)
        assert [(str(a.corte), a.numero) for a in actos] == [("2026-T3", 1), ("2026-T3", 2), ("2026-T2", 1)]
        assert unidad.cortes.omisiones(entidad.id, actos[0].id) == []


def test_dos_que_cierran_a_la_vez_dejan_una_decision(compartido: AlmacenSQL) -> None:
    """Ocho hilos cierran el mismo corte: uno lo logra y los demás saben que perdieron."""
    entidad = una_entidad(compartido)

    def cerrar(_hilo: int) -> bool:
        try:
            with compartido.unidad() as unidad:
                unidad.cortes.guardar(_acto(entidad))
                unidad.confirmar()
        except ConflictoDeVersion:
            return False
        return True

    with ThreadPoolExecutor(8) as hilos:
        logrados = list(hilos.map(cerrar, range(8)))

    assert sum(logrados) == 1
    with compartido.lectura() as unidad:
        assert len(unidad.cortes.actos(entidad.id, VIGENCIA)) == 1


def test_omisiones_quedan_con_su_cierre(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Se leen con su actividad y quien la debía, aunque después cambie de responsable."""
    persona = una_persona(almacen, entidad, "María Pérez Gómez")
    renglones = cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002", fila=3))
    with almacen.lectura() as unidad:
        meta = unidad.planes.metas(entidad.id, VIGENCIA)[0]
    de_meta = Omision(None, meta.id, meta.codigo, meta.nombre or "", None, "", None, "")
    with almacen.unidad() as unidad:
        suyas = tuple(_omision(renglon, persona) for renglon in renglones)
        acto = unidad.cortes.guardar(_acto(entidad, omisiones=(*suyas, de_meta)))
        unidad.confirmar()
    cargar(almacen, entidad, fila_plan("A-001", responsable="Otra Persona"), fila_plan("A-002", fila=3))

    with almacen.lectura() as unidad:
        leidas = unidad.cortes.omisiones(entidad.id, acto.id)
        ajenas = unidad.cortes.omisiones(una_entidad_ajena(entidad), acto.id)
    assert sorted(o.codigo for o in leidas) == ["2201-01", "A-001", "A-002"]
    assert {o.responsable for o in leidas if o.actividad_id} == {"María Pérez Gómez"}
    assert [o.nombre for o in leidas if o.meta_id] == [meta.nombre]
    assert ajenas == []


def test_reportes_en_distingue_a_tiempo_de_tarde(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Por actividad: si algo llegó a tiempo, si algo llegó tarde y si lo último falta por revisar."""
    filas = [fila_plan(f"A-00{n}", fila=n + 1) for n in range(1, 5)]
    renglones = cargar(almacen, entidad, *filas)
    a_tiempo, tarde, importada, de_otro = renglones
    with almacen.unidad() as unidad:
        for clave, renglon, cambios in (
            ("uno", a_tiempo, {}),
            ("dos", a_tiempo, {"extemporaneo": True}),
            ("tres", tarde, {"extemporaneo": True}),
            ("cuatro", importada, {"origen": OrigenReporte.IMPORTACION}),
            ("cinco", de_otro, {"corte": Corte.de("2026-T2")}),
        ):
            unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, clave, **cambios))
        unidad.confirmar()

    with almacen.lectura() as unidad:
        hallados = unidad.cortes.reportes_en(entidad.id, VIGENCIA, CORTE)
        ninguno = unidad.cortes.reportes_en(entidad.id, Vigencia(2025), CORTE)
    assert [(r.actividad_id, r.a_tiempo, r.tardio, r.sin_revisar) for r in hallados] == [
        (a_tiempo.id, True, True, True),
        (tarde.id, False, True, True),
    ]
    assert ninguno == []


def test_lo_devuelto_no_cuenta_y_lo_aprobado_no_falta_por_revisar(
    almacen: AlmacenSQL, entidad: Entidad
) -> None:
    """Devuelto es como no haber reportado; aprobado, ya está revisado."""
    bueno, malo = cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002", fila=3))
    revisor = una_persona(almacen, entidad, "Pilar Mora", 88)
    folios = [guardar(almacen, entidad, r, r.codigo).folio for r in (bueno, malo)]
    decidir(almacen, entidad, folios[0], revisor, Decision.APROBADO)
    decidir(almacen, entidad, folios[1], revisor, Decision.DEVUELTO)

    with almacen.lectura() as unidad:
        hallados = unidad.cortes.reportes_en(entidad.id, VIGENCIA, CORTE)
    assert [(r.actividad_id, r.sin_revisar) for r in hallados] == [(bueno.id, False)]


def test_cargado_en_es_la_primera_importacion(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Los libros siguientes no mueven desde cuándo se podía reportar."""
    with almacen.unidad() as unidad:
        for horas, vigencia in ((0, 2025), (1, 2026), (2, 2026)):
            traza = Anotacion(entidad.id, None, "importar", f"vigencia:{vigencia}", None, None, None, "cli")
            unidad.auditoria.anotar(traza, AHORA + timedelta(hours=horas))
        unidad.confirmar()

    with almacen.lectura() as unidad:
        assert unidad.cortes.cargado_en(entidad.id, VIGENCIA) == AHORA + timedelta(hours=1)
        assert unidad.cortes.cargado_en(entidad.id, Vigencia(2027)) is None
