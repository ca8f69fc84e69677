"""``asistente corte listar|cerrar|prorrogar|abrir|reabrir``: lo mismo que /corte, sin chat."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import CodigoEntidad, ComoJson, Confirmar, MotivoDe
from bot.cli.puerta import abrir, contexto_de
from bot.cli.salida import ErrorDeOrden, decir
from dominio.modelo.corte import AccionDeCorte

if TYPE_CHECKING:
    from dominio.casos.cortes import PeticionDeCorte, RevisionDeCorte
    from dominio.modelo.corte import Omision

cortes = typer.Typer(cls=GrupoEspanol, help="Los cortes de una entidad: hasta cuándo reciben reportes.")
app.add_typer(cortes, name="corte")

CualCorte = Annotated[str, typer.Option("--corte", help="Corte: 2026-T3 o 2026-M09.")]
Hasta = Annotated[str, typer.Option("--hasta", help="Último día que recibe, incluido: 2026-10-15.")]


@cortes.command("listar", cls=OrdenEspanol)
def listar(*, entidad: CodigoEntidad, como_json: ComoJson = False) -> None:
    """Muestra cómo está cada corte y hasta cuándo recibe.

    Ejemplo: asistente corte listar --entidad 76001
    """
    from bot.textos.cortes import en_lista
    from dominio.casos.cortes import situaciones_de_los_cortes

    with abrir() as herramientas, herramientas.almacen.lectura() as unidad:
        todas = situaciones_de_los_cortes(contexto_de(herramientas, unidad, entidad))
    datos = [
        {
            "corte": str(una.corte),
            "estado": una.estado.value,
            "apertura": una.apertura,
            "cierre": una.cierre,
            "decisiones": len(una.actos),
        }
        for una in todas
    ]
    decir(datos, lambda: "\n".join(f"{una.corte}  {en_lista(una)}" for una in todas), como_json)


@cortes.command("cerrar", cls=OrdenEspanol)
def cerrar(
    *,
    entidad: CodigoEntidad,
    corte: CualCorte,
    motivo: MotivoDe = None,
    confirmar: Confirmar = False,
    como_json: ComoJson = False,
) -> None:
    """Cierra un corte y guarda sus omisiones; sin --confirmar solo dice cuáles serían.

    Ejemplo: asistente corte cerrar --entidad 76001 --corte 2026-T3 --confirmar
    """
    _decidir(
        entidad,
        _peticion(AccionDeCorte.CERRAR, corte, None, motivo),
        confirmar=confirmar,
        como_json=como_json,
    )


@cortes.command("prorrogar", cls=OrdenEspanol)
def prorrogar(
    *,
    entidad: CodigoEntidad,
    corte: CualCorte,
    hasta: Hasta,
    motivo: MotivoDe = None,
    confirmar: Confirmar = False,
    como_json: ComoJson = False,
) -> None:
    """Da más plazo a un corte abierto.

    Ejemplo: asistente corte prorrogar --entidad 76001 --corte 2026-T3 --hasta 2026-10-15
    --motivo "Paro de transporte" --confirmar
    """
    peticion = _peticion(AccionDeCorte.PRORROGAR, corte, hasta, motivo)
    _decidir(entidad, peticion, confirmar=confirmar, como_json=como_json)


@cortes.command("abrir", cls=OrdenEspanol)
def abrir_antes(
    *,
    entidad: CodigoEntidad,
    corte: CualCorte,
    motivo: MotivoDe = None,
    confirmar: Confirmar = False,
    como_json: ComoJson = False,
) -> None:
    """Abre antes de tiempo el corte que sigue.

    Ejemplo: asistente corte abrir --entidad 76001 --corte 2026-T4 --confirmar
    """
    _decidir(
        entidad, _peticion(AccionDeCorte.ABRIR, corte, None, motivo), confirmar=confirmar, como_json=como_json
    )


@cortes.command("reabrir", cls=OrdenEspanol)
def reabrir(
    *,
    entidad: CodigoEntidad,
    corte: CualCorte,
    hasta: Hasta,
    motivo: MotivoDe = None,
    confirmar: Confirmar = False,
    como_json: ComoJson = False,
) -> None:
    """Vuelve a abrir un corte cerrado, hasta un día.

    Ejemplo: asistente corte reabrir --entidad 76001 --corte 2026-T2 --hasta 2026-09-20
    --motivo "Salud envió su informe por oficio" --confirmar
    """
    peticion = _peticion(AccionDeCorte.REABRIR, corte, hasta, motivo)
    _decidir(entidad, peticion, confirmar=confirmar, como_json=como_json)


def _peticion(accion: AccionDeCorte, corte: str, hasta: str | None, motivo: str | None) -> PeticionDeCorte:
    from dominio.casos.cortes import PeticionDeCorte
    from dominio.valores.fechas import Corte

    return PeticionDeCorte(accion, Corte.de(corte), _fecha(hasta), motivo)


def _decidir(entidad: str, peticion: PeticionDeCorte, *, confirmar: bool, como_json: bool) -> None:
    """Revisa la decisión y, si se confirmó, la guarda y deja los avisos en la salida."""
    from bot.dialogos.corte_avisos import redactar_avisos
    from dominio.casos.cortes import decidir_corte, revisar_decision_de_corte

    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        avisados = 0
        if confirmar:
            acto, revision = decidir_corte(contexto, peticion)
            envios = redactar_avisos(contexto, acto, revision).envios
            unidad.salidas.encolar(envios, contexto.ahora)
            avisados = len(envios)
            unidad.confirmar()
        else:
            revision = revisar_decision_de_corte(contexto, peticion)
    datos = {
        "corte": str(peticion.corte),
        "decision": peticion.accion.value,
        "guardado": confirmar,
        "por_reportar": [_como_dato(omision) for omision in revision.por_reportar],
        "avisados": avisados,
    }
    decir(datos, lambda: _frase(revision, avisados, guardado=confirmar), como_json)


def _fecha(texto: str | None) -> date | None:
    if texto is None:
        return None
    try:
        return date.fromisoformat(texto.strip())
    except ValueError as causa:
        raise ErrorDeOrden(f"«{texto}» no es una fecha: escríbala como 2026-10-15.") from causa


def _como_dato(omision: Omision) -> dict[str, object]:
    return {
        "clase": "actividad" if omision.meta_id is None else "meta",
        "codigo": omision.codigo,
        "dependencia": omision.dependencia,
        "responsable": omision.responsable,
    }


def _frase(revision: RevisionDeCorte, avisados: int, *, guardado: bool) -> str:
    from bot.dialogos.corte_a_la_vista import lo_que_cambia
    from bot.textos.marcado import unir
    from bot.textos.plano import sin_html

    antes = sin_html(unir(lo_que_cambia(revision)))
    if not guardado:
        return f"{antes}\nNo se guardó nada: agregue --confirmar."
    return f"{antes}\nGuardado. Avisos en la salida: {avisados}."
