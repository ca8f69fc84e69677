"""Lo que ``asistente importar`` dice a una persona."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.cli.equivalencias import en_la_terminal
from bot.cli.lectura import Lectura
from bot.textos.contenido_de_libro import contenido
from bot.textos.lectura_de_libro import cuenta_de, dudas_en_lista, lo_del_formato
from bot.textos.libros import advertencias, atencion, cambios, ya_era_igual
from bot.textos.plano import sin_html
from dominio.modelo.libro import ErrorDeLibro, ResumenImportacion
from dominio.valores.fechas import Vigencia

_CERRAR = "Si el libro es el plan entero, repita con --completo para cerrar lo demás."


def frase_de_errores(errores: Sequence[ErrorDeLibro], copia: Path | None, *, pista: bool) -> str:
    """Los errores por hoja y celda, y qué hacer: la copia marcada, o probar con un perfil."""
    cuantos = "1 error" if len(errores) == 1 else f"{len(errores)} errores"
    lineas = [f"El libro tiene {cuantos} y no se guardó nada:"]
    lineas += [
        f"  {', '.join(parte for parte in (uno.hoja, uno.celda) if parte) or 'Archivo'}: {uno.mensaje}"
        for uno in errores
    ]
    if pista:
        lineas.append(
            "Si es el formato propio de su entidad, repita la orden con --perfil auto --explicar para ver "
            "cómo se leería."
        )
    else:
        lineas.append(
            f"Copia con las celdas marcadas: {copia}" if copia else "Revise el archivo y repita la orden."
        )
    return en_la_terminal("\n".join(lineas))


def frase_del_resumen(
    resumen: ResumenImportacion, lectura: Lectura, vigencia: Vigencia, *, confirmado: bool
) -> str:
    """Qué trae el libro, qué cambia, lo dudoso, y si se guardó o qué falta para guardarlo."""
    partes = [*atencion(resumen, vigencia), contenido(resumen)]
    partes += [linea for cuenta in lectura.libro.lecturas for linea in cuenta_de(cuenta)]
    if not (confirmado and resumen.sin_cambios):
        partes.append(cambios(resumen))
    partes += lo_del_formato(resumen, cerrar=_CERRAR)
    if lectura.propuesta is not None:
        partes += dudas_en_lista(lectura.propuesta.dudas)
    lineas = [en_la_terminal(sin_html(parte)) for parte in (*partes, *advertencias(resumen))]
    lineas += [f"Nota: {aviso}" for aviso in resumen.avisos]
    return "\n".join([*lineas, *_cierre(resumen, lectura, confirmado=confirmado)])


def _cierre(resumen: ResumenImportacion, lectura: Lectura, *, confirmado: bool) -> list[str]:
    if lectura.pendientes:
        return [
            "No se guardó nada: confirme lo que está por confirmar con --respuesta clave=valor, o acéptelo "
            "todo con --aceptar-dudas."
        ]
    if not confirmado:
        del_acto = "El plan ya está aprobado: es una modificación. Agregue --razon, --acto y --fecha-acto."
        con = "--confirmar y --cerrar-con-reportes" if resumen.cierra_con_reportes else "--confirmar"
        sin_guardar = f"No se guardó nada: repita con {con} para guardarlo."
        return [del_acto, sin_guardar] if resumen.exige_acto else [sin_guardar]
    guardado = sin_html(ya_era_igual()) if resumen.sin_cambios else "Guardado."
    if lectura.perfil is not None and lectura.por_guardar:
        return [f"El formato quedó guardado como perfil «{lectura.perfil.nombre}».", guardado]
    return [guardado]
