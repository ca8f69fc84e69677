"""Cambiar una actividad sin traer un libro."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dominio.casos.modificar import PeticionDeCambio, modificar_actividad, revisar_cambio
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.casos.versiones import comparar_versiones
from dominio.errores import NoEncontrado, PermisoDenegado
from dominio.errores.versiones import ModificacionSinActo
from dominio.modelo.modificacion import CampoModificable
from dominio.modelo.version_del_plan import ClaseDeEdicion
from dominio.reglas.cambios_sin_libro import Valor
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, PLAN, V2026, Mundo
from tests.dominio.casos.versionado import DECRETO, UN_DIA, congelar, historia_de


def test_modificar_en_borrador_no_pide_acto(mundo: Mundo) -> None:
    """El cambio queda guardado, en la historia y en la traza con su antes y su después."""
    peticion = PeticionDeCambio(mundo.actividad("A-001").id, CampoModificable.FIN, date(2026, 11, 30))
    with mundo.como("planeacion") as ctx:
        revisado = revisar_cambio(ctx, peticion)
    assert (revisado.antes, revisado.despues, revisado.exige_acto) == ("31/12/2026", "30/11/2026", False)
    assert mundo.actividad("A-001").fin == date(2026, 12, 31)
    with mundo.como("planeacion") as ctx:
        _, edicion = modificar_actividad(ctx, peticion)

    assert (edicion.clase, edicion.origen) == (ClaseDeEdicion.BORRADOR, "A-001: fin")
    assert mundo.actividad("A-001").fin == date(2026, 11, 30)
    [traza] = mundo.traza("modificar_actividad")
    assert (traza.antes, traza.despues) == ({"fin": "31/12/2026"}, {"fin": "30/11/2026"})


@pytest.mark.parametrize("campo", list(CampoModificable))
def test_modificar_un_plan_aprobado_numera_cada_cambio(mundo: Mundo, campo: CampoModificable) -> None:
    """De cualquier campo: sin acto no se guarda; con él, es la versión siguiente."""
    congelar(mundo)
    valores: dict[CampoModificable, Valor] = {
        CampoModificable.INICIO: date(2026, 2, 1),
        CampoModificable.FIN: date(2026, 11, 30),
        CampoModificable.PONDERACION: Porcentaje.de(10),
        CampoModificable.CANTIDAD: Decimal(5),
        CampoModificable.MONTO: Pesos.de(7),
    }
    persona = mundo.personas["jefe_infra"].id if campo is CampoModificable.RESPONSABLE else None
    peticion = PeticionDeCambio(mundo.actividad("A-001").id, campo, valores.get(campo), persona_id=persona)
    with pytest.raises(ModificacionSinActo), mundo.como("planeacion") as ctx:
        modificar_actividad(ctx, peticion)
    with mundo.como("administracion", MARTES + UN_DIA) as ctx:
        _, edicion = modificar_actividad(ctx, replace(peticion, modificacion=DECRETO))

    assert (edicion.numero, edicion.autor) == (2, "Persona administracion")
    historia = historia_de(mundo)
    with mundo.como("consulta") as ctx:
        cambios = comparar_versiones(ctx, V2026, historia.version(1).id, historia.version(2).id)
    # Cerrar se lleva la actividad y su registro; lo demás cambia una sola cosa (y el cargo, con la persona).
    assert {c.objeto.split(" ")[0] for c in cambios} == {"A-001"}
    assert len(cambios) == {CampoModificable.CIERRE: 2, CampoModificable.RESPONSABLE: 2}.get(campo, 1)


def test_cerrar_no_borra_lo_reportado(mundo: Mundo) -> None:
    """La actividad cerrada sale del plan; si un libro la trae otra vez, vuelve con su avance."""
    actividad = mundo.actividad("A-001")
    with mundo.como("hector") as ctx:
        registrar_avance(
            ctx, DatosAvance("uno", actividad.id, ValorAvance(Porcentaje.de(30)), aclaracion="Por gestión")
        )
    with mundo.como("planeacion") as ctx:
        revisado, _ = modificar_actividad(ctx, PeticionDeCambio(actividad.id, CampoModificable.CIERRE))
    assert revisado.con_reportes
    with mundo.como("planeacion") as ctx, pytest.raises(NoEncontrado):
        revisar_cambio(ctx, PeticionDeCambio(actividad.id, CampoModificable.CIERRE))

    mundo.importar(*PLAN)
    assert mundo.actividad("A-001").avance == Porcentaje.de(30)


def test_modificar_exige_permiso_y_persona_de_la_entidad(mundo: Mundo) -> None:
    """Ni el jefe ni el responsable modifican; y no se pone de responsable a quien no existe."""
    peticion = PeticionDeCambio(mundo.actividad("A-001").id, CampoModificable.RESPONSABLE)
    for quien in ("jefe_infra", "hector", "consulta"):
        with mundo.como(quien) as ctx, pytest.raises(PermisoDenegado):
            modificar_actividad(ctx, peticion)
    with mundo.como("planeacion") as ctx, pytest.raises(NoEncontrado):
        modificar_actividad(ctx, peticion)
