"""La lista de alertas en un libro."""

from __future__ import annotations

from bot.tareas.taller import Taller
from bot.textos.alertas import libro_listo
from dominio.casos.alertas import anotar_libro_de_alertas, libro_de_alertas


def escribir_lista_de_alertas(taller: Taller) -> None:
    """Arma la lista y la manda como documento; «alertas» dice de qué dependencia, o nada."""
    dependencia = taller.encargo.parametros.get("alertas")
    with taller.contexto(escribe=False) as (_, contexto):
        libro = libro_de_alertas(contexto, None, str(dependencia) if dependencia else None)
        texto, nombre = libro_listo(libro, contexto.entidad.codigo)
    destino = taller.destino(nombre)
    taller.herramientas.escritor.alertas(libro, destino)
    with taller.contexto(escribe=True) as (unidad, contexto):
        anotar_libro_de_alertas(contexto, libro)
        taller.responder(unidad, texto)
        taller.mandar(unidad, destino)
        taller.cerrar(unidad)
