"""``asistente ruta aprobar|publicar|recibir|devolver``: lo que se hace con el plan, sin chat."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from bot.cli.espanol import OrdenEspanol, typer
from bot.cli.opciones import CodigoEntidad, ComoJson, Confirmar
from bot.cli.ordenes.documentos import archivo_local
from bot.cli.ordenes.ruta import (
    AnioDe,
    FechaDe,
    como_paso,
    como_remision,
    fecha_dicha,
    ruta,
    vigencia_dicha,
)
from bot.cli.puerta import abrir, contexto_de
from bot.cli.salida import ErrorDeOrden, decir

if TYPE_CHECKING:
    from bot.armado import Herramientas
    from dominio.casos.aprobacion_del_plan import DatosDeAprobacion, RevisionDeAprobacion
    from dominio.casos.contexto import Contexto
    from dominio.modelo.remision import AccionDeRemision

Acta = Annotated[str, typer.Option("--acta", help="Número del acta: «Acta 003 de 2026».")]
ArchivoDe = Annotated[
    Path | None, typer.Option("--archivo", help="El acta; por omisión, la última registrada.")
]
Enlace = Annotated[str, typer.Option("--enlace", help="Dirección https donde está publicado.")]
CualDependencia = Annotated[str, typer.Option("--dependencia", help="Su código o su nombre.")]
PorQue = Annotated[str | None, typer.Option("--razon", help="Qué debe corregir; se le dice tal cual.")]


@ruta.command("aprobar", cls=OrdenEspanol)
def aprobar(
    *,
    entidad: CodigoEntidad,
    acta: Acta,
    fecha: FechaDe = None,
    archivo: ArchivoDe = None,
    vigencia: AnioDe = None,
    confirmar: Confirmar = False,
    como_json: ComoJson = False,
) -> None:
    """Registra la aprobación del Consejo y congela el plan; sin --confirmar solo dice qué hay antes.

    Ejemplo: asistente ruta aprobar --entidad 76001 --acta "Acta 003 de 2026" --fecha 2026-01-20
    --archivo acta.pdf --confirmar
    """
    from bot.textos.consejo import lo_que_falta, que_se_aprueba, quedo_congelado
    from bot.textos.plano import sin_html
    from dominio.casos.aprobacion_del_plan import DatosDeAprobacion, revisar_aprobacion

    if not fecha:
        raise ErrorDeOrden("Falta la fecha de la sesión: --fecha 2026-01-20.")
    datos = DatosDeAprobacion(acta, fecha_dicha(fecha), None, vigencia_dicha(vigencia))
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        revision = revisar_aprobacion(contexto, datos.vigencia)
        if confirmar:
            revision = _aprobar(herramientas, contexto, datos, archivo)
            unidad.confirmar()
    if confirmar:
        hecho = f"Aprobado el plan de {revision.vigencia}: {acta}. {quedo_congelado()}"
        frase = f"{sin_html(que_se_aprueba(revision))}\n{hecho}"
    else:
        frase = f"{sin_html(lo_que_falta(revision))}\nNo se guardó nada: agregue --confirmar."
    dato = {"acta": acta, "fecha": datos.fecha, "guardado": confirmar, **_de_la_revision(revision)}
    decir(dato, frase, como_json)


def _aprobar(
    herramientas: Herramientas, contexto: Contexto, datos: DatosDeAprobacion, archivo: Path | None
) -> RevisionDeAprobacion:
    """La aprueba, y deja el acta en la carpeta de datos."""
    from dataclasses import replace

    from dominio.casos.aprobacion_del_plan import aprobar_plan

    local = archivo_local(archivo) if archivo else None
    aprobacion, revision = aprobar_plan(contexto, replace(datos, archivo=local.recibido if local else None))
    if local is not None:
        registrado = contexto.unidad.documentos.traer(contexto.entidad.id, aprobacion.documento_id)
        local.copiar(herramientas.datos, registrado)
    return revision


def _de_la_revision(revision: RevisionDeAprobacion) -> dict[str, object]:
    return {
        "vigencia": revision.vigencia.anio,
        "actividades": revision.actividades,
        "errores": [{"regla": uno.regla, "mensaje": uno.mensaje} for uno in revision.errores],
        "aceptados": revision.aceptados,
        "relajadas": list(revision.relajadas),
        "sin_recibir": [una.dependencia for una in revision.sin_recibir],
    }


@ruta.command("publicar", cls=OrdenEspanol)
def publicar(
    *,
    entidad: CodigoEntidad,
    enlace: Enlace,
    fecha: FechaDe = None,
    vigencia: AnioDe = None,
    como_json: ComoJson = False,
) -> None:
    """Registra dónde y cuándo se publicó el plan; sin --fecha, hoy.

    Ejemplo: asistente ruta publicar --entidad 76001 --enlace https://www.municipio.gov.co/plan
    """
    from bot.textos.plano import sin_html
    from bot.textos.ruta import requisito
    from dominio.casos.ruta import publicar_plan

    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        dia = fecha_dicha(fecha) if fecha else contexto.hoy
        publicada, paso = publicar_plan(contexto, dia, enlace, vigencia_dicha(vigencia))
        unidad.confirmar()
    hecho = {
        "numero": publicada.numero,
        "fecha": publicada.fecha,
        "enlace": publicada.enlace,
        "extemporanea": publicada.extemporanea,
        "paso": como_paso(paso),
    }
    lineas = [f"Publicación registrada: {publicada.enlace} ({publicada.fecha})."]
    faltan = [sin_html(requisito(uno)) for uno in paso.requisitos if uno.falta]
    if faltan:
        lineas.append("El paso 7 sigue en curso, falta: " + "; ".join(faltan))
    decir(hecho, "\n".join(lineas), como_json)


@ruta.command("recibir", cls=OrdenEspanol)
def recibir(
    *,
    entidad: CodigoEntidad,
    dependencia: CualDependencia,
    vigencia: AnioDe = None,
    como_json: ComoJson = False,
) -> None:
    """Da por recibida la parte de una dependencia.

    Ejemplo: asistente ruta recibir --entidad 76001 --dependencia salud
    """
    from dominio.modelo.remision import AccionDeRemision

    _remision(AccionDeRemision.RECIBIR, (entidad, dependencia, vigencia), como_json=como_json)


@ruta.command("devolver", cls=OrdenEspanol)
def devolver(
    *,
    entidad: CodigoEntidad,
    dependencia: CualDependencia,
    razon: PorQue = None,
    vigencia: AnioDe = None,
    como_json: ComoJson = False,
) -> None:
    """Devuelve la parte de una dependencia con la razón, que se le dice.

    Ejemplo: asistente ruta devolver --entidad 76001 --dependencia salud --razon "Falta el objetivo"
    """
    from dominio.modelo.remision import AccionDeRemision

    _remision(AccionDeRemision.DEVOLVER, (entidad, dependencia, vigencia), razon, como_json=como_json)


def _remision(
    accion: AccionDeRemision, cual: tuple[str, str, int | None], razon: str | None = None, *, como_json: bool
) -> None:
    """Lo mismo que en el chat, con sus avisos, en una sola transacción."""
    from bot.dialogos.avisos import aviso_para
    from bot.textos.marcado import armar
    from bot.textos.plano import sin_html
    from bot.textos.remision import ACUSES
    from dominio.casos.directorio import Directorio
    from dominio.casos.remision import PeticionDeRemision, responder_remision

    entidad, dependencia, vigencia = cual
    with abrir() as herramientas, herramientas.almacen.unidad() as unidad:
        contexto = contexto_de(herramientas, unidad, entidad)
        hallada = Directorio(unidad.entidades.dependencias(contexto.entidad.id)).hallar(dependencia)
        hecho = responder_remision(
            contexto, PeticionDeRemision(accion, hallada.id, razon, vigencia_dicha(vigencia))
        )
        acuse = armar(str(ACUSES[accion]), dependencia=hecho.remision.dependencia, anio=hecho.vigencia)
        texto = armar("%(acuse)s\n%(razon)s", acuse=acuse, razon=razon) if razon else acuse
        avisos = [envio for persona in hecho.avisar for envio in aviso_para(persona, texto)]
        unidad.salidas.encolar(avisos, contexto.ahora)
        unidad.confirmar()
    decir(
        {**como_remision(hecho.remision), "vigencia": hecho.vigencia.anio, "avisados": len(avisos)},
        f"{sin_html(acuse)} Avisos en cola: {len(avisos)}.",
        como_json,
    )
