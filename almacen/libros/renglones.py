"""Los renglones de una hoja: cada celda se lee, y cada una que no se puede deja su error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from almacen.libros.celdas import Valor, esta_vacia, leer_celda, texto_de_una_linea
from almacen.libros.columnas import Clase, Columna, llave
from almacen.libros.cuadricula import Celda, Cuadricula, referencia
from almacen.libros.encabezados import Encabezado
from almacen.libros.filas import Fila, armar_fila
from almacen.libros.numeros import CeldaIlegible, citar
from dominio.entender.texto import normalizar
from dominio.modelo.libro import ErrorDeLibro, TipoLibro
from dominio.modelo.plan import TipoMeta

_TOTAL = re.compile(r"(gran |sub ?)?total(es)?( .{0,60}|[:.])?")
_CLAVES: dict[TipoLibro, tuple[str, ...]] = {
    TipoLibro.PLAN: ("actividad_codigo", "meta_codigo"),
    TipoLibro.INDICATIVO: ("meta_codigo",),
    TipoLibro.POAI: ("bpin",),
    TipoLibro.PAC: ("bpin",),
    TipoLibro.EJECUCION: ("bpin", "actividad_codigo"),
}
_PARA_LLENAR = {
    Clase.FECHA: "escriba la fecha como día/mes/año",
    Clase.PROGRAMADO: "escriba el número, o NP si no está programada",
    Clase.TIPO_META: "escriba Producto, Gestión o Administrativa",
    Clase.DINERO: "escriba el monto en pesos",
}


@dataclass(slots=True)
class Renglones:
    """Lo leído de una hoja: filas, errores con su (fila, columna) para ordenarlos, y avisos."""

    filas: list[Fila] = field(default_factory=list)
    errores: list[tuple[int, int, ErrorDeLibro]] = field(default_factory=list)
    avisos: list[str] = field(default_factory=list)
    leidos: int = 0
    hay_producto: bool = False


def leer_renglones(hoja: Cuadricula, encabezado: Encabezado, hasta: int) -> Renglones:
    """Todos los renglones con datos entre el encabezado y la fila ``hasta``, incluida."""
    leido = Renglones()
    lector = _Lector(hoja, encabezado, leido)
    for fila in _filas(hoja, encabezado.primera_de_datos, hasta):
        lector.leer(fila)
    return leido


def _filas(hoja: Cuadricula, desde: int, hasta: int) -> Iterator[int]:
    return (fila for fila in sorted(hoja.celdas) if desde <= fila <= hasta)


class _Lector:
    """Lee renglones de una hoja ya reconocida y anota lo que encuentra."""

    def __init__(self, hoja: Cuadricula, encabezado: Encabezado, leido: Renglones) -> None:
        self._hoja = hoja
        self._tipo = encabezado.instrumento.tipo
        self._columnas = {
            dato: (numero, encabezado.instrumento.columna(dato))
            for dato, numero in encabezado.columnas.items()
        }
        self._leido = leido
        self._sin_dato: frozenset[str] = frozenset()

    def leer(self, fila: int) -> None:
        llenas = {
            dato: celda
            for dato, (numero, _) in self._columnas.items()
            if not esta_vacia(celda := self._hoja.propia(fila, numero))
        }
        if not llenas:
            return
        if motivo := self._motivo_para_dejar_fuera(fila, llenas):
            self._leido.avisos.append(f"Hoja «{self._hoja.nombre}», fila {fila}: {motivo} y no se leyó.")
            return
        self._leido.leidos += 1
        self._sin_dato = self._datos_que_no_traia(fila)
        valores = {
            dato: self._valor(fila, numero, columna) for dato, (numero, columna) in self._columnas.items()
        }
        self._exigir_segun_el_renglon(fila, valores)
        if (armada := armar_fila(self._tipo, self._hoja.nombre, fila, valores)) is not None:
            self._leido.filas.append(armada)

    def _motivo_para_dejar_fuera(self, fila: int, llenas: dict[str, Celda]) -> str | None:
        """Por qué la fila no es un renglón: es de totales, o una nota o un subtítulo suelto."""
        claves = [llenas[clave] for clave in _CLAVES[self._tipo] if clave in llenas]
        if all(_es_total(clave) for clave in claves):
            for celda in self._hoja.celdas[fila].values():
                if _es_total(celda):
                    return f"{citar(celda)} es una fila de totales"
        if len(llenas) == 1:
            ((dato, celda),) = llenas.items()
            es_clave = dato in _CLAVES[self._tipo]
            if isinstance(celda.valor, str) and (not es_clave or " " in celda.valor.strip()):
                return f"{citar(celda)} no es un renglón del instrumento"
        return None

    def _valor(self, fila: int, numero: int, columna: Columna) -> Valor:
        celda = self._hoja.heredada(fila, numero)
        rango = self._hoja.cubierta_por(fila, numero)
        if columna.clase is Clase.DINERO and rango is not None and not esta_vacia(celda):
            ultima = referencia(rango.ultima_fila, rango.ultima_columna)
            anota = f"{referencia(rango.fila, rango.columna)}:{ultima}"
            self._anotar(
                (rango.fila, rango.columna),
                "monto_combinado",
                f"«{columna.titulo}» está combinada en {anota} y no se sabe cuánto es de cada fila; quite la "
                "combinación y escriba un monto por fila.",
            )
            return None
        try:
            valor = leer_celda(celda, columna)
        except CeldaIlegible as causa:
            self._anotar((fila, numero), causa.codigo, f"«{columna.titulo}» {causa.frase}.")
            return None
        if valor is None and columna.obligatoria and not (columna.clase is Clase.PROGRAMADO and celda.valor):
            self._anotar_vacia(fila, numero, columna, celda)
        return valor

    def _exigir_segun_el_renglon(self, fila: int, valores: dict[str, Valor]) -> None:
        """Lo que una columna exige solo por lo que dicen las demás del mismo renglón."""
        if self._tipo is TipoLibro.EJECUCION and not (valores.get("bpin") or valores.get("actividad_codigo")):
            numero = min(numero for numero, _ in self._columnas.values())
            self._anotar(
                (fila, numero),
                "sin_referencia",
                "El renglón no dice de qué proyecto ni de qué actividad es; escriba el «Código BPIN» o el "
                "«Código de actividad».",
            )
        if valores.get("tipo_meta") is not TipoMeta.PRODUCTO:
            return
        self._leido.hay_producto = True
        for dato, (numero, columna) in self._columnas.items():
            if columna.de_producto and valores[dato] is None and not self._ya_tiene_error(fila, numero):
                self._anotar_vacia(fila, numero, columna, self._hoja.heredada(fila, numero))

    def _datos_que_no_traia(self, fila: int) -> frozenset[str]:
        """Las columnas que el consolidado dice que la entidad no diligenció: vacías no son un error."""
        if "sin_dato" not in self._columnas:
            return frozenset()
        dicho = self._hoja.heredada(fila, self._columnas["sin_dato"][0]).valor
        return (
            frozenset(llave(titulo) for titulo in dicho.split(";")) if isinstance(dicho, str) else frozenset()
        )

    def _anotar_vacia(self, fila: int, numero: int, columna: Columna, celda: Celda) -> None:
        if llave(columna.titulo) in self._sin_dato and esta_vacia(celda):
            return
        razon = "es obligatoria en metas de tipo Producto" if columna.de_producto else "es obligatoria"
        trae = "está vacía" if esta_vacia(celda) else f"trae {citar(celda)}"
        como = _PARA_LLENAR.get(columna.clase, "escriba el dato")
        self._anotar((fila, numero), "celda_vacia", f"«{columna.titulo}» {trae} y {razon}; {como}.")

    def _ya_tiene_error(self, fila: int, numero: int) -> bool:
        rango = self._hoja.cubierta_por(fila, numero)
        sitios = {(fila, numero)} | ({(rango.fila, rango.columna)} if rango else set())
        return any((f, c) in sitios for f, c, _ in self._leido.errores[-len(self._columnas) - 2 :])

    def _anotar(self, sitio: tuple[int, int], codigo: str, mensaje: str) -> None:
        error = ErrorDeLibro(self._hoja.nombre, referencia(*sitio), codigo, mensaje)
        entrada = (*sitio, error)
        if entrada not in self._leido.errores[-len(self._columnas) * 2 :]:
            self._leido.errores.append(entrada)


def _es_total(celda: Celda) -> bool:
    return isinstance(celda.valor, str) and bool(
        _TOTAL.fullmatch(normalizar(texto_de_una_linea(celda.valor)))
    )
