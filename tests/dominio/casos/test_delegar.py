"""Delegar: por quién, en quién, cuándo, y qué alcanza el delegado mientras dura."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dominio.casos.consultar import mis_actividades
from dominio.casos.delegar import (
    DatosDelegacion,
    DelegacionHecha,
    delegados_posibles,
    delegar,
    mis_delegaciones,
    terminar_delegacion,
    titulares_posibles,
)
from dominio.casos.ejecutar import DatosEjecucion, objetos_de_gasto, registrar_ejecucion
from dominio.casos.reportar import DatosAvance, ValorAvance, actividades_a_cargo, registrar_avance
from dominio.errores import EntradaInvalida, PermisoDenegado
from dominio.errores.personas import DelegacionCruzada, DelegacionEncadenada, DelegadoNoPuede
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, Mundo

HOY = MARTES.date()
UN_DIA = timedelta(days=1)


@pytest.fixture
def equipo(mundo: Mundo) -> Mundo:
    """El mundo con tres responsables de Salud vinculados, su jefe, el de Infraestructura y planeación."""
    with mundo.almacen.unidad() as unidad:
        salud = mundo.personas["jefe_salud"].dependencia_id
        for quien in ("nora", "olga"):
            nueva = NuevaPersona(mundo.entidad.id, f"Persona {quien}", Rol.RESPONSABLE, salud)
            mundo.personas[quien] = unidad.personas.crear(nueva)
        vinculados = ("luz", "nora", "olga", "jefe_salud", "hector", "jefe_infra", "planeacion", "consulta")
        for n, quien in enumerate(vinculados):
            unidad.personas.invitar(mundo.personas[quien].id, quien, MARTES + timedelta(hours=1), None)
            vinculada = unidad.personas.vincular(quien, 700 + n, MARTES)
            assert vinculada is not None
            mundo.personas[quien] = vinculada
        unidad.confirmar()
    return mundo


def _delegar(
    mundo: Mundo, titular: str, delegado: str, fechas: tuple[date, date] = (HOY, HOY), quien: str = ""
) -> DelegacionHecha:
    datos = DatosDelegacion(mundo.personas[titular].id, mundo.personas[delegado].id, *fechas)
    with mundo.como(quien or titular) as ctx:
        return delegar(ctx, datos)


def _avance(mundo: Mundo, codigo: str) -> DatosAvance:
    return DatosAvance(
        f"envio-{codigo}", mundo.actividad(codigo).id, ValorAvance(Porcentaje.de(20)), "Se hizo"
    )


def test_delegado_reporta_y_el_reporte_lo_dice(equipo: Mundo) -> None:
    """Antes no alcanza; después sí, con su folio ligado a la delegación y los dos en la traza."""
    with equipo.como("nora") as ctx, pytest.raises(PermisoDenegado):
        registrar_avance(ctx, _avance(equipo, "A-012"))
    hecha = _delegar(equipo, "luz", "nora")

    with equipo.como("nora") as ctx:
        assert [renglon.codigo for renglon in actividades_a_cargo(ctx)] == ["A-012", "A-013"]
        assert [estado.renglon.codigo for estado in mis_actividades(ctx)] == ["A-012", "A-013"]
        folio = registrar_avance(ctx, _avance(equipo, "A-012")).folio

    with equipo.almacen.lectura() as unidad:
        assert unidad.delegaciones.de_reporte(equipo.entidad.id, folio) == hecha.delegacion
    [traza] = equipo.traza("registrar_avance")
    assert traza.actor_id == equipo.personas["nora"].id
    assert traza.despues is not None
    assert traza.despues["por_delegacion_de"] == "Luz Dary Angulo"
    [delegada] = equipo.traza("delegar")
    assert delegada.actor_id == equipo.personas["luz"].id


def test_lo_propio_no_dice_delegacion(equipo: Mundo) -> None:
    """El titular puede seguir reportando, y lo suyo es suyo."""
    _delegar(equipo, "luz", "nora")
    with equipo.como("luz") as ctx:
        folio = registrar_avance(ctx, _avance(equipo, "A-012")).folio

    with equipo.almacen.lectura() as unidad:
        assert unidad.delegaciones.de_reporte(equipo.entidad.id, folio) is None
    [traza] = equipo.traza("registrar_avance")
    assert traza.despues is not None
    assert "por_delegacion_de" not in traza.despues


def test_el_dinero_tambien_se_delega(equipo: Mundo) -> None:
    """El delegado registra la ejecución de las actividades del titular."""
    _delegar(equipo, "luz", "nora")
    registro = equipo.registro("A-012")
    with equipo.como("nora") as ctx:
        assert "A-012" in [objeto.codigo for objeto in objetos_de_gasto(ctx)]
        registrar_ejecucion(
            ctx, DatosEjecucion("gasto-1", registro.id, MomentoGasto.CDP, Pesos.de(10), es_incremento=True)
        )

    [traza] = equipo.traza("registrar_ejecucion")
    assert traza.despues is not None
    assert traza.despues["por_delegacion_de"] == "Luz Dary Angulo"


@pytest.mark.parametrize(("dias", "alcanza"), [(0, False), (1, True), (3, True), (4, False)])
def test_rige_solo_entre_sus_fechas(equipo: Mundo, dias: int, *, alcanza: bool) -> None:
    """El primer y el último día cuentan; el anterior y el siguiente, no."""
    _delegar(equipo, "luz", "nora", (HOY + UN_DIA, HOY + 3 * UN_DIA))

    with equipo.como("nora", MARTES + timedelta(days=dias)) as ctx:
        assert bool(actividades_a_cargo(ctx)) is alcanza


def test_terminar_antes_rige_ya(equipo: Mundo) -> None:
    """La terminan el titular, el delegado, su jefe o planeación; otra vez es lo mismo que una."""
    for n, quien in enumerate(("luz", "nora", "jefe_salud", "planeacion")):
        hecha = _delegar(equipo, "luz", "nora")
        with equipo.como(quien) as ctx:
            terminar_delegacion(ctx, hecha.delegacion.id)
            terminar_delegacion(ctx, hecha.delegacion.id)
        with equipo.como("nora") as ctx:
            assert actividades_a_cargo(ctx) == []
        assert len(equipo.traza("terminar_delegacion")) == n + 1


@pytest.mark.parametrize("quien", ["olga", "jefe_infra", "hector"])
def test_terminar_la_de_otros_no_se_puede(equipo: Mundo, quien: str) -> None:
    """Quien no tiene que ver con ella no la toca."""
    hecha = _delegar(equipo, "luz", "nora")
    with equipo.como(quien, confirmar=False) as ctx, pytest.raises(PermisoDenegado):
        terminar_delegacion(ctx, hecha.delegacion.id)


@pytest.mark.parametrize("delegado", ["luz", "hector", "consulta", "administracion"])
def test_delegado_es_otro_de_la_dependencia_que_reporte(equipo: Mundo, delegado: str) -> None:
    """Ni uno mismo, ni de otra dependencia, ni quien no reporta, ni quien no está vinculado."""
    with pytest.raises(DelegadoNoPuede):
        _delegar(equipo, "luz", delegado)


def test_planeacion_delega_por_otra_persona_y_cruza_dependencias(equipo: Mundo) -> None:
    """Los demás solo delegan lo propio."""
    with pytest.raises(PermisoDenegado):
        _delegar(equipo, "luz", "nora", quien="jefe_salud")

    hecha = _delegar(equipo, "luz", "hector", quien="planeacion")
    assert {persona.nombre for persona in hecha.revision.jefes} == {"Persona jefe_salud"}
    with equipo.como("hector") as ctx:
        codigos = [renglon.codigo for renglon in actividades_a_cargo(ctx)]
    assert codigos == ["A-001", "A-002", "A-012", "A-013"]


@pytest.mark.parametrize("quien", ["consulta", "administracion"])
def test_delegar_exige_permiso(equipo: Mundo, quien: str) -> None:
    """Quien no reporta no tiene qué delegar."""
    with equipo.como(quien) as ctx, pytest.raises(PermisoDenegado):
        titulares_posibles(ctx)


def test_candidatos_son_los_que_el_caso_admite(equipo: Mundo) -> None:
    """Lo que se ofrece es lo que se puede."""
    with equipo.como("luz") as ctx:
        propios = {persona.nombre for persona in delegados_posibles(ctx, equipo.personas["luz"].id)}
        assert titulares_posibles(ctx) == [equipo.personas["luz"]]
    assert propios == {"Persona nora", "Persona olga", "Persona jefe_salud"}
    with equipo.como("planeacion") as ctx:
        assert len(titulares_posibles(ctx)) == 8


@pytest.mark.parametrize(
    ("fechas", "pista"),
    [
        ((HOY - UN_DIA, HOY), "delegacion_pasada"),
        ((HOY + UN_DIA, HOY), "delegacion_al_reves"),
        ((HOY, HOY + 180 * UN_DIA), "delegacion_larga"),
    ],
)
def test_fechas_que_no_sirven(equipo: Mundo, fechas: tuple[date, date], pista: str) -> None:
    """Desde hoy, en orden y hasta 180 días; 180 justos sí."""
    with pytest.raises(EntradaInvalida) as rechazo:
        _delegar(equipo, "luz", "nora", fechas)
    assert rechazo.value.pista == pista
    _delegar(equipo, "luz", "nora", (HOY, HOY + 179 * UN_DIA))


def test_del_mismo_titular_no_se_cruzan(equipo: Mundo) -> None:
    """Un solo día en común basta para rechazarla; seguidas, sí."""
    _delegar(equipo, "luz", "nora", (HOY, HOY + 2 * UN_DIA))
    with pytest.raises(DelegacionCruzada):
        _delegar(equipo, "luz", "olga", (HOY + 2 * UN_DIA, HOY + 5 * UN_DIA))
    _delegar(equipo, "luz", "olga", (HOY + 3 * UN_DIA, HOY + 5 * UN_DIA))


def test_no_se_encadena(equipo: Mundo) -> None:
    """Quien recibe no delega en esas fechas, y no se delega en quien está ausente."""
    _delegar(equipo, "luz", "nora", (HOY, HOY + UN_DIA))
    with pytest.raises(DelegacionEncadenada):
        _delegar(equipo, "nora", "olga", (HOY + UN_DIA, HOY + 2 * UN_DIA))
    with pytest.raises(DelegacionEncadenada):
        _delegar(equipo, "olga", "luz")
    # Recibir de dos personas sí se puede, y terminada ya no estorba.
    _delegar(equipo, "olga", "nora")
    with equipo.como("luz") as ctx:
        for una in mis_delegaciones(ctx):
            terminar_delegacion(ctx, una.id)
    _delegar(equipo, "luz", "jefe_salud")


def test_lo_recibido_no_se_pasa(equipo: Mundo) -> None:
    """Por construcción: se delega lo que está a nombre del titular, nunca lo que le delegaron."""
    _delegar(equipo, "luz", "nora", (HOY, HOY))
    _delegar(equipo, "nora", "olga", (HOY + UN_DIA, HOY + UN_DIA))

    with equipo.como("olga", MARTES + UN_DIA) as ctx:
        assert actividades_a_cargo(ctx) == []


def test_delegado_sin_acceso_no_alcanza(equipo: Mundo) -> None:
    """Si ya no reporta, la delegación no le da nada."""
    _delegar(equipo, "luz", "nora")
    nora = equipo.personas["nora"]
    equipo.personas["nora"] = replace(nora, rol=Rol.CONSULTA)
    with equipo.como("nora") as ctx:
        assert list(mis_actividades(ctx)) == []
