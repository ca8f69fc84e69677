"""Lo que los resúmenes leen y retiran, igual en SQLite y en PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.envio import ClaseEnvio, Envio, EstadoEnvio
from dominio.modelo.recordatorio import Disparo, EstadoRecordatorio
from dominio.modelo.resumen import CuentasDelServicio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from tests.apoyo.plan import CUENTAS, VIGENCIA, Entorno, sembrar

HOY = datetime(2026, 9, 14, 12, 30, tzinfo=UTC)
AYER = HOY - timedelta(days=1)


@pytest.fixture
def entorno(almacen: AlmacenSQL) -> Entorno:
    """El plan pequeño."""
    return sembrar(almacen)


def _programar(almacen: AlmacenSQL, entorno: Entorno, *fines: date) -> list[int]:
    """Un recordatorio de plazo por cada actividad que termina esos días; sus números."""
    disparos = [Disparo(fin, "faltan_1", AYER, HOY + timedelta(days=5)) for fin in fines]
    with almacen.unidad() as unidad:
        unidad.recordatorios.programar(entorno.entidad.id, VIGENCIA, disparos)
        ids = [uno.id for uno in unidad.recordatorios.maduros(HOY)]
        unidad.confirmar()
    return ids


def test_recordados_traen_su_actividad_y_no_al_resumen(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """Cada uno con su código y el día del que cuelga; lo de otra entidad no se ve."""
    ids = _programar(almacen, entorno, date(2026, 9, 15))
    with almacen.unidad() as unidad:
        otra = unidad.entidades.crear("05001", "Otra")
        [uno] = unidad.resumenes.recordados(entorno.entidad.id, ids)
        assert unidad.resumenes.recordados(otra.id, ids) == []

    assert (uno.tipo, uno.codigo, uno.base) == (TipoRecordatorio.PLAZO, "A-004", date(2026, 9, 15))


def test_retirar_cambia_los_suyos_una_vez(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """Lo retirado queda en su estado y contado; lo ya retirado, y lo de otra entidad, no se toca."""
    ids = _programar(almacen, entorno, date(2026, 9, 15))
    with almacen.unidad() as unidad:
        otra = unidad.entidades.crear("05001", "Otra")
        assert unidad.resumenes.retirar(otra.id, ids, EstadoRecordatorio.VENCIDO, HOY) == 0
        suya = entorno.entidad.id
        assert unidad.resumenes.retirar(suya, ids, EstadoRecordatorio.NO_ENTREGABLE, HOY) == 1
        assert unidad.resumenes.retirar(suya, ids, EstadoRecordatorio.VENCIDO, HOY) == 0
        assert unidad.resumenes.no_entregables(suya, VIGENCIA) == 1
        assert unidad.resumenes.no_entregables(otra.id, VIGENCIA) == 0


def test_cuentas_son_de_la_entidad_y_del_rato(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """Recibidos, enviados por clase, fallidos con su causa y encargos: los del rato y los de la entidad."""
    ana, pilar = entorno.personas["ana"], entorno.personas["pilar"]
    with almacen.unidad() as unidad:
        unidad.entrantes.anotar(1, CUENTAS["ana"], AYER + timedelta(hours=1))
        unidad.entrantes.anotar(2, CUENTAS["ana"], AYER - timedelta(hours=1))
        unidad.entrantes.anotar(3, 987_654, AYER + timedelta(hours=1))
        clases = (ClaseEnvio.RESPUESTA, ClaseEnvio.ACUSE, ClaseEnvio.RECORDATORIO, ClaseEnvio.AVISO)
        envios = [Envio(CUENTAS["ana"], "sendMessage", {"text": "x"}, c, None, ana.id) for c in clases]
        envios.append(Envio(5, "sendMessage", {"text": "x"}, ClaseEnvio.RESPUESTA))
        ids = [uno for uno in unidad.salidas.encolar(envios, AYER) if uno is not None]
        estados = (EstadoEnvio.ENVIADO, EstadoEnvio.FALLIDO, EstadoEnvio.INCIERTO, EstadoEnvio.VENCIDO)
        errores = (None, "Bad Request: x", "Bad Request: x", "tarde")
        hechos = [(uno, e, None, error) for uno, e, error in zip(ids, estados, errores, strict=False)]
        unidad.salidas.resolver(hechos, AYER + timedelta(hours=2))
        encargo = unidad.encargos.crear(TipoEncargo.EXPORTAR, entorno.entidad.id, pilar.id, 101, {})
        clave = f"encargo:{encargo.id}:respuesta"
        unidad.salidas.encolar(
            [Envio(101, "sendMessage", {}, clave=clave, persona_id=pilar.id)], AYER + timedelta(hours=3)
        )
        unidad.encargos.terminar(encargo.id, error="se cayó")
        cuentas = unidad.resumenes.cuentas(entorno.entidad.id, AYER, HOY)
        antes = unidad.resumenes.cuentas(
            entorno.entidad.id, AYER - timedelta(days=9), AYER - timedelta(days=8)
        )
        otra = unidad.entidades.crear("05001", "Otra")
        ajenas = unidad.resumenes.cuentas(otra.id, AYER, HOY)

    assert (cuentas.recibidos, cuentas.enviados) == (1, {"respuesta": 1})
    assert (cuentas.fallidos, cuentas.dudosos, cuentas.sin_salir, cuentas.en_cola) == (1, 1, 1, 1)
    assert cuentas.causa is not None
    assert (cuentas.causa.error, cuentas.causa.cuantos) == ("Bad Request: x", 2)
    assert cuentas.encargos_fallidos == 1
    assert (cuentas.tamano_base or 0) > 0
    assert (antes.recibidos, antes.fallidos, antes.encargos_fallidos) == (0, 0, 0)
    assert ajenas == CuentasDelServicio(tamano_base=ajenas.tamano_base)


def test_anterior_es_el_de_esa_persona(almacen: AlmacenSQL, entorno: Entorno) -> None:
    """La marca la deja el diario que tocaba, a cada quien el suyo; el pedido a mano no cuenta."""
    pilar, jorge = entorno.personas["pilar"], entorno.personas["jorge"]

    def traza(objeto: str, secuencia: int) -> Anotacion:
        despues = {"secuencia": secuencia}
        return Anotacion(entorno.entidad.id, pilar.id, "enviar_resumen", objeto, None, despues, None, "chat")

    with almacen.unidad() as unidad:
        assert unidad.resumenes.anterior(entorno.entidad.id, pilar.id) is None
        unidad.auditoria.anotar(traza("resumen:diario", 7), AYER)
        unidad.auditoria.anotar(traza("resumen:diario:pedido", 9), HOY)
        marca = unidad.resumenes.anterior(entorno.entidad.id, pilar.id)
        assert marca is not None
        assert (marca.en, marca.secuencia) == (AYER, 7)
        assert unidad.resumenes.anterior(entorno.entidad.id, jorge.id) is None
