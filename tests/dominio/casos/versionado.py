"""Lo que las pruebas de versiones comparten: aprobar el plan, importarlo con su acto y ver su historia."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dominio.casos.ediciones import Ediciones
from dominio.casos.importar import importar
from dominio.casos.versiones import Historia, historia_del_plan
from dominio.modelo.importacion import Decisiones
from dominio.modelo.libro import FilaPlan, LibroLeido
from dominio.modelo.modificacion import ActoDelPlan, DatosDeModificacion
from dominio.modelo.version_del_plan import EdicionDelPlan
from tests.dominio.casos.mundo import MARTES, V2026, Mundo

ACTA = ActoDelPlan("Acta 003", date(2026, 9, 10))
DECRETO = DatosDeModificacion("Adición de recursos", "Decreto 0412", date(2026, 9, 15))
UN_DIA = timedelta(days=1)


def congelar(mundo: Mundo, ahora: datetime = MARTES) -> EdicionDelPlan:
    """El Consejo aprueba el plan."""
    with mundo.como("planeacion", ahora) as ctx:
        return Ediciones(ctx, V2026).congelar(ACTA)


def importar_libro(
    mundo: Mundo,
    libro: LibroLeido,
    datos: DatosDeModificacion | None = None,
    ahora: datetime = MARTES + UN_DIA,
) -> None:
    """Importa un libro, con su acto si lo hay."""
    with mundo.como("planeacion", ahora) as ctx:
        importar(ctx, V2026, libro, "libro", Decisiones(modificacion=datos))


def importar_plan(mundo: Mundo, *filas: FilaPlan, datos: DatosDeModificacion | None = None) -> None:
    """Importa esas filas del plan, con su acto si lo hay."""
    importar_libro(mundo, LibroLeido(plan=filas), datos)


def historia_de(mundo: Mundo) -> Historia:
    """Las ediciones del plan."""
    with mundo.como("consulta") as ctx:
        return historia_del_plan(ctx, V2026)
