"""Una sola pasada por el XML de una hoja: sus celdas, hasta dónde hay datos y qué está combinado."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO

from openpyxl.utils.datetime import from_excel, from_ISO8601

from almacen.libros.cuadricula import Celda, Rango, leer_rango, leer_referencia, referencia
from almacen.libros.limites import Limites
from almacen.libros.paquete import Formato, Paquete, analizador_seguro, sin_escapes

MAXIMO_COMBINADAS = 10_000
_GENERAL = Formato()


class DemasiadasCombinadas(Exception):
    """La hoja trae más celdas combinadas de las que tiene cualquier plan."""


@dataclass(slots=True)
class Barrido:
    """Lo que se leyó de una hoja.

    Attributes:
        ultima_fila, ultima_columna: hasta dónde hay contenido; 0 si no hay nada.
        celda_lejana: primera celda con contenido de la última fila («XFD1048576»).
    """

    celdas: dict[int, dict[int, Celda]] = field(default_factory=dict)
    ultima_fila: int = 0
    ultima_columna: int = 0
    celda_lejana: str = ""
    combinadas: list[Rango] = field(default_factory=list)


def barrer(archivo: IO[bytes], paquete: Paquete, limites: Limites) -> Barrido:
    """Recorre el XML de una hoja y guarda las celdas con contenido que caben en los límites.

    Raises:
        XmlPeligroso: declara DTD o entidades.
        DemasiadasCombinadas: pasa de ``MAXIMO_COMBINADAS``.
        xml.parsers.expat.ExpatError: no es XML bien formado.
    """
    oyente = _Oyente(paquete, limites)
    analizador = analizador_seguro()
    analizador.StartElementHandler = oyente.abrir
    analizador.EndElementHandler = oyente.cerrar
    analizador.CharacterDataHandler = oyente.texto
    analizador.ParseFile(archivo)
    return oyente.barrido


class _Oyente:
    """Estado de la pasada. Una celda sin referencia va a la derecha de la anterior."""

    def __init__(self, paquete: Paquete, limites: Limites) -> None:
        self.barrido = Barrido()
        self._paquete = paquete
        self._limites = limites
        self._fila = 0
        self._columna = 0
        self._tipo = "n"
        self._estilo = 0
        self._formula = False
        self._partes: list[str] = []
        self._en_valor = False
        self._en_pronunciacion = False

    def abrir(self, nombre: str, atributos: dict[str, str]) -> None:
        etiqueta = nombre.rpartition(":")[2]
        if etiqueta == "c":
            self._abrir_celda(atributos)
        elif etiqueta in ("v", "t"):
            self._en_valor = not self._en_pronunciacion
        elif etiqueta == "row":
            self._fila = int(atributos.get("r") or self._fila + 1)
            self._columna = 0
        elif etiqueta == "f":
            self._formula = True
        elif etiqueta == "rPh":
            self._en_pronunciacion = True
        elif etiqueta == "mergeCell":
            self._combinar(atributos.get("ref", ""))

    def texto(self, texto: str) -> None:
        if self._en_valor:
            self._partes.append(texto)

    def cerrar(self, nombre: str) -> None:
        etiqueta = nombre.rpartition(":")[2]
        if etiqueta in ("v", "t"):
            self._en_valor = False
        elif etiqueta == "c":
            self._cerrar_celda()
        elif etiqueta == "rPh":
            self._en_pronunciacion = False

    def _abrir_celda(self, atributos: dict[str, str]) -> None:
        sitio = leer_referencia(atributos.get("r", ""))
        if sitio:
            self._fila, self._columna = sitio
        else:
            self._columna += 1
        self._tipo = atributos.get("t", "n")
        self._estilo = int(atributos.get("s", "0"))
        self._formula = False
        self._partes.clear()

    def _cerrar_celda(self) -> None:
        texto = "".join(self._partes)
        if not texto.strip():
            # Una fórmula cuyo resultado es un texto vacío sí trae su resultado: el vacío.
            if not self._formula or self._tipo == "str":
                return
            celda = Celda(None, "f")
        elif self._fila > self._limites.filas or self._columna > self._limites.columnas:
            celda = None
        else:
            celda = self._celda(texto)
            if isinstance(celda.valor, str) and not celda.valor.strip():
                return
        barrido = self.barrido
        if self._fila > barrido.ultima_fila:
            barrido.ultima_fila = self._fila
            barrido.celda_lejana = referencia(self._fila, self._columna)
        barrido.ultima_columna = max(barrido.ultima_columna, self._columna)
        if celda is not None and self._columna <= self._limites.columnas:
            barrido.celdas.setdefault(self._fila, {})[self._columna] = celda

    def _celda(self, texto: str) -> Celda:
        """El valor según el tipo que declara la celda, como lo mostraría Excel."""
        if self._tipo == "s":
            return Celda(self._paquete.cadenas[int(texto)], "s")
        if self._tipo in ("inlineStr", "str"):
            return Celda(sin_escapes(texto), "s")
        if self._tipo == "b":
            return Celda(texto.strip() == "1", "b")
        if self._tipo == "e":
            return Celda(texto, "e")
        if self._tipo == "d":
            return Celda(from_ISO8601(texto), "d")  # type: ignore[no-untyped-call]
        return self._numero(texto.strip())

    def _numero(self, texto: str) -> Celda:
        formatos = self._paquete.formatos
        formato = formatos[self._estilo] if self._estilo < len(formatos) else _GENERAL
        numero: int | float = float(texto) if any(signo in texto for signo in ".eE") else int(texto)
        if not formato.es_fecha:
            return Celda(numero, "n", formato.codigo)
        try:
            fecha = from_excel(numero, self._paquete.epoca, timedelta=formato.es_duracion)
        except (OverflowError, ValueError):
            return Celda("#VALUE!", "e")
        return Celda(fecha, "d", formato.codigo)

    def _combinar(self, texto: str) -> None:
        rango = leer_rango(texto)
        if rango is None:
            return
        if len(self.barrido.combinadas) >= MAXIMO_COMBINADAS:
            raise DemasiadasCombinadas
        self.barrido.combinadas.append(rango)
