"""El aviso de que un archivo recibido ya respalda otra actividad."""

from __future__ import annotations

from bot.dialogos.avance_consulta import ARCHIVOS
from bot.motor.campos import Entorno
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.evidencias import usos_de_archivos
from dominio.modelo.evidencia import ClaseEvidencia, EvidenciaRepetida
from dominio.modelo.identidad import IdActividad

_MAXIMO = 3


def aviso_de_repetidas(entorno: Entorno, actividad: IdActividad | None = None) -> Html:
    """«Esta misma foto ya respalda A-003, folio AV-2026-000012.»; vacío si ninguna se repite.

    Args:
        actividad: la del reporte; si falta, la respondida.
    """
    guardado = entorno.respuestas.get("evidencia")
    escogida = entorno.respuestas.get("actividad", "")
    numero = actividad or (IdActividad(int(escogida)) if escogida.isdecimal() else None)
    if not guardado or numero is None:
        return Html("")
    unicos = tuple(
        archivo.file_unique_id
        for archivo in ARCHIVOS.recuperar(guardado)
        if archivo.clase is not ClaseEvidencia.UBICACION
    )
    contexto = entorno.datos.contexto
    usos = entorno.datos.recordar(
        ("usos", unicos, numero), lambda: usos_de_archivos(contexto, unicos, numero)
    )
    lineas = [frase_de_repetida(uso) for uso in usos[:_MAXIMO]]
    return (
        unir([*lineas, Html(_("Si es una equivocación, cancele y adjunte la que es."))])
        if lineas
        else Html("")
    )


def frase_de_repetida(uso: EvidenciaRepetida) -> Html:
    """Qué archivo y qué otra actividad respalda."""
    frase = (
        _("<b>Ojo: esta misma foto ya respalda %(codigo)s, folio %(folio)s.</b>")
        if uso.clase is ClaseEvidencia.FOTO
        else _("<b>Ojo: «%(nombre)s» ya respalda %(codigo)s, folio %(folio)s.</b>")
    )
    return armar(frase, nombre=recortar(uso.nombre, 60), codigo=uso.actividad_codigo, folio=uso.folio)
