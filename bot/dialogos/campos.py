"""Los tipos de respuesta de nuestros diálogos: cifras, textos, fechas, opciones y archivos."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from bot.dialogos.calendario import calendario
from bot.motor.campos import Campo, CampoDe, Eleccion, Entorno
from bot.textos import formato
from bot.textos.fechas import leer_fecha
from dominio.entender.numeros import (
    Leido,
    Opcion,
    Pregunta,
    Valor,
    leer_cantidad,
    leer_pesos,
    leer_porcentaje,
)
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import EntradaInvalida
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje


def _leer_cantidad(crudo: str) -> Leido[Decimal | Porcentaje]:
    es_porcentaje = "%" in crudo or "por ciento" in normalizar(crudo[:64])
    lector = leer_porcentaje if es_porcentaje else leer_cantidad
    return cast("Leido[Decimal | Porcentaje]", lector(crudo))


def _recuperar_cantidad(guardado: str) -> Decimal | Porcentaje:
    if guardado.endswith("%"):
        return Porcentaje.de(guardado[:-1])
    if not guardado.replace(".", "", 1).isdecimal():
        raise ValueError(guardado)
    return Decimal(guardado)


PORCENTAJE: CampoDe[Porcentaje] = CampoDe(leer_porcentaje, str, Porcentaje.de, formato.porcentaje)
PESOS: CampoDe[Pesos] = CampoDe(leer_pesos, str, Pesos.de, formato.pesos)
# Cantidad acumulada en la unidad de la actividad; «45 %» también vale y queda como porcentaje.
CANTIDAD: CampoDe[Decimal | Porcentaje] = CampoDe(
    _leer_cantidad,
    lambda valor: f"{valor}%" if isinstance(valor, Porcentaje) else f"{valor:f}",
    _recuperar_cantidad,
    # Sin puntos de miles: «1.250» tecleado de vuelta admitiría dos lecturas.
    lambda valor: (
        formato.porcentaje(valor) if isinstance(valor, Porcentaje) else formato.cantidad_llana(valor)
    ),
)


@dataclass(frozen=True, slots=True)
class CampoTexto(CampoDe[str]):
    """Texto libre."""

    libre = True


def campo_texto(maximo: int) -> CampoTexto:
    """Texto libre de hasta ``maximo`` caracteres, con al menos una letra o una cifra."""

    def leer(crudo: str) -> Leido[str]:
        limpio = limpiar(crudo, maximo)
        if not any(caracter.isalnum() for caracter in limpio):
            raise EntradaInvalida("vacio" if not limpio else "texto_sin_palabras")
        return Valor(limpio)

    return CampoTexto(leer, str, str, str)


@dataclass(frozen=True, slots=True)
class CampoFecha(CampoDe[date]):
    """Fecha entre los límites que da ``entre``; tecleada o escogida del calendario de botones."""

    entre: Callable[[Entorno], tuple[date, date]]

    def elecciones(self, entorno: Entorno, vista: str = "") -> Sequence[Eleccion]:
        """El calendario: hoy y ayer; de un mes, sus semanas; de una semana, sus días."""
        return calendario(vista, entorno.datos.hoy, *self.entre(entorno))

    def admitir(self, guardado: str, entorno: Entorno) -> str:
        """La fecha de un botón, si cae entre los límites."""
        return self.guardar(leer_fecha(guardado, entorno.datos.hoy, *self.entre(entorno)))

    def leer(self, crudo: str, entorno: Entorno) -> Leido[date]:
        """La fecha, si cae entre los límites."""
        return Valor(leer_fecha(crudo, entorno.datos.hoy, *self.entre(entorno)))


def campo_fecha(entre: Callable[[Entorno], tuple[date, date]]) -> CampoFecha:
    """Fecha entre los límites dados."""
    return CampoFecha(_sin_lector, date.isoformat, date.fromisoformat, formato.fecha, entre)


def _sin_lector(crudo: str) -> Leido[date]:
    raise EntradaInvalida("fecha_ilegible", escrito=crudo[:60])


def con_codigo(clave: str, codigo: str, nombre: str) -> Eleccion:
    """Elección que también se escoge por su código o su número: «12» es la A-012."""
    cifras = "".join(caracter for caracter in codigo if caracter.isdigit()).lstrip("0")
    return Eleccion(clave, f"{codigo} {nombre}", (codigo, nombre, *((cifras,) if cifras else ())))


@dataclass(frozen=True, slots=True)
class CampoOpcion(Campo[str]):
    """Una de varias; se guarda su clave.

    ``de`` da las elecciones; ``rotulo_de``, el texto de una ya escogida sin traer la lista entera.
    """

    de: Callable[[Entorno], Sequence[Eleccion]]
    rotulo_de: Callable[[Entorno, str], str] | None = None
    numeradas: bool = True

    def elecciones(self, entorno: Entorno, vista: str = "") -> Sequence[Eleccion]:
        """Las que hay ahora."""
        return self.de(entorno)

    def admitir(self, guardado: str, entorno: Entorno) -> str:
        """La clave, si sigue siendo una de las que hay."""
        if self.rotulo_de is not None:
            self.rotulo_de(entorno, guardado)
        elif all(eleccion.clave != guardado for eleccion in self.de(entorno)):
            raise EntradaInvalida("opcion_desconocida", escrito=guardado)
        return guardado

    def leer(self, crudo: str, entorno: Entorno) -> Leido[str]:
        """La elección que coincide con lo escrito; si son varias, se pregunta."""
        halladas = self._buscar(normalizar(crudo).rstrip("."), self.de(entorno))
        if not halladas:
            raise EntradaInvalida("opcion_desconocida", escrito=limpiar(crudo[:60], 60))
        if len(halladas) == 1:
            return Valor(halladas[0].clave)
        return Pregunta(tuple(Opcion(hallada.clave) for hallada in halladas), "varias_coinciden")

    def _buscar(self, buscado: str, todas: Sequence[Eleccion]) -> Sequence[Eleccion]:
        if not buscado:
            return ()
        exactas = [e for e in todas if buscado in (normalizar(e.clave), normalizar(e.rotulo))]
        exactas = exactas or [e for e in todas if buscado in map(normalizar, e.alias)]
        if exactas:
            return exactas
        if self.numeradas and buscado.isdecimal() and len(buscado) < 4 and 1 <= int(buscado) <= len(todas):
            return [todas[int(buscado) - 1]]
        palabras = buscado.split()
        return [e for e in todas if all(palabra in normalizar(e.rotulo) for palabra in palabras)]

    def guardar(self, valor: str) -> str:
        """La clave."""
        return valor

    def recuperar(self, guardado: str) -> str:
        """La clave."""
        return guardado

    def mostrar(self, valor: str, entorno: Entorno) -> str:
        """Su rótulo."""
        if self.rotulo_de is not None:
            return self.rotulo_de(entorno, valor)
        return next((e.rotulo for e in self.de(entorno) if e.clave == valor), valor)
