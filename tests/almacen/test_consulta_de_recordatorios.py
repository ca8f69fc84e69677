"""Lo que se consulta de los recordatorios sale de una vez, solo de la entidad y la vigencia pedidas."""

from __future__ import annotations

from datetime import date, timedelta

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.delegacion import NuevaDelegacion
from dominio.modelo.entidad import Entidad
from dominio.modelo.entrega_de_recordatorios import Resolucion
from dominio.modelo.recordatorio import Disparo, EstadoRecordatorio
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.almacen.hechos import AHORA, VIGENCIA, cargar, fila_plan, nuevo_avance, una_entidad, una_persona

FIN = date(2026, 9, 15)
UN_DIA = timedelta(days=1)
MARIA = "María Pérez Gómez"


def _terminar(almacen: AlmacenSQL, entidad: Entidad, codigo: str) -> None:
    """Queda en 100 % con un reporte del chat."""
    with almacen.unidad() as unidad:
        renglones = unidad.planes.renglones(entidad.id, VIGENCIA)
        renglon = next(uno for uno in renglones if uno.codigo == codigo)
        unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, porcentaje=Porcentaje.CIEN))
        unidad.confirmar()


def test_a_cargo_por_terminacion(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Las de esas personas, de la que termina primero a la última; lo terminado se dice."""
    maria = una_persona(almacen, entidad, MARIA)
    cargar(
        almacen,
        entidad,
        fila_plan("A-002", fin=date(2026, 10, 1)),
        fila_plan("A-001", fin=FIN),
        fila_plan("A-003", responsable="Otra Persona Más"),
    )
    _terminar(almacen, entidad, "A-002")
    with almacen.lectura() as unidad:
        suyas = unidad.recordados.a_cargo(entidad.id, VIGENCIA, [maria.id])
        de_otro_anio = unidad.recordados.a_cargo(entidad.id, Vigencia(2025), [maria.id])

    assert [(una.codigo, una.terminada) for una in suyas] == [("A-001", False), ("A-002", True)]
    assert de_otro_anio == []


def test_por_salir_y_no_llegaron(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Lo programado espera; lo que no se pudo entregar se cuenta por persona, desde el primero."""
    maria = una_persona(almacen, entidad, MARIA)
    cargar(almacen, entidad, fila_plan("A-001", fin=FIN), fila_plan("A-002", fin=FIN))
    with almacen.unidad() as unidad:
        disparo = Disparo(FIN, "faltan_15", AHORA, AHORA + UN_DIA)
        assert unidad.recordatorios.programar(entidad.id, VIGENCIA, [disparo]) == 2
        unidad.confirmar()
    with almacen.unidad() as unidad:
        primero, segundo = unidad.recordados.por_salir(entidad.id, maria.id, 10)
        assert (primero.programado, primero.pospuesto) == (AHORA, False)
        assert unidad.recordados.no_llegaron(entidad.id, VIGENCIA) == {}
        cierre = [Resolucion(primero.id, EstadoRecordatorio.NO_ENTREGABLE, maria.id, None)]
        unidad.recordatorios.resolver(cierre, AHORA + UN_DIA)
        assert [uno.id for uno in unidad.recordados.por_salir(entidad.id, maria.id, 10)] == [segundo.id]
        perdidos = unidad.recordados.no_llegaron(entidad.id, VIGENCIA)
        assert (perdidos[maria.id].cuantos, perdidos[maria.id].desde) == (1, AHORA)
        assert unidad.recordados.no_llegaron(entidad.id, Vigencia(2025)) == {}


def test_con_quien_reporte_solo_si_le_llega(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """La delegación que rige hoy cuenta si el delegado tiene chat y no bloqueó el asistente."""
    maria = una_persona(almacen, entidad, MARIA)
    otra = una_persona(almacen, entidad, "Jorge Paz", telegram=78)
    hoy = AHORA.date()
    with almacen.unidad() as unidad:
        nueva = NuevaDelegacion(entidad.id, maria.id, otra.id, hoy, hoy + UN_DIA, None, maria.id, AHORA)
        unidad.delegaciones.crear(nueva)
        assert unidad.recordados.con_quien_reporte(entidad.id, hoy) == {maria.id}
        assert unidad.recordados.con_quien_reporte(entidad.id, hoy + 2 * UN_DIA) == frozenset()
        unidad.personas.marcar_alcance(78, inalcanzable=True)
        assert unidad.recordados.con_quien_reporte(entidad.id, hoy) == frozenset()


def test_sin_responsable_es_de_su_entidad(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Lo que no es de nadie, sin lo terminado ni lo de otra entidad."""
    otra = una_entidad(almacen, "05001")
    nadie = {"responsable": "Oficina de Vivienda"}
    cargar(almacen, entidad, fila_plan("A-001", **nadie), fila_plan("A-002", **nadie))
    cargar(almacen, otra, fila_plan("B-001", **nadie))
    _terminar(almacen, entidad, "A-002")
    with almacen.lectura() as unidad:
        halladas = unidad.recordados.sin_responsable(entidad.id, VIGENCIA)

    assert [(una.codigo, una.escrito) for una in halladas] == [("A-001", "Oficina de Vivienda")]
