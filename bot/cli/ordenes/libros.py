"""``asistente importar`` y ``asistente exportar consolidado|plantilla``."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bot.cli.aplicacion import app
from bot.cli.espanol import GrupoEspanol, OrdenEspanol, typer
from bot.cli.opciones import (
    Anio,
    CodigoEntidad,
    ComoJson,
    Confirmar,
    CorteDe,
    Libro,
    Salida,
    SoloDependencia,
    SoloTipo,
    TipoPlantilla,
)
from bot.cli.puerta import abrir, contexto_de, vigencia_pedida
from bot.cli.salida import Codigo, ErrorDeOrden, avanzando, decir
from bot.textos.libros import advertencias, atencion, cambios, contenido, hay_celdas, ya_era_igual
from bot.textos.plano import sin_html
from dominio.modelo.libro import ErrorDeLibro, ResumenImportacion, TipoLibro
from dominio.valores.fechas import Vigencia

exportar = typer.Typer(cls=GrupoEspanol, help="Libros de Excel: el consolidado y las plantillas.")
app.add_typer(exportar, name="exportar")


@app.command("importar", cls=OrdenEspanol)
def importar(
    archivo: Libro,
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    tipo: SoloTipo = None,
    confirmar: Confirmar = False,
    como_json: ComoJson = False,
) -> None:
    """Revisa un libro y dice qué cambiaría; con --confirmar lo guarda, todo o nada.

    Ejemplo: asistente importar plan.xlsx --entidad 76001 --vigencia 2026 --confirmar
    """
    from dominio.casos import importar as caso

    if not archivo.is_file():
        raise ErrorDeOrden(f"No encuentro el archivo {archivo}. Revise la ruta.", Codigo.USO)
    anio = vigencia_pedida(vigencia)
    with abrir() as herramientas:
        with avanzando("Leyendo el libro", como_json):
            libro = herramientas.lector.leer(archivo, vigencia, tipo)
        with herramientas.almacen.lectura() as unidad:
            contexto = contexto_de(herramientas, unidad, entidad)
            revision = caso.revisar_importacion(contexto, anio, libro)
        if revision.errores or revision.resumen is None:
            copia = None
            if hay_celdas(revision.errores):
                copia = archivo.with_name(f"{archivo.name.removesuffix('.xlsx')}.errores.xlsx")
                herramientas.escritor.anotado(archivo, revision.errores, copia)
            _decir_errores(revision.errores, copia, como_json)
            raise typer.Exit(Codigo.RECHAZADO)
        resumen = revision.resumen
        if confirmar:
            huella = hashlib.sha256(archivo.read_bytes()).hexdigest()
            with avanzando("Guardando el plan", como_json), herramientas.almacen.unidad() as unidad:
                contexto = contexto_de(herramientas, unidad, entidad)
                resumen = caso.importar(contexto, anio, libro, huella)
                unidad.confirmar()
    _decir_resumen(resumen, anio, confirmar, como_json)


def _decir_errores(errores: Sequence[ErrorDeLibro], copia: Path | None, como_json: bool) -> None:
    datos = {
        "guardado": False,
        "errores": [
            {"hoja": uno.hoja, "celda": uno.celda, "codigo": uno.codigo, "mensaje": uno.mensaje}
            for uno in errores
        ],
        "copia": None if copia is None else str(copia),
    }

    def frase() -> str:
        cuantos = "1 error" if len(errores) == 1 else f"{len(errores)} errores"
        lineas = [f"El libro tiene {cuantos} y no se guardó nada:"]
        lineas += [
            f"  {', '.join(parte for parte in (uno.hoja, uno.celda) if parte) or 'Archivo'}: {uno.mensaje}"
            for uno in errores
        ]
        lineas.append(
            f"Copia con las celdas marcadas: {copia}" if copia else "Revise el archivo y repita la orden."
        )
        return "\n".join(lineas)

    decir(datos, frase, como_json)


def _decir_resumen(
    resumen: ResumenImportacion, vigencia: Vigencia, confirmado: bool, como_json: bool
) -> None:
    def frase() -> str:
        partes = [*atencion(resumen, vigencia), contenido(resumen)]
        if not (confirmado and resumen.sin_cambios):
            partes.append(cambios(resumen))
        lineas = [sin_html(parte) for parte in (*partes, *advertencias(resumen))]
        lineas += [f"Nota: {aviso}" for aviso in resumen.avisos]
        if not confirmado:
            lineas.append("No se guardó nada: repita con --confirmar para guardarlo.")
        else:
            lineas.append(sin_html(ya_era_igual()) if resumen.sin_cambios else "Guardado.")
        return "\n".join(lineas)

    decir(_datos_del_resumen(resumen, confirmado), frase, como_json)


def _datos_del_resumen(resumen: ResumenImportacion, confirmado: bool) -> dict[str, object]:
    dice_ser = resumen.dice_ser
    return {
        "guardado": confirmado,
        "sin_cambios": resumen.sin_cambios,
        "dice_ser": dice_ser and {"entidad": dice_ser.entidad, "vigencia": dice_ser.vigencia},
        "dependencias": resumen.dependencias,
        "metas": resumen.metas,
        "proyectos": resumen.proyectos,
        "actividades": resumen.actividades,
        "registros": resumen.registros,
        "total": resumen.total.a_decimal(),
        "cambios": [asdict(uno) for uno in resumen.cambios],
        "retiradas": list(resumen.retiradas),
        "retiradas_con_reportes": resumen.retiradas_con_reportes,
        "incoherencias": [asdict(uno) for uno in resumen.incoherencias],
        "avances_nuevos": resumen.avances_nuevos,
        "avances_conservados": [
            {"actividad": codigo, "guardado": guardado.a_decimal(), "libro": leido.a_decimal()}
            for codigo, guardado, leido in resumen.avances_conservados
        ],
        "avisos": list(resumen.avisos),
        "errores": [],
    }


@exportar.command("consolidado", cls=OrdenEspanol)
def consolidado(
    *,
    entidad: CodigoEntidad,
    vigencia: Anio,
    salida: Salida,
    corte: CorteDe = None,
    dependencia: SoloDependencia = None,
    como_json: ComoJson = False,
) -> None:
    """Escribe el libro consolidado de ocho hojas.

    Ejemplo: asistente exportar consolidado --entidad 76001 --vigencia 2026 --salida consolidado.xlsx
    """
    from dominio.casos.exportar import anotar_exportacion, armar_consolidado
    from dominio.casos.reportar import corte_actual
    from dominio.valores.fechas import Corte

    _exigir_xlsx(salida)
    anio = vigencia_pedida(vigencia)
    with abrir() as herramientas:
        with avanzando("Armando el consolidado", como_json):
            with herramientas.almacen.lectura() as unidad:
                contexto = contexto_de(herramientas, unidad, entidad)
                periodo = Corte.de(corte) if corte else corte_actual(contexto, anio)[0]
                libro = armar_consolidado(contexto, anio, periodo, dependencia, herramientas.version)
            herramientas.escritor.consolidado(libro, salida)
        with herramientas.almacen.unidad() as unidad:
            anotar_exportacion(contexto_de(herramientas, unidad, entidad), libro)
            unidad.confirmar()
    datos = {
        "archivo": str(salida),
        "corte": str(libro.corte),
        "actividades": len(libro.actividades),
        "registros": len(libro.registros),
    }
    decir(datos, f"Consolidado escrito en {salida} (corte {libro.corte}).", como_json)


@exportar.command("plantilla", cls=OrdenEspanol)
def plantilla(*, salida: Salida, tipo: TipoPlantilla = TipoLibro.PLAN, como_json: ComoJson = False) -> None:
    """Escribe una plantilla vacía con los encabezados, las listas y las notas del formato.

    Ejemplo: asistente exportar plantilla --tipo plan --salida plantilla.xlsx
    """
    from bot.armado import escritor_de_libros

    _exigir_xlsx(salida)
    escritor_de_libros().plantilla(tipo, salida)
    decir({"archivo": str(salida), "tipo": tipo.value}, f"Plantilla escrita en {salida}.", como_json)


def _exigir_xlsx(salida: Path) -> None:
    if salida.suffix.lower() != ".xlsx":
        raise ErrorDeOrden(f"--salida debe terminar en .xlsx, no en «{salida.name}».", Codigo.USO)
    if not salida.resolve().parent.is_dir():
        raise ErrorDeOrden(f"No existe la carpeta {salida.parent}. Créela primero.", Codigo.USO)
