"""Campos: cómo se lee, se guarda y se muestra cada tipo de respuesta. Lo guardado es siempre texto."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar, cast

from dominio.casos.contexto import Contexto
from dominio.entender.numeros import Leido, Opcion, Pregunta, Valor
from dominio.errores import EntradaInvalida
from dominio.modelo.reporte import ArchivoAdjunto
from dominio.valores.fechas import fecha_bogota

T = TypeVar("T")
Crudo = str | ArchivoAdjunto


@dataclass(slots=True)
class Datos:
    """Lo que un diálogo consulta del plan mientras atiende un mensaje; recuerda lo ya leído."""

    ahora: datetime
    contexto_real: Contexto | None = None
    _recordado: dict[object, object] = field(default_factory=dict)

    @property
    def hoy(self) -> date:
        """Fecha de hoy en Bogotá."""
        return fecha_bogota(self.ahora)

    @property
    def contexto(self) -> Contexto:
        """Quién pide y en qué transacción."""
        if self.contexto_real is None:
            raise LookupError("este diálogo consulta el plan y no recibió contexto")
        return self.contexto_real

    def recordar(self, clave: object, leer: Callable[[], T]) -> T:
        """El resultado de ``leer``, que se llama una sola vez por clave y por mensaje."""
        if clave not in self._recordado:
            self._recordado[clave] = leer()
        return cast(T, self._recordado[clave])


@dataclass(frozen=True, slots=True)
class Entorno:
    """Los datos y las respuestas dadas hasta ahora, en su forma guardada."""

    datos: Datos
    respuestas: Mapping[str, str]

    def con(self, clave: str, guardado: str) -> Entorno:
        """El mismo entorno con una respuesta más, o cambiada."""
        return Entorno(self.datos, {**self.respuestas, clave: guardado})


@dataclass(frozen=True, slots=True)
class Eleccion:
    """Una respuesta que se puede escoger: por botón, por su número, por su código o por su texto.

    Con ``es_vista`` no responde: lleva a otra vista de la misma pregunta (el mes anterior).
    """

    clave: str
    rotulo: str
    alias: tuple[str, ...] = ()
    es_vista: bool = False


class Campo(ABC, Generic[T]):
    """Tipo de respuesta. Lo mostrado, tecleado de vuelta, da el mismo valor o pregunta por él."""

    admite_archivos = False  # recibe archivos, varios, hasta que la persona diga «Listo»
    numeradas = False  # sus elecciones se listan con número
    libre = False  # casi cualquier texto le sirve: que sirva no dice que sea la respuesta

    @abstractmethod
    def leer(self, crudo: str, entorno: Entorno) -> Leido[T]:
        """El valor de lo escrito, una pregunta si admite dos lecturas, o ``EntradaInvalida``."""

    @abstractmethod
    def guardar(self, valor: T) -> str:
        """Forma canónica, la que queda en el borrador; nunca vacía."""

    @abstractmethod
    def recuperar(self, guardado: str) -> T:
        """El valor de su forma canónica; ``ValueError`` o ``ErrorDominio`` si ya no se entiende."""

    @abstractmethod
    def mostrar(self, valor: T, entorno: Entorno) -> str:
        """Como la persona lo lee (sin escapar)."""

    def elecciones(self, entorno: Entorno, vista: str = "") -> Sequence[Eleccion]:
        """Lo que se ofrece en botones; ``vista`` es la que la persona pidió, si pidió alguna."""
        return ()

    def admitir(self, guardado: str, entorno: Entorno) -> str:
        """Lo que trae un botón, comprobado como si se hubiera escrito."""
        leido = self.captar(self.exhibir(guardado, entorno), entorno, "")
        if isinstance(leido, Pregunta):
            raise EntradaInvalida("opcion_desconocida", escrito=guardado)
        return leido

    def captar(self, crudo: Crudo, entorno: Entorno, previo: str) -> str | Pregunta[str]:
        """Lo recibido, en forma canónica."""
        if isinstance(crudo, ArchivoAdjunto):
            raise EntradaInvalida("archivo_donde_va_texto")
        leido = self.leer(crudo, entorno)
        if isinstance(leido, Valor):
            return self.guardar(leido.valor)
        canonicas = [self.guardar(opcion.valor) for opcion in leido.opciones if opcion.valor is not None]
        return Pregunta(tuple(Opcion(canonica) for canonica in canonicas), leido.causa)

    def completo(self, guardado: str) -> bool:
        """Si ya no falta nada por recibir en esta respuesta."""
        return True

    def abierto(self, guardado: str, *, abrir: bool) -> str:
        """La misma respuesta, abierta para agregarle o dada por completa."""
        return guardado

    def exhibir(self, guardado: str, entorno: Entorno) -> str:
        """``mostrar`` desde la forma canónica."""
        return self.mostrar(self.recuperar(guardado), entorno)


@dataclass(frozen=True, slots=True)
class CampoDe(Campo[T]):
    """Campo de un valor suelto: cuatro funciones y nada más."""

    lector: Callable[[str], Leido[T]]
    a_texto: Callable[[T], str]
    de_texto: Callable[[str], T]
    a_la_vista: Callable[[T], str]

    def leer(self, crudo: str, entorno: Entorno) -> Leido[T]:
        """Lo que diga el lector."""
        return self.lector(crudo)

    def guardar(self, valor: T) -> str:
        """Forma canónica."""
        return self.a_texto(valor)

    def recuperar(self, guardado: str) -> T:
        """El valor de su forma canónica."""
        return self.de_texto(guardado)

    def mostrar(self, valor: T, entorno: Entorno) -> str:
        """Como la persona lo lee."""
        return self.a_la_vista(valor)

    def admitir(self, guardado: str, entorno: Entorno) -> str:
        """La forma canónica, si lo es; sus límites los comprueba el paso."""
        if self.a_texto(self.de_texto(guardado)) != guardado:
            raise EntradaInvalida("opcion_desconocida", escrito=guardado)
        return guardado
