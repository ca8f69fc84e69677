"""Una hoja de un .xlsx que se retoca celda por celda: todo lo demás queda como estaba, byte por byte.

openpyxl, al guardar, tira las imágenes y los resultados de las fórmulas; aquí solo se cambia el XML de
las celdas que se nombran.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from lxml import etree
from openpyxl.utils.datetime import to_excel

from almacen.libros.contenido import texto_seguro
from almacen.libros.cuadricula import Rango, leer_rango, leer_referencia, referencia
from almacen.libros.paquete import Paquete

_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ESPACIO = "{http://www.w3.org/XML/1998/namespace}space"
Elemento = Any  # lxml no trae tipos


def _q(etiqueta: str) -> str:
    return f"{{{_NS}}}{etiqueta}"


class HojaPorDentro:
    """El XML de una hoja, con sus filas a la mano."""

    def __init__(self, archivo: IO[bytes], paquete: Paquete) -> None:
        analizador = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        self._arbol = etree.parse(archivo, analizador)
        self._paquete = paquete
        self._datos = self._arbol.getroot().find(_q("sheetData"))
        self._filas: dict[int, Elemento] = {}
        numero = 0
        for fila in self._datos:
            numero = int(fila.get("r") or numero + 1)
            self._filas[numero] = fila
        self._combinadas = list(self._rangos())

    def escribir(self, destino: IO[bytes]) -> None:
        """El XML de la hoja con lo cambiado."""
        self._arbol.write(destino, xml_declaration=True, encoding="UTF-8", standalone=True)

    def tapada(self, fila: int, columna: int) -> bool:
        """Si la celda no es la primera de su rango combinado."""
        return any(
            r.fila <= fila <= r.ultima_fila
            and r.columna <= columna <= r.ultima_columna
            and (fila, columna) != (r.fila, r.columna)
            for r in self._combinadas
        )

    def tiene_formula(self, fila: int, columna: int) -> bool:
        """Si el libro calcula esa celda."""
        celda = self._celda(fila, columna)
        return celda is not None and celda.find(_q("f")) is not None

    def estilo(self, fila: int, columna: int) -> int | None:
        """El número de estilo de la celda; ``None`` si no existe."""
        celda = self._celda(fila, columna)
        return None if celda is None else int(celda.get("s", "0"))

    def formato(self, estilo: int | None) -> str:
        """El formato de número de un estilo."""
        formatos = self._paquete.formatos
        return formatos[estilo].codigo if estilo is not None and estilo < len(formatos) else "General"

    def estilo_de_fecha(self, fila: int, columna: int) -> int | None:
        """Un estilo de fecha para esa celda: el suyo o el de otra de su columna."""
        formatos = self._paquete.formatos
        propios = [self.estilo(fila, columna), *(self.estilo(otra, columna) for otra in self._filas)]
        return next(
            (s for s in propios if s is not None and s < len(formatos) and formatos[s].es_fecha), None
        )

    def numero(self, fila: int, columna: int) -> Decimal | None:
        """El número guardado en la celda (el resultado, si tiene fórmula)."""
        celda = self._celda(fila, columna)
        valor = None if celda is None else celda.find(_q("v"))
        if celda is None or valor is None or celda.get("t", "n") != "n" or not valor.text:
            return None
        return Decimal(valor.text)

    def poner_numero(self, fila: int, columna: int, valor: Decimal, estilo: int | None = None) -> bool:
        """Deja el número; ``False`` si ya era ese. Una fórmula se conserva con ese resultado."""
        # Excel guarda quince cifras: una diferencia más allá de ellas no es un cambio.
        antes = self.numero(fila, columna)
        if antes is not None and abs(antes - valor) <= abs(valor) * Decimal("1e-13"):
            return False
        celda = self._crear(fila, columna)
        celda.attrib.pop("t", None)
        for hijo in [h for h in celda if h.tag != _q("f")]:
            celda.remove(hijo)
        etree.SubElement(celda, _q("v")).text = f"{valor:f}"
        if estilo is not None:
            celda.set("s", str(estilo))
        return True

    def poner_texto(self, fila: int, columna: int, texto: str) -> bool:
        """Deja el texto, nunca como fórmula; ``False`` si ya era ese."""
        seguro = texto_seguro(texto)
        if self._texto(fila, columna) == seguro:
            return False
        celda = self._crear(fila, columna)
        for hijo in list(celda):
            celda.remove(hijo)
        celda.set("t", "inlineStr")
        nodo = etree.SubElement(etree.SubElement(celda, _q("is")), _q("t"))
        nodo.text = seguro
        nodo.set(_ESPACIO, "preserve")
        return True

    def poner_fecha(self, fila: int, columna: int, dia: date) -> bool:
        """Deja la fecha con el estilo de fecha de su columna; si no hay ninguno, escrita."""
        estilo = self.estilo_de_fecha(fila, columna)
        if estilo is None:
            return self.poner_texto(fila, columna, f"{dia:%d/%m/%Y}")
        momento = datetime(dia.year, dia.month, dia.day)  # noqa: DTZ001 - Excel no tiene zona
        serie = to_excel(momento, self._paquete.epoca)  # type: ignore[no-untyped-call]
        return self.poner_numero(fila, columna, Decimal(str(serie)), estilo)

    def primera_libre(self, desde: int) -> int:
        """La primera fila sin ningún valor después de ``desde``."""
        fila = desde + 1
        while fila in self._filas and any(len(celda) for celda in self._filas[fila]):
            fila += 1
        return fila

    def como(self, molde: int, fila: int) -> None:
        """Da a las celdas de una fila nueva los estilos de otra."""
        for celda in list(self._filas.get(molde, ())):
            sitio = leer_referencia(celda.get("r", ""))
            if sitio is not None and celda.get("s") and not self.tapada(molde, sitio[1]):
                self._crear(fila, sitio[1]).set("s", celda.get("s"))

    def _texto(self, fila: int, columna: int) -> str | None:
        celda = self._celda(fila, columna)
        if celda is None:
            return None
        valor = celda.find(_q("v"))
        if celda.get("t") == "s" and valor is not None:
            return self._paquete.cadenas[int(valor.text)]
        if celda.get("t") == "inlineStr":
            return "".join(celda.itertext())
        return None

    def _celda(self, fila: int, columna: int) -> Elemento | None:
        nombre = referencia(fila, columna)
        return next((c for c in self._filas.get(fila, ()) if c.get("r") == nombre), None)

    def _crear(self, fila: int, columna: int) -> Elemento:
        """La celda; si no existe, en su sitio: las filas y las celdas van en orden."""
        hallada = self._celda(fila, columna)
        if hallada is not None:
            return hallada
        celda = etree.Element(_q("c"), r=referencia(fila, columna))
        contenedor = self._fila(fila)
        antes = sum((leer_referencia(c.get("r", "")) or (0, 0))[1] < columna for c in contenedor)
        contenedor.insert(antes, celda)
        return celda

    def _fila(self, numero: int) -> Elemento:
        if numero not in self._filas:
            fila = etree.Element(_q("row"), r=str(numero))
            self._datos.insert(sum(otra < numero for otra in self._filas), fila)
            self._filas[numero] = fila
        return self._filas[numero]

    def _rangos(self) -> Iterator[Rango]:
        for nodo in self._arbol.getroot().iter(_q("mergeCell")):
            if (rango := leer_rango(nodo.get("ref", ""))) is not None:
                yield rango
