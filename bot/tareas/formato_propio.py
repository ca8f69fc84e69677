"""El libro de la entidad, devuelto en su propio formato: lo usan el chat y la línea de órdenes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from bot.armado import Herramientas
from dominio.casos.contexto import Contexto
from dominio.casos.formato_propio import formato_por_devolver, llenar_formato
from dominio.casos.reportar import corte_actual
from dominio.errores.libros import OriginalIlegible
from dominio.modelo.formato_propio import FormatoLleno, ResumenDeFormato
from dominio.valores.fechas import Corte, Vigencia


@dataclass(frozen=True, slots=True)
class FormatoEscrito:
    """Lo que se escribió y con qué nombre llegó el libro que se llenó."""

    lleno: FormatoLleno
    resumen: ResumenDeFormato
    nombre: str


def escribir_formato(
    herramientas: Herramientas,
    lectura: Callable[[], AbstractContextManager[Contexto]],
    pedido: tuple[Vigencia, Corte | None, str | None],
    destino: Path,
) -> FormatoEscrito:
    """Lee otra vez el original con su perfil, y lo escribe con lo que se sabe al corte.

    Args:
        herramientas: el lector, el escritor y la carpeta de datos.
        lectura: abre una transacción de solo lectura con quien pide.
        pedido: vigencia, corte (``None`` = el de hoy) y nombre del perfil (``None`` = el último).
        destino: dónde queda.

    Raises:
        PermisoDenegado, PerfilDesconocido, SinOriginal, OriginalIlegible, SinPlan: con qué hacer.
    """
    vigencia, corte, nombre = pedido
    with lectura() as contexto:
        guardado, recibido = formato_por_devolver(contexto, vigencia, nombre)
        periodo = corte or corte_actual(contexto, vigencia)[0]
    original = herramientas.datos / recibido.original.ruta
    if not original.is_file() or original.suffix != ".xlsx":
        raise OriginalIlegible("no_esta")
    libro = herramientas.lector.leer(original, vigencia.anio, perfil=guardado.perfil)
    if libro.errores:
        raise OriginalIlegible(libro.errores[0].codigo)
    with lectura() as contexto:
        lleno = llenar_formato(contexto, vigencia, periodo, guardado, libro)
    resumen = herramientas.escritor.formato_propio(original, lleno, destino)
    return FormatoEscrito(lleno, resumen, recibido.original.nombre)
