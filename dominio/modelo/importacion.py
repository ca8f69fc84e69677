"""Lo que una persona decide al importar un libro, y lo que el asistente empareja por ella."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dominio.modelo.modificacion import DatosDeModificacion

# Un nombre y los posibles → (cuál de ellos, de 0 a 100) del que más se parece; ``None`` si ninguno.
MasParecido = Callable[[str, Sequence[str]], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Decisiones:
    """Cómo se importa el libro, más allá de lo que trae.

    Attributes:
        aceptar_codigos: claves («producto_mga:406010») de los códigos cuya corrección se acepta.
        completo: el libro es el plan entero: lo de las dependencias que no trae se retira.
        separar: códigos guardados con los que no se empareja ninguna actividad de nombre parecido.
        parecido: cómo se comparan los nombres; ``None`` = solo se emparejan los iguales.
        modificacion: razón y acto, que hacen falta para cambiar la programación de un plan aprobado.
    """

    aceptar_codigos: frozenset[str] = frozenset()
    completo: bool = False
    separar: frozenset[str] = frozenset()
    parecido: MasParecido | None = None
    modificacion: DatosDeModificacion | None = None


@dataclass(frozen=True, slots=True)
class Emparejada:
    """Una actividad del libro, sin código, que se reconoció en una guardada de nombre parecido.

    Attributes:
        codigo: el de la guardada, que se conserva.
        guardada, libro: los dos nombres.
        puntos: parecido, de 0 a 100.
    """

    codigo: str
    guardada: str
    libro: str
    puntos: int


@dataclass(frozen=True, slots=True)
class ActividadConocida:
    """Lo que permite reconocer una actividad guardada, aunque esté retirada."""

    codigo: str
    nombre: str
    dependencia: str
    meta_codigo: str
    programa_codigo: str | None
    bpin: str | None
    sin_codigo: bool
    retirada: bool
