"""Cambios de rol guardados: uno esperando por persona, una sola decisión, y quien administra nunca falta."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier

import pytest

from almacen.tablas.unidad import AlmacenSQL, UnidadSQL
from dominio.casos.contexto import Contexto
from dominio.casos.delegar import DatosDelegacion, delegar
from dominio.casos.personas import revocar
from dominio.errores import BaseOcupada, ErrorDominio, NoEncontrado
from dominio.errores.personas import CambioYaPedido, DelegacionCruzada
from dominio.modelo.cambio_de_rol import CambioDeRol, EstadoCambio, NuevoCambio
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from tests.almacen.hechos import AHORA, una_entidad, una_persona, vincular


class TodosHabiles:
    """Un calendario en que todos los días se trabaja."""

    def es_habil(self, dia: date) -> bool:
        """Siempre."""
        return True


def _pedir(almacen: AlmacenSQL, persona: Persona, rol: Rol = Rol.JEFE) -> CambioDeRol:
    nuevo = NuevoCambio(persona.entidad_id, persona.id, persona.rol, rol, None, None, "encargo", None, AHORA)
    with almacen.unidad() as unidad:
        cambio = unidad.cambios_de_rol.pedir(nuevo)
        unidad.confirmar()
    return cambio


def _a_la_vez(tareas: list[Callable[[], object]]) -> list[object]:
    salida = Barrier(len(tareas))

    def correr(tarea: Callable[[], object]) -> object:
        salida.wait()
        return tarea()

    with ThreadPoolExecutor(len(tareas)) as grupo:
        return list(grupo.map(correr, tareas))


def test_cambio_vuelve_como_se_pidio(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Con los nombres de hoy; en otra entidad no existe."""
    cambio = _pedir(almacen, una_persona(almacen, entidad))
    otra = una_entidad(almacen, "05001")

    assert (cambio.persona, cambio.rol_anterior, cambio.rol_nuevo) == ("Ana Ruiz", Rol.RESPONSABLE, Rol.JEFE)
    assert (cambio.pidio, cambio.motivo, cambio.estado) == (None, "encargo", EstadoCambio.PEDIDO)
    with almacen.lectura() as unidad:
        assert unidad.cambios_de_rol.esperando(entidad.id) == [cambio]
        assert unidad.cambios_de_rol.esperando(otra.id) == []
        with pytest.raises(NoEncontrado):
            unidad.cambios_de_rol.traer(otra.id, cambio.id)


def test_uno_esperando_por_persona(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El segundo no daña la transacción; decidido el primero, cabe otro."""
    ana = una_persona(almacen, entidad)
    cambio = _pedir(almacen, ana)
    with pytest.raises(CambioYaPedido):
        _pedir(almacen, ana, Rol.CONSULTA)
    with almacen.unidad() as unidad:
        assert unidad.cambios_de_rol.decidir(cambio.id, EstadoCambio.RECHAZADO, None, AHORA)
        assert not unidad.cambios_de_rol.decidir(cambio.id, EstadoCambio.APROBADO, None, AHORA)
        unidad.confirmar()
    _pedir(almacen, ana, Rol.CONSULTA)


def test_anular_los_de_una_persona(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El suyo, y los que pidió; los demás siguen."""
    ana, luis = una_persona(almacen, entidad), una_persona(almacen, entidad, "Luis Gil", 78)
    _pedir(almacen, ana)
    de_luis = _pedir(almacen, luis)
    with almacen.unidad() as unidad:
        assert unidad.cambios_de_rol.anular_de(ana.id, None, AHORA) == 1
        assert unidad.cambios_de_rol.esperando(entidad.id) == [de_luis]


def test_dos_deciden_a_la_vez_y_vale_una(compartido: AlmacenSQL) -> None:
    """Aprobar y rechazar en el mismo instante: una sola decisión."""
    cambio = _pedir(compartido, una_persona(compartido, una_entidad(compartido)))

    def decidir(estado: EstadoCambio) -> Callable[[], bool]:
        def hacer() -> bool:
            with compartido.unidad() as unidad:
                hecho = unidad.cambios_de_rol.decidir(cambio.id, estado, None, AHORA)
                unidad.confirmar()
            return hecho

        return hacer

    tareas: list[Callable[[], object]] = [
        decidir(EstadoCambio.APROBADO),
        decidir(EstadoCambio.RECHAZADO),
        decidir(EstadoCambio.APROBADO),
    ]
    assert sorted(map(bool, _a_la_vez(tareas))) == [False, False, True]


def test_dos_que_administran_no_se_revocan_a_la_vez(compartido: AlmacenSQL) -> None:
    """Cada una a la otra, en el mismo instante: siempre queda quien administre."""
    entidad = una_entidad(compartido)
    with compartido.unidad() as unidad:
        nuevas = [NuevaPersona(entidad.id, nombre, Rol.ADMINISTRACION) for nombre in ("Una", "Otra")]
        una, otra = [vincular(unidad, unidad.personas.crear(n), 90 + i) for i, n in enumerate(nuevas)]
        unidad.confirmar()

    def revoca(quien: Persona, a_quien: Persona) -> Callable[[], object]:
        def hacer() -> object:
            try:
                with compartido.unidad() as unidad:
                    unidad.turno(quien.telegram_id or 0)
                    ctx = Contexto(unidad, quien, entidad, AHORA, TodosHabiles())
                    revocar(ctx, a_quien.id)
                    unidad.confirmar()
            except BaseOcupada:
                # Los dos esperaban el turno del otro: uno se rinde, y al volver a intentar ya no entra.
                return "ocupada"
            except ErrorDominio as error:
                return error.codigo
            return "revocada"

        return hacer

    resultados = _a_la_vez([revoca(una, otra), revoca(otra, una)])

    assert resultados.count("revocada") == 1, resultados
    with compartido.lectura() as unidad:
        quedan = unidad.personas.listar(entidad.id, rol=Rol.ADMINISTRACION)
    assert len([persona for persona in quedan if persona.telegram_id is not None]) == 1


def _esperando(tarea: Callable[[], object], soltar: Callable[[], None]) -> object:
    """Lo que da la tarea, que no puede terminar antes de que se suelte lo que espera."""
    with ThreadPoolExecutor(1) as grupo:
        futuro = grupo.submit(tarea)
        with pytest.raises(TimeoutError):
            futuro.result(timeout=0.3)
        soltar()
        return futuro.result()


def test_mensaje_en_curso_termina_antes_de_que_se_revoque(compartido: AlmacenSQL) -> None:
    """La revocación espera al mensaje a medio atender: después de ella esa cuenta ya no escribe nada."""
    entidad = una_entidad(compartido)
    ana = una_persona(compartido, entidad, "Ana Ruiz", 77)
    servidor = Persona(IdPersona(0), entidad.id, "Servidor", None, Rol.ADMINISTRACION, None, None, None)

    def revoca() -> str:
        with compartido.unidad() as unidad:
            revocar(Contexto(unidad, servidor, entidad, AHORA, TodosHabiles(), "cli"), ana.id)
            unidad.confirmar()
        return "revocada"

    mensaje = compartido.unidad().__enter__()
    mensaje.turno(77)
    assert _esperando(revoca, partial(mensaje.__exit__, None, None, None)) == "revocada"


def test_dos_delegan_lo_mismo_a_la_vez_y_vale_una(compartido: AlmacenSQL) -> None:
    """La segunda espera a la primera y entonces ve que se cruza."""
    entidad = una_entidad(compartido)
    ana, luis = una_persona(compartido, entidad), una_persona(compartido, entidad, "Luis Gil", 78)
    nora = una_persona(compartido, entidad, "Nora Gil", 79)
    hoy = AHORA.date()

    def delega(unidad: UnidadSQL, delegado: Persona) -> None:
        datos = DatosDelegacion(ana.id, delegado.id, hoy, hoy)
        delegar(Contexto(unidad, ana, entidad, AHORA, TodosHabiles()), datos)

    def la_otra() -> str:
        with compartido.unidad() as unidad:
            try:
                delega(unidad, nora)
            except DelegacionCruzada as error:
                return error.codigo
        return "guardada"

    primera = compartido.unidad().__enter__()
    delega(primera, luis)

    def soltar() -> None:
        primera.confirmar()
        primera.__exit__(None, None, None)

    assert _esperando(la_otra, soltar) == "delegacion_cruzada"
