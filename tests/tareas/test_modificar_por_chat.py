"""Con el plan aprobado, confirmar un libro pide razón y acto; y el plan se pide como estaba."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from dominio.modelo.version_del_plan import EdicionDelPlan
from tests.apoyo.cambios_del_plan import aprobar_version
from tests.apoyo.plan import AHORA, VIGENCIA
from tests.cli.libro import escribir_plan
from tests.tareas.oficina import PACIENCIA, Oficina, con_documento, dice


def _ediciones(oficina: Oficina) -> list[EdicionDelPlan]:
    with oficina.almacen.lectura() as unidad:
        return list(unidad.versiones.ediciones(oficina.plan.entidad.id, VIGENCIA))


async def test_libro_sobre_un_plan_aprobado_pide_su_acto(oficina: Oficina, tmp_path: Path) -> None:
    """La revisión lo dice; el diálogo pide lo que falta y el libro queda como la versión 2."""
    aprobar_version(oficina.almacen, oficina.plan, AHORA, "Acta 003", "2026-07-01")
    pilar, antes = oficina.persona("pilar"), oficina.actividades()

    await pilar.adjunta(escribir_plan(tmp_path / "plan.xlsx"))
    previa = await pilar.espera(dice("El plan ya está aprobado"), PACIENCIA)
    assert "Confirmar importación" in previa.rotulos
    await pilar.toca("Confirmar importación")
    pregunta = await pilar.espera(dice("¿Por qué se modifica el plan?"))
    assert pregunta.id != previa.id, "la vista previa tiene que seguir en el chat"
    assert oficina.actividades() == antes
    for respuesta, sigue in (
        ("Adición de recursos", "¿Con qué acto?"),
        ("Decreto 0412", "¿De qué fecha es el acto?"),
        ("15 de julio", "Se guarda «plan.xlsx» como modificación del plan"),
    ):
        await pilar.escribe(respuesta)
        resumen = await pilar.espera(dice(sigue))
    assert "objetos del plan:" in resumen.texto
    assert "• Ya no está: actividad A-0" in resumen.texto
    assert "… y " in resumen.texto
    await pilar.toca("Confirmar")
    acuse = await pilar.espera(dice("Guardando la modificación"))
    assert not {"Registrar otro", "Ver mis actividades"} & set(acuse.rotulos)
    guardado = await pilar.espera(dice("Plan 2026 guardado"), PACIENCIA)
    assert "Quedó la versión 2 del plan" in guardado.texto
    assert "/versiones" in guardado.texto

    ultima = _ediciones(oficina)[-1]
    assert (ultima.numero, ultima.razon, ultima.autor) == (2, "Adición de recursos", "Pilar Mora")
    assert ultima.acto is not None
    assert ultima.acto.numero == "Decreto 0412"
    assert oficina.actividades() != antes
    assert oficina.telegram.rechazos() == []


async def test_cancelar_la_modificacion_no_guarda(oficina: Oficina, tmp_path: Path) -> None:
    """Ni el plan ni una edición; el libro sigue por confirmar."""
    aprobar_version(oficina.almacen, oficina.plan, AHORA, "Acta 003", "2026-07-01")
    pilar, antes = oficina.persona("pilar"), oficina.resumen()
    await pilar.adjunta(escribir_plan(tmp_path / "plan.xlsx"))
    await pilar.espera(dice("El plan ya está aprobado"), PACIENCIA)
    await pilar.toca("Confirmar importación")
    await pilar.espera(dice("¿Por qué se modifica el plan?"))
    await pilar.escribe("cancelar")
    await pilar.espera(dice("no se guardó nada"))

    assert oficina.resumen() == antes


async def test_exportar_una_version_por_chat(oficina: Oficina) -> None:
    """«Envíame la versión 1» manda el libro con la versión en su nombre y en Control."""
    aprobar_version(oficina.almacen, oficina.plan, AHORA, "Acta 003", "2026-07-01")
    pilar = oficina.persona("pilar")

    await pilar.escribe("envíame la versión 1")
    await pilar.espera(dice("Como estaba: Versión 1, al 04/09/2026"), PACIENCIA)
    mensaje = await pilar.espera(con_documento, PACIENCIA)

    assert "-version-1-al-2026-09-04" in str((mensaje.documento or {})["file_name"])
    control = openpyxl.load_workbook(io.BytesIO(pilar.descarga(mensaje)))["Control"]
    dichos = {fila[0]: fila[1] for fila in control.iter_rows(values_only=True)}
    assert dichos["Versión del plan"] == "Versión 1, al 04/09/2026 10:00"
