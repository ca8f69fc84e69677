"""Las ediciones del plan en los tres motores: fotos, números, historia y el pasado entero."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from almacen.tablas.esquema import EDICION
from almacen.tablas.unidad import AlmacenSQL
from dominio.casos.contexto import Contexto
from dominio.casos.ediciones import Ediciones
from dominio.casos.modificar import PeticionDeCambio, modificar_actividad
from dominio.casos.versiones import (
    Momento,
    armar_consolidado_de_entonces,
    historia_del_plan,
    momento_del_plan,
)
from dominio.modelo.modificacion import CampoModificable, DatosDeModificacion
from dominio.modelo.version_del_plan import EdicionDelPlan
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.porcentaje import Porcentaje
from tests.apoyo.historia_al_azar import ACTO, PlanQueVive, comparable, plan_que_vive
from tests.apoyo.plan import VIGENCIA, LunesAViernes


def _como_estaba(vivo: PlanQueVive) -> None:
    """Cada instante vivido se reconstruye igual, campo por campo."""
    with vivo.almacen.lectura() as unidad:
        ctx = Contexto(unidad, vivo.planeacion, vivo.entidad, vivo.ahora, LunesAViernes())
        ediciones = historia_del_plan(ctx, VIGENCIA).ediciones
        for instante, visto in vivo.vistos.items():
            edicion = [una for una in ediciones if una.en <= instante][-1]
            momento = Momento(VIGENCIA, edicion, instante)
            hoy = comparable(armar_consolidado_de_entonces(ctx, momento, visto.corte, None, "1.0"))
            entonces = comparable(visto)
            for campo in fields(hoy):
                assert getattr(hoy, campo.name) == getattr(entonces, campo.name), (
                    f"{campo.name} al {instante}: {vivo.hechos}"
                )


@pytest.mark.parametrize("semilla", range(2))
def test_cada_fecha_pasada_reconstruye_el_plan_de_ese_momento(almacen: AlmacenSQL, semilla: int) -> None:
    """Tras importar, modificar, reportar, gastar y decidir al azar, el pasado sale igual a como se vio."""
    vivo = plan_que_vive(almacen, semilla)
    vivo.vivir(10)

    _como_estaba(vivo)


@pytest.mark.lento
@pytest.mark.parametrize("semilla", range(100, 112))
def test_cada_fecha_pasada_en_historias_largas(almacen: AlmacenSQL, semilla: int) -> None:
    """Lo mismo con treinta cambios por historia."""
    vivo = plan_que_vive(almacen, semilla)
    vivo.vivir(30)

    _como_estaba(vivo)


def _contexto(unidad: UnidadDeTrabajo, vivo: PlanQueVive, ahora: datetime | None = None) -> Contexto:
    return Contexto(unidad, vivo.planeacion, vivo.entidad, ahora or vivo.ahora, LunesAViernes())


def _con_plan(almacen: AlmacenSQL) -> PlanQueVive:
    vivo = plan_que_vive(almacen, 1)
    vivo.vivir(0)
    return vivo


def _modificar(vivo: PlanQueVive, codigo: str, ponderacion: int) -> EdicionDelPlan:
    with vivo.almacen.unidad() as unidad:
        ctx = _contexto(unidad, vivo, vivo.ahora + timedelta(days=3))
        [renglon] = [r for r in unidad.planes.renglones(vivo.entidad.id, VIGENCIA) if r.codigo == codigo]
        datos = DatosDeModificacion("Ajuste", f"Decreto {ponderacion}", ACTO.fecha)
        peticion = PeticionDeCambio(
            renglon.id, CampoModificable.PONDERACION, Porcentaje(ponderacion), modificacion=datos
        )
        _, edicion = modificar_actividad(ctx, peticion)
        unidad.confirmar()
    return edicion


def _ediciones(vivo: PlanQueVive) -> Sequence[EdicionDelPlan]:
    with vivo.almacen.lectura() as unidad:
        return unidad.versiones.ediciones(vivo.entidad.id, VIGENCIA)


def _aprobar(vivo: PlanQueVive) -> None:
    with vivo.almacen.unidad() as unidad:
        Ediciones(_contexto(unidad, vivo, vivo.ahora + timedelta(days=2)), VIGENCIA).congelar(ACTO)
        unidad.confirmar()


def test_la_foto_no_se_repite(almacen: AlmacenSQL) -> None:
    """La versión aprobada de un plan que no cambió apunta a la foto que ya había."""
    vivo = _con_plan(almacen)
    _aprobar(vivo)
    with almacen.lectura() as unidad:
        conexion = unidad._conexion
        filas = conexion.execute(select(EDICION.c.foto_de, EDICION.c.foto).order_by(EDICION.c.id)).all()
        planes = [unidad.versiones.plan_de(vivo.entidad.id, una.id) for una in _ids(unidad, vivo)]

    assert [(fila.foto_de is None, fila.foto is None) for fila in filas] == [(True, False), (False, True)]
    assert planes[0] == planes[1]
    assert len(planes[0].renglones) == 12


def _ids(unidad: UnidadDeTrabajo, vivo: PlanQueVive) -> Sequence[EdicionDelPlan]:
    return unidad.versiones.ediciones(vivo.entidad.id, VIGENCIA)


@pytest.mark.parametrize("cambio", [EDICION.update().values(razon="otra"), EDICION.delete()])
def test_las_ediciones_no_se_editan_ni_se_borran(almacen: AlmacenSQL, cambio: Any) -> None:
    """La base misma lo rechaza."""
    _con_plan(almacen)
    with almacen.unidad() as unidad, pytest.raises(DBAPIError, match="solo adición"):
        unidad._conexion.execute(cambio)


def test_dos_modificaciones_a_la_vez_llevan_numeros_seguidos(almacen: AlmacenSQL) -> None:
    """Sin huecos ni repetidos: cada una espera a la otra y ve lo que dejó."""
    vivo = _con_plan(almacen)
    _aprobar(vivo)
    codigos = ["A-001", "A-002", "A-003", "A-004"]
    with ThreadPoolExecutor(4) as hilos:
        hechas = list(hilos.map(lambda par: _modificar(vivo, par[1], par[0] + 10), enumerate(codigos)))

    assert sorted(edicion.numero or 0 for edicion in hechas) == [2, 3, 4, 5]
    assert [una.numero for una in _ediciones(vivo)] == [None, 1, 2, 3, 4, 5]
    with almacen.lectura() as unidad:
        assert unidad.auditoria.verificar() is None
        ultima = unidad.versiones.plan_de(vivo.entidad.id, _ids(unidad, vivo)[-1].id)
    pesos = {r.codigo: r.ponderacion for r in ultima.renglones}
    assert [pesos[codigo] for codigo in codigos] == [Porcentaje(10 + n) for n in range(4)]


def test_plan_cargado_antes_de_guardar_ediciones(almacen: AlmacenSQL) -> None:
    """Su primer cambio guarda antes cómo estaba, con el gasto de cuando se cargó; y ya se puede exportar."""
    vivo = _con_plan(almacen)
    cargado = vivo.ahora
    visto = vivo.vistos[cargado]
    _sin_ediciones(almacen)
    vivo.ahora += timedelta(days=10)
    for _ in range(6):
        vivo._hacer(vivo._gastar)
    vivo.mirar()
    with almacen.lectura() as unidad:
        ctx = _contexto(unidad, vivo)
        momento = momento_del_plan(ctx, VIGENCIA, cargado.date())
        assert momento.edicion is None
        antes = armar_consolidado_de_entonces(ctx, momento, visto.corte, None, "1.0")
        assert antes.general.saldos == visto.general.saldos
    vivo.ahora += timedelta(days=10)
    vivo._hacer(vivo._modificar)
    vivo.mirar()

    primera, segunda = _ediciones(vivo)
    assert (primera.en, primera.origen) == (cargado, "plan cargado antes de guardar ediciones")
    assert segunda.en == vivo.ahora
    _como_estaba(vivo)


def _sin_ediciones(almacen: AlmacenSQL) -> None:
    """Como una base que se acaba de poner al día: con plan y sin ninguna edición."""
    with almacen.unidad() as unidad:
        conexion = unidad._conexion
        if conexion.dialect.name == "postgresql":
            conexion.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            conexion.execute(text("DROP TRIGGER edicion_sin_borrados"))
        conexion.execute(EDICION.delete())
        unidad.confirmar()
