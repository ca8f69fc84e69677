"""Hojas donde una columna («Clase») dice de qué nivel es cada fila, y solo algunas son renglones."""

from __future__ import annotations

from almacen.libros.celdas import texto_de_una_linea
from almacen.libros.columnas import Clase, Columna
from almacen.libros.cuadricula import Celda, Cuadricula
from almacen.perfiles.celdas_ajenas import Lectura, leer_celda_suelta, sin_dato
from almacen.perfiles.columnas_de_hoja import Ubicacion
from almacen.perfiles.herencia import visible
from dominio.entender.texto import normalizar
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import CampoDePerfil, ColumnaDelLibro, JerarquiaPorClase

_COMO_TEXTO = Lectura.de(CampoDePerfil(TipoLibro.PLAN, "programa"), Columna("programa", "", Clase.TEXTO, 1))
_COMO_CODIGO = Lectura.de(
    CampoDePerfil(TipoLibro.PLAN, "programa_codigo"), Columna("programa_codigo", "", Clase.CODIGO, 1)
)
Nivel = tuple[str, str | None, str | None]


class Jerarquia:
    """Los niveles que cubren la fila por la que se va."""

    def __init__(self, hoja: Cuadricula, forma: JerarquiaPorClase, ubicacion: Ubicacion) -> None:
        self._hoja = hoja
        self._forma = forma
        self._columnas = ubicacion.columnas
        self._orden = {normalizar(valor): n for n, (valor, _rotulo) in enumerate(forma.niveles)}
        self._rotulos = [rotulo for _valor, rotulo in forma.niveles]
        self._renglon = {normalizar(valor) for valor in forma.renglon}
        self._dan = {normalizar(datos.clase): datos for datos in forma.datos}
        self._vigentes: dict[int, tuple[str | None, str | None]] = {}
        self._dados: dict[int, dict[str, Celda]] = {}

    def es_titulo(self, fila: int) -> bool:
        """Si la fila es de nivel y no un renglón; de paso, anota el nivel que empieza."""
        clase = self._clase(fila)
        puesto = self._orden.get(clase)
        if puesto is not None:
            for guardado in (self._vigentes, self._dados):
                for mayor in [n for n in guardado if n >= puesto]:
                    del guardado[mayor]
            self._vigentes[puesto] = (self._codigo(fila), self._nombre(fila))
            self._dados[puesto] = self._datos(fila, clase)
        return puesto is not None and clase not in self._renglon

    def es_renglon(self, fila: int) -> bool:
        """Si la clase de la fila es de las que sí son renglones."""
        return self._clase(fila) in self._renglon

    def niveles(self) -> tuple[Nivel, ...]:
        """Los que cubren la fila actual, de arriba abajo: (rótulo, código, nombre)."""
        return tuple((self._rotulos[n], *self._vigentes[n]) for n in sorted(self._vigentes))

    def dados(self) -> dict[str, Celda]:
        """Dato → celda que le dan las filas de nivel de arriba; la más cercana manda."""
        return {dato: celda for n in sorted(self._dados) for dato, celda in self._dados[n].items()}

    def _datos(self, fila: int, clase: str) -> dict[str, Celda]:
        datos = self._dan.get(clase)
        if datos is None:
            return {}
        pares: list[tuple[str, ColumnaDelLibro | None]] = [
            (datos.codigo, self._forma.codigo),
            (datos.nombre, self._forma.nombre),
            *datos.otros,
        ]
        return {
            dato: celda
            for dato, columna in pares
            if dato and (celda := self._celda(fila, columna)) is not None and not sin_dato(celda)
        }

    def _clase(self, fila: int) -> str:
        celda = self._celda(fila, self._forma.clase)
        return normalizar(texto_de_una_linea(str(celda.valor))) if celda and celda.valor is not None else ""

    def _codigo(self, fila: int) -> str | None:
        return self._leer(fila, self._forma.codigo, _COMO_CODIGO)

    def _nombre(self, fila: int) -> str | None:
        return self._leer(fila, self._forma.nombre, _COMO_TEXTO)

    def _leer(self, fila: int, columna: ColumnaDelLibro | None, como: Lectura) -> str | None:
        celda = self._celda(fila, columna)
        if celda is None or sin_dato(celda):
            return None
        valor = leer_celda_suelta(celda, como) if celda.tipo not in ("e", "f") else None
        return valor if isinstance(valor, str) else None

    def _celda(self, fila: int, columna: ColumnaDelLibro | None) -> Celda | None:
        numero = self._columnas.get(columna) if columna else None
        return visible(self._hoja, fila, numero) if numero else None
